"""Days to pay: a firm's last day by the regime in force, a flexible worker's debit days; dated, never derived twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.calendar.deadline import Deadline
from gongbao.kernel.calendar.fixed import before_last_working_day, day_of_month, fixed_date
from gongbao.kernel.calendar.month import first_day
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.social_insurance_collection.rules import BOOK, DOCUMENT, READINGS


class DebitDay(NamedTuple):
    """A day on which flexible workers are debited; `certain` is false where the rest-day rule is not settled."""

    day: date
    source: Text
    certain: bool


PAYS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How often a flexible worker pays pension and unemployment, in months."""


def may_pay(on: date) -> tuple[str, ...]:
    """The ways a flexible worker may choose on a day."""
    return tuple(str(each) for each in BOOK["flexible_pay_periods"].at(on).value)  # type: ignore[union-attr]


def collection_month(item: str, period: int, pays: str = "month") -> int:
    """The month in which a contribution of `period` is collected.

    Medical ones come a month later. Who pays pension and unemployment by quarter, half-year or year pays in
    its last month at the latest.
    """
    if item != "medical" and pays in may_pay(first_day(period)):
        span = PAYS[pays]
        return period - period % 12 % span + span - 1
    lag = BOOK["medical_lag"].at(first_day(period)).value if item == "medical" else 0
    return period + int(str(lag))


def firm_deadline(month: int, readings: Mapping[str, str] | None = None) -> Deadline:
    """A firm's last day to pay in `month`, by the regime in force in that month.

    Refuses months before the tax authority collects.
    """
    start = first_day(month)
    rule = BOOK["enterprise_due_rule"].at(start).value
    match rule:
        case "fixed_date":
            day = BOOK["enterprise_due_2020_11"].at(start).value
            assert isinstance(day, date)
            if READINGS.chosen(readings)["november_due"] == "exclusive":
                day -= timedelta(days=1)
            return fixed_date(day, clause=DOCUMENT + "4.p1.a")
        case "before_last_working_day":
            return before_last_working_day(month, clause=DOCUMENT + "2.2.a")
        case _:
            last = int(str(BOOK["enterprise_due_day"].at(start).value))
            return day_of_month(month, last, clause=DOCUMENT + "2.2.c")


def firm_first_day(month: int) -> date:
    """The first day a firm can pay in `month`; from a rest day it moves to the next working day."""
    start = first_day(month)
    reopened = BOOK["reopen_date"].at(start).value
    assert isinstance(reopened, date)
    if (reopened.year, reopened.month) == (start.year, start.month):
        return reopened
    if start < BOOK["enterprise_first_day"].values[0].from_:
        return start
    nominal = start.replace(day=int(str(BOOK["enterprise_first_day"].at(start).value)))
    return Calendar.as_known().on_or_after(nominal)


def debit_days(month: int, stored: Sequence[date] = ()) -> tuple[DebitDay, ...]:
    """The debit days of `month`: those of the stored calendar, else the published days of the month.

    Refuses a month for which neither is known: such days are loaded, never guessed.
    """
    if stored:
        loaded = Text("已载入的扣款日历", "the debit calendar as loaded")
        return tuple(DebitDay(day, loaded, True) for day in sorted(stored))
    start = first_day(month)
    days = BOOK["flexible_debit_days"]
    if start < days.values[0].from_:
        raise Refusal(
            Text("这个月的扣款日历还没有载入", "The debit calendar of this month is not loaded"),
            where=f"{start:%Y-%m}",
            mend=Text("请由税务部门载入扣款日历", "Ask the tax authority to load it"),
            clause=DOCUMENT + "2.2.b",
        )
    dated = days.at(start)
    moves = BOOK["flexible_debit_rest_day"].at(start).value
    calendar = Calendar.as_known()
    found = []
    for nominal in (start.replace(day=int(n)) for n in dated.value):  # type: ignore[union-attr]
        day = calendar.on_or_after(nominal) if moves == "next" else calendar.on_or_before(nominal)
        found.append(DebitDay(day, dated.source, day == nominal))
    return tuple(found)
