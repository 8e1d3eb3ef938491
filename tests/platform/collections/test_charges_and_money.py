"""Charges that never change, money that settles them, late fees, refunds, remittances: the books always add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.platform.collections.scene import (
    BEN,
    DUE,
    MONTH,
    SCHEME,
    charged,
    do,
    faults,
    new,
    officer,
    one,
    paid,
    payer,
    seen,
)

from gongbao.law.errors import Refusal
from gongbao.platform.collections import services as c
from gongbao.platform.db.services import CITY, Actor, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def handed(number: str, *charges: c.NewCharge) -> list[object]:
    return do(lambda tx: list(c.hand_over(tx, SCHEME, "agency", number, MONTH, charges, office=CITY)))


def test_a_file_is_taken_over_once_and_never_changes() -> None:
    who = payer()
    first, second = new(who, 10_000), new(who, 5_000, "medical")
    number, count, total, digest, fresh = handed("F-2021-01", first, second)
    assert (number, count, total, fresh) == ("F-2021-01", 2, 15_000, True)
    assert handed("F-2021-01", first, second)[3:] == [digest, False]
    with pytest.raises(Refusal, match="另一份内容"):
        handed("F-2021-01", first)
    with pytest.raises(Refusal, match="重复"):
        handed("F-2021-01b", first)
    assert [row.amount for row in seen(lambda: c.charges(SCHEME))] == [10_000, 5_000]
    assert faults() == []


def test_money_settles_in_order_and_the_rest_stays_loose() -> None:
    who = payer()
    a, b = charged(new(who, 10_000), new(who, 5_000, "medical"))
    got = paid(who, 12_000, a, b, reference="R-1")
    assert (got.settled, got.loose, got.fresh) == (12_000, 0, True)
    assert (one(a).state, one(b).state, one(b).left) == ("settled", "open", 3_000)
    assert paid(who, 12_000, a, b, reference="R-1").fresh is False
    with pytest.raises(Refusal, match="不符"):
        paid(who, 12_001, a, b, reference="R-1")
    assert paid(who, 3_001, b).loose == 1
    assert faults() == []


def test_an_allocation_is_undone_and_the_money_used_elsewhere() -> None:
    from gongbao.platform.collections.models import Allocation

    who = payer()
    a, b = charged(new(who, 10_000), new(who, 10_000, "medical"))
    got = paid(who, 10_000, a)
    row = seen(lambda: Allocation.objects.get(charge__number=a))
    do(lambda tx: c.undo(tx, row.id, "记错"))
    assert (one(a).left, faults()) == (10_000, [])
    assert do(lambda tx: c.settle(tx, got.money, [b])) == 10_000
    assert (one(b).state, faults()) == ("settled", [])


def test_less_owed_becomes_credit_and_settles_the_next_month() -> None:
    who = payer()
    (a,) = charged(new(who, 10_000))
    paid(who, 10_000, a)
    less, nxt = charged(new(who, -1_234, kind="difference", corrects=a), new(who, 10_000, period=MONTH + 1))
    got = do(lambda tx: str(c.credit(tx, less).money))
    do(lambda tx: c.settle(tx, got, [nxt]))
    assert (one(less).state, one(nxt).left) == ("settled", 8_766)
    assert do(lambda tx: c.credit(tx, less).fresh) is False
    assert faults() == []


def test_refunds_need_two_people_and_only_what_is_loose() -> None:
    who = payer()
    got = paid(who, 500)
    with pytest.raises(Refusal, match="可退余额"):
        do(lambda tx: str(c.ask_refund(tx, got.money, 501, "多缴")))
    refund = do(lambda tx: str(c.ask_refund(tx, got.money, 500, "多缴")))
    with pytest.raises(Refusal, match="不能审批"):
        do(lambda tx: c.decide_refund(tx, refund, True))
    do(lambda tx: c.decide_refund(tx, refund, True), officer(BEN))
    do(lambda tx: c.pay_refund(tx, refund, DUE, "B-9"), officer(BEN))
    with pytest.raises(Refusal, match="现为"):
        do(lambda tx: c.pay_refund(tx, refund, DUE, "B-9"), officer(BEN))
    other = do(lambda tx: str(c.ask_refund(tx, paid_money(), 100, "错")))
    do(lambda tx: c.decide_refund(tx, other, False), officer(BEN))
    assert faults() == []


def paid_money() -> object:
    return _MONEY[0]


_MONEY: list[object] = []


@pytest.fixture(autouse=True)
def _loose_money(db: None) -> None:
    _MONEY[:] = [paid(payer(), 100).money]


def test_whole_items_are_remitted_and_nothing_is_netted() -> None:
    one_, two = paid(payer("chaoyang"), 700), paid(payer("haidian"), 300)
    items = [one_.money, two.money]

    def remit(number: str, amount: int) -> object:
        return do(
            lambda tx: str(
                c.remit(
                    tx,
                    SCHEME,
                    number,
                    items,
                    amount,
                    office=CITY,
                    collector="tax",
                    period="2021-01",
                    remitted_on=DUE,
                )
            )
        )

    with pytest.raises(Refusal, match="合计"):
        remit("RM-1", 970)
    assert remit("RM-1", 1_000) == remit("RM-1", 1_000)
    with pytest.raises(Refusal, match="已解缴过"):
        remit("RM-2", 1_000)
    assert faults() == []


@pytest.mark.parametrize(
    ("paid_on", "days", "fee"),
    [
        (date(2021, 1, 28), 0, 0),
        (date(2021, 1, 29), 1, 500),
        (date(2021, 1, 30), 2, 1_000),
        (date(2021, 3, 29), 60, 30_000),
    ],
)
def test_a_late_fee_counts_from_the_day_after_to_the_day_of_payment(
    paid_on: date, days: int, fee: int
) -> None:
    who = payer()
    (a,) = charged(new(who, 1_000_000, due=DUE))
    paid(who, 1_000_000, a, on=paid_on)
    made = do(lambda tx: str(c.charge_late_fee(tx, a, Fraction(5, 10_000)) or ""))
    fees = [row for row in seen(lambda: c.charges(SCHEME)) if row.corrects == a]
    assert [row.amount for row in fees] == ([fee] if fee else [])
    assert bool(made) == bool(days)
    assert do(lambda tx: str(c.charge_late_fee(tx, a, Fraction(5, 10_000)) or "")) == made
    assert faults() == []


def test_paying_in_parts_is_charged_to_the_day_of_each_part() -> None:
    who = payer()
    (a,) = charged(new(who, 100_001))
    paid(who, 50_000, a, on=date(2021, 1, 30))
    paid(who, 50_001, a, on=date(2021, 2, 1))
    do(lambda tx: str(c.charge_late_fee(tx, a, Fraction(5, 10_000))))
    fee = next(row for row in seen(lambda: c.charges(SCHEME)) if row.corrects == a)
    assert fee.amount == 150  # (50,000 × 2 + 50,001 × 4) × 0.0005 = 150.002


@given(
    st.lists(st.tuples(st.integers(1, 10**12), st.integers(1, 2000)), max_size=6),
    st.fractions(min_value=0, max_value=1, max_denominator=10_000),
)
def test_the_fee_is_the_exact_product_rounded_once(parts: list[tuple[int, int]], daily: Fraction) -> None:
    stretches = [c.Stretch(*part) for part in parts]
    exact = sum(Fraction(fen) * days for fen, days in parts) * daily
    assert c.fee(stretches, daily) == int(exact + Fraction(1, 2))


def test_what_is_paid_cannot_be_cancelled() -> None:
    who = payer()
    a, b = charged(new(who, 100), new(who, 200))
    paid(who, 50, a)
    with pytest.raises(Refusal, match="不能作废"):
        do(lambda tx: c.cancel(tx, a, "错"))
    do(lambda tx: c.cancel(tx, b, "错"))
    assert (one(b).state, one(b).left, faults()) == ("cancelled", 0, [])


def test_a_payer_sees_only_its_own() -> None:
    mine, other = payer(), payer()
    charged(new(mine, 100), new(other, 200))
    actor = Actor("party", account=BEN, party=mine.party)
    with read(actor, purpose="test"):
        assert [row.amount for row in c.charges(SCHEME)] == [100]


def test_a_remittance_number_names_one_set_of_money() -> None:
    first, second = paid(payer(), 700).money, paid(payer(), 700).money

    def remit(money: object, collector: str = "tax") -> object:
        return do(
            lambda tx: str(
                c.remit(
                    tx, SCHEME, "RM-7", [money], 700, office=CITY, collector=collector, period="2021-01", remitted_on=DUE
                )
            )
        )  # fmt: skip

    assert remit(first) == remit(first)
    with pytest.raises(Refusal, match="另一次解缴"):
        remit(second)
    with pytest.raises(Refusal, match="另一次解缴"):
        remit(first, "another insurer")
    assert faults() == []
