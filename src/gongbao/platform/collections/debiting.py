"""Debit batches: planned under locks so that no charge is in two, written to a file that can be made again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import agreements
from gongbao.platform.collections.bankfile import LAYOUTS, Debit, write_debits
from gongbao.platform.collections.deferring import due_now, nothing_due
from gongbao.platform.collections.models import (
    Agreement,
    Charge,
    DebitBatch,
    DebitItem,
    DebitLine,
    VoucherItem,
)
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.words import STATES, unknown
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx

LIMIT = 5000
ONLINE = "online"
"""The layout of debits made at once: no file goes out."""


class DebitFile(NamedTuple):
    """A batch's file: its name, bytes, digest, and the number and sum of its debits."""

    name: str
    content: bytes
    digest: str
    count: int
    total: int


def plan_debits(
    tx: Tx,
    scheme: str,
    bank: str,
    on: date,
    *,
    office: str,
    kinds: Sequence[str],
    layout: str = "fixed",
    payers: Sequence[str] = (),
    leave_out: Collection[str] = (),
    without: Collection[str] = (),
    due_by: date | None = None,
    limit: int = LIMIT,
) -> UUID | None:
    """Plan one batch: a debit for each payer with an agreement at `bank`, over its open charges; None if none.

    `kinds` are the kinds of agreement that allow this way. Charges that are held, in a live debit, on an open
    voucher, wholly deferred, due after `due_by`, numbered in `leave_out`, or of a payer (by hash) in `without` are left out. Locked charges of another run are passed over.
    """
    wanted = Agreement.objects.filter(ended_on=None, bank=bank, kind__in=kinds, signed_on__lte=on)
    agreed = {row.payer_hash: row for row in wanted.exclude(payer_hash__in=list(without))}
    rows = _free(scheme, list(agreed), on, leave_out, due_by, limit)
    if not rows:
        return None
    number = f"D{on:%y%m%d}-{bank}-{_turn(tx, bank, on):03d}"
    batch = DebitBatch(
        office=office,
        scheme=scheme,
        bank=bank,
        number=number,
        layout=layout,
        debit_on=on,
        count=0,
        total=0,
        planned_at=tx.now,
        planned_by=tx.actor.identity,
    )
    lines, items = list[DebitLine](), list[DebitItem]()
    for payer, group in groupby(rows, key=lambda row: row.payer_hash):
        owed = list(group)
        line = DebitLine(
            **Payer.of(owed[0]).columns(),
            batch=batch,
            agreement=agreed[payer],
            number=f"{number}-{len(lines) + 1:06d}",
            amount=sum(due_now(row, on) for row in owed),
        )
        lines.append(line)
        items += [
            DebitItem(office=row.office, party=row.party, line=line, charge=row, amount=due_now(row, on))
            for row in owed
        ]
    batch.count, batch.total = len(lines), sum(line.amount for line in lines)
    batch.save(force_insert=True)
    DebitLine.objects.bulk_create(lines)
    DebitItem.objects.bulk_create(items)
    tx.audit("debits.planned", batch=number, count=batch.count, total=batch.total)
    return batch.id


def _free(
    scheme: str, payers: list[str], on: date, leave_out: Collection[str], due_by: date | None, limit: int
) -> list[Charge]:
    """Open charges that nothing else holds, locked.

    What the first statement saw may have been taken by a run that committed before the locks were had; once
    locked, debits and vouchers are looked up again.
    """
    open_ = Charge.objects.filter(scheme=scheme, state="open", amount__gt=0, held="", payer_hash__in=payers)
    open_ = open_.exclude(number__in=list(leave_out))
    open_ = open_.exclude(nothing_due(on))
    if due_by is not None:
        open_ = open_.filter(Q(due=None) | Q(due__lte=due_by))
    while True:
        busy = DebitItem.objects.filter(live=True)
        vouched = VoucherItem.objects.filter(voucher__state="open", voucher__expires_on__gte=on)
        rows = list(
            open_.exclude(pk__in=busy.values("charge"))
            .exclude(pk__in=vouched.values("charge"))
            .order_by("payer_hash", "period", "number")
            .select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        keys = [row.id for row in rows]
        gone = set(busy.filter(charge__in=keys).values_list("charge", flat=True))
        gone |= set(vouched.filter(charge__in=keys).values_list("charge", flat=True))
        free = [row for row in rows if row.id not in gone]
        if free or not rows:
            return free


def _turn(tx: Tx, bank: str, on: date) -> int:
    tx.lock(f"collections/batch/{bank}/{on}")
    return DebitBatch.objects.filter(bank=bank, debit_on=on).count() + 1


def debit_file(batch: UUID) -> DebitFile:
    """The file of a batch: the same bytes whenever it is made. Raises AssertionError if they changed since sent."""
    row = _batch(batch)
    lines = DebitLine.objects.filter(batch=row).select_related("agreement").order_by("number")
    debits = [
        Debit(
            line.number,
            line.agreement.account_name,
            secrets.unseal(line.agreement.account_sealed, agreements.SEAL),
            line.amount,
            row.scheme,
        )
        for line in lines
    ]
    layout = LAYOUTS[row.layout]
    content = write_debits(layout, row.number, debits)
    digest = sm3(content).hex()
    if row.digest and row.digest != digest:
        raise AssertionError(f"the file of {row.number} is not what was sent")
    return DebitFile(f"{row.number}.{layout.suffix}", content, digest, row.count, row.total)


def send_debits(tx: Tx, batch: UUID) -> str:
    """Mark a planned batch as sent and keep its file's digest, which is returned; sending again changes nothing."""
    row = DebitBatch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise unknown(Text("扣款批次", "batch"), batch)
    if row.state == "planned":
        row.digest, row.state, row.sent_at = debit_file(batch).digest, "sent", tx.now
        row.save(update_fields=["digest", "state", "sent_at"])
        DebitLine.objects.filter(batch=row, state="planned").update(state="sent")
        tx.audit("debits.sent", batch=row.number, sm3=row.digest)
    if row.state == "cancelled":
        raise Refusal(Text("这个批次已作废", "This batch was cancelled"), where=row.number)
    return row.digest


def cancel_debits(tx: Tx, batch: UUID) -> None:
    """Give up a batch that was not sent; its charges are free again."""
    row = DebitBatch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise unknown(Text("扣款批次", "batch"), batch)
    if row.state != "planned":
        now = STATES[row.state]
        raise Refusal(
            Text(f"批次现为“{now.zh}”，不能作废", f"The batch is “{now.en}” and cannot be cancelled"),
            where=row.number,
            mend=Text("请等银行答复", "Wait for the bank's answer"),
        )
    row.state = "cancelled"
    row.save(update_fields=["state"])
    DebitLine.objects.filter(batch=row).update(state="cancelled")
    DebitItem.objects.filter(line__batch=row).update(live=False)
    tx.audit("debits.cancelled", batch=row.number)


def _batch(batch: UUID) -> DebitBatch:
    row = DebitBatch.objects.filter(pk=batch).exclude(layout=ONLINE).first()
    if row is None:
        raise unknown(Text("扣款批次", "batch"), batch)
    return row


def failed_tries(scheme: str, since: date, *, payer_hash: str = "") -> dict[str, int]:
    """How often each open charge (of one payer, or of all) could not be debited by a batch since a day."""
    rows = _failed(scheme, payer_hash).filter(line__settled_on__gte=since)
    return dict(rows.values_list("charge__number").annotate(n=Count("pk")))


def _failed(scheme: str, payer_hash: str) -> QuerySet[DebitItem]:
    """Failed batch debits of charges that are still open."""
    rows = DebitItem.objects.filter(charge__scheme=scheme, charge__state="open", line__state="failed")
    rows = rows.exclude(line__batch__layout=ONLINE)
    return rows.filter(charge__payer_hash=payer_hash) if payer_hash else rows


def failed_months(scheme: str, item: str, *, payer_hash: str = "") -> dict[str, set[int]]:
    """For each payer (or one), the periods whose charge of `item` could not be debited and is still open."""
    rows = _failed(scheme, payer_hash).filter(charge__item=item)
    found: dict[str, set[int]] = {}
    for payer, period in rows.values_list("charge__payer_hash", "charge__period"):
        found.setdefault(payer, set()).add(period)
    return found
