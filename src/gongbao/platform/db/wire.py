"""The door's own few statements, spoken to PostgreSQL directly: text in, text out, a tenth of the driver's cost."""

from __future__ import annotations

import psycopg
from django.db import connection
from psycopg import errors, pq

GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
IDLE = pq.TransactionStatus.IDLE


def begin() -> None:
    """Begin the transaction, unless one is open (a test's)."""
    connection.ensure_connection()
    if _wire().transaction_status == IDLE:
        call(b"BEGIN")


def call(statement: bytes, *values: str | None) -> str | None:
    """Run one statement; the first value of its first row. Raises psycopg.Error like the driver."""
    if any("\0" in value for value in values if value):
        raise psycopg.DataError("Text for the database cannot hold a NUL character.")
    wire = _wire()
    result = wire.exec_params(statement, [None if value is None else value.encode() for value in values])
    if result.status in GOOD:
        found = result.get_value(0, 0) if result.ntuples else None
        return None if found is None else found.decode()
    if wire.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError(wire.get_error_message())
    raise errors.error_from_result(result, encoding="utf-8")


def _wire() -> pq.abc.PGconn:
    found: pq.abc.PGconn = connection.connection.pgconn
    return found
