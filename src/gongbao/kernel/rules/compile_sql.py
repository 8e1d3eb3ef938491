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
from gongbao.kernel.rules.awaits import Open, waits_for_people
from gongbao.kernel.rules.explain import facts_of
from gongbao.kernel.rules.interpret import NEVER, NEVER_MONTH
from gongbao.kernel.rules.kinds import (
    case_parts,
    count_levels,
    held,
    is_point,
    is_truth,
    named_conditions,
)
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Bands
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

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
    """A SELECT of `key`, `verdict`, `waits_for_people` and, if the question has one, `amount_fen` for every row of `table`.

    `columns` are the facts the table has (all of them by default; a fact without a column is unknown);
    `records` maps a list's name to its child table, whose rows carry `key`. With `conditions`, one
    three-valued column for each of `named_conditions` follows.
    """
    have = {fact.name for fact in ruling.question.facts} if columns is None else set(columns)
    plan = _Plan(have, dict(records or {}), key)
    waits = waits_for_people(ruling)
    roots = [ruling.condition, waits, *([ruling.amount] if ruling.amount is not None else [])]
    for counted in count_levels(roots):
        plan.count(counted)
    named = named_conditions(ruling.condition, ruling.question.facts)
    levels = _levels(roots, _staged(roots, named.values()))
    selects = [plan.level(number, parts) for number, parts in enumerate(levels)]
    verdict = plan.truth(ruling.condition)
    out = [f"{key}", f"{verdict} AS verdict", f"{plan.truth(waits)} AS waits_for_people"]
    if ruling.amount is not None:
        amount = plan.settled(ruling.amount)
        case = f"CASE WHEN COALESCE({verdict}, FALSE) THEN {amount} WHEN COALESCE(NOT ({verdict}), FALSE) THEN 0 END"
        out.append(f"{case} AS amount_fen")
    if conditions:
        out += [f"{plan.truth(part)} AS {name}" for name, part in named.items()]
    text = plan.bases(table)
    previous = f"base{len(plan.stages)}"
    for number, made in enumerate(selects):
        text.append(f"level{number} AS (SELECT {previous}.*, {', '.join(made)} FROM {previous})")
        previous = f"level{number}"
    return f"WITH {', '.join(text)} SELECT {', '.join(out)} FROM {previous}"


def _staged(roots: list[Any], named: Iterable[Any]) -> dict[int, Any]:
    """Parts whose text would be written more than once; each becomes a column (bounds: two)."""
    found = list(named)
    for part in case_parts(roots):
        match part:
            case n.AtLeast(parts=parts):
                found += parts
            case n.Choose(when=when):
                found += [when, part]
            case n.OnlyIf(when=when, then=then):
                found += [when, then]
            case n.Share(of=whole, rate=rate):
                found += [whole, rate, part]
            case n.Steps(value=value) | n.Within(value=value):
                found += [value, part]
            case Open(part=inner):
                found.append(inner)
            case n.CountWhere() | n.SumWhere() | n.FirstWhere() | n.Served() | n.Matched():
                pass
            case n.Value() if not is_truth(part) and not is_point(part):
                found.append(part)
    return {id(part): part for part in found if not isinstance(part, n.Fact | n.Const)}


def _levels(roots: list[Any], staged: Mapping[int, Any]) -> list[list[Any]]:
    """The staged parts in the order in which each needs only earlier ones."""
    depth: dict[int, int] = {}
    levels: list[list[Any]] = [[] for _ in staged]
    for part in case_parts(roots):
        below = 0 if isinstance(part, n.Gathered) else _deepest(part, depth)
        depth[id(part)] = below + (id(part) in staged)
        if id(part) in staged:
            levels[below].append(part)
    return [level for level in levels if level]


def _deepest(part: Any, depth: Mapping[int, int]) -> int:
    return max((depth[id(each)] for each in part.children()), default=0)


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

    def level(self, number: int, parts: list[Any]) -> list[str]:
        """The columns of one level; from now on the parts are read from them."""
        made, truths, pairs = list[str](), dict[int, str](), dict[int, Pair]()
        for i, part in enumerate(parts):
            name = f"n{number}_{i}"
            if is_truth(part):
                truths[id(part)] = name
                made.append(f"{self.truth(part)} AS {name}")
            elif is_point(part):
                pairs[id(part)] = (name, name)
                made.append(f"{self.settled(part)} AS {name}")
            else:
                low, high = self.bounds(part)
                pairs[id(part)] = (f"{name}_low", f"{name}_high")
                made.append(f"{low} AS {name}_low, {high} AS {name}_high")
        self.known |= truths
        self.pairs |= pairs
        return made

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
            return NULLS.get(fact.kind, NULLS["yes_no"])
        return f"t.{fact.name}" if self.inside else fact.name

    def truth(self, part: Any) -> str:
        if id(part) in self.known:
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
            case Open(part=n.Fact(kind="records") as records):
                return f"(NOT {_sure(self.fact(records))})"
            case Open(part=inner):
                return f"({self.truth(inner) if is_truth(inner) else self.settled(inner)} IS NULL)"
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
        if is_point(part) and id(part) in self.pairs:
            return self.pairs[id(part)][0]
        match part:
            case n.Const(value=value):
                return _literal(value)
            case n.Fact():
                return self.fact(part)
            case n.Add(left=left, right=right) if is_point(part):
                return f"({self.settled(left)} + {self.settled(right)})"
            case n.Subtract(left=left, right=right) if is_point(part):
                return _minus(self.settled(left), self.settled(right), held(left) == "date")
            case n.Times(left=left, right=right) if is_point(part):
                return f"({self.settled(left)} * {self.settled(right)})"
            case n.Share(of=whole, rate=rate, per=per) if is_point(part):
                return _share(self.settled(whole), self.settled(rate), per)
            case n.Steps(value=value, limits=limits, amounts=amounts):
                at = self.settled(value)
                tests = [
                    f"WHEN {_sure(f'{at} <= {limit}')} THEN {self.settled(amount)}"
                    for limit, amount in zip(limits, amounts[:-1], strict=True)
                ]
                last = f"WHEN {at} IS NOT NULL THEN {self.settled(amounts[-1])}"
                return f"CASE {' '.join([*tests, last])} END"
            case n.Within(value=value, least=least, greatest=greatest) if is_point(part):
                return _within(self.settled(value), least, greatest)
            case n.Cases(key=key, words=words, parts=parts) if is_point(part):
                return self._cases(key, words, [self.settled(each) for each in parts])
            case n.MonthOf(day=day) if is_point(part):
                return _month(self.settled(day))
            case n.FirstKnown(parts=parts) if is_point(part):
                return f"COALESCE({', '.join(self.settled(each) for each in parts)})"
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
        return self.pairs[id(part)] if id(part) in self.pairs else self._bounds(part)

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
            case n.Share(of=whole, rate=rate, per=per):
                (a, b), known = self.bounds(whole), self.settled(rate)
                return _share(a, known, per), _share(b, known, per)
            case n.Steps():
                step = self.settled(part)
                return step, step
            case n.Within(value=inner, least=least, greatest=greatest):
                a, b = self.bounds(inner)
                return _within(a, least, greatest), _within(b, least, greatest)
            case n.Cases(key=key, words=words, parts=parts):
                ends = [self.bounds(each) for each in parts]
                return self._cases(key, words, [a for a, _ in ends]), self._cases(
                    key, words, [b for _, b in ends]
                )
            case n.MonthOf(day=day):
                a, b = self.bounds(day)
                return _month(a), _month(b)
            case n.Choose(when=when, then=then, otherwise=otherwise):
                holds, (a, b), (c, d) = self.truth(when), self.bounds(then), self.bounds(otherwise)
                return _choose(holds, a, c, _both(a, "<", c)), _choose(holds, b, d, _both(b, ">", d))
            case n.FirstKnown(parts=parts):
                low, high = self.bounds(parts[-1])
                for each in reversed(parts[:-1]):
                    value = self.settled(each)
                    low, high = f"COALESCE({value}, {low})", f"COALESCE({value}, {high})"
                return low, high
            case _:
                raise TypeError(f"not a resolved value: {type(part).__name__}")

    def _cases(self, key: n.Fact, words: tuple[str, ...], values: list[str]) -> str:
        name = self.fact(key)
        told = zip(words, values, strict=True)
        tests = [f"WHEN {_sure(f'{name} = {_literal(word)}')} THEN {value}" for word, value in told]
        return f"CASE {' '.join(tests)} END" if tests else NULLS["integer"]

    def count(self, parts: list[n.Gathered]) -> None:
        """Joins counts and first values over child tables on; their bounds are columns from now on."""
        by_list: dict[str, list[tuple[str, n.CountWhere | n.SumWhere | n.FirstWhere]]] = {}
        for part in parts:
            name = f"k{len(self.pairs)}"
            if part.records.name in self.records:
                if isinstance(part, n.Served | n.Matched):
                    raise _not_in_sql(part.records)
                by_list.setdefault(part.records.name, []).append((name, part))
                self.pairs[id(part)] = (f"{name}_low", f"{name}_high")
            else:
                self.pairs[id(part)] = _nothing(part)
        for records, named in by_list.items():
            known = _sure(f"t.{records}" if records in self.columns else "TRUE")
            written = [self._written(name, part, known) for name, part in named]
            outer = any(facts_of(part.where) for _, part in named)
            parent = f" JOIN {{parent}} t ON t.{self.key} = r.{self.key}" if outer else ""
            gathered = ", ".join(aggregates for aggregates, _ in written)
            child = f"SELECT r.{self.key} AS child_key, {gathered} FROM {self.records[records]} r{parent}"
            self.stages.append((", ".join(added for _, added in written), f"{child} GROUP BY r.{self.key}"))

    def _written(
        self, name: str, part: n.CountWhere | n.SumWhere | n.FirstWhere, known: str
    ) -> tuple[str, str]:
        """What is gathered over a row's records, and the columns of bounds that follow."""
        self.inside = True
        truth = self.truth(part.where)
        self.inside = False
        may, sure = f"COALESCE({truth}, TRUE)", f"COALESCE({truth}, FALSE)"
        if isinstance(part, n.CountWhere):
            sums = [f"SUM(CASE WHEN {test} THEN 1 ELSE 0 END)" for test in (sure, may)]
            low, high = (f"CAST(COALESCE(k.{name}_{each}, 0) AS BIGINT)" for each in ("sure", "may"))
            return (
                f"{sums[0]} AS {name}_sure, {sums[1]} AS {name}_may",
                f"{low} AS {name}_low, CASE WHEN {known} THEN {high} END AS {name}_high",
            )
        value = f"r.{part.field.name}"
        blank = f"SUM(CASE WHEN {may} AND {value} IS NULL THEN 1 ELSE 0 END) AS {name}_blank"
        whole = f"{known} AND COALESCE(k.{name}_blank, 0) = 0"
        if isinstance(part, n.SumWhere):
            sums = [
                f"SUM(CASE WHEN {sure} OR ({may} AND {value} {sign} 0) THEN {value} ELSE 0 END)"
                for sign in "<>"
            ]
            low, high = (f"CAST(COALESCE(k.{name}_{each}, 0) AS BIGINT)" for each in ("least", "most"))
            return (
                f"{sums[0]} AS {name}_least, {sums[1]} AS {name}_most, {blank}",
                f"CASE WHEN {whole} THEN {low} END AS {name}_low, CASE WHEN {whole} THEN {high} END AS {name}_high",
            )
        never = _literal(NEVER if part.field.kind == "date" else NEVER_MONTH)
        return (
            f"MIN(CASE WHEN {may} THEN {value} END) AS {name}_may, "
            f"MIN(CASE WHEN {sure} THEN {value} END) AS {name}_sure, "
            f"{blank}",
            f"CASE WHEN {whole} THEN COALESCE(k.{name}_may, {never}) END AS {name}_low, "
            f"CASE WHEN {known} THEN COALESCE(k.{name}_sure, {never}) END AS {name}_high",
        )


def _nothing(part: n.Gathered) -> Pair:
    """The bounds where the table knows no such list."""
    if isinstance(part, n.CountWhere):
        return "CAST(0 AS BIGINT)", NULLS["integer"]
    if isinstance(part, n.Matched):
        return "CAST(0 AS BIGINT)", f"CAST({len(part.items)} AS BIGINT)"
    kind = "date" if isinstance(part, n.Served) else part.field.kind
    return NULLS[kind], NULLS[kind]


def _not_in_sql(records: n.Fact) -> Refusal:
    """Periods and matchings are not written in SQL; a table gives what is worked out from them instead."""
    return Refusal(
        Text(
            f"SQL 引擎不能由列表“{records.label.zh}”推算年限或配对",
            f"the SQL engine works out no years or matchings from the list {records.name}",
        ),
        where=records.name,
        mend=Text(
            "改用 polars 引擎，或直接给出推算结果", "Use the polars engine, or give the results themselves"
        ),
    )


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


def _share(whole: str, rate: str, per: int) -> str:
    """Half up and away from zero; the remainder is taken off first, so that every engine divides exactly."""
    twice = f"(2 * ABS({whole}) * {rate} + {per})"
    size = f"CAST(({twice} - {twice} % {2 * per}) / {2 * per} AS BIGINT)"
    sign = f"CASE WHEN {_sure(f'{whole} < 0')} THEN -1 ELSE 1 END"
    return f"CASE WHEN {_sure(f'{rate} >= 0')} THEN {size} * {sign} END"


def _within(value: str, least: int, greatest: int) -> str:
    low, high = _sure(f"{value} < {least}"), _sure(f"{value} > {greatest}")
    return f"CASE WHEN {low} THEN {least} WHEN {high} THEN {greatest} ELSE {value} END"


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
