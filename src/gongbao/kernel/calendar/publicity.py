"""Publicity periods (公示) day by day: published, counted, skipped, due, and the first free day after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongbao.kernel.calendar.deadline import Deadline
from gongbao.kernel.calendar.periods import working_days_after
from gongbao.kernel.calendar.workdays import ONE_DAY, Calendar
from gongbao.law.text import Text


class DayKind(StrEnum):
    """What a day is in a publicity period; `DUE` is the last day counted."""

    PUBLISHED = "published"
    COUNTED = "counted"
    REST = "rest"
    DUE = "due"


class PublicityDay(NamedTuple):
    """One day: `number` is k of n on counted days (0 otherwise), `reason` why it rests or works unusually."""

    date: date
    kind: DayKind
    number: int
    reason: Text


@dataclass(frozen=True, slots=True)
class PublicityWindow:
    """A publicity period of `n` working days; objections are in time until the end of `due`.

    `first_free_day`, the day after, is the first on which the next step is lawful.
    """

    published: date
    n: int
    days: tuple[PublicityDay, ...]
    deadline: Deadline

    @property
    def due(self) -> date:
        """The last day of the period."""
        return self.deadline.due

    @property
    def first_free_day(self) -> date:
        """The first day after the period."""
        return self.deadline.due + ONE_DAY

    def counted(self, on: date) -> int:
        """How many of the n days have begun by `on` (第 k/n 个工作日)."""
        return max((day.number for day in self.days if day.date <= on), default=0)

    def is_over(self, on: date) -> bool:
        """Whether the period has ended when `on` begins."""
        return on > self.due


def publicity(
    published: date, n: int, *, calendar: Calendar | None = None, clause: str = "neng-2020-6/3.2.b"
) -> PublicityWindow:
    """The publicity period of `n` working days after the day of publication, which is not counted."""
    calendar = calendar or Calendar.as_known()
    deadline = working_days_after(published, n, calendar=calendar, clause=clause)
    note = calendar.describe(published).reason
    days, count, day = [PublicityDay(published, DayKind.PUBLISHED, 0, note)], 0, published
    while day < deadline.due:
        day += ONE_DAY
        known = calendar.describe(day)
        count += known.working
        kind = DayKind.REST if not known.working else DayKind.DUE if count == n else DayKind.COUNTED
        days.append(PublicityDay(day, kind, count if known.working else 0, known.reason))
    return PublicityWindow(published, n, tuple(days), deadline)
