"""A claim's rows in the database: written once per submission, their outcomes updated in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from gongbao.kernel.masking import mask_identity
from gongbao.platform.training_subsidy.checking import Check
from gongbao.platform.training_subsidy.determine import Result
from gongbao.platform.training_subsidy.models import Claim, ClaimRow, StatementLine
from gongbao.platform.training_subsidy.people import Person

CHUNK = 5000
UPDATE = """UPDATE training_row AS r SET outcome = n.outcome, amount = n.amount, countable = n.countable::integer[],
  reasons = n.reasons::jsonb, short = n.short::jsonb, facts_hash = n.facts_hash, granted = n.granted,
  granted_months = n.granted_months::integer[], cut_by = n.cut_by
FROM unnest(%s::integer[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[],
  %s::text[], %s::text[]) AS n (row, outcome, amount, countable, reasons, short, facts_hash, granted, granted_months, cut_by)
WHERE r."case" = %s AND r.version = %s AND r.row = n.row"""


def write_rows(claim: Claim, version: int, done: Check) -> None:
    """The people of a submission and the lines of its statement."""
    ClaimRow.objects.bulk_create((_row(claim, version, each.person) for each in done.results), batch_size=CHUNK)
    lines = done.wages.lines if done.wages else []
    StatementLine.objects.bulk_create(
        (
            StatementLine(
                case=claim.case, office=claim.office, party=claim.party, version=version, row=line.row,
                person=line.person if line.counted else "", month=line.month, wage=line.wage, paid_on=line.paid_on,
                reference=line.reference[:64],
            )
            for line in lines
        ),
        batch_size=CHUNK,
    )  # fmt: skip


def write_outcomes(claim: Claim, results: Sequence[Result], *, granted: bool) -> None:
    """What the rules say of each row; with `granted` also what it receives, else nothing yet."""
    columns: list[list[object]] = [[] for _ in range(10)]
    for each in results:
        values = (
            each.person.row, each.outcome, each.amount, _array(each.countable),
            json.dumps(each.reasons), json.dumps(each.short), each.facts_hash, each.granted if granted else 0,
            _array(each.granted_months if granted else ()), each.cut_by if granted else "",
        )  # fmt: skip
        for column, value in zip(columns, values, strict=True):
            column.append(value)
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, [*columns, claim.case, claim.version])


def current_rows(claim: Claim) -> list[ClaimRow]:
    """The rows of the last submission, in the sheet's order."""
    return list(ClaimRow.objects.filter(case=claim.case, version=claim.version).order_by("row"))


def set_standing(case: UUID, version: int | None, standing: str) -> None:
    """Say what the rows of a case (of one version) stand for; a refused or withdrawn claim stands for nothing."""
    rows = ClaimRow.objects.filter(case=case)
    if version is not None:
        rows = rows.filter(version=version)
    rows.update(standing=standing)


def clear_grants(claim: Claim) -> None:
    """Take back what the rows were granted; they are claimed again."""
    ClaimRow.objects.filter(case=claim.case, version=claim.version).update(
        granted=0, granted_months=[], cut_by="", standing="claimed"
    )


def excluded_of(rows: Iterable[ClaimRow]) -> dict[str, str]:
    """Why people were left out, by fingerprint."""
    return {row.person: row.excluded for row in rows if row.excluded}


def _row(claim: Claim, version: int, person: Person) -> ClaimRow:
    return ClaimRow(
        case=claim.case, office=claim.office, party=claim.party, version=version, row=person.row,
        number=claim.number, scheme=claim.scheme, applied_on=claim.applied_on, person=person.fingerprint,
        name=person.name, shown=mask_identity(person.number), category=person.category, hired_on=person.hired_on,
        months=list(person.months), host_unit=person.host_unit, standing="claimed",
    )  # fmt: skip


def _array(months: Iterable[int]) -> str:
    return "{" + ",".join(map(str, months)) + "}"
