"""Money that comes in, what it settles, what stays loose, and what goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.books import BANK, LOOSE, RECEIVABLE, Movement, book
from gongbao.platform.collections.charging import locked
from gongbao.platform.collections.models import Allocation, Charge, DebitItem, Money
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.words import unknown
from gongbao.platform.db.services import Tx

OPENING = "state", "settled"
STEP = 1000
CHECK = Text("请与来款方核对", "Check with the sender")


class Received(NamedTuple):
    """Money as taken: its key, what settled charges and what stays loose (fen); `fresh` if new to us."""

    money: UUID
    settled: int
    loose: int
    fresh: bool


def receive(
    tx: Tx,
    scheme: str,
    payer: Payer,
    amount: int,
    *,
    channel: str,
    source: str,
    reference: str,
    received_on: date,
    charges: Sequence[str] = (),
    memo: str = "",
    shares: Mapping[str, int] | None = None,
) -> Received:
    """Take in money and settle `charges` with it, in the order given; the rest stays loose.

    `shares` says of which charge at most how much is settled, where that is less than what is left of it. `source` and `reference` make it happen once: the same again changes nothing; another amount, payer or
    scheme under them is refused.
    """
    row = Incoming(payer, amount, reference, received_on, tuple(charges), memo, shares or {})
    return receive_all(tx, scheme, [row], channel=channel, source=source)[0]


class Incoming(NamedTuple):
    """Money to take in: whose, how much (fen), under which reference, the day of payment, what it settles first, of which charge how much at most."""

    payer: Payer
    amount: int
    reference: str
    received_on: date
    charges: tuple[str, ...] = ()
    memo: str = ""
    shares: Mapping[str, int] = {}


def receive_all(
    tx: Tx, scheme: str, incoming: Sequence[Incoming], *, channel: str, source: str
) -> list[Received]:
    """Take in many items of one source at once, each as `receive` does."""
    if not incoming:
        return []
    tx.lock(*(f"collections/money/{source}/{each.reference}" for each in incoming))
    known = {
        row.reference: row
        for row in Money.objects.filter(source=source, reference__in=[each.reference for each in incoming])
    }
    rows = locked(sorted({number for each in incoming for number in each.charges}))
    work, fresh = _Work(), dict[str, Money]()
    for each in incoming:
        if (before := known.get(each.reference) or fresh.get(each.reference)) is not None:
            _require_same(before, scheme, each)
            continue
        if each.amount <= 0:
            raise Refusal(Text("入账金额应大于零", "Money taken in is above zero"), where=each.reference)
        money = Money(
            **each.payer.columns(),
            scheme=scheme,
            channel=channel,
            source=source,
            reference=each.reference,
            amount=each.amount,
            unallocated=each.amount,
            received_on=each.received_on,
            received_at=tx.now,
            memo=each.memo,
        )
        fresh[each.reference] = money
        work.received.append(Movement(scheme, money.office, LOOSE, BANK, each.amount))
        _allocate(tx, money, rows, each.charges, work, each.shares)
    Money.objects.bulk_create(fresh.values(), STEP)
    _keep(tx, work, next(iter(fresh.values()), None))
    told = []
    for each in incoming:
        row = fresh.get(each.reference) or known[each.reference]
        new = each.reference in fresh
        told.append(Received(row.id, row.amount - row.unallocated, row.unallocated, fresh=new))
    return told


def _require_same(known: Money, scheme: str, told: Incoming) -> None:
    if known.amount != told.amount:
        raise Refusal(
            Text(
                f"同一凭证号已按 {yuan(known.amount)} 元入账，与 {yuan(told.amount)} 元不符",
                "This reference was booked with another amount",
            ),
            where=told.reference,
            mend=CHECK,
        )
    if (known.scheme, known.payer_hash) != (scheme, told.payer.hash):
        raise Refusal(
            Text(
                "同一凭证号已为另一缴费人或另一业务入账",
                "This reference was booked for another payer or scheme",
            ),
            where=told.reference,
            mend=CHECK,
        )


def settle(tx: Tx, money: UUID, charges: Sequence[str]) -> int:
    """Settle charges of the same scheme with loose money, in the order given; returns the fen used."""
    row = Money.objects.select_for_update().filter(pk=money).first()
    if row is None:
        raise unknown(Text("这笔款项", "money"), money)
    work = _Work()
    used = _allocate(tx, row, locked(charges), charges, work)
    row.save(update_fields=["unallocated"])
    _keep(tx, work, row)
    return used


@dataclass
class _Work:
    """What a command will write at its end: allocations, the charges they touch, the bookings."""

    made: list[Allocation] = field(default_factory=list)
    touched: dict[str, Charge] = field(default_factory=dict)
    received: list[Movement] = field(default_factory=list)
    settled: list[Movement] = field(default_factory=list)


def _allocate(
    tx: Tx,
    money: Money,
    rows: dict[str, Charge],
    order: Sequence[str],
    work: _Work,
    shares: Mapping[str, int] | None = None,
) -> int:
    """Settle locked charges with money, in the order given; returns the fen used. Nothing is written yet."""
    used = 0
    for number in order:
        charge = rows[number]
        if charge.scheme != money.scheme:
            raise Refusal(Text("款项与应缴不属同一业务", "Money and charge are of two schemes"), where=number)
        left = max(charge.left, 0)
        fen = min(money.unallocated, left, (shares or {}).get(number, left))
        if not fen:
            continue
        charge.settled += fen
        charge.state = "settled" if charge.settled == charge.amount else "open"
        money.unallocated -= fen
        used += fen
        work.touched[number] = charge
        work.made.append(
            Allocation(
                office=charge.office,
                party=charge.party,
                money=money,
                charge=charge,
                amount=fen,
                made_at=tx.now,
            )
        )
        work.settled += _moved(money, charge, fen)
    return used


def _keep(tx: Tx, work: _Work, first: Money | None) -> None:
    """Write what was worked out, in a few statements whatever the number of lines."""
    whole = [charge.id for charge in work.touched.values() if charge.state == "settled"]
    Charge.objects.filter(pk__in=whole).update(settled=F("amount"), state="settled")
    part = [charge for charge in work.touched.values() if charge.state != "settled"]
    Charge.objects.bulk_update(part, OPENING, STEP)
    Allocation.objects.bulk_create(work.made, STEP)
    if first is not None and work.received:
        book(tx, "received", f"money/{first.id}", work.received)
    if work.made:
        book(tx, "settled", f"settled/{work.made[0].id}", work.settled)


def settle_oldest(tx: Tx, money: UUID) -> int:
    """Settle the payer's own open charges with loose money, the oldest first; returns the fen used."""
    row = Money.objects.filter(pk=money).first()
    if row is None:
        raise unknown(Text("这笔款项", "money"), money)
    owed = Charge.objects.filter(scheme=row.scheme, payer_hash=row.payer_hash, state="open", amount__gt=0)
    busy = DebitItem.objects.filter(live=True).values("charge")
    return settle(
        tx,
        money,
        list(owed.exclude(pk__in=busy).order_by("period", "number").values_list("number", flat=True)),
    )


def undo(tx: Tx, allocation: UUID, why: str) -> int:
    """Take an allocation back: the charge is open again, the money loose again; returns the fen."""
    row = Allocation.objects.select_for_update().filter(pk=allocation, undone_at=None).first()
    if row is None:
        raise unknown(Text("这笔缴款分配", "allocation"), allocation)
    charge = Charge.objects.select_for_update().get(pk=row.charge_id)
    money = Money.objects.select_for_update().get(pk=row.money_id)
    charge.settled -= row.amount
    charge.state = "open"
    charge.save(update_fields=OPENING)
    money.unallocated += row.amount
    money.save(update_fields=["unallocated"])
    row.undone_at, row.undone_why = tx.now, why
    row.save(update_fields=["undone_at", "undone_why"])
    book(tx, "undone", f"undone/{row.id}", _moved(money, charge, -row.amount))
    tx.audit("allocation.undone", charge=charge.number, fen=row.amount, why=why)
    return row.amount


def credit(tx: Tx, number: str) -> Received:
    """Turn a charge below zero into loose money of its payer, to settle other charges or to go back."""
    charge = locked([number])[number]
    if charge.amount >= 0:
        raise Refusal(
            Text("只有负差额才能转为余款", "Only a charge below zero turns into credit"), where=number
        )
    if charge.state != "open":
        known = Money.objects.get(source="credit", reference=number)
        return Received(known.id, known.amount - known.unallocated, known.unallocated, fresh=False)
    fen = -charge.amount
    charge.settled, charge.state = charge.amount, "settled"
    charge.save(update_fields=OPENING)
    row = Money.objects.create(
        **Payer.of(charge).columns(),
        scheme=charge.scheme,
        channel="credit",
        source="credit",
        reference=number,
        amount=fen,
        unallocated=fen,
        received_on=tx.now.date(),
        received_at=tx.now,
        memo=charge.item,
    )
    book(tx, "credit", f"credit/{number}", [Movement(row.scheme, row.office, LOOSE, RECEIVABLE, fen)])
    return Received(row.id, 0, fen, fresh=True)


def _moved(money: Money, charge: Charge, fen: int) -> list[Movement]:
    """From loose to settled; money of one office that settles a charge of another takes its bank balance along."""
    scheme, here, there = money.scheme, money.office, charge.office
    if here == there:
        return [Movement(scheme, here, RECEIVABLE, LOOSE, fen)]
    return [
        Movement(scheme, here, BANK, LOOSE, fen),
        Movement(scheme, there, RECEIVABLE, BANK, fen),
    ]
