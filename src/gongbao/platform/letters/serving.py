"""Service of letters: how and when a letter counts as served, which starts the clocks of its remedies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import Deadline
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.letters.content import Content, Remedy
from gongbao.platform.letters.models import Delivery, Letter
from gongbao.platform.letters.words import METHODS


class Right(NamedTuple):
    """A remedy and its last day; None while the letter is not served."""

    remedy: Remedy
    deadline: Deadline | None


def serve(
    tx: Tx,
    letter: UUID,
    method: str,
    *,
    served_on: date | None = None,
    acknowledged_by: str = "",
    evidence: str = "",
    deemed_after: int = 0,
) -> UUID:
    """Record that a letter is being served; returns the delivery.

    ``online`` counts on the day it reaches the party's box, ``person`` on `served_on` with who signed,
    ``post`` once `acknowledge` gives the day on the slip, ``notice`` `deemed_after` days from today.
    """
    row = Letter.objects.filter(pk=letter).first()
    if row is None or method not in METHODS:
        raise Refusal(
            Text("没有这份文书或这种送达方式", "No such letter or way of service"),
            mend=Text(f"可选：{'、'.join(m.zh for m in METHODS.values())}", ", ".join(METHODS)),
        )
    today = tx.now.astimezone(ZONE).date()
    day = _counts(method, today, served_on, acknowledged_by, deemed_after, row)
    delivery = Delivery.objects.create(
        letter=row,
        office=row.office,
        party=row.party,
        method=method,
        started_on=today,
        served_on=day,
        acknowledged_by=acknowledged_by,
        evidence=evidence,
        recorded_at=tx.now,
    )
    tx.audit("letter.served", letter=str(row.pk), method=method)
    return delivery.pk


def acknowledge(tx: Tx, delivery: UUID, served_on: date, by: str, evidence: str = "") -> None:
    """Record the day and the person on the slip of a delivery not yet acknowledged."""
    row = Delivery.objects.select_for_update().filter(pk=delivery).first()
    if row is None or row.served_on is not None:
        raise Refusal(Text("没有待确认的送达", "No delivery waits for acknowledgement"))
    _not_ahead(served_on, tx.now.astimezone(ZONE).date(), row.started_on)
    row.served_on, row.acknowledged_by, row.evidence = served_on, by, evidence or row.evidence
    row.save(update_fields=["served_on", "acknowledged_by", "evidence"])


def served_on(letter: UUID) -> date | None:
    """The day a letter counts as served: the first of its deliveries that does; None before."""
    days = Delivery.objects.filter(letter=letter, served_on__isnull=False).values_list("served_on", flat=True)
    return min(days, default=None)


def rights(letter: UUID) -> list[Right]:
    """The letter's remedies with their last days, counted from service."""
    row = Letter.objects.get(pk=letter)
    day = served_on(letter)
    return [Right(r, r.deadline(day) if day else None) for r in Content.from_json(row.body).remedies]


def _counts(
    method: str, today: date, given: date | None, by: str, deemed_after: int, row: Letter
) -> date | None:
    if method == "online":
        return today
    if method == "notice":
        if deemed_after <= 0:
            raise Refusal(
                Text("公告送达须写明经过多少日视为送达", "Say after how many days it counts as served"),
                where=row.number,
            )
        return today + timedelta(days=deemed_after)
    if method == "post":
        return None
    if given is None or not by:
        raise Refusal(Text("当面送达须填写送达日期和签收人", "Give the day and who signed"), where=row.number)
    _not_ahead(given, today, row.dated)
    return given


def _not_ahead(day: date, today: date, first: date) -> None:
    if not first <= day <= today:
        raise Refusal(
            Text(f"送达日期应在 {first} 至 {today} 之间", f"The day lies outside {first} to {today}")
        )
