"""Real concurrency: one decision, one effect per key, a cap that holds, and proof that the lock is why."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest
from django.db import connections, transaction
from tests.platform.cases import sample
from tests.platform.cases.sample import applicant, do, officer, opened
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import sequence, verify
from gongbao.platform.cases.models import Counter, Event
from gongbao.platform.cases.services import verify_case
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import SYSTEM, Tx, new_key, read, write
from gongbao.platform.jobs import handlers
from gongbao.platform.jobs.models import Due
from gongbao.platform.jobs.services import handles, run_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
GRANT, CAP = 20_000_00, 300_000_00  # fen


def test_two_officers_decide_at_once_and_exactly_one_counts() -> None:
    sample.register()
    case = opened()
    do(applicant(), case, "submit", "applicant")
    officers = [officer("handler", number) for number in range(11, 19)]
    found = together([partial(do, each, case, "verify", "handler") for each in officers])
    assert sum(isinstance(each, dict) for each in found) == 1
    assert all(isinstance(each, dict | Refusal) for each in found), found
    with read(SYSTEM, purpose="test"):
        assert Event.objects.filter(case=case, action="verify").count() == 1
        assert verify_case(case) is None


def test_one_key_from_many_windows_takes_effect_once() -> None:
    ran: list[int] = []

    def command(tx: Tx) -> str:
        ran.append(1)
        tx.audit("once")
        return str(new_key())

    found = together([partial(write, command, actor=SYSTEM, key="same", name="once")] * 12)
    assert len(set(found)) == 1
    assert Outbox.objects.filter(kind="audit").count() == 1
    assert len(ran) == 1


def test_a_key_whose_first_user_fails_goes_to_the_next() -> None:
    failed = threading.Event()

    def command(tx: Tx) -> str:
        if not failed.is_set():
            failed.set()
            raise Refusal(Text("不", "no"))
        return "done"

    found = together([partial(write, command, actor=SYSTEM, key="same", name="once")] * 6)
    assert sorted(map(str, found)) == ["done"] * 5 + ["不"]


def grant(name: str, *, lock: bool, looked: threading.Barrier | None, tx: Tx) -> bool:
    """Grant if the cap allows; `looked` makes every writer look before any of them adds."""
    if lock:
        tx.lock(name)
    spent = sum(Due.objects.filter(kind=name).values_list("attempts", flat=True)) * GRANT
    if looked:
        looked.wait(timeout=30)
    if spent + GRANT > CAP:
        return False
    Due.objects.create(run_at=tx.now, kind=name, key=str(new_key()), payload={}, attempts=1)
    return True


def grants(count: int, *, lock: bool, looked: threading.Barrier | None = None) -> int:
    calls = [
        partial(write, partial(_granted, lock, looked), actor=SYSTEM, key=f"g{number}", name="grant")
        for number in range(count)
    ]
    found = together(calls)
    assert all(isinstance(each, bool) for each in found), found
    return sum(found) * GRANT


def _granted(lock: bool, looked: threading.Barrier | None, tx: Tx) -> bool:
    return grant("cap:firm", lock=lock, looked=looked, tx=tx)


def test_the_cap_holds_under_the_lock() -> None:
    assert grants(40, lock=True) == CAP


def test_without_the_lock_the_same_command_overpays() -> None:
    """The proof that the test above can fail: twenty look at once, and twenty are granted."""
    assert grants(20, lock=False, looked=threading.Barrier(20)) == 20 * GRANT > CAP


def test_locks_asked_for_in_any_order_do_not_block_each_other_for_ever() -> None:
    def command(names: tuple[str, ...], tx: Tx) -> bool:
        for name in names:
            tx.lock(name)
        return True

    orders = [("a", "b", "c"), ("c", "b", "a"), ("b", "a", "c")] * 2
    calls = [
        partial(write, partial(command, o), actor=SYSTEM, key=f"l{i}", name="l") for i, o in enumerate(orders)
    ]
    assert together(calls) == [True] * 6


def test_case_numbers_given_at_once_do_not_repeat() -> None:
    sample.register()
    assert len(set(together([opened] * 16))) == 16
    assert Counter.objects.get().last == 16


def test_the_same_matter_applied_for_at_once_is_one_case() -> None:
    sample.register()
    found = together([partial(opened, once="scheme:firm:7")] * 8)
    assert sum(isinstance(each, Refusal) for each in found) == 7


def test_remarks_and_steps_at_once_make_one_chain() -> None:
    sample.register()
    case = opened()
    do(applicant(), case, "submit", "applicant")

    def remarked(number: int) -> Any:
        return write(
            lambda tx: tx.event(case, "note", {"n": number}), actor=SYSTEM, key=f"n{number}", name="n"
        )

    calls = [partial(remarked, number) for number in range(10)]
    calls.append(partial(do, officer("handler", 11), case, "verify", "handler"))
    found = together(calls)
    assert not [each for each in found if isinstance(each, Exception)], found
    with read(SYSTEM, purpose="test"):
        assert verify_case(case) is None
        assert Event.objects.filter(case=case).count() == 12


def test_two_workers_do_each_job_once() -> None:
    before = dict(handlers._handlers)
    try:
        handles("race.job")(lambda tx, job: tx.audit("race.job", n=job.payload["n"]))
        write(
            lambda tx: [tx.enqueue("race.job", {"n": n}) for n in range(60)] and None,
            actor=SYSTEM,
            key="p",
            name="p",
        )
        assert sum(together([run_due] * 4)) == 60
    finally:
        handlers._handlers.clear()
        handlers._handlers.update(before)
    done = [row.body["detail"]["n"] for row in Outbox.objects.filter(kind="audit")]
    assert sorted(done) == list(range(60))


def test_sequencers_beside_writers_make_one_sound_log() -> None:
    def writes(first: int) -> None:
        for number in range(first, first + 20):
            write(lambda tx: tx.audit("n"), actor=SYSTEM, key=f"w{number}", name="w")

    def sequences() -> None:
        for _ in range(15):
            sequence(7)

    together([partial(writes, 0), partial(writes, 100), partial(writes, 200), sequences, sequences])
    while sequence():
        pass
    report = verify()
    assert report.sound
    assert report.checked == 120


def test_a_deadlock_is_run_again() -> None:
    """Two commands lock two rows of their own in opposite order; one is chosen, rolled back and run again."""
    for name in "ab":
        write(lambda tx, n=name: tx.lock(n), actor=SYSTEM, key=f"make {name}", name="make")  # type: ignore[misc]
    first_held = threading.Barrier(2)
    attempts: list[str] = []

    def command(one: str, other: str, tx: Tx) -> bool:
        attempts.append(one)
        tx.lock(one)
        if len(attempts) <= 2:
            first_held.wait(timeout=30)
        tx.lock(other)
        return True

    calls = [
        partial(write, partial(command, "a", "b"), actor=SYSTEM, key="d1", name="d"),
        partial(write, partial(command, "b", "a"), actor=SYSTEM, key="d2", name="d"),
    ]
    assert together(calls) == [True, True]
    assert len(attempts) >= 3  # who runs again may take its first row before the other wakes: then once more


def test_a_serialization_failure_is_run_again() -> None:
    ran: list[int] = []

    def command(tx: Tx) -> int:
        ran.append(1)
        if len(ran) < 3:
            with connections["default"].cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")
        return len(ran)

    assert write(command, actor=SYSTEM, key="s", name="s") == 3
    assert not transaction.get_connection().in_atomic_block


def test_retries_are_bounded() -> None:
    ran: list[int] = []

    def command(tx: Tx) -> None:
        ran.append(1)
        with connections["default"].cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$")

    with pytest.raises(Exception, match="x"):
        write(command, actor=SYSTEM, key="s", name="s")
    assert len(ran) == 10
