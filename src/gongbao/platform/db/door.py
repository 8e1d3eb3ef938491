"""The write door: every change is a command run here, in one transaction, once per key."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import Error, connection

from gongbao.kernel.logchain import canonical
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock, context, wire
from gongbao.platform.db.actors import Actor
from gongbao.platform.db.door_functions import CLAIM, KNOWN
from gongbao.platform.db.outermost import outermost
from gongbao.platform.db.tx import Tx

ATTEMPTS = 10
CONFLICTS = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected
RESTARTS = frozenset({"57P01", "57P02", "57P03"})  # admin_shutdown, crash_shutdown, cannot_connect_now

Command = Callable[[Tx], Any]


def write(command: Command, *, actor: Actor, key: str, name: str, request: Any = None) -> Any:
    """Run `command` once for `key` and return its result (JSON values), or the stored one.

    `name` says which command it is, `request` (JSON values) what was asked: a key used for another
    command, actor or request is refused. The command may run more than once (deadlock, lost
    connection) but takes effect once. Nesting raises RuntimeError.
    """
    if context.current() is not None:
        raise RuntimeError("A command is not run inside another transaction.")
    notes: list[dict[str, Any]] = []
    try:
        return _again_and_again(command, actor, str(key), name, _mark(actor, name, request), notes)
    finally:
        context.keep_notes(notes)


def _again_and_again(
    command: Command, actor: Actor, key: str, name: str, mark: str, notes: list[dict[str, Any]]
) -> Any:
    for attempt in range(1, ATTEMPTS + 1):
        notes.clear()
        try:
            with outermost() as held:
                return _run(held, command, actor, key, name, mark, notes)
        except Error as fault:
            if connection.in_atomic_block or attempt == ATTEMPTS or not _passing(fault):
                raise
            # A server restarts in seconds, a conflict passes in milliseconds.
            pause = 0.002 if _state(fault) in CONFLICTS else 0.05
            connection.close_if_unusable_or_obsolete()
            time.sleep(random.uniform(0.2, 1) * min(pause * 2**attempt, 5))  # noqa: S311 - spreads retries
    raise AssertionError("unreachable")


def _run(
    held: Any, command: Command, actor: Actor, key: str, name: str, mark: str, notes: list[dict[str, Any]]
) -> Any:
    now = clock.now()
    claim = wire.begun(held, CLAIM)
    if wire.run(held, claim, actor.context(), key, name, mark, now.isoformat()) != "t":
        return _stored(held, key, name, mark)
    tx = Tx(actor, name, now=now, key=key)
    try:
        with context.entered(tx):
            result = canonical(command(tx))
            tx.finish(held, result)
    finally:
        context.leave_context(held)
        notes.extend(tx.noted)
    return json.loads(result)


def _stored(held: Any, key: str, name: str, mark: str) -> Any:
    row = json.loads(wire.run(held, KNOWN, key) or "[]")
    if row[:2] != [name, mark]:
        raise Refusal(
            Text("这个提交编号已用于另一项操作", "This submission number was used for something else"),
            mend=Text("请重新打开页面再提交", "Open the page again and submit"),
        )
    return row[2]


def _mark(actor: Actor, name: str, request: Any) -> str:
    who = [actor.kind, str(actor.account or ""), str(actor.party or "")]
    return hashlib.sha256(canonical([name, who, request]).encode()).hexdigest()


def _passing(fault: Error) -> bool:
    """Whether running the command again may help: conflicts, and lost connections (the key knows)."""
    state = _state(fault)
    return state in CONFLICTS | RESTARTS or state.startswith("08")


def _state(fault: Error) -> str:
    """The error's SQLSTATE; 08000 for a connection that broke without one."""
    cause = fault.__cause__
    if not isinstance(cause, psycopg.Error):
        return ""
    broken = isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
    return cause.sqlstate or ("08000" if broken else "")


def done_before(key: str) -> bool:
    """Whether a command with this key has been carried out."""
    from gongbao.platform.db.models import Command as Row

    return Row.objects.filter(key=key).exists()
