"""The chain of a case: each event's hash covers the ciphertext and the hash before."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

from gongbao.kernel.logchain import sm3
from gongbao.law.text import Text
from gongbao.platform.cases.models import Case, Event
from gongbao.platform.db.services import canonical

START = "0" * 64
HASHED = (
    "case",
    "sequence",
    "step",
    "action",
    "actor",
    "actor_name",
    "role",
    "by_office",
    "deputy_for",
    "body",
)


def event_hash(event: Event) -> str:
    """64 hexadecimal digits over the event, `previous` included."""
    parts = [getattr(event, name) for name in HASHED]
    sealed = sm3(bytes(event.personal)).hex() if event.personal is not None else ""
    parts += [event.at.astimezone(UTC).isoformat(), sealed, event.previous]
    return sm3(canonical(parts).encode()).hex()


def verify_case(case: UUID) -> Text | None:
    """The first fault of the case's chain, None when it is sound. Erased cases verify like others."""
    previous, expected = START, 1
    for event in Event.objects.filter(case=case).order_by("sequence"):
        if event.sequence != expected:
            return Text(f"第{expected}号记录缺失", f"event {expected} is missing")
        if event.previous != previous:
            return Text(
                f"第{expected}号记录与前一号不相接", f"event {expected} does not follow the one before it"
            )
        if event_hash(event) != event.hash:
            return Text(f"第{expected}号记录被改动", f"event {expected} was altered")
        previous, expected = event.hash, expected + 1
    row = Case.objects.get(key=case)
    if (row.sequence, row.head) != (expected - 1, previous):
        return Text(f"第{expected}号起的记录被截去", f"the events were cut off from event {expected}")
    return None
