"""Months of 2020 put off and made up: the limits of the day of payment, once a month, lapsing, paid two ways (art. 7)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.flexible_employment.conftest import october  # noqa: F401
from tests.platform.parties import people

from gongbao.law.errors import Refusal
from gongbao.platform.collections import services as collections
from gongbao.platform.collections.models import Charge
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.flexible_employment.deferring import MARK
from gongbao.platform.jobs.services import run_due
from gongbao.platform.social_insurance_collection import services as social

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october")]
NOVEMBER, DECEMBER = 2020 * 12 + 10, 2020 * 12 + 11


def rider(account: str = "6222021234567890123") -> w.Actor:
    """A registered rider whose account the agency knows."""
    who = w.person(1)
    w.registered(who)
    payer = collections.person_payer(people.number(1, birth="19980115"), "林舟", w.OFFICE, who.party)
    w.do(lambda tx: str(collections.sign(tx, payer, "registered", bank="bob", account_name="林舟", account=account, signed_on=date(2020, 9, 1))))  # fmt: skip
    return who


def assessed(who: w.Actor, month: int) -> str:
    """The agency's ordinary charge of a month."""
    payer = collections.person_payer(people.number(1, birth="19980115"), "林舟", w.OFFICE, who.party)
    number = f"SI-{month}-pension"
    new = collections.NewCharge(number, payer, "pension", month, 72260, due=date(2020, 12, 31))
    w.do(lambda tx: str(collections.charge(tx, "social_insurance", new)))
    return number


def states(who: w.Actor, on: date) -> dict[int, str]:
    return {each.month: each.state for each in w.seen(lambda: flexible.year(who.party, on), who)}


def charged(who: w.Actor, months: list[int], base: int | None = None) -> list[str]:
    return list(w.do(lambda tx: flexible.charge_make_up(tx, months, base), who))


def test_a_month_put_off_is_no_debt_and_not_debited() -> None:
    who = rider()
    number = assessed(who, NOVEMBER)
    w.do(lambda tx: str(flexible.defer(tx, [NOVEMBER, DECEMBER]).pk), who)
    row = w.seen(lambda: Charge.objects.get(number=number))
    assert row.held == collections.DEFERRED
    assert states(who, date(2020, 12, 1))[NOVEMBER] == "deferred"
    w.to("2021-02-01 10:00")
    assert w.do(lambda tx: social.remind(tx)) == 0
    charge = next(c for c in w.seen(lambda: collections.charges("social_insurance")) if c.number == number)
    assert social.fee_shown(charge, date(2021, 2, 1)) == 0
    released = charge._replace(held="")
    assert social.fee_shown(released, date(2021, 2, 1)) == 1156  # 722.60 × 32 days × 0.05 %


def test_months_of_another_year_and_paid_months_are_not_put_off() -> None:
    who = rider()
    with pytest.raises(Refusal, match="属于2020年的月份") as refused:
        w.do(lambda tx: str(flexible.defer(tx, [DECEMBER, DECEMBER + 1]).pk), who)
    assert (refused.value.clause, refused.value.where) == ("jiu-2020-19/7", "months")
    w.contributed(1, "2020-10")
    with pytest.raises(Refusal, match="还没有缴") as refused:
        w.do(lambda tx: str(flexible.defer(tx, [NOVEMBER - 1]).pk), who)
    assert refused.value.clause == "jiu-2020-19/7.b"


QUOTES: list[tuple[date, int | None, tuple[int, int, int]]] = [
    (date(2021, 6, 30), None, (361300, 72260, 144520)),
    (date(2021, 7, 1), None, (536000, 107200, 214400)),  # the limits of the day of payment, not of the month
    (date(2021, 7, 1), 2822100, (2822100, 564420, 1128840)),
    (date(2021, 12, 31), 536000, (536000, 107200, 214400)),
]


@pytest.mark.parametrize(("on", "base", "expected"), QUOTES)
def test_the_sum_follows_the_limits_of_the_day_of_payment(
    on: date, base: int | None, expected: tuple[int, int, int]
) -> None:
    found = flexible.quote([NOVEMBER, DECEMBER], base, on, paid_before=7)
    assert (found.base, found.each, found.total) == expected
    assert (found.months_total, found.own_account) == (9, round(expected[0] * 8 / 100) * 2)
    assert found.until == (date(2021, 6, 30) if on < date(2021, 7, 1) else date(2021, 12, 31))


REFUSED: list[tuple[date, int | None, str, str]] = [
    (date(2021, 7, 1), 535999, "jiu-2020-19/7.c", "pension_base"),
    (date(2021, 7, 1), 2822101, "jiu-2020-19/7.c", "pension_base"),
    (date(2021, 7, 1), 361300, "jiu-2020-19/7.c", "pension_base"),
    (date(2022, 1, 1), None, "jiu-2020-19/7.b", ""),
]


@pytest.mark.parametrize(("on", "base", "clause", "where"), REFUSED)
def test_outside_the_limits_or_the_time_nothing_is_made_up(
    on: date, base: int | None, clause: str, where: str
) -> None:
    with pytest.raises(Refusal) as refused:
        flexible.quote([NOVEMBER], base, on)
    assert (refused.value.clause, refused.value.where) == (clause, where)


def test_made_up_from_the_account_the_month_is_paid_and_counts(tmp_path: Path) -> None:
    who = rider()
    old = assessed(who, NOVEMBER)
    w.do(lambda tx: str(flexible.defer(tx, [NOVEMBER]).pk), who)
    w.to("2021-03-01 10:00")
    numbers = charged(who, [NOVEMBER], 500000)
    assert w.seen(lambda: Charge.objects.get(number=old).state) == "cancelled"
    assert states(who, date(2021, 3, 1))[NOVEMBER] == "pending"
    with pytest.raises(Refusal, match="待付款"):
        charged(who, [NOVEMBER], 361300)
    bank = collections.LocalDebitBank(tmp_path)
    assert flexible.pay_make_up(who, numbers, key="k1", bank=bank) == 100000
    assert states(who, date(2021, 3, 1))[NOVEMBER] == "paid"
    assert w.seen(lambda: flexible.paid_months(who.party), who) == 1
    assert bank.debited() == {next(iter(bank.debited())): 100000}
    with pytest.raises(Refusal, match="已缴"):
        charged(who, [NOVEMBER])
    assert w.seen(lambda: collections.check_books("social_insurance")) == []


def test_an_empty_account_leaves_the_months_to_be_paid(tmp_path: Path) -> None:
    who = rider("6222021234560000")
    w.to("2021-03-01 10:00")
    numbers = charged(who, [NOVEMBER])
    with pytest.raises(Refusal, match="余额不足"):
        flexible.pay_make_up(who, numbers, key="k1", bank=collections.LocalDebitBank(tmp_path))
    assert states(who, date(2021, 3, 1))[NOVEMBER] == "pending"


def test_a_voucher_never_outlives_the_limits_and_pays_at_the_counter() -> None:
    who = rider()
    w.to("2021-06-25 10:00")
    numbers = charged(who, [NOVEMBER, DECEMBER])
    code = w.do(lambda tx: list(flexible.make_up_voucher(tx, numbers)[1:3]), who)
    row = w.seen(lambda: flexible.make_up_vouchers(who.party, date(2021, 6, 25)), who)[0]
    assert (row.amount, row.expires_on, row.letter is not None) == (144520, date(2021, 6, 30), True)
    with pytest.raises(Refusal, match="有效期内"):
        w.do(lambda tx: flexible.withdraw_make_up(tx, numbers), who)
    paid: Any = {"on": date(2021, 6, 30), "bank": "bob", "reference": "C1"}
    w.do(lambda tx: str(collections.pay_voucher(tx, code[0], 144520, **paid).money))
    assert states(who, date(2021, 6, 30))[DECEMBER] == "paid"


def test_unpaid_it_lapses_with_the_limits_and_is_worked_out_again() -> None:
    who = rider()
    w.to("2021-06-25 10:00")
    numbers = charged(who, [NOVEMBER])
    w.to("2021-07-01 09:00")
    assert states(who, date(2021, 7, 1))[NOVEMBER] == "unpaid"
    with pytest.raises(Refusal, match="已经失效"):
        w.do(lambda tx: flexible.make_up_voucher(tx, numbers).code, who)
    run_due()
    assert w.seen(lambda: Charge.objects.get(number=numbers[0]).state) == "cancelled"
    again = charged(who, [NOVEMBER])
    assert w.seen(lambda: Charge.objects.get(number=again[0]).amount) == 107200


def test_taken_back_another_base_may_be_chosen() -> None:
    who = rider()
    w.to("2021-03-01 10:00")
    numbers = charged(who, [NOVEMBER], 400000)
    assert w.do(lambda tx: flexible.withdraw_make_up(tx, numbers), who) == 1
    again = charged(who, [NOVEMBER], 361300)
    assert w.seen(lambda: Charge.objects.get(number=again[0]).amount) == 72260
    assert all(number.startswith(MARK) for number in again)


def test_nobody_makes_up_for_somebody_else() -> None:
    who, other = rider(), w.person(2, "王小二")
    w.to("2021-03-01 10:00")
    numbers = charged(who, [NOVEMBER])
    with pytest.raises(Refusal, match="没有待付款"):
        w.do(lambda tx: flexible.make_up_voucher(tx, numbers).code, other)
    with pytest.raises(Refusal, match="本人办理"):
        charged(w.HALL, [NOVEMBER])


def test_a_month_that_is_not_over_is_paid_monthly() -> None:
    who = rider()
    with pytest.raises(Refusal, match="还没过完"):
        charged(who, [NOVEMBER])
