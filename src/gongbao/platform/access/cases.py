"""Reaching cases: each condition on its own line, refusals logged and told apart from nothing."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import Http404

from gongbao.law.errors import Refusal
from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.cases.services import Case, Entry, all_registered, history
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, current, required
from gongbao.platform.parties import services as parties


class NotFound(Http404):
    """No such case, or none for this actor: outsiders cannot tell which."""


NARROW = frozenset({"industry_department"})
"""Roles of other city bodies that open the cases of their own procedures only, not a whole district's."""


def access_case(actor: Actor, number: str, *, doing: str) -> Case:
    """The case with this number for `actor`, inside a read() or write() of theirs; the read is logged.

    `doing` says what for (``see``, ``review``, ``export``). Raises NotFound, and logs the refusal, when
    the case does not exist or is not the actor's to reach; RuntimeError outside read() and write().
    """
    _own_transaction(actor)
    return _reached(actor, Case.objects.filter(number=number).first(), doing, number)


def access_case_key(actor: Actor, case: UUID, *, doing: str) -> Case:
    """As `access_case`, by the case's key."""
    _own_transaction(actor)
    return _reached(actor, Case.objects.filter(key=case).first(), doing, str(case))


def access_cases(actor: Actor, *, doing: str, room: str = "") -> QuerySet[Case]:
    """The cases `actor` can reach, newest first; the list is logged once. Nothing for the public."""
    _own_transaction(actor)
    found = _reach(actor)
    if room:
        found = found.filter(room=room)
    note(f"cases.{doing}")
    return found.order_by("-opened_at", "-key")


def access_history(actor: Actor, case: Case, *, doing: str) -> list[Entry]:
    """The events of a case reached before, personal parts included; the read is logged."""
    _own_transaction(actor)
    _reached(actor, case, f"{doing}.history", case.number)
    return history(case.key)


def refusal(actor: Actor, case: Case) -> str:
    """Why `actor` may not reach `case`, "" when they may."""
    if actor.kind == "system":
        return ""
    if actor.kind == "public":
        return "nobody signed in"
    if actor.kind == "party":
        return _party_refusal(actor, case)
    if not actor.roles:
        return "no role"
    if actor.is_city:
        own = actor.roles - NARROW or case.procedure in _own_procedures(actor)
        return "" if own else "not their procedure"
    if actor.office != case.office:
        return "another office"
    return ""


def _own_procedures(actor: Actor) -> set[str]:
    """The procedures in which one of the officer's roles does something."""
    made = (each.procedure for each in all_registered())
    return {each.id for each in made if any(actor.roles & set(action.roles) for action in each.actions)}


def _party_refusal(actor: Actor, case: Case) -> str:
    if actor.party is None:
        return "no party"
    if actor.party != case.party:
        return "another party"
    if actor.on_behalf_of is not None and not _mandate_holds(actor, case):
        return "mandate ended"
    return ""


def _mandate_holds(actor: Actor, case: Case) -> bool:
    """Whether the account may still act for the party in this case's room, today."""
    account = get_user_model().objects.filter(pk=actor.account, is_active=True).first()
    if account is None:
        return False
    try:
        parties.actor_for(account, actor.party, case.room, required().now.astimezone(ZONE).date())
    except Refusal:
        return False
    return True


def _reached(actor: Actor, case: Case | None, doing: str, asked: str) -> Case:
    why = refusal(actor, case) if case else "not visible"
    if case is None or why:
        note_refused(actor, doing, f"case {asked}: {why}", case=case.key if case else None)
        raise NotFound(asked)
    note(f"case.{doing}", case=case.key)
    return case


def _reach(actor: Actor) -> QuerySet[Case]:
    everything = Case.objects.all()
    if actor.kind == "system":
        return everything
    if actor.kind == "officer" and actor.roles:
        if not actor.is_city:
            return everything.filter(office=actor.office)
        return everything if actor.roles - NARROW else everything.filter(procedure__in=_own_procedures(actor))
    if actor.kind == "party" and actor.party:
        return everything.filter(party=actor.party)
    return everything.none()


def _own_transaction(actor: Actor) -> None:
    reading = current()
    if reading is None or reading.actor != actor:
        raise RuntimeError("Reach cases inside read() or write() of the same actor.")
