"""Due work: done once, tried again later, left to a person in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from gongbao.platform.db import clock
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import SYSTEM, Tx, write
from gongbao.platform.jobs import handlers
from gongbao.platform.jobs.models import Due
from gongbao.platform.jobs.services import (
    LIMIT,
    Job,
    every_night,
    handles,
    plan_nights,
    run_due,
    stuck,
)
from gongbao.web import commands

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_handlers() -> Iterator[None]:
    before = dict(handlers._handlers)
    yield
    handlers._handlers.clear()
    handlers._handlers.update(before)


def plan(kind: str, *, at: datetime | None = None, key: str | None = None, **payload: Any) -> None:
    write(
        lambda tx: tx.enqueue(kind, payload, run_at=at, key=key),
        actor=SYSTEM,
        key=f"plan {kind} {key} {at}",
        name="p",
    )


def test_a_job_runs_when_it_is_due_and_once(at: datetime) -> None:
    ran: list[dict[str, Any]] = []
    handles("test.a")(lambda tx, job: ran.append(job.payload))
    plan("test.a", at=at + timedelta(seconds=1), n=1)
    assert run_due() == 0
    with clock.frozen(at + timedelta(seconds=1)):
        assert run_due() == 1
        assert run_due() == 0
    assert ran == [{"n": 1}]


def test_the_same_key_is_planned_once_for_ever(at: datetime) -> None:
    handles("test.a")(lambda tx, job: None)
    plan("test.a", key="x")
    assert run_due() == 1
    plan("test.a", key="x", at=at)
    assert Due.objects.count() == 1
    assert run_due() == 0


def test_a_failing_job_changes_nothing_and_is_tried_later(at: datetime) -> None:
    def broken(tx: Tx, job: Job) -> None:
        tx.audit("broken")
        raise OSError("bank closed")

    handles("test.broken")(broken)
    plan("test.broken")
    assert run_due() == 0
    row = Due.objects.get()
    assert (row.attempts, row.error, row.done_at) == (1, "OSError: bank closed", None)
    assert timedelta(seconds=4) <= row.run_at - at <= timedelta(seconds=6)
    assert not Outbox.objects.filter(kind="audit").exists()


def test_after_the_last_attempt_a_person_decides(at: datetime, capsys: pytest.CaptureFixture[str]) -> None:
    calls: list[int] = []

    def broken(tx: Tx, job: Job) -> None:
        calls.append(job.attempts)
        if len(calls) <= LIMIT:
            raise OSError("no")

    handles("test.broken")(broken)
    plan("test.broken")
    moment = at
    for _ in range(LIMIT + 3):
        moment += timedelta(days=1)
        with clock.frozen(moment):
            run_due()
    assert calls == list(range(LIMIT))
    (job,) = stuck()
    capsys.readouterr()
    assert commands.worker(["--stuck"]) == 0
    assert capsys.readouterr().out == f"{job.id}\ttest.broken\t{job.key}\tOSError: no\n"
    assert commands.worker(["--again", str(job.id)]) == 0
    with clock.frozen(moment + timedelta(days=1)):
        assert run_due() == 1
    assert commands.worker(["--again", str(job.id)]) == 1
    assert "不在待人工处理之列" in capsys.readouterr().err


def test_a_job_without_handler_waits_with_its_reason() -> None:
    plan("test.unknown")
    assert run_due() == 0
    assert "No handler" in Due.objects.get().error


def test_a_job_under_lease_is_left_alone_until_the_lease_ends(at: datetime) -> None:
    handles("test.a")(lambda tx, job: None)
    plan("test.a")
    Due.objects.update(leased_until=at + timedelta(minutes=5))
    assert run_due() == 0
    with clock.frozen(at + timedelta(minutes=5, seconds=1)):
        assert run_due() == 1


def test_two_handlers_of_one_kind_are_a_mistake() -> None:
    handles("test.two")(lambda tx, job: None)

    def other(tx: Tx, job: Job) -> None: ...

    with pytest.raises(ValueError, match="handler already"):
        handles("test.two")(other)


def test_tonight_s_jobs_are_planned_once_whoever_asks(at: datetime) -> None:
    ran: list[str] = []
    every_night("test.night")(lambda tx, job: ran.append(job.key))
    tomorrow = at.date() + timedelta(days=1)
    plan_nights(tomorrow)
    plan_nights(tomorrow)
    assert run_due() == 0
    with clock.frozen(datetime(2020, 9, 22, 2, 30, tzinfo=clock.ZONE)):
        run_due()
    assert ran == ["2020-09-22"]
    handlers.NIGHTLY.discard("test.night")
