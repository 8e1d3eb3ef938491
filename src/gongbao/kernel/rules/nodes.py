"""The tree of a rule: conditions and values, each able to be unknown.

Conditions are true, false or unknown (``None``). Values are whole numbers (fen, months, counts), dates or
words; an uncertain number is carried as bounds, so that six countable months stay six although a seventh
is still unknown. Python's ``and``, ``or``, ``not`` and ``if`` are refused on conditions: write ``&``, ``|``,
``~``, `all_of`, `any_of`, `at_least`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, Self, TypeAlias

from gongbao.kernel.calendar.years import Way
from gongbao.law.text import Text

Scalar: TypeAlias = int | date | str
Operator: TypeAlias = Literal[">=", ">", "<=", "<", "==", "!="]
Kind: TypeAlias = Literal["yes_no", "integer", "fen", "date", "month", "word", "records"]


class Node:
    """Any part of a rule."""

    def children(self) -> tuple[Node, ...]:
        """The parts this one is made of, left to right."""
        return ()

    @cached_property
    def of_record(self) -> bool:
        """Whether it is read for one record of a list, not for the case."""
        return any(each.of_record for each in self.children())

    @cached_property
    def timed(self) -> bool:
        """Whether it, resolved, may wait for a day; what is gathered over a list is taken as it is."""
        return any(each.timed for each in self.children())

    @cached_property
    def steady(self) -> bool:
        """Whether it says the same on any day, under any readings and parameters."""
        return all(each.steady for each in self.children())


class _Dated(Node):
    """A part that is not resolved before day, readings and parameters are known."""

    @cached_property
    def steady(self) -> bool:
        return False


class Condition(Node):
    """A part that is true, false or unknown."""

    tag: Tag | None

    def named(self, name: str, label: Text, clause: str) -> Self:
        """The same condition as a unit of explanation: its name, its words and the clause it carries out."""
        return replace(self, tag=Tag(name, label, clause))  # type: ignore[type-var]

    def __and__(self, other: Condition) -> All:
        return all_of(self, other)

    def __or__(self, other: Condition) -> Any_:
        return any_of(self, other)

    def __invert__(self) -> Not:
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError("a condition has no truth of its own: write & | ~, all_of, any_of, at_least")


class Value(Node):
    """A part that is a number, a date or a word, perhaps known only within bounds."""

    def __ge__(self, other: Value | Scalar) -> Compare:
        return Compare(self, ">=", as_value(other))

    def __gt__(self, other: Value | Scalar) -> Compare:
        return Compare(self, ">", as_value(other))

    def __le__(self, other: Value | Scalar) -> Compare:
        return Compare(self, "<=", as_value(other))

    def __lt__(self, other: Value | Scalar) -> Compare:
        return Compare(self, "<", as_value(other))

    def equals(self, other: Value | Scalar) -> Compare:
        """Equal to a value (``==`` is left to Python)."""
        return Compare(self, "==", as_value(other))

    def differs(self, other: Value | Scalar) -> Compare:
        """Different from a value."""
        return Compare(self, "!=", as_value(other))

    def one_of(self, *words: str) -> In:
        """One of a closed list of words."""
        return In(self, frozenset(words))

    def __add__(self, other: Value | int) -> Add:
        return Add(self, as_value(other))

    def __sub__(self, other: Value | int) -> Subtract:
        return Subtract(self, as_value(other))

    def __mul__(self, other: Value | int) -> Times:
        return Times(self, as_value(other))

    def at_most(self, limit: Value | int) -> Least:
        """The smaller of this and `limit`: what a cap leaves."""
        return Least(self, as_value(limit))

    def at_least_of(self, floor: Value | int) -> Greatest:
        """The larger of this and `floor`."""
        return Greatest(self, as_value(floor))


@dataclass(frozen=True)
class Tag:
    """What an explanation says of a condition."""

    name: str
    label: Text
    clause: str


@dataclass(frozen=True)
class Option:
    """One word a fact may be."""

    word: str
    label: Text


@dataclass(frozen=True, eq=False)
class Fact(Value, Condition):
    """Something that must be known about one case.

    `ask` orders questions (cheap ones first; 0 is never asked, only taken where it is given); `prefill` names the register that may answer; `judged_by`
    names who finds it, where a person judges; `fields` are the facts of one record of a list.
    """

    name: str
    kind: Kind
    label: Text
    help: Text = Text("", "")
    ask: int = 10
    prefill: str = ""
    judged_by: Text | None = None
    options: tuple[Option, ...] = ()
    fields: tuple[Fact, ...] = ()
    of: str = ""
    tag: Tag | None = None

    @cached_property
    def of_record(self) -> bool:
        return bool(self.of)

    @cached_property
    def by_name(self) -> Mapping[str, Fact]:
        """The fields of one record of this list by their names."""
        return {part.name: part for part in self.fields}

    def __getitem__(self, name: str) -> Fact:
        """A field of one record of this list."""
        for part in self.fields:
            if part.name == name:
                return replace(part, of=self.name)
        raise KeyError(f"{self.name} has no field {name}")


@dataclass(frozen=True, eq=False)
class Const(Value):
    """A value written in the rule itself."""

    value: Scalar


@dataclass(frozen=True, eq=False)
class Param(_Dated, Value):
    """A dated parameter, taken at the day of the determination, or at `when` (a month or date fact)."""

    name: str
    when: Fact | None = None

    def children(self) -> tuple[Node, ...]:
        return () if self.when is None else (self.when,)


@dataclass(frozen=True, eq=False)
class Lookup(Value):
    """A fixed table of numbers, looked up by a word; unknown where the table has no such word."""

    name: str
    key: Fact
    table: Mapping[str, int]

    def children(self) -> tuple[Node, ...]:
        return (self.key,)


@dataclass(frozen=True, eq=False)
class _Pair(Value):
    left: Value
    right: Value

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class Add(_Pair):
    """Sum of two numbers."""


class Subtract(_Pair):
    """Difference of two numbers, or of two dates in days."""


class Times(_Pair):
    """A number times a constant that is not negative."""


class Least(_Pair):
    """The smaller of two numbers."""


class Greatest(_Pair):
    """The larger of two numbers."""


@dataclass(frozen=True, eq=False)
class Share(Value):
    """`rate`/`per` of a number, rounded half up to a whole one (halves away from zero).

    A parameter that is a ratio may stand as the rate. The rate is known or unknown, never between two
    bounds; one below zero counts as unknown. Twice the number times the rate must stay under 2**63.
    """

    of: Value
    rate: Value
    per: int = 1

    def __post_init__(self) -> None:
        if self.per < 1:
            raise ValueError("a share is of one part or more")

    def children(self) -> tuple[Node, ...]:
        return (self.of, self.rate)


@dataclass(frozen=True, eq=False)
class Steps(Value):
    """The amount of a scale with steps: that of the first limit the value does not exceed, else the last.

    There is one amount more than limits; amounts are constants or parameters.
    """

    value: Value
    limits: tuple[int, ...]
    amounts: tuple[Const | Param, ...]

    def __post_init__(self) -> None:
        if len(self.amounts) != len(self.limits) + 1 or list(self.limits) != sorted(set(self.limits)):
            raise ValueError("a scale has rising limits and one amount more than limits")

    def children(self) -> tuple[Node, ...]:
        return (self.value, *self.amounts)


@dataclass(frozen=True, eq=False)
class Within(Value):
    """A number kept between a least and a greatest one; unknown while the number is, even within these bounds.

    Where the bounds themselves may settle an answer, write `Least` and `Greatest`, which cost more in bulk.
    """

    value: Value
    least: int
    greatest: int

    def children(self) -> tuple[Node, ...]:
        return (self.value,)


@dataclass(frozen=True, eq=False)
class Cases(Value):
    """The number that belongs to a word: each word has its own; unknown for a word that has none."""

    key: Fact
    words: tuple[str, ...]
    parts: tuple[Value, ...]

    def __post_init__(self) -> None:
        if len(self.words) != len(self.parts) or len(set(self.words)) != len(self.words):
            raise ValueError("each word has one number")

    def children(self) -> tuple[Node, ...]:
        return (self.key, *self.parts)


@dataclass(frozen=True, eq=False)
class MonthOf(Value):
    """The month of a date, as year × 12 + month − 1."""

    day: Value

    def children(self) -> tuple[Node, ...]:
        return (self.day,)


@dataclass(frozen=True, eq=False)
class YearsAfter(Value):
    """The corresponding day whole years after a date: 28 February for 29 February, never past the calendar."""

    day: Value
    years: Value

    def children(self) -> tuple[Node, ...]:
        return (self.day, self.years)


@dataclass(frozen=True, eq=False)
class Choose(Value):
    """One value where a condition holds, else the other."""

    when: Condition
    then: Value
    otherwise: Value

    def children(self) -> tuple[Node, ...]:
        return (self.when, self.then, self.otherwise)


class _OfMany(Value):
    """One value of the case out of many records."""

    @cached_property
    def of_record(self) -> bool:
        return False

    @cached_property
    def timed(self) -> bool:
        return False


@dataclass(frozen=True, eq=False)
class CountWhere(_OfMany):
    """How many records of a list satisfy a condition: between those that do and those that may."""

    records: Fact
    where: Condition

    def children(self) -> tuple[Node, ...]:
        return (self.where,)


@dataclass(frozen=True, eq=False)
class SumWhere(_OfMany):
    """What a number adds up to over the records that satisfy a condition; unknown while one of these lacks it."""

    records: Fact
    field: Fact
    where: Condition

    def children(self) -> tuple[Node, ...]:
        return (self.where,)


@dataclass(frozen=True, eq=False)
class FirstWhere(_OfMany):
    """The least `field` among the records that satisfy a condition; unknown while an earlier one may."""

    records: Fact
    field: Fact
    where: Condition

    def children(self) -> tuple[Node, ...]:
        return (self.where,)


@dataclass(frozen=True, eq=False)
class Served(_OfMany):
    """The day on which the periods of a list, from `since` on, make up full years: overlaps count once.

    A period runs from its first to its last day, both included; a period without a last day goes on.
    Breaks push the day back by as many days as they last; with `unbroken` one run without a break must
    make up the years. Zero years are complete on the first day served. A day that never comes is
    ``date.max``, like a first day nobody has.
    """

    records: Fact
    start: Fact
    end: Fact
    where: Condition
    years: Value
    since: Value | None = None
    way: Way = "same_day"
    unbroken: bool = False

    def children(self) -> tuple[Node, ...]:
        return (self.where, self.years, *([] if self.since is None else [self.since]))


@dataclass(frozen=True, eq=False)
class Matched(_OfMany):
    """How many items can be met by the records of a list when each record serves one item only."""

    records: Fact
    items: tuple[Condition, ...]

    def children(self) -> tuple[Node, ...]:
        return self.items


@dataclass(frozen=True, eq=False)
class Today(_Dated, Value):
    """The day of the determination."""


@dataclass(frozen=True, eq=False)
class FirstKnown(Value, Condition):
    """The first part whose value is known: a finding before what would be worked out in its place."""

    parts: tuple[Any, ...]
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True, eq=False)
class Compare(Condition):
    """A comparison of two values."""

    left: Value
    op: Operator
    right: Value
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False)
class In(Condition):
    """A word that stands in a closed list."""

    value: Value
    words: frozenset[str]
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.value,)


@dataclass(frozen=True, eq=False)
class FullYears(_Dated, Condition):
    """At least `years` completed years from a date to the day of the determination."""

    since: Value
    years: Value
    tag: Tag | None = None
    way: Way = "same_day"

    def children(self) -> tuple[Node, ...]:
        return (self.since,)


@dataclass(frozen=True, eq=False)
class RatioAtLeast(_Dated, Condition):
    """`part` is at least the ratio (an exact fraction) of `whole`, in whole numbers."""

    part: Value
    whole: Value
    ratio: Param | Fraction
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.part, self.whole)


@dataclass(frozen=True, eq=False)
class OnlyIf(Condition):
    """A condition that has a meaning only where another holds; unknown otherwise."""

    when: Condition
    then: Condition
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.when, self.then)


@dataclass(frozen=True, eq=False)
class Not(Condition):
    """The opposite of a condition."""

    part: Condition
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.part,)


@dataclass(frozen=True, eq=False)
class All(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True, eq=False)
class Any_(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True, eq=False)
class AtLeast(Condition):
    """At least `count` parts hold: counted as those that do, and those that still may."""

    count: int
    parts: tuple[Condition, ...]
    tag: Tag | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.count <= len(self.parts):
            raise ValueError(f"at least {self.count} of {len(self.parts)} parts is no condition")

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True, eq=False)
class Reading(_Dated, Condition, Value):
    """A place where the text allows several readings, each written out under its choice."""

    id: str
    choices: Mapping[str, Any] = field(default_factory=dict)
    tag: Tag | None = None

    def children(self) -> tuple[Node, ...]:
        return tuple(self.choices.values())


def as_value(value: Value | Scalar) -> Value:
    """A value, from a value or a plain number, date or word (floats and truth values are refused)."""
    if isinstance(value, Value):
        return value
    if isinstance(value, bool | float):
        raise TypeError(f"a rule's value is a whole number, a date or a word, not {value!r}")
    return Const(value)


def all_of(*parts: Condition) -> All:
    """Every part holds; untagged nested conjunctions are joined."""
    return All(_joined(All, parts))


def any_of(*parts: Condition) -> Any_:
    """At least one part holds; untagged nested alternatives are joined."""
    return Any_(_joined(Any_, parts))


def at_least(count: int, *parts: Condition) -> AtLeast:
    """At least `count` of the parts hold."""
    return AtLeast(count, parts)


Gathered: TypeAlias = CountWhere | SumWhere | FirstWhere | Served | Matched
"""Values gathered over the records of a list."""

ALWAYS = All(())
"""A condition that always holds: where a reading asks for nothing more."""


def first_known(*parts: Any) -> FirstKnown:
    """The first part whose value is known."""
    return FirstKnown(parts)


def _joined(kind: type[All] | type[Any_], parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) and part.tag is None else (part,))
    return tuple(flat)


def walk(node: Node) -> list[Node]:
    """The node and everything below it, depth first, each once."""
    seen: dict[int, Node] = {}
    stack = [node]
    while stack:
        here = stack.pop()
        if id(here) not in seen:
            seen[id(here)] = here
            stack.extend(reversed(here.children()))
    return list(seen.values())
