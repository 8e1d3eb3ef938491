"""Late fees: a rate for each day after the last day, worked out exactly and rounded once, half up, to the fen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from gongbao.kernel.money import divide_half_up
from gongbao.platform.collections.charging import NewCharge, charge, locked
from gongbao.platform.collections.models import Allocation, Charge
from gongbao.platform.collections.payers import Payer
from gongbao.platform.db.services import Tx

ROUNDING = "half_up_once"
"""The rounding rule: fen × days are added up exactly; the product with the rate is rounded once."""


class Stretch(NamedTuple):
    """Fen that were late for so many days."""

    amount: int
    days: int


class LateFee(NamedTuple):
    """What late payment costs up to a day: the fee in fen and the stretches it comes from."""

    fee: int
    stretches: tuple[Stretch, ...]
    until: date


def fee(stretches: Iterable[Stretch], daily: Fraction) -> int:
    """The late fee in fen for stretches at a daily rate."""
    fen_days = sum(each.amount * each.days for each in stretches)
    return divide_half_up(fen_days * daily.numerator, daily.denominator)


def late_fee(row: Charge, daily: Fraction, until: date) -> LateFee:
    """The late fee of a charge up to and including `until`: paid parts to their day, the rest to `until`.

    The first day counted is the one after `late_after`, of a deferred part the one after it was deferred to; the
    last one is the day of payment. What is not deferred is paid first.
    """
    if row.late_after is None or row.amount < 0 or row.state == "cancelled":
        return LateFee(0, (), until)
    paid = Allocation.objects.filter(charge=row, undone_at=None).values_list("amount", "money__received_on")
    found = sorted(((fen, min(day, until)) for fen, day in paid), key=lambda each: each[1])
    later, ready = max(row.late_after, row.deferred_until or row.late_after), row.amount - row.deferred
    late = list[Stretch]()
    for fen, day in [*found, (row.left, until)]:
        at_once = min(fen, ready)
        ready -= at_once
        late += [Stretch(at_once, (day - row.late_after).days), Stretch(fen - at_once, (day - later).days)]
    stretches = tuple(each for each in late if each.amount > 0 and each.days > 0)
    return LateFee(fee(stretches, daily), stretches, until)


def charge_late_fee(tx: Tx, number: str, daily: Fraction, *, due: date | None = None) -> UUID | None:
    """Charge the late fee of a settled charge, once, as a charge of kind ``late_fee``; None where there is none."""
    row = locked([number])[number]
    name = f"{number}-LF"
    known = Charge.objects.filter(number=name).first()
    if known is not None:
        return known.id
    if row.state != "settled" or row.amount < 0:
        return None
    last = (
        Allocation.objects.filter(charge=row, undone_at=None).latest("money__received_on").money.received_on
    )
    owed = late_fee(row, daily, last)
    if not owed.fee:
        return None
    basis = {"stretches": [list(each) for each in owed.stretches], "daily": str(daily), "rounding": ROUNDING}
    new = NewCharge(
        name,
        Payer.of(row),
        row.item,
        row.period,
        owed.fee,
        kind="late_fee",
        basis=basis,
        due=due,
        corrects=number,
    )
    return charge(tx, row.scheme, new)


def paid_late(scheme: str) -> list[str]:
    """Charges wholly paid, in part after their last day, for which no late fee has been charged yet."""
    rows = Allocation.objects.filter(
        charge__scheme=scheme,
        charge__state="settled",
        undone_at=None,
        money__received_on__gt=F("charge__late_after"),
    ).exclude(charge__kind="late_fee")
    charged = Charge.objects.filter(scheme=scheme, kind="late_fee").values("corrects")
    return sorted(set(rows.exclude(charge__in=charged).values_list("charge__number", flat=True)))
