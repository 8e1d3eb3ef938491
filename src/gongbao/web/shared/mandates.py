"""In which rooms the account of a request may act for the party it acts for."""

from __future__ import annotations

from django.http import HttpRequest

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import all_registered
from gongbao.platform.db.services import Actor, now
from gongbao.platform.parties import services as parties


def open_rooms(request: HttpRequest) -> list[str]:
    """The rooms in which the account may act for the party; an agent may have fewer than all."""
    actor: Actor = request.actor
    rooms = sorted({each.room for each in all_registered()})
    if actor.kind != "party" or actor.on_behalf_of is None:
        return rooms
    return [room for room in rooms if covers(request, room)]


def covers(request: HttpRequest, room: str) -> bool:
    """Whether the mandate of the request covers the room today; oneself always does."""
    if request.actor.kind != "party" or request.actor.on_behalf_of is None:
        return True
    try:
        parties.actor_for(request.user, request.actor.party, room, now().date())
    except Refusal:
        return False
    return True
