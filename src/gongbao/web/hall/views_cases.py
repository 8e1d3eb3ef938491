"""My cases, one case's status, the receipt after submitting, deadlines as a calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongbao.kernel.procedure.guide import guide
from gongbao.kernel.procedure.terms import Terms
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.training_subsidy.words import ROOM
from gongbao.policies import policy
from gongbao.web.hall import case_data, status_data, steps
from gongbao.web.i18n import language
from gongbao.web.shared import ical
from gongbao.web.shared.doors import for_party, page_of


@never_cache
@for_party("")
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every case of the party one acts for, with where it stands."""
    words, kind = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = [line for line in case_data.own_cases(request) if _fits(line, words, kind)]
    page = page_of(request, found)
    context = {
        "crumbs": [*steps.crumbs()[:1], {"text": steps.MINE}],
        "filters": _filters(words, kind),
        "cases": [_shown(line) for line in page],
        "page": page,
        "today": now().date(),
        "apply": reverse("hall:start"),
        "drafts": reverse("hall:drafts") if any(line.state == "draft" for line in found) else "",
    }
    return render(request, "hall/cases.html", context)


def _fits(line: case_data.Line, words: str, kind: str) -> bool:
    if kind and line.tone != kind:
        return False
    return (
        not words
        or words.upper() in line.number
        or words in line.title.zh
        or words.lower() in line.title.en.lower()
    )


def _filters(words: str, kind: str) -> dict[str, object]:
    options = (
        ("now", Text("办理中", "Under way")), ("done", Text("已办成", "Granted")), ("stopped", Text("没有办成", "Stopped")),
    )  # fmt: skip
    return {
        "action": reverse("hall:cases"),
        "search": {"name": "q", "label": Text("编号或事项", "Number or matter"), "value": words},
        "selects": [{"name": "state", "label": Text("全部", "All"), "value": kind, "options": options}],
        "hidden": [],
    }


def _shown(line: case_data.Line) -> dict[str, object]:
    return {
        "number": line.number, "title": line.title, "for_whom": line.for_whom, "stage": line.stage,
        "next": line.to_do, "gates": line.gates, "due": line.due, "href": line.href,
    }  # fmt: skip


@never_cache
@for_party(ROOM)
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: where it stands, what is to be done, its whole way."""
    found = status_data.find(request, number)
    return render(request, "hall/status.html", status_data.page(found, request))


@never_cache
@for_party(ROOM)
@require_safe
def submitted(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt right after submitting."""
    found = status_data.find(request, number)
    sent = [each for each in found.entries if each.action in ("submit", "resubmit")]
    if not sent:
        return redirect("hall:case", number=number)
    page = status_data.page(found, request)
    context = {
        "crumbs": steps.crumbs({"text": Text("已提交", "Submitted")}),
        "number": number,
        "title": Text("申请收到了", "Your application is in"),
        "submitted": sent[-1].at,
        "office": status_data.office(found.case),
        "next": _next(),
        "code": page["code"],
        "address": page["address"],
        "receipts": page["receipts"],
        "href": reverse("hall:case", args=[number]),
    }
    return render(request, "hall/submitted.html", context)


AHEAD = ("compare", "pass_review", "publish", "pay")
"""The steps that follow a submission, as the guide tells them."""


def _next() -> list[dict[str, object]]:
    told = policy(ROOM)
    found = {step.action: step for step in guide(told.procedures[0], now().date(), Terms(told.parameters))}
    limits = {"compare": Text("自动进行", "automatic"), "publish": _days("publicity_working_days")}
    return [
        {"title": found[name].title, "text": found[name].explain, "limit": limits.get(name)} for name in AHEAD
    ]


def _days(name: str) -> Text:
    n = policy(ROOM).parameters[name].at(now().date()).value
    return Text(f"{n} 个工作日", f"{n} working days")


@never_cache
@for_party("")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The party's deadlines as an iCalendar file."""
    entries = [
        ical.Entry(
            f"{each['number']}-{each['due']:%Y%m%d}", each["due"], each["title"].say(language()),
            each["text"].say(language()), request.build_absolute_uri(each["href"]),
        )
        for each in case_data.deadlines(case_data.own_cases(request))
    ]  # fmt: skip
    name = Text("公报：我的期限", "Gongbao: my deadlines").say(language())
    response = HttpResponse(ical.calendar(entries, name, now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gongbao.ics"'
    return response
