"""Minimal explanations: what failed, which route was taken, or what can still change the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.interpret import Interpreter
from gongbao.kernel.rules.kinds import is_truth, of_records
from gongbao.kernel.rules.logic import Truth, point


@dataclass(frozen=True)
class Unit:
    """A named condition and the facts its own leaves read."""

    tag: n.Tag
    facts: tuple[n.Fact, ...]


@dataclass(frozen=True)
class Reason:
    """A unit and what it came to in this case."""

    unit: Unit
    state: Truth


def facts_of(node: Any) -> tuple[n.Fact, ...]:
    """The case-level facts below a node (a list counts once), each name once, in order of reading."""
    found: dict[str, n.Fact] = {}
    for part in n.walk(node):
        for fact in (part, getattr(part, "records", None), getattr(part, "key", None)):
            if isinstance(fact, n.Fact) and not fact.of:
                found.setdefault(fact.name, fact)
    return tuple(found.values())


def fields_read(part: n.Gathered) -> tuple[n.Fact, ...]:
    """The fields of its records that must be known; the last day of a period may be missing: it goes on."""
    own = [part.field] if isinstance(part, n.FirstWhere | n.SumWhere) else []
    own = [part.start] if isinstance(part, n.Served) else own
    parts = (each for condition in of_records(part) for each in n.walk(condition))
    read = (each for each in parts if isinstance(each, n.Fact) and each.of == part.records.name)
    return tuple({each.name: each for each in (*own, *read)}.values())


def outer_facts(part: n.Gathered) -> tuple[n.Fact, ...]:
    """The case's own facts that the conditions on records depend on."""
    found = (fact for each in of_records(part) for fact in facts_of(each))
    return tuple({fact.name: fact for fact in found}.values())


class Units:
    """The units of one resolved condition: which named condition speaks for each part."""

    def __init__(self, root: Any) -> None:
        self.named_below: dict[int, bool] = {}
        self.descending: dict[int, bool] = {}
        self.own: dict[int, Unit] = {}
        self._mark(root)

    def _mark(self, part: Any) -> bool:
        if id(part) not in self.named_below:
            below = [self._mark(each) for each in part.children()]
            if isinstance(part, n.Gathered):
                below = []
            self.named_below[id(part)] = any(below) or getattr(part, "tag", None) is not None
        return self.named_below[id(part)]

    def unit(self, part: Any) -> Unit:
        """The unit of a named part."""
        if id(part) not in self.own:
            self.own[id(part)] = Unit(part.tag, facts_of(part))
        return self.own[id(part)]

    def below(self, part: Any) -> list[Any]:
        """The parts of a logical node that an explanation can descend into."""
        match part:
            case (
                n.All(parts=parts) | n.Any_(parts=parts) | n.AtLeast(parts=parts) | n.FirstKnown(parts=parts)
            ):
                return list(parts)
            case n.Not(part=inner):
                return [inner]
            case n.OnlyIf(when=when, then=then):
                return [when, then]
            case _:
                return []

    def descends(self, part: Any) -> bool:
        """Whether named parts stand below this one, so that they speak in its place."""
        if id(part) not in self.descending:
            self.descending[id(part)] = any(self.named_below[id(each)] for each in self.below(part))
        return self.descending[id(part)]


def needed(part: Any, state: Truth, run: Interpreter) -> list[tuple[Any, Truth]]:
    """The parts that carry `part`'s state, with their own: the step of a minimal explanation."""
    match part:
        case n.All(parts=parts):
            wanted = True if state is True else state
            return [(p, wanted) for p in parts if run.truth(p) is wanted]
        case n.Any_(parts=parts):
            held = [(p, state) for p in parts if run.truth(p) is state]
            return held[:1] if state is True else held
        case n.AtLeast(count=count, parts=parts):
            held = [(p, state) for p in parts if run.truth(p) is state]
            return held[:count] if state is True else held
        case n.Not(part=inner):
            return [(inner, run.truth(inner))]
        case n.FirstKnown(parts=parts):
            if state is None:
                return [(p, None) for p in parts]
            return [(next(p for p in parts if run.truth(p) is not None), state)]
        case n.OnlyIf(when=when, then=then):
            if run.truth(when) is True:
                return [(then, None)] if state is None else [(when, True), (then, state)]
            return [(when, run.truth(when))]
        case _:
            return []


def explain(root: Any, run: Interpreter, units: Units | None = None) -> list[Reason]:
    """The minimal explanation of a condition's state: each unit once, in the order of the rule."""
    units, out = units or Units(root), dict[str, Reason]()

    def visit(part: Any, state: Truth, speaker: Any) -> None:
        speaker = part if getattr(part, "tag", None) is not None else speaker
        steps = needed(part, state, run) if speaker is None or units.descends(part) else []
        for each, its in steps:
            visit(each, its, speaker)
        if not steps and speaker is not None:
            unit = units.unit(speaker)
            out.setdefault(unit.tag.name, Reason(unit, run.truth(speaker)))

    visit(root, run.truth(root), None)
    return list(out.values())


def open_facts(
    part: Any, run: Interpreter, tag: n.Tag | None = None
) -> Iterator[tuple[n.Fact, n.Tag | None]]:
    """The unknown facts that can still change an undetermined condition or value, with whose reason.

    Read from the tree, so an upper bound where one fact stands in several places.
    """
    tag = getattr(part, "tag", None) or tag
    if isinstance(part, n.Fact):
        if not part.of and run.facts.get(part.name) is None:
            yield part, tag
    elif isinstance(part, n.Condition) and not isinstance(part, n.FirstKnown) and needed(part, None, run):
        for each, state in needed(part, None, run):
            if state is None:
                yield from open_facts(each, run, tag)
    elif isinstance(part, n.Choose):
        yield from _open_choice(part, run, tag)
    elif isinstance(part, n.Cases) and not part.key.of:
        word = run.facts.get(part.key.name)
        if word is None:
            yield part.key, tag
        elif word in part.words:
            yield from open_facts(part.parts[part.words.index(word)], run, tag)
    elif isinstance(part, n.Gathered):
        yield from _open_records(part, run, tag)
    else:
        yield from _open_leaf(part, run, tag)


def _open_choice(
    part: n.Choose, run: Interpreter, tag: n.Tag | None
) -> Iterator[tuple[n.Fact, n.Tag | None]]:
    holds = run.truth(part.when)
    if holds is None:
        yield from open_facts(part.when, run, tag)
    for each, wanted in ((part.then, holds is not False), (part.otherwise, holds is not True)):
        if wanted and point(run.bounds(each)) is None:
            yield from open_facts(each, run, tag)


def _open_records(part: Any, run: Interpreter, tag: n.Tag | None) -> Iterator[tuple[n.Fact, n.Tag | None]]:
    rows, fields = run.facts.get(part.records.name), fields_read(part)
    if rows is None or any(row.get(each.name) is None for row in rows for each in fields):
        yield part.records, tag
    if rows:
        for fact in outer_facts(part):
            if run.facts.get(fact.name) is None:
                yield fact, tag
    since = getattr(part, "since", None)
    if since is not None and point(run.bounds(since)) is None:
        yield from open_facts(since, run, tag)


def _open_leaf(part: Any, run: Interpreter, tag: n.Tag | None) -> Iterator[tuple[n.Fact, n.Tag | None]]:
    key = getattr(part, "key", None)
    if isinstance(key, n.Fact) and not key.of and run.facts.get(key.name) is None:
        yield key, tag
    for each in part.children():
        settled = run.truth(each) if is_truth(each) else point(run.bounds(each))
        if settled is None:
            yield from open_facts(each, run, tag)
