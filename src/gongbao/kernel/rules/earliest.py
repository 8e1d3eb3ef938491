"""The earliest day on which a condition holds: from the days its own comparisons turn, not by trying days."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.kernel.calendar.years import completed_on
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.interpret import NEVER, Interpreter
from gongbao.kernel.rules.logic import Bounds, Truth
from gongbao.kernel.rules.resolve import Day, Elapsed
from gongbao.law.errors import Refusal

ALWAYS: Bounds = (date.min, date.min)
NEVER_HOLDS: Bounds = (NEVER, NEVER)
OPEN: Bounds = (date.min, NEVER)


def earliest(part: Any, run: Interpreter) -> Bounds:
    """The bounds of the first day on which `part` holds if nothing but time passes.

    ``date.min`` where it holds whatever the day, ``date.max`` where time alone never makes it hold. Periods
    without a last day go on. Conditions that do not wait for a day are taken as they are.
    """
    if not part.timed:
        return _settled(run.truth(part))
    if id(part) not in run.days:
        run.days[id(part)] = _earliest(part, run)
    return run.days[id(part)]


def _earliest(part: Any, run: Interpreter) -> Bounds:
    match part:
        case Elapsed(left=since, years=years, way=way):
            low, high = run.bounds(since)
            return full(low, years, way, date.min), full(high, years, way, NEVER)
        case n.Compare(left=left, op="<=", right=Day()):
            return _bounds(run.bounds(left))
        case n.Compare(left=Day(), op=">=", right=right):
            return _bounds(run.bounds(right))
        case n.All(parts=parts):
            days = [earliest(each, run) for each in parts]
            return max(low for low, _ in days), max(high for _, high in days)
        case n.Any_(parts=parts):
            days = [earliest(each, run) for each in parts]
            return min(low for low, _ in days), min(high for _, high in days)
        case n.AtLeast(count=count, parts=parts):
            return _nth(parts, count, run)
        case n.FirstKnown(parts=parts):
            speaks = (p for p in parts if not isinstance(p, n.Fact) or run.truth(p) is not None)
            first = next(speaks, None)
            return OPEN if first is None else earliest(first, run)
        case _:
            return _settled(run.truth(part))


def _nth(parts: tuple[Any, ...], count: int, run: Interpreter) -> Bounds:
    """The day on which the `count`-th of the parts comes to hold."""
    found = [earliest(each, run) for each in parts]
    low, high = (sorted(pair[side] for pair in found)[count - 1] for side in (0, 1))
    return low, high


def _bounds(found: Bounds) -> Bounds:
    low, high = found
    return (date.min if low is None else low), (NEVER if high is None else high)


def _settled(truth: Truth) -> Bounds:
    return OPEN if truth is None else ALWAYS if truth else NEVER_HOLDS


def full(since: date | None, years: int, way: Any, unknown: date) -> date:
    """The day on which the years since another are full; what stands for `unknown` where that is not known."""
    if since is None:
        return unknown
    try:
        return completed_on(since, years, way)
    except (Refusal, ValueError):
        return NEVER
