"""From the fund request to the firm's account: requests, special account, transfers, payments, receipts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from tests.platform.funds.scene import (
    ANN,
    BEN,
    CAP,
    FUND,
    MONTH,
    SCHEME,
    Firm,
    books,
    do,
    funded,
    officer,
    planned,
    requested,
    sent,
)

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def state(batch: UUID) -> list[str]:
    with read(SYSTEM, purpose="test"):
        return [p.code for p in funds.payments(batch=batch)]


def pay(batch: UUID, bank: funds.LocalBank, layout: str = "fixed", office: str = "chaoyang") -> list[object]:
    file = sent(batch, office)
    bank.submit(funds.LAYOUTS[layout], file.content, date(2020, 9, 21))
    content = bank.receipts(file.name.rsplit(".", 1)[0])
    return do(lambda tx: list(funds.import_receipts(tx, content)[:3]), officer(office))


@pytest.mark.parametrize("layout", ["fixed", "csv", "xlsx"])
def test_two_firms_are_paid_and_the_books_close(tmp_path: Path, layout: str) -> None:
    firms = [(Firm(), 4_928_000), (Firm(), CAP)]
    funded(40_000_000)
    batch = planned(firms, layout)
    assert pay(batch, funds.LocalBank(tmp_path), layout) == [2, 0, 0]
    assert state(batch) == ["paid", "paid"]
    keys = funds.balances(
        ["special/skills", "transit/skills/chaoyang", "sent/skills/chaoyang", "treasury/skills"]
    )
    assert list(keys.values()) == [40_000_000 - 34_928_000, 0, 0, -40_000_000]
    assert books() == []


def test_the_same_receipt_file_twice_changes_nothing(tmp_path: Path) -> None:
    funded(10_000_000)
    bank, batch = funds.LocalBank(tmp_path), planned([(Firm(), 154_000)])
    assert pay(batch, bank) == [1, 0, 0]
    with read(SYSTEM, purpose="test"):
        content = bank.receipts(funds.batches()[0].number)
    assert do(lambda tx: list(funds.import_receipts(tx, content)[:3]), officer()) == [0, 0, 1]
    assert books() == []


def test_a_returned_payment_is_paid_again_once_under_a_new_number(tmp_path: Path) -> None:
    funded(10_000_000)
    firm, bank = Firm(), funds.LocalBank(tmp_path)
    request, payees = requested([(firm, 154_000)])
    do(lambda tx: funds.transfer(tx, request).state)
    wrong = {key: payee._replace(account="6222-0001") for key, payee in payees.items()}
    batch = UUID(do(lambda tx: str(funds.plan_batch(tx, request, wrong)), officer()))
    assert pay(batch, bank) == [0, 1, 0]
    with read(SYSTEM, purpose="test"):
        back = funds.payments(batch=batch)[0]
    assert (back.code, back.reason) == ("returned", "账号不符")
    assert funds.balance("transit/skills/chaoyang") == 154_000
    again = UUID(do(lambda tx: str(funds.repay(tx, back.id, firm.payee)), officer()))
    with pytest.raises(Refusal, match="已经重新支付"):
        do(lambda tx: str(funds.repay(tx, back.id, firm.payee)), officer())
    assert pay(again, bank) == [1, 0, 0]
    with read(SYSTEM, purpose="test"):
        chain = funds.explain(funds.payments(batch=again)[0].id)
    assert [link.what.zh.split("（")[0].split(" ")[0] for link in chain] == [
        "核定",
        "用款申请",
        "拨到区",
        "支付",
        "银行回盘",
        "支付",
        "银行回盘",
    ]
    assert books() == []


def test_a_payment_returned_after_it_was_paid_is_owed_again(tmp_path: Path) -> None:
    funded(10_000_000)
    firm = Firm()
    batch = planned([(firm, 154_000)])
    pay(batch, funds.LocalBank(tmp_path))
    with read(SYSTEM, purpose="test"):
        number = funds.payments(batch=batch)[0].number
    late = f"number,amount,outcome,settled_on,reason,reference\r\n{number},154000,returned,2020-09-23,销户,R9\r\n"
    assert do(lambda tx: list(funds.import_receipts(tx, late.encode())[:3]), officer()) == [0, 1, 0]
    assert funds.balance("transit/skills/chaoyang") == 154_000
    assert books() == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{n},154001,paid,2020-09-30,,R", "不符"),
        ("never-sent,154000,paid,2020-09-30,,R", "没有送出过"),
    ],
)
def test_receipts_that_do_not_fit_are_refused_by_row(line: str, word: str) -> None:
    funded(10_000_000)
    batch = planned([(Firm(), 154_000)])
    sent(batch)
    with read(SYSTEM, purpose="test"):
        number = funds.payments(batch=batch)[0].number
    content = f"number,amount,outcome,settled_on,reason,reference\r\n{line.format(n=number)}\r\n".encode()
    refused = do(lambda tx: [str(r) for r in funds.import_receipts(tx, content).refused], officer())
    assert word in refused[0]
    assert refused[0].startswith("第2行")
    assert state(batch) == ["sent"]


def test_a_planned_payment_cannot_be_settled() -> None:
    funded(10_000_000)
    batch = planned([(Firm(), 154_000)])
    with read(SYSTEM, purpose="test"):
        number = funds.payments(batch=batch)[0].number
    content = f"number,amount,outcome,settled_on,reason,reference\r\n{number},154000,paid,2020-09-30,,R\r\n".encode()
    assert do(lambda tx: len(funds.import_receipts(tx, content).refused), officer()) == 1


def test_the_officer_who_prepared_a_batch_does_not_release_it() -> None:
    funded(10_000_000)
    batch = planned([(Firm(), 154_000)])
    with pytest.raises(Refusal, match="不能是同一人"):
        do(lambda tx: funds.send_batch(tx, batch), officer("chaoyang", ANN))


def test_the_file_of_a_batch_never_changes_and_can_be_fetched_again() -> None:
    funded(10_000_000)
    batch = planned([(Firm(), 154_000)])
    first = sent(batch)
    with read(SYSTEM, purpose="test"):
        again = funds.payment_file(batch)
    assert (again.content, again.digest) == (first.content, sm3(first.content).hex())
    with pytest.raises(Refusal, match="已送银行"):
        do(lambda tx: funds.send_batch(tx, batch), officer("chaoyang", BEN))


def test_money_goes_only_to_an_account_in_the_payees_own_name() -> None:
    funded(10_000_000)
    request, payees = requested([(Firm(), 154_000)])
    do(lambda tx: funds.transfer(tx, request).state)
    for faulty, word in (
        ({k: p._replace(name="王某") for k, p in payees.items()}, "户名"),
        ({}, "缺少收款账户"),
    ):
        with pytest.raises(Refusal, match=word):
            do(lambda tx, faulty=faulty: str(funds.plan_batch(tx, request, faulty)), officer())


def test_account_numbers_rest_sealed_and_show_masked() -> None:
    from gongbao.platform.funds.models import Payment

    funded(10_000_000)
    firm = Firm()
    batch = planned([(firm, 154_000)])
    with read(SYSTEM, purpose="test"):
        row = Payment.objects.get(batch=batch)
        shown = funds.payments(batch=batch)[0].account
    assert firm.payee.account.encode() not in bytes(row.account_sealed)
    assert shown == "*" * (len(firm.payee.account) - 4) + firm.payee.account[-4:]


def test_planning_again_plans_nothing_twice_and_a_cancelled_batch_is_planned_anew() -> None:
    funded(10_000_000)
    request, payees = requested([(Firm(), 154_000), (Firm(), 50_000)])
    do(lambda tx: funds.transfer(tx, request).state)
    one = UUID(do(lambda tx: str(funds.plan_batch(tx, request, payees, limit=1)), officer()))
    two = do(lambda tx: str(funds.plan_batch(tx, request, payees, limit=5)), officer())
    assert [len(state(UUID(str(b)))) for b in (one, two)] == [1, 1]
    assert do(lambda tx: funds.plan_batch(tx, request, payees), officer()) is None
    do(lambda tx: funds.cancel_batch(tx, one), officer())
    assert do(lambda tx: str(funds.plan_batch(tx, request, payees)), officer()) != "None"
    assert books() == []


def test_a_transfer_waits_when_the_balance_is_short_and_runs_when_money_comes() -> None:
    funded(1_000_000)
    near, far = requested([(Firm("chaoyang"), 1_000_001)])[0], requested([(Firm("haidian"), 5)])[0]
    assert do(lambda tx: list(funds.transfer(tx, near))) == ["queued", 1]
    assert do(lambda tx: list(funds.transfer(tx, far))) == ["queued", 6], (
        "nobody overtakes the one that waits"
    )
    assert "0.01" in funds.queue_notice(1).zh
    assert do(lambda tx: [str(r) for r in funds.preallocate(tx, FUND, "2020Q4", 1, "财预2号")]) == [str(near)]
    assert do(lambda tx: [str(r) for r in funds.preallocate(tx, FUND, "2020Q4", 5, "财预3号")]) == [str(far)]
    assert funds.balance("special/skills") == 0
    assert books() == []


def test_a_treasury_document_is_booked_once() -> None:
    funded(700, "财预9号")
    funded(700, "财预9号")
    assert funds.balance("special/skills") == 700


def test_a_request_is_in_time_on_the_20th_to_the_last_second_and_late_on_the_21st(free_clock: None) -> None:
    late = {}
    for moment in (datetime(2020, 9, 20, 23, 59, 59), datetime(2020, 9, 21)):  # noqa: DTZ001
        firm = Firm("chaoyang" if moment.day == 20 else "haidian")
        right = firm.entitled(1)
        request = UUID(
            do(
                lambda tx, f=firm, r=right: str(
                    funds.collect(tx, f.office, MONTH, [r], scheme=SCHEME, fund=FUND)
                ),
                officer(firm.office),
            )
        )
        with clock.frozen(moment.replace(tzinfo=clock.ZONE)):
            late[moment.day] = do(lambda tx, r=request: funds.submit(tx, r), officer(firm.office))
    assert late == {20: False, 21: True}
    assert funds.due(MONTH) == date(2020, 9, 20), "a Sunday; it does not move"


def test_an_entitlement_is_requested_once() -> None:
    firm = Firm()
    right = firm.entitled(154_000)

    def collect(month: int) -> str:
        return do(
            lambda tx: str(funds.collect(tx, "chaoyang", month, [right], scheme=SCHEME, fund=FUND)), officer()
        )

    request = collect(MONTH)
    assert collect(MONTH) == request
    with pytest.raises(Refusal, match="另一份用款申请"):
        collect(MONTH + 1)
    do(lambda tx: funds.drop(tx, UUID(request), right), officer())
    assert collect(MONTH + 1) != request
    assert books() == []


def test_the_city_sees_every_offices_total() -> None:
    requested([(Firm("chaoyang"), 100), (Firm("chaoyang"), 50)], MONTH + 1)
    requested([(Firm("haidian"), 7)], MONTH + 1)
    with read(officer("BJ"), purpose="test"):
        totals = [(t.office, t.count, t.total, t.state) for t in funds.aggregate(SCHEME, MONTH + 1)]
    assert totals == [("chaoyang", 2, 150, "approved"), ("haidian", 1, 7, "approved")]


def test_an_empty_request_is_not_submitted_and_a_submitted_one_takes_no_more() -> None:
    first, second = Firm().entitled(1), Firm().entitled(1)
    request = UUID(
        do(lambda tx: str(funds.collect(tx, "chaoyang", MONTH, [first], scheme=SCHEME, fund=FUND)), officer())
    )
    do(lambda tx: funds.drop(tx, request, first), officer())
    with pytest.raises(Refusal, match="没有项目"):
        do(lambda tx: funds.submit(tx, request), officer())
    do(lambda tx: str(funds.collect(tx, "chaoyang", MONTH, [first], scheme=SCHEME, fund=FUND)), officer())
    do(lambda tx: funds.submit(tx, request), officer())
    with pytest.raises(Refusal, match="下一个月"):
        do(
            lambda tx: str(funds.collect(tx, "chaoyang", MONTH, [second], scheme=SCHEME, fund=FUND)),
            officer(),
        )


@pytest.mark.parametrize(("restores", "free"), [(False, 0), (True, 100_000)])
def test_money_is_recovered_up_to_what_was_paid(tmp_path: Path, restores: bool, free: int) -> None:
    funded(CAP)
    firm = Firm()
    batch = planned([(firm, CAP)])
    pay(batch, funds.LocalBank(tmp_path))
    with read(SYSTEM, purpose="test"):
        right = funds.entitlements(case=firm.case)[0].id

    def recover(fen: int, ref: str) -> int:
        return do(lambda tx: funds.recover(tx, right, fen, "冒领", ref=ref, restores_cap=restores), officer())

    assert recover(100_000, "r1") == 100_000
    assert recover(100_000, "r1") == 100_000, "the same decision is booked once"
    with pytest.raises(Refusal, match="299,000"):
        recover(CAP, "r2")
    assert do(lambda tx: funds.paid_back(tx, right, 60_000, ref="b1"), officer()) == 40_000
    with pytest.raises(Refusal, match="余额不足"):
        do(lambda tx: funds.paid_back(tx, right, 40_001, ref="b2"), officer())
    assert funds.left(firm.cap, CAP) == free
    assert books() == []


def test_use_of_money_is_recorded_flagged_outside_the_list_and_never_above_what_was_paid(
    tmp_path: Path,
) -> None:
    allowed = ("education", "insurance", "living")
    funded(CAP)
    firm = Firm()

    def use(what: str, fen: int) -> bool:
        return do(lambda tx: funds.record_use(tx, firm.case, what, fen, MONTH, allowed=allowed), officer())

    batch = planned([(firm, 1_000)])
    with pytest.raises(Refusal, match="最多为 0 元"):
        use("education", 1)
    pay(batch, funds.LocalBank(tmp_path))
    assert use("education", 600) is False
    assert use("rent", 399) is True
    with pytest.raises(Refusal, match=r"最多为 0\.01 元"):
        use("living", 2)
    assert use("living", 1) is False
    with read(SYSTEM, purpose="test"):
        assert [(u.use, u.flagged) for u in funds.uses(firm.case)] == [
            ("education", False),
            ("rent", True),
            ("living", False),
        ]


def test_a_statement_runs_up_to_its_balance() -> None:
    firm = Firm()
    do(lambda tx: str(firm.reserve(tx, 100).entitlement), officer())
    with clock.frozen(datetime(2020, 9, 22, 9, tzinfo=clock.ZONE)):
        do(lambda tx: str(firm.reserve(tx, 50).entitlement), officer())
    lines = funds.statement(firm.cap)
    assert [(line.amount, line.balance) for line in lines] == [(100, 100), (50, 150)]
    assert [line.balance for line in funds.statement(firm.cap, since=date(2020, 9, 22))] == [150]
    assert [line.balance for line in funds.statement(firm.cap, until=date(2020, 9, 21))] == [100]
