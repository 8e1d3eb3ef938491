"""Months and years added to a date, completed years and their exact inverse (民法典第202条)."""

from __future__ import annotations

from datetime import date

from gongbao.kernel.calendar.month import first_day, last_day, month_of


def add_months(start: date, months: int) -> date:
    """The corresponding day `months` later (earlier for negative), or the last day of that month.

    Refusal where the result lies outside years 1 to 9999.
    """
    target = month_of(start) + months
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


def years_threshold(on: date, years: int) -> date:
    """The latest start that has completed `years` full years on `on`.

    Exact inverse: ``completed_years(start, on) >= years`` just when ``start <= years_threshold(on, years)``.
    """
    month = month_of(on) - 12 * years
    if on.month == 2 and on == last_day(month_of(on)):
        return last_day(month)
    return first_day(month).replace(day=on.day)
