"""Questions: a rule somebody can ask, ruled on at a day, and answered for one case with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.earliest import earliest
from gongbao.kernel.rules.explain import Reason, Units, explain, facts_of, open_facts
from gongbao.kernel.rules.facts import day_of, load, schema, shown
from gongbao.kernel.rules.groups import GroupRules
from gongbao.kernel.rules.interpret import Interpreter
from gongbao.kernel.rules.logic import Bounds, Truth, point
from gongbao.kernel.rules.resolve import Used, resolve
from gongbao.law.parameters import Dated, Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text

Outcome: TypeAlias = Literal["met", "not_met", "unknown", "judgement"]


@dataclass(frozen=True, eq=False)
class Question:
    """A question of a room: the condition to be met, the amount (fen) and other values that follow."""

    id: str
    title: Text
    condition: n.Condition
    clauses: tuple[str, ...]
    book: Parameters
    all_readings: Readings = field(default_factory=lambda: Readings(()))
    amount: n.Value | None = None
    values: Mapping[str, n.Value] = field(default_factory=dict)
    groups: GroupRules | None = None
    routes: tuple[str, ...] = ()
    """Names of the alternative ways to the answer; each is told with its state and its earliest day."""
    dated_by: str = ""
    """The fact that gives the day of the determination, where the case tells it."""
    aliases: tuple[str, ...] = ()
    """Other names after the room's, in ASCII."""
    accepts: tuple[n.Fact, ...] = ()
    """Facts of the same file that other questions read: accepted, checked, not used here."""
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    """From the file people keep to the facts of the question, before these are typed and checked."""
    describe: Callable[[Text, str, Iterable[n.Fact]], dict[str, Any]] = schema
    """The JSON Schema of that file."""
    explain_text: Text = Text("", "")
    _rulings: dict[Any, Ruling] = field(default_factory=dict, repr=False)

    @cached_property
    def facts(self) -> tuple[n.Fact, ...]:
        """Every fact the question may read, under any reading."""
        found: dict[str, n.Fact] = {}
        for root in (self.condition, self.amount, *self.values.values()):
            for fact in facts_of(root) if root is not None else ():
                found.setdefault(fact.name, fact)
        return tuple(found.values())

    @cached_property
    def tags(self) -> dict[str, n.Tag]:
        """Every named condition, under any reading."""
        roots = [self.condition, *([self.amount] if self.amount is not None else []), *self.values.values()]
        return {p.tag.name: p.tag for root in roots for p in n.walk(root) if getattr(p, "tag", None)}  # type: ignore[attr-defined]

    @cached_property
    def readings(self) -> Readings:
        """The readings this question depends on, out of its room's."""
        roots = (self.condition, self.amount, *self.values.values())
        ids = {p.id for r in roots if r is not None for p in n.walk(r) if isinstance(p, n.Reading)}
        return Readings(tuple(self.all_readings[id_] for id_ in self.all_readings if id_ in ids))

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the question's facts."""
        known = {fact.name: fact for fact in (*self.facts, *self.accepts)}
        return self.describe(self.title, f"gongbao:{self.id}", known.values())

    def load(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Facts from JSON, typed and checked."""
        given = self.prepare(raw) if self.prepare else raw
        return load(given, self._known)

    @cached_property
    def _known(self) -> Mapping[str, n.Fact]:
        return {fact.name: fact for fact in (*self.accepts, *self.facts)}

    def day(self, facts: Mapping[str, Any], otherwise: date) -> date:
        """The day of the determination: the case's own where it tells one."""
        return facts.get(self.dated_by) or otherwise

    def at(
        self,
        on: date,
        readings: Mapping[str, str] | None = None,
        book: Parameters | None = None,
        replaced: Mapping[str, n.Condition] | None = None,
    ) -> Ruling:
        """The question at one day. `book` and `replaced` make a what-if; they are not kept in the cache."""
        chosen = self.readings.chosen(readings)
        if book is not None or replaced:
            return Ruling(self, on, chosen, book or self.book, replaced or {})
        key = (on, tuple(sorted(chosen.items())))
        if key not in self._rulings:
            if len(self._rulings) > 512:
                self._rulings.clear()
            self._rulings[key] = Ruling(self, on, chosen, self.book, {})
        return self._rulings[key]


class Ruling:
    """A question resolved at one day: what every evaluator works from."""

    def __init__(
        self,
        question: Question,
        on: date,
        readings: Mapping[str, str],
        book: Parameters,
        replaced: Mapping[str, n.Condition],
    ) -> None:
        self.question, self.on = question, on
        used = Used()
        self.condition = resolve(question.condition, on, book, readings, replaced, used)
        amount = question.amount
        self.amount: n.Value | None = (
            resolve(amount, on, book, readings, replaced, used) if amount is not None else None
        )
        self.values: dict[str, n.Value] = {
            name: resolve(value, on, book, readings, replaced, used)
            for name, value in question.values.items()
        }
        self.parameters: dict[str, Dated] = used.parameters
        self.banded: dict[str, tuple[n.Fact, tuple[Dated, ...]]] = used.banded
        self.readings: dict[str, str] = used.readings

    @cached_property
    def units(self) -> Units:
        """Which named condition speaks for each part."""
        return Units(self.condition)

    @cached_property
    def ways(self) -> list[Any]:
        """The named conditions that are the question's routes."""
        named = {p.tag.name: p for p in n.walk(self.condition) if getattr(p, "tag", None)}  # type: ignore[attr-defined]
        return [named[name] for name in self.question.routes if name in named]

    def load(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Facts from JSON, typed and checked against the question."""
        return self.question.load(raw)

    def determine(self, facts: Mapping[str, Any], run: Interpreter | None = None) -> Determination:
        """The interpreter's answer for typed facts; `run` shares what other questions of one case worked out."""
        return Determination(self, facts, run or Interpreter(facts))


class Determination:
    """An answer for one case; everything beyond the verdict is worked out when asked for."""

    def __init__(self, ruling: Ruling, facts: Mapping[str, Any], run: Interpreter) -> None:
        self.ruling, self.facts, self.run = ruling, facts, run
        self.truth = run.truth(ruling.condition)

    @cached_property
    def outcome(self) -> Outcome:
        """Met, not met, unknown, or judgement where only people's findings are still awaited."""
        if self.truth is not None:
            return "met" if self.truth else "not_met"
        facts = [fact for fact, _ in self.open]
        return "judgement" if facts and all(fact.judged_by for fact in facts) else "unknown"

    @cached_property
    def amount_bounds(self) -> Bounds:
        """The least and greatest amount in fen; both 0 where the condition is not met."""
        if self.ruling.amount is None or self.truth is False:
            return 0, 0
        low, high = self.run.bounds(self.ruling.amount)
        return (low, high) if self.truth else (0, high)

    @property
    def amount_fen(self) -> int | None:
        """The amount in fen, where it is settled; ``None`` where anything is open or the question has none."""
        if self.ruling.amount is None or self.truth is None:
            return None
        amount: int | None = point(self.amount_bounds)
        return amount

    @cached_property
    def parameters(self) -> list[tuple[str, Dated]]:
        """The dated values the answer rests on: those of the day, and those of the days or months told."""
        found = list(self.ruling.parameters.items())
        for name, (key, values) in self.ruling.banded.items():
            records = self.facts.get(key.of) if key.of else [self.facts]
            told = [day_of(each[key.name]) for each in records or () if each.get(key.name) is not None]
            used = [dated for dated in values if any(dated.holds(day) for day in told)]
            found += [(name, dated) for dated in used]
        return found

    @cached_property
    def routes(self) -> list[tuple[n.Tag, Truth, Bounds]]:
        """Each way to the answer with its state and the bounds of its earliest day."""
        return [(part.tag, self.run.truth(part), earliest(part, self.run)) for part in self.ruling.ways]

    @cached_property
    def earliest(self) -> Bounds:
        """The bounds of the first day on which the whole condition holds if nothing but time passes."""
        return earliest(self.ruling.condition, self.run)

    @cached_property
    def turning(self) -> list[tuple[str, str, Outcome]]:
        """The readings that matter here: each other choice that would give another outcome."""
        question, chosen = self.ruling.question, self.ruling.readings
        found = []
        for id_ in chosen:
            for choice in question.readings[id_].choices:
                if choice != chosen[id_]:
                    other = question.at(self.ruling.on, {**chosen, id_: choice}).determine(self.facts)
                    found += [(id_, choice, other.outcome)] if other.outcome != self.outcome else []
        return found

    @cached_property
    def reasons(self) -> list[Reason]:
        """The minimal explanation."""
        return explain(self.ruling.condition, self.run, self.ruling.units)

    @cached_property
    def open(self) -> list[tuple[n.Fact, n.Tag | None]]:
        """The facts that can still change the outcome or the amount, cheapest question first."""
        found: dict[str, tuple[n.Fact, n.Tag | None]] = {}
        roots: list[Any] = [self.ruling.condition] if self.truth is None else []
        if self.truth is not False and self.ruling.amount is not None:
            roots += [self.ruling.amount] if point(self.run.bounds(self.ruling.amount)) is None else []
        for root in roots:
            for fact, tag in open_facts(root, self.run):
                found.setdefault(fact.name, (fact, tag))
        asked = [pair for pair in found.values() if pair[0].ask]
        return sorted(asked, key=lambda pair: (pair[0].judged_by is not None, pair[0].ask))

    def to_json(self) -> dict[str, Any]:
        """The stable JSON of `gongbao determine`."""
        ruling = self.ruling
        low, high = self.amount_bounds
        values = {name: point(self.run.bounds(value)) for name, value in ruling.values.items()}
        if ruling.amount is not None and self.amount_fen is None:
            values |= {"amount_at_least_fen": low, "amount_at_most_fen": high}
        return {
            "question": ruling.question.id,
            "on": ruling.on.isoformat(),
            "outcome": self.outcome,
            "amount_fen": self.amount_fen,
            "values": values,
            "explanation": [self._reason(reason) for reason in self.reasons],
            "missing": [
                {"fact": f.name, "label": f.label.zh, "why": tag.label.zh if tag else "决定金额"}
                for f, tag in self.open
                if not f.judged_by
            ],
            "judgement": [
                {"fact": f.name, "label": f.label.zh, "by": f.judged_by.zh}
                for f, _ in self.open
                if f.judged_by
            ],
            "readings": [{"id": k, "choice": v} for k, v in ruling.readings.items()],
            "parameters": [
                {
                    "name": name,
                    "value": _parameter(dated.value),
                    "from": dated.from_.isoformat(),
                    "source": dated.source.zh,
                    "confidence": dated.confidence,
                }
                for name, dated in self.parameters
            ],
            **self._ways(),
        }

    def _ways(self) -> dict[str, Any]:
        """What a question with several ways tells beside the stable keys."""
        if not self.ruling.question.routes:
            return {}
        return {
            "routes": [
                {
                    "route": tag.name,
                    "clause": tag.clause,
                    "text": tag.label.zh,
                    "state": "unknown" if truth is None else "met" if truth else "not_met",
                    "earliest": told_day(days),
                }
                for tag, truth, days in self.routes
            ],
            "earliest": told_day(self.earliest),
            "other_readings": [{"id": i, "choice": c, "outcome": o} for i, c, o in self.turning],
        }

    def state_of(self, reason: Reason) -> Outcome:
        """What a reason's unit came to, told like an outcome."""
        if reason.state is not None:
            return "met" if reason.state else "not_met"
        waits = [f for f in reason.unit.facts if f.ask and self.facts.get(f.name) is None]
        return "judgement" if waits and all(f.judged_by for f in waits) else "unknown"

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return {
            "clause": reason.unit.tag.clause,
            "text": reason.unit.tag.label.zh,
            "state": self.state_of(reason),
            "facts": {
                f.name: shown(self.facts.get(f.name), f)
                for f in reason.unit.facts
                if f.ask or self.facts.get(f.name) is not None
            },
        }


def told_day(days: Bounds) -> str | None:
    """A settled earliest day; ``None`` where it is open, never comes, or does not depend on time."""
    day = point(days)
    return None if day in (None, date.min, date.max) else str(day)


def _parameter(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | str | bool | list | dict) or value is None:
        return value
    return str(value)
