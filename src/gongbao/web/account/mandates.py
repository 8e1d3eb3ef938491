"""Mandates as pages show them: who for whom, on what footing, in which services, from when to when, and whether they run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Mandate

SOON = timedelta(days=30)
"""A mandate that ends within so many days is marked."""

RUNNING, AHEAD = Text("生效中", "Running"), Text("未到起始日", "Not begun")
OVER, REVOKED, GIVEN_UP = Text("已到期", "Ended"), Text("已撤销", "Revoked"), Text("已放弃", "Given up")
_SYSTEM = Text("系统登记", "entered by the system")


@dataclass(frozen=True)
class Shown:
    """One mandate on a page; `open` says that it runs or will, `may_…` what the reader can do about it."""

    key: UUID
    principal: str
    agent: str
    footing: Text
    services: Text
    starts_on: date
    ends_on: date | None
    granted: Text
    state: str
    word: Text
    open: bool
    soon: bool
    may_revoke: bool
    may_give_up: bool


def shown(rows: Sequence[Mandate], actor: Actor, day: date) -> list[Shown]:
    """Mandates in words, those that run first; inside a reading."""
    sides = [side for row in rows for side in (row.principal, parties.agent_of(row)) if side]
    names = parties.parties(sides)
    givers = parties.account_names(row.granted_by for row in rows)
    decided = parties.rooms_decided(actor)
    found = [_shown(row, actor, day, names, givers, decided) for row in rows]
    return sorted(found, key=lambda each: not each.open)


def beside(rows: Iterable[Mandate], one: Mandate, day: date) -> int:
    """How many other mandates of the same principal and agent stay open when `one` ends."""
    who = (one.principal, one.agent_account_id, one.agent_party)
    same = [row for row in rows if (row.principal, row.agent_account_id, row.agent_party) == who]
    return sum(row.key != one.key and is_open(row, day) for row in same)


def granted_before(rows: Iterable[Mandate], terms: Mapping[str, Any], day: date) -> bool:
    """Whether an open mandate of the same agent and footing holds for all these rooms and days."""
    who = (terms["kind"].value, terms["agent_account"], terms["agent_party"])
    return any(
        is_open(row, day)
        and (row.kind, row.agent_account_id, row.agent_party) == who
        and parties.decided(terms["rooms"], frozenset(row.rooms))
        and row.starts_on <= terms["starts_on"]
        and (row.ends_on is None or terms["ends_on"] <= row.ends_on)
        for row in rows
    )


def is_open(row: Mandate, day: date) -> bool:
    """Whether a mandate runs on `day` or will begin later."""
    return row.revoked_at is None and (row.ends_on is None or day <= row.ends_on)


def ends_soon(row: Mandate, day: date) -> bool:
    """Whether a mandate that runs has its last day within thirty days."""
    return is_open(row, day) and row.ends_on is not None and row.ends_on - day <= SOON


def _shown(
    row: Mandate, actor: Actor, day: date, names: dict[UUID, parties.Party], givers: dict[UUID, str],
    decided: frozenset[str],
) -> Shown:  # fmt: skip
    kind = parties.MandateKind(row.kind)
    granted = row.principal == actor.party and kind != parties.MandateKind.REPRESENTATIVE
    state, word = _standing(row, day)
    return Shown(
        row.key, names[row.principal].name, parties.agent_name(row, names), kind.label, parties.services_named(row.rooms),
        row.starts_on, row.ends_on, _granted(row, givers), state, word, is_open(row, day), ends_soon(row, day),
        is_open(row, day) and granted and parties.decided(row.rooms, decided),
        is_open(row, day) and parties.gives_up(actor, row, decided),
    )  # fmt: skip


def _standing(row: Mandate, day: date) -> tuple[str, Text]:
    if row.revoked_at is not None:
        agent = row.agent_account_id is not None and row.revoked_by == row.agent_account_id
        return "", GIVEN_UP if agent else REVOKED
    if not is_open(row, day):
        return "", OVER
    return ("info", AHEAD) if day < row.starts_on else ("met", RUNNING)


def _granted(row: Mandate, givers: dict[UUID, str]) -> Text:
    if row.granted_by is None:
        return _SYSTEM
    name = givers.get(row.granted_by, "")
    if row.document is not None:
        return Text(f"{name}，凭书面材料", f"{name}, on a document")
    return Text(f"{name}，在线办理", f"{name}, on line")
