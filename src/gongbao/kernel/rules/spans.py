"""Periods and matchings: what the records of a list make up together, as bounds where some are not settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from gongbao.kernel.calendar.years import Way, completed_on
from gongbao.kernel.rules.logic import UNKNOWN, Bounds, Truth
from gongbao.law.errors import Refusal

NEVER = date.max
Row: TypeAlias = tuple[Truth, date | None, date | None]
"""Whether a period counts, its first day (``None``: not known) and its last (``None``: it goes on)."""
ONE = timedelta(days=1)


class Runs(NamedTuple):
    """The disjoint periods of a list: all that may count, those sure to count, and whether both are the same."""

    may: list[tuple[date, date]]
    sure: list[tuple[date, date]]
    settled: bool


def runs_of(rows: Iterable[Row] | None) -> Runs | None:
    """A list's periods joined once, for every count over them; one whose first day is not known may always have begun."""
    if rows is None:
        return None
    kept = [row for row in rows if row[0] is not False]
    known = [(start, end) for truth, start, end in kept if truth and start is not None]
    sure, settled = joined(known), len(known) == len(kept)
    return Runs(
        sure if settled else joined([(start or date.min, end) for _, start, end in kept]), sure, settled
    )


def served(
    rows: Iterable[Row] | None, years: int, since: Bounds, way: Way = "same_day", unbroken: bool = False
) -> Bounds:
    """The earliest and latest day on which the years may be complete; see `nodes.Served`."""
    return full(runs_of(rows), years, since, way, unbroken)


def full(periods: Runs | None, years: int, since: Bounds, way: Way, unbroken: bool) -> Bounds:
    """As `served`, for periods joined before."""
    if periods is None:
        return UNKNOWN
    early, late = since
    if early == late == NEVER:
        return since
    if early is not None and early == late and periods.settled:
        day = _complete(periods.sure, early, years, way, unbroken)
        return day, day
    low = _complete(periods.may, early or date.min, years, way, unbroken)
    high = None if late is None else _complete(periods.sure, late, years, way, unbroken)
    return (low if high is None else min(low, high)), high


def _complete(runs: Sequence[tuple[date, date]], since: date, years: int, way: Way, unbroken: bool) -> date:
    """The day on which the runs after `since` make up the years, ``date.max`` where they never do."""
    if since == NEVER:
        return NEVER
    need, have = None, 0
    for first, end in runs:
        if end <= since:
            continue
        start = max(first, since)
        if need is None or unbroken:
            need, have = _days(start, years, way), 0
        if need is None:
            return NEVER
        if end == NEVER or have + (end - start).days >= need:
            return _after(start, need - have)
        have += (end - start).days
    return NEVER


def joined(periods: Sequence[tuple[date, date | None]], since: date = date.min) -> list[tuple[date, date]]:
    """Disjoint periods from `since` on, in order, each with the day after its last (``date.max``: none)."""
    found: list[tuple[date, date]] = []
    for start, last in sorted(((max(start, since), last or NEVER) for start, last in periods)):
        end = NEVER if last >= NEVER else last + ONE
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _days(start: date, years: int, way: Way) -> int | None:
    """How many days the years from `start` have; ``None`` beyond the calendar."""
    try:
        return max((completed_on(start, years, way) - start).days, 0)
    except (Refusal, OverflowError, ValueError):
        return None


def _after(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return NEVER


def matched(rows: Sequence[Sequence[Truth]] | None, items: int) -> Bounds:
    """The least and most items that can be met, each record (its truths by item) serving one only."""
    if rows is None:
        return 0, items
    sure = _matching([[i for i, truth in enumerate(row) if truth] for row in rows if True in row], items)
    if not any(None in row for row in rows):
        return sure, sure
    return sure, _matching([[i for i, truth in enumerate(row) if truth is not False] for row in rows], items)


def _matching(edges: Sequence[Sequence[int]], items: int) -> int:
    """The size of a largest matching, by augmenting paths."""
    serves: list[int | None] = [None] * items

    def place(row: int, seen: set[int]) -> bool:
        for item in edges[row]:
            if item not in seen:
                seen.add(item)
                other = serves[item]
                if other is None or place(other, seen):
                    serves[item] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(edges)))
