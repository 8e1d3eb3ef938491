"""The log of who read whose personal data, why and when; refused reads too, identity numbers never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from gongbao.platform.audit.models import Entry
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import Actor, Reading, now, required

ACCESS = "access"


@dataclass(frozen=True)
class Access:
    """One read: who (as recorded), what, of whom (keyed hash) or which case, for what purpose, when."""

    at: datetime
    actor: dict[str, Any]
    what: str
    purpose: str
    subject: str
    case: UUID | None
    allowed: bool


def note(what: str, *, subject: str = "", case: UUID | None = None) -> None:
    """Log that the actor of the open read() or write() reads `what` of `subject` (a fingerprint) or `case`.

    Call it before showing anything personal. Raises ValueError when `subject` is no fingerprint.
    """
    reading = required()
    reading.noted.append(_body(reading.actor, reading.purpose, what, subject, case, allowed=True))


def note_refused(
    actor: Actor, purpose: str, what: str, *, subject: str = "", case: UUID | None = None
) -> None:
    """Log a read that was refused; it stays logged though the page ends in an error."""
    body = _body(actor, purpose, what, subject, case, allowed=False)
    reading = _open()
    if reading:
        reading.noted.append(body)
    else:
        with transaction.atomic():
            Outbox.objects.create(kind=ACCESS, at=now(), body=body)


def accesses(*, subject: str = "", case: UUID | None = None) -> list[Access]:
    """Who read about `subject` or `case`, newest first (rows still in the outbox come first)."""
    found = [_access(row.at, row.body) for row in _waiting(subject, case)]
    wanted = Q(subject=subject) if subject else Q(case=case)
    for entry in Entry.objects.filter(wanted, kind=ACCESS).order_by("-position"):
        found.append(_access(entry.at, {**entry.body, "subject": entry.subject, "case": entry.case}))
    return found


def _open() -> Reading | None:
    from gongbao.platform.db.services import current

    return current()


def _waiting(subject: str, case: UUID | None) -> list[Outbox]:
    wanted = Q(body__subject=subject) if subject else Q(body__case=str(case))
    return list(Outbox.objects.filter(wanted, kind=ACCESS).order_by("-key"))


def _body(
    actor: Actor, purpose: str, what: str, subject: str, case: UUID | None, *, allowed: bool
) -> dict[str, Any]:
    if subject and (len(subject) != 64 or set(subject) - set("0123456789abcdef")):
        raise ValueError("A subject is logged by its fingerprint only.")
    body: dict[str, Any] = {"actor": actor.record(), "what": what, "purpose": purpose, "allowed": allowed}
    return {**body, "subject": subject, "case": str(case) if case else None}


def _access(at: datetime, body: dict[str, Any]) -> Access:
    case = UUID(str(body["case"])) if body.get("case") else None
    what, purpose, subject = body["what"], body["purpose"], body["subject"]
    return Access(at, body["actor"], what, purpose, subject, case, body["allowed"])
