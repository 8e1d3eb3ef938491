"""Mandates: granted by the principal, for rooms and days; revoked or given up at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.quick import asked
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.mandate_checks import check_grant, check_revoke, check_sides, check_terms
from gongbao.platform.parties.mandate_words import tell_both
from gongbao.platform.parties.models import Mandate
from gongbao.platform.parties.named import party
from gongbao.platform.parties.standing import THROUGH_FIRMS, Link
from gongbao.platform.parties.words import MandateKind

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
    Only officers enter legal representatives; only their mandate may run without an end. Both sides are told.
    """
    named = sorted(set(rooms))
    check_terms(kind, named, starts_on, ends_on)
    check_sides(kind, party(principal), agent_account, agent_party)
    check_grant(tx.actor, principal, kind, named, agent_account, document)
    row = Mandate.objects.create(
        principal=principal, agent_account_id=agent_account, agent_party=agent_party, kind=kind.value,
        rooms=named, starts_on=starts_on, ends_on=ends_on, document=document,
        granted_by=tx.actor.account, granted_at=tx.now,
    )  # fmt: skip
    tx.audit("parties.grant", mandate=row.key, principal=principal, kind=kind.value, rooms=named)
    tell_both(tx, row, "granted")
    return row.key


def revoke(tx: Tx, mandate: UUID) -> None:
    """End a mandate at once: by the principal's side, an officer, or the agent giving it up. Both sides are told."""
    row = Mandate.objects.select_for_update().filter(key=mandate).first()
    if row is None:
        raise Refusal(Text("没有这项授权", "there is no such mandate"))
    if row.revoked_at is not None:
        raise Refusal(Text("授权已被撤销", "the mandate was revoked before"))
    given_up = check_revoke(tx.actor, row)
    row.revoked_at, row.revoked_by = tx.now, tx.actor.account
    row.save(update_fields=["revoked_at", "revoked_by"])
    tx.audit("parties.revoke", mandate=row.key, principal=row.principal, given_up=given_up)
    tell_both(tx, row, "given_up" if given_up else "revoked")


def mandates_of(principal: UUID) -> list[Mandate]:
    """Every mandate a party gave, the newest first."""
    return _newest(Q(principal=principal))


def mandates_held(account: UUID, agents: Iterable[UUID] = ()) -> list[Mandate]:
    """Every mandate an account has, or one of the parties `agents`, the newest first."""
    return _newest(Q(agent_account=account) | Q(agent_party__in=list(agents)))


def mandate(key: UUID) -> Mandate | None:
    """The mandate with this key."""
    return next(iter(_newest(Q(key=key))), None)


def representatives(principal: UUID, day: date) -> list[str]:
    """The names of a firm's legal representatives who have an account, on `day`."""
    rows = Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), principal=principal, kind=MandateKind.REPRESENTATIVE.value,
        revoked_at=None, starts_on__lte=day, agent_account__is_active=True,
    )  # fmt: skip
    return sorted(set(rows.values_list("agent_account__name", flat=True)))


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


def _newest(asked_for: Q) -> list[Mandate]:
    return list(
        Mandate.objects.filter(asked_for).select_related("agent_account").order_by("-granted_at", "-key")
    )
