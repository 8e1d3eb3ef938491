"""Assessment by the agency: everybody of a firm by the one rule, in bulk; differences against what was handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

import polars as pl
from django.db.models import Q

from gongbao.kernel.calendar.month import first_day
from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection.models import (
    Assessment,
    AssessmentLine,
    FirmRegistration,
    FlexibleRegistration,
    Insured,
)
from gongbao.platform.social_insurance_collection.words import month_text
from gongbao.policies.social_insurance_collection.rules import (
    BOOK,
    DOCUMENT,
    EMPLOYEE,
    EMPLOYEE_PARTS,
    FLEXIBLE,
    FLEXIBLE_PARTS,
)

Parts = dict[str, dict[str, int]]
"""Fen by insurance and side: ``{"pension": {"employer": …, "employee": …}}``."""


class Assessed(NamedTuple):
    """An assessment made: its key, version, people, total (fen), and people that could not be settled."""

    assessment: UUID
    version: int
    persons: int
    total: int
    open: int


def assess_firm(tx: Tx, firm: UUID, month: int, *, case: UUID | None = None) -> Assessed:
    """Assess everybody a firm has insured in `month`; the next version if the month was assessed before.

    Refuses a month with nobody, and names the people whose contribution a person must settle first.
    """
    registration = FirmRegistration.objects.get(pk=firm)
    there = Q(first_month__lte=month) & (Q(last_month=None) | Q(last_month__gte=month))
    people = list(Insured.objects.filter(there, firm=registration).order_by("person_hash"))
    facts = [
        {
            "month": month,
            "payer_type": registration.payer_type,
            "registered": True,
            "declared_base": row.declared_base,
            "relief_size": registration.relief_size,
            "injury_class": registration.injury_class,
            "injury_float": registration.injury_float,
            "rural_household": row.rural_household,
        }
        for row in people
    ]
    payer = collections.firm_payer(
        registration.credit_code, registration.name, registration.office, registration.party
    )
    return _assess(tx, EMPLOYEE, EMPLOYEE_PARTS, payer, month, people, facts, case)


def assess_flexible(tx: Tx, registration: UUID, month: int) -> Assessed:
    """Assess one flexible worker's month by base and insurances chosen."""
    row = FlexibleRegistration.objects.get(pk=registration)
    if row.first_month > month or (row.last_month is not None and row.last_month < month):
        raise _nobody(month)
    facts = {
        "month": month,
        "registered": True,
        "flex_type": row.flex_type,
        "employs_others": row.employs_others,
        "insured_by_employer": row.insured_by_employer,
        "other_flexible_found": row.flex_type == "other",
        "asks_injury": False,
        "chose_base": row.chosen_base is not None,
        "chosen_base": row.chosen_base,
        "last_base": row.last_base,
        "joins_pension": "pension" in row.joins,
        "joins_unemployment": "unemployment" in row.joins,
        "joins_medical": "medical" in row.joins,
    }
    payer = flexible_payer(row)
    row.declared_base = row.chosen_base if row.chosen_base is not None else row.last_base  # type: ignore[attr-defined]
    return _assess(tx, FLEXIBLE, FLEXIBLE_PARTS, payer, month, [row], [facts], None)


def flexible_payer(row: FlexibleRegistration) -> collections.Payer:
    """A registered flexible worker as payer."""
    return collections.Payer(
        "person", row.person_name, row.person_hash, row.person_shown, row.office, row.party
    )


def _assess(
    tx: Tx,
    question: Question,
    parts: Mapping[str, Any],
    payer: collections.Payer,
    month: int,
    people: list[Any],
    facts: list[dict[str, Any]],
    case: UUID | None,
) -> Assessed:
    if not people:
        raise _nobody(month)
    tx.lock(f"social/assess/{payer.hash}/{month}")
    ruling = question.at(first_day(month))
    told = determine_frame(ruling, frame_of(facts, question.facts).lazy(), values=True).collect()
    unsettled = [person.person_name for person, good in zip(people, _good(told), strict=True) if not good]
    if unsettled:
        raise Refusal(
            Text(
                f"有{len(unsettled)}人不能核定：{'、'.join(unsettled[:5])}",
                f"{len(unsettled)} people cannot be assessed: {', '.join(unsettled[:5])}",
            ),
            where=month_text(month),
            mend=Text("请先补齐登记资料或由人认定", "Complete the records or have a person decide"),
            clause=DOCUMENT + "2.1.a",
        )
    totals = told.select([pl.col(name).sum() for name in parts]).row(0, named=True)
    version = Assessment.objects.filter(payer_hash=payer.hash, month=month).count() + 1
    row = Assessment.objects.create(
        office=payer.office,
        party=payer.party,
        case=case,
        payer_hash=payer.hash,
        month=month,
        version=version,
        persons=len(people),
        total=int(told["amount_fen"].sum()),
        items=_by_item(totals),
        basis=basis(question, month, people),
        assessed_at=tx.now,
        assessed_by=tx.actor.identity,
    )
    AssessmentLine.objects.bulk_create(
        [
            AssessmentLine(
                office=payer.office,
                party=payer.party,
                assessment=row,
                person_hash=person.person_hash,
                person_name=person.person_name,
                person_shown=person.person_shown,
                declared_base=person.declared_base,
                parts={name: found[name] for name in question.values},
                amount=found["amount_fen"],
            )
            for person, found in zip(people, told.iter_rows(named=True), strict=True)
        ],
        2000,
    )
    tx.audit("social.assessed", assessment=str(row.id), persons=row.persons, total=row.total, version=version)
    return Assessed(row.id, version, row.persons, row.total, 0)


def _good(told: pl.DataFrame) -> list[bool]:
    return (told["verdict"].fill_null(False) & told["amount_fen"].is_not_null()).to_list()


def _by_item(totals: Mapping[str, int]) -> Parts:
    """``pension_employer`` and the like, by insurance and side; a flexible worker's parts are their own."""
    found: Parts = {}
    for name, fen in totals.items():
        item, _, side = name.partition("_")
        found.setdefault(item, {})[side or "own"] = int(fen)
    return found


def basis(question: Question, month: int, people: list[Any]) -> dict[str, Any]:
    """How a month was worked out, as payers are told: each dated parameter with value, source and confidence."""
    used = question.at(first_day(month)).parameters
    return {
        "question": question.id,
        "persons": len(people),
        "declared": sum(person.declared_base for person in people),
        "parameters": {
            name: {
                "title": [BOOK[name].title.zh, BOOK[name].title.en],
                "value": str(dated.value),
                "unit": BOOK[name].unit,
                "from": dated.from_.isoformat(),
                "source": [dated.source.zh, dated.source.en],
                "confidence": dated.confidence,
            }
            for name, dated in used.items()
        },
    }


def _nobody(month: int) -> Refusal:
    return Refusal(
        Text(f"{month_text(month)} 没有参保人员", f"Nobody is insured in {month_text(month)}"),
        mend=Text("请先办参保登记", "Register them first"),
        clause=DOCUMENT + "2.1",
    )
