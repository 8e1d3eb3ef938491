"""Who stands in for whom: appointments as the leave page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import appointments
from gongbao.platform.db.services import Actor
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import role_of


@dataclass(frozen=True)
class Appointment:
    """One appointment: the deputy's name, the duties lent, the days, whether it is over."""

    key: UUID
    name: str
    roles: tuple[Text, ...]
    starts_on: date
    ends_on: date
    ended: bool


def given(actor: Actor, today: date) -> list[Appointment]:
    """The appointments an officer made, the latest first; inside a reading."""
    rows = appointments(actor)
    names = _names({row.deputy for row in rows})
    return [
        Appointment(row.key, names.get(row.deputy, ""), tuple(role_of(role).label for role in row.roles), row.starts_on,
                    row.ends_on, row.ended_at is not None or row.ends_on < today)
        for row in rows
    ]  # fmt: skip


def identity_of(account: UUID) -> UUID:
    """Who an account is for four eyes: its person, else the account itself."""
    person: UUID | None = Account.objects.values_list("person", flat=True).get(pk=account)
    return person or account


def _names(identities: set[str]) -> dict[str, str]:
    rows = Account.objects.exclude(kind="citizen").values_list("key", "person", "name")
    return {who: name for key, person, name in rows for who in (str(key), str(person)) if who in identities}
