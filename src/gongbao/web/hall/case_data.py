"""Cases of a party as lists, deadlines and calendar entries show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel.procedure import Action, CaseState, Procedure
from gongbao.law.text import Text
from gongbao.platform.access.services import access_cases
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.parties import services as parties
from gongbao.web.hall.doing import leads_on
from gongbao.web.rooms import party_part
from gongbao.web.shared.mandates import open_rooms
from gongbao.web.shared.values import plain

MOST = 500  # cases a list goes through
BEGIN = Text("填完并提交", "Finish and submit")
CORRECT = Text("按要求补正", "Correct what was asked for")


@dataclass(frozen=True)
class Line:
    """One case of the party in a list."""

    number: str
    title: Text
    for_whom: str
    room: str
    procedure: str
    start: str
    state: str
    stage: Text
    tone: str
    gates: dict[str, int] | None
    due: date | None
    since: datetime
    to_do: Text | None
    href: str


def own_cases(request: HttpRequest) -> list[Line]:
    """The cases of the party one acts for, newest first, read once a request."""
    if not hasattr(request, "own_cases"):
        request.own_cases = _read(request)
    return request.own_cases


def _read(request: HttpRequest) -> list[Line]:
    actor: Actor = request.actor
    if actor.kind != "party" or actor.party is None:
        return []
    with read(actor, purpose="my cases"):
        found = list(access_cases(actor, doing="list").filter(room__in=open_rooms(request))[:MOST])
    name = parties.party(actor.party).name if found else ""
    return [_line(case, name) for case in found]


def _line(case: Case, name: str) -> Line:
    procedure = registered(case.procedure, case.version).procedure
    state = procedure.state(case.state)
    to_do = asked_for(case, procedure)
    return Line(
        number=case.number,
        title=title(case, procedure),
        for_whom=name,
        room=case.room,
        procedure=case.procedure,
        start=procedure.start,
        state=case.state,
        stage=state.title,
        tone=case.tone,
        gates=gates(procedure, case.state) if case.tone != "stopped" else None,
        due=own_due(case) if to_do else None,
        since=case.since,
        to_do=to_do,
        href=reverse(party_part(case.room).case_pages.get(case.procedure, "hall:case"), args=[case.number]),
    )


def title(case: Case, procedure: Procedure) -> Text:
    """What the case is about: in the room's words, else its procedure."""
    better = party_part(case.room).title
    return (better(case, procedure) if better else None) or procedure.title


def asked_for(case: Case, procedure: Procedure) -> Text | None:
    """What the state asks of the party: in the room's words, else the step that moves the case on."""
    part = party_part(case.room)
    made = registered(case.procedure, case.version)
    if not made.derived:
        return part.to_do.get(case.state)
    if case.state == procedure.start:
        return part.to_do.get(case.state, BEGIN if waits_for(case) else None)
    found = waits_for(case)
    words = CORRECT if case.state == "returned" else found[0].title if found else None
    return part.to_do.get(case.state, words)


def waits_for(case: Case) -> list[Action]:
    """The party's steps which the case, in its present state, waits for."""
    made = registered(case.procedure, case.version)
    state = made.procedure.state(case.state)
    if state.terminal:
        return []
    return [
        action
        for action in made.procedure.actions
        if case.state in action.sources
        and set(action.roles) & made.party_roles
        and leads_on(case, action.name)
    ]


def own_due(case: Case) -> date | None:
    """The day by which the firm must act in the state the case is in."""
    state = CaseState.load(case.fold)
    made = registered(case.procedure, case.version)
    if made.derived:
        return case.due if waits_for(case) else None
    runs = [state.clock(name) for name in party_part(case.room).due.get(case.state, ())]
    return min((run.deadline.due for run in runs if run and run.status == "running"), default=None)


def gates(procedure: Procedure, state: str) -> dict[str, int]:
    """How many gates of the axis are behind the case."""
    names = [each.name for each in procedure.axis]
    at = state if state in names else procedure.state(state).beside
    return {"done": names.index(at) if at in names else 0, "total": len(names)}


def under_way(lines: Iterable[Line]) -> list[Line]:
    """Those not over yet, what was moved last first."""
    return sorted((line for line in lines if line.tone == "now"), key=lambda line: line.since, reverse=True)


def in_hand(line: Line) -> dict[str, Any]:
    """The case on the home page."""
    return {
        "title": line.title,
        "for_whom": Text(f"代 {line.for_whom}", f"for {line.for_whom}"),
        "stage": line.stage,
        "gates": line.gates,
        "note": line.to_do or plain(line.number),
        "href": line.href,
    }


def deadlines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """What is to be done by a day, the nearest first (``components/deadlines.html``)."""
    found = [
        {
            "title": line.to_do,
            "href": line.href,
            "text": Text(f"{line.title.zh}，{line.number}", f"{line.title.say('en')}, {line.number}"),
            "due": line.due,
            "number": line.number,
        }
        for line in lines
        if line.due and line.to_do and line.due >= now().date()
    ]
    return sorted(found, key=lambda each: each["due"])
