"""The Polars compiler: a resolved rule as expressions over a frame with one column per fact.

Lists of records are columns of structs; a count over them is worked out on the exploded rows and joined
back. A fact without a column is unknown for every row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

import polars as pl

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.explain import facts_of
from gongbao.kernel.rules.interpret import NEVER, NEVER_MONTH
from gongbao.kernel.rules.kinds import held, is_point, is_truth
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Bands

Pair: TypeAlias = tuple[pl.Expr, pl.Expr]

TYPES: dict[str, Any] = {
    "yes_no": pl.Boolean,
    "integer": pl.Int64,
    "fen": pl.Int64,
    "month": pl.Int32,
    "date": pl.Date,
    "word": pl.String,
}
ROW = "__row"


def determine_frame(ruling: Ruling, frame: pl.LazyFrame, *, conditions: bool = False) -> pl.LazyFrame:
    """`frame` with `verdict` (true, false, null), `waits_for_people` and, if the question has one, `amount_fen`.

    With `conditions`, one three-valued column for each named condition as well.
    """
    plan = _Plan(set(frame.collect_schema().names()))
    verdict = plan.truth(ruling.condition)
    amount = plan.settled(ruling.amount) if ruling.amount is not None else None
    waits = plan.only_people(ruling.condition)
    for name, stage in plan.counts.items():
        frame = stage.join(frame, name)
    if conditions:
        named = {p.tag.name: p for p in n.walk(ruling.condition) if getattr(p, "tag", None)}  # type: ignore[attr-defined]
        frame, verdict = _staged(frame, plan, ruling.condition, named)
    frame = frame.with_columns(verdict.alias("verdict"))
    truth = pl.col("verdict")
    if amount is not None:
        frame = frame.with_columns(
            pl.when(truth)
            .then(amount)
            .when(~truth)
            .then(0)
            .otherwise(None)
            .cast(pl.Int64)
            .alias("amount_fen")
        )
    frame = frame.with_columns((truth.is_null() & waits).alias("waits_for_people"))
    return frame.drop([ROW, *plan.made], strict=False)


def _staged(
    frame: pl.LazyFrame, plan: _Plan, root: Any, named: dict[str, Any]
) -> tuple[pl.LazyFrame, pl.Expr]:
    """Each named condition as a column of its own, the inner ones first, so that none is worked out twice."""
    depth = {name: _depth(part, named) for name, part in named.items()}
    for level in sorted(set(depth.values())):
        now = {name: plan.truth(named[name]) for name, at in depth.items() if at == level}
        frame = frame.with_columns(**now)
        plan.known |= {id(named[name]): pl.col(name) for name in now}
        plan.forget_above(named[name] for name in now)
    return frame, plan.truth(root)


def _depth(part: Any, named: dict[str, Any]) -> int:
    ids = {id(each) for each in named.values()}
    below = [_depth(each, named) for each in n.walk(part) if each is not part and id(each) in ids]
    return 1 + max(below, default=0)


@dataclass
class _Stage:
    """A count or least value over the exploded records of each row."""

    records: n.Fact
    outer: tuple[str, ...]
    values: list[pl.Expr]

    def join(self, frame: pl.LazyFrame, name: str) -> pl.LazyFrame:
        """`frame` with the stage's bounds joined on, null where a row's list itself is unknown."""
        if ROW not in frame.collect_schema().names():
            frame = frame.with_row_index(ROW)
        keep = [pl.col(name) for name in dict.fromkeys((ROW, self.records.name, *self.outer))]
        rows = (
            frame.select(keep)
            .explode(self.records.name)
            .filter(pl.col(self.records.name).is_not_null())
            .group_by(ROW)
            .agg([value.name.prefix(name) for value in self.values])
        )
        return frame.join(rows, on=ROW, how="left", maintain_order="left")


@dataclass
class _Plan:
    """Writes expressions, remembering each part's."""

    columns: set[str]
    known: dict[int, Any] = field(default_factory=dict)
    counts: dict[str, _Stage] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def forget_above(self, parts: Iterable[Any]) -> None:
        """Keep only what is now a column: parents are written anew on top of it."""
        del parts
        self.known = {key: value for key, value in self.known.items() if _is_column(value)}

    def fact(self, fact: n.Fact) -> pl.Expr:
        if fact.of:
            return pl.col(fact.of).struct.field(fact.name)
        return pl.col(fact.name) if fact.name in self.columns else pl.lit(None, dtype=TYPES[fact.kind])

    def truth(self, part: Any) -> pl.Expr:
        if id(part) not in self.known:
            self.known[id(part)] = self._truth(part)
        made: pl.Expr = self.known[id(part)]
        return made

    def _truth(self, part: Any) -> pl.Expr:
        match part:
            case n.Fact():
                return self.fact(part)
            case n.All(parts=parts):
                return reduce(and_, [self.truth(each) for each in parts]) if parts else pl.lit(True)
            case n.Any_(parts=parts):
                return reduce(or_, [self.truth(each) for each in parts]) if parts else pl.lit(False)
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
                return self.settled(value).is_in(sorted(words))
            case n.FirstKnown(parts=parts):
                return pl.coalesce([self.truth(each) for each in parts])
            case n.OnlyIf(when=when, then=then):
                return pl.when(self.truth(when)).then(self.truth(then)).otherwise(None)
            case _:
                raise TypeError(f"not a resolved condition: {type(part).__name__}")

    def _compare(self, left: Any, op: str, right: Any) -> pl.Expr:
        if is_point(left) and is_point(right):
            return _operate(self.settled(left), op, self.settled(right))
        (a, b), (c, d) = self.bounds(left), self.bounds(right)
        if op in {"==", "!="}:
            same = (a == b) & (a == c) & (c == d)
            apart = (b < c).fill_null(False) | (d < a).fill_null(False)
            return (
                _three(same.fill_null(False), apart) if op == "==" else _three(apart, same.fill_null(False))
            )
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
            case n.Times(left=left, right=right):
                return self.settled(left).cast(pl.Int64) * self.settled(right)
            case n.Least(left=left, right=right) if is_point(left) and is_point(right):
                return _both_known(pl.min_horizontal, self.settled(left), self.settled(right))
            case n.Greatest(left=left, right=right) if is_point(left) and is_point(right):
                return _both_known(pl.max_horizontal, self.settled(left), self.settled(right))
            case n.MonthOf(day=day):
                start = self.settled(day)
                return start.dt.year() * 12 + start.dt.month().cast(pl.Int32) - 1
            case Bands(key=key, bands=bands):
                return self._bands(key, bands)
            case n.Lookup(key=key, table=table):
                if not table:
                    return pl.lit(None, dtype=pl.Int64)
                return self.fact(key).replace_strict(dict(table), default=None, return_dtype=pl.Int64)
            case _:
                low, high = self.bounds(part)
                return pl.when(low == high).then(low).otherwise(None)

    def _bands(self, key: n.Fact, bands: tuple[tuple[Any, Any, int], ...]) -> pl.Expr:
        when = self.fact(key)
        found: Any = pl.lit(None, dtype=pl.Int64)
        for first, last, value in reversed(bands):
            inside = (when >= first) & (when <= last)
            found = pl.when(inside).then(pl.lit(value, dtype=pl.Int64)).otherwise(found)
        made: pl.Expr = found
        return made

    def bounds(self, part: Any) -> Pair:
        key = -id(part)
        if key not in self.known:
            self.known[key] = self._bounds(part)
        pair: Pair = self.known[key]
        return pair

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
            case n.Least(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return _both_known(pl.min_horizontal, a, c), pl.min_horizontal(b, d)
            case n.Greatest(left=left, right=right):
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return pl.max_horizontal(a, c), _both_known(pl.max_horizontal, b, d)
            case n.MonthOf(day=day):
                (a, b) = self.bounds(day)
                return _month(a), _month(b)
            case n.Choose(when=when, then=then, otherwise=otherwise):
                return self._choose(self.truth(when), self.bounds(then), self.bounds(otherwise))
            case n.FirstKnown(parts=parts):
                low, high = self.bounds(parts[-1])
                for each in reversed(parts[:-1]):
                    a, b = self.bounds(each)
                    known = a.is_not_null() & (a == b)
                    low = pl.when(known).then(a).otherwise(low)
                    high = pl.when(known).then(b).otherwise(high)
                return low, high
            case n.CountWhere(records=records, where=where):
                return self._count(records, where)
            case n.FirstWhere(records=records, field=field_, where=where):
                return self._first(records, field_, where)
            case _:
                raise TypeError(f"not a resolved value: {type(part).__name__}")

    def _choose(self, when: pl.Expr, yes: Pair, no: Pair) -> Pair:
        low = _both_known(pl.min_horizontal, yes[0], no[0])
        high = _both_known(pl.max_horizontal, yes[1], no[1])
        return (
            pl.when(when).then(yes[0]).when(~when).then(no[0]).otherwise(low),
            pl.when(when).then(yes[1]).when(~when).then(no[1]).otherwise(high),
        )

    def _stage(self, records: n.Fact, where: Any, values: list[pl.Expr]) -> str:
        name = f"__{len(self.counts)}_"
        outer = (*(f.name for f in facts_of(where) if f.name in self.columns), *self.made)
        self.counts[name] = _Stage(records, outer, values)
        self.made += [name + value.meta.output_name() for value in values]
        return name

    def _count(self, records: n.Fact, where: Any) -> Pair:
        if records.name not in self.columns:
            return pl.lit(0, dtype=pl.Int64), pl.lit(None, dtype=pl.Int64)
        truth = self.truth(where)
        sure = truth.fill_null(False).sum().cast(pl.Int64).alias("sure")
        may = truth.fill_null(True).sum().cast(pl.Int64).alias("may")
        name = self._stage(records, where, [sure, may])
        known = pl.col(records.name).is_not_null()
        high = pl.when(known).then(pl.col(name + "may").fill_null(0)).otherwise(None)
        return pl.col(name + "sure").fill_null(0), high

    def _first(self, records: n.Fact, field_: n.Fact, where: Any) -> Pair:
        kind = TYPES[field_.kind]
        if records.name not in self.columns:
            nothing = pl.lit(None, dtype=kind)
            return nothing, nothing
        never = pl.lit(NEVER if field_.kind == "date" else NEVER_MONTH, dtype=kind)
        truth, value = self.truth(where), self.fact(field_)
        may = truth.fill_null(True)
        low = value.filter(may).min().alias("low")
        blank = (may & value.is_null()).any().alias("blank")
        high = value.filter(truth.fill_null(False)).min().alias("high")
        name = self._stage(records, where, [low, blank, high])
        known = pl.col(records.name).is_not_null()
        sure = known & ~pl.col(name + "blank").fill_null(False)
        return (
            pl.when(sure).then(pl.col(name + "low").fill_null(never)).otherwise(None),
            pl.when(known).then(pl.col(name + "high").fill_null(never)).otherwise(None),
        )

    def only_people(self, part: Any) -> pl.Expr:
        """Whether an undetermined condition waits for nothing but people's findings."""
        facts = [f for f in facts_of(part) if f.judged_by]
        return pl.lit(False) if not facts else ~self._asks(part)

    def _asks(self, part: Any) -> pl.Expr:
        """Whether a fact that no person judges can still change an undetermined part."""
        match part:
            case n.Fact():
                unknown = self.fact(part).is_null() if part.kind != "records" else self._no_list(part)
                return pl.lit(False) if part.judged_by or not part.ask else unknown
            case n.All(parts=parts) | n.Any_(parts=parts) | n.AtLeast(parts=parts):
                return _any_of([self.truth(each).is_null() & self._asks(each) for each in parts])
            case n.Not(part=inner):
                return self._asks(inner)
            case n.OnlyIf(when=when, then=then):
                open_when = self.truth(when).is_null() & self._asks(when)
                return open_when | (self.truth(when).fill_null(False) & self._asks(then))
            case n.Choose(when=when, then=then, otherwise=otherwise):
                holds = self.truth(when)
                return _any_of(
                    [
                        holds.is_null() & self._asks(when),
                        holds.fill_null(True) & self._open(then),
                        ~holds.fill_null(False) & self._open(otherwise),
                    ]
                )
            case n.CountWhere(records=records) | n.FirstWhere(records=records):
                plain = [self.fact(f).is_null() for f in facts_of(part.where) if f.ask and not f.judged_by]
                low, high = self.bounds(part)
                own = self._no_list(records) | (low != high).fill_null(True)
                return own if not plain else _any_of([own, *plain])
            case _:
                key = [part.key] if isinstance(part, Bands | n.Lookup) and not part.key.of else []
                return _any_of([self._open(each) for each in (*key, *part.children()) if each is not None])

    def _no_list(self, records: n.Fact) -> pl.Expr:
        return pl.col(records.name).is_null() if records.name in self.columns else pl.lit(True)

    def _open(self, part: Any) -> pl.Expr:
        value = self.truth(part) if is_truth(part) else self.settled(part)
        return value.is_null() & self._asks(part)


def _any_of(parts: list[pl.Expr]) -> pl.Expr:
    return reduce(or_, parts) if parts else pl.lit(False)


def _three(yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    return pl.when(yes).then(True).when(no).then(False).otherwise(None)


def _both_known(pick: Any, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    return pl.when(left.is_not_null() & right.is_not_null()).then(pick(left, right)).otherwise(None)


def _minus(left: pl.Expr, right: pl.Expr, dates: bool) -> pl.Expr:
    return (left - right).dt.total_days() if dates else left - right


def _month(day: pl.Expr) -> pl.Expr:
    return day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1


def _operate(left: pl.Expr, op: str, right: pl.Expr) -> pl.Expr:
    match op:
        case ">=":
            return left >= right
        case ">":
            return left > right
        case "<=":
            return left <= right
        case "<":
            return left < right
        case "==":
            return left == right
        case _:
            return left != right


def _is_column(value: Any) -> bool:
    return isinstance(value, pl.Expr) and value.meta.is_column()


def frame_of(rows: Iterable[dict[str, Any]], facts: Iterable[n.Fact]) -> pl.DataFrame:
    """A frame with the columns and types of `facts` from typed rows."""
    return pl.DataFrame(list(rows), schema={fact.name: type_of(fact) for fact in facts}, strict=False)


def type_of(fact: n.Fact) -> Any:
    """The Polars type of a fact's column."""
    if fact.kind == "records":
        return pl.List(pl.Struct({part.name: type_of(part) for part in fact.fields}))
    return TYPES[fact.kind]
