"""Who acts: a party, an officer, the system or the public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from gongbao.kernel import districts

Kind = Literal["party", "officer", "system", "public"]
CITY = "BJ"
"""The office of an officer of the city where it does not matter which of its offices."""
CITY_OFFICES = frozenset({CITY, *(office.code for office in districts.CITY)})
"""Offices whose officers see every district."""


@dataclass(frozen=True)
class Actor:
    """One acting person or machine; `party` is for whom, `on_behalf_of` the mandate that allows it.

    `office` is one of the 17 office codes or of CITY_OFFICES; `stepped_up_at` is when the second factor was last shown,
    `person` whose account it is.
    """

    kind: Kind
    account: UUID | None = None
    name: str = ""
    party: UUID | None = None
    on_behalf_of: UUID | None = None
    office: str = ""
    roles: frozenset[str] = frozenset()
    stepped_up_at: datetime | None = None
    person: UUID | None = None

    @property
    def identity(self) -> str:
        """Who this is for four eyes: the person behind all of their accounts, or the account, or the kind."""
        return str(self.person or self.account or self.kind)

    @property
    def sees_all(self) -> bool:
        """Whether row security opens every office: the system, and officers of the city bureau."""
        return self.kind == "system" or self.is_city

    @property
    def is_city(self) -> bool:
        """Whether this is an officer of the city, to whom every district is open."""
        return self.kind == "officer" and self.office in CITY_OFFICES

    def context(self) -> str:
        """The row-security context as the SQL functions read it."""
        office = self.office if self.kind == "officer" else ""
        everything = "all" if self.sees_all else "own"
        return f"{everything}|{office}|{self.party or ''}"

    def record(self) -> dict[str, Any]:
        """What logs keep: kind, account, name, party, mandate, office and roles, as JSON values."""
        kept: dict[str, Any] = {"kind": self.kind, "name": self.name, "roles": sorted(self.roles)}
        for name, value in (("account", self.account), ("party", self.party), ("person", self.person),
                            ("on_behalf_of", self.on_behalf_of), ("office", self.office)):  # fmt: skip
            if value:
                kept[name] = str(value)
        return kept


SYSTEM = Actor(kind="system", name="system")
PUBLIC = Actor(kind="public", name="public")
