"""Remittances: money passed on to the treasury by the body that collected it, and what is late or short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.books import BANK, TREASURY, Movement, book
from gongbao.platform.collections.models import Money, Remittance
from gongbao.platform.db.services import Tx

ON_ITS_WAY = "on_its_way"
"""What leaves the offices' bank accounts and enters the treasury; over all offices it is zero."""


def remit(
    tx: Tx,
    scheme: str,
    number: str,
    money: Sequence[UUID],
    amount: int,
    *,
    office: str,
    collector: str,
    period: str,
    remitted_on: date,
    due: date | None = None,
    treasury_reference: str = "",
) -> UUID:
    """Record a remittance of whole items of money; the same items again under its number change nothing.

    The amount is that of its items: refuses a sum that differs (nothing may be netted), an item
    remitted before, and a number used for another remittance.
    """
    tx.lock(f"collections/remit/{number}")
    known = Remittance.objects.filter(number=number).first()
    if known is not None:
        sent_before = set(Money.objects.filter(remittance=known).values_list("pk", flat=True))
        told = (known.scheme, known.collector, known.amount, sent_before)
        if told != (scheme, collector, amount, set(money)):
            raise Refusal(
                Text("这个解缴编号已用于另一次解缴", "This number was used for another remittance"),
                where=number,
                mend=Text("请核对缴款书号", "Check the number"),
            )
        return known.id
    rows = list(Money.objects.select_for_update().filter(pk__in=money).order_by("pk"))
    again = next((row for row in rows if row.remittance_id), None)
    if again is not None or len(rows) != len(set(money)):
        raise Refusal(
            Text("有款项已解缴过或不存在", "An item was remitted before or is not there"),
            where=again.reference if again else number,
        )
    total = sum(row.amount for row in rows)
    if total != amount:
        raise Refusal(
            Text(
                f"解缴金额 {yuan(amount)} 元与所收款项合计 {yuan(total)} 元不符",
                f"The sum differs from what was collected, {yuan(total)} yuan",
            ),
            where=number,
            mend=Text("应全额解缴，不得抵扣", "Remit in full: nothing is netted"),
        )
    sent = Remittance.objects.create(
        office=office,
        scheme=scheme,
        collector=collector,
        number=number,
        period=period,
        amount=amount,
        count=len(rows),
        due=due,
        remitted_on=remitted_on,
        treasury_reference=treasury_reference,
        recorded_at=tx.now,
    )
    Money.objects.filter(pk__in=[row.pk for row in rows]).update(remittance=sent)
    moves = [Movement(scheme, row.office, BANK, ON_ITS_WAY, row.amount) for row in rows]
    moves.append(Movement(scheme, office, ON_ITS_WAY, TREASURY, amount))
    book(tx, "remitted", f"remitted/{number}", moves)
    tx.audit("money.remitted", number=number, amount=amount, count=len(rows))
    return sent.id
