"""The fee of an application: not taken while the sum is to be confirmed, paid once through the channel, receipt, nothing unpaid goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.banking.services import payment_channel
from gongbao.platform.cases.services import history
from gongbao.platform.casework import services as casework
from gongbao.platform.db import secrets
from gongbao.platform.db.services import SYSTEM, Actor
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters
from gongbao.platform.titles import demo, fees
from gongbao.platform.titles import services as titles
from gongbao.policies import titling

pytestmark = pytest.mark.django_db
ACCOUNT, EMPTY = "6222020200001234567", "6222020200001230000"


@pytest.fixture(autouse=True)
def channel(settings: Any, tmp_path: Path) -> None:
    settings.GONGBAO_DATA = tmp_path


def charged(monkeypatch: pytest.MonkeyPatch, yuan: str) -> None:
    monkeypatch.setattr(titling, "PROCESS", titling.PROCESS.overridden({"review_fee": yuan}))


@pytest.fixture
def owing(scene: demo.Scene, monkeypatch: pytest.MonkeyPatch) -> tuple[Actor, str]:
    """An application recommended, its notice at work over, 320.50 yuan due."""
    charged(monkeypatch, "320.50")
    number = w.submitted(scene)
    w.at_body(scene, number)
    return scene.person(scene.applicant, demo.APPLICANT), number


def paid(number: str) -> list[Any]:
    return w.seen(lambda: titles.fees_of(w.case(number).key))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("value", "says"), [("待确认", "fee_unknown"), ("0", "free")])
def test_no_fee_is_taken_and_the_case_says_why(
    scene: demo.Scene, monkeypatch: pytest.MonkeyPatch, value: str, says: str
) -> None:
    charged(monkeypatch, value)
    number = w.submitted(scene)
    w.at_body(scene, number)
    row = w.case(number)
    assert row.state == "checking"
    steps = w.seen(lambda: [(each.action, each.body.get("reasons")) for each in history(row.key)])
    assert steps[-2:] == [("notice_over", None), ("no_fee", [says])]
    assert paid(number) == []
    with pytest.raises(Refusal, match="没有要缴的费用"):
        titles.pay_fee(scene.person(scene.applicant), number, ACCOUNT, key=w.key())


def test_the_shipped_fee_is_to_be_confirmed_and_says_so() -> None:
    value = titles.dated("engineering_titles", "review_fee", w.OPENED)
    assert (titles.fee_due("engineering_titles", w.OPENED).amount, value.confidence, value.flagged) == (
        None,
        "D",
        True,
    )


def test_an_unpaid_application_does_not_go_to_the_body(owing: tuple[Actor, str], scene: demo.Scene) -> None:
    who, number = owing
    assert w.case(number).state == "fee_due"
    with pytest.raises(Refusal):
        w.checked(scene, number)
    with pytest.raises(Refusal, match="还没有收到评审费"):
        casework.do(who, number, "pay_fee", key=w.key())
    with pytest.raises(Refusal):
        casework.do(who, number, "no_fee", key=w.key(), decided={"reasons": ["free"]})
    assert w.case(number).state == "fee_due"


def test_paid_on_line_once_with_a_receipt_and_on_to_the_body(
    owing: tuple[Actor, str], scene: demo.Scene
) -> None:
    who, number = owing
    case = w.case(number)
    assert "320.50元" in w.seen(lambda: fees.terms(case)).zh
    key = w.key()
    done = titles.pay_fee(who, number, ACCOUNT, key=key)
    assert done == {"number": f"{number}-F1", "amount": 32050, "why": ""}
    assert titles.pay_fee(who, number, ACCOUNT, key=key) == done
    assert w.case(number).state == "checking"
    (row,) = paid(number)
    assert (row.state, row.amount, row.channel) == ("paid", 32050, "本地模拟收款（不是真实支付渠道）")
    assert secrets.unseal(bytes(row.account), fees.SEAL) == ACCOUNT
    assert payment_channel().taken() == {row.number: 32050}  # type: ignore[attr-defined]
    (letter,) = [each for each in w.seen(lambda: letters.letters(case=case.key)) if each.id == row.receipt]
    assert letter.title.zh == "评审费缴费回执"
    with pytest.raises(Refusal, match="没有要缴的费用"):
        titles.pay_fee(who, number, ACCOUNT, key=w.key())
    w.checked(scene, number)
    assert w.case(number).state == "expert_review"


def test_the_sum_asked_stays_due_although_the_fee_changes_afterwards(
    owing: tuple[Actor, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    who, number = owing
    charged(monkeypatch, "0")
    before = fees.due

    def changed(room: str, on: date) -> fees.Due:
        return before(room, on) if on > w.date(2021, 4, 12) else fees.Due(32050, Text("", ""))

    monkeypatch.setattr(fees, "due", changed)
    w.to("2021-04-20 09:00")
    assert titles.pay_fee(who, number, ACCOUNT, key=w.key())["amount"] == 32050


def test_an_empty_account_is_told_and_another_pays(owing: tuple[Actor, str]) -> None:
    who, number = owing
    with pytest.raises(Refusal, match="余额不足") as refused:
        titles.pay_fee(who, number, EMPTY, key=w.key())
    assert refused.value.where == "account"
    assert w.case(number).state == "fee_due"
    titles.pay_fee(who, number, ACCOUNT, key=w.key())
    assert [(row.state, row.attempt) for row in paid(number)] == [("failed", 1), ("paid", 2)]
    assert payment_channel().taken() == {f"{number}-F2": 32050}  # type: ignore[attr-defined]


def test_a_payment_left_unfinished_is_asked_again_under_its_number(owing: tuple[Actor, str]) -> None:
    who, number = owing
    w.do(lambda tx: fees.begin(tx, number, ACCOUNT), who)
    assert [row.state for row in paid(number)] == ["asked"]
    w.to("2021-04-12 09:03")
    run_due()
    assert [row.state for row in paid(number)] == ["paid"]
    assert w.case(number).state == "checking"
    assert payment_channel().taken() == {f"{number}-F1": 32050}  # type: ignore[attr-defined]


def test_what_was_withdrawn_while_the_channel_was_asked_is_to_be_returned(owing: tuple[Actor, str]) -> None:
    who, number = owing
    w.do(lambda tx: fees.begin(tx, number, ACCOUNT), who)
    casework.do(who, number, "withdraw", key=w.key())
    w.to("2021-04-12 09:03")
    run_due()
    assert [row.state for row in paid(number)] == ["to_return"]
    assert w.case(number).state == "withdrawn"


def test_nobody_pays_for_another_and_the_system_takes_no_fee_by_itself(
    owing: tuple[Actor, str], scene: demo.Scene
) -> None:
    from django.http import Http404

    _, number = owing
    with pytest.raises(Http404):
        titles.pay_fee(scene.clerk(scene.employer, "titles-employer"), number, ACCOUNT, key=w.key())
    with pytest.raises(Refusal, match="还没有收到"):
        w.do(lambda tx: casework.step(tx, w.case(number), "pay_fee")["number"], SYSTEM)
