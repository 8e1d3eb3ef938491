"""Insurers as withholding agents, and the branches and intermediaries they answer for."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.models import Credential, Institution, Unit
from gongbao.platform.vehicle_tax.refusals import Coded, not_found
from gongbao.platform.vehicle_tax.words import UNIT_KINDS, WATCH, next_look


class InstitutionRow(NamedTuple):
    """An insurer as screens show it."""

    party: UUID
    code: str
    name: str
    office: str
    operates: bool


class UnitRow(NamedTuple):
    """A branch or intermediary."""

    code: str
    name: str
    kind: Text
    active: bool


def register_institution(tx: Tx, party: UUID, code: str, name: str, office: str) -> UUID:
    """Register an insurer that sells compulsory insurance here, and start the daily look; again changes nothing."""
    row, _ = Institution.objects.get_or_create(
        party=party,
        defaults={"code": code, "name": name, "office": office, "registered_on": local_day(tx.now)},
    )
    due = next_look(tx.now)
    tx.enqueue(WATCH, {}, run_at=due, key=f"{WATCH}:{due:%Y-%m-%d}")
    tx.audit("vehicle_tax.institution", code=row.code)
    return row.key


def add_unit(tx: Tx, party: UUID, code: str, name: str, kind: str) -> None:
    """Add or rename a branch or intermediary of an insurer."""
    insurer = institution(party)
    if kind not in UNIT_KINDS:
        raise Coded("unit_kind", Text("网点类别不对", "There is no such kind of unit"), where=kind)
    Unit.objects.update_or_create(
        party=party,
        code=code,
        defaults={"name": name, "kind": kind, "office": insurer.office, "active": True},
    )
    tx.audit("vehicle_tax.unit", unit=code, kind=kind)


def close_unit(tx: Tx, party: UUID, code: str) -> int:
    """A unit sells no more: its keys end with it, its items stay; returns how many keys ended."""
    if not Unit.objects.filter(party=party, code=code, active=True).update(active=False):
        raise not_found(Text("网点或代理机构", "unit"), code)
    ended = Credential.objects.filter(holder=party, unit=code, revoked_at=None).update(revoked_at=tx.now)
    tx.audit("vehicle_tax.unit_closed", unit=code, keys=ended)
    return ended


def institution(party: UUID | None) -> InstitutionRow:
    """The insurer of a party. Raises Coded 404."""
    row = Institution.objects.filter(party=party).first()
    if row is None or row.party is None:
        raise Coded(
            "not_found", Text("这不是已登记的保险机构", "This is no registered insurer"), status=404,
            mend=Text("请先选择您代办的保险机构", "Choose the insurer you act for"), clause="2",
        )  # fmt: skip
    return InstitutionRow(row.party, row.code, row.name, row.office, row.operates)


def institutions() -> list[InstitutionRow]:
    """Every insurer the reader may see, by name."""
    return [
        InstitutionRow(r.party, r.code, r.name, r.office, r.operates)
        for r in Institution.objects.order_by("name")
        if r.party is not None
    ]


def units(party: UUID) -> list[UnitRow]:
    """The branches and intermediaries of an insurer."""
    return [
        UnitRow(r.code, r.name, UNIT_KINDS[r.kind], r.active)
        for r in Unit.objects.filter(party=party).order_by("code")
    ]
