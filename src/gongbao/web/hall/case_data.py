"""Cases of a party as lists, deadlines and calendar entries show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel.procedure import CaseState, Procedure
from gongbao.law.text import Text
from gongbao.platform.access.services import access_cases
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.parties import services as parties
from gongbao.policies.training_subsidy.forms import SCHEMES
from gongbao.web.shared.values import plain

MOST = 500  # cases a list goes through
TO_DO = {
    "draft": Text("填完并提交申请", "Finish and submit the application"),
    "returned": Text("按要求补正", "Correct what was asked for"),
    "payment_failed": Text("更正收款账户", "Correct the account to be paid"),
    "refused": Text("不服决定的，可以申请复议", "If you disagree, ask for reconsideration"),
}
"""States in which the firm has something to do by a day."""
REMEDY = "remedy"


@dataclass(frozen=True)
class Line:
    """One case of the party in a list."""

    number: str
    title: Text
    for_whom: str
    room: str
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
        request.own_cases = _read(request.actor)
    return request.own_cases


def _read(actor: Actor) -> list[Line]:
    if actor.kind != "party" or actor.party is None:
        return []
    with read(actor, purpose="my cases"):
        found = list(access_cases(actor, doing="list")[:MOST])
    name = parties.party(actor.party).name if found else ""
    return [_line(case, name) for case in found]


def _line(case: Case, name: str) -> Line:
    procedure = registered(case.procedure, case.version).procedure
    state = procedure.state(case.state)
    to_do = TO_DO.get(case.state)
    return Line(
        number=case.number,
        title=title(case, procedure),
        for_whom=name,
        room=case.room,
        state=case.state,
        stage=state.title,
        tone=case.tone,
        gates=gates(procedure, case.state) if case.tone != "stopped" else None,
        due=own_due(case) if to_do else None,
        since=case.since,
        to_do=to_do,
        href=reverse("hall:case", args=[case.number]),
    )


def title(case: Case, procedure: Procedure) -> Text:
    """What the case is about: its scheme where it has one, else its procedure."""
    scheme = next((option.label for option in SCHEMES if case.title.endswith(option.label.zh)), None)
    return scheme or procedure.title


def own_due(case: Case) -> date | None:
    """The day by which the firm must act in the state the case is in."""
    state = CaseState.load(case.fold)
    names = {
        "refused": (REMEDY,),
        "draft": ("acceptance",),
        "returned": ("correction",),
        "payment_failed": ("account",),
    }
    runs = [state.clock(name) for name in names.get(case.state, ())]
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
