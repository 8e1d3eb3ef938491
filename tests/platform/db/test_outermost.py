"""The door's own transaction behaves as Django's: hooks, nesting, errors, cursors, connections that are gone."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from gongbao.platform.db import wire
from gongbao.platform.db.models import LockName
from gongbao.platform.db.outermost import outermost
from gongbao.platform.db.quick import asked, row_by
from gongbao.platform.db.services import SYSTEM, Tx, write

pytestmark = pytest.mark.django_db(transaction=True)


def add(name: str) -> None:
    LockName.objects.create(name=name)


def names() -> list[str]:
    return sorted(LockName.objects.values_list("name", flat=True))


def test_what_waits_for_the_commit_runs_after_it_and_only_then() -> None:
    ran: list[list[str]] = []

    def command(tx: Tx) -> None:
        add("kept")
        transaction.on_commit(lambda: ran.append(names()))

    write(command, actor=SYSTEM, key="hook", name="try")
    assert ran == [["kept"]]

    def refused(tx: Tx) -> None:
        transaction.on_commit(lambda: ran.append(["never"]))
        raise ValueError

    with pytest.raises(ValueError):
        write(refused, actor=SYSTEM, key="hook-2", name="try")
    write(lambda tx: None, actor=SYSTEM, key="hook-3", name="try")
    assert ran == [["kept"]]


def test_an_inner_block_is_a_savepoint_of_the_command() -> None:
    def command(tx: Tx) -> None:
        add("outer")
        with pytest.raises(DatabaseError):
            both()
        add("after")

    @transaction.atomic
    def both() -> None:
        add("inner")
        add("outer")  # there is one

    write(command, actor=SYSTEM, key="inner", name="try")
    assert names() == ["after", "outer"]


def test_a_durable_block_is_not_nested() -> None:
    def command(tx: Tx) -> None:
        with transaction.atomic(durable=True):
            pass

    with pytest.raises(RuntimeError, match="durable"):
        write(command, actor=SYSTEM, key="durable", name="try")
    assert connection.get_autocommit()
    assert not connection.in_atomic_block


def test_an_error_rolls_back_and_the_connection_serves_on() -> None:
    def broken() -> None:
        with outermost() as held:
            wire.run(held, wire.begun(held, b"INSERT INTO db_lockname VALUES (%s)"), "one")
            wire.run(held, b"SELECT 1/0")

    with pytest.raises(DatabaseError):
        broken()
    assert wire.idle(connection)
    assert names() == []
    with outermost() as held:
        wire.run(held, wire.begun(held, b"INSERT INTO db_lockname VALUES (%s)"), "it's \\ 'two'")
    assert names() == ["it's \\ 'two'"]


def test_a_message_ends_at_its_first_error() -> None:
    with pytest.raises(DatabaseError), outermost() as held:
        wire.run(held, b"BEGIN;SELECT 1/0;INSERT INTO db_lockname VALUES ('late');COMMIT")
    assert names() == []


def test_a_cursor_of_the_command_ends_with_it() -> None:
    for name in "abc":
        add(name)

    def command(tx: Tx) -> int:
        rows = LockName.objects.order_by("name").iterator(chunk_size=1)
        next(rows)
        found = asked("SELECT is_holdable FROM pg_cursors WHERE name <> ''", [])
        assert found == [(False,)]
        return len(list(rows))

    assert write(command, actor=SYSTEM, key="cursor", name="try") == 2


def test_a_connection_whose_server_process_is_gone_is_noticed_without_a_statement() -> None:
    connection.ensure_connection()
    assert connection.is_usable()
    number = connection.connection.info.backend_pid
    with psycopg.connect(**owner_reach()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    assert not connection.is_usable()
    assert write(lambda tx: "again", actor=SYSTEM, key="gone", name="try") == "again"


def owner_reach() -> dict[str, str]:
    """The test database as the application's role: it may end its own processes."""
    params = connection.get_connection_params()
    return {name: params[name] for name in ("host", "dbname", "user", "password") if name in params}


def test_a_row_by_one_column_is_the_rows_own() -> None:
    add("here")
    assert row_by(LockName, "name", "here") == LockName.objects.get()
    assert row_by(LockName, "name", "nowhere") is None
    kept = asked("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%db_lockname%"])
    assert kept[0][0] >= 1


def test_a_missing_table_is_the_databases_error() -> None:
    with pytest.raises(DatabaseError):
        asked("SELECT 1 FROM no_such_table", [])
