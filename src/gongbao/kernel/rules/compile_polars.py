"""The Polars compiler: a resolved rule as expressions over a frame with one column per fact.

Lists of records are columns of structs; a count over them is worked out on the exploded rows and joined
back. A fact without a column is unknown for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import polars as pl

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.awaits import Open, waits_for_people
from gongbao.kernel.rules.constants import Constants
from gongbao.kernel.rules.explain import outer_facts
from gongbao.kernel.rules.interpret import NEVER, NEVER_MONTH, years_of
from gongbao.kernel.rules.kinds import (
    count_levels,
    held,
    is_point,
    is_truth,
    named_conditions,
    never_negative,
)
from gongbao.kernel.rules.logic import Bounds
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Bands
from gongbao.kernel.rules.spans import matched, served

Pair: TypeAlias = tuple[pl.Expr, pl.Expr]

TYPES: dict[str, Any] = {
    "yes_no": pl.Boolean,
    "integer": pl.Int64,
    "fen": pl.Int64,
    "month": pl.Int32,
    "date": pl.Date,
    "word": pl.String,
}
HELD: dict[str, Any] = {"number": pl.Int64, "date": pl.Date, "word": pl.String, "truth": pl.Boolean}
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    ">=": ge,
    ">": gt,
    "<=": le,
    "<": lt,
    "==": eq,
    "!=": ne,
}
ROW = "__row"
_NUMBER = pl.lit(None, dtype=pl.Int64)


def determine_frame(
    ruling: Ruling,
    frame: pl.LazyFrame,
    *,
    conditions: bool = False,
    waits: bool = True,
    values: bool = False,
) -> pl.LazyFrame:
    """`frame` with `verdict` (true, false, null), `waits_for_people` and, if the question has one, `amount_fen`.

    Without `waits` the second is left out. With `values`, one column for each of the question's values as
    well, null where it is not settled. With `conditions`, one three-valued column for each of
    `named_conditions` as well. Columns of facts must be of `type_of` the fact; words may also be of an
    enumeration, which is several times faster.
    """
    schema = frame.collect_schema()
    asked = conditions, waits, values
    if any(isinstance(kind, pl.List) for kind in schema.values()):
        written, frame = _write(ruling, _Plan(schema), frame, *asked)
    else:
        kept = _written.setdefault(ruling, {})
        key = (*asked, *schema.items())
        if key not in kept:
            if len(kept) >= 16:
                kept.clear()
            kept[key], _ = _write(ruling, _Plan(schema), frame, *asked)
        written = kept[key]
    for expressions in written.stages:
        frame = frame.with_columns(expressions)
    made = {result.meta.output_name() for result in written.results}
    return frame.select(*[name for name in schema.names() if name not in made], *written.results)


@dataclass(frozen=True)
class _Written:
    """A rule as expressions: those that add columns, stage by stage, then the results."""

    stages: list[list[pl.Expr]]
    results: list[pl.Expr]


_written: WeakKeyDictionary[Ruling, dict[Any, _Written]] = WeakKeyDictionary()
"""What was written for tables without lists, by their columns: writing costs more than a small table."""


def _write(
    ruling: Ruling, plan: _Plan, frame: pl.LazyFrame, conditions: bool, waits: bool, values: bool
) -> tuple[_Written, pl.LazyFrame]:
    """The expressions, and the frame with what is gathered over its lists."""
    people = [waits_for_people(ruling)] if waits else []
    told = ruling.values if values else {}
    roots = [ruling.condition, *([ruling.amount] if ruling.amount is not None else []), *people]
    roots += told.values()
    for parts in count_levels(roots):
        frame = plan.counted(frame, parts)
    stages: list[list[pl.Expr]] = []
    named = named_conditions(ruling.condition, ruling.question.facts) if conditions else {}
    columns = {name: f"__n{i}" for i, name in enumerate(named)}
    for level in _levels(named):
        stages.append([plan.truth(named[name]).alias(columns[name]) for name in level])
        plan.truths |= {id(named[name]): pl.col(columns[name]) for name in level}
    stages.append([plan.truth(ruling.condition).alias("verdict")])
    plan.truths[id(ruling.condition)] = pl.col("verdict")
    verdict = pl.col("verdict")
    open_ = verdict.is_null()
    results = [verdict]
    for each in people:
        waiting = _only_where(open_, plan.truth(each), open_.is_null(), pl.Boolean)
        results.append(waiting.alias("waits_for_people"))
    for name, value in told.items():
        stages.append([plan.strict(value).cast(HELD[held(value)]).alias(name)])
        plan.strict_ones[id(value)] = pl.col(name)
    for name, value in told.items():
        held_open = pl.col(name).is_null()
        kind = HELD[held(value)]
        full = plan.settled(value).cast(kind)
        results.append(_only_where(held_open, full, pl.col(name), kind).alias(name))
    if ruling.amount is not None and told:
        whole = _only_where(
            verdict & plan.strict(ruling.amount).is_null(),
            plan.settled(ruling.amount).cast(pl.Int64),
            pl.when(verdict)
            .then(plan.strict(ruling.amount).cast(pl.Int64))
            .when(~verdict)
            .then(0)
            .otherwise(None),
            pl.Int64,
        )
        results.append(whole.alias("amount_fen"))
    elif ruling.amount is not None:
        amount = plan.settled(ruling.amount).cast(pl.Int64)
        nothing = pl.when(~verdict).then(pl.lit(0, dtype=pl.Int64)).otherwise(None)
        results.append(_only_where(verdict, amount, nothing, pl.Int64).alias("amount_fen"))
    if conditions:
        results += [pl.col(column).alias(name) for name, column in columns.items()]
    plan.kept += people
    return _Written(stages, results), frame


def verdict_frame(rulings: Mapping[str, Ruling], frame: pl.LazyFrame) -> pl.LazyFrame:
    """One verdict column for each ruling by its name: what several rules share is worked out once."""
    plan = _Plan(frame.collect_schema())
    for parts in count_levels([each.condition for each in rulings.values()]):
        frame = plan.counted(frame, parts)
    return frame.select(plan.truth(each.condition).alias(name) for name, each in rulings.items())


@dataclass
class _Plan:
    """Writes expressions, remembering each part's."""

    columns: Mapping[str, Any]
    """The types of the frame's own columns."""
    truths: dict[int, pl.Expr] = field(default_factory=dict)
    pairs: dict[int, Pair] = field(default_factory=dict)
    strict_ones: dict[int, pl.Expr] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    """The columns made for counts so far."""
    kept: list[n.Node] = field(default_factory=list)
    """Parts made here, which must live as long as what is remembered of them."""

    def fact(self, fact: n.Fact) -> pl.Expr:
        column, words = self._column(fact)
        return column if words is None else column.cast(pl.String)

    def _column(self, fact: n.Fact) -> tuple[pl.Expr, list[str] | None]:
        """A fact's column, and its words where it is of an enumeration."""
        if not fact.of and fact.name not in self.columns:
            return pl.lit(None, dtype=type_of(fact)), None
        if fact.of:
            column = pl.col(fact.of).struct.field(fact.name)
            kind = dict(self.columns[fact.of].inner.to_schema())[fact.name]
        else:
            column, kind = pl.col(fact.name), self.columns[fact.name]
        return column, kind.categories.to_list() if isinstance(kind, pl.Enum) else None

    @cached_property
    def constants(self) -> Constants:
        return Constants(self.columns)

    def truth(self, part: Any) -> pl.Expr:
        if id(part) not in self.truths:
            if self.constants.same(part):
                self.truths[id(part)] = pl.lit(self.constants.truth(part), dtype=pl.Boolean)
            else:
                self.truths[id(part)] = self._truth(part)
        return self.truths[id(part)]

    def _joined(self, parts: tuple[Any, ...], join: Any, settles: bool) -> pl.Expr:
        """Parts joined; those that are the same for every row settle all of it or are left out."""
        same = [self.constants.truth(each) for each in parts if self.constants.same(each)]
        if settles in same:
            return pl.lit(settles)
        found = [self.truth(each) for each in parts if not self.constants.same(each)]
        return reduce(join, [*found, *([pl.lit(None, dtype=pl.Boolean)] if None in same else [])])

    def _first_known(self, parts: tuple[Any, ...]) -> pl.Expr:
        """The first part that is known; what is known for every row is the last that is asked."""
        found = []
        for each in parts:
            known = self.constants.truth(each) if self.constants.same(each) else None
            if known is not None or not self.constants.same(each):
                found.append(self.truth(each))
            if known is not None:
                break
        return found[0] if len(found) == 1 else pl.coalesce(found)

    def _truth(self, part: Any) -> pl.Expr:
        match part:
            case n.Fact():
                return self.fact(part)
            case n.All(parts=parts):
                return self._joined(parts, and_, False)
            case n.Any_(parts=parts):
                return self._joined(parts, or_, True)
            case n.AtLeast(count=count, parts=parts):
                truths = [self.truth(each) for each in parts]
                sure = pl.sum_horizontal([each.fill_null(False).cast(pl.Int16) for each in truths])
                may = pl.sum_horizontal([each.fill_null(True).cast(pl.Int16) for each in truths])
                return _three(sure >= count, may < count)
            case n.Not(part=inner):
                return ~self.truth(inner)
            case n.Compare(left=left, op=op, right=right):
                return self._compare(left, op, right)
            case n.In(value=value, words=words):
                word, options = (
                    self._column(value) if isinstance(value, n.Fact) else (self.settled(value), None)
                )
                among = sorted(words if options is None else words.intersection(options))
                if len(among) == 1:
                    return word == among[0]
                return word.is_in(among) if among else _three(pl.lit(False), word.is_not_null())
            case n.FirstKnown(parts=parts):
                return self._first_known(parts)
            case n.OnlyIf(when=when, then=then):
                return pl.when(self.truth(when)).then(self.truth(then)).otherwise(None)
            case Open(part=inner):
                return (self.truth(inner) if is_truth(inner) else self.settled(inner)).is_null()
            case _:
                raise TypeError(f"not a resolved condition: {type(part).__name__}")

    def _compare(self, left: Any, op: Any, right: Any) -> pl.Expr:
        if (
            isinstance(left, n.FirstKnown)
            and all(map(is_point, left.parts[:-1]))
            and self.constants.point(right)
        ):
            each_compared = tuple(n.Compare(each, op, right) for each in left.parts)
            self.kept.extend(each_compared)
            return self._first_known(each_compared)
        if is_point(left) and is_point(right):
            by_group = self._against_table(left, op, right) if isinstance(right, n.Lookup) else None
            if by_group is not None:
                return by_group
            truth: pl.Expr = OPERATORS[op](self.settled(left), self.settled(right))
            return truth
        (a, b), (c, d) = self.bounds(left), self.bounds(right)
        if op in {"==", "!="}:
            same = ((a == b) & (a == c) & (c == d)).fill_null(False)
            apart = (b < c).fill_null(False) | (d < a).fill_null(False)
            return _three(same, apart) if op == "==" else _three(apart, same)
        if op in {"<=", ">"}:
            a, b, c, d = c, d, a, b
        sure, never = (a >= d).fill_null(False), (b < c).fill_null(False)
        return _three(sure, never) if op in {">=", "<="} else _three(never, sure)

    def settled(self, part: Any) -> pl.Expr:
        """The value where it is known, null otherwise."""
        match part:
            case n.Const(value=value):
                return pl.lit(value)
            case n.Fact():
                return self.fact(part)
            case n.Add(left=left, right=right) if is_point(part):
                return self.settled(left) + self.settled(right)
            case n.Subtract(left=left, right=right) if is_point(part):
                return _minus(self.settled(left), self.settled(right), held(left) == "date")
            case n.Times(left=left, right=right) if is_point(part):
                return self.settled(left).cast(pl.Int64) * self.settled(right)
            case n.Share(of=whole, rate=rate, per=per) if is_point(part):
                return _share(self.settled(whole), self.settled(rate), per, never_negative(rate))
            case n.Least(left=left, right=right) if is_point(left) and is_point(right):
                return _both_known(pl.min_horizontal, self.settled(left), self.settled(right))
            case n.Greatest(left=left, right=right) if is_point(left) and is_point(right):
                return _both_known(pl.max_horizontal, self.settled(left), self.settled(right))
            case n.Steps(value=value, limits=limits, amounts=amounts):
                at, found = self.settled(value), self.settled(amounts[-1])
                for limit, amount in reversed(list(zip(limits, amounts[:-1], strict=True))):
                    found = pl.when(at <= limit).then(self.settled(amount)).otherwise(found)
                return pl.when(at.is_not_null()).then(found).otherwise(None)
            case n.Within(value=value, least=least, greatest=greatest) if is_point(part):
                return self.settled(value).clip(least, greatest)
            case n.Cases(key=key, words=words, parts=parts) if is_point(part):
                return self._cases(key, words, [self.settled(each) for each in parts])
            case n.MonthOf(day=day) if is_point(part):
                return _month(self.settled(day))
            case n.YearsAfter(day=day) if is_point(part):
                return _years_after(self.settled(day), years_of(part))
            case n.FirstKnown(parts=parts) if is_point(part):
                return pl.coalesce([self.settled(each) for each in parts])
            case Bands(key=key, bands=bands):
                return self._bands(key, bands)
            case n.Lookup(key=key, table=table):
                return self._looked_up(key, table)
            case _:
                low, high = self.bounds(part)
                return pl.when(low == high).then(low).otherwise(None)

    def strict(self, part: Any) -> pl.Expr:
        """The value where every part of it is known, null otherwise; half the work of the bounds.

        Null does not say that the value is open: `settled` may know it from some of its parts.
        """
        if id(part) not in self.strict_ones:
            self.strict_ones[id(part)] = self._strict(part)
        return self.strict_ones[id(part)]

    def _strict(self, part: Any) -> pl.Expr:
        match part:
            case n.Add(left=left, right=right):
                return self.strict(left) + self.strict(right)
            case n.Subtract(left=left, right=right):
                return _minus(self.strict(left), self.strict(right), held(left) == "date")
            case n.Times(left=left, right=right):
                return self.strict(left).cast(pl.Int64) * self.settled(right)
            case n.Share(of=whole, rate=rate, per=per):
                return _share(self.strict(whole), self.strict(rate), per, never_negative(rate))
            case n.Least(left=left, right=right):
                a, b = self.strict(left), self.strict(right)
                return a.clip(upper_bound=b) if _whole(left, right) else _both_known(pl.min_horizontal, a, b)
            case n.Greatest(left=left, right=right):
                a, b = self.strict(left), self.strict(right)
                return a.clip(lower_bound=b) if _whole(left, right) else _both_known(pl.max_horizontal, a, b)
            case n.Choose(when=when, then=then, otherwise=otherwise):
                holds = self.truth(when)
                found = pl.when(holds).then(self.strict(then)).when(~holds).then(self.strict(otherwise))
                return found.otherwise(None)
            case _:
                return self.settled(part)

    def _looked_up(self, key: n.Fact, table: Mapping[str, int]) -> pl.Expr:
        word, options = self._column(key)
        if options is None:
            return word.replace_strict(dict(table), default=None, return_dtype=pl.Int64) if table else _NUMBER
        found = _NUMBER
        for value, among in _by_value(table, options):
            found = pl.when(word.is_in(among)).then(pl.lit(value, dtype=pl.Int64)).otherwise(found)
        return found

    def _against_table(self, left: Any, op: str, table: n.Lookup) -> pl.Expr | None:
        """A comparison with a looked-up number, group by group of an enumeration's words: half the time."""
        word, options = self._column(table.key)
        groups = [] if options is None else _by_value(table.table, options)
        if not groups:
            return None
        value = self.settled(left)
        holds = reduce(or_, [word.is_in(among) & OPERATORS[op](value, limit) for limit, among in groups])
        listed = word.is_in([each for _, among in groups for each in among])
        return pl.when(listed & value.is_not_null()).then(holds).otherwise(None)

    def _cases(self, key: n.Fact, words: tuple[str, ...], values: list[pl.Expr]) -> pl.Expr:
        """The value of each word; an enumeration is only asked for the words it has."""
        word, options = self._column(key)
        found = _NUMBER
        for each, value in reversed(list(zip(words, values, strict=True))):
            if options is None or each in options:
                found = pl.when(word == each).then(value.cast(pl.Int64)).otherwise(found)
        return found

    def _bands(self, key: n.Fact, bands: tuple[tuple[Any, Any, Any], ...]) -> pl.Expr:
        when = self.fact(key)
        found: pl.Expr = pl.lit(None)
        for first, last, value in reversed(bands):
            found = pl.when((when >= first) & (when <= last)).then(pl.lit(value)).otherwise(found)
        return found

    def bounds(self, part: Any) -> Pair:
        if id(part) not in self.pairs:
            self.pairs[id(part)] = self._bounds(part)
        return self.pairs[id(part)]

    def _bounds(self, part: Any) -> Pair:
        if is_point(part):
            value = self.settled(part)
            return value, value
        match part:
            case n.Add(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return a + c, b + d
            case n.Subtract(left=left, right=right):
                (a, b), (c, d), days = self.bounds(left), self.bounds(right), held(left) == "date"
                return _minus(a, d, days), _minus(b, c, days)
            case n.Times(left=left, right=right):
                (a, b), factor = self.bounds(left), self.settled(right)
                return a.cast(pl.Int64) * factor, b.cast(pl.Int64) * factor
            case n.Share(of=whole, rate=rate, per=per):
                (a, b), known = self.bounds(whole), self.settled(rate)
                sure = never_negative(rate)
                return _share(a, known, per, sure), _share(b, known, per, sure)
            case n.Least(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return _both_known(pl.min_horizontal, a, c), pl.min_horizontal(b, d)
            case n.Greatest(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return pl.max_horizontal(a, c), _both_known(pl.max_horizontal, b, d)
            case n.Steps():
                step = self.settled(part)
                return step, step
            case n.Within(value=inner, least=least, greatest=greatest):
                (a, b) = self.bounds(inner)
                return a.clip(least, greatest), b.clip(least, greatest)
            case n.Cases(key=key, words=words, parts=parts):
                ends = [self.bounds(each) for each in parts]
                return self._cases(key, words, [a for a, _ in ends]), self._cases(
                    key, words, [b for _, b in ends]
                )
            case n.MonthOf(day=day):
                (a, b) = self.bounds(day)
                return _month(a), _month(b)
            case n.YearsAfter(day=day):
                (a, b) = self.bounds(day)
                return _years_after(a, years_of(part)), _years_after(b, years_of(part))
            case n.Choose(when=when, then=then, otherwise=otherwise):
                return _choose(self.truth(when), self.bounds(then), self.bounds(otherwise))
            case n.FirstKnown(parts=parts):
                low, high = self.bounds(parts[-1])
                for each in reversed(parts[:-1]):
                    value = self.settled(each)
                    low, high = pl.coalesce([value, low]), pl.coalesce([value, high])
                return low, high
            case _:
                raise TypeError(f"not a resolved value: {type(part).__name__}")

    def counted(self, frame: pl.LazyFrame, parts: list[n.Gathered]) -> pl.LazyFrame:
        """`frame` with the bounds of counts and first values in columns, which the plan reads from now on."""
        by_list: dict[str, list[_Bounds]] = {}
        for part in parts:
            if part.records.name in self.columns:
                by_list.setdefault(part.records.name, []).append(_Bounds(part, f"__b{len(self.pairs)}"))
                self.pairs[id(part)] = by_list[part.records.name][-1].pair
            else:
                self.pairs[id(part)] = _nothing(part)
        if by_list and ROW not in frame.collect_schema().names():
            frame = frame.with_row_index(ROW)
        made = list(self.made)
        whole = frame
        for records, bounds in by_list.items():
            outer = [f.name for each in bounds for f in outer_facts(each.part) if f.name in self.columns]
            rows = (
                whole.select(list(dict.fromkeys((ROW, records, *outer, *made))))
                .explode(records)
                .filter(pl.col(records).is_not_null())
                .select(ROW, *(column for each in bounds for column in each.read(self)))
                .group_by(ROW)
                .agg([column for each in bounds for column in each.gathered()])
            )
            known = pl.col(records).is_not_null()
            frame = frame.join(rows, on=ROW, how="left", maintain_order="left").with_columns(
                [column for each in bounds for column in each.settled(known, self)]
            )
            self.made += [name for each in bounds for name in each.columns]
        return frame


def _levels(named: Mapping[str, Any]) -> list[list[str]]:
    """Named conditions, those that hold no other first."""
    ids = {id(part) for part in named.values()}
    depth: dict[int, int] = {}
    levels: list[list[str]] = []
    for name, part in named.items():
        inner = (depth[id(each)] + 1 for each in n.walk(part) if each is not part and id(each) in ids)
        depth[id(part)] = max(inner, default=0)
        levels += [[]] if depth[id(part)] == len(levels) else []
        levels[depth[id(part)]].append(name)
    return levels


def _only_where(rows: pl.Expr, value: pl.Expr, elsewhere: pl.Expr, kind: Any) -> pl.Expr:
    """`value` worked out for some rows only, where it is dear and they are few."""

    def some(columns: pl.Series) -> pl.Series:
        frame = columns.struct.unnest()
        out = frame.select(elsewhere.alias("value"))["value"]
        chosen = frame.select(pl.arg_where(rows)).to_series()
        if not chosen.len():
            return out
        found = frame.filter(rows).lazy().select(value.alias("value")).collect(engine="in-memory")
        return out.scatter(chosen, found["value"])

    names = dict.fromkeys((*rows.meta.root_names(), *value.meta.root_names()))
    return pl.struct(*names).map_batches(some, return_dtype=kind, is_elementwise=True)


def _kind(part: n.Gathered) -> Any:
    if isinstance(part, n.FirstWhere):
        return type_of(part.field)
    return pl.Date if isinstance(part, n.Served) else pl.Int64


def _nothing(part: n.Gathered) -> Pair:
    """The bounds where the frame knows no such list."""
    open_ = pl.lit(None, dtype=_kind(part))
    if isinstance(part, n.Matched):
        return pl.lit(0), pl.lit(len(part.items))
    return (pl.lit(0) if isinstance(part, n.CountWhere) else open_), open_


@dataclass(frozen=True)
class _Bounds:
    """The columns of one gathered value on the way from records to bounds."""

    part: n.Gathered
    name: str

    @property
    def low(self) -> str:
        return f"{self.name}_low"

    @property
    def high(self) -> str:
        return f"{self.name}_high"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns its bounds are read from."""
        return (self.name,) if self.by_row else (self.low, self.high)

    @property
    def by_row(self) -> bool:
        """Whether the bounds are worked out by a function of the row's records, not by expressions."""
        return isinstance(self.part, n.Served | n.Matched)

    @property
    def pair(self) -> Pair:
        if self.by_row:
            return pl.col(self.name).struct.field("low"), pl.col(self.name).struct.field("high")
        return pl.col(self.low), pl.col(self.high)

    def read(self, plan: _Plan) -> list[pl.Expr]:
        """What is read of each record: whether it counts, and the field wanted."""
        if isinstance(self.part, n.Matched):
            truths = [plan.truth(item).alias(f"i{place}") for place, item in enumerate(self.part.items)]
            return [pl.struct(truths or [pl.lit(None).alias("none")]).alias(self.name)]
        if isinstance(self.part, n.Served):
            period = plan.fact(self.part.start).alias("start"), plan.fact(self.part.end).alias("end")
            return [pl.struct(plan.truth(self.part.where).alias("counts"), *period).alias(self.name)]
        truth = plan.truth(self.part.where).alias(self.name)
        if isinstance(self.part, n.CountWhere):
            return [truth]
        return [truth, plan.fact(self.part.field).alias(f"{self.name}_value")]

    def gathered(self) -> list[pl.Expr]:
        """What is gathered over the records of a row."""
        if self.by_row:
            return [pl.col(self.name)]
        sure, may = pl.col(self.name).fill_null(False), pl.col(self.name).fill_null(True)
        if isinstance(self.part, n.CountWhere):
            return [
                may_be.sum().cast(pl.Int64).alias(name)
                for name, may_be in ((self.low, sure), (self.high, may))
            ]
        value = pl.col(f"{self.name}_value")
        if isinstance(self.part, n.SumWhere):
            number, none = value.cast(pl.Int64).fill_null(0), pl.lit(0, dtype=pl.Int64)
            least, most = (pl.min_horizontal(number, none), pl.max_horizontal(number, none))
            return [
                pl.when(sure).then(number).when(may).then(least).otherwise(none).sum().alias(self.low),
                pl.when(sure).then(number).when(may).then(most).otherwise(none).sum().alias(self.high),
                (may & value.is_null()).any().alias(f"{self.name}_blank"),
            ]
        return [
            value.filter(may).min().alias(self.low),
            value.filter(sure).min().alias(self.high),
            (may & value.is_null()).any().alias(f"{self.name}_blank"),
        ]

    def settled(self, known: pl.Expr, plan: _Plan) -> list[pl.Expr]:
        """The bounds: a row without records gathered nothing, a list that is not known may hold anything."""
        if isinstance(self.part, n.Served):
            since = (pl.lit(date.min),) * 2 if self.part.since is None else plan.bounds(self.part.since)
            return [_row_by_row(self._served, pl.Date, known, self.name, *since)]
        if isinstance(self.part, n.Matched):
            return [_row_by_row(self._matched, pl.Int64, known, self.name)]
        low, high = self.pair
        if isinstance(self.part, n.CountWhere):
            return [low.fill_null(0), pl.when(known).then(high.fill_null(0)).otherwise(None).alias(self.high)]
        if isinstance(self.part, n.SumWhere):
            told = known & ~pl.col(f"{self.name}_blank").fill_null(False)
            return [
                pl.when(told).then(each.fill_null(0)).otherwise(None).alias(name)
                for each, name in ((low, self.low), (high, self.high))
            ]
        kind = _kind(self.part)
        never = pl.lit(NEVER if kind == pl.Date else NEVER_MONTH, dtype=kind)
        whole = known & ~pl.col(f"{self.name}_blank").fill_null(False)
        return [
            pl.when(whole).then(low.fill_null(never)).otherwise(None).alias(self.low),
            pl.when(known).then(high.fill_null(never)).otherwise(None).alias(self.high),
        ]

    def _served(self, rows: list[dict[str, Any]] | None, early: Any, late: Any) -> Bounds:
        assert isinstance(self.part, n.Served)
        periods = None if rows is None else [(row["counts"], row["start"], row["end"]) for row in rows]
        return served(periods, years_of(self.part), (early, late), self.part.way, self.part.unbroken)

    def _matched(self, rows: list[dict[str, Any]] | None) -> Bounds:
        assert isinstance(self.part, n.Matched)
        return matched(None if rows is None else [list(row.values()) for row in rows], len(self.part.items))


def _row_by_row(work: Callable[..., Bounds], kind: Any, known: pl.Expr, name: str, *more: pl.Expr) -> pl.Expr:
    """A column of bounds that `work` gives for a row's records (none where the list is unknown) and `more`."""
    bounds = pl.Struct({"low": kind, "high": kind})

    def pairs(columns: pl.Series) -> pl.Series:
        found = []
        for row in columns.struct.unnest().iter_rows():
            low, high = work(list(row[1] or ()) if row[0] else None, *row[2:])
            found.append({"low": low, "high": high})
        return pl.Series(name, found, dtype=bounds)

    read = [known.alias("known"), pl.col(name), *(each.alias(f"more{i}") for i, each in enumerate(more))]
    return pl.struct(read).map_batches(pairs, return_dtype=bounds, is_elementwise=True).alias(name)


def _by_value(table: Mapping[str, int], options: list[str]) -> list[tuple[int, list[str]]]:
    """The numbers of a table, each with those of its words that the enumeration has."""
    found: dict[int, list[str]] = {}
    for word in options:
        if word in table:
            found.setdefault(table[word], []).append(word)
    return sorted(found.items())


def _choose(when: pl.Expr, yes: Pair, no: Pair) -> Pair:
    low = _both_known(pl.min_horizontal, yes[0], no[0])
    high = _both_known(pl.max_horizontal, yes[1], no[1])
    return (
        pl.when(when).then(yes[0]).when(~when).then(no[0]).otherwise(low),
        pl.when(when).then(yes[1]).when(~when).then(no[1]).otherwise(high),
    )


def _three(yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    return pl.when(yes).then(True).when(no).then(False).otherwise(None)


def _both_known(pick: Any, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    return pl.when(left.is_not_null() & right.is_not_null()).then(pick(left, right)).otherwise(None)


def _minus(left: pl.Expr, right: pl.Expr, dates: bool) -> pl.Expr:
    return (left - right).dt.total_days() if dates else left - right


def _share(whole: pl.Expr, rate: pl.Expr, per: int, sure: bool) -> pl.Expr:
    """Half up and away from zero, in whole numbers; null where the rate is below zero (`sure`: it never is)."""
    whole, rate = whole.cast(pl.Int64), rate.cast(pl.Int64)
    if per == 1:
        share = whole * rate
    else:
        share = (2 * whole.abs() * rate + per) // (2 * per) * whole.sign()
    return share if sure else pl.when(rate >= 0).then(share).otherwise(None)


def _whole(left: Any, right: Any) -> bool:
    """Whether the right one is a number that is always known, so that clipping keeps the left one's nulls."""
    return isinstance(right, n.Const) and held(left) == "number"


def _month(day: pl.Expr) -> pl.Expr:
    return day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1


def _years_after(day: pl.Expr, years: int) -> pl.Expr:
    return day.dt.offset_by(f"{years}y").clip(upper_bound=NEVER)


def frame_of(rows: Iterable[dict[str, Any]], facts: Iterable[n.Fact]) -> pl.DataFrame:
    """A frame with the columns and types of `facts` from typed rows."""
    return pl.DataFrame(list(rows), schema={fact.name: type_of(fact) for fact in facts}, strict=False)


def type_of(fact: n.Fact) -> Any:
    """The Polars type of a fact's column."""
    if fact.kind == "records":
        return pl.List(pl.Struct({part.name: type_of(part) for part in fact.fields}))
    return TYPES[fact.kind]
