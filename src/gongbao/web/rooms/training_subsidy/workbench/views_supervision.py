"""Supervision: the sample of a quarter, inspections on a lead, what they found, what is to come back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import Sheet, column, export_address, taken, wanted
from gongbao.web.workbench import forms
from gongbao.web.workbench.doors import CITY, DISTRICT, SUPERVISOR, officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import address, today

LEAD = (
    Field(name="number", kind="text", label=Text("办件编号", "Case number"), max_length=24),
    Field(
        name="lead",
        kind="long_text",
        label=Text("线索", "The lead"),
        help=Text("从哪里来、说了什么", "Where it came from, what it says"),
        max_length=2000,
    ),
)
_COLUMNS = (
    column("number", "检查编号", "Inspection"), column("claim", "办件编号", "Case"), column("title", "企业", "Firm"),
    column("kind", "来源", "Origin"), column("quarter", "季度", "Quarter"), column("state", "状态", "State"),
    column("ordered", "应追回（元）", "Ordered back", "money"), column("returned", "已追回（元）", "Come back", "money"),
    column("due", "到期日", "Due", "date"),
)  # fmt: skip
_KINDS = {"sample": Text("抽查", "Sample"), "lead": Text("线索", "Lead")}


@officers(*DISTRICT, CITY, SUPERVISOR)
@require_http_methods(["GET", "POST"])
def supervision(request: HttpRequest) -> HttpResponse:
    """The inspections; drawing the quarter's sample, opening one on a lead."""
    problems: list[Refusal] = []
    raw: dict[str, Any] = {}
    if request.method == "POST":
        said, problems, raw = _act(request)
        if said is not None:
            messages.success(request, said.say(language()))
            return redirect("workbench:supervision")
    found = training.inspections(request.actor)
    title = Text("监督检查与追回", "Inspection and recovery")
    sheet = Sheet("supervision", title, _COLUMNS, [_row(each) for each in found]).sorted(
        request.GET.get("sort", "")
    )
    if wanted(request):
        return taken(request, sheet)
    values = {
        "queues": navigation(request, "supervision"),
        "title": title,
        "table": sheet.table(request, sortable=True),
        "export": export_address(request),
        "fields": forms.shown(LEAD, raw),
        "quarters": _quarters(),
        "problems": problems,
        "today": today(),
    }
    return render(request, "workbench/supervision.html", values, status=422 if problems else 200)


def _act(request: HttpRequest) -> tuple[Text | None, list[Refusal], dict[str, Any]]:
    key = key_of(request)
    if request.POST.get("do") == "sample":
        quarter = request.POST.get("quarter", "")
        if quarter not in _quarters():
            return None, [Refusal(Text("请选择季度", "Choose the quarter"), where="quarter")], {}
        done, problems = tried(lambda: training.draw_sample(request.actor, quarter, key=key))
        if problems or done is None:
            return None, problems, {}
        count = len(done["drawn"])
        return (
            Text(
                f"{quarter} 共 {done['of']} 件已拨付，抽取 {count} 件",
                f"{count} of {done['of']} paid cases drawn",
            ),
            [],
            {},
        )
    filled = forms.filled(request, LEAD)
    problems = filled.problems
    if not problems:
        values = filled.values
        done, problems = tried(
            lambda: training.open_inspection(request.actor, values["number"], values["lead"], key=key)
        )
        if done is not None:
            return Text(f"已立案 {done['number']}", f"Opened {done['number']}"), [], {}
    return None, problems, filled.raw


def _row(each: Any) -> dict[str, Any]:
    links = {"number": address(each.number), "claim": address(each.claim_number)}
    return {
        "number": each.number,
        "claim": each.claim_number,
        "title": each.title,
        "kind": _KINDS.get(each.kind, each.kind),
        "quarter": each.quarter,
        "state": each.state_title,
        "ordered": each.ordered or None,
        "returned": each.returned or None,
        "due": each.limits[0].due if each.limits else None,
        "_links": links,
    }


def _quarters() -> list[str]:
    """This quarter and the four before it, the latest first."""
    day = today()
    place = day.year * 4 + (day.month - 1) // 3
    return [f"{each // 4}Q{each % 4 + 1}" for each in range(place, place - 5, -1)]
