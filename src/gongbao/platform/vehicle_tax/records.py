"""Working rules, internal control and training of an insurer, with day and version; shown at inspections."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import Record

KINDS = {
    "control": Text("工作制度和内控分工", "Working rules and control"),
    "training": Text("培训", "Training"),
}


class RecordRow(NamedTuple):
    """A record as screens show it."""

    kind: Text
    code: str
    day: date
    title: str
    release: str
    unit: str
    people: int
    text: str


def keep_control(tx: Tx, party: UUID, entered: dict[str, Any]) -> None:
    """Keep a version of the working rules with who collects, files, remits and checks (6.1, 6.1.a)."""
    _keep(
        tx,
        party,
        "control",
        day=entered["in_force"],
        title=entered["title"],
        release=entered["release"],
        text=entered["duties"],
    )


def keep_training(tx: Tx, party: UUID, entered: dict[str, Any]) -> None:
    """Keep a training: day, subject, unit and how many took part (6.3)."""
    _keep(
        tx,
        party,
        "training",
        day=entered["held_on"],
        title=entered["subject"],
        unit=entered["unit"],
        people=entered["people"],
    )


def _keep(tx: Tx, party: UUID, kind: str, **columns: Any) -> None:
    insurer = institution(party)
    Record.objects.create(office=insurer.office, party=party, kind=kind, made_at=tx.now, **columns)
    tx.audit(f"vehicle_tax.{kind}_kept", title=columns["title"])


def records(party: UUID | None = None) -> list[RecordRow]:
    """Records, newest first."""
    rows = Record.objects.filter(**({"party": party} if party else {})).order_by("-day", "-made_at")
    return [
        RecordRow(KINDS[r.kind], r.kind, r.day, r.title, r.release, r.unit, r.people, r.text) for r in rows
    ]
