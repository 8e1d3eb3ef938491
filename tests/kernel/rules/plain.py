"""An oracle of its own: the written rule over complete facts, in two values and with its own look-ups."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from trees import BOOK, NEVER

from gongbao.kernel.calendar.years import completed_years
from gongbao.kernel.rules import nodes as n

OPERATORS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}


def completed(start: date, years: int, way: str) -> date:
    """The day on which the years are full, by looking at the calendar day by day."""
    if years == 0 or start == NEVER:
        return start
    if way == "calendar_year":
        return date(start.year + years, 1, 1)
    day = start
    while completed_years(start, day) < years:
        day += timedelta(days=1)
    leap_day = (start.month, start.day) == (2, 29) and day.day != 29
    return day + timedelta(days=way == "next_day" or (way == "march_first" and leap_day))


def month(day: date) -> int:
    return day.year * 12 + day.month - 1


class Plain:
    """What a written, unresolved rule says on `on` where every fact is known."""

    def __init__(self, facts: Mapping[str, Any], on: date, readings: Mapping[str, str]) -> None:
        self.facts, self.on, self.readings = facts, on, readings

    def of(self, part: Any, record: Mapping[str, Any] | None = None) -> Any:
        def say(each: Any) -> Any:
            return self.of(each, record)

        match part:
            case n.Fact():
                return record[part.name] if part.of and record is not None else self.facts[part.name]
            case n.Const():
                return part.value
            case n.Reading():
                return say(part.choices[self.readings[part.id]])
            case n.All():
                return all(say(each) for each in part.parts)
            case n.Any_():
                return any(say(each) for each in part.parts)
            case n.AtLeast():
                return sum(bool(say(each)) for each in part.parts) >= part.count
            case n.Not():
                return not say(part.part)
            case n.Compare():
                return OPERATORS[part.op](say(part.left), say(part.right))
            case n.In():
                return say(part.value) in part.words
            case n.FullYears():
                return completed(say(part.since), say(part.years), part.way) <= self.on
            case n.Today():
                return self.on
            case n.RatioAtLeast():
                ratio = say(part.ratio) if isinstance(part.ratio, n.Param) else part.ratio
                return say(part.part) >= say(part.whole) * ratio
            case n.Param():
                return self.parameter(part, None if part.when is None else say(part.when))
            case n.Lookup():
                return part.table[say(part.key)]
            case n.Add():
                return say(part.left) + say(part.right)
            case n.Subtract():
                difference = say(part.left) - say(part.right)
                return difference if isinstance(difference, int) else difference.days
            case n.Times():
                return say(part.left) * say(part.right)
            case n.Share():
                exact = say(part.of) * Fraction(say(part.rate)) / part.per
                return int(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
            case n.Steps():
                below = [
                    a for limit, a in zip(part.limits, part.amounts, strict=False) if say(part.value) <= limit
                ]
                return say(below[0] if below else part.amounts[-1])
            case n.Within():
                return min(max(say(part.value), part.least), part.greatest)
            case n.Cases():
                return say(dict(zip(part.words, part.parts, strict=True))[say(part.key)])
            case n.Least():
                return min(say(part.left), say(part.right))
            case n.Greatest():
                return max(say(part.left), say(part.right))
            case n.MonthOf():
                return month(say(part.day))
            case n.Choose():
                return say(part.then) if say(part.when) else say(part.otherwise)
            case n.CountWhere():
                return sum(bool(self.of(part.where, row)) for row in self.facts[part.records.name])
            case n.SumWhere():
                rows = self.facts[part.records.name]
                return sum(row[part.field.name] for row in rows if self.of(part.where, row))
            case n.FirstWhere():
                never: Any = NEVER if part.field.kind == "date" else month(NEVER)
                rows = self.facts[part.records.name]
                return min((row[part.field.name] for row in rows if self.of(part.where, row)), default=never)
            case _:
                raise TypeError(type(part).__name__)

    def parameter(self, part: n.Param, when: Any) -> Any:
        if when is None:
            return next(each.value for each in BOOK[part.name].values if each.holds(self.on))
        if isinstance(when, date):
            return next(each.value for each in BOOK[part.name].values if each.holds(when))
        first = date(when // 12, when % 12 + 1, 1)
        return next(each.value for each in BOOK[part.name].values if each.holds(first))
