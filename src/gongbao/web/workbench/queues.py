"""The queues at the left of every officer's page, with their counts, and the pages beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from gongbao.law.text import Text
from gongbao.platform.cases.services import (
    Case,
    Registered,
    acted_by,
    all_registered,
    due_soon,
    inbox,
    lent,
    registered,
    stands_in_for,
    started_by,
)
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.parties.services import WINDOW_ROLES
from gongbao.web.context import room_pages
from gongbao.web.rooms import officer_part
from gongbao.web.rooms.base import Page
from gongbao.web.workbench.doors import ADMINISTRATOR, CITY, SUPERVISOR, casework_roles

QUEUES: dict[str, Text] = {
    "todo": Text("待办", "To do"),
    "warning": Text("到期预警", "Due soon"),
    "mine": Text("在我手上", "With me"),
    "returned": Text("退回补正", "Returned"),
    "publicity": Text("公示中", "In publicity"),
    "ready_for_funds": Text("待用款", "Awaiting funds"),
    "suspended": Text("已中止", "Suspended"),
    "done": Text("已办", "Done"),
    "opened": Text("我发起", "Opened by me"),
    "all": Text("全部", "All"),
}
STATES = {
    "returned": ("returned",),
    "publicity": ("publicity", "objection_open"),
    "ready_for_funds": ("ready_for_funds",),
    "suspended": ("suspended",),
}
BESIDE = frozenset({"delegate", "suspend", "resume", "serve_decision", "settle_appeal", "escalate"})
"""Steps of every procedure that are possible at any time: alone they make nothing a to-do."""
ALWAYS = frozenset({"todo", "warning", "mine", "done", "opened", "all"})
"""Queues every officer has; the others only who has cases of a procedure with such a state."""


LEAVE = Page("workbench:leave", Text("休假委托", "Leave"), ("officer",))
ACCOUNTS = Page(
    "workbench:accounts", Text("人员和岗位", "Officers and duties"), ("officer",), (ADMINISTRATOR.value,)
)
WINDOW = Page(
    "workbench:window",
    Text("服务窗口", "Service window"),
    ("officer",),
    tuple(role.value for role in WINDOW_ROLES),
)


@dataclass(frozen=True)
class Beside:
    """The numbers beside a case in a queue, empty at its ends, and its place from 1 among `of`."""

    previous: str
    next: str
    place: int
    of: int


def may_see(actor: Actor, procedure: str) -> bool:
    """Whether cases of a procedure are any business of the officer: the city reads all, others what they act in."""
    return _may_see({*actor.roles, *lent(actor, now().date())}, procedure)


def of_queue(actor: Actor, queue: str) -> QuerySet[Case]:
    """The cases of a queue, the most urgent first; inside a reading of `actor`. Parties' drafts are in none."""
    found = _within(actor).filter(_queue(queue, actor))
    return found.order_by(F("due").asc(nulls_last=True), "key")


def beside(actor: Actor, queue: str, number: str) -> Beside | None:
    """What stands before and after a case in a queue; None when it is not there."""
    numbers = list(of_queue(actor, queue).values_list("number", flat=True))
    if number not in numbers:
        return None
    place = numbers.index(number)
    before = numbers[place - 1] if place else ""
    after = numbers[place + 1] if place + 1 < len(numbers) else ""
    return Beside(before, after, place + 1, len(numbers))


def navigation(request: HttpRequest, current: str = "") -> list[dict[str, Any]]:
    """What stands at the left: every queue with its count, then the other pages of the officer's roles."""
    actor: Actor = request.actor
    with read(actor, purpose="workbench: queues"):
        made = visible(actor)
        known = _counts(actor, made)
    there = {state.name for each in made for state in each.procedure.states}
    home = reverse("workbench:queue")
    kept = {name for name, states in STATES.items() if there & set(states)}
    at_work = bool(actor.roles & casework_roles())
    queues = [
        {"text": text, "href": f"{home}?queue={name}" if name != "todo" else home, "count": known[name],
         "current": name == current}
        for name, text in QUEUES.items()
        if at_work and (name in ALWAYS or name == current or name in kept)
    ]  # fmt: skip
    pages = [
        {"text": page.words, "href": reverse(page.name), "count": None,
         "current": current in (page.name, page.name.partition(":")[2])}
        for page in (*room_pages("officer", actor.roles), WINDOW, LEAVE, ACCOUNTS)
        if page.shown_to("officer", actor.roles) and (page is not LEAVE or at_work)
    ]  # fmt: skip
    return [*queues, *pages]


def _counts(actor: Actor, made: Iterable[Registered]) -> dict[str, int]:
    """How many cases `of_queue` finds in each queue: one query that groups them, summed here.

    Asking the database for each queue's own condition takes ten times as long to write as to answer.
    """
    today = now().date()
    roles = {*actor.roles, *lent(actor, today)}
    waits = {(each.procedure.id, each.procedure.version): _waits(each, roles) for each in made}
    hidden = {
        (each.procedure.id, each.procedure.version, each.procedure.start) for each in made if own_start(each)
    }
    told = {
        "with_me": _queue("mine", actor), "soon": Q(due__lte=due_soon(today)), "acted": acted_by(actor),
        "own": started_by(actor), "appealed": _appealed(made, roles),
    }  # fmt: skip
    groups = (
        inbox("all").order_by().filter(procedure__in={procedure for procedure, _ in waits}).exclude(state="draft")
        .values_list("procedure", "version", "state")
        .annotate(**{name: ExpressionWrapper(asked, BooleanField()) for name, asked in told.items()}, many=Count("key"))
    )  # fmt: skip
    known = dict.fromkeys(QUEUES, 0)
    for procedure, version, state, with_me, soon, acted, own, appealed, many in groups:
        if (procedure, version, state) in hidden:
            continue
        todo = appealed or state in waits.get((procedure, version), ())
        holds = {
            "todo": todo, "warning": todo and soon, "mine": with_me, "done": acted and not todo, "opened": own, "all": True,
            **{name: state in states for name, states in STATES.items()},
        }  # fmt: skip
        for name, held in holds.items():
            known[name] += many if held else 0
    return known


def visible(actor: Actor) -> list[Registered]:
    """The procedures, in every version, that are the officer's business."""
    roles = {*actor.roles, *lent(actor, now().date())}
    return [each for each in all_registered() if _may_see(roles, each.procedure.id)]


def rooms_of(actor: Actor) -> list[str]:
    """The rooms an officer has to do with."""
    return sorted({each.room for each in visible(actor)})


def _within(actor: Actor) -> QuerySet[Case]:
    """Every case handed in, of the procedures that are the officer's business."""
    own = sorted({each.procedure.id for each in visible(actor)})
    return inbox("all").exclude(_unsent()).filter(procedure__in=own)


def _unsent() -> Q:
    """Cases a party has begun and not sent: of a procedure whose first state is the party's alone."""
    found = Q(state="draft")
    for each in all_registered():
        if own_start(each):
            found |= Q(
                procedure=each.procedure.id, version=each.procedure.version, state=each.procedure.start
            )
    return found


def own_start(made: Registered) -> bool:
    """Whether a case in the first state of the procedure is only its party's."""
    start = made.procedure.start
    acting = {role for action in made.procedure.actions if start in action.sources for role in action.roles}
    return made.derived and bool(acting & made.party_roles) and acting <= made.party_roles | {"system"}


def _may_see(roles: set[str], procedure: str) -> bool:
    if roles & {CITY.value, SUPERVISOR.value}:
        return True
    actions = registered(procedure).procedure.actions
    return any(roles & set(action.roles) for action in actions)


def _queue(queue: str, actor: Actor) -> Q:
    if queue in STATES:
        return Q(state__in=STATES[queue])
    if queue == "mine":
        return Q(tone="now", assignee__in=[actor.identity, *stands_in_for(actor, now().date())])
    if queue == "opened":
        return started_by(actor)
    if queue == "all":
        return Q()
    todo = _todo(actor, now().date())
    if queue == "warning":
        return todo & Q(due__lte=due_soon(now().date()))
    if queue == "done":
        return acted_by(actor) & ~todo
    return todo


def _todo(actor: Actor, today: date) -> Q:
    """Cases in a state that waits for one of the officer's roles, or with an appeal to be recorded."""
    roles = {*actor.roles, *lent(actor, today)}
    made = all_registered()
    found = Q(key=UUID(int=0))
    for each in made:
        if states := _waits(each, roles):
            found |= Q(procedure=each.procedure.id, version=each.procedure.version, state__in=states)
    return found | _appealed(made, roles)


def _appealed(made: Iterable[Registered], roles: set[str]) -> Q:
    """Cases with an appeal that one of the roles records."""
    theirs = {
        each.procedure.id
        for each in made
        if any(action.settles == "appeal" and roles & set(action.roles) for action in each.procedure.actions)
    }
    return Q(procedure__in=theirs or {""}, fold__open__contains=[{"kind": "appeal"}])


def _waits(made: Registered, roles: Iterable[str]) -> list[str]:
    procedure, own = made.procedure, set(roles)
    acts = [
        action
        for action in procedure.actions
        if own & set(action.roles)
        and action.name not in BESIDE
        and (procedure.id, action.name) not in officer_part(made.room).beside
    ]
    states = {state for action in acts for state in action.sources}
    return sorted(state for state in states if not procedure.state(state).terminal)
