"""Deadlines on a date or a day of the month: fixed, rolling, monthly, before the last working day."""

from __future__ import annotations

from datetime import date

from gongbao.kernel.calendar.deadline import Deadline, choose, rolled, settle
from gongbao.kernel.calendar.month import first_day, last_day
from gongbao.kernel.calendar.periods import NO_ROLL, ROLL
from gongbao.kernel.calendar.workdays import ONE_DAY, Calendar
from gongbao.law.text import Text

INCLUSIVE, INCLUSIVE_ROLLS, EXCLUSIVE = "inclusive", "inclusive_rolls", "exclusive"
_LAST = Text("本月最后一个工作日，应在此日之前", "last working day of the month: act before it")


def fixed_date(day: date, *, calendar: Calendar | None = None, clause: str = "neng-2020-6/1.3.a") -> Deadline:
    """The end of the day named, also when it is a rest day."""
    calendar = calendar or Calendar.as_known()
    return rolled(calendar, day, rule="fixed_date", clause=clause, reading=INCLUSIVE, rolls=False)


def fixed_date_rolls(
    day: date, *, calendar: Calendar | None = None, clause: str = "民法典第203条"
) -> Deadline:
    """The end of the day named or, when it is a rest day, of the next working day."""
    calendar = calendar or Calendar.as_known()
    return rolled(calendar, day, rule="fixed_date_rolls", clause=clause, reading=INCLUSIVE_ROLLS, rolls=True)


def day_of_month(
    month: int,
    day: int,
    *,
    reading: str = NO_ROLL,
    calendar: Calendar | None = None,
    clause: str = "neng-2020-6/3.3.a",
) -> Deadline:
    """The end of the `day`-th of `month` (its last day where it is shorter); does not roll unless asked.

    For the nth of the next month pass ``month + 1``. Remind on `Deadline.remind_on`.
    """
    calendar = calendar or Calendar.as_known()
    choose(reading, (NO_ROLL, ROLL), "day_of_month")
    nominal = first_day(month).replace(day=min(day, last_day(month).day))
    return rolled(
        calendar, nominal, rule="day_of_month", clause=clause, reading=reading, rolls=reading == ROLL
    )


def before_last_working_day(
    month: int, *, calendar: Calendar | None = None, clause: str = "she-2020-18/2.2.a"
) -> Deadline:
    """The end of the day before the month's last working day, which is itself too late.

    The day before may be a rest day; counters are open on `Deadline.remind_on`.
    """
    calendar = calendar or Calendar.as_known()
    last, end = calendar.last_working_day(month), last_day(month)
    return settle(
        calendar,
        last - ONE_DAY,
        rule="before_last_working_day",
        clause=clause,
        reading=EXCLUSIVE,
        skipped=((last, _LAST), *calendar.rest_days(last, end)),
        consulted=(last, end),
    )
