"""Books: the nightly check that everything adds up, and the chain behind one payment."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.text import Text
from gongbao.platform.funds.models import (
    Account,
    Allocation,
    Entitlement,
    Entry,
    FundRequest,
    Payment,
    PaymentBatch,
    Posting,
    Slot,
)
from gongbao.platform.funds.words import STATES, unknown


class Imbalance(NamedTuple):
    """Something that does not add up: what, where, the fen expected and found."""

    what: Text
    where: str
    expected: int
    found: int


class Link(NamedTuple):
    """One step behind a payment: what it is, its number, its fen and its state."""

    what: Text
    number: str
    amount: int
    state: Text


def check_books() -> list[Imbalance]:
    """Everything that does not add up; an empty list when the books are right. Run it as an owner or the city."""
    return [
        *_postings(),
        *_balances(),
        *_slots(),
        *_requests(),
        *_batches(),
        *_entitlements(),
        *_on_the_way(),
    ]


def _postings() -> list[Imbalance]:
    sums = Posting.objects.annotate(s=Coalesce(Sum("entries__amount"), 0), n=Count("entries"))
    return [
        Imbalance(Text("分录借贷不平", "Unbalanced posting"), p.ref, 0, p.s)
        for p in sums.filter(~Q(s=0) | Q(n__lt=2))
    ]


def _balances() -> list[Imbalance]:
    kept = Account.objects.filter(Q(limit__isnull=False) | Q(floor__isnull=False))
    wrong = kept.annotate(s=Coalesce(Sum("entries__amount"), 0)).exclude(s=F("balance"))
    return [
        Imbalance(Text("账户余额与分录不符", "Balance differs from entries"), a.key, a.s, a.balance)
        for a in wrong
    ]


def _slots() -> list[Imbalance]:
    held = Slot.objects.annotate(n=Count("claims", filter=Q(claims__released_at__isnull=True)))
    return [
        Imbalance(Text("名额占用数不符", "Slot count differs"), s.name, s.n, s.used)
        for s in held.exclude(n=F("used"))
    ]


def _requests() -> list[Imbalance]:
    sums = FundRequest.objects.annotate(s=Coalesce(Sum("items__amount", filter=Q(items__live=True)), 0))
    return [
        Imbalance(Text("用款申请总额与明细不符", "Request total differs"), str(r.pk), r.s, r.total)
        for r in sums.exclude(s=F("total"))
    ]


def _batches() -> list[Imbalance]:
    sums = PaymentBatch.objects.exclude(state="cancelled").annotate(s=Coalesce(Sum("payments__amount"), 0))
    return [
        Imbalance(Text("支付批次总额与明细不符", "Batch total differs"), b.number, b.s, b.total)
        for b in sums.exclude(s=F("total"))
    ]


def _entitlements() -> list[Imbalance]:
    """What is owed under each entitlement is what was granted less what was paid."""
    paid = dict(Payment.objects.filter(state="paid").values_list("entitlement").annotate(s=Sum("amount")))
    owed = dict(
        Entry.objects.filter(account__kind="entitlement")
        .values_list("account__key")
        .annotate(s=Sum("amount"))
    )
    wrong = []
    for e in Entitlement.objects.all().iterator():
        expected, found = paid.get(e.pk, 0) - e.granted, owed.get(f"entitlement/{e.pk}", 0)
        if expected != found:
            wrong.append(
                Imbalance(Text("应付补贴与核定、支付不符", "Owed differs"), e.number, expected, found)
            )
    return wrong


def _on_the_way() -> list[Imbalance]:
    """What is on its way at the bank is the sum of the payments sent and not settled."""
    sent = {
        f"sent/{fund}/{office}": s
        for fund, office, s in Payment.objects.filter(state="sent")
        .values_list("batch__fund", "office")
        .annotate(s=Sum("amount"))
    }
    booked = dict(Account.objects.filter(kind="sent").values_list("key", "balance"))
    return [
        Imbalance(
            Text("在途款项与支付不符", "Money on its way differs"), key, sent.get(key, 0), booked.get(key, 0)
        )
        for key in sorted(sent.keys() | booked.keys())
        if sent.get(key, 0) != booked.get(key, 0)
    ]


def explain(payment: UUID) -> list[Link]:
    """The chain behind a payment, from the case's entitlement to the bank's receipts."""
    row = Payment.objects.select_related("batch__request", "entitlement").filter(pk=payment).first()
    if row is None:
        raise unknown(Text("这笔支付", "payment"), payment)
    right, request = row.entitlement, row.batch.request
    chain = [
        Link(
            Text(f"核定（申请 {yuan(right.asked)} 元）", f"Granted of {yuan(right.asked)} yuan asked"),
            right.number,
            right.granted,
            Text(right.clause, right.clause),
        )
    ]
    if request is not None:
        chain.append(
            Link(
                Text("用款申请", "Fund request"),
                request.city_document or str(request.pk),
                request.total,
                STATES[request.state],
            )
        )
        moves = Allocation.objects.filter(request=request)
        chain += [Link(Text("拨到区", "Transfer"), m.office, m.amount, _allocated(m)) for m in moves]
    if row.replaces is not None:
        chain += _payment(row.replaces)
    return chain + _payment(row)


def _payment(row: Payment) -> list[Link]:
    links = [Link(Text("支付", "Payment"), row.number, row.amount, STATES[row.state])]
    for receipt in row.receipts.order_by("taken_at", "id"):
        links.append(
            Link(
                Text(f"银行回盘 {receipt.settled_on}", f"Bank receipt {receipt.settled_on}"),
                receipt.bank_reference,
                row.amount,
                STATES[receipt.outcome],
            )
        )
    return links


def _allocated(move: Allocation) -> Text:
    return STATES["transferred"] if move.state == "posted" else STATES["queued"]
