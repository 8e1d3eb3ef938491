"""The door's own few statements, spoken to PostgreSQL directly: prepared once a connection, one round trip each."""

from __future__ import annotations

from weakref import WeakSet

import psycopg
from django.db import connection
from psycopg import errors, pq

from gongbao.platform.db.door_functions import PREPARED

GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
IDLE = pq.TransactionStatus.IDLE
_ready: WeakSet[psycopg.Connection[tuple[object, ...]]] = WeakSet()


def call(name: bytes, *values: str | None, begin: bool = False, commit: bool = False) -> str | None:
    """Run a prepared statement of the door; the first value of its first row.

    With `begin` a transaction is begun first, unless one is open (a test's); with `commit` it is committed in
    the same round trip, if the statement succeeds. Raises psycopg.Error like the driver.
    """
    if any("\0" in value for value in values if value):
        raise psycopg.DataError("Text for the database cannot hold a NUL character.")
    connection.ensure_connection()
    made = connection.connection
    wire = made.pgconn
    if made not in _ready:
        for each, text in PREPARED.items():
            _run(wire, b"PREPARE " + each + b" " + text)
        _ready.add(made)
    escape = pq.Escaping(wire).escape_literal
    written = b", ".join([b"NULL" if value is None else escape(value.encode()) for value in values])
    text = b"EXECUTE " + name + b"(" + written + b")"
    if begin and wire.transaction_status == IDLE:
        text = b"BEGIN; " + text
    if commit:
        text += b"; COMMIT"
    return _run(wire, text)


def _run(wire: pq.abc.PGconn, text: bytes) -> str | None:
    result = wire.exec_(text)
    if result.status in GOOD:
        found = result.get_value(0, 0) if result.ntuples else None
        return None if found is None else found.decode()
    if wire.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError(wire.get_error_message())
    raise errors.error_from_result(result, encoding="utf-8")
