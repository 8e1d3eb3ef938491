"""Appending events to a case under its row lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.chain import START, event_hash
from gongbao.platform.cases.models import Case, Event
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx, canonical, new_key

NOT_FOUND = Refusal(Text("没有找到这个办件", "No such case"), mend=Text("请核对办件编号", "Check the number"))


def lock_case(case: UUID) -> Case:
    """The case, locked until the command ends. Raises Refusal where row security does not show it."""
    row = Case.objects.select_for_update().filter(key=case).first()
    if row is None:
        raise Refusal(NOT_FOUND.what, mend=NOT_FOUND.mend)
    return row


def append(
    tx: Tx,
    case: Case,
    action: str,
    body: dict[str, Any],
    personal: dict[str, Any] | None,
    *,
    role: str = "",
    step: int | None = None,
    deputy_for: str = "",
) -> Event:
    """Add one event after the case's last; the caller holds the row lock and saves the case."""
    event = Event(
        key=new_key(),
        case=case.key,
        sequence=case.sequence + 1,
        step=step,
        action=action,
        at=tx.now,
        actor=tx.actor.identity,
        actor_name=tx.actor.name,
        role=role,
        by_office=tx.actor.office,
        deputy_for=deputy_for,
        office=case.office,
        party=case.party,
        body=body,
        personal=secrets.seal_for_case(case.key, canonical(personal)) if personal else None,
        previous=case.head or START,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    case.sequence, case.head = event.sequence, event.hash
    logged = {"case": str(case.key), "sequence": event.sequence, "action": action, "hash": event.hash}
    tx.post("event", logged)
    return event


def remark(tx: Tx, case: UUID, action: str, body: dict[str, Any], personal: dict[str, Any] | None) -> int:
    """An event that is no step of the procedure; returns its sequence (see `Tx.event`)."""
    row = lock_case(case)
    event = append(tx, row, action, body, personal)
    Case.objects.filter(key=case).update(sequence=row.sequence, head=row.head)
    return event.sequence
