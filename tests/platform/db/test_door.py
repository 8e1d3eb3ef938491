"""The write door: once per key, all or nothing."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DataError, connection

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.models import Command, Outbox
from gongbao.platform.db.services import SYSTEM, Actor, Tx, new_key, now, read, write
from gongbao.platform.jobs.models import Due

pytestmark = pytest.mark.django_db


def test_a_command_runs_once_per_key_and_the_result_is_kept() -> None:
    ran: list[int] = []

    def command(tx: Tx) -> object:
        ran.append(1)
        return {"b": (1, 2), "a": tx.actor.name}

    first = write(command, actor=SYSTEM, key="k-1", name="try")
    again = write(command, actor=SYSTEM, key="k-1", name="try")
    assert first == again == {"b": [1, 2], "a": "system"}
    assert len(ran) == 1


@pytest.mark.parametrize("change", ["name", "actor", "request"])
def test_a_key_used_for_something_else_is_refused(change: str) -> None:
    write(lambda tx: 1, actor=SYSTEM, key="k-2", name="try", request={"sum": 1})
    other = Actor(kind="officer", account=UUID(int=7))
    with pytest.raises(Refusal, match="编号已用于另一项操作"):
        write(
            lambda tx: 1,
            actor=other if change == "actor" else SYSTEM,
            key="k-2",
            name="else" if change == "name" else "try",
            request={"sum": 2 if change == "request" else 1},
        )


def test_a_refused_command_leaves_nothing_and_its_key_is_free_again() -> None:
    def refused(tx: Tx) -> None:
        tx.audit("never")
        tx.enqueue("never", {})
        Due.objects.create(run_at=tx.now, kind="direct", key="x", payload={})
        raise Refusal(Text("不", "no"))

    with pytest.raises(Refusal):
        write(refused, actor=SYSTEM, key="k-3", name="try")
    assert not Command.objects.exists()
    assert not Outbox.objects.exists()
    assert not Due.objects.exists()
    assert write(lambda tx: "second", actor=SYSTEM, key="k-3", name="other") == "second"


def test_log_rows_and_jobs_come_with_the_commit() -> None:
    def command(tx: Tx) -> None:
        tx.audit("looked", rows=3)
        tx.enqueue("remind", {"n": 1}, key="once")
        tx.enqueue("remind", {"n": 2}, key="once")

    write(command, actor=SYSTEM, key="k-4", name="try")
    assert [row.kind for row in Outbox.objects.order_by("key")] == ["audit", "command"]
    assert Due.objects.get().payload == {"n": 1}


def test_commands_do_not_nest_and_do_not_run_inside_a_reading() -> None:
    def inner(tx: Tx) -> object:
        return write(lambda t: 1, actor=SYSTEM, key="k-6", name="inner")

    with pytest.raises(RuntimeError, match="not run inside"):
        write(inner, actor=SYSTEM, key="k-5", name="outer")
    with read(SYSTEM, purpose="test"), pytest.raises(RuntimeError, match="not run inside"):
        write(lambda tx: 1, actor=SYSTEM, key="k-7", name="try")


def test_a_result_that_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        write(lambda tx: object(), actor=SYSTEM, key="k-8", name="try")
    with pytest.raises(ValueError, match="JSON"):
        write(lambda tx: float("nan"), actor=SYSTEM, key="k-9", name="try")


def test_a_nul_character_does_not_cut_a_key_short() -> None:
    write(lambda tx: 1, actor=SYSTEM, key="k", name="try")
    with pytest.raises(DataError):
        write(lambda tx: 2, actor=SYSTEM, key="k\0other", name="try")


def test_the_time_of_a_command_is_the_clock(at: object) -> None:
    assert write(lambda tx: tx.now, actor=SYSTEM, key="k-10", name="try") == "2020-09-21T09:30:00+08:00"
    assert now() == at


def test_readings_of_two_actors_do_not_mix() -> None:
    other = Actor(kind="officer", office="HD")
    with read(SYSTEM, purpose="a") as outer:
        with read(SYSTEM, purpose="b") as inner:
            assert inner is outer
        with pytest.raises(RuntimeError, match="Another actor"), read(other, purpose="c"):
            pass


def test_the_context_ends_with_the_transaction() -> None:
    with read(SYSTEM, purpose="a"), connection.cursor() as cursor:
        cursor.execute("SELECT gongbao_sees_all()")
        assert cursor.fetchone() == (True,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('gongbao.context', true)")
        assert cursor.fetchone() in {("",), (None,)}


def test_keys_of_a_thread_ascend() -> None:
    keys = [new_key() for _ in range(5000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 5000
    assert {key.version for key in keys} == {7}
    assert {key.variant for key in keys} == {"specified in RFC 4122"}
