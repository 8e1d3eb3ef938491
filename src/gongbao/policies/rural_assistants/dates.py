"""Days that follow from the contract and the calendar: the term, work years, quarters, days of leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.calendar.years import Way, completed_on
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

DAY = timedelta(days=1)
MARCH_FIRST: Way = "march_first"


class Span(NamedTuple):
    """From a first to a last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1


class Quarter(NamedTuple):
    """A calendar quarter."""

    year: int
    number: int

    @property
    def months(self) -> tuple[int, int, int]:
        """Its months, as year × 12 + month − 1."""
        first = self.year * 12 + (self.number - 1) * 3
        return first, first + 1, first + 2

    @property
    def span(self) -> Span:
        """Its first and last day."""
        first = date(self.year, self.number * 3 - 2, 1)
        after = date(self.year + self.number // 4, self.number * 3 % 12 + 1, 1)
        return Span(first, after - DAY)

    @property
    def name(self) -> str:
        """``2021Q3``."""
        return f"{self.year}Q{self.number}"


def contract_end(starts_on: date, years: int, days: str = "inclusive") -> date:
    """The day before the anniversary, or the anniversary by the reading ``civil``; a missing 29 February is taken as 1 March (9.s2)."""
    anniversary = completed_on(starts_on, years, MARCH_FIRST)
    return anniversary if days == "civil" else anniversary - DAY


def work_year(serves_from: date, number: int) -> Span:
    """The `number`-th year of service, counted from the first day on duty (15.2.s1)."""
    return Span(completed_on(serves_from, number - 1, MARCH_FIRST), contract_end(serves_from, number))


def quarter_of(day: date) -> Quarter:
    """The calendar quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarters_of(serves_from: date, number: int) -> list[Quarter]:
    """The quarters of a work year: those that begin in it (oq-4-11), and for the first that in which service began."""
    span, here = work_year(serves_from, number), quarter_of(work_year(serves_from, number).first)
    if number > 1 and here.span.first < span.first:
        here = quarter_of(here.span.last + DAY)
    found = []
    while here.span.first <= span.last:
        found.append(here)
        here = quarter_of(here.span.last + DAY)
    return found


def months_served(quarter: Quarter, serves_from: date, left_on: date | None) -> tuple[int, ...]:
    """The months of a quarter in which somebody was on duty for a day or more."""
    found = []
    for month in quarter.months:
        first = date(month // 12, month % 12 + 1, 1)
        last = date((month + 1) // 12, (month + 1) % 12 + 1, 1) - DAY
        if serves_from <= last and (left_on is None or left_on >= first):
            found.append(month)
    return tuple(found)


class LeaveDays(NamedTuple):
    """Working and calendar days of a leave, and of the leaves that touch it."""

    working: int
    calendar: int
    adjacent_working: int
    adjacent_calendar: int


def leave_days(leave: Span, others: Iterable[Span], calendar: Calendar) -> LeaveDays:
    """The days of a leave and of those back to back with it: only rest days lie between (14.1, oq-4-08).

    A make-up Saturday is a working day; a holiday in the middle counts for calendar days only. Refuses a leave
    that ends before it starts and one that overlaps another.
    """
    if leave.last < leave.first:
        raise Refusal(
            Text("请假的结束日期早于开始日期", "The leave ends before it starts"), where="ends_on",
            mend=Text("请核对起止日期", "Check both days"), clause="bi-2020-22/14.1.s1",
        )  # fmt: skip
    chain, rest = leave, sorted(others)
    joined: list[Span] = []
    for each in rest:
        if each.first <= leave.last and leave.first <= each.last:
            raise Refusal(
                Text(f"与 {each.first} 至 {each.last} 的请假重叠", f"It overlaps the leave of {each.first} to {each.last}"),
                where="starts_on", mend=Text("改日期，或先撤回那一件", "Change the days or withdraw the other"),
                clause="bi-2020-22/14.1.s1",
            )  # fmt: skip
    grown = True
    while grown:
        grown = False
        for each in [one for one in rest if one not in joined]:
            first, second = (each, chain) if each.last < chain.first else (chain, each)
            if not calendar.working_days(first.last + DAY, second.first - DAY):
                chain = Span(min(chain.first, each.first), max(chain.last, each.last))
                joined.append(each)
                grown = True
    return LeaveDays(
        len(calendar.working_days(*leave)), leave.days,
        sum(len(calendar.working_days(*each)) for each in joined), sum(each.days for each in joined),
    )  # fmt: skip
