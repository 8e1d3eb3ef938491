"""Vouchers: a unique code with check digits, good until its last day, paid once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.platform.collections.scene import charged, do, faults, new, one, payer, planned, seen, signed

from gongbao.law.errors import Refusal
from gongbao.platform.collections import services as c
from gongbao.platform.collections.vouchers import normal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = date(2020, 9, 21)
SCHEME = "social_insurance"


def issued(numbers: list[str], days: int = 5) -> c.Issued:
    told = do(lambda tx: [str(x) for x in c.issue_voucher(tx, numbers, days=days, point="client")])
    return c.Issued(told[0], told[1], int(told[2]), date.fromisoformat(told[3]))


def pay(code: str, fen: int, on: date = TODAY, reference: str = "B-1") -> bool:
    return do(lambda tx: c.pay_voucher(tx, code, fen, on=on, bank="icbc", reference=reference).fresh)


def test_a_voucher_pays_its_charges_once() -> None:
    who = payer()
    a, b = charged(new(who, 1_000), new(who, 2_000, "medical"))
    voucher = issued([a, b])
    assert voucher.amount == 3_000
    assert issued([b, a]).code == voucher.code, "the same charges, the same voucher"
    with pytest.raises(Refusal, match="凭证金额"):
        pay(voucher.code, 2_999)
    assert pay(f"{voucher.code[:10]} {voucher.code[10:]}", 3_000)
    assert pay(voucher.code, 3_000) is False
    assert (one(a).state, one(b).state) == ("settled", "settled")
    assert pay(voucher.code, 3_000, reference="B-2"), "money that came is never refused: it stays loose"
    assert [row.unallocated for row in seen(lambda: c.payments(SCHEME, loose=True))] == [3_000]
    assert faults() == []


@pytest.mark.parametrize(("day", "good"), [(5, True), (6, False)])
def test_it_is_good_to_its_last_day(day: int, good: bool) -> None:
    (a,) = charged(new(payer(), 1_000))
    voucher = issued([a])
    assert voucher.expires_on == TODAY + timedelta(days=5)
    if good:
        assert pay(voucher.code, 1_000, TODAY + timedelta(days=day))
    else:
        with pytest.raises(Refusal, match="失效"):
            pay(voucher.code, 1_000, TODAY + timedelta(days=day))


def test_it_never_outlives_the_last_day_to_pay() -> None:
    (a,) = charged(new(payer(), 1_000, due=TODAY + timedelta(days=2)))
    assert issued([a]).expires_on == TODAY + timedelta(days=2)


@pytest.mark.parametrize("spoil", range(20))
def test_a_mistyped_digit_is_found(spoil: int) -> None:
    code = "12345678901234567879"
    body = code[:18]
    good = f"{body}{98 - int(body) * 100 % 97:02d}"
    assert normal(good) == good
    wrong = good[:spoil] + str((int(good[spoil]) + 3) % 10) + good[spoil + 1 :]
    with pytest.raises(Refusal):
        normal(wrong)


def test_no_voucher_for_several_payers_or_a_charge_on_debit() -> None:
    who = payer()
    a, b = charged(new(who, 1_000), new(payer(), 1_000))
    with pytest.raises(Refusal, match="一个缴费人"):
        issued([a, b])
    signed(who)
    assert planned()
    with pytest.raises(Refusal, match="扣款途中"):
        issued([a])


def test_the_money_of_one_voucher_never_pays_another() -> None:
    who, other = payer(), payer()
    a, b, c_ = charged(new(who, 1_000), new(who, 1_000, "medical"), new(other, 1_000))
    first, second, third = issued([a]), issued([b]), issued([c_])
    assert pay(first.code, 1_000)
    with pytest.raises(Refusal, match="另一笔缴款"):
        pay(second.code, 1_000)
    with pytest.raises(Refusal, match="另一缴费人"):
        pay(third.code, 1_000)
    assert [one(n).state for n in (a, b, c_)] == ["settled", "open", "open"]
    assert pay(second.code, 1_000, reference="B-2"), "the voucher is still good"
    assert faults() == []
