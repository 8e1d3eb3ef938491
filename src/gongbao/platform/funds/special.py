"""The special account: quarterly pre-allocation in, transfers to offices out, a queue when it is short."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.ledger import Leg, Open, lock, open_accounts, post
from gongbao.platform.funds.models import Allocation, FundRequest
from gongbao.platform.funds.words import unknown, wrong_state


class Transfer(NamedTuple):
    """What became of a transfer: ``posted``, or ``queued`` with the fen that are missing."""

    state: str
    short: int


def special_key(fund: str) -> str:
    """The key of a fund's special account for spending."""
    return f"special/{fund}"


def transit_key(fund: str, office: str) -> str:
    """The key of what an office has received of a fund and not yet paid on."""
    return f"transit/{fund}/{office}"


def preallocate(tx: Tx, fund: str, quarter: str, amount: int, document: str) -> list[UUID]:
    """Book a quarter's money (such as ``2020Q3``) into the special account, once per treasury document.

    Queued transfers that now fit are made, oldest first; returns their requests.
    """
    if amount <= 0:
        raise Refusal(Text("预拨金额须大于零", "The amount must be positive"))
    _open(fund)
    lock([special_key(fund)])
    if not Allocation.objects.filter(fund=fund, kind="preallocation", document=document).exists():
        Allocation.objects.create(
            fund=fund,
            kind="preallocation",
            quarter=quarter,
            document=document,
            amount=amount,
            state="posted",
            queued_at=tx.now,
            posted_at=tx.now,
        )
        post(
            tx,
            "preallocation",
            f"preallocation/{fund}/{document}",
            [Leg(special_key(fund), amount), Leg(f"treasury/{fund}", -amount)],
            fund=fund,
            memo=f"{quarter} {document}",
        )
    return run_queue(tx, fund)


def transfer(tx: Tx, request: UUID) -> Transfer:
    """Pass an approved request's total on to its office, or queue it when the balance is too low (oq-1-10).

    Transfers are made in the order they were asked: one that waits is not overtaken.
    """
    row = FundRequest.objects.filter(pk=request).first()
    if row is None:
        raise unknown(Text("用款申请", "fund request"), request)
    _open(row.fund)
    special = lock([special_key(row.fund)])[special_key(row.fund)]
    row = FundRequest.objects.select_for_update().get(pk=request)
    if row.state != "approved":
        raise wrong_state(
            Text("用款申请", "The fund request"),
            row.state,
            Text("财政批准后方可拨付。", "It must be approved first."),
        )
    waiting = _waiting(row.fund)
    move = Allocation.objects.create(
        fund=row.fund,
        kind="transfer",
        office=row.office,
        request=row,
        amount=row.total,
        state="queued",
        queued_at=tx.now,
    )
    ahead = sum(w.amount for w in waiting)
    if not waiting and special.balance >= row.total:
        _make(tx, move)
        return Transfer("posted", 0)
    row.state = "queued"
    row.save(update_fields=["state"])
    return Transfer("queued", ahead + row.total - special.balance)


def run_queue(tx: Tx, fund: str) -> list[UUID]:
    """Make the queued transfers the balance allows, in the order they were asked; returns their requests."""
    made: list[UUID] = []
    special = lock([special_key(fund)])[special_key(fund)]
    free = special.balance
    for move in _waiting(fund):
        if move.amount > free:
            break
        free -= move.amount
        _make(tx, move)
        made.append(move.request_id)
    return made


def queue_notice(short: int) -> Text:
    """What an office is told when its transfer waits."""
    return Text(
        f"专账余额不足，还差 {yuan(short)} 元，拨付已排队，资金到账后自动办理",
        f"The special account is short by {yuan(short)} yuan; the transfer waits and runs by itself",
    )


def _waiting(fund: str) -> list[Allocation]:
    rows = Allocation.objects.filter(fund=fund, kind="transfer", state="queued").select_related("request")
    return list(rows.order_by("queued_at", "id"))


def _make(tx: Tx, move: Allocation) -> None:
    key = transit_key(move.fund, move.office)
    open_accounts([Open(key, "transit", move.office, floor=0)])
    post(
        tx,
        "transfer",
        f"transfer/{move.pk}",
        [Leg(key, move.amount), Leg(special_key(move.fund), -move.amount)],
        fund=move.fund,
        memo=move.office,
    )
    move.state, move.posted_at = "posted", tx.now
    move.save(update_fields=["state", "posted_at"])
    FundRequest.objects.filter(pk=move.request_id).update(state="transferred")


def _open(fund: str) -> None:
    open_accounts([Open(special_key(fund), "special", fund, floor=0), Open(f"treasury/{fund}", "treasury")])
