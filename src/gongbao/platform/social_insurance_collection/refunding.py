"""A payer's claim for its loose money: set aside by one officer, decided by another, paid by the bank."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.kernel.money import format_yuan, yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out
from gongbao.platform.casework.services import FORM
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection.models import RefundClaim
from gongbao.platform.social_insurance_collection.paying import required_payer
from gongbao.platform.social_insurance_collection.words import SCHEME
from gongbao.policies.social_insurance_collection.procedure import REFUND
from gongbao.policies.social_insurance_collection.rules import DOCUMENT


@carries_out(REFUND.id, "record_refund")
def record(tx: Tx, case: Case, done: Act) -> None:
    """Keep what is asked for; refused where that much is not loose."""
    form, payer = done.personal[FORM], required_payer(tx.actor)
    amount = yuan(form["amount"])
    _require_loose(payer.hash, amount)
    RefundClaim.objects.update_or_create(
        case=case.key,
        defaults={
            "office": case.office,
            "party": case.party,
            "payer_hash": payer.hash,
            "amount": amount,
            "reason": form["reason"],
        },
    )


@carries_out(REFUND.id, "set_refund_aside")
def set_aside(tx: Tx, case: Case, done: Act) -> None:
    """Set the sum aside from the payer's loose money, the oldest first."""
    claim = RefundClaim.objects.select_for_update().get(case=case.key)
    left, made = claim.amount, []
    for money in _require_loose(claim.payer_hash, claim.amount):
        part = min(left, money.unallocated)
        if part:
            made.append(str(collections.ask_refund(tx, money.id, part, claim.reason)))
            left -= part
    RefundClaim.objects.filter(pk=claim.pk).update(refunds=made)


@carries_out(REFUND.id, "decide_refund")
def decide(tx: Tx, case: Case, done: Act) -> None:
    """Approve what was set aside, or let it go."""
    for refund in RefundClaim.objects.get(case=case.key).refunds:
        collections.decide_refund(tx, UUID(refund), done.body.get("outcome") == "approve")


@carries_out(REFUND.id, "pay_refund")
def pay(tx: Tx, case: Case, done: Act) -> None:
    """Note what the bank paid back."""
    form = done.personal[FORM]
    for refund in RefundClaim.objects.get(case=case.key).refunds:
        collections.pay_refund(tx, UUID(refund), date.fromisoformat(form["paid_on"]), form["reference"])


def _require_loose(payer_hash: str, amount: int) -> list[collections.PaymentRow]:
    """The payer's loose money, oldest first; refuses a claim for more."""
    rows = collections.payments(SCHEME, payer_hash=payer_hash, loose=True)
    loose = sum(row.unallocated for row in rows)
    if not 0 < amount <= loose:
        raise Refusal(
            Text(f"可退的余款为 {format_yuan(loose)} 元", f"{format_yuan(loose)} yuan are loose"),
            where="amount",
            mend=Text(
                "请按余款申请；多缴由核定引起的，先到经办机构更正",
                "Ask for no more; the agency mends assessments",
            ),
            clause=DOCUMENT + "2.2",
        )
    return rows[::-1]
