"""Resolution: a rule at one day, under one set of readings and parameters, with its constants worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from gongbao.kernel.calendar.years import Way, years_threshold
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.sharing import shared
from gongbao.law.parameters import Dated, Parameters


@dataclass(frozen=True, eq=False)
class Bands(n.Value):
    """A parameter resolved by a fact: the value in force at the fact's day or month."""

    name: str
    key: n.Fact
    bands: tuple[tuple[Any, Any, Any], ...]

    def children(self) -> tuple[n.Node, ...]:
        return (self.key,)


class Day(n.Const):
    """The day of the determination, resolved: what the earliest day of an answer is sought for."""

    @cached_property
    def timed(self) -> bool:
        return True


@dataclass(frozen=True, eq=False)
class Elapsed(n.Compare):
    """Completed years, resolved to a comparison with the latest start that is early enough."""

    years: int = 0
    way: Way = "same_day"

    @cached_property
    def timed(self) -> bool:
        return True


@dataclass(frozen=True)
class Used:
    """What a resolution took from outside the tree, and the parts it has made."""

    parameters: dict[str, Dated] = field(default_factory=dict)
    banded: dict[str, tuple[n.Fact, tuple[Dated, ...]]] = field(default_factory=dict)
    """Parameters taken at the days or months a fact tells, not at the day of the determination."""
    readings: dict[str, str] = field(default_factory=dict)
    done: dict[int, Any] = field(default_factory=dict)
    """Parts already resolved, so that what two roots share stays shared."""


def resolve(
    node: Any,
    on: date,
    book: Parameters,
    readings: Mapping[str, str],
    replaced: Mapping[str, Any],
    used: Used,
) -> Any:
    """The tree with parameters, readings and completed years replaced by what they are on `on`.

    `readings` maps each reading id to a choice; `replaced` maps a condition's name to the condition that
    stands in its place (a what-if). What was taken is written to `used`.
    """
    done = used.done

    def take(name: str) -> Any:
        dated = used.parameters.setdefault(name, book[name].at(on))
        return dated.value

    def visit(part: Any) -> Any:
        if part.steady and not replaced:
            return _once(part)
        if id(part) not in done:
            done[id(part)] = shared(step(part))
        return done[id(part)]

    def step(part: Any) -> Any:
        tag = getattr(part, "tag", None)
        if tag is not None and tag.name in replaced:
            return replace(step(replace(replaced[tag.name], tag=None)), tag=tag)
        match part:
            case n.Param(name=name, when=None):
                return n.Const(_plain(take(name)))
            case n.Param(name=name, when=when) if when is not None:
                used.banded[name] = (when, book[name].values)
                return Bands(name, when, _bands(book, name, when))
            case n.Reading(id=id_, choices=choices):
                choice = readings[id_]
                used.readings[id_] = choice
                chosen = visit(choices[choice])
                return replace(chosen, tag=tag) if tag is not None else chosen
            case n.Today():
                return Day(on)
            case n.FullYears(since=since, years=years, way=way):
                count = int(visit(years).value)
                latest = n.Const(years_threshold(on, count, way))
                return Elapsed(visit(since), "<=", latest, tag, years=count, way=way)
            case n.RatioAtLeast(part=share, whole=whole, ratio=ratio):
                exact = take(ratio.name) if isinstance(ratio, n.Param) else ratio
                exact = Fraction(exact)
                left = n.Times(visit(share), n.Const(exact.denominator))
                return n.Compare(left, ">=", n.Times(visit(whole), n.Const(exact.numerator)), tag)
            case n.Share(of=whole, rate=n.Param(name=name, when=None), per=per):
                exact = Fraction(take(name))
                return n.Share(visit(whole), n.Const(exact.numerator), per * exact.denominator)
            case _:
                return _made(part, visit)

    return visit(node)


def _once(part: Any) -> Any:
    """A steady part, resolved once for every ruling and remembered on it."""
    known = vars(part)
    if "_resolved" not in known:
        known["_resolved"] = shared(_made(part, _once))
    return known["_resolved"]


def _made(part: Any, visit: Callable[[Any], Any]) -> Any:
    return part if isinstance(part, n.Fact | n.Lookup) else _simpler(_rebuilt(part, visit))


def _simpler(part: Any) -> Any:
    """A part without what a reading or a parameter has made superfluous; named parts stay, they speak."""
    match part:
        case n.All(parts=parts, tag=tag):
            flat: list[n.Condition] = []
            for each in parts:
                flat.extend(each.parts if isinstance(each, n.All) and each.tag is None else (each,))
            return flat[0] if len(flat) == 1 and tag is None else replace(part, parts=tuple(flat))
        case n.MonthOf(day=n.Const(value=date() as day)):
            return n.Const(day.year * 12 + day.month - 1)
        case _:
            return part


def _rebuilt(part: Any, visit: Callable[[Any], Any]) -> Any:
    changes: dict[str, Any] = {}
    for slot in fields(part):
        value = getattr(part, slot.name)
        if isinstance(value, n.Node):
            new: Any = visit(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            new = tuple(visit(each) for each in value)
        else:
            continue
        changes[slot.name] = new
    return replace(part, **changes)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        raise TypeError("a ratio is used through RatioAtLeast, never as a plain number")
    return value


def _bands(book: Parameters, name: str, key: n.Fact) -> tuple[tuple[Any, Any, Any], ...]:
    rows = []
    for dated in book[name].values:
        first: Any = dated.from_
        last: Any = dated.to or date.max
        if key.kind == "month":
            first = first.year * 12 + first.month - 1 + (first.day > 1)
            last = last.year * 12 + last.month - 1
        rows.append((first, last, dated.value))
    return tuple(rows)
