"""Payments: batches are planned, sent to the bank as one file, and settled by its receipts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.bankfile import LAYOUTS, Layout, Line, write_file
from gongbao.platform.funds.caps import entitlement_key
from gongbao.platform.funds.ledger import Booking, Leg, Open, lock, open_accounts, post, who
from gongbao.platform.funds.models import FundRequest, FundRequestItem, Payment, PaymentBatch
from gongbao.platform.funds.special import transit_key
from gongbao.platform.funds.words import four_eyes, unknown, wrong_state

BATCH = Text("支付批次", "The payment batch")
SEALED = "funds.payment.account"
PAYMENT = Text("这笔支付", "The payment")


class Payee(NamedTuple):
    """Where a payee wants its money; `name` is the account holder, who must be the payee itself."""

    name: str
    account: str
    bank: str


class PaymentFile(NamedTuple):
    """A payment file with its name, SM3 digest and control totals (`total` in fen)."""

    name: str
    content: bytes
    digest: str
    count: int
    total: int


def sent_key(fund: str, office: str) -> str:
    """The key of what an office's bank has been told to pay and has not yet settled."""
    return f"sent/{fund}/{office}"


def plan_batch(
    tx: Tx, request: UUID, payees: Mapping[UUID, Payee], *, layout: str = "fixed", limit: int = 5000
) -> UUID | None:
    """Plan payments for a transferred request's unpaid items (at most `limit`); None when none is left.

    `payees` maps entitlements to accounts; a holder other than the payee is refused.
    """
    row = FundRequest.objects.filter(pk=request).first()
    if row is None:
        raise unknown(Text("用款申请", "fund request"), request)
    if row.state != "transferred":
        raise wrong_state(
            Text("用款申请", "The fund request"),
            row.state,
            Text("资金拨到区后方可支付。", "The money must have reached the district."),
        )
    lock([transit_key(row.fund, row.office)])
    unpaid = FundRequestItem.objects.filter(request=row, live=True).exclude(
        entitlement__in=Payment.objects.filter(batch__request=row).values("entitlement")
    )
    items = list(unpaid.select_related("entitlement").order_by("id")[:limit])
    if not items:
        return None
    batch = _batch(tx, row.office, row.scheme, row.fund, layout, [i.amount for i in items], row)
    Payment.objects.bulk_create(
        _payment(batch, n, item.entitlement, item.amount, payees.get(item.entitlement_id))
        for n, item in enumerate(items, 1)
    )
    return batch.pk


def repay(tx: Tx, payment: UUID, payee: Payee) -> UUID:
    """Plan a returned payment again to a corrected account under a new number; returns the new batch."""
    old = Payment.objects.select_related("batch", "entitlement").filter(pk=payment).first()
    if old is None:
        raise unknown(PAYMENT, payment)
    lock([transit_key(old.batch.fund, old.office)])
    old = Payment.objects.select_related("batch", "entitlement").get(pk=payment)
    if old.state != "returned":
        raise wrong_state(PAYMENT, old.state, Text("只有被退回的支付可以重新支付。", "Only a returned one."))
    if Payment.objects.filter(replaces=old).exists():
        raise Refusal(
            Text("这笔退回的支付已经重新支付", "This payment has already been made again"), where=old.number
        )
    b = old.batch
    batch = _batch(tx, b.office, b.scheme, b.fund, b.layout, [old.amount], b.request)
    Payment.objects.bulk_create([_payment(batch, 1, old.entitlement, old.amount, payee, replaces=old)])
    return batch.pk


def send_batch(tx: Tx, batch: UUID, *, separate: bool = True) -> str:
    """Release a planned batch to the bank: book it as on its way and fix the file's SM3 digest.

    The file itself is fetched with `payment_file` afterwards, as often as needed, and never differs.
    With `separate` the releasing officer must not be the one who prepared the batch.
    """
    row = PaymentBatch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise unknown(BATCH, batch)
    if row.state != "planned":
        raise wrong_state(BATCH, row.state, Text("已送出的批次请直接取支付文件。", "Fetch its file instead."))
    if separate:
        four_eyes(row.prepared_by, who(tx))
    file = _file(row)
    sent = sent_key(row.fund, row.office)
    open_accounts([Open(sent, "sent", row.office, floor=0)])
    post(
        tx,
        "sent",
        f"sent/{row.number}",
        [Leg(transit_key(row.fund, row.office), -row.total), Leg(sent, row.total)],
        fund=row.fund,
        memo=row.number,
    )
    row.payments.update(state="sent")
    row.state, row.released_by, row.sent_at, row.digest = "sent", who(tx), tx.now, file.digest
    row.save()
    return file.digest


def payment_file(batch: UUID) -> PaymentFile:
    """The file of a sent batch, byte for byte as released; raises if the rows no longer give that digest."""
    row = PaymentBatch.objects.filter(pk=batch).first()
    if row is None:
        raise unknown(BATCH, batch)
    if row.state == "planned":
        raise wrong_state(BATCH, row.state, Text("请先由复核人放行。", "It must be released first."))
    file = _file(row)
    if file.digest != row.digest:
        raise AssertionError(f"payment file of {row.number} differs from the one released")
    return file


def cancel_batch(tx: Tx, batch: UUID) -> None:
    """Undo a planned batch that was never sent; its items can be planned again."""
    row = PaymentBatch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise unknown(BATCH, batch)
    if row.state != "planned":
        raise wrong_state(BATCH, row.state, Text("已送银行的批次不能撤销。", "It is at the bank already."))
    row.payments.all().delete()
    row.state = "cancelled"
    row.save(update_fields=["state"])


def settling(payment: Payment, outcome: str) -> Booking:
    """How an outcome is booked: ``paid`` discharges the entitlement, ``returned`` gives the money back."""
    fund, office = payment.batch.fund, payment.office
    sent, own, transit = (
        sent_key(fund, office),
        entitlement_key(payment.entitlement_id),
        transit_key(fund, office),
    )
    source, target = (sent if payment.state == "sent" else own), (own if outcome == "paid" else transit)
    return Booking(
        outcome,
        f"{outcome}/{payment.number}",
        [Leg(source, -payment.amount), Leg(target, payment.amount)],
        fund,
        payment.case,
        payment.number,
    )


def _file(batch: PaymentBatch) -> PaymentFile:
    layout: Layout = LAYOUTS[batch.layout]
    lines = [
        Line(
            p.number,
            p.payee_name,
            secrets.unseal(bytes(p.account_sealed), SEALED),
            p.bank,
            p.amount,
            batch.scheme,
        )
        for p in batch.payments.order_by("number")
    ]
    content = write_file(layout, batch.number, lines)
    return PaymentFile(
        f"{batch.number}.{layout.suffix}", content, sm3(content).hex(), batch.count, batch.total
    )


def _batch(
    tx: Tx, office: str, scheme: str, fund: str, layout: str, amounts: list[int], request: FundRequest | None
) -> PaymentBatch:
    if layout not in LAYOUTS:
        raise Refusal(
            Text(f"没有这种支付文件格式：{layout}", f"No such file layout: {layout}"),
            mend=Text(f"可用：{'、'.join(LAYOUTS)}", f"Use one of {', '.join(LAYOUTS)}"),
        )
    stem = f"{office}-{local_day(tx.now):%Y%m%d}"
    tx.lock(f"funds.batch/{stem}")
    count = PaymentBatch.objects.filter(number__startswith=f"{stem}-").count()
    return PaymentBatch.objects.create(
        office=office,
        scheme=scheme,
        fund=fund,
        request=request,
        number=f"{stem}-{count + 1:03d}",
        layout=layout,
        count=len(amounts),
        total=sum(amounts),
        prepared_by=who(tx),
        planned_at=tx.now,
    )


def _payment(
    batch: PaymentBatch,
    line: int,
    entitlement: Any,
    amount: int,
    payee: Payee | None,
    replaces: Payment | None = None,
) -> Payment:
    if payee is None:
        raise Refusal(
            Text("缺少收款账户", "The payee's account is missing"),
            where=entitlement.number,
            mend=Text("请企业补填本单位账户。", "Ask the firm for its account."),
        )
    if "".join(payee.name.split()) != "".join(entitlement.payee_name.split()):
        raise Refusal(
            Text("收款账户户名与受补贴单位不一致", "The account holder is not the payee"),
            where=entitlement.number,
            mend=Text("只能付到受补贴单位自己的账户。", "Only the payee's own account may be paid."),
        )
    return Payment(
        number=f"{batch.number}-{line:05d}",
        batch=batch,
        entitlement=entitlement,
        case=entitlement.case,
        office=entitlement.office,
        party=entitlement.party,
        amount=amount,
        payee_name=entitlement.payee_name,
        bank=payee.bank,
        account_sealed=secrets.seal(payee.account, SEALED),
        account_hash=secrets.fingerprint(payee.account, SEALED),
        account_shown=shown(payee.account),
        replaces=replaces,
    )


def shown(account: str) -> str:
    """An account number with all but its last four digits hidden."""
    return "*" * max(0, len(account) - 4) + account[-4:]
