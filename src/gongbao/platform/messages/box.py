"""The message boxes of parties and offices: what is in them, how much is unread, marks of reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.messages.models import Message


class Letter(NamedTuple):
    """A message as its reader sees it."""

    id: UUID
    text: Text
    case: UUID | None
    at: datetime
    read_at: datetime | None


def inbox(
    now: datetime,
    *,
    party: UUID | None = None,
    office: str = "",
    unread: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[Letter]:
    """The messages of a party or an office, newest first; those planned for later are not there yet."""
    rows = _box(party, office).filter(visible_from__lte=now)
    if unread:
        rows = rows.filter(read_at=None)
    return [
        Letter(m.pk, Text(m.zh, m.en), m.case, m.visible_from, m.read_at)
        for m in rows.order_by("-visible_from", "-id")[offset : offset + limit]
    ]


def unread_count(now: datetime, *, party: UUID | None = None, office: str = "") -> int:
    """How many messages wait unread."""
    return _box(party, office).filter(visible_from__lte=now, read_at=None).count()


def mark_read(
    tx: Tx, ids: Iterable[UUID] | None = None, *, party: UUID | None = None, office: str = ""
) -> int:
    """Mark messages of the box as read (all, or those named); returns how many were unread."""
    rows = _box(party, office).filter(visible_from__lte=tx.now, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=tx.now)


def _box(party: UUID | None, office: str) -> QuerySet[Message]:
    if party is not None:
        return Message.objects.filter(audience="party", party=party)
    return Message.objects.filter(audience="office", office=office)
