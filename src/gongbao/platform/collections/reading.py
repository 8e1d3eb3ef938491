"""What screens, reports and other apps may know of charges, money, debits and files, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, Value, When

from gongbao.law.text import Text
from gongbao.platform.collections import models as m
from gongbao.platform.collections.debiting import ONLINE
from gongbao.platform.collections.deferring import overdue, running
from gongbao.platform.collections.reconciling import WHY
from gongbao.platform.collections.words import CHANNELS, KINDS, STATES, unknown


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
    party: UUID | None
    deferred: int = 0
    deferred_until: date | None = None


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
    clause: str = ""


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
    paid_since: datetime | None = None,
    limit: int | None = 500,
) -> list[ChargeRow]:
    """Charges, newest period first, at most `limit`; inside a read() or write()."""
    rows = _charges(scheme, payer_hash=payer_hash, party=party, period=period, states=states)
    if overdue_on is not None:
        rows = rows.filter(overdue(overdue_on))
    if paid_since is not None:
        paid = m.Allocation.objects.filter(made_at__gte=paid_since, undone_at=None)
        rows = rows.filter(pk__in=paid.values("charge"))
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
        row.party,
        row.deferred,
        row.deferred_until,
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


def batches(scheme: str, *, codes: tuple[str, ...] = (), limit: int = 100) -> list[BatchRow]:
    """Debit batches (in some states, or all), newest first."""
    rows = m.DebitBatch.objects.filter(scheme=scheme).exclude(layout=ONLINE)
    if codes:
        rows = rows.filter(state__in=codes)
    counted = rows.annotate(
        paid=Count("lines", filter=Q(lines__state="paid")),
        failed=Count("lines", filter=Q(lines__state="failed")),
    )
    return [
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
            row.paid,
            row.failed,
        )
        for row in counted.order_by("-debit_on", "-number")[:limit]
    ]


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


def _reason(told: dict[str, str]) -> tuple[Text, Text, str]:
    return (
        Text(told.get("zh", ""), told.get("en", "")),
        Text(told.get("mend_zh", ""), told.get("mend_en", "")),
        told.get("clause", ""),
    )


def runs(scheme: str, *, limit: int = 50) -> list[RunRow]:
    """Reconciliation runs, newest first."""
    return [_run(row) for row in m.Reconciliation.objects.filter(scheme=scheme).order_by("-made_at")[:limit]]


def runs_of(keys: Iterable[UUID]) -> dict[UUID, RunRow]:
    """Reconciliation runs by their keys."""
    return {row.id: _run(row) for row in m.Reconciliation.objects.filter(pk__in=list(keys))}


def run(scheme: str, key: UUID) -> RunRow | None:
    """One reconciliation run; None where there is none."""
    r = m.Reconciliation.objects.filter(scheme=scheme, pk=key).first()
    return _run(r) if r else None


def _run(row: m.Reconciliation) -> RunRow:
    return RunRow(row.id, row.name, row.sides, row.agreed, row.differing, row.unexplained, row.made_at)


def open_differences(scheme: str, *, limit: int = 200) -> list[DifferenceRow]:
    """Differences of the last run of each name that nobody has dealt with, the largest first."""
    runs = m.Reconciliation.objects.filter(scheme=scheme)
    last = runs.order_by("name", "-made_at").distinct("name").values("pk")
    rows = m.Difference.objects.filter(run__in=last, settled_at=None).order_by("-amount", "number")[:limit]
    return [_difference(row) for row in rows]


def differences(run: UUID, *, limit: int = 1000) -> list[DifferenceRow]:
    """The differences of a run, largest first."""
    rows = m.Difference.objects.filter(run=run).order_by("-amount", "number")[:limit]
    return [_difference(row) for row in rows]


def differences_of(runs: Sequence[UUID], *, limit: int = 1000) -> dict[UUID, list[DifferenceRow]]:
    """The differences of several runs, largest first, at most `limit` in all."""
    found: dict[UUID, list[DifferenceRow]] = {}
    for row in m.Difference.objects.filter(run__in=runs).order_by("-amount", "number")[:limit]:
        found.setdefault(row.run_id, []).append(_difference(row))
    return found


def _difference(d: m.Difference) -> DifferenceRow:
    why = WHY.get(d.kind, Text(d.kind, d.kind))
    return DifferenceRow(d.id, d.number, why, d.said, d.amount, d.settled_how)


def allocation_of(number: str, reference: str) -> UUID:
    """The live allocation of a charge from the money with this reference; refuses where there is none."""
    found = m.Allocation.objects.filter(
        charge__number=number.strip(), money__reference=reference.strip(), undone_at=None
    ).first()
    if found is None:
        raise unknown(Text("这笔缴款分配", "allocation"), f"{number} / {reference}")
    return found.id


def unsettled_files(numbers: Collection[str]) -> set[str]:
    """Those of these charge files of which a charge is still open."""
    rows = m.Charge.objects.filter(file__number__in=list(numbers), state="open")
    return set(rows.values_list("file__number", flat=True).distinct())


def settled_of(numbers: Sequence[str]) -> dict[str, int]:
    """What has been paid on each of these charges, in fen."""
    return dict(m.Charge.objects.filter(number__in=numbers).values_list("number", "settled"))


def paid_on(numbers: Sequence[str]) -> dict[str, date]:
    """The day on which each of these charges was last paid on."""
    rows = m.Allocation.objects.filter(charge__number__in=numbers, undone_at=None)
    return dict(rows.values_list("charge__number").annotate(last=Max("money__received_on")))


class VoucherRow(NamedTuple):
    """A voucher as its payer sees it."""

    code: str
    amount: int
    expires_on: date
    state: str
    title: Text
    letter: UUID | None

    @property
    def spaced(self) -> str:
        """The code in groups of four, as it is read aloud."""
        return " ".join(self.code[n : n + 4] for n in range(0, len(self.code), 4))


def vouchers(scheme: str, payer_hash: str, on: date, *, limit: int = 20) -> list[VoucherRow]:
    """A payer's vouchers as of a day, newest first; one whose last day has passed is no longer open."""
    rows = m.Voucher.objects.filter(scheme=scheme, payer_hash=payer_hash).order_by("-issued_at")[:limit]
    states = {v.id: "expired" if v.state == "open" and v.expires_on < on else v.state for v in rows}
    return [
        VoucherRow(v.code, v.amount, v.expires_on, states[v.id], STATES[states[v.id]], v.letter) for v in rows
    ]


class RefundRow(NamedTuple):
    """A refund on its way."""

    id: UUID
    payer_name: str
    amount: int
    reason: str
    state: str
    title: Text
    asked_by: str


def refunds(scheme: str, *, states: tuple[str, ...] = ("asked", "approved")) -> list[RefundRow]:
    """Refunds in these states, oldest first."""
    rows = m.Refund.objects.filter(money__scheme=scheme, state__in=states).select_related("money")
    return [
        RefundRow(r.id, r.money.payer_name, r.amount, r.reason, r.state, STATES[r.state], r.asked_by)
        for r in rows.order_by("asked_at")
    ]


class Sums(NamedTuple):
    """What a scheme's charges come to: charged, paid, still open and of that overdue (fen), loose money."""

    charged: int
    paid: int
    open: int
    overdue: int
    loose: int


def sums(scheme: str, on: date, *, period: int | None = None) -> Sums:
    """The sums of a scheme, of one period or of all, as of a day."""
    rows = m.Charge.objects.filter(scheme=scheme).exclude(state="cancelled")
    if period is not None:
        rows = rows.filter(period=period)
    left = F("amount") - F("settled")
    late = left - Case(When(running(on), then=F("deferred")), default=Value(0))
    found = rows.aggregate(
        charged=Sum("amount"), paid=Sum("settled"), open=Sum(left), overdue=Sum(late, filter=overdue(on))
    )
    loose = m.Money.objects.filter(scheme=scheme).aggregate(s=Sum("unallocated"))["s"]
    return Sums(*(found[name] or 0 for name in ("charged", "paid", "open", "overdue")), loose or 0)


def unremitted(scheme: str) -> list[tuple[UUID, int]]:
    """Money from outside that was not passed on yet: its key and fen."""
    rows = m.Money.objects.filter(scheme=scheme, remittance=None).exclude(channel="credit")
    return list(rows.order_by("received_on", "id").values_list("id", "amount"))
