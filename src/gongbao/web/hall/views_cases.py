"""My cases, one case's status, the receipt after submitting, deadlines as a calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongbao.law.text import Text
from gongbao.platform.cases.services import registered
from gongbao.platform.db.services import now
from gongbao.web.hall import case_data, status_data
from gongbao.web.hall.crumbs import MINE, crumbs
from gongbao.web.hall.status_data import QUIET
from gongbao.web.i18n import language
from gongbao.web.rooms import party_part
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
        "crumbs": [*crumbs()[:1], {"text": MINE}],
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
@for_party("")
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: where it stands, what is to be done, its whole way."""
    found = status_data.find(request, number)
    elsewhere = party_part(found.case.room).case_pages.get(found.case.procedure)
    if elsewhere:
        return redirect(elsewhere, number)
    return render(request, "hall/status.html", status_data.page(found, request))


@never_cache
@for_party("")
@require_safe
def submitted(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt right after submitting."""
    found = status_data.find(request, number)
    parties_ = registered(found.case.procedure, found.case.version).party_roles
    sent = [
        each for each in found.entries if each.step and each.role in parties_ and each.action not in QUIET
    ]
    if not sent:
        return redirect("hall:case", number=number)
    page = status_data.page(found, request)
    context = {
        "crumbs": crumbs({"text": Text("已提交", "Submitted")}),
        "number": number,
        "title": Text("申请收到了", "Your application is in"),
        "submitted": sent[-1].at,
        "office": status_data.office(found.case),
        "next": _next(found),
        "code": page["code"],
        "address": page["address"],
        "receipts": page["receipts"],
        "href": reverse("hall:case", args=[number]),
    }
    return render(request, "hall/submitted.html", context)


def _next(found: status_data.Found) -> list[dict[str, object]]:
    """The steps that follow: as the room tells them, else the gates still ahead."""
    own = party_part(found.case.room).ahead
    if own:
        return own()
    made = registered(found.case.procedure, found.case.version)
    now_at = made.procedure.state(found.case.state)
    here = {"title": now_at.title, "text": now_at.explain, "limit": None}
    return [here, *({**each, "limit": None} for each in status_data.ahead(found))]


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
