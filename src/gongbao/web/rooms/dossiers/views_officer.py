"""Officers' batch check: a file of dossiers in, a result for each person out; nothing is kept, the check is logged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import read
from gongbao.platform.dossiers import services as kept
from gongbao.platform.parties.services import RoomRole
from gongbao.platform.titles import services as titles
from gongbao.web.i18n import language
from gongbao.web.rooms.dossiers import form, lists
from gongbao.web.rooms.dossiers.sent import file_of
from gongbao.web.rooms.dossiers.views import today
from gongbao.web.rooms.dossiers.views_employer import lists_of_faults
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import file_response
from gongbao.web.workbench.doors import CITY, HANDLER, REVIEWER, officers
from gongbao.web.workbench.queues import navigation

CHECK = Text("职称档案批量核查", "Check dossiers in batches")
SHOWN = 200
TITLES: Any = RoomRole(titles.CITY_ROLE, Text("市人社局职称管理", "City bureau, titles"))


@officers(HANDLER, REVIEWER, CITY, TITLES)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form, and after a file the results: on the page, or at once as a workbook."""
    problems: list[Refusal] = []
    lines: list[lists.Line] | None = None
    if request.method == "POST":
        lines, problems = _checked(request)
        if lines and request.POST.get("go") == "excel":
            return file_response(
                f"{CHECK.say(language())} {today()}.xlsx", lists.sheet("check", CHECK, lines).workbook()
            )
    context: dict[str, Any] = {
        "queues": navigation(request, "dossiers:check"),
        "title": CHECK,
        "problems": form.placed(problems),
        "counts": lists.counts(lines) if lines else None,
        "table": lists.sheet("check", CHECK, lines[:SHOWN]).table() if lines else None,
        "total": len(lines or ()),
        "shown": SHOWN,
    }
    refused = request.method == "POST" and not lines
    return render(request, "dossiers/check.html", context, status=422 if refused else 200)


def _checked(request: HttpRequest) -> tuple[list[lists.Line], list[Refusal]]:
    found, problems = tried(lambda: kept.read_file(file_of(request), today(), many=True))
    if found is None:
        return [], problems
    with read(request.actor, purpose="dossiers.check"):
        note(f"dossiers.check {len(found.people)}")
    told = [*found.problems, *(wrong for each in found.people for wrong in lists_of_faults(each))]
    return [
        lists.line(str(n), each.who or str(n), each.typed, today()) for n, each in enumerate(found.people, 1)
    ], told
