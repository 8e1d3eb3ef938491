"""Rules over many claims: one per person, and a cap that pays what is left, in the order of the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class GroupRules:
    """Exclusivity and cap of a set of claims; the columns are names of a claim's fields.

    Claims are taken by `order`. Of the claims of one `person` only those of the scheme that comes first
    count; a `firm` is paid until `cap` (a parameter's name, fen) is used up and receives the remainder.
    What it was granted before (`granted`, fen; no such field: nothing) counts towards the cap; where a
    firm's claims differ in it, the most. A claim that is not met, or not settled, takes nothing.
    """

    person: str
    scheme: str
    firm: str
    order: tuple[str, ...]
    cap: str
    exclusive_clause: str
    cap_clause: str
    granted: str = ""


@dataclass(frozen=True)
class Claim:
    """One settled determination waiting for its turn: `amount` in fen, 0 where it is not met."""

    key: str
    person: str
    scheme: str
    firm: str
    order: tuple[str | int, ...]
    amount: int
    granted: int = 0


@dataclass(frozen=True)
class Grant:
    """What a claim receives (fen), and which rule cut it: ``exclusive``, ``cap`` or nothing."""

    key: str
    amount: int
    cut_by: str = ""


def settle(claims: Iterable[Claim], cap: int) -> list[Grant]:
    """The reference: claims in their order, one scheme per person, `cap` fen per firm."""
    scheme_of: dict[str, str] = {}
    paid: dict[str, int] = {}
    grants = []
    claims = list(claims)
    for claim in claims:
        if claim.amount > 0:
            paid[claim.firm] = max(paid.get(claim.firm, 0), claim.granted)
    for claim in sorted(claims, key=lambda each: (*each.order, each.key)):
        if claim.amount <= 0:
            grants.append(Grant(claim.key, 0))
        elif scheme_of.setdefault(claim.person, claim.scheme) != claim.scheme:
            grants.append(Grant(claim.key, 0, "exclusive"))
        else:
            amount = min(claim.amount, max(cap - paid[claim.firm], 0))
            paid[claim.firm] += amount
            grants.append(Grant(claim.key, amount, "" if amount == claim.amount else "cap"))
    return grants
