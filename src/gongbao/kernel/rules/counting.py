"""What a route counts: from which day, which periods, when they are full, and what is not there to count from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules import spans
from gongbao.kernel.rules.interpret import Interpreter, years_of
from gongbao.kernel.rules.logic import Bounds
from gongbao.law.text import Text

NEVER = spans.NEVER
_below: WeakKeyDictionary[Any, tuple[n.Served, ...]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Counted:
    """Years counted over a list: since when, the periods that count (first day, day after the last), full when."""

    years: int
    since: date | None
    periods: tuple[tuple[date, date], ...]
    full: Bounds


def counted(part: Any, run: Interpreter) -> list[Counted]:
    """The years counted below a condition, those complete first before the others."""
    found = [_counted(each, run) for each in _served(part)]
    return sorted(found, key=lambda each: each.full[1] or NEVER)


def lacking(part: Any, run: Interpreter) -> list[Text]:
    """The lists whose records are missing, so that the count of a condition never begins or never ends."""
    found: dict[str, Text] = {}
    for each in _served(part):
        since = [] if each.since is None else list(_absent(each.since, run))
        found |= {label.zh: label for label in since}
        if not since and run.bounds(each)[1] == NEVER:
            found.setdefault(each.records.label.zh, each.records.label)
    return list(found.values())


def _served(part: Any) -> tuple[n.Served, ...]:
    if part not in _below:
        _below[part] = tuple(each for each in n.walk(part) if isinstance(each, n.Served))
    return _below[part]


def _counted(part: n.Served, run: Interpreter) -> Counted:
    since = date.min if part.since is None else run.bounds(part.since)[1]
    rows = run.facts.get(part.records.name) or ()
    sure = [
        (row[part.start.name], row.get(part.end.name))
        for row in rows
        if row.get(part.start.name) is not None and run.truth(part.where, row)
    ]
    periods = [] if since in (None, NEVER) else spans.joined(sure, since)
    return Counted(years_of(part), None if since == date.min else since, tuple(periods), run.bounds(part))


def _absent(value: Any, run: Interpreter) -> Iterator[Text]:
    if run.bounds(value)[0] != NEVER:
        return
    match value:
        case n.FirstWhere(records=records):
            yield records.label
        case n.Greatest(left=left, right=right):
            yield from _absent(left, run)
            yield from _absent(right, run)
        case n.Least(left=left):
            yield from _absent(left, run)
        case _:
            for each in value.children():
                if isinstance(each, n.Value):
                    yield from _absent(each, run)
