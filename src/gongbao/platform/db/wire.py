"""The door's own few statements, spoken to PostgreSQL directly: a tenth of the driver's cost, several in one message."""

from __future__ import annotations

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import errors, pq

GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
IDLE = pq.TransactionStatus.IDLE


def run(held: BaseDatabaseWrapper, statements: bytes, *values: str | None) -> str | None:
    """Send `statements` in one message; the first value of the last one's first row.

    Each ``%s`` becomes one of `values` as a literal written by libpq. The first statement that fails
    ends the message. Raises psycopg.Error like the driver.
    """
    if any("\0" in value for value in values if value):
        raise psycopg.DataError("Text for the database cannot hold a NUL character.")
    wire = _wire(held)
    if values:
        literal = pq.Escaping(wire).escape_literal
        statements %= tuple(b"NULL" if value is None else literal(value.encode()) for value in values)
    result = wire.exec_(statements)
    if result.status in GOOD:
        found = result.get_value(0, 0) if result.ntuples else None
        return None if found is None else found.decode()
    if wire.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError(wire.get_error_message())
    raise errors.error_from_result(result, encoding="utf-8")


def begun(held: BaseDatabaseWrapper, statements: bytes) -> bytes:
    """`statements`, preceded by BEGIN unless a transaction is open (a test's)."""
    return b"BEGIN;" + statements if idle(held) else statements


def idle(held: BaseDatabaseWrapper) -> bool:
    """Whether no transaction is open on the connection."""
    return _wire(held).transaction_status == IDLE


def _wire(held: BaseDatabaseWrapper) -> pq.abc.PGconn:
    found: pq.abc.PGconn = held.connection.pgconn
    return found
