"""Reading letters for screens: the letters of a case or office, and those waiting for a font."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.letters.models import Delivery, Letter
from gongbao.platform.letters.words import METHODS, STANDINGS, STATES


class Served(NamedTuple):
    """One delivery of a letter."""

    delivery: UUID
    method: Text
    started_on: date
    served_on: date | None
    acknowledged_by: str


class LetterRow(NamedTuple):
    """A letter as listed; `missing` names the characters a parked one waits for."""

    id: UUID
    case: UUID | None
    kind: str
    number: str
    code: str
    title: Text
    addressee: str
    dated: date
    state: Text
    standing: Text
    ready: bool
    missing: str
    served: list[Served]


def letters(*, case: UUID | None = None, office: str = "", parked: bool = False) -> list[LetterRow]:
    """Letters by case or office, oldest first; only those waiting for a font if `parked`."""
    wanted = {"case": case, "office": office, "state": "parked" if parked else ""}
    rows = Letter.objects.filter(**{k: v for k, v in wanted.items() if v}).prefetch_related("deliveries")
    return [_row(letter) for letter in rows.order_by("issued_at", "id")]


def _row(row: Letter) -> LetterRow:
    served = sorted(row.deliveries.all(), key=lambda d: (d.recorded_at, d.pk))
    return LetterRow(
        row.pk,
        row.case,
        row.kind,
        row.number,
        row.code,
        Text(row.title_zh, row.title_en),
        row.addressee,
        row.dated,
        STATES[row.state],
        STANDINGS[row.standing],
        row.state == "ready",
        row.missing,
        [_served(d) for d in served],
    )


def _served(row: Delivery) -> Served:
    return Served(row.pk, METHODS[row.method], row.started_on, row.served_on, row.acknowledged_by)
