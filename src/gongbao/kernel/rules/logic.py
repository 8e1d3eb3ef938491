"""Three-valued logic and arithmetic on bounds: the meaning every evaluator is held to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from gongbao.kernel.calendar.years import add_years
from gongbao.kernel.money import share_half_up
from gongbao.kernel.rules.nodes import Operator

Truth: TypeAlias = bool | None
Bounds: TypeAlias = tuple[Any, Any]
"""The least and greatest value something may have; ``None`` where there is no such bound."""

UNKNOWN: Bounds = (None, None)


def all_true(parts: Iterable[Truth]) -> Truth:
    """False if any part is false, else unknown if any is unknown, else true."""
    result: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def any_true(parts: Iterable[Truth]) -> Truth:
    """True if any part is true, else unknown if any is unknown, else false."""
    result: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            result = None
    return result


def at_least_true(count: int, parts: Iterable[Truth]) -> Truth:
    """True when enough parts are true, false when even the possible ones are too few."""
    sure = possible = 0
    for part in parts:
        sure += part is True
        possible += part is not False
    return True if sure >= count else False if possible < count else None


def opposite(part: Truth) -> Truth:
    """The Kleene negation."""
    return None if part is None else not part


def point(bounds: Bounds) -> Any:
    """The value, where the bounds leave only one; ``None`` otherwise."""
    low, high = bounds
    return low if low is not None and low == high else None


def compare(left: Bounds, op: Operator, right: Bounds) -> Truth:
    """A comparison as far as the bounds decide it."""
    (a, b), (c, d) = left, right
    match op:
        case ">=":
            return _order(a, b, c, d)
        case ">":
            return opposite(_order(c, d, a, b))
        case "<=":
            return _order(c, d, a, b)
        case "<":
            return opposite(_order(a, b, c, d))
        case "==":
            return _same(a, b, c, d)
        case "!=":
            return opposite(_same(a, b, c, d))


def _order(a: Any, b: Any, c: Any, d: Any) -> Truth:
    """Whether something in [a, b] is at least something in [c, d]."""
    if a is not None and d is not None and a >= d:
        return True
    return False if b is not None and c is not None and b < c else None


def _same(a: Any, b: Any, c: Any, d: Any) -> Truth:
    if a is not None and a == b and a == c and a == d:
        return True
    apart = (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)
    return False if apart else None


def add(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a sum."""
    return _each(left[0], right[0]), _each(left[1], right[1])


def _each(a: Any, b: Any) -> Any:
    return None if a is None or b is None else a + b


def subtract(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a difference: whole numbers, or days between two dates."""
    return _minus(left[0], right[1]), _minus(left[1], right[0])


def _minus(a: Any, b: Any) -> int | None:
    if a is None or b is None:
        return None
    return int((a - b).days) if isinstance(a, date) else int(a - b)


def times(left: Bounds, factor: int) -> Bounds:
    """Bounds of a product with a factor that is not negative."""
    low, high = left
    return (None if low is None else low * factor), (None if high is None else high * factor)


def share(whole: Bounds, rate: Bounds, per: int) -> Bounds:
    """Bounds of `rate`/`per` of a number, rounded half up; unknown while the rate is, or is below zero."""
    known = point(rate)
    if known is None or known < 0:
        return UNKNOWN
    low, high = (None if each is None else share_half_up(each, known, per) for each in whole)
    return low, high


def least(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of the smaller of two numbers."""
    low = None if left[0] is None or right[0] is None else min(left[0], right[0])
    return low, min((h for h in (left[1], right[1]) if h is not None), default=None)


def greatest(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of the larger of two numbers."""
    high = None if left[1] is None or right[1] is None else max(left[1], right[1])
    return max((w for w in (left[0], right[0]) if w is not None), default=None), high


def either(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a value that is one of two, not known which."""
    low = None if left[0] is None or right[0] is None else min(left[0], right[0])
    high = None if left[1] is None or right[1] is None else max(left[1], right[1])
    return low, high


def years_after(day: Any, years: int) -> Any:
    """The corresponding day some years later; the calendar's last day where it lies beyond."""
    if day is None:
        return None
    return add_years(day, years) if day.year + years <= date.max.year else date.max


def month_of(bounds: Bounds) -> Bounds:
    """Bounds of the month of a date."""
    low, high = bounds
    return (
        None if low is None else low.year * 12 + low.month - 1,
        None if high is None else high.year * 12 + high.month - 1,
    )
