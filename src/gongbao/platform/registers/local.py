"""The registers as kept in Gongbao's own tables, filled by import; named as local on screen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.postgres.aggregates import BitOr
from django.db.models import BigIntegerField, F, Func, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from gongbao.law.text import Text
from gongbao.platform.registers.answers import Earlier, Graduation, Hardship, Insurance, Times
from gongbao.platform.registers.kinds import kind
from gongbao.platform.registers.models import Batch
from gongbao.platform.registers.protocol import Asked
from gongbao.platform.registers.spells import Spell, union
from gongbao.platform.registers.storing import table

A = TypeVar("A")
_BITS = 60  # months that fit one 64-bit set


class LocalRegister(Generic[A]):
    """A register in this database. A real connection is another class with the same four members."""

    code: ClassVar[str]

    @property
    def label(self) -> Text:
        """Its name, with the remark that it is kept here."""
        name = kind(self.code).label
        return Text(f"{name.zh}（本系统登记簿）", f"{name.en} (local register)")

    def covers(self, known_at: datetime | None = None) -> tuple[Spell, ...]:
        """The days for which imports up to `known_at` claim to be complete."""
        batches = Batch.objects.filter(kind=self.code, covers_from__isnull=False)
        if known_at is not None:
            batches = batches.filter(imported_at__lte=known_at)
        days = batches.values_list("covers_from", "covers_to")
        return union(Spell(first, last) for first, last in days if first)

    def lookup_many(self, asked: Asked) -> Mapping[str, A]:
        """Answers by person (or firm), one statement however many are asked."""
        raise NotImplementedError

    def people(self) -> frozenset[str]:
        """The fingerprints of everybody it has rows of now."""
        return frozenset(self.rows(None).values_list("person", flat=True).distinct())

    def rows(self, known_at: datetime | None) -> QuerySet[Any]:
        """Rows as known at an instant, by default now."""
        rows = table(kind(self.code))._default_manager.all()
        if known_at is None:
            return rows.filter(superseded_at=None)
        return rows.filter(Q(superseded_at=None) | Q(superseded_at__gt=known_at), recorded_at__lte=known_at)

    def grouped(
        self, asked: Asked, columns: Sequence[str], make: Callable[..., A]
    ) -> Mapping[str, tuple[A, ...]]:
        """Each person's rows, made into values and ordered by their columns."""
        found: dict[str, list[A]] = defaultdict(list)
        rows = self.rows(asked.known_at).filter(person__among=asked.people).order_by(*columns)
        for person, *cells in rows.values_list("person", *columns):
            found[person].append(make(*cells))
        return {person: tuple(values) for person, values in found.items()}


class InsuranceRegister(LocalRegister[Insurance]):
    """Months of social insurance; the database gathers them into bit sets, one row a person."""

    code = "insurance"

    def lookup_many(self, asked: Asked) -> Mapping[str, Insurance]:
        found: dict[str, Insurance] = {}
        for first in range(asked.first, asked.last + 1, _BITS):
            last = min(asked.last, first + _BITS - 1)
            for person, *masks in self._masks(asked, first, last):
                part = Insurance(*(_months(mask or 0, first) for mask in masks))
                found[person] = found[person].with_more(part) if person in found else part
        return found

    def _masks(self, asked: Asked, first: int, last: int) -> Any:
        """Each person with four sets of months, bit 0 for `first`: here, paid, paid late, elsewhere."""
        here = Q(firm=asked.firm)
        delay = ExtractYear("paid_on") * 12 + ExtractMonth("paid_on") - 1 - F("month")
        bit = Func(
            F("month") - first, template="(1::bigint << (%(expressions)s))", output_field=BigIntegerField()
        )
        rows = self.rows(asked.known_at).filter(person__among=asked.people, month__gte=first, month__lte=last)
        return (
            rows.alias(delay=delay)
            .values("person")
            .annotate(
                months_here=BitOr(bit, filter=here),
                months_paid=BitOr(bit, filter=here & Q(paid=True)),
                months_late=BitOr(bit, filter=here & Q(paid=True, delay__gte=2)),
                months_elsewhere=BitOr(bit, filter=~here),
            )
            .values_list("person", "months_here", "months_paid", "months_late", "months_elsewhere")
        )


class UnemployedRegister(LocalRegister[tuple[Spell, ...]]):
    """Spells of registered unemployment."""

    code = "unemployed"

    def lookup_many(self, asked: Asked) -> Mapping[str, tuple[Spell, ...]]:
        return self.grouped(asked, ("starts_on", "ends_on"), Spell)  # type: ignore[arg-type, return-value]


class HardToEmployRegister(LocalRegister[tuple[Hardship, ...]]):
    """Recognitions as hard to employ and pending applications."""

    code = "hard_to_employ"

    def lookup_many(self, asked: Asked) -> Mapping[str, tuple[Hardship, ...]]:
        columns = ("starts_on", "ends_on", "category", "applied_on", "refused_on", "office", "due_on")
        return self.grouped(asked, columns, _hardship)  # type: ignore[arg-type, return-value]


class GraduateRegister(LocalRegister[tuple[Graduation, ...]]):
    """Graduations."""

    code = "graduates"

    def lookup_many(self, asked: Asked) -> Mapping[str, tuple[Graduation, ...]]:
        columns = (
            "graduated_on",
            "school",
            "school_in_beijing",
            "household_in_beijing",
            "level",
            "class_kind",
        )
        return self.grouped(asked, columns, Graduation)  # type: ignore[arg-type, return-value]


class TrainingRegister(LocalRegister[Times]):
    """Training subsidies enjoyed, counted by year and policy."""

    code = "training_subsidies"

    def lookup_many(self, asked: Asked) -> Mapping[str, Times]:
        found: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        rows = self.rows(asked.known_at).filter(person__among=asked.people)
        for person, year, policy in rows.values_list("person", "year", "policy"):
            found[person][year][policy] += 1
        return {
            person: {year: dict(times) for year, times in years.items()} for person, years in found.items()
        }


class EarlierRegister(LocalRegister[Earlier]):
    """Part in earlier work-training schemes."""

    code = "earlier_scheme"

    def lookup_many(self, asked: Asked) -> Mapping[str, Earlier]:
        found: dict[str, set[int | None]] = defaultdict(set)
        rows = self.rows(asked.known_at).filter(person__among=asked.people)
        for person, month in rows.values_list("person", "month"):
            found[person].add(month)
        return {
            person: Earlier(frozenset(m for m in months if m is not None), None in months)
            for person, months in found.items()
        }


class FirmRegister(LocalRegister[list[dict[str, Any]]]):
    """A register of firms: its rows of a firm as known, in the order of their days."""

    def __init__(self, code: str, order: str = "starts_on") -> None:
        self.code, self._order = code, order  # type: ignore[misc]

    def lookup_many(self, asked: Asked) -> Mapping[str, list[dict[str, Any]]]:
        return {
            asked.firm: list(self.rows(asked.known_at).filter(firm=asked.firm).order_by(self._order).values())
        }


@lru_cache(maxsize=4096)
def _months(mask: int, first: int) -> frozenset[int]:
    return frozenset(first + bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def _hardship(
    starts_on: date | None,
    ends_on: date | None,
    category: str,
    applied_on: date | None,
    refused_on: date | None,
    office: str,
    due_on: date | None,
) -> Hardship:
    spell = Spell(starts_on, ends_on) if starts_on else None
    return Hardship(category, spell, applied_on, refused_on, office, due_on)
