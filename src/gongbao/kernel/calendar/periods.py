"""Deadlines counted from a day: working days, calendar days, months and years after it."""

from __future__ import annotations

from datetime import date, timedelta

from gongbao.kernel.calendar.deadline import Deadline, choose, rolled, settle
from gongbao.kernel.calendar.workdays import ONE_DAY, Calendar
from gongbao.kernel.calendar.years import add_months, add_years

START_NOT_COUNTED = "start_not_counted"
ROLL, NO_ROLL, START_COUNTED = "roll", "no_roll", "start_counted"


def working_days_after(
    start: date, days: int, *, calendar: Calendar | None = None, clause: str = "neng-2020-6/3.2.b"
) -> Deadline:
    """The end of the `days`-th working day after `start`, which is not counted (publicity periods)."""
    calendar = calendar or Calendar.as_known()
    due = calendar.add_working_days(start, days)
    return settle(
        calendar,
        due,
        rule="working_days_after",
        clause=clause,
        reading=START_NOT_COUNTED,
        skipped=calendar.rest_days(start + ONE_DAY, due),
        consulted=(start + ONE_DAY, due),
    )


def calendar_days_after(
    start: date,
    days: int,
    *,
    reading: str = ROLL,
    calendar: Calendar | None = None,
    clause: str = "民法典第203条",
) -> Deadline:
    """The `days`-th calendar day after `start`; from a rest day it rolls to the next working day."""
    calendar = calendar or Calendar.as_known()
    choose(reading, (ROLL, NO_ROLL), "calendar_days_after")
    nominal = start + timedelta(days=days)
    return rolled(
        calendar, nominal, rule="calendar_days_after", clause=clause, reading=reading, rolls=reading == ROLL
    )


def months_after(
    start: date,
    months: int,
    *,
    reading: str = NO_ROLL,
    calendar: Calendar | None = None,
    clause: str = "民法典第202条",
) -> Deadline:
    """The corresponding day `months` later, or the last day of that month; does not roll unless asked."""
    calendar = calendar or Calendar.as_known()
    choose(reading, (NO_ROLL, ROLL), "months_after")
    nominal = add_months(start, months)
    return rolled(
        calendar, nominal, rule="months_after", clause=clause, reading=reading, rolls=reading == ROLL
    )


def years_after(
    start: date,
    years: int,
    *,
    reading: str = NO_ROLL,
    calendar: Calendar | None = None,
    clause: str = "",
) -> Deadline:
    """The corresponding day `years` later; with the reading ``start_counted`` the last day of a contract
    whose first day is `start` (a missing 29 February anniversary is 1 March, its eve 28 February)."""
    calendar = calendar or Calendar.as_known()
    choose(reading, (NO_ROLL, ROLL, START_COUNTED), "years_after")
    nominal = add_years(start, years)
    if reading == START_COUNTED and (nominal.month, nominal.day) == (start.month, start.day):
        nominal -= ONE_DAY
    return rolled(
        calendar,
        nominal,
        rule="years_after",
        clause=clause or ("bi-2020-22/9.s2" if reading == START_COUNTED else "民法典第202条"),
        reading=reading,
        rolls=reading == ROLL,
    )
