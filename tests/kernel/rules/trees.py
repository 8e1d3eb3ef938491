"""Random rules and cases: every kind of node, shared parts, unknown facts, empty and absent lists."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.question import Question, Ruling
from gongbao.law.parameters import Dated, Parameter, Parameters
from gongbao.law.readings import Reading, Readings
from gongbao.law.text import Text

TREES = int(os.environ.get("GONGBAO_TREES", "120"))
SHRINK = "GONGBAO_SHRINK" in os.environ
"""Making a failing rule smaller takes minutes; without, a rule is drawn from one seed and shown as it was drawn."""

many = settings(
    max_examples=TREES,
    deadline=None,
    phases=[p for p in Phase if SHRINK or p not in (Phase.shrink, Phase.explain)],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
half_as_many = settings(many, max_examples=TREES // 2)
fewer = settings(many, max_examples=min(TREES, 200))
"""For the brute-force oracles, which try every completion of a case and cost far more a tree."""
NEVER = date.max
DAYS = (date(2020, 2, 29), date(2019, 2, 28), date(2020, 7, 1), date(2020, 12, 31), date(2021, 3, 1), NEVER)
RULED_ON = (date(2020, 11, 10), date(2020, 2, 29), date(2021, 2, 28), date(2020, 2, 28))
MONTHS = tuple(2020 * 12 + month for month in range(4, 9))
WORDS = ("甲", "乙", "it's")
LABEL = Text("标签", "label")
PERSON = Text("某人", "somebody")


def _fact(name: str, kind: Any, **more: Any) -> n.Fact:
    return n.Fact(name, kind, LABEL, **more)


def _fields() -> tuple[n.Fact, ...]:
    kinds = {
        "month": "month",
        "day": "date",
        "last": "date",
        "ok": "yes_no",
        "good": "yes_no",
        "wage": "fen",
        "sort": "word",
    }
    return tuple(_fact(name, kind) for name, kind in kinds.items())


FACTS = {
    fact.name: fact
    for fact in (
        *(_fact(f"yes_{i}", "yes_no") for i in range(4)),
        *(_fact(f"found_{i}", "yes_no", judged_by=PERSON) for i in range(2)),
        _fact("found_count", "integer", judged_by=PERSON),
        _fact("given", "integer", ask=0),
        *(_fact(f"count_{i}", "integer") for i in range(2)),
        *(_fact(f"fen_{i}", "fen") for i in range(2)),
        *(_fact(f"day_{i}", "date") for i in range(3)),
        *(_fact(f"month_{i}", "month") for i in range(2)),
        *(_fact(f"word_{i}", "word") for i in range(2)),
        _fact("spells", "records", fields=_fields()),
        _fact("papers", "records", fields=_fields(), judged_by=PERSON),
    )
}
LISTS = tuple(fact for fact in FACTS.values() if fact.kind == "records")
NUMBER_KINDS = ("integer", "fen", "month")
SOURCE = Text("试验", "a trial")


def _dated(*values: tuple[date, date | None, Any]) -> tuple[Dated, ...]:
    return tuple(Dated(first, last, value, SOURCE, "A") for first, last, value in values)


BOOK = Parameters(
    (
        Parameter("number", LABEL, "times", "x/1", _dated((date(2000, 1, 1), None, 3))),
        Parameter("day", LABEL, "date", "x/1", _dated((date(2000, 1, 1), None, date(2020, 7, 1)))),
        Parameter("ratio", LABEL, "ratio", "x/1", _dated((date(2000, 1, 1), None, Fraction(4, 5)))),
        Parameter("years", LABEL, "times", "x/1", _dated((date(2000, 1, 1), None, 1))),
        Parameter(
            "gapped",
            LABEL,
            "fen",
            "x/1",
            _dated(
                (date(2019, 3, 1), date(2020, 7, 31), 2),
                (date(2020, 8, 15), date(2020, 9, 30), 4),
                (date(2020, 10, 1), None, 7),
            ),
        ),
        Parameter(
            "whole",
            LABEL,
            "fen",
            "x/1",
            _dated((date.min, date(2020, 7, 15), 2), (date(2020, 7, 16), None, 4)),
        ),
    )
)
READINGS = Readings(
    tuple(
        Reading(f"reading_{i}", "x/1", LABEL, {"one": LABEL, "two": LABEL}, "one", SOURCE) for i in range(2)
    )
)


@dataclass(frozen=True)
class Shape:
    """Which nodes a random rule may use, over which facts."""

    facts: tuple[n.Fact, ...] = tuple(FACTS.values())
    deferring: bool = True
    """Whether parts may be unknown although every fact is known, or change once more is known."""
    only_if: bool = True
    gathering: bool = False
    """Whether periods and matchings may stand in the rule: SQL does not write them."""
    depth: int = 3


GATHERING = Shape(gathering=True)


@dataclass
class Tree:
    """A rule being drawn: parts already drawn may be used again elsewhere."""

    chance: random.Random
    shape: Shape
    parts: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    names: int = 0
    inside: bool = False
    """Whether a value is being drawn, which may hold conditions again."""

    def pick(self, *options: Any) -> Any:
        return self.chance.choice(options)

    def facts(self, level: str, *kinds: str) -> list[n.Fact]:
        if level:
            records = next(f for f in self.shape.facts if f.name == level)
            return [records[part.name] for part in records.fields if part.kind in kinds]
        return [fact for fact in self.shape.facts if fact.kind in kinds]

    def one(self, kind: str, level: str, make: Callable[[], Any]) -> Any:
        """A part, perhaps one that stands elsewhere in the rule too."""
        have = self.parts.setdefault((kind, level), [])
        if have and self.chance.randint(0, 9) == 0:
            return self.chance.choice(have)
        made = make()
        have.append(made)
        return made

    def condition(self, depth: int, level: str = "") -> Any:
        return self.one("condition", level, lambda: self._condition(depth, level))

    def _condition(self, depth: int, level: str) -> Any:
        made = self._leaf(level, depth) if depth <= 0 else self._node(depth, level)
        if self.chance.randint(0, 3):
            return made
        self.names += 1
        return made.named(f"condition_{self.names}", LABEL, f"x/{self.names}")

    def _node(self, depth: int, level: str) -> Any:
        def some() -> tuple[Any, ...]:
            count = self.pick(2, 3, 1, 4)
            return tuple(self.condition(depth - 1, level) for _ in range(count))

        kinds = ["all", "any", "at_least", "not", "leaf", "reading"]
        kinds += ["first_known"] * self.shape.deferring + ["only_if"] * self.shape.only_if
        match self.pick(*kinds):
            case "all":
                return n.All(some())
            case "any":
                return n.Any_(some())
            case "at_least":
                parts = some()
                return n.at_least(self.chance.randint(1, len(parts)), *parts)
            case "not":
                return ~self.condition(depth - 1, level)
            case "first_known":
                return n.first_known(*some())
            case "only_if":
                return n.OnlyIf(self.condition(depth - 1, level), self.condition(depth - 1, level))
            case "reading":
                choices = {c: self.condition(depth - 1, level) for c in ("one", "two")}
                return n.Reading(self.pick("reading_0", "reading_1"), choices)
        return self._leaf(level, depth)

    def _leaf(self, level: str, depth: int) -> Any:
        depth = depth if self.inside else self.pick(2, 3)
        outside, self.inside = self.inside, True
        made = self._plain(level, depth)
        self.inside = outside
        return made

    def _plain(self, level: str, depth: int) -> Any:
        kinds = ["number", "number", "number", "date", "word", "in", "years", "ratio"]
        truths = self.facts(level, "yes_no")
        match self.pick(*kinds, *(["truth"] * 4 if truths else [])):
            case "truth":
                return self.pick(*truths)
            case "number":
                return self._compare(self.number(depth - 1, level), self.number(depth - 1, level), order=True)
            case "date":
                return self._compare(self.date(depth - 1, level), self.date(depth - 1, level), order=True)
            case "word":
                return self._compare(self.word(depth - 1, level), self.word(depth - 1, level), order=False)
            case "in":
                words = [word for word in WORDS if self.pick(True, False)]
                return self.word(depth - 1, level).one_of(*words)
            case "years":
                day = self.facts(level, "date")
                years = self.pick(n.Const(0), n.Const(1), n.Const(4), n.Param("years"))
                way = self.pick("same_day", "next_day", "march_first", "calendar_year")
                return (
                    n.FullYears(self.pick(*day), years, way=way) if day else self.pick(n.All(()), n.Any_(()))
                )
            case _:
                ratio = self.pick(n.Param("ratio"), Fraction(1, 3), Fraction(0))
                return n.RatioAtLeast(self.number(depth - 1, level), self.number(depth - 1, level), ratio)

    def _compare(self, left: Any, right: Any, *, order: bool) -> Any:
        operators = (">=", ">", "<=", "<", "==", "!=") if order else ("==", "!=")
        return n.Compare(left, self.pick(*operators), right)

    def number(self, depth: int, level: str) -> Any:
        return self.one("number", level, lambda: self._number(depth, level))

    def _number(self, depth: int, level: str) -> Any:
        facts = self.facts(level, *NUMBER_KINDS)
        simple = ["const", "param"] + (["fact"] * 4 if facts else [])
        keys = self.facts(level, "month", "date")
        simple += ["bands"] if keys else []
        words = self.facts(level, "word")
        simple += ["lookup"] if words else []
        deep = [
            "add",
            "subtract",
            "days",
            "times",
            "share",
            "least",
            "greatest",
            "month_of",
            "choose",
            "reading",
        ]
        deep += ["count", "sum", "first"] * (1 if level else 2) if self.facts("", "records") else []
        deep += ["steps", "within"] + (["cases"] if words else [])
        deep += ["matched"] * 3 if self.shape.gathering else []
        deep += ["first_known"] if self.shape.deferring else []
        kind = self.pick(*deep) if depth > 0 and self.pick(True, True, False) else self.pick(*simple)

        def again() -> Any:
            return self.number(depth - 1, level)

        match kind:
            case "const":
                return n.Const(self.pick(-1, 0, 1, 2, 3, 24245, *MONTHS))
            case "param":
                return n.Param("number")
            case "fact":
                return self.pick(*facts)
            case "bands":
                return n.Param("gapped" if self.shape.deferring else "whole", when=self.pick(*keys))
            case "lookup":
                words_in = WORDS[:2] if self.shape.deferring and self.pick(True, False) else WORDS
                table = {word: i + 1 for i, word in enumerate(words_in)}
                return n.Lookup(
                    "table", self.pick(*words), self.pick(table, {}) if self.shape.deferring else table
                )
            case "add":
                return again() + again()
            case "subtract":
                return again() - again()
            case "days":
                return n.Subtract(self.date(depth - 1, level), self.date(depth - 1, level))
            case "times":
                return again() * self.pick(n.Const(0), n.Const(2), n.Param("number"))
            case "share":
                rates = [n.Param("ratio"), n.Param("number"), n.Const(7)]
                drawn = n.Within(again(), -1, 24245)  # twice the number times the rate stays under 2**63
                rate = self.pick(*rates, *([drawn] if self.shape.deferring else []))
                return n.Share(again(), rate, self.pick(1, 2, 3, 100))
            case "steps":
                amounts = n.Const(1), n.Param("number"), n.Const(7)
                return n.Steps(again(), self.pick((0, 2), (1, 24245)), amounts)
            case "within":
                return n.Within(again(), self.pick(-1, 0, 1), self.pick(1, 2, 24245))
            case "cases":
                listed = WORDS[:2] if self.shape.deferring and self.pick(True, False) else tuple(WORDS)
                return n.Cases(self.pick(*words), tuple(listed), tuple(again() for _ in listed))
            case "least":
                return again().at_most(again()) if self.pick(True, False) else n.Least(again(), n.Const(2))
            case "greatest":
                return n.Greatest(again(), again())
            case "month_of":
                return n.MonthOf(self.date(depth - 1, level))
            case "choose":
                return n.Choose(self.condition(depth - 1, level), again(), again())
            case "first_known":
                return n.first_known(again(), again(), *([again()] if self.pick(True, False) else []))
            case "reading":
                return n.Reading(self.pick("reading_0", "reading_1"), {"one": again(), "two": again()})
            case "matched":
                records = self.pick(*self.facts("", "records"))
                count = self.chance.randint(1, 3)
                return n.Matched(records, tuple(self.condition(0, records.name) for _ in range(count)))
            case "count":
                records = self.pick(*self.facts("", "records"))
                return n.CountWhere(records, self.condition(depth - 1, records.name))
            case "sum":
                records = self.pick(*self.facts("", "records"))
                return n.SumWhere(records, records["wage"], self.condition(depth - 1, records.name))
            case _:
                records = self.pick(*self.facts("", "records"))
                return n.FirstWhere(records, records["month"], self.condition(depth - 1, records.name))

    def date(self, depth: int, level: str) -> Any:
        return self.one("date", level, lambda: self._date(depth, level))

    def _date(self, depth: int, level: str) -> Any:
        facts = self.facts(level, "date")
        simple = ["const", "param"] + (["fact"] * 4 if facts else [])
        deep = ["choose", "least", "greatest"] + (["first_known"] if self.shape.deferring else [])
        deep += ["first"] if self.facts("", "records") else []
        deep += ["served"] * 3 if self.shape.gathering else []
        deep += ["years_after"]
        simple += ["today"]

        def again() -> Any:
            return self.date(depth - 1, level)

        match self.pick(*deep) if depth > 0 and self.pick(True, False) else self.pick(*simple):
            case "const":
                return n.Const(self.pick(*DAYS))
            case "param":
                return n.Param("day")
            case "fact":
                return self.pick(*facts)
            case "today":
                return n.Today()
            case "years_after":
                return n.YearsAfter(again(), self.pick(n.Const(0), n.Const(2), n.Param("years")))
            case "served":
                records = self.pick(*self.facts("", "records"))
                where = self.condition(depth - 1, records.name)
                years = self.pick(n.Const(0), n.Const(1), n.Const(4), n.Param("years"))
                since = self.date(depth - 1, "") if self.pick(True, False) else None
                way = self.pick("same_day", "next_day", "march_first", "calendar_year")
                return n.Served(
                    records,
                    records["day"],
                    records["last"],
                    where,
                    years,
                    since,
                    way,
                    self.pick(True, False),
                )
            case "choose":
                return n.Choose(self.condition(depth - 1, level), again(), again())
            case "least":
                return n.Least(again(), again())
            case "greatest":
                return n.Greatest(again(), again())
            case "first_known":
                return n.first_known(again(), again())
            case _:
                records = self.pick(*self.facts("", "records"))
                return n.FirstWhere(records, records["day"], self.condition(depth - 1, records.name))

    def word(self, depth: int, level: str) -> Any:
        facts = self.facts(level, "word")
        deep = ["choose"] + (["first_known"] if self.shape.deferring else [])
        match self.pick("const", *(["fact"] * 4 if facts else []), *(deep if depth > 0 else [])):
            case "const":
                return n.Const(self.pick(*WORDS))
            case "fact":
                return self.pick(*facts)
            case "choose":
                parts = self.word(depth - 1, level), self.word(depth - 1, level)
                return n.Choose(self.condition(depth - 1, level), *parts)
            case _:
                return n.first_known(self.word(depth - 1, level), self.word(depth - 1, level))


def _chance(draw: Any, part: int) -> random.Random:
    if SHRINK:
        shrinking: random.Random = draw(st.randoms(use_true_random=False))
        return shrinking
    return random.Random(f"{part} {draw(st.integers(0, 2**62))}")  # noqa: S311 - rules, not secrets


@st.composite
def rulings(draw: Any, shape: Shape | None = None, *, amount: bool = True, part: int = 0) -> Ruling:
    """A random rule at a random day under random readings; its condition is named, so that it can be explained.

    Each `part` of a test that is shared out draws rules of its own.
    """
    shape = shape or Shape()
    tree = Tree(_chance(draw, part), shape)
    depth = tree.pick(shape.depth, shape.depth - 1, 1)
    parts = tuple(tree.condition(depth) for _ in range(tree.pick(1, 2, 3, 4)))
    condition = tree.pick(n.all_of, n.any_of, lambda *p: n.at_least((len(p) + 1) // 2, *p))(*parts)
    condition = condition.named("root", LABEL, "x/0")
    value = tree.number(depth, "") if amount and tree.pick(True, False) else None
    question = Question("x/x", LABEL, condition, ("x/0",), BOOK, READINGS, amount=value)
    chosen = {id_: tree.pick("one", "two") for id_ in question.readings}
    return question.at(tree.pick(*RULED_ON), chosen)


def value(fact: n.Fact, chance: random.Random, unknown: float) -> Any:
    """A random value of a fact, ``None`` with chance `unknown`."""
    if chance.random() < unknown:
        return None
    match fact.kind:
        case "yes_no":
            return chance.random() < 0.5
        case "integer":
            return chance.choice((-1, 0, 1, 2, 3, 5))
        case "fen":
            return chance.choice((0, 1, 2, 3, 24245, 10**11))
        case "date":
            return chance.choice(DAYS)
        case "month":
            return chance.choice(MONTHS)
        case "word":
            return chance.choice((*WORDS, "其他"))
        case "records":
            count = chance.choice((0, 0, 1, 2, 3, 4))
            return [{part.name: value(part, chance, unknown) for part in fact.fields} for _ in range(count)]


def cases(count: int, seed: int, facts: tuple[n.Fact, ...] = tuple(FACTS.values())) -> list[dict[str, Any]]:
    """Random cases; a quarter of their facts is unknown (some lack none, many, or only people's findings)."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    shares = ((0.0, 0.0), (0.25, 0.25), (0.25, 0.25), (0.25, 0.25), (0.0, 0.5), (0.6, 0.6))
    out = []
    for i in range(count):
        plain, judged = shares[i % len(shares)]
        out.append({f.name: value(f, chance, judged if f.judged_by else plain) for f in facts})
    return out


def written(part: Any) -> str:
    """A resolved rule as one line, for reports of failing examples."""
    match part:
        case n.Fact():
            return f"{part.of}.{part.name}" if part.of else part.name
        case n.Const():
            return str(part.value)
        case n.Compare():
            return f"({written(part.left)} {part.op} {written(part.right)})"
        case n.CountWhere() | n.SumWhere() | n.FirstWhere() | n.Served():
            return f"{type(part).__name__}({part.records.name}: {written(part.where)})"
    extra = {
        k: v for k, v in vars(part).items() if isinstance(v, int | frozenset | dict | tuple) and k != "parts"
    }
    inner = ", ".join(written(each) for each in part.children())
    return f"{type(part).__name__}{extra or ''}({inner})"
