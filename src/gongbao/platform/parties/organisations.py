"""Institutions beside the 17 offices: insurers, schools, townships, review bodies, archive centres, employers.

An organisation is a party of its own (a firm with its credit code), of a kind which its room names, under an
office and perhaps another organisation. Who acts for it holds a mandate; what it may see carries its key as `party`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.firms import register_firm
from gongbao.platform.parties.models import Firm, Mandate, Organisation
from gongbao.platform.parties.words import ALL_ROOMS, MandateKind


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as screens show it."""

    party: UUID
    name: str
    credit_code: str
    kind: str
    office: str
    parent: UUID | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """An account that may act for an organisation in a room, and on what footing."""

    account: UUID
    name: str
    kind: MandateKind
    ends_on: date | None


def register_organisation(
    tx: Tx, kind: str, credit_code: str, name: str, *, office: str, parent: UUID | None = None
) -> UUID:
    """Enter an institution of `kind` under an office, made a party if it is none; returns its key.

    By officers and the system. Refuses an unknown office, an unknown parent, and another kind for the same one.
    """
    if tx.actor.kind not in ("officer", "system"):
        raise Refusal(Text("机构由工作人员登记", "Institutions are entered by officers"))
    code = districts.office(office).code
    if parent is not None and not Organisation.objects.filter(party=parent).exists():
        raise Refusal(Text("没有这个上级机构", "There is no such institution above"), where="parent")
    key = register_firm(tx, credit_code, name)
    row, made = Organisation.objects.get_or_create(
        party=key, defaults={"kind": kind, "office": code, "parent": parent, "registered_at": tx.now}
    )
    if not made and row.kind != kind:
        raise Refusal(
            Text("这家机构已按另一类登记", "This institution is entered as another kind"), where=credit_code
        )
    if made:
        tx.audit("parties.organisation", party=key, kind=kind, office=code)
    return key


def update_organisation(
    tx: Tx, key: UUID, *, office: str = "", parent: UUID | None = None, closed_on: date | None = None,
    lasting: bool = False,
) -> None:  # fmt: skip
    """Move an institution to another office or under another one, close it on a day, or open it again (`lasting`).

    By officers and the system.
    """
    if tx.actor.kind not in ("officer", "system"):
        raise Refusal(Text("机构由工作人员登记", "Institutions are entered by officers"))
    row = Organisation.objects.select_for_update().filter(party=key).first()
    if row is None:
        raise _unknown()
    if parent is not None and (parent == key or key in _above(parent)):
        raise Refusal(
            Text("机构不能是自己的上级", "An institution cannot stand above itself"), where="parent"
        )
    row.office = districts.office(office).code if office else row.office
    row.parent, row.closed_on = parent or row.parent, closed_on or (None if lasting else row.closed_on)
    row.save(update_fields=["office", "parent", "closed_on"])
    tx.audit("parties.organisation", party=key, office=row.office, closed_on=str(row.closed_on or ""))


def organisation(key: UUID) -> OrganisationView:
    """The institution that is this party. Raises Refusal."""
    found = _views(Q(party=key))
    if not found:
        raise _unknown()
    return found[0]


def organisations(
    kind: str = "", *, office: str = "", parent: UUID | None = None, on: date | None = None
) -> list[OrganisationView]:
    """Institutions by kind, office and the one above, by name; with `on` only those not closed by that day."""
    asked = Q()
    if kind:
        asked &= Q(kind=kind)
    if office:
        asked &= Q(office=office)
    if parent is not None:
        asked &= Q(parent=parent)
    if on is not None:
        asked &= Q(closed_on=None) | Q(closed_on__gt=on)
    return sorted(_views(asked), key=lambda each: each.name)


def kind_of(key: UUID) -> str:
    """What a party is: an institution's kind, else ``firm`` or ``person``."""
    if found := Organisation.objects.filter(party=key).values_list("kind", flat=True).first():
        return str(found)
    return "firm" if Firm.objects.filter(key=key).exists() else "person"


def members(key: UUID, room: str, on: date) -> list[Member]:
    """The accounts that may act for the institution in a room on a day, by name."""
    rows = Mandate.objects.filter(
        Q(rooms__contains=[room]) | Q(rooms__contains=[ALL_ROOMS]),
        Q(ends_on=None) | Q(ends_on__gte=on),
        principal=key, starts_on__lte=on, revoked_at=None, agent_account__is_active=True,
    ).select_related("agent_account")  # fmt: skip
    found = [
        Member(row.agent_account.key, row.agent_account.name, MandateKind(row.kind), row.ends_on)
        for row in rows
        if row.agent_account is not None
    ]
    return sorted(found, key=lambda each: each.name)


def _views(asked: Q) -> list[OrganisationView]:
    rows: Iterable[Organisation] = Organisation.objects.filter(asked)
    by_key = {row.party: row for row in rows}
    firms = Firm.objects.filter(key__in=by_key).values_list("key", "name", "credit_code")
    return [
        OrganisationView(
            key, name, code, by_key[key].kind, by_key[key].office, by_key[key].parent, by_key[key].closed_on
        )
        for key, name, code in firms
    ]


def _above(key: UUID) -> set[UUID]:
    """The institutions above one, up to the top."""
    found: set[UUID] = set()
    step: UUID | None = key
    while step is not None and step not in found:
        found.add(step)
        step = Organisation.objects.filter(party=step).values_list("parent", flat=True).first()
    return found - {key}


def _unknown() -> Refusal:
    return Refusal(Text("没有这家机构", "There is no such institution"))
