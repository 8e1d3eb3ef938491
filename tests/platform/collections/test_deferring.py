"""A part of a charge is deferred: not late and not debited meanwhile, and what is not deferred is paid first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

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
    sent,
    signed,
    taken,
)
from tests.platform.collections.test_debits import answer, results

from gongbao.law.errors import Refusal
from gongbao.platform.collections import services as c
from gongbao.platform.db import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DAILY = Fraction(5, 10_000)
END = date(2021, 2, 28)


def deferred(number: str, fen: int, until: date = END) -> int:
    return int(do(lambda tx: c.defer(tx, {number: fen}, until)))


def voucher(numbers: list[str], *, whole: bool) -> c.Issued:
    told = do(lambda tx: [str(x) for x in c.issue_voucher(tx, numbers, days=7, point="client", whole=whole)])
    return c.Issued(UUID(told[0]), told[1], int(told[2]), date.fromisoformat(told[3]))


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
    assert late(date(2021, 3, 1)) == [a, b]
    assert seen(lambda: c.sums(SCHEME, date(2021, 3, 1))).overdue == 248_000
    batch = planned(on=END)
    assert batch is not None
    file = sent(batch)
    assert file.total == 80_000, "the part that is not deferred, and nothing of what is"
    assert planned(on=END) is None
    taken(answer(file, results(file)))
    assert (one(a).settled, one(b).settled) == (80_000, 0)
    later = planned(on=date(2021, 3, 1))
    assert later is not None
    assert sent(later).total == 168_000
    assert faults() == []


def test_a_voucher_asks_for_what_is_not_deferred_and_pays_just_that() -> None:
    who = payer()
    a, b, d = charged(new(who, 240_000), new(who, 8_000, "injury"), new(who, 30_000, "medical"))
    deferred(a, 160_000)
    deferred(b, 8_000)
    part = voucher([a, b, d], whole=False)
    assert part.amount == 110_000
    assert seen(lambda: c.voucher_parts(part.voucher)) == {a: 80_000, d: 30_000}
    assert voucher([d, a], whole=False).code == part.code, "the same charges and parts, the same voucher"
    all_of_it = voucher([a, b, d], whole=True)
    assert (all_of_it.amount, all_of_it.code == part.code) == (278_000, False)
    do(
        lambda tx: (
            c.pay_voucher(tx, part.code, 110_000, on=date(2020, 9, 28), bank="icbc", reference="P-1").fresh
        )
    )
    assert [(one(n).settled, one(n).state) for n in (a, b, d)] == [
        (80_000, "open"),
        (0, "open"),
        (30_000, "settled"),
    ]
    assert [row.unallocated for row in seen(lambda: c.payments(SCHEME))] == [0]
    with pytest.raises(Refusal, match="都在缓缴期内") as fault:
        voucher([a, b], whole=False)
    assert fault.value.mend is not None
    assert faults() == []


@pytest.mark.parametrize(("day", "fen"), [(END, 80_000), (END + timedelta(days=1), 240_000)])
def test_once_the_deferral_is_over_all_of_it_is_asked_for(day: date, fen: int) -> None:
    (a,) = charged(new(payer(), 240_000, due=None))
    deferred(a, 160_000)
    assert c.due_now(one(a), day) == fen
    with clock.frozen(datetime(day.year, day.month, day.day, 10, 0, tzinfo=clock.ZONE)):
        assert voucher([a], whole=False).amount == fen


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
