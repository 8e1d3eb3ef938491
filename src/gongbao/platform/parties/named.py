"""Persons and firms by key: one space of names for everybody a case, a mandate or a message may be of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from gongbao.platform.parties.models import Account, Firm, Person
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.persons import unknown_party

PartyKind = Literal["person", "firm"]


@dataclass(frozen=True, slots=True)
class Party:
    """A person or a firm; their keys are of one space."""

    key: UUID
    kind: PartyKind
    name: str


def parties(keys: Iterable[UUID]) -> dict[UUID, Party]:
    """Persons and firms by key; unknown keys are left out."""
    wanted = list(dict.fromkeys(keys))
    firms = Firm.objects.filter(key__in=wanted).values_list("key", "name")
    found = {key: Party(key, "firm", name) for key, name in firms}
    with opened("names of parties"):
        people = Person.objects.filter(key__in=[key for key in wanted if key not in found])
        return found | {key: Party(key, "person", name) for key, name in people.values_list("key", "name")}


def party(key: UUID) -> Party:
    """The person or firm with this key; refuses an unknown one."""
    found = parties([key]).get(key)
    if found is None:
        raise unknown_party()
    return found


def account_names(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of accounts by key."""
    return dict(Account.objects.filter(key__in={key for key in keys if key}).values_list("key", "name"))
