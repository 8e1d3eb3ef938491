"""The SQL compiler: a resolved rule as one portable text (PostgreSQL, DuckDB, ClickHouse, Spark, DataFusion).

Only a safe subset is written: AND, OR, NOT, comparisons, COALESCE, whole-number arithmetic, CASE whose
conditions are never null, date literals and common table expressions. LEAST, GREATEST, sums of truths and
intervals are never used: engines disagree on their nulls. A list of records is a child table with the
parent's key; the parent's column of the list's name says whether the list is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.explain import facts_of
from gongbao.kernel.rules.interpret import NEVER, NEVER_MONTH
from gongbao.kernel.rules.kinds import held, is_point
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Bands

Pair: TypeAlias = tuple[str, str]
NULLS = {
    "yes_no": "CAST(NULL AS BOOLEAN)",
    "integer": "CAST(NULL AS BIGINT)",
    "fen": "CAST(NULL AS BIGINT)",
    "month": "CAST(NULL AS BIGINT)",
    "date": "CAST(NULL AS DATE)",
    "word": "CAST(NULL AS VARCHAR(64))",
}


def determine_sql(
    ruling: Ruling,
    table: str,
    *,
    key: str = "id",
    columns: Iterable[str] | None = None,
    records: Mapping[str, str] | None = None,
    conditions: bool = False,
) -> str:
    """A SELECT of `key`, `verdict` and, if the question has one, `amount_fen` for every row of `table`.

    `columns` are the facts the table has (all of them by default; a fact without a column is unknown);
    `records` maps a list's name to its child table, whose rows carry `key`. With `conditions`, one
    three-valued column for each named condition follows.
    """
    have = {fact.name for fact in ruling.question.facts} if columns is None else set(columns)
    plan = _Plan(have, dict(records or {}), key)
    named = [p for p in n.walk(ruling.condition) if getattr(p, "tag", None)]
    staged = {id(part): part for part in (*named, *_repeated(ruling))}
    levels = _levels(staged, ruling)
    selects = []
    for number, parts in enumerate(levels):
        made = {f"n{number}_{i}": plan.truth(part) for i, part in enumerate(parts)}
        selects.append((number, made))
        for part, name in zip(parts, made, strict=True):
            plan.known[id(part)] = name
    verdict = plan.truth(ruling.condition)
    out = [f"{key}", f"{verdict} AS verdict"]
    if ruling.amount is not None:
        amount = plan.settled(ruling.amount)
        case = f"CASE WHEN COALESCE({verdict}, FALSE) THEN {amount} WHEN COALESCE(NOT ({verdict}), FALSE) THEN 0 END"
        out.append(f"{case} AS amount_fen")
    if conditions:
        out += [f"{plan.known[id(part)]} AS {part.tag.name}" for part in named]  # type: ignore[attr-defined]
    text = plan.bases(table)
    previous = f"base{len(plan.stages)}"
    for number, made in selects:
        columns_text = ", ".join(f"{expression} AS {name}" for name, expression in made.items())
        text.append(f"level{number} AS (SELECT {previous}.*, {columns_text} FROM {previous})")
        previous = f"level{number}"
    return f"WITH {', '.join(text)} SELECT {', '.join(out)} FROM {previous}"


def _repeated(ruling: Ruling) -> list[Any]:
    """Conditions whose text would be written more than once: children counted, chosen or awaited."""
    found: list[Any] = []
    roots = [ruling.condition, *([ruling.amount] if ruling.amount is not None else [])]
    for part in (each for root in roots for each in _outer(root)):
        match part:
            case n.AtLeast(parts=parts):
                found += parts
            case n.Choose(when=when):
                found.append(when)
            case n.OnlyIf(when=when, then=then):
                found += [when, then]
    return [part for part in found if not isinstance(part, n.Fact)]


def _outer(root: Any) -> list[Any]:
    """The parts of a rule that are read for the case itself, not for a record."""
    out, stack = [], [root]
    while stack:
        part = stack.pop()
        out.append(part)
        if not isinstance(part, n.CountWhere | n.FirstWhere):
            stack.extend(part.children())
    return out


def _levels(staged: Mapping[int, Any], ruling: Ruling) -> list[list[Any]]:
    depth: dict[int, int] = {}

    def measure(part: Any) -> int:
        if id(part) not in depth:
            below = (
                0
                if isinstance(part, n.CountWhere | n.FirstWhere)
                else max((measure(each) for each in part.children()), default=0)
            )
            depth[id(part)] = below + (id(part) in staged)
        return depth[id(part)]

    for root in (ruling.condition, ruling.amount):
        if root is not None:
            measure(root)
    levels: list[list[Any]] = [[] for _ in range(max(depth.values(), default=0))]
    for key, part in staged.items():
        levels[depth[key] - 1].append(part)
    return levels


@dataclass
class _Plan:
    columns: set[str]
    records: dict[str, str]
    key: str
    inside: bool = False
    """Whether a record's condition is being written, where the parent's columns need its alias."""
    known: dict[int, str] = field(default_factory=dict)
    pairs: dict[int, Pair] = field(default_factory=dict)
    stages: list[tuple[str, str]] = field(default_factory=list)
    """For each count: the columns it adds, and the query over the child table they come from."""

    def bases(self, table: str) -> list[str]:
        """The rows of `table`, then the bounds of one count after the other joined on."""
        out = [f"base0 AS (SELECT * FROM {table})"]
        for number, (columns, child) in enumerate(self.stages):
            child = child.replace("{parent}", f"base{number}")
            joined = f"base{number} t LEFT JOIN ({child}) k ON k.child_key = t.{self.key}"
            out.append(f"base{number + 1} AS (SELECT t.*, {columns} FROM {joined})")
        return out

    def fact(self, fact: n.Fact) -> str:
        if fact.of:
            return f"r.{fact.name}"
        if fact.name not in self.columns:
            return NULLS[fact.kind]
        return f"t.{fact.name}" if self.inside else fact.name

    def truth(self, part: Any) -> str:
        if id(part) in self.known and not self.inside:
            return self.known[id(part)]
        match part:
            case n.Fact():
                return self.fact(part)
            case n.All(parts=parts):
                return _joined(" AND ", [self.truth(each) for each in parts], "TRUE")
            case n.Any_(parts=parts):
                return _joined(" OR ", [self.truth(each) for each in parts], "FALSE")
            case n.AtLeast(count=count, parts=parts):
                truths = [self.truth(each) for each in parts]
                sure = _joined(
                    " + ", [f"CASE WHEN COALESCE({t}, FALSE) THEN 1 ELSE 0 END" for t in truths], "0"
                )
                may = _joined(
                    " + ", [f"CASE WHEN COALESCE({t}, TRUE) THEN 1 ELSE 0 END" for t in truths], "0"
                )
                return _three(f"{sure} >= {count}", f"{may} < {count}")
            case n.Not(part=inner):
                return f"(NOT {self.truth(inner)})"
            case n.Compare(left=left, op=op, right=right):
                return self._compare(left, op, right)
            case n.In(value=value, words=words):
                options = [f"{self.settled(value)} = {_literal(word)}" for word in sorted(words)]
                return _joined(" OR ", options, f"CASE WHEN {self.settled(value)} IS NOT NULL THEN FALSE END")
            case n.FirstKnown(parts=parts):
                return f"COALESCE({', '.join(self.truth(each) for each in parts)})"
            case n.OnlyIf(when=when, then=then):
                return f"CASE WHEN COALESCE({self.truth(when)}, FALSE) THEN {self.truth(then)} END"
            case _:
                raise TypeError(f"not a resolved condition: {type(part).__name__}")

    def _compare(self, left: Any, op: str, right: Any) -> str:
        sign = "<>" if op == "!=" else "=" if op == "==" else op
        if is_point(left) and is_point(right):
            return f"({self.settled(left)} {sign} {self.settled(right)})"
        (a, b), (c, d) = self.bounds(left), self.bounds(right)
        if op in {"==", "!="}:
            same, apart = (
                f"{a} = {b} AND {a} = {c} AND {c} = {d}",
                f"{_sure(f'{b} < {c}')} OR {_sure(f'{d} < {a}')}",
            )
            return _three(_sure(same), apart) if op == "==" else _three(apart, _sure(same))
        if op in {"<=", ">"}:
            a, b, c, d = c, d, a, b
        yes, no = _sure(f"{a} >= {d}"), _sure(f"{b} < {c}")
        return _three(yes, no) if op in {">=", "<="} else _three(no, yes)

    def settled(self, part: Any) -> str:
        """The value where it is known, NULL otherwise."""
        match part:
            case n.Const(value=value):
                return _literal(value)
            case n.Fact():
                return self.fact(part)
            case n.Add(left=left, right=right) if is_point(part):
                return f"({self.settled(left)} + {self.settled(right)})"
            case n.Subtract(left=left, right=right) if is_point(part):
                return _minus(self.settled(left), self.settled(right), held(left) == "date")
            case n.Times(left=left, right=right):
                return f"({self.settled(left)} * {self.settled(right)})"
            case n.MonthOf(day=day):
                return _month(self.settled(day))
            case Bands(key=key, bands=bands):
                name = self.fact(key)
                tests = [
                    f"WHEN {_sure(f'{name} >= {_literal(a)} AND {name} <= {_literal(b)}')} THEN {_literal(v)}"
                    for a, b, v in bands
                ]
                return f"CASE {' '.join(tests)} END"
            case n.Lookup(key=key, table=table):
                name = self.fact(key)
                tests = [f"WHEN {_sure(f'{name} = {_literal(w)}')} THEN {v}" for w, v in table.items()]
                return f"CASE {' '.join(tests)} END" if tests else NULLS["integer"]
            case _:
                low, high = self.bounds(part)
                return f"CASE WHEN {_sure(f'{low} = {high}')} THEN {low} END"

    def bounds(self, part: Any) -> Pair:
        if id(part) not in self.pairs or self.inside:
            self.pairs[id(part)] = self._bounds(part)
        return self.pairs[id(part)]

    def _bounds(self, part: Any) -> Pair:
        if is_point(part):
            value = self.settled(part)
            return value, value
        match part:
            case n.Add(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return f"({a} + {c})", f"({b} + {d})"
            case n.Subtract(left=left, right=right):
                (a, b), (c, d), days = self.bounds(left), self.bounds(right), held(left) == "date"
                return _minus(a, d, days), _minus(b, c, days)
            case n.Times(left=left, right=right):
                (a, b), factor = self.bounds(left), self.settled(right)
                return f"({a} * {factor})", f"({b} * {factor})"
            case n.Least(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return _both(a, "<", c), _loose(b, "<", d)
            case n.Greatest(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return _loose(a, ">", c), _both(b, ">", d)
            case n.MonthOf(day=day):
                a, b = self.bounds(day)
                return _month(a), _month(b)
            case n.Choose(when=when, then=then, otherwise=otherwise):
                holds, (a, b), (c, d) = self.truth(when), self.bounds(then), self.bounds(otherwise)
                return _choose(holds, a, c, _both(a, "<", c)), _choose(holds, b, d, _both(b, ">", d))
            case n.FirstKnown(parts=parts):
                low, high = self.bounds(parts[-1])
                for each in reversed(parts[:-1]):
                    a, b = self.bounds(each)
                    known = _sure(f"{a} = {b}")
                    low = f"CASE WHEN {known} THEN {a} ELSE {low} END"
                    high = f"CASE WHEN {known} THEN {b} ELSE {high} END"
                return low, high
            case n.CountWhere(records=records, where=where):
                return self._count(records, where)
            case n.FirstWhere(records=records, field=field_, where=where):
                return self._first(records, field_, where)
            case _:
                raise TypeError(f"not a resolved value: {type(part).__name__}")

    def _child(self, records: n.Fact, where: Any, aggregates: Mapping[str, str]) -> str:
        """Joins the aggregates of a child table; gives the prefix of their columns."""
        name = f"k{len(self.stages)}"
        parent = f" JOIN {{parent}} t ON t.{self.key} = r.{self.key}" if facts_of(where) else ""
        columns = ", ".join(f"{text} AS {column}" for column, text in aggregates.items())
        child = f"SELECT r.{self.key} AS child_key, {columns} FROM {self.records[records.name]} r{parent}"
        added = ", ".join(f"k.{column} AS {name}_{column}" for column in aggregates)
        self.stages.append((added, f"{child} GROUP BY r.{self.key}"))
        return name

    def _count(self, records: n.Fact, where: Any) -> Pair:
        if records.name not in self.records:
            return "CAST(0 AS BIGINT)", NULLS["integer"]
        truth = self._inside(where)
        sure = f"SUM(CASE WHEN COALESCE({truth}, FALSE) THEN 1 ELSE 0 END)"
        may = f"SUM(CASE WHEN COALESCE({truth}, TRUE) THEN 1 ELSE 0 END)"
        name = self._child(records, where, {"sure": sure, "may": may})
        low = f"CAST(COALESCE({name}_sure, 0) AS BIGINT)"
        return low, f"CASE WHEN {_sure(records.name)} THEN CAST(COALESCE({name}_may, 0) AS BIGINT) END"

    def _first(self, records: n.Fact, field_: n.Fact, where: Any) -> Pair:
        if records.name not in self.records:
            return NULLS[field_.kind], NULLS[field_.kind]
        truth, value = self._inside(where), f"r.{field_.name}"
        never = _literal(NEVER if field_.kind == "date" else NEVER_MONTH)
        name = self._child(
            records,
            where,
            {
                "low": f"MIN(CASE WHEN COALESCE({truth}, TRUE) THEN {value} END)",
                "high": f"MIN(CASE WHEN COALESCE({truth}, FALSE) THEN {value} END)",
                "blank": f"SUM(CASE WHEN COALESCE({truth}, TRUE) AND {value} IS NULL THEN 1 ELSE 0 END)",
            },
        )
        known = _sure(records.name)
        whole = f"{known} AND COALESCE({name}_blank, 0) = 0"
        return (
            f"CASE WHEN {whole} THEN COALESCE({name}_low, {never}) END",
            f"CASE WHEN {known} THEN COALESCE({name}_high, {never}) END",
        )

    def _inside(self, where: Any) -> str:
        self.inside = True
        text = self.truth(where)
        self.inside = False
        return text


def _joined(word: str, parts: list[str], empty: str) -> str:
    return f"({word.join(parts)})" if parts else empty


def _sure(condition: str) -> str:
    return f"COALESCE({condition}, FALSE)"


def _three(yes: str, no: str) -> str:
    return f"CASE WHEN {yes} THEN TRUE WHEN {no} THEN FALSE END"


def _both(left: str, sign: str, right: str) -> str:
    """The lesser or greater where both are known."""
    return f"CASE WHEN {_sure(f'{left} {sign} {right}')} THEN {left} WHEN {left} IS NOT NULL THEN {right} END"


def _loose(left: str, sign: str, right: str) -> str:
    """The lesser or greater, or the one that is known."""
    return f"CASE WHEN {_sure(f'{left} {sign} {right}')} THEN {left} WHEN {right} IS NULL THEN {left} ELSE {right} END"


def _choose(holds: str, yes: str, no: str, mixed: str) -> str:
    return f"CASE WHEN {_sure(holds)} THEN {yes} WHEN {_sure(f'NOT {holds}')} THEN {no} ELSE {mixed} END"


def _month(day: str) -> str:
    return f"CAST(EXTRACT(YEAR FROM {day}) * 12 + EXTRACT(MONTH FROM {day}) - 1 AS BIGINT)"


def _minus(left: str, right: str, dates: bool) -> str:
    return f"({_day_number(left)} - {_day_number(right)})" if dates else f"({left} - {right})"


def _day_number(day: str) -> str:
    """Days counted from a fixed day, by whole-number arithmetic on year, month and day alone."""
    early = f"CASE WHEN {_sure(f'EXTRACT(MONTH FROM {day}) <= 2')} THEN 1 ELSE 0 END"
    year, shifted = f"(EXTRACT(YEAR FROM {day}) - {early})", f"(EXTRACT(MONTH FROM {day}) - 3 + 12 * {early})"
    leaps = " ".join(f"{sign} FLOOR({year} / {step}.0)" for sign, step in (("+", 4), ("-", 100), ("+", 400)))
    text = f"{year} * 365 {leaps} + FLOOR((153 * {shifted} + 2) / 5.0) + EXTRACT(DAY FROM {day})"
    return f"CAST({text} AS BIGINT)"


def _literal(value: Any) -> str:
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        escaped = value.replace("'", "''")
        return f"'{escaped}'"
    return str(int(value))
