"""Assessment by the agency: everybody of a firm by the one rule, in bulk; differences against what was handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import polars as pl
from django.db.models import Max, Q

from gongbao.kernel.calendar import month as months
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


STEP = 2000


def assess_firm(tx: Tx, firm: UUID, month: int, *, case: UUID | None = None) -> Assessment:
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
    if not people:
        raise _nobody(month)
    tx.lock(f"social/assess/{payer.hash}/{month}")
    told = _determined(EMPLOYEE, month, facts)
    unsettled = [person.person_name for person, good in zip(people, _good(told), strict=True) if not good]
    if unsettled:
        raise Refusal(
            Text(
                f"有{len(unsettled)}人不能核定：{'、'.join(unsettled[:5])}",
                f"{len(unsettled)} people cannot be assessed: {', '.join(unsettled[:5])}",
            ),
            where=months.iso(month),
            mend=Text("请先补齐登记资料或由人认定", "Complete the records or have a person decide"),
            clause=DOCUMENT + "2.1.a",
        )
    row = _assessment(
        tx,
        payer,
        month,
        Assessment.objects.filter(payer_hash=payer.hash, month=month).count() + 1,
        amount=int(told["amount_fen"].sum()),
        items=_by_item(told.select([pl.col(name).sum() for name in EMPLOYEE_PARTS]).row(0, named=True)),
        basis=basis(EMPLOYEE, month, len(people), sum(person.declared_base for person in people)),
        case=case,
    )
    row.save(force_insert=True)
    AssessmentLine.objects.bulk_create(
        [
            _line(EMPLOYEE, row, person, person.declared_base, found)
            for person, found in zip(people, told.iter_rows(named=True), strict=True)
        ],
        STEP,
    )
    tx.audit(
        "social.assessed", assessment=str(row.id), persons=row.persons, total=row.total, version=row.version
    )
    return row


class Unsettled(NamedTuple):
    """Somebody whose month the rule does not settle; shown masked."""

    name: str
    shown: str
    registration: UUID


def assess_flexible(
    tx: Tx, rows: Sequence[FlexibleRegistration], month: int
) -> tuple[list[Assessment], list[Unsettled]]:
    """Assess flexible workers' month by base and insurances chosen, all at once.

    Returns an assessment for each whom the rule settles, and the others: a person decides about those.
    """
    rows = [row for row in rows if row.first_month <= month <= (row.last_month or month)]
    if not rows:
        return [], []
    tx.lock(*(f"social/assess/{row.person_hash}/{month}" for row in rows))
    told = _determined(FLEXIBLE, month, [_flexible_facts(row, month) for row in rows])
    known = Assessment.objects.filter(month=month, payer_hash__in=[row.person_hash for row in rows])
    versions = dict(known.values_list("payer_hash").annotate(last=Max("version")))
    shared, made, lines = basis(FLEXIBLE, month, 1, 0), list[Assessment](), list[AssessmentLine]()
    unsettled = []
    for row, good, found in zip(rows, _good(told), told.iter_rows(named=True), strict=True):
        if not good:
            unsettled.append(Unsettled(row.person_name, row.person_shown, row.id))
            continue
        base = row.chosen_base if row.chosen_base is not None else row.last_base
        assessment = _assessment(
            tx,
            flexible_payer(row),
            month,
            versions.get(row.person_hash, 0) + 1,
            amount=found["amount_fen"],
            items=_by_item({name: found[name] for name in FLEXIBLE_PARTS}),
            basis={**shared, "declared": base},
        )
        made.append(assessment)
        lines.append(_line(FLEXIBLE, assessment, row, base, found))
    Assessment.objects.bulk_create(made, STEP)
    AssessmentLine.objects.bulk_create(lines, STEP)
    tx.audit("social.flexible_assessed", month=month, assessed=len(made), unsettled=len(unsettled))
    return made, unsettled


def _flexible_facts(row: FlexibleRegistration, month: int) -> dict[str, Any]:
    return {
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


def flexible_payer(row: FlexibleRegistration) -> collections.Payer:
    """A registered flexible worker as payer."""
    return collections.Payer(
        "person", row.person_name, row.person_hash, row.person_shown, row.office, row.party
    )


def _determined(question: Question, month: int, facts: list[dict[str, Any]]) -> pl.DataFrame:
    """The rule's answer for each, in the same order."""
    ruling = question.at(months.first_day(month))
    return determine_frame(ruling, frame_of(facts, question.facts).lazy(), values=True).collect()


def _assessment(
    tx: Tx,
    payer: collections.Payer,
    month: int,
    version: int,
    *,
    amount: int,
    items: Parts,
    basis: dict[str, Any],
    case: UUID | None = None,
) -> Assessment:
    return Assessment(
        office=payer.office,
        party=payer.party,
        case=case,
        payer_hash=payer.hash,
        month=month,
        version=version,
        persons=basis["persons"],
        total=amount,
        items=items,
        basis=basis,
        assessed_at=tx.now,
        assessed_by=tx.actor.identity,
    )


def _line(
    question: Question, assessment: Assessment, person: Any, base: int, found: dict[str, Any]
) -> AssessmentLine:
    return AssessmentLine(
        office=assessment.office,
        party=assessment.party,
        assessment=assessment,
        person_hash=person.person_hash,
        person_name=person.person_name,
        person_shown=person.person_shown,
        declared_base=base,
        parts={name: found[name] for name in question.values},
        amount=found["amount_fen"],
    )


def _good(told: pl.DataFrame) -> list[bool]:
    return (told["verdict"].fill_null(False) & told["amount_fen"].is_not_null()).to_list()


def _by_item(totals: Mapping[str, int]) -> Parts:
    """``pension_employer`` and the like, by insurance and side; a flexible worker's parts are their own."""
    found: Parts = {}
    for name, fen in totals.items():
        item, _, side = name.partition("_")
        found.setdefault(item, {})[side or "own"] = int(fen)
    return found


def basis(question: Question, month: int, persons: int, declared: int) -> dict[str, Any]:
    """How a month was worked out, as payers are told: each dated parameter with value, source and confidence."""
    used = question.at(months.first_day(month)).parameters
    return {
        "question": question.id,
        "persons": persons,
        "declared": declared,
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
        Text(f"{months.iso(month)} 没有参保人员", f"Nobody is insured in {months.iso(month)}"),
        mend=Text("请先办参保登记", "Register them first"),
        clause=DOCUMENT + "2.1",
    )
