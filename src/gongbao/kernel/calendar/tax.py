"""Tax deadlines: ten-day periods and the 15th of the month, with the extension by long holidays.

The rules of the Tax Collection Law (征管法实施细则 art. 109) extend a period with three or more consecutive
rest days inside it. How the authority counts was fitted on its 72 official monthly deadlines of 2021-2026.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from gongbao.kernel.calendar.deadline import Deadline, choose, settle
from gongbao.kernel.calendar.month import first_day, last_day, month_of
from gongbao.kernel.calendar.periods import ROLL
from gongbao.kernel.calendar.workdays import ONE_DAY, Calendar
from gongbao.law.text import Text

ART_109 = "art109"
LONG_HOLIDAY = 3
FILING_DAYS = 5
_INSIDE = Text("期限内的连续假日，予以顺延", "consecutive rest days inside the period, which extend it")


def ten_day_period(day: date) -> tuple[date, date]:
    """First and last day of the ten-day period (旬) of `day`: 1-10, 11-20, 21 to month end."""
    start = min((day.day - 1) // 10, 2) * 10 + 1
    end = last_day(month_of(day)) if start == 21 else day.replace(day=start + 9)
    return day.replace(day=start), end


def long_rest(calendar: Calendar, first: date, last: date) -> tuple[date, ...]:
    """The rest days from `first` to `last` in runs of at least three inside that span."""
    rest = [day for day, _ in calendar.rest_days(first, last)]
    runs = (list(run) for _, run in groupby(enumerate(rest), lambda pair: pair[1].toordinal() - pair[0]))
    return tuple(day for run in runs if len(run) >= LONG_HOLIDAY for _, day in run)


def extended(calendar: Calendar, first: date, last: date) -> date:
    """The last day of the period `first` to `last` after art. 109.

    With n rest days in long runs inside it, the n-th working day after `last`; without, `last` rolls to
    the next working day.
    """
    inside = len(long_rest(calendar, first, last))
    return calendar.add_working_days(last, inside) if inside else calendar.on_or_after(last)


def ten_day_plus_5(
    period: date, *, reading: str = ART_109, calendar: Calendar | None = None, clause: str = "tax-2020-9/8"
) -> Deadline:
    """Declaring what was collected in the ten-day period of the day `period`: five days into the next one."""
    first, _ = _next_period(period)
    last = first + timedelta(days=FILING_DAYS - 1)
    return _tax(calendar, first, last, "ten_day_plus_5", reading, clause)


def ten_day_remittance(
    period: date, *, reading: str = ART_109, calendar: Calendar | None = None, clause: str = "tax-2020-9/8.a"
) -> Deadline:
    """Remitting what was collected in the ten-day period of the day `period`: by the end of the next one."""
    return _tax(calendar, *_next_period(period), "ten_day_remittance", reading, clause)


def month_15(
    month: int,
    *,
    reading: str = ART_109,
    calendar: Calendar | None = None,
    clause: str = "税收征收管理法实施细则第109条",
) -> Deadline:
    """The monthly filing deadline of the tax authority in `month`: its 15th, extended by art. 109.

    The authority proclaims the extended day, so it is both `due` and `late_after`.
    """
    calendar = calendar or Calendar.as_known()
    choose(reading, (ART_109, ROLL), "month_15")
    first = first_day(month)
    last = first.replace(day=15)
    due = extended(calendar, first, last) if reading == ART_109 else calendar.on_or_after(last)
    return _explained(calendar, first, last, (due, due), "month_15", reading, clause)


def _next_period(day: date) -> tuple[date, date]:
    return ten_day_period(ten_day_period(day)[1] + ONE_DAY)


def _tax(
    calendar: Calendar | None, first: date, last: date, rule: str, reading: str, clause: str
) -> Deadline:
    calendar = calendar or Calendar.as_known()
    choose(reading, (ART_109, ROLL), rule)
    due = calendar.on_or_after(last)
    late_after = extended(calendar, first, last) if reading == ART_109 else due
    return _explained(calendar, first, last, (due, late_after), rule, reading, clause)


def _explained(
    calendar: Calendar,
    first: date,
    last: date,
    ends: tuple[date, date],
    rule: str,
    reading: str,
    clause: str,
) -> Deadline:
    inside = long_rest(calendar, first, last) if reading == ART_109 else ()
    due, late_after = ends
    skipped = dict(calendar.rest_days(last, late_after)) | dict.fromkeys(inside, _INSIDE)
    return settle(
        calendar,
        due,
        late_after=late_after,
        rule=rule,
        clause=clause,
        reading=reading,
        skipped=sorted(skipped.items()),
        consulted=(first if reading == ART_109 else last, late_after),
    )
