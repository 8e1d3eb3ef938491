"""The sequencer: takes rows from the outbox into the chained log, one batch at a time."""

from __future__ import annotations

import threading

import structlog
from django.db import OperationalError, connection, transaction

from gongbao.platform.audit.chain import START, Row, seal
from gongbao.platform.audit.models import Entry, Head
from gongbao.platform.db.models import Outbox

BATCH = 1000
log = structlog.get_logger(__name__)


def sequence(limit: int = BATCH) -> int:
    """Move up to `limit` outbox rows into the log; returns how many.

    One at a time: the head row is locked. Outbox rows vanish in the same transaction that logs them,
    so a crash loses and repeats none.
    """
    with transaction.atomic():
        head = _head()
        rows = list(Outbox.objects.select_for_update(skip_locked=True).order_by("key")[:limit])
        if not rows:
            return 0
        entries, previous = [], head.hash
        for position, row in enumerate(rows, head.position + 1):
            body = dict(row.body)
            logged = Row(
                position, row.key, row.kind, row.at, body.pop("case", None), body.pop("subject", ""), body
            )
            digest = logged.hash(previous)
            entries.append(Entry(**logged.__dict__, previous=previous, hash=digest))
            previous = digest
        Entry.objects.bulk_create(entries)
        Outbox.objects.filter(key__in=[row.key for row in rows]).delete()
        last = entries[-1]
        Head.objects.filter(id=1).update(
            position=last.position, hash=last.hash, seal=seal(last.position, last.hash)
        )
    return len(rows)


def sequence_all() -> int:
    """Move everything that is in the outbox; returns how many rows."""
    total = 0
    while moved := sequence():
        total += moved
    return total


def serve_forever(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Sequence until `stop` is set; outlives restarts of the database."""
    while not stop.is_set():
        try:
            moved = sequence()
        except OperationalError:
            log.warning("audit.database_lost")
            connection.close()
            moved = 0
        if not moved:
            stop.wait(pause)


def _head() -> Head:
    locked = Head.objects.select_for_update().filter(id=1)
    head = locked.first()
    if head is None:
        Head.objects.bulk_create(
            [Head(id=1, position=0, hash=START, seal=seal(0, START))], ignore_conflicts=True
        )
        head = locked.get()
    return head
