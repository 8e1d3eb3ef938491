"""The outermost transaction of a thread, whose BEGIN and COMMIT travel with the first and last statement.

Django's ``atomic`` sends both by themselves and changes the driver's mode twice. Inside the block Django's
own machinery (savepoints, hooks after the commit, the guard of a broken transaction) works as in ``atomic``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction

from gongbao.platform.db import wire


class _Block:
    """What Django's stack of blocks holds for ours: nothing durable is nested in it."""

    _from_testcase = False


@contextmanager
def outermost() -> Iterator[Any]:
    """The thread's connection, in a transaction of its own that its user begins with ``wire.begun``.

    At the end it is committed unless that was done; an error rolls it back. Raises RuntimeError inside
    another transaction, except a test's, which it joins by a savepoint.
    """
    held: Any = connections[DEFAULT_DB_ALIAS]
    if held.in_atomic_block:
        with transaction.atomic(durable=True), held.wrap_database_errors:
            yield held
        return
    with held.wrap_database_errors:
        held.close_if_health_check_failed()
        held.ensure_connection()
        held.commit_on_exit, held.needs_rollback = True, False
        held.autocommit, held.in_atomic_block = False, True
        held.atomic_blocks.append(_Block())
        try:
            yield held
        except BaseException:
            _leave(held)
            _undo(held)
            raise
        _leave(held)
        _keep(held)


def _leave(held: Any) -> None:
    held.atomic_blocks.pop()
    held.autocommit, held.in_atomic_block = True, False
    if held.closed_in_transaction:
        held.connection = None


def _keep(held: Any) -> None:
    """Commit what is still open, then run what waits for the commit."""
    if held.connection is None or held.needs_rollback:
        _undo(held)
        return
    if not wire.idle(held):
        try:
            wire.run(held, b"COMMIT")
        except Exception:
            _undo(held)
            raise
    if held.run_on_commit:
        held.run_and_clear_commit_hooks()


def _undo(held: Any) -> None:
    """Roll back; a connection that cannot do even that is dropped, and the server rolls back by itself."""
    held.needs_rollback, held.run_on_commit = False, []
    if held.connection is None:
        return
    try:
        with held.wrap_database_errors:
            if not wire.idle(held):
                wire.run(held, b"ROLLBACK")
    except Error:
        held.close()
