"""A claim's rows in the database: written once per submission, their outcomes updated, each in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from gongbao.kernel.masking import mask_identity
from gongbao.platform.db.services import new_key
from gongbao.platform.training_subsidy.checking import Check
from gongbao.platform.training_subsidy.determine import Result
from gongbao.platform.training_subsidy.models import Claim, ClaimRow

ROW = {
    "key": "uuid", "case": "uuid", "office": "text", "party": "uuid", "version": "smallint", "row": "integer",
    "number": "text", "scheme": "text", "applied_on": "date", "person": "text", "name": "text", "shown": "text",
    "category": "text", "hired_on": "date", "months": "integer[]", "host_unit": "text", "outcome": "text",
    "amount": "bigint", "countable": "integer[]", "reasons": "jsonb", "short": "jsonb", "facts_hash": "text",
    "excluded": "text", "granted": "bigint", "granted_months": "integer[]", "cut_by": "text", "standing": "text",
}  # fmt: skip
LINE = {
    "key": "uuid", "case": "uuid", "office": "text", "party": "uuid", "version": "smallint", "row": "integer",
    "person": "text", "month": "integer", "wage": "bigint", "paid_on": "date", "reference": "text",
}  # fmt: skip
OUTCOME = {name: ROW[name] for name in ("row", "outcome", "amount", "countable", "reasons", "short", "facts_hash",
                                        "granted", "granted_months", "cut_by")}  # fmt: skip


def write_rows(claim: Claim, version: int, done: Check) -> None:
    """The people of a submission and the lines of its statement."""
    owner = {"case": claim.case, "office": claim.office, "party": claim.party, "version": version}
    _insert("training_row", ROW, (owner | each for each in _rows(claim, done)))
    _insert("training_statement_line", LINE, (owner | each for each in _lines(done)))


def write_outcomes(claim: Claim, results: Sequence[Result], *, granted: bool) -> None:
    """What the rules say of each row; with `granted` also what it receives, else nothing yet."""
    values = [
        {
            "row": each.person.row, "outcome": each.outcome, "amount": each.amount, "countable": each.countable,
            "reasons": each.reasons, "short": each.short, "facts_hash": each.facts_hash,
            "granted": each.granted if granted else 0, "granted_months": each.granted_months if granted else (),
            "cut_by": each.cut_by if granted else "",
        }
        for each in results
    ]  # fmt: skip
    changed = ", ".join(f"{name} = n.{name}" for name in OUTCOME if name != "row")
    statement = (
        f"UPDATE training_row AS r SET {changed} FROM {_record(OUTCOME)} "
        'WHERE r."case" = %s AND r.version = %s AND r.row = n.row'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_json(values), claim.case, claim.version])


def current_rows(claim: Claim) -> list[ClaimRow]:
    """The rows of the last submission, in the sheet's order."""
    return list(ClaimRow.objects.filter(case=claim.case, version=claim.version).order_by("row"))


def granted_rows(claim: Claim) -> list[ClaimRow]:
    """The rows of the last submission that receive something, in the sheet's order."""
    rows = ClaimRow.objects.filter(case=claim.case, version=claim.version, granted__gt=0)
    return list(rows.order_by("row"))


def people_in(claim: Claim) -> list[str]:
    """The fingerprints of everybody in the last submission."""
    return list(
        ClaimRow.objects.filter(case=claim.case, version=claim.version).values_list("person", flat=True)
    )


def excluded_in(claim: Claim) -> dict[str, str]:
    """Why people were left out, by fingerprint."""
    rows = ClaimRow.objects.filter(case=claim.case, version=claim.version).exclude(excluded="")
    return dict(rows.values_list("person", "excluded"))


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


def _rows(claim: Claim, done: Check) -> Iterator[dict[str, Any]]:
    same = {
        "number": claim.number, "scheme": claim.scheme, "applied_on": claim.applied_on, "outcome": "", "amount": 0,
        "countable": (), "reasons": (), "short": (), "facts_hash": "", "excluded": "", "granted": 0,
        "granted_months": (), "cut_by": "", "standing": "claimed",
    }  # fmt: skip
    for person in (each.person for each in done.results):
        yield same | {
            "key": new_key(), "row": person.row, "person": person.fingerprint, "name": person.name,
            "shown": mask_identity(person.number), "category": person.category, "hired_on": person.hired_on,
            "months": person.months, "host_unit": person.host_unit,
        }  # fmt: skip


def _lines(done: Check) -> Iterator[dict[str, Any]]:
    for line in done.wages.lines if done.wages else ():
        yield {
            "key": new_key(), "row": line.row, "person": line.person if line.counted else "", "month": line.month,
            "wage": line.wage, "paid_on": line.paid_on, "reference": line.reference[:64],
        }  # fmt: skip


def _insert(table: str, columns: Mapping[str, str], rows: Iterable[dict[str, Any]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO {table} ({names}) SELECT {names} FROM {_record(columns)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [_json(list(rows))])


def _record(columns: Mapping[str, str]) -> str:
    """One parameter as a table: quoting 50,000 rows value by value takes longer than writing them."""
    return f"""jsonb_to_recordset(%s::jsonb) AS n ({", ".join(f'"{name}" {kind}' for name, kind in columns.items())})"""


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=str)
