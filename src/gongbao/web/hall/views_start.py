"""What can be begun, by policy; beginning a derived case; everything begun and not yet sent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import now
from gongbao.policies import policy, rooms
from gongbao.web.context import life_events
from gongbao.web.hall import case_data
from gongbao.web.hall.crumbs import crumbs
from gongbao.web.rooms import all_screens, party_part
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.mandates import covers, open_rooms
from gongbao.web.shared.refusals import refused, shown, tried

_NOT_YOURS = Refusal(
    Text("这件事不由您现在的身份发起", "Somebody else begins this"),
    mend=Text("请先选择代哪一方办理，或从“新的申请”中选", "Choose whom you act for, or begin what is listed"),
)
APPLY = Text("新的申请", "New application")
OFFICE = Field(
    name="office",
    kind="choice",
    label=Text("由哪个区办理", "District that handles it"),
    options=tuple(Option(each.code, each.name) for each in districts.OFFICES),
)


@never_cache
@for_party("")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Everything a party can begin, under its policy, with what was begun before."""
    lines = [line for line in case_data.own_cases(request) if _unsent(line)]
    context = {
        "crumbs": crumbs({"text": APPLY}),
        "title": Text("想办哪一件？", "What would you like to begin?"),
        "groups": groups(request),
        "life_events": life_events(),
        "drafts": [{"href": line.href, "number": line.number, "title": line.title} for line in lines],
    }
    return render(request, "hall/beginnings.html", context)


def groups(request: HttpRequest) -> list[dict[str, Any]]:
    """What can be begun, grouped by policy; rooms' own pages before derived ones."""
    found: dict[str, list[dict[str, Any]]] = {}
    allowed = set(open_rooms(request))
    for each in all_screens():
        for own in party_part(each.room).starts:
            if _accepted(each.room) and each.room in allowed:
                line = {"title": own.title, "text": own.text, "href": reverse(own.name)}
                found.setdefault(each.room, []).append(line)
    for can in casework.startable(now().date(), request.actor):
        procedure = can.procedure
        if can.made.room not in allowed:
            continue
        found.setdefault(can.made.room, []).append(
            {
                "title": procedure.title,
                "text": procedure.action(can.action).explain,
                "href": reverse("hall:begin", args=[procedure.id]),
            }
        )
    return [{**_policy(room), "items": items} for room, items in sorted(found.items())]


@never_cache
@for_party("")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, procedure: str) -> HttpResponse:
    """Begin a derived case: which office, what will be asked, then to its form."""
    can = next((each for each in casework.startable(now().date()) if each.procedure.id == procedure), None)
    if can is None or not covers(request, can.made.room):
        raise Http404(procedure)
    if not casework.may_begin(can.made, request.actor):
        return refused(request, [_NOT_YOURS], back=reverse("hall:start"), status=403)
    usual = casework.usual_office(request.actor, can.made)
    office = request.POST.get("office", "") or usual
    problems: list[Refusal] = []
    if request.method == "POST":
        key = key_of(request)
        done, problems = tried(lambda: casework.start(request.actor, procedure, office, key=key))
        if done:
            return redirect("hall:act", number=done["number"], name=done["action"])
    form = casework.form_of(can.made, can.procedure.action(can.action))
    context = {
        **_policy(can.made.room),
        "crumbs": crumbs({"text": APPLY, "href": reverse("hall:start")}, {"text": can.procedure.title}),
        "title": can.procedure.title,
        "matter": _policy(can.made.room)["policy"],
        "lede": can.procedure.action(can.action).explain,
        "fields": [{"field": OFFICE, "value": office or None}],
        "asked": [each.label for each in form.fields] if form else [],
        "gates": [{"title": each.title, "text": each.explain} for each in can.procedure.axis],
        "button": Text("开始填写", "Begin"),
        "back": reverse("hall:start"),
        "action": "",
    }
    return shown(request, "hall/begin.html", context, problems)


@never_cache
@for_party("")
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Everything begun and not sent, of every room."""
    context = {
        "crumbs": crumbs({"text": Text("草稿", "Drafts")}),
        "drafts": [_draft(line) for line in case_data.own_cases(request) if _unsent(line)],
        "apply": reverse("hall:start"),
    }
    return render(request, "hall/drafts.html", context)


def _unsent(line: case_data.Line) -> bool:
    return line.state == line.start and line.tone == "now"


def _draft(line: case_data.Line) -> dict[str, Any]:
    own = party_part(line.room).draft
    if own:
        return own(line)
    made = registered(line.procedure)
    step = casework.first_step(made)
    href = reverse("hall:act", args=[line.number, step]) if step else line.href
    leaves = next(
        (a.name for a in made.procedure.actions if a.name == "withdraw" and line.state in a.sources), ""
    )
    discard = reverse("hall:act", args=[line.number, leaves]) if leaves else ""
    return {"number": line.number, "title": line.title, "saved": line.since, "step": line.stage, "href": href,
            "discard": discard}  # fmt: skip


def _accepted(room: str) -> bool:
    """Whether the room takes applications today."""
    known = policy(room) if room in rooms() else None
    return known is None or known.closes is None or now().date() <= known.closes


def _policy(room: str) -> dict[str, Any]:
    """The policy of a room: its short title, its number and its guide."""
    if room not in rooms():
        return {"policy": Text(room, room), "number": "", "guide": ""}
    known = policy(room)
    return {
        "policy": known.title,
        "number": known.number,
        "guide": reverse("guide", args=[known.clauses.document.prefix]),
    }
