"""The transaction a thread is in: who acts, and reading under row security."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection

from gongbao.platform.db import clock, wire
from gongbao.platform.db.actors import Actor
from gongbao.platform.db.outermost import outermost

SET_CONTEXT = b"SELECT set_config('gongbao.context', %s, true)"


@dataclass
class Reading:
    """An open reading transaction: who reads, why, at what time; `noted` is what its access log will say."""

    actor: Actor
    purpose: str
    now: datetime = field(default_factory=clock.now)
    noted: list[dict[str, Any]] = field(default_factory=list)
    opened: bool = False
    """Whether a service has opened the system's context in it (`parties.opened`)."""


_local = threading.local()


def current() -> Reading | None:
    """The innermost transaction of this thread, None outside."""
    return getattr(_local, "reading", None)


def required() -> Reading:
    """The transaction of this thread. Raises RuntimeError outside read() and write()."""
    reading = current()
    if reading is None:
        raise RuntimeError("Cases are read inside read() or write() only.")
    return reading


@contextmanager
def entered(reading: Reading) -> Iterator[Reading]:
    """Make `reading` the thread's transaction inside the block."""
    before = current()
    _local.reading = reading
    try:
        yield reading
    finally:
        _local.reading = before


@contextmanager
def read(actor: Actor, *, purpose: str) -> Iterator[Reading]:
    """A transaction of its own with `actor`'s row-security context, closed at the end of the block.

    Inside another read() or write() of the same actor it joins that transaction. Raises
    RuntimeError when another actor's transaction is open.
    """
    outer = current()
    if outer is not None:
        if outer.actor != actor:
            raise RuntimeError("Another actor's transaction is open in this thread.")
        yield outer
        return
    reading = Reading(actor, purpose)
    try:
        with outermost() as held:
            wire.run(held, wire.begun(held, SET_CONTEXT), actor.context())
            try:
                with entered(reading):
                    yield reading
            finally:
                leave_context(held)
    finally:
        keep_notes(reading.noted)


def keep_notes(notes: list[dict[str, Any]]) -> None:
    """Put what was read, or refused, into the outbox, in a transaction of its own: errors do not undo it."""
    from gongbao.platform.db.models import Outbox

    if notes:
        Outbox.objects.bulk_create([Outbox(kind="access", at=clock.now(), body=body) for body in notes])


def set_context(context: str) -> None:
    """Set the row-security context until the transaction ends."""
    connection.ensure_connection()
    wire.run(connection, SET_CONTEXT, context)


def leave_context(held: Any) -> None:
    """Forget the context where the transaction goes on (a test's outer one), unless it is already broken."""
    if not held.savepoint_ids:
        return
    usable = held.connection is not None and not held.needs_rollback
    if usable and raw_status() == psycopg.pq.TransactionStatus.INTRANS:
        wire.run(held, SET_CONTEXT, "")


def raw_status() -> psycopg.pq.TransactionStatus:
    """The state of the connection's transaction."""
    return connection.connection.info.transaction_status


def raw_cursor() -> psycopg.Cursor[tuple[object, ...]]:
    """A cursor of the driver itself: values travel apart from the statement, which stays prepared."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)
