"""What the registers answer, as plain values: None is unknown, empty is "has none"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongbao.kernel.calendar.month import first_day, last_day
from gongbao.platform.registers.spells import Spell, covered

Months = frozenset[int]


@dataclass(frozen=True, slots=True)
class Insurance:
    """A person's months of social insurance, at the firm asked about and at others.

    `paid_here`: every insured kind was paid; `backpaid_here`: of these, paid after the end of the next month.
    """

    here: Months = frozenset()
    paid_here: Months = frozenset()
    backpaid_here: Months = frozenset()
    elsewhere: Months = frozenset()

    def with_more(self, other: Insurance) -> Insurance:
        """The months of both."""
        return Insurance(
            self.here | other.here,
            self.paid_here | other.paid_here,
            self.backpaid_here | other.backpaid_here,
            self.elsewhere | other.elsewhere,
        )


@dataclass(frozen=True, slots=True)
class Hardship:
    """A recognition as hard to employ (`spell`), or an application refused or still pending."""

    category: str
    spell: Spell | None
    applied_on: date | None
    refused_on: date | None
    office: str
    due_on: date | None

    @property
    def pending(self) -> bool:
        """Whether the application still awaits its decision."""
        return self.spell is None and self.refused_on is None


@dataclass(frozen=True, slots=True)
class Graduation:
    """A graduation; places are None when the register does not say."""

    graduated_on: date
    school: str
    school_in_beijing: bool | None
    household_in_beijing: bool | None
    level: str
    class_kind: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Part in earlier work-training schemes: months at any firm, and whether some row names no month."""

    months: Months = frozenset()
    whole: bool = False


Times = Mapping[int, Mapping[str, int]]
"""Training subsidies enjoyed, by year and policy."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The days for which each register answers completely, by its code."""

    spells: Mapping[str, tuple[Spell, ...]]
    _known: dict[tuple[Any, ...], bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def whole(self, kind: str, starts_on: date, ends_on: date) -> bool:
        """Whether the register answers for every day between; worked out once for all people."""
        asked = kind, starts_on, ends_on
        if asked not in self._known:
            self._known[asked] = covered(self.spells.get(kind, ()), starts_on, ends_on)
        return self._known[asked]

    def whole_month(self, kind: str, month: int) -> bool:
        """Whether the register answers for every day of the month."""
        asked = kind, month
        if asked not in self._known:
            self._known[asked] = self.whole(kind, first_day(month), last_day(month))
        return self._known[asked]

    def any(self, kind: str, starts_on: date, ends_on: date) -> bool:
        """Whether the register answers for some day between."""
        return any(s.starts_on <= ends_on and starts_on <= s.last for s in self.spells.get(kind, ()))


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the registers say of one person, seen from one firm, as of `on`.

    A part is None when its register neither answers for any of the days asked nor holds a row of this
    person. Within that, the methods answer for one day, month or year: None where it is not covered.
    """

    person: str
    on: date
    cover: Cover
    name: str = ""
    insurance: Insurance | None = None
    unemployed: tuple[Spell, ...] | None = None
    hardship: tuple[Hardship, ...] | None = None
    graduations: tuple[Graduation, ...] | None = None
    training: Times | None = None
    earlier: Earlier | None = None
    sources: Mapping[str, str] = field(default_factory=dict)

    def insured_here(self, month: int) -> bool | None:
        """Whether the person was insured by the firm in that month."""
        return self._in_month(month, self._months.here)

    def paid_here(self, month: int) -> bool | None:
        """Whether every insured kind of that month at the firm was paid."""
        return self._in_month(month, self._months.paid_here)

    def insured_elsewhere(self, month: int) -> bool | None:
        """Whether another firm insured the person in that month."""
        return self._in_month(month, self._months.elsewhere)

    def unemployed_on(self, day: date) -> bool | None:
        """Whether the person was registered as unemployed on that day."""
        return self._on_day("unemployed", day, self.unemployed or ())

    def hard_to_employ_on(self, day: date) -> bool | None:
        """Whether a recognition as hard to employ ran on that day; None also while a decision is pending."""
        spells = tuple(each.spell for each in self.hardship or () if each.spell)
        if not any(spell.holds(day) for spell in spells) and self.pending(day):
            return None
        return self._on_day("hard_to_employ", day, spells)

    def pending(self, day: date) -> tuple[Hardship, ...]:
        """Applications for that recognition made by `day` and not yet decided."""
        return tuple(h for h in self.hardship or () if h.pending and h.applied_on and h.applied_on <= day)

    def graduated_in(self, year: int) -> tuple[Graduation, ...] | None:
        """Graduations of that calendar year; None when there is none and the register does not cover it."""
        found = tuple(g for g in self.graduations or () if g.graduated_on.year == year)
        known = self.cover.whole(
            "graduates", date(year, 1, 1), min(date(year, 12, 31), max(self.on, date(year, 1, 1)))
        )
        return found if found or known else None

    def training_times(self, year: int) -> int | None:
        """Training subsidies enjoyed in that calendar year up to `on`; None unless the year is covered."""
        last = min(date(year, 12, 31), max(self.on, date(year, 1, 1)))
        if not self.cover.whole("training_subsidies", date(year, 1, 1), last):
            return None
        return sum((self.training or {}).get(year, {}).values())

    @property
    def _months(self) -> Insurance:
        return self.insurance or Insurance()

    def _in_month(self, month: int, months: Months) -> bool | None:
        if month in months:
            return True
        return False if self.cover.whole_month("insurance", month) else None

    def _on_day(self, kind: str, day: date, spells: tuple[Spell, ...]) -> bool | None:
        if any(spell.holds(day) for spell in spells):
            return True
        return False if self.cover.whole(kind, day, day) else None
