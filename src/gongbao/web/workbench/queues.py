"""The queues at the left of every officer's page, with their counts, and the pages beside them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from gongbao.law.text import Text
from gongbao.platform.cases.services import QUEUES as KNOWN
from gongbao.platform.cases.services import Case, Event, counts, inbox
from gongbao.platform.db.services import Actor, read
from gongbao.web.workbench.doors import AGENCY, CITY, DISTRICT, FINANCE, GOVERNMENT, MONEY, SUPERVISOR

ROOM = "training_subsidy"
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
_PAGES = (
    ("workbench:lists", Text("认定名单", "Recognised firms"), (GOVERNMENT, CITY)),
    ("workbench:supervision", Text("监督检查", "Supervision"), (*DISTRICT, CITY, SUPERVISOR)),
    ("workbench:reports", Text("报表", "Reports"), (*DISTRICT, GOVERNMENT, CITY, FINANCE, AGENCY, SUPERVISOR)),
    ("city:fund", Text("资金", "Funds"), MONEY),
    ("workbench:leave", Text("休假委托", "Leave"), (*DISTRICT, GOVERNMENT, CITY, FINANCE, AGENCY, SUPERVISOR)),
)


def of_queue(actor: Actor, queue: str) -> QuerySet[Case]:
    """The cases of a queue, the most urgent first; inside a reading of `actor`."""
    if queue == "opened":
        first = Event.objects.filter(actor=actor.identity, sequence=1).values("case")
        return inbox("all", room=ROOM).filter(Q(key__in=first))
    return inbox(queue, room=ROOM).exclude(state="draft")  # type: ignore[arg-type]


def navigation(request: HttpRequest, current: str = "") -> list[dict[str, Any]]:
    """What stands at the left: every queue with its count, then the other pages of the officer's roles."""
    actor: Actor = request.actor
    with read(actor, purpose="workbench: queues"):
        known = dict(counts(room=ROOM))
        known |= {name: of_queue(actor, name).count() for name in QUEUES if name not in KNOWN or name == "all"}
    home = reverse("workbench:queue")
    queues = [
        {"text": text, "href": f"{home}?queue={name}" if name != "todo" else home, "count": known[name],
         "current": name == current}
        for name, text in QUEUES.items()
    ]  # fmt: skip
    pages = [
        {"text": text, "href": reverse(name), "count": None, "current": name.split(":")[1] == current}
        for name, text, roles in _PAGES
        if {role.value for role in roles} & actor.roles
    ]
    return [*queues, *pages]
