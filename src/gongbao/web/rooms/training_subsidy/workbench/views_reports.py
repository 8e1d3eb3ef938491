"""Reports over a stretch of days, on the page and as workbooks."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.register import REPORTS
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import Sheet, export_address, taken, wanted
from gongbao.web.workbench.doors import CASEWORK, officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import today

NAMES = {each.name: each for each in REPORTS}


@officers(*CASEWORK)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """A report; by default the first, from the beginning of the year to today."""
    name = request.GET.get("report", REPORTS[0].name)
    name = name if name in NAMES else REPORTS[0].name
    since, until, problems = _days(request)
    found, refusals = tried(lambda: training.report(request.actor, name, since, until))
    problems += refusals
    told = NAMES[name]
    fields = tuple(column.field for column in found.columns) if found else ()
    sheet = Sheet(f"report.{name}", told.title, fields, found.rows if found else ()).sorted(
        request.GET.get("sort", "")
    )
    if wanted(request) and not problems:
        return taken(request, sheet)
    values = {
        "queues": navigation(request, "reports"),
        "title": told.title,
        "clause": told.clause,
        "names": [{"text": each.title, "href": f"{reverse('workbench:reports')}?report={each.name}", "current": each.name == name}
                  for each in REPORTS],
        "name": name,
        "since": since,
        "until": until,
        "table": sheet.table(request, sortable=True),
        "export": export_address(request),
        "problems": problems,
        "today": today(),
    }  # fmt: skip
    return render(request, "workbench/reports.html", values, status=422 if problems else 200)


def _days(request: HttpRequest) -> tuple[date, date, list[Refusal]]:
    problems: list[Refusal] = []
    since = _day(request, "since", date(today().year, 1, 1), problems)
    until = _day(request, "until", today(), problems)
    if not problems and until < since:
        problems.append(Refusal(Text("结束日早于开始日", "The last day is before the first"), where="until"))
    return since, until, problems


def _day(request: HttpRequest, name: str, otherwise: date, problems: list[Refusal]) -> date:
    text = request.GET.get(name, "").strip()
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        mend = Text("日期写作 2020-07-01", "Write a day 2020-07-01")
        problems.append(Refusal(Text("没有这一天", "There is no such day"), where=name, mend=mend))
        return otherwise
