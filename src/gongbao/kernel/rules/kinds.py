"""What a value holds: whole numbers, dates or words; needed where compilers write them differently."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, TypeAlias

from gongbao.kernel.rules import nodes as n

Held: TypeAlias = Literal["number", "date", "word", "truth"]


def held(part: Any) -> Held:
    """What a resolved value holds."""
    match part:
        case n.Fact(kind="date"):
            return "date"
        case n.Fact(kind="word"):
            return "word"
        case n.Fact(kind="yes_no"):
            return "truth"
        case n.Const(value=value):
            return "date" if isinstance(value, date) else "word" if isinstance(value, str) else "number"
        case n.Least() | n.Greatest() | n.Add():
            return held(part.left)
        case n.Choose(then=then):
            return held(then)
        case n.FirstKnown(parts=parts):
            return held(parts[-1])
        case n.FirstWhere(field=field):
            return held(field)
        case n.Served() | n.YearsAfter():
            return "date"
        case n.Condition() if not isinstance(part, n.Value):
            return "truth"
        case _:
            return "number"


def is_truth(part: Any) -> bool:
    """Whether the part is read as true, false or unknown."""
    return held(part) == "truth"


def is_point(part: Any) -> bool:
    """Whether the value is always either known or wholly unknown, never between two bounds."""
    match part:
        case n.Fact() | n.Const():
            return True
        case n.Add() | n.Subtract() | n.Times():
            return is_point(part.left) and is_point(part.right)
        case n.Share(of=whole):
            return is_point(whole)
        case n.MonthOf(day=day) | n.YearsAfter(day=day):
            return is_point(day)
        case n.Steps() | n.Cases() | n.Within():
            return all(is_point(each) for each in part.children())
        case n.FirstKnown(parts=parts):
            return is_point(parts[-1])
        case n.Least() | n.Greatest() | n.Choose():
            return False
        case n.CountWhere() | n.SumWhere() | n.FirstWhere() | n.Served() | n.Matched():
            return False
        case _:
            return True


def never_negative(part: Any) -> bool:
    """Whether a value can be seen not to fall below zero, whatever the facts."""
    match part:
        case n.Const(value=int(value)):
            return value >= 0
        case n.Within(least=least):
            return least >= 0
        case n.Steps(amounts=parts) | n.Cases(parts=parts):
            return all(never_negative(each) for each in parts)
        case n.Lookup(table=table):
            return all(value >= 0 for value in table.values())
        case _:
            return False


def reads_record(part: Any) -> bool:
    """Whether the part is read for one record of a list, not for the case."""
    reads: bool = part.of_record
    return reads


def counts(part: Any) -> bool:
    """Whether the part makes one value of the case out of many records."""
    return isinstance(part, n.Gathered)


def of_records(part: n.Gathered) -> tuple[Any, ...]:
    """The conditions a gathered value asks of the records of its list."""
    return part.items if isinstance(part, n.Matched) else (part.where,)


def case_parts(roots: Iterable[Any]) -> list[Any]:
    """Everything read for the case itself, each part after those it is made of, each once."""
    found: dict[int, Any] = {}
    seen: dict[int, tuple[Any, bool]] = {}

    def for_one_record(part: Any) -> bool:
        if id(part) in seen:
            return seen[id(part)][1]
        inside = [for_one_record(each) for each in part.children()]
        reads = bool(part.of) if isinstance(part, n.Fact) else any(inside) and not counts(part)
        seen[id(part)] = part, reads
        if not reads:
            found[id(part)] = part
        return reads

    for root in roots:
        for_one_record(root)
    return list(found.values())


def named_conditions(root: Any, facts: Iterable[n.Fact]) -> dict[str, Any]:
    """The named conditions of the case itself by the column that shows them.

    The column bears the condition's name, with ``_met`` added where a fact already has that name.
    """
    taken, found = {fact.name for fact in facts}, dict[str, Any]()
    for part in case_parts([root]):
        tag = getattr(part, "tag", None)
        if tag is not None:
            found.setdefault(tag.name + ("_met" if tag.name in taken else ""), part)
    return found


def count_levels(roots: Iterable[Any]) -> list[list[n.Gathered]]:
    """What is gathered over lists, those whose parts hold no other first."""
    levels: list[list[n.Gathered]] = []
    depth: dict[int, int] = {}
    for part in case_parts(roots):
        if isinstance(part, n.Gathered):
            below = (each for each in n.walk(part) if each is not part)
            level = max((depth[id(each)] + 1 for each in below if id(each) in depth), default=0)
            depth[id(part)] = level
            levels += [[]] if level == len(levels) else []
            levels[level].append(part)
    return levels
