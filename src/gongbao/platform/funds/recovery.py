"""Recovery: money to be paid back after it was paid, and its return into the special account."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Sum

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.ledger import Leg, Open, balance, lock, open_accounts, post
from gongbao.platform.funds.models import Entitlement, Entry, Payment, Posting
from gongbao.platform.funds.special import special_key
from gongbao.platform.funds.words import unknown


def recovery_key(entitlement: object) -> str:
    """The key of what is still to be paid back under an entitlement."""
    return f"recovery/{entitlement}"


def recover(
    tx: Tx, entitlement: UUID, amount: int, reason: str, *, ref: str, restores_cap: bool = False
) -> int:
    """Order `amount` fen back; returns what is now to be paid back in all.

    At most what was paid and not ordered back before. `restores_cap` gives the sum back to the cap (an
    overpayment put right); without it the cap stays used.
    """
    row = Entitlement.objects.select_related("cap").filter(pk=entitlement).first()
    if row is None:
        raise unknown(Text("核定记录", "entitlement"), entitlement)
    lock([row.cap.key])
    ordered = f"recovered/{row.pk}"
    open_accounts(
        [
            Open(recovery_key(row.pk), "recovery", str(row.party or ""), floor=0),
            Open(ordered, "recovered", str(row.party or "")),
        ]
    )
    if Posting.objects.filter(ref=f"recovery/{ref}").exists():
        return balance(recovery_key(row.pk))
    free = paid(row.pk) - _ordered(row.pk)
    if not 0 < amount <= free:
        raise Refusal(
            Text(f"最多可追回 {yuan(free)} 元", f"At most {yuan(free)} yuan can be recovered"),
            where=row.number,
            mend=Text("追回不能超过已付金额。", "No more than was paid."),
        )
    source = row.cap.key if restores_cap else ordered
    post(
        tx,
        "recovery",
        f"recovery/{ref}",
        [Leg(recovery_key(row.pk), amount), Leg(source, -amount)],
        fund=row.fund,
        case=row.case,
        memo=reason,
    )
    return balance(recovery_key(row.pk))


def paid_back(tx: Tx, entitlement: UUID, amount: int, *, ref: str) -> int:
    """Book `amount` fen come back into the special account; returns what is still to be paid back."""
    row = Entitlement.objects.filter(pk=entitlement).first()
    if row is None:
        raise unknown(Text("核定记录", "entitlement"), entitlement)
    open_accounts([Open(special_key(row.fund), "special", row.fund, floor=0)])
    post(
        tx,
        "paid_back",
        f"paid_back/{ref}",
        [Leg(special_key(row.fund), amount), Leg(recovery_key(row.pk), -amount)],
        fund=row.fund,
        case=row.case,
    )
    return balance(recovery_key(row.pk))


def paid(entitlement: UUID) -> int:
    """Fen that reached the payee under an entitlement."""
    row = Payment.objects.filter(entitlement=entitlement, state="paid").first()
    return row.amount if row else 0


def _ordered(entitlement: UUID) -> int:
    rows = Entry.objects.filter(account__key=recovery_key(entitlement), amount__gt=0)
    return rows.aggregate(s=Sum("amount"))["s"] or 0
