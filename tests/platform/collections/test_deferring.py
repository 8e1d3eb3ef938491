"""A part of a charge is deferred: not late and not debited meanwhile, and what is not deferred is paid first."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.platform.collections.scene import (
    DUE,
    SCHEME,
    charged,
    do,
    faults,
    new,
    one,
    paid,
    payer,
    planned,
    seen,
    signed,
)

from gongbao.platform.collections import services as c

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DAILY = Fraction(5, 10_000)
END = date(2021, 2, 28)


def deferred(number: str, fen: int, until: date = END) -> int:
    return int(do(lambda tx: c.defer(tx, {number: fen}, until)))


def late(on: date) -> list[str]:
    return [row.number for row in seen(lambda: c.charges(SCHEME, overdue_on=on))]


def test_only_what_is_not_deferred_is_late_and_nothing_of_it_is_debited() -> None:
    who = payer()
    a, b = charged(new(who, 240_000), new(who, 8_000, "injury"))
    signed(who)
    assert deferred(a, 160_000) == 1
    assert deferred(b, 9_999) == 1, "never more than the charge"
    assert (one(a).deferred, one(b).deferred, one(b).deferred_until) == (160_000, 8_000, END)
    after = date(2021, 2, 10)
    assert late(after) == [a]
    assert seen(lambda: c.sums(SCHEME, after)).overdue == 80_000
    assert planned(on=END) is None
    assert late(date(2021, 3, 1)) == [a, b]
    assert seen(lambda: c.sums(SCHEME, date(2021, 3, 1))).overdue == 248_000
    assert planned(on=date(2021, 3, 1)) is not None


def test_paid_before_it_ends_costs_nothing_and_afterwards_from_the_day_after() -> None:
    who = payer()
    a, b = charged(new(who, 240_000), new(who, 240_000, "injury"))
    deferred(a, 160_000)
    deferred(b, 240_000)
    paid(who, 80_000, a, on=DUE)
    paid(who, 160_000, a, on=END)
    assert do(lambda tx: str(c.charge_late_fee(tx, a, DAILY) or "")) == ""
    paid(who, 240_000, b, on=date(2021, 3, 10))
    assert do(lambda tx: str(c.charge_late_fee(tx, b, DAILY)))
    assert one(f"{b}-LF").amount == 1_200  # 2,400 yuan × 10 days × 0.05 %
    assert deferred(a, 1) == 0, "what is paid is not deferred"
    assert faults() == []


def test_a_late_part_that_was_not_deferred_costs_its_days() -> None:
    who = payer()
    (a,) = charged(new(who, 240_000))
    deferred(a, 160_000)
    paid(who, 240_000, a, on=date(2021, 1, 29))
    do(lambda tx: str(c.charge_late_fee(tx, a, DAILY)))
    assert one(f"{a}-LF").amount == 40  # 800 yuan × 1 day × 0.05 %
