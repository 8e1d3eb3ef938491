"""Months and years added to a date, completed years and their exact inverse (民法典第202条)."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, TypeAlias

from gongbao.kernel.calendar.month import first_day, last_day, month_of

Way: TypeAlias = Literal["same_day", "next_day", "march_first", "calendar_year"]
"""On which day a year counts as full: the corresponding day (28 February for 29 February), the day after
it, the corresponding day but 1 March for 29 February, or by the difference of the years alone."""


def add_months(start: date, months: int) -> date:
    """The corresponding day `months` later (earlier for negative), or the last day of that month.

    Refusal where the result lies outside years 1 to 9999.
    """
    target = month_of(start) + months
    if start.day <= 28 and MINYEAR <= target // 12 <= MAXYEAR:
        return start.replace(target // 12, target % 12 + 1)
    return first_day(target).replace(day=min(start.day, last_day(target).day))


def add_years(start: date, years: int) -> date:
    """The corresponding day `years` later; 28 February where 29 February is missing."""
    return add_months(start, 12 * years)


def completed_years(start: date, on: date) -> int:
    """Full years from `start` to `on`: the largest n with ``add_years(start, n) <= on``.

    On 28 February of a common year a start on 29 February has completed its year. Negative when `start`
    lies after `on`.
    """
    years = on.year - start.year
    if (start.month, start.day) <= (on.month, on.day):
        return years
    return years if add_years(start, years) <= on else years - 1


def completed_on(start: date, years: int, way: Way = "same_day") -> date:
    """The first day on which `years` full years from `start` are complete; the start itself for none.

    Refusal where the day lies outside years 1 to 9999.
    """
    if years == 0:
        return start
    if way == "calendar_year":
        return date(start.year + years, 1, 1)
    day = add_years(start, years)
    late = way == "next_day" or (way == "march_first" and day.day < start.day)
    return day + timedelta(days=1) if late else day


def years_threshold(on: date, years: int, way: Way = "same_day") -> date:
    """The latest start that has completed `years` full years on `on`.

    Exact inverse: ``completed_on(start, years) <= on`` just when ``start <= years_threshold(on, years)``.
    """
    if years == 0:
        return on
    if way == "calendar_year":
        return date(on.year - years, 12, 31)
    if way == "next_day":
        on -= timedelta(days=1)
    month = month_of(on) - 12 * years
    if on.month == 2 and on == last_day(month_of(on)) and way != "march_first":
        return last_day(month)
    return first_day(month).replace(day=min(on.day, last_day(month).day))
