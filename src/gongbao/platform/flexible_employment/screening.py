"""Who is entitled and has not asked: people of the registers, for a stated purpose, every look kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment import entitling, facts
from gongbao.platform.flexible_employment.models import Entitled, Look, Standing
from gongbao.platform.flexible_employment.words import local_day, refuse
from gongbao.platform.parties import services as parties

MOST = 2000


@dataclass(frozen=True)
class NotAsked:
    """A person who seems entitled (or whose right waits for facts) and has not applied; masked."""

    party: UUID
    name: str
    number: str
    outcome: str
    missing: tuple[str, ...]


def not_asked(tx: Tx, scheme: str, purpose: str) -> list[dict[str, Any]]:
    """The registered flexible workers of the office who may be entitled and have not asked; logged with the purpose.

    People whom the facts on record exclude are left out; for the others the list says what is still to be asked.
    """
    if tx.actor.kind != "officer":
        raise refuse("由公共就业服务机构查阅", "For the employment service", "15")
    if len(purpose.strip()) < 4:
        raise refuse("请写明查阅用途", "State the purpose", "15", where="purpose")
    today = local_day(tx.now)
    having = set(Entitled.objects.filter(stopped_at=None).values_list("party", flat=True))
    rows = Standing.objects.filter(
        kind="flexible", ends_on=None, superseded_at=None, office=tx.actor.office
    ).exclude(party__in=having)
    found = [
        each
        for row in rows.order_by("starts_on")[:MOST]
        if row.party is not None and (each := _one(row.party, scheme, today)) is not None
    ]
    Look.objects.create(
        office=tx.actor.office, party=None, scheme=scheme, purpose=purpose.strip(), people=len(found), looked_at=tx.now,
        looked_by=tx.actor.identity,
    )  # fmt: skip
    tx.audit("flexible.not_asked", scheme=scheme, people=len(found), purpose=purpose.strip())
    return [vars_of(each) for each in found]


def vars_of(each: NotAsked) -> dict[str, Any]:
    """A line as JSON."""
    return {
        "party": str(each.party), "name": each.name, "number": each.number, "outcome": each.outcome, "missing": list(each.missing),
    }  # fmt: skip


def looks(office: str) -> list[Look]:
    """The last looks of an office."""
    return list(Look.objects.filter(office=office).order_by("-looked_at")[:50])


def _one(party: UUID, scheme: str, today: date) -> NotAsked | None:
    answer = entitling.answer(scheme, party, {}, today)
    if answer.outcome == "not_met":
        return None
    person = parties.person(party)
    missing = tuple(each["label"] for each in answer.to_json()["missing"])
    return NotAsked(
        party, person.name[:1] + "*" * (len(person.name) - 1), person.number_masked, answer.outcome, missing
    )


__all__ = ["MOST", "NotAsked", "facts", "looks", "not_asked"]
