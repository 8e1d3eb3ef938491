"""Messages reach their box once, are masked, and leave by the channels a party chose."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, new_key, read, write
from gongbao.platform.jobs.services import run_due
from gongbao.platform.messages import services as messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
FIRM, OTHER = UUID(int=7), UUID(int=8)
CY = Actor("officer", account=UUID(int=1), office="chaoyang")
PARTY = Actor("party", account=UUID(int=2), party=FIRM)
HELLO = Text("您的申请已受理", "Your application was accepted")


def do(command: Any, actor: Actor = CY) -> Any:
    return write(command, actor=actor, key=str(new_key()), name="test")


def box(actor: Actor, **where: Any) -> list[str]:
    with read(actor, purpose="test"):
        return [m.text.zh for m in messages.inbox(clock.now(), **where)]


def test_the_door_delivers_at_once_into_the_partys_box() -> None:
    do(lambda tx: tx.message(FIRM, HELLO))
    assert box(PARTY, party=FIRM) == ["您的申请已受理"]
    run_due()
    assert box(PARTY, party=FIRM) == ["您的申请已受理"]


def test_nobody_else_reads_it() -> None:
    do(lambda tx: messages.to_party(tx, FIRM, HELLO))
    assert box(Actor("party", party=OTHER), party=FIRM) == []
    assert box(Actor("officer", office="haidian"), party=FIRM) == []


def test_a_message_to_another_office_or_party_goes_through_the_job() -> None:
    do(lambda tx: messages.to_office(tx, "haidian", HELLO), PARTY)
    do(lambda tx: messages.to_party(tx, OTHER, HELLO), PARTY)
    assert run_due() == 2
    assert box(Actor("officer", office="haidian"), office="haidian") == ["您的申请已受理"]
    assert box(Actor("party", party=OTHER), party=OTHER) == ["您的申请已受理"]
    assert box(CY, office="chaoyang") == []


def test_the_same_key_is_told_once() -> None:
    for _ in range(3):
        do(lambda tx: messages.to_party(tx, FIRM, HELLO, key="accepted-1"))
    run_due()
    assert len(box(PARTY, party=FIRM)) == 1


def test_reading_marks_and_counts() -> None:
    for n in range(3):
        do(lambda tx, n=n: messages.to_party(tx, FIRM, Text(f"第{n}条", "x")))
    with read(PARTY, purpose="test"):
        first = messages.inbox(clock.now(), party=FIRM)[0].id
        assert messages.unread_count(clock.now(), party=FIRM) == 3
    assert do(lambda tx: messages.mark_read(tx, [first], party=FIRM), PARTY) == 1
    assert do(lambda tx: messages.mark_read(tx, [first], party=FIRM), PARTY) == 0
    assert do(lambda tx: messages.mark_read(tx, party=FIRM), Actor("party", party=OTHER)) == 0
    assert do(lambda tx: messages.mark_read(tx, party=FIRM), PARTY) == 2


@pytest.mark.parametrize("text", ["身份证110101199003070011", "电话13800138000", "账号6222020000000000011"])
def test_whole_personal_numbers_are_not_sent(text: str) -> None:
    with pytest.raises(Refusal, match="未遮盖"):
        do(lambda tx: messages.to_party(tx, FIRM, Text(text, "x")))


@pytest.mark.parametrize(
    "text",
    ["尾号3317", "138****8000", "支付编号 chaoyang-20200930-001-00001", "49,280 元", "案件 20200921000012"],
)
def test_masked_text_and_case_numbers_are(text: str) -> None:
    assert messages.personal(text) is None


def test_a_reminder_appears_at_its_time_to_the_second_unless_taken_back() -> None:
    when = clock.now() + timedelta(days=3)
    for key in ("a", "b"):
        do(lambda tx, key=key: messages.remind(tx, when, Text(f"提醒{key}", "x"), key=key, party=FIRM))
    assert do(lambda tx: messages.cancel_reminder(tx, "a")) is True
    assert do(lambda tx: messages.cancel_reminder(tx, "a")) is False
    with clock.frozen(when - timedelta(seconds=1)):
        assert box(PARTY, party=FIRM) == []
    with clock.frozen(when):
        assert box(PARTY, party=FIRM) == ["提醒b"]
        assert do(lambda tx: messages.cancel_reminder(tx, "b")) is False


def test_a_message_leaves_once_by_the_chosen_channel_and_the_address_rests_sealed(tmp_path: Path) -> None:
    messages.install("sms", messages.LocalOutbox("sms", lambda: tmp_path))
    do(lambda tx: messages.set_address(tx, FIRM, "sms", "13800138000"), PARTY)
    do(lambda tx: messages.set_address(tx, OTHER, "sms", "13900139000"), SYSTEM)
    do(lambda tx: messages.to_party(tx, FIRM, HELLO))
    run_due()
    run_due()
    files = list((tmp_path / "sms").glob("*.json"))
    assert [json.loads(f.read_text(encoding="utf-8"))["to"] for f in files] == ["13800138000"]
    with read(PARTY, purpose="test"):
        assert messages.addresses(FIRM) == {"sms": "138****8000"}
    do(lambda tx: messages.set_address(tx, FIRM, "sms", ""), PARTY)
    do(lambda tx: messages.to_party(tx, FIRM, HELLO))
    run_due()
    assert len(list((tmp_path / "sms").glob("*.json"))) == 1


def test_a_failing_channel_is_tried_again_under_the_same_key() -> None:
    class Flaky:
        def __init__(self) -> None:
            self.keys: list[str] = []

        def send(self, key: str, to: str, text: Text) -> None:
            self.keys.append(key)
            if len(self.keys) == 1:
                raise OSError("gateway down")

    flaky = Flaky()
    messages.install("email", flaky)
    do(lambda tx: messages.set_address(tx, FIRM, "email", "linzhou@example.org"), PARTY)
    do(lambda tx: messages.to_party(tx, FIRM, HELLO))
    run_due()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        run_due()
        run_due()
    assert len(flaky.keys) == 2
    assert len(set(flaky.keys)) == 1


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(Refusal, match="没有这种通知方式"):
        do(lambda tx: messages.set_address(tx, FIRM, "pigeon", "x"), PARTY)
