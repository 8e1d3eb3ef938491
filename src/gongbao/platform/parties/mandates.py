"""Mandates: granted by the principal, for rooms and days; revoked at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.quick import asked
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.models import Account, Firm, Mandate, Person
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.persons import unknown_party
from gongbao.platform.parties.standing import THROUGH_FIRMS, Link
from gongbao.platform.parties.words import MandateKind

PartyKind = Literal["person", "firm"]
_OFFICERS = frozenset({"administrator", "district_handler"})
_THROUGH = [kind.value for kind in THROUGH_FIRMS]
TOWARDS = """
WITH near AS MATERIALIZED (
    SELECT * FROM parties_mandate WHERE agent_account_id = ANY(%s::uuid[]) OR agent_party = ANY(%s::uuid[])
), found AS (
    SELECT * FROM near UNION
    SELECT * FROM parties_mandate WHERE kind = ANY(%s) AND agent_party IN (SELECT principal FROM near)
)
SELECT key, principal, coalesce(agent_account_id, agent_party), kind, rooms, starts_on, ends_on,
    revoked_at IS NOT NULL
FROM found ORDER BY starts_on DESC, key DESC
"""
"""Asked in every request of somebody who acts for another: one statement, which stays prepared."""


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


def grant(
    tx: Tx,
    *,
    principal: UUID,
    kind: MandateKind,
    rooms: Iterable[str],
    starts_on: date,
    ends_on: date | None,
    agent_account: UUID | None = None,
    agent_party: UUID | None = None,
    document: UUID | None = None,
) -> UUID:
    """Let one account or one party act for `principal` in `rooms` (``*`` for all), both days included.

    Granted by the principal in person, by a firm's legal representative, or by an officer on a document.
    Only officers enter legal representatives; only their mandate may run without an end.
    """
    named = sorted(set(rooms))
    _check_terms(kind, named, starts_on, ends_on)
    _check_sides(kind, party(principal), agent_account, agent_party)
    _may_decide(tx, principal, kind, document)
    if tx.actor.kind == "officer" and agent_account == tx.actor.account:
        raise Refusal(Text("不能给自己授权", "nobody gives themselves a mandate"))
    row = Mandate.objects.create(
        principal=principal, agent_account_id=agent_account, agent_party=agent_party, kind=kind.value,
        rooms=named, starts_on=starts_on, ends_on=ends_on, document=document,
        granted_by=tx.actor.account, granted_at=tx.now,
    )  # fmt: skip
    tx.audit("parties.grant", mandate=row.key, principal=principal, kind=kind.value, rooms=named)
    return row.key


def revoke(tx: Tx, mandate: UUID) -> None:
    """End a mandate at once: by the principal's side, an officer, or the agent giving it up."""
    row = Mandate.objects.select_for_update().filter(key=mandate).first()
    if row is None:
        raise Refusal(Text("没有这项授权", "there is no such mandate"))
    if row.revoked_at is not None:
        raise Refusal(Text("授权已被撤销", "the mandate was revoked before"))
    own = row.agent_account_id is not None and row.agent_account_id == tx.actor.account
    if not own:
        _may_decide(tx, row.principal, MandateKind(row.kind), row.document or row.key)
    row.revoked_at, row.revoked_by = tx.now, tx.actor.account
    row.save(update_fields=["revoked_at", "revoked_by"])
    tx.audit("parties.revoke", mandate=row.key, principal=row.principal)


def mandates_of(principal: UUID) -> list[Mandate]:
    """Every mandate a party gave, the newest first."""
    return list(
        Mandate.objects.filter(principal=principal).select_related("agent_account").order_by("-granted_at")
    )


def links_towards(own: frozenset[UUID]) -> list[Link]:
    """The mandates that lead from an account's keys to parties, at most through one agent firm."""
    keys = list(own)
    return [
        Link(key, principal, agent, MandateKind(kind), frozenset(rooms), *rest)
        for key, principal, agent, kind, rooms, *rest in asked(TOWARDS, [keys, keys, _THROUGH])
    ]


def link(row: Mandate) -> Link:
    """A row as the value that `standing` reasons about."""
    agent = row.agent_account_id or row.agent_party
    assert agent is not None, "a table constraint requires one"
    return Link(
        row.key, row.principal, agent, MandateKind(row.kind), frozenset(row.rooms), row.starts_on, row.ends_on,
        row.revoked_at is not None,
    )  # fmt: skip


def _check_terms(kind: MandateKind, rooms: list[str], starts_on: date, ends_on: date | None) -> None:
    if not rooms:
        raise Refusal(
            Text("没有选择业务", "no service is named"),
            where="业务",
            mend=Text("请至少选一项", "Choose at least one"),
        )
    if ends_on is None and kind != MandateKind.REPRESENTATIVE:
        raise Refusal(
            Text("授权须有终止日期", "a mandate needs a last day"),
            where="终止日期",
            mend=Text("请填写", "Give one"),
        )
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(Text("终止日期早于起始日期", "the last day is before the first"), where="终止日期")


def _check_sides(kind: MandateKind, principal: Party, account: UUID | None, agent: UUID | None) -> None:
    if (account is None) == (agent is None):
        raise Refusal(Text("被授权方须为一个账号或一个单位、个人", "name one account or one party as agent"))
    if account is not None and not Account.objects.filter(key=account, is_active=True).exists():
        raise Refusal(Text("没有这个账号", "there is no such account"))
    if agent == principal.key:
        raise Refusal(Text("不能授权给自己", "principal and agent are the same"))
    wanted: PartyKind = "person" if kind == MandateKind.KIN else "firm"
    if principal.kind != wanted:
        raise _misfit(kind)
    if agent is not None and party(agent).kind != ("firm" if kind in THROUGH_FIRMS else "person"):
        raise _misfit(kind)
    if kind == MandateKind.DISPATCH_AGENCY and not (
        agent and Firm.objects.filter(key=agent, is_dispatch_agency=True).exists()
    ):
        raise Refusal(
            Text("被授权单位不是劳务派遣单位", "the agent is no dispatch agency"), clause="neng-2020-6/3.1.f"
        )


def _misfit(kind: MandateKind) -> Refusal:
    return Refusal(
        Text(f"“{kind.label.zh}”与授权双方不符", f"“{kind.label.en}” does not fit these two sides")
    )


def _may_decide(tx: Tx, principal: UUID, kind: MandateKind, document: UUID | None) -> None:
    """Refuse unless the actor may grant or revoke for `principal`."""
    actor = tx.actor
    if actor.kind == "system":
        return
    if actor.kind == "officer" and actor.roles & _OFFICERS:
        if document is None:
            raise Refusal(
                Text("代为办理授权须有书面材料", "an officer needs the document behind the mandate"),
                mend=Text("请先上传授权书", "Upload the letter of mandate first"),
            )
        return
    if kind != MandateKind.REPRESENTATIVE and actor.kind == "party" and actor.party == principal:
        if actor.on_behalf_of is None:
            return
        held = Mandate.objects.filter(key=actor.on_behalf_of, principal=principal, revoked_at=None)
        if held.filter(kind=MandateKind.REPRESENTATIVE.value).exists():
            return
    raise Refusal(
        Text("您无权办理这项授权", "you may not decide on this mandate"),
        mend=Text(
            "请由本人、法定代表人办理，或到窗口办理",
            "The principal, the legal representative or an officer may",
        ),
    )
