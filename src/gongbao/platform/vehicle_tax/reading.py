"""What desks show: items (masked), periods, totals by unit, the inspection of an insurer; every reading is logged."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Sum

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor, read
from gongbao.platform.vehicle_tax import fees, records, systems, watching
from gongbao.platform.vehicle_tax.collecting import OWNER_SEAL
from gongbao.platform.vehicle_tax.filing import Standing, standings
from gongbao.platform.vehicle_tax.institutions import InstitutionRow, UnitRow, institution, units
from gongbao.platform.vehicle_tax.models import Item
from gongbao.platform.vehicle_tax.refusals import not_found
from gongbao.platform.vehicle_tax.words import ITEM_STATES, OUTCOMES
from gongbao.policies.vehicle_tax.facts import CLASSES

TAX_PURPOSES = {
    "collect": Text("核对代收", "Checking a collection"),
    "refund": Text("办理退税", "Handling a refund"),
    "certificate": Text("开具完税证明", "Issuing a certificate"),
    "inspect": Text("检查", "Inspection"),
}
"""What taxpayers' data may be read for: matters of tax and nothing else (13)."""


class ItemRow(NamedTuple):
    """An item as lists show it: masked, sums in fen."""

    number: str
    collection: str
    unit: str
    vin: str
    plate: str
    vehicle_class: Text
    tax_year: int
    outcome: Text
    tax: int
    late_fee: int
    collected_on: date
    state: Text
    code: str
    filing: str
    why: str
    refunded: int = 0
    refunded_on: date | None = None


class UnitTotal(NamedTuple):
    """What one unit collected in a span of days."""

    unit: str
    lines: int
    tax: int
    late_fee: int
    void: int


class Inspection(NamedTuple):
    """Everything an inspection of an insurer looks at."""

    insurer: InstitutionRow
    units: list[UnitRow]
    totals: list[UnitTotal]
    standings: list[Standing]
    systems: list[systems.SystemRow]
    findings: list[watching.FindingRow]
    records: list[records.RecordRow]
    fees: list[fees.FeeRow]


def items(party: UUID, first: date, last: date, *, limit: int = 200, state: str = "") -> list[ItemRow]:
    """An insurer's items collected between two days, newest first; inside a read()."""
    audit.note(f"vehicle_tax.items {first}..{last}")
    rows = Item.objects.filter(party=party, sandbox=False, collected_on__gte=first, collected_on__lte=last)
    rows = rows.filter(state=state) if state else rows
    return [_row(row) for row in rows.order_by("-made_at", "-number")[:limit]]


def unit_totals(party: UUID, first: date, last: date) -> list[UnitTotal]:
    """What each branch and intermediary collected between two days (6.1.b)."""
    rows = Item.objects.filter(party=party, sandbox=False, collected_on__gte=first, collected_on__lte=last)
    live = (
        rows.filter(state="live")
        .values_list("unit")
        .annotate(n=Count("key"), t=Sum("tax"), f=Sum("late_fee"))
    )
    ended = dict(rows.exclude(state="live").values_list("unit").annotate(n=Count("key")))
    found = {unit: (n, t, f) for unit, n, t, f in live}
    return [
        UnitTotal(unit, *found.get(unit, (0, 0, 0)), ended.get(unit, 0))
        for unit in sorted(set(found) | set(ended))
    ]


def inspect(party: UUID, first: date, last: date) -> Inspection:
    """The inspection view of one insurer; inside a read() of an officer of its tax authority or the city."""
    audit.note(f"vehicle_tax.inspection {party}")
    return Inspection(
        institution(party), units(party), unit_totals(party, first, last), standings(party, first, last),
        systems.systems(party), watching.findings(party), records.records(party), fees.fees(party),
    )  # fmt: skip


def taxpayer(actor: Actor, number: str, purpose: str) -> str:
    """The taxpayer's name of an item, for a stated matter of tax; each reading and each refusal is logged (13)."""
    if purpose not in TAX_PURPOSES:
        audit.note_refused(actor, purpose[:80] or "none", f"vehicle_tax.owner {number}")
        raise Refusal(
            Text("纳税人信息只能用于办税", "Taxpayers' data is used for matters of tax only"), where="purpose",
            mend=Text("请选择办税用途", "Choose a matter of tax"), clause="tax-2020-9/13",
        )  # fmt: skip
    with read(actor, purpose=f"vehicle_tax.{purpose}"):
        row = Item.objects.filter(number=number).first()
        if row is None:
            audit.note_refused(actor, purpose, f"vehicle_tax.owner {number}")
            raise not_found(Text("代收记录", "item"), number)
        audit.note(f"vehicle_tax.owner {number}", subject=row.owner_hash)
        return secrets.unseal(bytes(row.owner_sealed), OWNER_SEAL)


def _row(row: Item) -> ItemRow:
    code = row.state if not row.refunded else "refunded" if row.refunded == row.tax else "refunded_in_part"
    return ItemRow(
        row.number, row.collection, row.unit, row.vin_shown, row.plate_shown, CLASSES[row.vehicle_class], row.tax_year,
        OUTCOMES[row.outcome], row.tax, row.late_fee, row.collected_on, ITEM_STATES[code], code, row.filing,
        row.ended_why, row.refunded, row.refunded_on,
    )  # fmt: skip
