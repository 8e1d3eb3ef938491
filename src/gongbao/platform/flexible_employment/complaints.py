"""Complaints about platform work as the platform sees them, its answers, and what became of them in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, lock_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Grievance
from gongbao.platform.flexible_employment.words import refuse
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened

SEAL, ANSWERED = "flexible.grievance", "flexible_employment.platform_answered"


@dataclass(frozen=True)
class Figures:
    """Complaints of a period: how many, answered in time and late, how they ended, days to the answer."""

    received: int
    answered: int
    late: int
    results: Mapping[str, int]
    days: float | None


def receive(tx: Tx, case: Case, given: Mapping[str, Any]) -> None:
    """Give the platform its view of a complaint; a firm that is not known here is asked by the hall (20)."""
    code = str(given.get("credit_code") or "")
    firm = parties.find_firm(code) if code else None
    with opened("complaint to a platform"):
        Grievance.objects.update_or_create(
            case=case.key,
            defaults={
                "office": case.office, "party": firm.key if firm else None, "number": case.number,
                "firm_name": str(given["firm"]), "matter": str(given["matter"]),
                "statement_sealed": secrets.seal(str(given["statement"]), SEAL), "received_at": tx.now, "due": case.due,
            },
        )  # fmt: skip
    if firm is not None:
        messages.to_party(
            tx, firm.key, Text(f"收到一件平台用工申诉 {case.number}，请在期限内答复", f"A complaint {case.number} waits for your answer"),
            key=f"{case.key}:platform",
        )  # fmt: skip


def answer(tx: Tx, number: str, text: str, offer: str = "") -> None:
    """The platform answers a complaint against it, once; the case moves on by the system at once."""
    with opened("the platform's answer"):
        row = Grievance.objects.filter(number=number, party=tx.actor.party).exclude(party=None).first()
        if row is None:
            raise refuse("没有针对本单位的这件申诉", "There is no such complaint against your firm", "20")
        tx.lock(f"flexible_employment/grievance/{row.pk}")
        row.refresh_from_db()
        if row.answered_at is not None:
            raise refuse("已经答复过", "It has been answered", "20")
        if not text.strip():
            raise refuse("请填写答复", "Write the answer", "20", where="answer")
        if row.closed_at is not None:
            raise refuse("这件申诉已经结束", "The complaint is closed", "20")
        row.answer_sealed = secrets.seal(f"{text}\n{offer}".strip(), SEAL)
        row.answered_at = tx.now
        row.late = row.due is not None and local_day(tx.now) > row.due
        row.save(update_fields=["answer_sealed", "answered_at", "late"])
    tx.enqueue(ANSWERED, {"grievance": str(row.pk)}, key=str(row.pk), case=row.case)


@handles(ANSWERED)
def answered(tx: Tx, job: Job) -> None:
    """Carry the platform's answer into the complainant's case, where it still waits for one."""
    row = Grievance.objects.get(pk=job.payload["grievance"])
    case = lock_case(row.case)
    if case.state in ("submitted", "overdue"):
        text = secrets.unseal(bytes(row.answer_sealed or b""), SEAL)
        casework.step(tx, case, "answer", raw={"answer": text})


def note_result(tx: Tx, case: Case, result: str) -> None:
    """Keep how a complaint ended, for the figures."""
    with opened("result of a complaint"):
        Grievance.objects.filter(case=case.key).update(result=result[:16], closed_at=tx.now)


def against(party: UUID | None) -> list[dict[str, Any]]:
    """The complaints against a platform as it may see them: never who complains unless the statement says so."""
    rows = Grievance.objects.filter(party=party).exclude(party=None).order_by("answered_at", "received_at")
    return [
        {
            "number": row.number, "matter": row.matter, "received_at": row.received_at, "due": row.due,
            "statement": secrets.unseal(bytes(row.statement_sealed), SEAL), "answered_at": row.answered_at,
            "late": row.late, "open": row.answered_at is None and row.closed_at is None,
        }
        for row in rows[:200]
    ]  # fmt: skip


def figures(first: date, last: date) -> Figures:
    """Statistics of the complaints received between two days, in the reader's offices."""
    rows = list(Grievance.objects.filter(received_at__date__gte=first, received_at__date__lte=last))
    answered_rows = [row for row in rows if row.answered_at is not None]
    results: dict[str, int] = {}
    for row in rows:
        results[row.result or "open"] = results.get(row.result or "open", 0) + 1
    spent = [
        (row.answered_at - row.received_at).total_seconds() / 86400
        for row in answered_rows
        if row.answered_at
    ]
    days = round(sum(spent) / len(spent), 1) if spent else None
    return Figures(len(rows), len(answered_rows), sum(row.late for row in rows), results, days)


__all__ = ["ANSWERED", "SEAL", "Figures", "against", "answer", "figures", "note_result", "receive"]
