"""Debit batches and result files: each charge once, whatever comes back, however often, in whatever state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.platform.collections.scene import (
    DUE,
    charged,
    do,
    faults,
    new,
    officer,
    one,
    paid,
    payer,
    planned,
    seen,
    sent,
    signed,
    taken,
)

from gongbao.law.errors import Refusal
from gongbao.platform.collections import services as c
from gongbao.platform.db import clock
from gongbao.platform.jobs.services import run_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
SCHEME = "social_insurance"


def results(file: c.DebitFile, layout: str = "fixed", **failing: str) -> list[c.Result]:
    _, debits = c.read_debits(c.LAYOUTS[layout], file.content)
    return [
        c.Result(
            d.number, d.amount, "failed" if d.name in failing else "paid", DUE, failing.get(d.name, ""), n
        )
        for n, d in enumerate(debits, 2)
    ]


def answer(file: c.DebitFile, told: list[c.Result], layout: str = "fixed") -> bytes:
    return c.write_results(c.LAYOUTS[layout], file.name.rsplit(".", 1)[0], told)


@pytest.mark.parametrize("layout", ["fixed", "csv", "xlsx"])
def test_a_batch_goes_out_and_comes_back(layout: str) -> None:
    who, other = payer(), payer("haidian")
    a, b, x = charged(new(who, 10_000), new(who, 5_000, "medical"), new(other, 700))
    account = signed(who)
    signed(other, "bank_payment")
    batch = planned(layout=layout)
    assert batch is not None
    assert planned() is None, "a charge in a live debit is not planned again"
    file = sent(batch)
    _, debits = c.read_debits(c.LAYOUTS[layout], file.content)
    assert sorted((d.amount, d.account == account) for d in debits) == [(700, False), (15_000, True)]
    told = taken(answer(file, results(file, layout), layout))
    assert (told.state, told.paid, told.failed, told.parked) == ("taken", 2, 0, 0)
    assert [one(n).state for n in (a, b, x)] == ["settled"] * 3
    assert seen(lambda: c.batches(SCHEME))[0].code == "done"
    assert faults() == []


def test_what_failed_is_free_for_another_try_in_the_month() -> None:
    who, other = payer(), payer()
    a, b = charged(new(who, 10_000), new(other, 500))
    signed(who)
    signed(other)
    batch = planned()
    assert batch
    file = sent(batch)
    told = taken(answer(file, results(file, **{who.name: "余额不足"})))
    assert (told.paid, told.failed) == (1, 1)
    assert (one(a).state, one(b).state) == ("open", "settled")
    again = planned()
    assert again
    file = sent(again)
    assert (file.count, file.total) == (1, 10_000)
    assert taken(answer(file, results(file))).paid == 1
    assert (one(a).state, faults()) == ("settled", [])


def _good() -> tuple[c.DebitFile, list[c.Result], list[str]]:
    people = [payer() for _ in range(3)]
    numbers = charged(*(new(who, 1_000 + n) for n, who in enumerate(people)))
    for who in people:
        signed(who)
    batch = planned()
    assert batch
    file = sent(batch)
    return file, results(file), numbers


def test_the_same_file_twice_changes_nothing() -> None:
    file, told, _ = _good()
    first, again = taken(answer(file, told)), taken(answer(file, told))
    assert (first.paid, again.paid, again.known, again.file) == (3, 0, 3, first.file)
    other_bytes = taken(answer(file, list(reversed(told))))
    assert (other_bytes.paid, other_bytes.known) == (0, 3)
    assert faults() == []


def _total(content: bytes) -> bytes:
    return content.replace(b"|3003\r\n", b"|3004\r\n")


def _cut(content: bytes) -> bytes:
    return b"\r\n".join(content.split(b"\r\n")[:-2]) + b"\r\n"


def _head(content: bytes) -> bytes:
    return content.split(b"\r\n", 1)[1]


def _batch(content: bytes) -> bytes:
    return content.replace(b"|D", b"|X", 1)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(_total, "总额不符"), (_cut, "文件不完整"), (_head, "不是认识的结果文件"), (_batch, "没有送出过批次")],
)
def test_a_spoilt_file_is_parked_whole_and_a_good_one_still_counts(
    spoil: Callable[[bytes], bytes], why: str
) -> None:
    file, told, numbers = _good()
    good = answer(file, told)
    spoilt = taken(spoil(good), "坏文件.txt")
    assert (spoilt.state, spoilt.paid) == ("parked", 0)
    assert why in spoilt.reason["zh"]
    assert spoilt.reason["en"]
    waiting = seen(lambda: c.parked(SCHEME))
    assert [(row.file, row.row) for row in waiting] == [("坏文件.txt", 0)]
    assert {one(n).state for n in numbers} == {"open"}
    assert taken(good).paid == 3
    assert faults() == []


def test_a_file_cut_in_the_middle_of_a_line_is_parked() -> None:
    file, told, _ = _good()
    good = answer(file, told)
    assert taken(good[:-70]).state == "parked"


def test_bad_lines_are_parked_and_the_rest_goes_on() -> None:
    file, told, numbers = _good()
    strange = told[0]._replace(number=told[0].number[:-6] + "000099")
    wrong = told[1]._replace(amount=told[1].amount + 1)
    got = taken(answer(file, [strange, wrong, told[2]]))
    assert (got.state, got.paid, got.parked) == ("taken", 1, 2)
    reasons = [row.reason.zh for row in seen(lambda: c.parked(SCHEME))]
    assert "没有这个扣款编号" in reasons[0]
    assert "不符" in reasons[1]
    contradicted = taken(answer(file, [told[2]._replace(outcome="failed")]))
    assert contradicted.parked == 1
    lines = [row.id for row in seen(lambda: c.parked(SCHEME))]
    assert do(lambda tx: c.settle_parked(tx, lines, "银行更正")) == 3
    assert seen(lambda: c.parked(SCHEME)) == []
    assert taken(answer(file, told[:2])).paid == 2
    assert {one(n).state for n in numbers} == {"settled"}
    assert faults() == []


def test_an_unreadable_line_is_parked_and_the_rest_goes_on() -> None:
    file, told, _ = _good()
    content = answer(file, told, "csv").replace("成功".encode(), "？".encode(), 1)
    got = taken(content)
    assert (got.paid, got.parked) == (2, 1)


def test_held_and_vouched_charges_and_other_banks_are_left_out() -> None:
    people = [payer() for _ in range(4)]
    numbers = charged(*(new(who, 1_000) for who in people))
    for who in people[:3]:
        signed(who)
    signed(people[3], bank="ccb")
    do(lambda tx: c.hold(tx, [numbers[0]], "户名不一致"))
    do(lambda tx: str(c.issue_voucher(tx, [numbers[1]], days=3, point="client").code))
    batch = planned(on=date(2020, 9, 22))
    assert batch
    assert sent(batch).count == 1
    do(lambda tx: c.hold(tx, [numbers[0]], ""))
    late = planned(on=date(2020, 9, 30))
    assert late
    assert sent(late).count == 2


def test_an_agreement_changes_only_between_debits() -> None:
    who = payer()
    charged(new(who, 1_000))
    signed(who, "city_collection")
    assert planned() is None, "the old way does not allow a batch debit"
    signed(who, "tri_party")
    assert [row.kind for row in seen(lambda: c.agreements(who.hash))] == ["tri_party", "city_collection"]
    batch = planned()
    assert batch
    with pytest.raises(Refusal, match="途中"):
        signed(who, "tri_party", bank="ccb")
    do(lambda tx: c.cancel_debits(tx, batch))
    signed(who, "tri_party", bank="ccb")
    assert planned("ccb") is not None


def test_a_charge_paid_meanwhile_leaves_the_debit_loose_for_a_refund() -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    signed(who)
    batch = planned()
    assert batch
    file = sent(batch)
    paid(who, 1_000, a)
    taken(answer(file, results(file)))
    assert [row.unallocated for row in seen(lambda: c.payments(SCHEME, loose=True))] == [1_000]
    assert faults() == []


def test_the_local_bank_debits_each_number_once(tmp_path: Path) -> None:
    file, _, _ = _good()
    bank = c.LocalDebitBank(tmp_path, lambda debit: "余额不足" if debit.amount == 1_001 else "")
    layout = c.LAYOUTS["fixed"]
    number = bank.submit(layout, file.content, DUE)
    bank.submit(layout, file.content, DUE)
    got = taken(bank.answer(layout, number))
    assert (got.paid, got.failed, sum(bank.debited().values())) == (2, 1, 2_002)


def draw(who: c.Payer, numbers: list[str], bank: object, key: str) -> c.Asked:
    return c.draw(
        officer(),
        SCHEME,
        lambda _: who,
        numbers,
        kinds=("tri_party",),
        on=DUE,
        key=key,
        name="pay",
        bank=bank,
    )


class Broken:
    """A bank that debits and then breaks the line before it has answered."""

    def __init__(self, folder: Path) -> None:
        self.bank = c.LocalDebitBank(folder)

    def debit(self, batch: str, debit: c.Debit, on: date) -> str:
        self.bank.debit(batch, debit, on)
        raise ConnectionError


def test_an_on_line_debit_whose_answer_was_lost_is_finished_and_never_made_twice(
    tmp_path: Path, settings: Any
) -> None:
    who = payer()
    a, b = charged(new(who, 1_000), new(who, 500))
    account = signed(who)
    settings.GONGBAO_DATA = tmp_path
    with pytest.raises(ConnectionError):
        draw(who, [a, b], Broken(tmp_path / "online-bank"), "pay-1")
    assert (one(a).state, planned()) == ("open", None), "the charges stay held until the bank has answered"
    with pytest.raises(Refusal, match="途中"):
        draw(who, [a], c.LocalDebitBank(tmp_path / "other"), "pay-2")
    run_due(clock.now() + timedelta(minutes=3))
    assert [one(n).state for n in (a, b)] == ["settled", "settled"]
    assert sum(c.LocalDebitBank(tmp_path / "online-bank").debited().values()) == 1_500
    assert draw(who, [b, a], c.LocalDebitBank(tmp_path / "other"), "pay-1") == c.Asked(1_500, "")
    with pytest.raises(Refusal, match="另一项操作"):
        draw(who, [a], c.LocalDebitBank(tmp_path / "other"), "pay-1")
    assert c.LocalDebitBank(tmp_path / "other").debited() == {}
    assert seen(lambda: c.batches(SCHEME)) == [], "an on-line debit is no batch of the desk"
    assert (faults(), len(account)) == ([], 16)


def test_an_empty_account_is_told_and_its_charges_are_free_again(tmp_path: Path) -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    signed(who, account="622202120000" + "0000")
    bank = c.LocalDebitBank(tmp_path)
    assert draw(who, [a], bank, "pay-3") == c.Asked(0, "余额不足")
    assert one(a).state == "open"
    assert planned() is not None
    assert seen(lambda: c.failed_tries(SCHEME, DUE.replace(day=1))) == {}, "only batches count as tries"


def test_results_of_a_whole_batch_are_booked_in_a_few_statements(django_assert_max_num_queries: Any) -> None:
    people = [payer() for _ in range(30)]
    charged(*(new(who, 1_000 + n) for n, who in enumerate(people)))
    for who in people:
        signed(who)
    batch = planned()
    assert batch
    file = sent(batch)
    content = answer(file, results(file, **{people[0].name: "余额不足"}))
    with django_assert_max_num_queries(45):
        assert taken(content).paid == 29
    assert faults() == []
