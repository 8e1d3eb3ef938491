"""Receipts: the bank's word on each payment, taken in any order and any number of times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gongbao.kernel.logchain import sm3
from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.bankfile import Result, read_receipts
from gongbao.platform.funds.ledger import Booking, lock, post_all
from gongbao.platform.funds.models import Payment, PaymentBatch, Receipt
from gongbao.platform.funds.payments import sent_key, settling
from gongbao.platform.funds.special import transit_key
from gongbao.platform.funds.words import STATES


class Taken(NamedTuple):
    """What an import did: payments newly paid and returned, lines known before, lines refused."""

    paid: int
    returned: int
    known: int
    refused: list[Refusal]


def import_receipts(tx: Tx, content: bytes) -> Taken:
    """Take a receipt file (CSV or Excel). Lines known before change nothing; faulty ones are refused by row."""
    results, digest = read_receipts(content), sm3(content).hex()
    payments = _payments(results)
    known = set(
        Receipt.objects.filter(payment__in=payments.values()).values_list("payment__number", "outcome")
    )
    work = _Work([], [], [], 0)
    for row, result in enumerate(results, 2):
        if (result.number, result.outcome) in known:
            work.known += 1
            continue
        fault = _fault(payments.get(result.number), result, row)
        if fault is not None:
            work.refused.append(fault)
            continue
        known.add((result.number, result.outcome))
        _take(tx, work, payments[result.number], result, digest)
    post_all(tx, work.bookings)
    Receipt.objects.bulk_create(work.receipts)
    Payment.objects.bulk_update({r.payment for r in work.receipts}, ["state", "reason", "settled_on"], 1000)
    _close(payments)
    outcomes = [r.outcome for r in work.receipts]
    return Taken(outcomes.count("paid"), outcomes.count("returned"), work.known, work.refused)


@dataclass
class _Work:
    bookings: list[Booking]
    receipts: list[Receipt]
    refused: list[Refusal]
    known: int


def _payments(results: list[Result]) -> dict[str, Payment]:
    """The payments named by a file; their batches' money accounts are locked first, in key order."""
    wanted = Payment.objects.filter(number__in=[r.number for r in results])
    places = wanted.exclude(state="planned").values_list("batch__fund", "office").distinct()
    lock(key(fund, office) for fund, office in places for key in (sent_key, transit_key))
    return {p.number: p for p in wanted.select_related("batch", "entitlement")}


def _fault(payment: Payment | None, result: Result, row: int) -> Refusal | None:
    where = f"第{row}行 {result.number}"
    if payment is None or payment.state == "planned":
        return Refusal(
            Text("没有送出过这个支付编号", "This payment number was never sent"),
            where=where,
            mend=Text("请与银行核对回盘文件。", "Check the file with the bank."),
        )
    if payment.amount != result.amount:
        return Refusal(
            Text(
                f"金额 {yuan(result.amount)} 元与送出的 {yuan(payment.amount)} 元不符",
                "The amount differs from what was sent",
            ),
            where=where,
            mend=Text("请与银行核对，不要入账。", "Check with the bank before booking."),
        )
    if payment.state == "returned":
        return Refusal(
            Text(
                f"这笔支付已记为“{STATES['returned'].zh}”，不能再记到账",
                "Already returned; it cannot be paid under this number",
            ),
            where=where,
            mend=Text("退回的款项只能用新编号重新支付。", "Pay again under a new number."),
        )
    return None


def _take(tx: Tx, work: _Work, payment: Payment, result: Result, digest: str) -> None:
    work.bookings.append(settling(payment, result.outcome))
    work.receipts.append(
        Receipt(
            payment=payment,
            outcome=result.outcome,
            reason=result.reason,
            bank_reference=result.reference,
            settled_on=result.settled_on,
            file_digest=digest,
            taken_at=tx.now,
            case=payment.case,
            office=payment.office,
            party=payment.party,
        )
    )
    payment.state, payment.reason, payment.settled_on = result.outcome, result.reason, result.settled_on


def _close(payments: dict[str, Payment]) -> None:
    """A batch none of whose payments is still on its way is settled."""
    batches = {p.batch_id for p in payments.values()}
    waiting = set(Payment.objects.filter(batch__in=batches, state="sent").values_list("batch", flat=True))
    PaymentBatch.objects.filter(pk__in=batches - waiting, state="sent").update(state="settled")
