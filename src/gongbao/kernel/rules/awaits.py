"""What an undetermined answer waits for, written as a rule itself so that every compiler can work it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.explain import fields_read, outer_facts
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Bands

Wanted: TypeAlias = Callable[[n.Fact], bool]
NOTHING = n.Any_(())


@dataclass(frozen=True, eq=False)
class Open(n.Condition):
    """Whether a part is not settled; this itself is never unknown."""

    part: Any
    tag: n.Tag | None = None

    def children(self) -> tuple[n.Node, ...]:
        return (self.part,)


def waits_for_people(ruling: Ruling) -> n.Condition:
    """Whether an undetermined case waits for people's findings and for nothing else.

    Says the same as an outcome of ``judgement``: some fact that a person judges can still change the
    condition or the amount, and no other fact can.
    """
    condition, amount = ruling.condition, ruling.amount
    people = _Awaits(lambda fact: bool(fact.ask) and fact.judged_by is not None)
    others = _Awaits(lambda fact: bool(fact.ask) and fact.judged_by is None)

    def awaited(kind: _Awaits) -> n.Condition:
        return _any([kind.of(condition), *([kind.if_open(amount)] if amount is not None else [])])

    some = awaited(people)
    return NOTHING if some is NOTHING else n.All((Open(condition), some, n.Not(awaited(others))))


class _Awaits:
    """For each part, whether a wanted fact can still change it: the same reading as `open_facts`."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.made: dict[int, n.Condition] = {}

    def of(self, part: Any) -> n.Condition:
        """Whether an unsettled part waits for a wanted fact."""
        if id(part) not in self.made:
            self.made[id(part)] = self._of(part)
        return self.made[id(part)]

    def if_open(self, part: Any) -> n.Condition:
        """Whether the part is unsettled and waits for a wanted fact."""
        return self.of(part) if _strict(part) else _all([Open(part), self.of(part)])

    def _of(self, part: Any) -> n.Condition:
        match part:
            case n.Fact(of=""):
                return Open(part) if self.wanted(part) else NOTHING
            case n.Fact():
                return NOTHING
            case n.Not(part=inner):
                return self.of(inner)
            case n.OnlyIf(when=when, then=then):
                return _any([_all([_sure(when), self.of(then)]), self.if_open(when)])
            case n.Choose(when=when, then=then, otherwise=otherwise):
                return _any(
                    [
                        self.if_open(when),
                        _all([n.Not(_sure(n.Not(when))), self.if_open(then)]),
                        _all([n.Not(_sure(when)), self.if_open(otherwise)]),
                    ]
                )
            case n.Cases(key=key, words=words, parts=parts):
                told = zip(words, parts, strict=True)
                return _any(
                    [
                        self.of(key),
                        *(
                            _all([_sure(n.In(key, frozenset((word,)))), self.if_open(each)])
                            for word, each in told
                        ),
                    ]
                )
            case n.CountWhere() | n.SumWhere() | n.FirstWhere() | n.Served() | n.Matched():
                records = part.records
                gaps = n.Any_(tuple(Open(each) for each in fields_read(part)))
                own = [Open(records), _some(records, gaps)] if self.wanted(records) else []
                some = _some(records, n.All(()))
                since = getattr(part, "since", None)
                first = [] if since is None else [self.if_open(since)]
                return _any([*own, *(_all([some, self.of(fact)]) for fact in outer_facts(part)), *first])
            case _:
                return _any([self.if_open(each) for each in part.children()])


def _strict(part: Any) -> bool:
    """Whether one open fact inside is enough to leave the part open, so that nobody need ask whether it is."""
    match part:
        case n.Fact() | n.Const():
            return True
        case (
            n.Add()
            | n.Subtract()
            | n.Times()
            | n.Share()
            | n.Steps()
            | n.Within()
            | n.MonthOf()
            | n.Compare()
            | n.In()
            | n.Not()
        ):
            return all(_strict(each) for each in part.children())
        case Bands() | n.Lookup():
            return True
        case _:
            return False


def _some(records: n.Fact, where: n.Condition) -> n.Condition:
    """Whether a known list has such a record."""
    return _sure(n.Compare(n.CountWhere(records, where), ">=", n.Const(1)))


def _sure(part: Any) -> n.Condition:
    return n.All((n.Not(Open(part)), part))


def _all(parts: list[n.Condition]) -> n.Condition:
    return NOTHING if any(part is NOTHING for part in parts) else n.All(tuple(parts))


def _any(parts: list[n.Condition]) -> n.Condition:
    some = tuple(part for part in parts if part is not NOTHING)
    return n.Any_(some) if some else NOTHING
