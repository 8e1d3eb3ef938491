"""Deputies while an officer is on leave; both stay visible in the record."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.models import Deputy
from gongbao.platform.db.services import Actor, Tx


def appoint(tx: Tx, deputy: UUID, roles: frozenset[str], starts_on: date, ends_on: date) -> UUID:
    """The acting officer lends `roles` of their own to `deputy` (identity) at their office for these days.

    Raises Refusal for roles the officer does not have, for themselves, or for days in the wrong order.
    """
    actor = tx.actor
    if actor.kind != "officer" or not roles or not roles <= actor.roles:
        raise Refusal(Text("只能委托自己现有的职责", "Only duties of your own can be lent"))
    if str(deputy) == actor.identity:
        raise Refusal(Text("不能委托给自己", "Nobody can be their own deputy"))
    if ends_on < starts_on:
        raise Refusal(Text("结束日早于开始日", "The last day is before the first"), where="ends_on")
    row = Deputy.objects.create(
        away=actor.identity,
        away_name=actor.name,
        deputy=str(deputy),
        office=actor.office,
        roles=sorted(roles),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    tx.audit("cases.deputy", deputy=str(deputy), roles=sorted(roles), days=[starts_on, ends_on])
    return row.key


def dismiss(tx: Tx, appointment: UUID) -> None:
    """End an appointment early. Raises Refusal when it is not the acting officer's own."""
    found = Deputy.objects.filter(key=appointment, away=tx.actor.identity, ended_at=None)
    if not found.update(ended_at=tx.now):
        raise Refusal(Text("没有可结束的委托", "There is no such appointment to end"))
    tx.audit("cases.deputy_ended", appointment=str(appointment))


def appointments(actor: Actor) -> list[Deputy]:
    """The deputies `actor` has appointed, the latest first."""
    return list(Deputy.objects.filter(away=actor.identity).order_by("-starts_on", "-key")[:50])


def lent(actor: Actor, on: date) -> dict[str, str]:
    """The roles lent to `actor` on the day `on` at their office, each with the absent officer's identity."""
    rows = _running(actor, on).order_by("-key").values_list("away", "roles")
    return {role: away for away, roles in rows for role in roles}


def stands_in_for(actor: Actor, on: date) -> list[str]:
    """The identities of the absent officers `actor` stands in for on the day `on`."""
    return sorted(set(_running(actor, on).values_list("away", flat=True)))


def _running(actor: Actor, on: date) -> QuerySet[Deputy]:
    return Deputy.objects.filter(
        deputy=actor.identity, office=actor.office, starts_on__lte=on, ends_on__gte=on, ended_at=None
    )
