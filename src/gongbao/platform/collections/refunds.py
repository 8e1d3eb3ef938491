"""Refunds of loose money: asked for, decided by another person, paid once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.books import BANK, LOOSE, Movement, book
from gongbao.platform.collections.charging import NewCharge, charge, locked
from gongbao.platform.collections.models import Money, Refund
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.receiving import credit
from gongbao.platform.collections.words import STATES, unknown
from gongbao.platform.db.services import Tx

TREASURY_BACK = "treasury_back"
"""What the treasury gave back of money already passed on to it."""


def ask_refund(tx: Tx, money: UUID, amount: int, reason: str) -> UUID:
    """Ask for loose money to be given back; it is set aside at once."""
    row = Money.objects.select_for_update().filter(pk=money).first()
    if row is None:
        raise unknown(Text("这笔款项", "money"), money)
    if not 0 < amount <= row.unallocated:
        raise Refusal(
            Text(f"可退余额为 {yuan(row.unallocated)} 元", f"{yuan(row.unallocated)} yuan can be given back"),
            where=row.reference,
            mend=Text("请在可退余额之内申请", "Ask for no more than that"),
        )
    return _set_aside(tx, row, amount, reason, tx.actor.identity).id


def give_back(
    tx: Tx,
    number: str,
    amount: int,
    *,
    reason: str,
    asked_by: str,
    decided_by: str,
    on: date,
    bank_reference: str,
) -> UUID:
    """Book a refund decided in a case of its own: of what was paid on a charge and is with the treasury.

    Less is owed by a further charge, and the treasury gives that back. Once for each charge; refuses more
    than was paid, and where one person asked and decided.
    """
    paid = locked([number])[number]
    if asked_by == decided_by or not 0 < amount <= paid.settled:
        raise Refusal(
            Text(
                f"这笔应缴已缴 {yuan(paid.settled)} 元", f"{yuan(paid.settled)} yuan were paid on this charge"
            ),
            where=number,
            mend=Text("退付不能超过已缴，且须由两人办理", "No more than that, and by two people"),
        )
    less = f"{number}-R"
    new = NewCharge(
        less,
        Payer.of(paid),
        paid.item,
        paid.period,
        -amount,
        kind="difference",
        basis={"refund": reason},
        corrects=number,
    )
    charge(tx, paid.scheme, new)
    money = Money.objects.select_for_update().get(pk=credit(tx, less).money)
    row = _set_aside(tx, money, amount, reason, asked_by)
    row.decided_by = decided_by
    _paid(tx, row, on, bank_reference, TREASURY_BACK)
    return row.id


def _set_aside(tx: Tx, money: Money, amount: int, reason: str, asked_by: str) -> Refund:
    money.unallocated -= amount
    money.save(update_fields=["unallocated"])
    made = Refund.objects.create(
        office=money.office,
        party=money.party,
        money=money,
        amount=amount,
        reason=reason,
        asked_at=tx.now,
        asked_by=asked_by,
    )
    moved = Movement(money.scheme, money.office, "refund_due", LOOSE, amount)
    book(tx, "refund", f"refund/{made.id}", [moved])
    return made


def decide_refund(tx: Tx, refund: UUID, approved: bool) -> None:
    """Approve or reject a refund; never by the person who asked for it."""
    row = _locked(refund, "asked")
    if row.asked_by == tx.actor.identity:
        raise Refusal(
            Text("申请人不能审批自己的退费", "Nobody approves a refund they asked for"),
            mend=Text("请由另一名工作人员审批", "Ask another officer"),
        )
    row.state, row.decided_by = ("approved" if approved else "rejected"), tx.actor.identity
    row.save(update_fields=["state", "decided_by"])
    if not approved:
        money = Money.objects.select_for_update().get(pk=row.money_id)
        money.unallocated += row.amount
        money.save(update_fields=["unallocated"])
        back = Movement(money.scheme, money.office, LOOSE, "refund_due", row.amount)
        book(tx, "refund", f"refund/{row.id}/rejected", [back])
    tx.audit("refund.decided", refund=str(row.id), approved=approved)


def pay_refund(tx: Tx, refund: UUID, on: date, bank_reference: str) -> None:
    """Record that an approved refund was paid: from the collecting account, or by the treasury if remitted."""
    row = _locked(refund, "approved")
    _paid(tx, row, on, bank_reference, TREASURY_BACK if row.money.remittance_id else BANK)


def _paid(tx: Tx, row: Refund, on: date, bank_reference: str, giver: str) -> None:
    row.state, row.paid_on, row.bank_reference = "paid", on, bank_reference
    row.save(update_fields=["state", "paid_on", "bank_reference", "decided_by"])
    money = row.money
    moved = Movement(money.scheme, money.office, giver, "refund_due", row.amount)
    book(tx, "refund", f"refund/{row.id}/paid", [moved])
    tx.audit("refund.paid", refund=str(row.id))


def _locked(refund: UUID, state: str) -> Refund:
    row = Refund.objects.select_for_update().filter(pk=refund).first()
    if row is None:
        raise unknown(Text("这笔退费", "refund"), refund)
    if row.state != state:
        now = STATES[row.state]
        raise Refusal(Text(f"这笔退费现为“{now.zh}”", f"This refund is “{now.en}”"))
    return row
