"""Fund requests: each office's monthly request, its submission, and the city's aggregate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Sum

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.ledger import who
from gongbao.platform.funds.models import Entitlement, FundRequest, FundRequestItem
from gongbao.platform.funds.words import four_eyes, unknown, wrong_state

REQUEST = Text("用款申请", "The fund request")


class Total(NamedTuple):
    """One office's line in the city's aggregate; `total` in fen."""

    office: str
    request: UUID
    state: str
    count: int
    total: int
    late: bool


def collect(tx: Tx, office: str, month: int, items: Iterable[UUID], *, scheme: str, fund: str) -> UUID:
    """Add entitlements to the office's request for `month` (year × 12 + month − 1); returns the request.

    An entitlement already in a live request, of another office or scheme, or granted nothing is refused.
    """
    request = _draft(office, month, scheme, fund)
    wanted = list(dict.fromkeys(items))
    rows = {e.pk: e for e in Entitlement.objects.filter(pk__in=wanted)}
    taken = set(
        FundRequestItem.objects.filter(entitlement__in=wanted, live=True)
        .exclude(request=request)
        .values_list("entitlement", flat=True)
    )
    mine = set(request.items.filter(live=True).values_list("entitlement", flat=True))
    for key in wanted:
        _check(rows.get(key), key, taken, request)
    FundRequestItem.objects.bulk_create(
        FundRequestItem(
            request=request, entitlement=e, amount=e.granted, case=e.case, office=e.office, party=e.party
        )
        for key in wanted
        if key not in mine
        for e in [rows[key]]
    )
    _sum(request)
    return request.pk


def drop(tx: Tx, request: UUID, entitlement: UUID) -> None:
    """Take an entitlement out of a request that has not been submitted."""
    row = _locked(request)
    _state(row, "draft")
    row.items.filter(entitlement=entitlement, live=True).update(live=False)
    _sum(row)


def submit(tx: Tx, request: UUID, *, due_day: int = 20) -> bool:
    """Send the request to the city; returns whether it was late (after `due_day` of its month)."""
    row = _locked(request)
    _state(row, "draft")
    if not row.count:
        raise Refusal(
            Text("用款申请里没有项目", "The fund request is empty"),
            mend=Text("请先加入审核通过、公示期满无异议的项目。", "Add cleared items first."),
        )
    row.state, row.submitted_at, row.submitted_by = "submitted", tx.now, who(tx)
    row.late = local_day(tx.now) > due(row.month, due_day)
    row.save()
    return row.late


def send_back(tx: Tx, request: UUID) -> None:
    """Return a submitted request to its office for correction."""
    row = _locked(request)
    _state(row, "submitted")
    row.state = "draft"
    row.save(update_fields=["state"])


def aggregate(scheme: str, month: int) -> list[Total]:
    """Every office's request of a month, by office code."""
    rows = FundRequest.objects.filter(scheme=scheme, month=month).order_by("office")
    return [Total(r.office, r.pk, r.state, r.count, r.total, r.late) for r in rows]


def forward(tx: Tx, scheme: str, month: int, document: str) -> int:
    """Forward all submitted requests of a month to the treasury under one document; returns the total in fen."""
    rows = list(
        FundRequest.objects.select_for_update()
        .filter(scheme=scheme, month=month, state="submitted")
        .order_by("office")
    )
    if not rows:
        raise Refusal(Text("本月没有已报送的用款申请", "No submitted request this month"))
    for row in rows:
        row.state, row.city_document = "forwarded", document
    FundRequest.objects.bulk_update(rows, ["state", "city_document"])
    return sum(row.total for row in rows)


def approve(tx: Tx, request: UUID) -> None:
    """Record that the treasury approved a forwarded request; not by the officer who submitted it."""
    row = _locked(request)
    _state(row, "forwarded")
    four_eyes(row.submitted_by, who(tx))
    row.state, row.approved_by = "approved", who(tx)
    row.save(update_fields=["state", "approved_by"])


def due(month: int, day: int = 20) -> date:
    """The day a month's request is due; it does not move for rest days."""
    return date(month // 12, month % 12 + 1, day)


def _draft(office: str, month: int, scheme: str, fund: str) -> FundRequest:
    FundRequest.objects.bulk_create(
        [FundRequest(office=office, scheme=scheme, month=month, fund=fund)], ignore_conflicts=True
    )
    row = FundRequest.objects.select_for_update().get(office=office, scheme=scheme, month=month)
    if row.state != "draft":
        raise wrong_state(REQUEST, row.state, Text("请列入下一个月的用款申请。", "Use next month's request."))
    return row


def _check(row: Entitlement | None, key: UUID, taken: set[UUID], request: FundRequest) -> None:
    if row is None or row.office != request.office or row.scheme != request.scheme:
        raise unknown(Text("本区本项政策的核定记录", "entitlement of this office and scheme"), key)
    if row.fund != request.fund:
        raise Refusal(
            Text("资金来源与用款申请不一致", "The fund differs from the request's"), where=row.number
        )
    if key in taken:
        raise Refusal(
            Text("这笔补贴已在另一份用款申请里", "This sum is in another fund request"),
            where=row.number,
            mend=Text("一笔补贴只能申请一次。", "A sum is requested once."),
        )
    if row.granted <= 0:
        raise Refusal(
            Text(f"核定金额为 {yuan(row.granted)} 元，无需用款", "Nothing was granted"), where=row.number
        )


def _sum(request: FundRequest) -> None:
    sums = request.items.filter(live=True).aggregate(n=Count("id"), t=Sum("amount"))
    request.count, request.total = sums["n"], sums["t"] or 0
    request.save(update_fields=["count", "total"])


def _locked(request: UUID) -> FundRequest:
    row = FundRequest.objects.select_for_update().filter(pk=request).first()
    if row is None:
        raise unknown(REQUEST, request)
    return row


def _state(row: FundRequest, wanted: str) -> None:
    if row.state != wanted:
        raise wrong_state(
            REQUEST, row.state, Text("请刷新后按当前状态办理。", "Reload and act on its state.")
        )
