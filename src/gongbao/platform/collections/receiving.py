"""Money that comes in, what it settles, what stays loose, and what goes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.books import BANK, LOOSE, RECEIVABLE, Movement, book
from gongbao.platform.collections.charging import locked
from gongbao.platform.collections.models import Allocation, Charge, Money
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.words import unknown
from gongbao.platform.db.services import Tx

OPENING = "state", "settled"
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
) -> Received:
    """Take in money and settle `charges` with it, in the order given; the rest stays loose.

    `source` and `reference` make it happen once: the same again changes nothing; another amount, payer or
    scheme under them is refused.
    """
    tx.lock(f"collections/money/{source}/{reference}")
    known = Money.objects.filter(source=source, reference=reference).first()
    if known is not None:
        if known.amount != amount:
            raise Refusal(
                Text(
                    f"同一凭证号已按 {yuan(known.amount)} 元入账，与 {yuan(amount)} 元不符",
                    "This reference was booked with another amount",
                ),
                where=reference,
                mend=CHECK,
            )
        if (known.scheme, known.payer_hash) != (scheme, payer.hash):
            raise Refusal(
                Text(
                    "同一凭证号已为另一缴费人或另一业务入账",
                    "This reference was booked for another payer or scheme",
                ),
                where=reference,
                mend=CHECK,
            )
        return Received(known.id, known.amount - known.unallocated, known.unallocated, fresh=False)
    if amount <= 0:
        raise Refusal(Text("入账金额应大于零", "Money taken in is above zero"), where=reference)
    row = Money.objects.create(
        **payer.columns(),
        scheme=scheme,
        channel=channel,
        source=source,
        reference=reference,
        amount=amount,
        unallocated=amount,
        received_on=received_on,
        received_at=tx.now,
        memo=memo,
    )
    book(tx, "received", f"money/{row.id}", [Movement(scheme, row.office, LOOSE, BANK, amount)])
    settled = _settle(tx, row, locked(charges), charges) if charges else 0
    return Received(row.id, settled, row.unallocated, fresh=True)


def settle(tx: Tx, money: UUID, charges: Sequence[str]) -> int:
    """Settle charges of the same scheme with loose money, in the order given; returns the fen used."""
    row = Money.objects.select_for_update().filter(pk=money).first()
    if row is None:
        raise unknown(Text("这笔款项", "money"), money)
    return _settle(tx, row, locked(charges), charges)


def _settle(tx: Tx, row: Money, rows: dict[str, Charge], order: Sequence[str]) -> int:
    made, moves, used = [], [], 0
    for number in order:
        charge = rows[number]
        if charge.scheme != row.scheme:
            raise Refusal(Text("款项与应缴不属同一业务", "Money and charge are of two schemes"), where=number)
        fen = min(row.unallocated, max(charge.left, 0))
        if not fen:
            continue
        charge.settled += fen
        charge.state = "settled" if charge.settled == charge.amount else "open"
        charge.save(update_fields=OPENING)
        row.unallocated -= fen
        used += fen
        made.append(
            Allocation(
                office=charge.office,
                party=charge.party,
                money=row,
                charge=charge,
                amount=fen,
                made_at=tx.now,
            )
        )
        moves += _moved(row, charge, fen)
    Allocation.objects.bulk_create(made)
    row.save(update_fields=["unallocated"])
    if made:
        book(tx, "settled", f"settled/{made[0].id}", moves)
    return used


def undo(tx: Tx, allocation: UUID, why: str) -> None:
    """Take an allocation back: the charge is open again, the money loose again."""
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
