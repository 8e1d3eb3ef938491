"""Caps: what a case is granted is the smaller of what it asks and what its cap still leaves."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, new_key
from gongbao.platform.funds.ledger import Leg, Open, balance, lock, open_accounts, post
from gongbao.platform.funds.models import Account, Entitlement, FundRequestItem
from gongbao.platform.funds.words import unknown


class Grant(NamedTuple):
    """What a reservation gave, in fen; `left` is what the cap still leaves after it."""

    entitlement: UUID
    asked: int
    granted: int
    left: int

    @property
    def reduced(self) -> bool:
        """Whether the cap cut the sum."""
        return self.granted < self.asked


def cap_key(scheme: str, owner: object) -> str:
    """The key of an owner's cap account, such as a firm's under one policy."""
    return f"cap/{scheme}/{owner}"


def entitlement_key(entitlement: object) -> str:
    """The key of the account that says what is still owed under an entitlement."""
    return f"entitlement/{entitlement}"


def reserve(
    tx: Tx,
    scheme: str,
    firm_cap_account: str,
    amount: int,
    limit: int,
    *,
    case: UUID,
    number: str,
    office: str,
    party: UUID | None,
    payee_name: str,
    fund: str,
    clause: str = "",
    ref: str = "",
) -> Grant:
    """Grant `amount` fen, or what is left of `limit` on the cap account, and book it as owed to the payee.

    The cap account is locked until the transaction ends, so two reservations never share the same
    remainder. `ref` makes a reservation happen once: asked again it returns the first grant.
    """
    if amount <= 0:
        raise Refusal(Text("核定金额须大于零", "The amount must be positive"), where=number, clause=clause)
    open_accounts([Open(firm_cap_account, "cap", str(party or ""), limit=limit)])
    cap = lock([firm_cap_account])[firm_cap_account]
    ref = ref or f"reserve/{case}/{new_key()}"
    before = Entitlement.objects.filter(ref=ref).first()
    if before is not None:
        return Grant(before.id, before.asked, before.granted, max(0, limit - cap.balance))
    _set_limit(cap, limit)
    granted = min(amount, max(0, limit - cap.balance))
    row = Entitlement.objects.create(
        ref=ref,
        case=case,
        number=number,
        office=office,
        party=party,
        scheme=scheme,
        fund=fund,
        cap=cap,
        payee_name=payee_name,
        asked=amount,
        granted=granted,
        clause=clause,
        granted_at=tx.now,
    )
    if granted:
        own = entitlement_key(row.id)
        open_accounts([Open(own, "entitlement", str(party or ""))])
        post(
            tx,
            "grant",
            ref,
            [Leg(firm_cap_account, granted), Leg(own, -granted)],
            fund=fund,
            case=case,
            memo=number,
        )
    return Grant(row.id, amount, granted, max(0, limit - cap.balance - granted))


def release(tx: Tx, entitlement: UUID, *, amount: int | None = None, reason: str = "") -> int:
    """Give back `amount` fen (all by default) of an entitlement not yet requested; returns the fen released."""
    row = Entitlement.objects.select_related("cap").filter(id=entitlement).first()
    if row is None:
        raise unknown(Text("核定记录", "entitlement"), entitlement)
    lock([row.cap.key])
    row.refresh_from_db()
    if FundRequestItem.objects.filter(entitlement=row, live=True).exists():
        raise Refusal(
            Text("这笔补贴已列入用款申请，不能释放", "This sum is already in a fund request"),
            where=row.number,
            mend=Text("请先把它移出用款申请。", "Take it out of the request first."),
        )
    give = row.granted if amount is None else amount
    if not 0 <= give <= row.granted:
        raise Refusal(
            Text(f"最多可释放 {yuan(row.granted)} 元", f"At most {yuan(row.granted)} yuan"), where=row.number
        )
    if give:
        row.granted -= give
        row.save(update_fields=["granted"])
        post(
            tx,
            "release",
            f"release/{row.id}/{new_key()}",
            [Leg(entitlement_key(row.id), give), Leg(row.cap.key, -give)],
            fund=row.fund,
            case=row.case,
            memo=reason,
        )
    return give


def left(cap_account: str, limit: int) -> int:
    """Fen still free under a cap as of now (a reading, not a promise)."""
    return max(0, limit - balance(cap_account))


def _set_limit(cap: Account, limit: int) -> None:
    """A corrected limit takes effect; one already exceeded stands where the balance stands."""
    wanted = max(limit, cap.balance)
    if cap.limit != wanted:
        cap.limit = wanted
        cap.save(update_fields=["limit"])
