"""The interpreter: the reference meaning of a resolved rule for one case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from typing import Any

from gongbao.kernel.rules import logic, spans
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.logic import UNKNOWN, Bounds, Truth
from gongbao.kernel.rules.resolve import Bands

NEVER = spans.NEVER
NEVER_MONTH = NEVER.year * 12 + NEVER.month - 1
"""“Has none” is a value, later than every day: only ``None`` is unknown."""


class Interpreter:
    """Evaluates conditions to true, false or ``None`` and values to bounds, remembering each part."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.states: dict[int, Truth] = {}
        self.found: dict[int, Bounds] = {}
        self.listed: dict[tuple[str, int], list[Truth] | None] = {}
        self.days: dict[int, Bounds] = {}
        """The earliest days that `earliest` has worked out."""

    def truth(self, part: Any, record: Mapping[str, Any] | None = None) -> Truth:
        """The truth of a condition."""
        if record is not None and part.of_record:
            return self._truth(part, record)
        if id(part) not in self.states:
            self.states[id(part)] = self._truth(part, None)
        state: Truth = self.states[id(part)]
        return state

    def _truth(self, part: Any, record: Mapping[str, Any] | None) -> Truth:
        match part:
            case n.Fact():
                value: Truth = self._fact(part, record)
                return value
            case n.All(parts=parts):
                return logic.all_true(self.truth(each, record) for each in parts)
            case n.Any_(parts=parts):
                return logic.any_true(self.truth(each, record) for each in parts)
            case n.AtLeast(count=count, parts=parts):
                return logic.at_least_true(count, [self.truth(each, record) for each in parts])
            case n.Not(part=inner):
                return logic.opposite(self.truth(inner, record))
            case n.Compare(left=left, op=op, right=right):
                return logic.compare(self.bounds(left, record), op, self.bounds(right, record))
            case n.In(value=value_node, words=words):
                word = logic.point(self.bounds(value_node, record))
                return None if word is None else word in words
            case n.FirstKnown(parts=parts):
                truths = (self.truth(each, record) for each in parts)
                return next((each for each in truths if each is not None), None)
            case n.OnlyIf(when=when, then=then):
                return self.truth(then, record) if self.truth(when, record) is True else None
            case _:
                raise TypeError(f"not a resolved condition: {type(part).__name__}")

    def bounds(self, part: Any, record: Mapping[str, Any] | None = None) -> Bounds:
        """The bounds of a value."""
        if record is not None and part.of_record:
            return self._bounds(part, record)
        if id(part) not in self.found:
            self.found[id(part)] = self._bounds(part, None)
        return self.found[id(part)]

    def _bounds(self, part: Any, record: Mapping[str, Any] | None) -> Bounds:
        match part:
            case n.Const(value=value):
                return value, value
            case n.Fact():
                found = self._fact(part, record)
                return found, found
            case n.Add(left=left, right=right):
                return logic.add(self.bounds(left, record), self.bounds(right, record))
            case n.Subtract(left=left, right=right):
                return logic.subtract(self.bounds(left, record), self.bounds(right, record))
            case n.Times(left=left, right=right):
                return logic.times(self.bounds(left, record), _factor(right))
            case n.Share(of=whole, rate=rate, per=per):
                return logic.share(self.bounds(whole, record), self.bounds(rate, record), per)
            case n.Least(left=left, right=right):
                return logic.least(self.bounds(left, record), self.bounds(right, record))
            case n.Greatest(left=left, right=right):
                return logic.greatest(self.bounds(left, record), self.bounds(right, record))
            case n.Steps(value=value, limits=limits, amounts=amounts):
                at = logic.point(self.bounds(value, record))
                return UNKNOWN if at is None else self.bounds(amounts[bisect_left(limits, at)], record)
            case n.Within(value=value, least=least, greatest=greatest):
                low, high = self.bounds(value, record)
                return _within(low, least, greatest), _within(high, least, greatest)
            case n.Cases(key=key, words=words, parts=parts):
                word = self._fact(key, record)
                return self.bounds(parts[words.index(word)], record) if word in words else UNKNOWN
            case n.MonthOf(day=day):
                return logic.month_of(self.bounds(day, record))
            case n.YearsAfter(day=day):
                low, high = self.bounds(day, record)
                years = years_of(part)
                return logic.years_after(low, years), logic.years_after(high, years)
            case n.Choose(when=when, then=then, otherwise=otherwise):
                holds = self.truth(when, record)
                yes, no = self.bounds(then, record), self.bounds(otherwise, record)
                return logic.either(yes, no) if holds is None else yes if holds else no
            case n.FirstKnown(parts=parts):
                *before, last = parts
                tried = (self.bounds(each, record) for each in before)
                known = (each for each in tried if logic.point(each) is not None)
                return next(known, None) or self.bounds(last, record)
            case n.CountWhere(records=records, where=where):
                return self._count(records, where)
            case n.SumWhere(records=records, field=field, where=where):
                return self._sum(records, field, where)
            case n.FirstWhere(records=records, field=field, where=where):
                return self._first(records, field, where)
            case n.Served():
                return self._served(part)
            case n.Matched(records=records, items=items):
                columns = [self.truths(records, each) or () for each in items]
                rows = self.facts.get(records.name)
                truths = None if rows is None else [[each[i] for each in columns] for i in range(len(rows))]
                return spans.matched(truths, len(items))
            case Bands(key=key, bands=bands):
                when = self._fact(key, record)
                hits = [v for first, last, v in bands if when is not None and first <= when <= last]
                return (hits[0], hits[0]) if hits else UNKNOWN
            case n.Lookup(key=key, table=table):
                found = table.get(self._fact(key, record) or "")
                return found, found
            case _:
                raise TypeError(f"not a resolved value: {type(part).__name__}")

    def _fact(self, fact: n.Fact, record: Mapping[str, Any] | None) -> Any:
        if fact.of:
            return None if record is None else record.get(fact.name)
        return self.facts.get(fact.name)

    def truths(self, records: n.Fact, where: Any) -> list[Truth] | None:
        """The truth of a condition for each record of a list, remembered; nothing for a list that is not known."""
        key = records.name, id(where)
        if key not in self.listed:
            rows = self.facts.get(records.name)
            self.listed[key] = None if rows is None else [self._of_row(where, row) for row in rows]
        return self.listed[key]

    def _of_row(self, part: Any, row: Mapping[str, Any]) -> Truth:
        """The truth of a condition for one record; most records are of another sort, which is seen first."""
        if type(part) is n.All and part.parts:
            sort = part.parts[0]
            if type(sort) is n.In and type(sort.value) is n.Fact:
                word = self._fact(sort.value, row)
                if word is not None and word not in sort.words:
                    return False
        return self.truth(part, row)

    def _count(self, records: n.Fact, where: Any) -> Bounds:
        truths = self.truths(records, where)
        if truths is None:
            return 0, None
        return truths.count(True), len(truths) - truths.count(False)

    def _sum(self, records: n.Fact, field: n.Fact, where: Any) -> Bounds:
        rows = self.facts.get(records.name)
        truths = self.truths(records, where)
        if rows is None or truths is None:
            return UNKNOWN
        counted = [(truth, row.get(field.name)) for truth, row in zip(truths, rows, strict=True)]
        if any(truth is not False and value is None for truth, value in counted):
            return UNKNOWN
        sure = sum(value for truth, value in counted if truth)
        may = [value for truth, value in counted if truth is None]
        return sure + sum(min(value, 0) for value in may), sure + sum(max(value, 0) for value in may)

    def _served(self, part: n.Served) -> Bounds:
        rows = self.facts.get(part.records.name)
        start, end = part.start.name, part.end.name
        truths = self.truths(part.records, part.where) or ()
        periods = (
            None
            if rows is None
            else [(t, r.get(start), r.get(end)) for t, r in zip(truths, rows, strict=True)]
        )
        since = (date.min, date.min) if part.since is None else self.bounds(part.since)
        return spans.served(periods, years_of(part), since, part.way, part.unbroken)

    def _first(self, records: n.Fact, field: n.Fact, where: Any) -> Bounds:
        rows = self.facts.get(records.name)
        if rows is None:
            return UNKNOWN
        never: Any = NEVER_MONTH if field.kind == "month" else NEVER
        low = high = never
        for truth, row in zip(self.truths(records, where) or (), rows, strict=True):
            value = row.get(field.name)
            if truth is False:
                continue
            low = None if low is None or value is None else min(low, value)
            if truth is True and value is not None:
                high = min(high, value)
        return low, high


def years_of(part: n.Served | n.YearsAfter) -> int:
    """The whole number of years a resolved part asks for."""
    assert isinstance(part.years, n.Const)
    return int(part.years.value)  # type: ignore[arg-type]


def _within(value: Any, least: int, greatest: int) -> Any:
    return None if value is None else min(max(value, least), greatest)


def _factor(right: n.Value) -> int:
    if isinstance(right, n.Const) and isinstance(right.value, int) and right.value >= 0:
        return right.value
    raise TypeError("a factor is a constant that is not negative")
