"""Registrations of the agency: firms, staff and their bases, flexible workers, projects, the debit calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel import identity, masking
from gongbao.kernel.calendar import month as months
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection.models import (
    DebitDay,
    FirmRegistration,
    FlexibleRegistration,
    Insured,
    Project,
)
from gongbao.policies.social_insurance_collection.deadlines import may_pay
from gongbao.policies.social_insurance_collection.rules import DOCUMENT


class Staff(NamedTuple):
    """A person and the base declared for them (fen), from `first_month` on; `left` says they are no longer there."""

    name: str
    number: str
    declared_base: int
    rural_household: bool
    left: bool = False


def register_firm(
    tx: Tx,
    credit_code: str,
    name: str,
    *,
    office: str,
    party: UUID | None,
    injury_class: str,
    injury_float: int = 100,
    relief_size: str = "none",
    payer_type: str = "enterprise",
    registered_on: date,
) -> UUID:
    """Register a firm with the agency, or change its record; returns the registration's key."""
    code = identity.credit_code(credit_code).normal
    row, _ = FirmRegistration.objects.update_or_create(
        credit_code=code,
        defaults={
            "office": office,
            "party": party,
            "name": name,
            "payer_type": payer_type,
            "injury_class": injury_class,
            "injury_float": injury_float,
            "relief_size": relief_size,
            "registered_on": registered_on,
        },
    )
    tx.audit("social.firm_registered", firm=str(row.id))
    return row.id


def record_staff(tx: Tx, firm: UUID, month: int, staff: Sequence[Staff]) -> int:
    """Record staff and bases from `month` on; an earlier month than the last one known is a back-dated change.

    Returns how many people's records changed. A person unchanged keeps the stretch they have.
    """
    registration = FirmRegistration.objects.select_for_update().get(pk=firm)
    tx.lock(f"social/staff/{firm}")
    known: dict[str, list[Insured]] = {}
    for row in Insured.objects.filter(firm=registration).order_by("first_month"):
        known.setdefault(row.person_hash, []).append(row)
    changed = 0
    for person in staff:
        number = identity.identity_number(person.number).normal
        changed += _record(tx, registration, month, person, number, known)
    tx.audit("social.staff_recorded", firm=str(firm), month=months.iso(month), changed=changed)
    return changed


def _record(
    tx: Tx,
    firm: FirmRegistration,
    month: int,
    person: Staff,
    number: str,
    known: dict[str, list[Insured]],
) -> int:
    mark = secrets.fingerprint(number, "person.number")
    rows = known.get(mark, [])
    there = next(
        (r for r in rows if r.first_month <= month and (r.last_month is None or r.last_month >= month)), None
    )
    same = there is not None and (there.declared_base, there.rural_household) == (
        person.declared_base,
        person.rural_household,
    )
    if same and not person.left and there is not None and there.last_month is None:
        return 0
    if there is None and person.left:
        return 0
    for row in rows:
        if row.first_month >= month:
            row.delete()
        elif row.last_month is None or row.last_month >= month:
            row.last_month = month - 1
            row.save(update_fields=["last_month"])
    if not person.left:
        Insured.objects.create(
            office=firm.office,
            party=firm.party,
            firm=firm,
            person_hash=mark,
            person_name=person.name,
            person_shown=masking.mask_identity(number),
            declared_base=person.declared_base,
            rural_household=person.rural_household,
            first_month=month,
            recorded_at=tx.now,
        )
    return 1


def register_flexible(
    tx: Tx,
    number: str,
    name: str,
    *,
    office: str,
    party: UUID | None,
    flex_type: str,
    chosen_base: int | None,
    last_base: int,
    joins: Sequence[str],
    first_month: int,
    bank: str,
    account: str,
    account_name: str,
    registered_on: date,
    pays: str = "month",
) -> UUID:
    """Register a flexible worker with the way of paying and account the agency has on record (3.2).

    Refuses injury insurance, which flexible workers do not have (1.2.a), and paying by quarter, half-year or
    year before that was possible.
    """
    if pays not in may_pay(registered_on):
        raise Refusal(
            Text("这一天还不能选这种缴费周期", "This way of paying cannot be chosen on that day"),
            where="pays",
            mend=Text("请按月缴费", "Pay by month"),
            clause=DOCUMENT + "2.2.b",
        )
    strange = set(joins) - {"pension", "medical", "unemployment"}
    if strange:
        raise Refusal(
            Text("灵活就业人员没有工伤保险一项", "Flexible workers have no injury insurance"),
            where=sorted(strange)[0],
            mend=Text("可以参加养老、医疗、失业三项", "Pension, medical and unemployment are open"),
            clause=DOCUMENT + "1.2.a",
        )
    plain = identity.identity_number(number).normal
    mark = secrets.fingerprint(plain, "person.number")
    row, _ = FlexibleRegistration.objects.update_or_create(
        person_hash=mark,
        defaults={
            "office": office,
            "party": party,
            "person_name": name,
            "person_shown": masking.mask_identity(plain),
            "flex_type": flex_type,
            "chosen_base": chosen_base,
            "last_base": last_base,
            "joins": sorted(joins),
            "pays": pays,
            "first_month": first_month,
            "registered_on": registered_on,
        },
    )
    payer = collections.person_payer(plain, name, office, party)
    collections.sign(
        tx,
        payer,
        "registered",
        bank=bank,
        account_name=account_name,
        account=account,
        signed_on=registered_on,
    )
    tx.audit("social.flexible_registered", registration=str(row.id))
    return row.id


def firm_by_code(credit_code: str) -> UUID:
    """The registration of a firm; refuses one that is not registered."""
    row = FirmRegistration.objects.filter(credit_code=identity.credit_code(credit_code).normal).first()
    if row is None:
        raise Refusal(
            Text("这个单位没有参保登记", "This firm is not registered"),
            where="credit_code",
            mend=Text("请先导入它的登记", "Take in its registration first"),
            clause=DOCUMENT + "2.1",
        )
    return row.id


def register_project(tx: Tx, firm: UUID, number: str, name: str, base: int, on: date) -> UUID:
    """Register a construction project with the base the agency assessed (fen)."""
    registration = FirmRegistration.objects.get(pk=firm)
    row, _ = Project.objects.update_or_create(
        number=number,
        defaults={
            "office": registration.office,
            "party": registration.party,
            "firm": registration,
            "name": name,
            "base": base,
            "registered_on": on,
        },
    )
    tx.audit("social.project_registered", project=number)
    return row.id


def load_debit_calendar(tx: Tx, month: int, days: Sequence[date], source: str) -> int:
    """Load the published debit days of a month in place of those loaded before; refuses days outside it."""
    outside = next((day for day in days if day.year * 12 + day.month - 1 != month), None)
    if outside is not None or not days:
        raise Refusal(
            Text(f"扣款日应在 {months.iso(month)} 之内", f"Debit days lie within {months.iso(month)}"),
            where=str(outside or ""),
            clause=DOCUMENT + "2.2.b",
        )
    DebitDay.objects.filter(month=month).delete()
    DebitDay.objects.bulk_create(DebitDay(month=month, day=day, source=source) for day in sorted(set(days)))
    tx.audit("social.debit_calendar", month=months.iso(month), days=len(days))
    return len(set(days))


def stored_debit_days(month: int) -> list[date]:
    """The loaded debit days of a month, empty where none are loaded."""
    return list(DebitDay.objects.filter(month=month).order_by("day").values_list("day", flat=True))
