"""Reading for screens: entitlements, batches and payments as plain values, account numbers masked."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.funds.models import Entitlement, FundRequestItem, Payment, PaymentBatch
from gongbao.platform.funds.words import STATES


class EntitlementRow(NamedTuple):
    """An entitlement; `request` is the live fund request it is in, if any. Sums in fen."""

    id: UUID
    case: UUID
    number: str
    scheme: str
    asked: int
    granted: int
    clause: str
    granted_at: datetime
    request: UUID | None


class PaymentRow(NamedTuple):
    """A payment as shown; `account` is masked, `amount` in fen."""

    id: UUID
    number: str
    case: UUID
    amount: int
    payee: str
    account: str
    state: Text
    code: str
    reason: str
    settled_on: date | None


class BatchRow(NamedTuple):
    """A payment batch; `total` in fen."""

    id: UUID
    number: str
    office: str
    state: str
    count: int
    total: int
    digest: str
    sent_at: datetime | None


def entitlements(
    *, case: UUID | None = None, office: str = "", scheme: str = "", open_only: bool = False
) -> list[EntitlementRow]:
    """Entitlements by case, office or scheme, oldest first; `open_only` leaves out those already requested."""
    rows = Entitlement.objects.order_by("granted_at", "id")
    wanted = {"case": case, "office": office, "scheme": scheme}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    inside = dict(
        FundRequestItem.objects.filter(entitlement__in=rows, live=True).values_list("entitlement", "request")
    )
    found = [
        EntitlementRow(
            e.pk, e.case, e.number, e.scheme, e.asked, e.granted, e.clause, e.granted_at, inside.get(e.pk)
        )
        for e in rows
    ]
    return [e for e in found if e.request is None and e.granted] if open_only else found


def payments(
    *, case: UUID | None = None, batch: UUID | None = None, state: str = "", office: str = ""
) -> list[PaymentRow]:
    """Payments by case, batch, state or office, in the order of their numbers."""
    wanted = {"case": case, "batch": batch, "state": state, "office": office}
    rows = Payment.objects.filter(**{name: value for name, value in wanted.items() if value}).order_by(
        "number"
    )
    return [
        PaymentRow(
            p.pk,
            p.number,
            p.case,
            p.amount,
            p.payee_name,
            p.account_shown,
            STATES[p.state],
            p.state,
            p.reason,
            p.settled_on,
        )
        for p in rows
    ]


def batches(*, office: str = "", request: UUID | None = None) -> list[BatchRow]:
    """Payment batches by office or fund request, newest first."""
    wanted = {"office": office, "request": request}
    rows = PaymentBatch.objects.filter(**{name: value for name, value in wanted.items() if value})
    return [
        BatchRow(b.pk, b.number, b.office, b.state, b.count, b.total, b.digest, b.sent_at)
        for b in rows.order_by("-planned_at", "-id")
    ]
