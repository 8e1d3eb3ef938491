"""Uses: what a party spent its subsidy on, measured against the uses its policy allows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Sum

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.ledger import lock, who
from gongbao.platform.funds.models import Entitlement, Payment, UseRecord


def record_use(
    tx: Tx,
    case: UUID,
    use: str,
    amount: int,
    month: int,
    *,
    allowed: Collection[str],
    evidence: Sequence[str] = (),
    clause: str = "",
) -> bool:
    """Record that `amount` fen of a case's money went into `use`; returns whether the record is flagged.

    A use outside `allowed` is kept and flagged for inspection; more than was paid is refused.
    """
    rights = list(Entitlement.objects.filter(case=case).select_related("cap"))
    lock(r.cap.key for r in rights)
    left = _paid(case) - used(case)
    if not rights or not 0 < amount <= left:
        raise Refusal(
            Text(f"登记用途的金额最多为 {yuan(left)} 元", f"At most {yuan(left)} yuan can be recorded"),
            clause=clause,
            mend=Text("用途合计不能超过已到账的补贴。", "No more than was paid."),
        )
    flagged = use not in allowed
    UseRecord.objects.create(
        case=case,
        office=rights[0].office,
        party=rights[0].party,
        use=use,
        amount=amount,
        month=month,
        evidence=list(evidence),
        flagged=flagged,
        recorded_at=tx.now,
        recorded_by=who(tx),
    )
    return flagged


def used(case: UUID) -> int:
    """Fen of a case's money whose use is on record."""
    return UseRecord.objects.filter(case=case).aggregate(s=Sum("amount"))["s"] or 0


def uses(case: UUID) -> list[UseRecord]:
    """A case's use records, oldest first."""
    return list(UseRecord.objects.filter(case=case).order_by("recorded_at", "id"))


def _paid(case: UUID) -> int:
    return Payment.objects.filter(case=case, state="paid").aggregate(s=Sum("amount"))["s"] or 0
