"""The desk: a queue with its filters, the chosen case beside it, and the whole queue as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongbao.law.text import Text
from gongbao.web.i18n import language
from gongbao.web.shared.doors import signed_in
from gongbao.web.shared.sheets import Sheet, column, export_address, query, taken, wanted
from gongbao.web.workbench import desk, panels
from gongbao.web.workbench.batches import offered
from gongbao.web.workbench.desk import Filters, Line
from gongbao.web.workbench.doors import ADMINISTRATOR, casework_roles, caseworkers
from gongbao.web.workbench.queues import QUEUES, navigation
from gongbao.web.workbench.reaching import address, today

COLUMNS = (
    column("number", "编号", "Number"), column("name", "单位", "Firm"), column("room", "政策", "Policy"), column("matter", "事项", "Matter"), column("office", "区", "District"),
    column("stage", "阶段", "Stage"), column("months", "人月", "Person-months", "integer"),
    column("amount", "金额（元）", "Yuan", "money"), column("check", "核对", "Check"),
    column("since", "到本阶段", "Here since", "date"), column("due", "到期日", "Due", "date"),
)  # fmt: skip
CHECKS = {
    "met": Text("全部符合", "All met"),
    "not_met": Text("有不符合", "Some not met"),
    "unknown": Text("有待补充", "Information needed"),
    "judgement": Text("有待认定", "To be judged"),
}


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where an officer's work begins: the queue; for those who only administer roles, the officers' accounts."""
    roles = request.actor.roles
    if ADMINISTRATOR.value in roles and not roles & casework_roles():
        return redirect("workbench:accounts")
    return queue(request)


@caseworkers
def queue(request: HttpRequest) -> HttpResponse:
    """A queue; ``?case=`` opens one of its cases beside it, ``?export=xlsx`` takes it away."""
    filters = Filters.of(request.GET)
    if wanted(request):
        return taken(request, _sheet(filters, desk.whole(request.actor, filters)))
    page, lines = desk.listing(request.actor, filters, request.GET.get("page"))
    chosen = request.GET.get("case", "")
    panel = panels.panel(request, chosen, filters) if chosen else None
    values = {
        "queues": navigation(request, filters.queue),
        "heading": QUEUES[filters.queue],
        "filters": _filters(request, filters),
        "rows": [_row(request, line, chosen) for line in lines],
        "row_count": page.paginator.count,
        "heads": _heads(request, filters),
        "page": page,
        "today": today(),
        "batch": _batch(request, filters, {line.room_name for line in lines}),
        "with_rooms": len(desk.titles(request.actor)) > 1,
        "with_sums": any(line.amount is not None or line.months is not None for line in lines) or not lines,
        "here": request.get_full_path(),
        "case": panel,
        "keys": True,
    }
    return render(request, "workbench/queue.html", values)


def _row(request: HttpRequest, line: Line, chosen: str) -> dict[str, Any]:
    shown = {
        name: getattr(line, name)
        for name in ("number", "name", "room", "matter", "stage", "months", "due", "office", "resubmitted")
    }
    return {
        **shown,
        "id": line.number,
        "href": query(request, case=line.number) + "#case",
        "sum_fen": line.amount,
        "state": line.outcome,
        "word": CHECKS.get(line.outcome),
        "current": line.number == chosen,
    }


def _heads(request: HttpRequest, filters: Filters) -> dict[str, dict[str, str]]:
    """For each heading that sorts: where it leads and how it stands now."""
    heads = {}
    for name in desk.SORTS:
        to = f"-{name}" if filters.sort == name else name
        stands = {name: "ascending", f"-{name}": "descending"}.get(filters.sort, "")
        heads[name] = {"href": query(request, sort="" if to == "due" else to, page=""), "sort": stands}
    return heads


def _filters(request: HttpRequest, filters: Filters) -> dict[str, Any]:
    policies = desk.titles(request.actor)
    room = filters.room or (next(iter(policies)) if len(policies) == 1 else "")
    selects = [
        {
            "name": "room",
            "label": Text("全部政策", "All policies"),
            "value": filters.room,
            "options": list(policies.items()),
        },
        {
            "name": "scheme",
            "label": Text("全部事项", "All matters"),
            "value": filters.scheme,
            "options": list(desk.matters(room).items()) if room else [],
        },
        {
            "name": "state",
            "label": Text("全部阶段", "All stages"),
            "value": filters.state,
            "options": list(desk.states(request.actor, room).items()) if room else [],
        },
    ]
    selects = [each for each in selects if len(each["options"]) > 1 or each["value"]]
    if request.actor.is_city:
        label = Text("全部区", "All districts")
        selects.append(
            {
                "name": "office",
                "label": label,
                "value": filters.office,
                "options": list(desk.offices().items()),
            }
        )
    hidden = [
        (name, value)
        for name, value in (("queue", filters.queue), ("sort", filters.sort))
        if value not in ("todo", "due")
    ]
    return {
        "action": reverse("workbench:queue"),
        "search": {"name": "q", "label": Text("编号或企业名称", "Number or firm"), "value": filters.text},
        "selects": selects,
        "hidden": hidden,
        "export": export_address(request),
        "live": "cases",
    }


def _batch(request: HttpRequest, filters: Filters, rooms: set[str]) -> dict[str, Any] | None:
    acts = [
        {"value": each.name, "label": each.label, "kind": each.kind} for each in offered(request.actor, rooms)
    ]
    if not acts or filters.queue not in ("todo", "warning", "mine", "ready_for_funds", "all"):
        return None
    return {"chosen": [], "sum_fen": None, "actions": acts, "action": reverse("workbench:batch")}


def _sheet(filters: Filters, lines: list[Line]) -> Sheet:
    rows = [
        {"number": line.number, "name": line.name, "room": line.room.say(language()), "matter": line.matter, "office": line.office, "stage": line.stage.say(language()),
         "months": line.months, "amount": line.amount, "check": CHECKS.get(line.outcome),
         "since": line.since.date(), "due": line.due, "_links": {"number": address(line.number)}}
        for line in lines
    ]  # fmt: skip
    return Sheet(f"queue.{filters.queue}", QUEUES[filters.queue], COLUMNS, rows)
