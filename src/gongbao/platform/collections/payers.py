"""Payers: a firm or a person as charges and money name one, found by the keyed hash of its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gongbao.kernel import masking
from gongbao.platform.db import secrets


@dataclass(frozen=True)
class Payer:
    """Who owes and pays: `kind` is ``firm`` or ``person``; `party` is the platform's key, if it has one.

    `shown` is the number as anyone may see it: whole for a firm's credit code, masked for a person's.
    """

    kind: str
    name: str
    hash: str
    shown: str
    office: str
    party: UUID | None = None

    def columns(self) -> dict[str, Any]:
        """The columns of a row about this payer."""
        return {
            "payer_kind": self.kind,
            "payer_name": self.name,
            "payer_hash": self.hash,
            "payer_shown": self.shown,
            "office": self.office,
            "party": self.party,
        }

    @staticmethod
    def of(row: Any) -> Payer:
        """The payer of a row."""
        return Payer(row.payer_kind, row.payer_name, row.payer_hash, row.payer_shown, row.office, row.party)


def firm_payer(credit_code: str, name: str, office: str, party: UUID | None = None) -> Payer:
    """A firm as payer, by its unified social credit code."""
    return Payer("firm", name, secrets.fingerprint(credit_code, "firm.code"), credit_code, office, party)


def person_payer(number: str, name: str, office: str, party: UUID | None = None) -> Payer:
    """A person as payer, by identity number; the hash is the one all apps find a person by."""
    return Payer(
        "person",
        name,
        secrets.fingerprint(number, "person.number"),
        masking.mask_identity(number),
        office,
        party,
    )
