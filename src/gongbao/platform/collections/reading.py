"""What screens, reports and other apps may know of charges, money, debits and files, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from gongbao.law.text import Text
from gongbao.platform.collections import models as m
from gongbao.platform.collections.reconciling import WHY
from gongbao.platform.collections.words import CHANNELS, KINDS, STATES


class ChargeRow(NamedTuple):
    """A charge as screens show it; sums in fen, `period` is year × 12 + month − 1."""

    number: str
    kind: Text
    item: str
    period: int
    amount: int
    settled: int
    left: int
    state: str
    title: Text
    due: date | None
    late_after: date | None
    held: str
    persons: int
    parts: dict[str, int]
    basis: dict[str, Any]
    payer_name: str
    payer_shown: str
    payer_hash: str
    office: str
    corrects: str


class PaymentRow(NamedTuple):
    """Money that came in, with what it settled as (number, fen)."""

    id: UUID
    channel: Text
    reference: str
    amount: int
    unallocated: int
    received_on: date
    payer_name: str
    payer_shown: str
    settled: tuple[tuple[str, int], ...]
    remitted: bool


class BatchRow(NamedTuple):
    """A debit batch with what became of its lines."""

    id: UUID
    number: str
    bank: str
    debit_on: date
    state: Text
    code: str
    layout: str
    count: int
    total: int
    paid: int
    failed: int


class ParkedRow(NamedTuple):
    """A line or a whole file (row 0) that waits for a person."""

    id: UUID
    file: str
    row: int
    number: str
    amount: int | None
    reason: Text
    mend: Text


class DifferenceRow(NamedTuple):
    """A difference of a reconciliation."""

    id: UUID
    number: str
    kind: Text
    said: dict[str, int | None]
    amount: int
    settled_how: str


class RunRow(NamedTuple):
    """A reconciliation run."""

    id: UUID
    name: str
    sides: dict[str, dict[str, int]]
    agreed: int
    differing: int
    unexplained: int
    made_at: datetime


def charges(
    scheme: str,
    *,
    payer_hash: str = "",
    party: UUID | None = None,
    period: int | None = None,
    states: tuple[str, ...] = (),
    overdue_on: date | None = None,
    limit: int = 500,
) -> list[ChargeRow]:
    """Charges, newest period first; inside a read() or write()."""
    rows = _charges(scheme, payer_hash=payer_hash, party=party, period=period, states=states)
    if overdue_on is not None:
        rows = rows.filter(state="open", amount__gt=0, late_after__lt=overdue_on)
    return [_charge(row) for row in rows.select_related("corrects").order_by("-period", "number")[:limit]]


def _charges(
    scheme: str, *, payer_hash: str, party: UUID | None, period: int | None, states: tuple[str, ...]
) -> QuerySet[m.Charge]:
    wanted = Q(scheme=scheme)
    if payer_hash:
        wanted &= Q(payer_hash=payer_hash)
    if party is not None:
        wanted &= Q(party=party)
    if period is not None:
        wanted &= Q(period=period)
    if states:
        wanted &= Q(state__in=states)
    return m.Charge.objects.filter(wanted)


def _charge(row: m.Charge) -> ChargeRow:
    return ChargeRow(
        row.number,
        KINDS.get(row.kind, Text(row.kind, row.kind)),
        row.item,
        row.period,
        row.amount,
        row.settled,
        row.left,
        row.state,
        STATES[row.state],
        row.due,
        row.late_after,
        row.held,
        row.persons,
        row.parts,
        row.basis,
        row.payer_name,
        row.payer_shown,
        row.payer_hash,
        row.office,
        row.corrects.number if row.corrects else "",
    )


def payments(
    scheme: str, *, payer_hash: str = "", party: UUID | None = None, loose: bool = False, limit: int = 500
) -> list[PaymentRow]:
    """Money that came in, newest first; with `loose` only what is not wholly allocated."""
    rows = m.Money.objects.filter(scheme=scheme)
    if payer_hash:
        rows = rows.filter(payer_hash=payer_hash)
    if party is not None:
        rows = rows.filter(party=party)
    if loose:
        rows = rows.filter(unallocated__gt=0)
    found = list(rows.order_by("-received_on", "-id")[:limit])
    used: dict[UUID, list[tuple[str, int]]] = {}
    live = m.Allocation.objects.filter(money__in=[row.id for row in found], undone_at=None)
    for money, number, fen in live.values_list("money", "charge__number", "amount"):
        used.setdefault(money, []).append((number, fen))
    return [
        PaymentRow(
            row.id,
            CHANNELS.get(row.channel, Text(row.channel, row.channel)),
            row.reference,
            row.amount,
            row.unallocated,
            row.received_on,
            row.payer_name,
            row.payer_shown,
            tuple(sorted(used.get(row.id, []))),
            row.remittance_id is not None,
        )
        for row in found
    ]


def batches(scheme: str, *, limit: int = 100) -> list[BatchRow]:
    """Debit batches, newest first."""
    rows = m.DebitBatch.objects.filter(scheme=scheme).order_by("-debit_on", "-number")[:limit]
    found = []
    for row in rows:
        states = list(m.DebitLine.objects.filter(batch=row).values_list("state", flat=True))
        found.append(
            BatchRow(
                row.id,
                row.number,
                row.bank,
                row.debit_on,
                STATES[row.state],
                row.state,
                row.layout,
                row.count,
                row.total,
                states.count("paid"),
                states.count("failed"),
            )
        )
    return found


def parked(scheme: str) -> list[ParkedRow]:
    """Everything that waits for a person: files parked whole, then lines."""
    files = m.IncomingFile.objects.filter(scheme=scheme, state="parked").order_by("came_at")
    lines = m.ParkedLine.objects.filter(file__scheme=scheme, settled_at=None).select_related("file")
    return [
        *(ParkedRow(f.id, f.name, 0, "", None, *_reason(f.reason)) for f in files),
        *(
            ParkedRow(p.id, p.file.name, p.row, p.number, p.amount, *_reason(p.reason))
            for p in lines.order_by("file__came_at", "row")
        ),
    ]


def _reason(told: dict[str, str]) -> tuple[Text, Text]:
    return (
        Text(told.get("zh", ""), told.get("en", "")),
        Text(told.get("mend_zh", ""), told.get("mend_en", "")),
    )


def runs(scheme: str, *, limit: int = 50) -> list[RunRow]:
    """Reconciliation runs, newest first."""
    rows = m.Reconciliation.objects.filter(scheme=scheme).order_by("-made_at")[:limit]
    return [RunRow(r.id, r.name, r.sides, r.agreed, r.differing, r.unexplained, r.made_at) for r in rows]


def differences(run: UUID, *, limit: int = 1000) -> list[DifferenceRow]:
    """The differences of a run, largest first."""
    rows = m.Difference.objects.filter(run=run).order_by("-amount", "number")[:limit]
    return [
        DifferenceRow(d.id, d.number, WHY.get(d.kind, Text(d.kind, d.kind)), d.said, d.amount, d.settled_how)
        for d in rows
    ]


def party_of(number: str) -> UUID | None:
    """The party of a charge's payer, if it has one."""
    return m.Charge.objects.filter(number=number).values_list("party", flat=True).first()


def paid_on(numbers: Sequence[str]) -> dict[str, date]:
    """The day on which each of these charges was last paid on."""
    rows = m.Allocation.objects.filter(charge__number__in=numbers, undone_at=None)
    return dict(rows.values_list("charge__number").annotate(last=Max("money__received_on")))
