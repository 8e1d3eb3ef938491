"""The working-day calendar as known on a day: working or rest day, how many between, which is the n-th."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from gongbao.kernel.calendar.month import last_day
from gongbao.kernel.calendar.notices import Notice, Table, table
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

FIRST, LAST = date(1980, 1, 1), date(2099, 12, 31)
WEEKEND = Text("周末", "weekend")
MAKE_UP = Text("调休上班", "make-up working day")
ONE_DAY = timedelta(days=1)


class Mark(NamedTuple):
    """What a notice (or, without one, the statute) says of a day; `notice` is None for the statute alone."""

    working: bool
    reason: Text
    notice: Notice | None


class Day(NamedTuple):
    """A day explained: `reason` is empty for an ordinary working day, `paper` where no notice names it."""

    date: date
    working: bool
    reason: Text
    paper: str
    provisional: bool

    def as_json(self) -> dict[str, object]:
        """JSON form, for ``gongbao calendar``."""
        return {
            "date": self.date.isoformat(),
            "working": self.working,
            "reason": self.reason.zh,
            "reason_en": self.reason.en,
            "paper": self.paper,
            "provisional": self.provisional,
        }


class Calendar:
    """Working days as known on one day. Make one with `Calendar.as_known`; it never changes.

    Years without a notice have weekends and statutory days only, and are `provisional`. Counting works
    from 1980 to 2099; a day outside raises Refusal.
    """

    __slots__ = ("_marks", "_proclaimed", "_work")

    def __init__(self, known: Table) -> None:
        self._proclaimed = frozenset(notice.year for notice in known.notices)
        self._marks = dict(_marks(known, self._proclaimed))
        rest = {day.toordinal() for day, mark in self._marks.items() if not mark.working}
        made_up = {day.toordinal() for day, mark in self._marks.items() if mark.working}
        self._work = [  # an ordinal modulo 7 is 1 for Monday, 6 for Saturday, 0 for Sunday
            n
            for n in range(FIRST.toordinal(), LAST.toordinal() + 1)
            if (1 <= n % 7 <= 5 and n not in rest) or n in made_up
        ]

    @staticmethod
    def as_known(on: date | None = None) -> Calendar:
        """The calendar as the notices published up to and including `on` had it; today's table for None."""
        return _as_known(table().known(on))

    def is_working_day(self, day: date) -> bool:
        """Whether people work on `day`."""
        mark = self._marks.get(day)
        return mark.working if mark else day.weekday() < 5

    def rest_reason(self, day: date) -> Text | None:
        """Why `day` is a rest day (the holiday's name before the weekend), or None on a working day."""
        mark = self._marks.get(day)
        if mark:
            return None if mark.working else mark.reason
        return WEEKEND if day.weekday() >= 5 else None

    def describe(self, day: date) -> Day:
        """`day` with its reason and the paper that says so."""
        mark = self._marks.get(day)
        reason = mark.reason if mark else self.rest_reason(day) or Text("", "")
        paper = mark.notice.paper if mark and mark.notice else ""
        return Day(day, self.is_working_day(day), reason, paper, self.provisional(day))

    def provisional(self, day: date, until: date | None = None) -> bool:
        """Whether a year from `day` to `until` has no notice (yet), so that its days may still change."""
        last = max(day, until) if until else day
        return any(year not in self._proclaimed for year in range(day.year, last.year + 1))

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`.

        ``working_days_between(d, add_working_days(d, n)) == n`` for every n.
        """
        if end < start:
            return self._before(end) - self._before(start)
        return self._up_to(end) - self._up_to(start)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it for negative n); `day` itself is never counted.

        For n = 0 it is `day` itself, also on a rest day.
        """
        if n == 0:
            return day
        index = self._up_to(day) + n - 1 if n > 0 else self._before(day) + n
        if not 0 <= index < len(self._work):
            raise outside()
        return date.fromordinal(self._work[index])

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day strictly before `day`."""
        return self.add_working_days(day, -1)

    def on_or_after(self, day: date) -> date:
        """`day` if people work on it, else the next working day (顺延)."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def on_or_before(self, day: date) -> date:
        """`day` if people work on it, else the previous working day."""
        return day if self.is_working_day(day) else self.previous_working_day(day)

    def last_working_day(self, month: int) -> date:
        """The last working day of a month."""
        return self.on_or_before(last_day(month))

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both ends included."""
        return tuple(map(date.fromordinal, self._work[self._before(first) : self._up_to(last)]))

    def rest_days(self, first: date, last: date) -> Iterator[tuple[date, Text]]:
        """The rest days from `first` to `last`, both ends included, each with its reason."""
        day = first
        while day <= last:
            reason = self.rest_reason(day)
            if reason:
                yield day, reason
            day += ONE_DAY

    def _up_to(self, day: date) -> int:
        return bisect_right(self._work, _ordinal(day))

    def _before(self, day: date) -> int:
        return bisect_left(self._work, _ordinal(day))


@lru_cache(maxsize=32)
def _as_known(count: int) -> Calendar:
    whole = table()
    return Calendar(Table(whole.notices[:count], whole.recurring, whole.computed))


def _marks(known: Table, proclaimed: frozenset[int]) -> Iterator[tuple[date, Mark]]:
    for year in range(FIRST.year, LAST.year + 1):
        if year not in proclaimed:
            for day, name in known.statutory(year):
                yield day, Mark(False, _rest(name), None)
    for notice in known.notices:
        for holiday in notice.rest:
            yield from ((day, Mark(False, _rest(holiday.name), notice)) for day in holiday.days())
        yield from ((day, Mark(True, MAKE_UP, notice)) for day in notice.working)


def _rest(name: Text) -> Text:
    return Text(f"{name.zh}放假", f"{name.en} holiday")


def _ordinal(day: date) -> int:
    if not FIRST <= day <= LAST:
        raise outside()
    return day.toordinal()


def outside() -> Refusal:
    """The refusal for a day of which the calendar cannot count."""
    return Refusal(
        Text("日期超出工作日历的范围", "The date lies outside the working-day calendar"),
        mend=Text(
            f"工作日可算的日期为{FIRST.year}年至{LAST.year}年",
            f"Working days can be counted from {FIRST.year} to {LAST.year}",
        ),
    )
