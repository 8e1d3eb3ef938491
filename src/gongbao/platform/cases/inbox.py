"""The officer's inbox: queues, counts, and the way to the next and the previous case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from gongbao.kernel.calendar import Calendar
from gongbao.platform.cases import deputies
from gongbao.platform.cases.models import Case, Event
from gongbao.platform.cases.procedures import Registered, all_registered
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, required

Queue = Literal["todo", "mine", "warning", "returned", "publicity", "done", "all"]
QUEUES: tuple[Queue, ...] = ("todo", "mine", "warning", "returned", "publicity", "done", "all")
WARN_WORKING_DAYS = 3
NO_CASE = Q(key=UUID(int=0))


@dataclass(frozen=True)
class Neighbours:
    """The keys and numbers beside a case in a queue, None and "" at its ends; its place from 1 among `of`."""

    previous: UUID | None
    next: UUID | None
    place: int
    of: int
    previous_number: str = ""
    next_number: str = ""


def inbox(queue: Queue, *, room: str = "") -> QuerySet[Case]:
    """The cases of `queue` for the actor of the open read(), most urgent first.

    todo: in a state where one of the actor's roles can act. mine: assigned to the actor or whom they
    stand in for. warning: of todo, due within three working days or overdue. returned: waiting for
    the applicant. publicity: being publicised. done: the actor acted on it and it is not in todo.
    """
    actor = required().actor
    found = Case.objects.filter(_reach(actor), _queue(queue, actor, room))
    if room:
        found = found.filter(room=room)
    return found.order_by(F("due").asc(nulls_last=True), "key")


def counts(*, room: str = "") -> dict[Queue, int]:
    """How many cases each queue holds for the actor of the open read(), in one query."""
    actor = required().actor
    found = Case.objects.filter(_reach(actor), **({"room": room} if room else {}))
    sums = {queue: Count("key", filter=_queue(queue, actor, room)) for queue in QUEUES}
    return found.aggregate(**sums)  # type: ignore[return-value]


def neighbours(queue: Queue, case: UUID, *, room: str = "") -> Neighbours | None:
    """What stands before and after `case` in `queue`; None when it is not there."""
    found = list(inbox(queue, room=room).values_list("key", "number"))
    place = next((place for place, (key, _) in enumerate(found) if key == case), None)
    if place is None:
        return None
    nothing = (None, "")
    before = found[place - 1] if place else nothing
    after = found[place + 1] if place + 1 < len(found) else nothing
    return Neighbours(before[0], after[0], place + 1, len(found), before[1], after[1])


def started_by(actor: Actor) -> Q:
    """The condition for cases whose first event was `actor`'s."""
    return Q(key__in=Event.objects.filter(actor=actor.identity, sequence=1).values("case"))


def acted_by(actor: Actor) -> Q:
    """The condition for cases in which `actor` took a step."""
    return Q(key__in=Event.objects.filter(actor=actor.identity, step__isnull=False).values("case"))


def due_soon(on: date) -> date:
    """The last due day that is a warning on the day `on`."""
    return Calendar.as_known(on).add_working_days(on, WARN_WORKING_DAYS)


def _reach(actor: Actor) -> Q:
    if actor.kind == "system" or actor.is_city:
        return Q()
    if actor.kind == "officer":
        return Q(office=actor.office)
    return Q(party=actor.party) if actor.party else NO_CASE


def _queue(queue: Queue, actor: Actor, room: str) -> Q:
    today = required().now.astimezone(ZONE).date()
    rooms = [each for each in all_registered() if not room or each.room == room]
    if queue == "all":
        return Q()
    if queue == "mine":
        return Q(tone="now", assignee__in=[actor.identity, *deputies.stands_in_for(actor, today)])
    if queue in ("returned", "publicity"):
        return _states((each, set(each.queues.get(queue, (queue,)))) for each in rooms)
    held = None if actor.kind == "party" else {*actor.roles, *deputies.lent(actor, today)}
    todo = _states((each, _acts_in(each, set(each.party_roles) if held is None else held)) for each in rooms)
    if queue == "warning":
        return todo & Q(due__lte=due_soon(today))
    if queue == "done":
        acted = Event.objects.filter(actor=actor.identity, step__isnull=False).values("case")
        return Q(key__in=acted) & ~todo
    return todo


def _acts_in(made: Registered, roles: set[str]) -> set[str]:
    """The open states in which one of `roles` has something to do."""
    states = {
        state for action in made.procedure.actions if roles & set(action.roles) for state in action.sources
    }
    return {state for state in states if not made.procedure.state(state).terminal}


def _states(pairs: Iterable[tuple[Registered, set[str]]]) -> Q:
    found = NO_CASE
    for made, states in pairs:
        if states:
            found |= Q(procedure=made.procedure.id, version=made.procedure.version, state__in=sorted(states))
    return found
