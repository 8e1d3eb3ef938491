"""One case by itself: its page, its rows, papers and letters, its picture, and who has read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gongbao.kernel import districts
from gongbao.kernel.masking import mask_name
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit.services import accesses as accesses_of
from gongbao.platform.db.services import read
from gongbao.platform.files.services import attachment, files_of, open_file
from gongbao.platform.letters import services as letters
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.procedure import APPLICATION, FUND_REQUEST, RECOGNITION
from gongbao.web.shared.sheets import Sheet, column, export_address, taken, wanted
from gongbao.web.workbench import casepage, claims
from gongbao.web.workbench.desk import Filters
from gongbao.web.workbench.doors import CASEWORK, officers
from gongbao.web.workbench.panels import handed_in, panel
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import address, head, today

_READS = {
    "see": Text("查看办件", "the case"),
    "review": Text("查看办件", "the case"),
    "row": Text("查看一人", "one person"),
    "explain": Text("查看一人", "one person"),
    "answer": Text("查看一人", "one person"),
    "reveal": Text("显示完整号码", "number in full"),
    "identity number": Text("显示完整号码", "number in full"),
    "paper": Text("下载材料", "a paper"),
    "letter": Text("下载文书", "a letter"),
    "export": Text("导出", "export"),
    "access log": Text("查看访问记录", "access log"),
    "fill in": Text("填写", "filling in"),
    "submit": Text("提交", "submitting"),
    "api": Text("接口查询", "by the API"),
    "batch": Text("批量办理", "in a batch"),
    **{action.name: action.title for action in APPLICATION.actions},
}
ELSEWHERE = {FUND_REQUEST.id: "city:request", RECOGNITION.id: "workbench:list"}
_WHO = (
    column("at", "时间", "When"), column("who", "查看人", "Who"), column("office", "机构", "Office"),
    column("what", "内容", "What"), column("purpose", "用途", "Purpose"), column("allowed", "结果", "Result"),
)  # fmt: skip


@officers(*CASEWORK)
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case on a page of its own; money requests and lists have theirs elsewhere."""
    shown = panel(request, number, Filters.of(request.GET))
    if shown["procedure"] in ELSEWHERE:
        return redirect(ELSEWHERE[shown["procedure"]], number)
    values = {"queues": navigation(request), "case": {**shown, "wide": True}, "today": today(), "keys": True}
    return render(request, "workbench/case.html", values)


@officers(*CASEWORK)
@require_GET
def rows(request: HttpRequest, number: str) -> HttpResponse:
    """The claim's rows as a list and as a workbook, names and numbers masked."""
    people = _everybody(request, number)
    sheet = Sheet(
        "rows",
        Text(f"花名册核对 {number}", f"Rows {number}"),
        claims.COLUMNS,
        [claims.sheet_row(each) for each in people],
    )
    if wanted(request):
        return taken(request, sheet)
    values = {"queues": navigation(request), "title": sheet.title, "table": sheet.table(), "export": export_address(request),
              "back": address(number), "today": today()}  # fmt: skip
    return render(request, "workbench/list.html", values)


@officers(*CASEWORK)
@require_GET
def paper(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """A file handed in, to be saved; it is never shown in place."""
    with read(request.actor, purpose="workbench: paper"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="paper"))
        if all(row.id != file for row in files_of(found.key)):
            raise Http404("no such paper")
        opened = open_file(request.actor, file)
    return attachment(opened.name, opened.kind, opened.data)


@officers(*CASEWORK)
@require_GET
def letter(request: HttpRequest, number: str, letter: UUID) -> HttpResponse:
    """A letter of the case as PDF."""
    with read(request.actor, purpose="workbench: letter"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="letter"))
        if all(row.id != letter for row in letters.letters(case=found.key)):
            raise Http404("no such letter")
        made = letters.pdf(letter)
    return attachment(made.name, "pdf", made.content)


@officers(*CASEWORK)
@require_GET
def picture(request: HttpRequest, number: str) -> HttpResponse:
    """The procedure drawn, with the way of this case."""
    with read(request.actor, purpose="workbench: picture"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="see"))
        drawn = casepage.pictures(found)
    values = {"queues": navigation(request), "case": head(found), "pictures": drawn, "today": today()}
    return render(request, "workbench/picture.html", values)


@officers(*CASEWORK)
@require_GET
def accesses(request: HttpRequest, number: str) -> HttpResponse:
    """Who has read this case, why and when; refused reads too."""
    with read(request.actor, purpose="workbench: access log"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="access log"))
        listed = accesses_of(case=found.key)
    latest = sorted(listed, key=lambda each: each.at, reverse=True)
    rows_ = list({_same(each): _access(each) for each in reversed(latest[:1000])}.values())[::-1]
    sheet = Sheet("accesses", Text(f"查看记录 {number}", f"Reads of {number}"), _WHO, rows_)
    if wanted(request):
        return taken(request, sheet)
    values = {"queues": navigation(request), "title": sheet.title, "table": sheet.table(), "export": export_address(request),
              "back": address(number), "today": today()}  # fmt: skip
    return render(request, "workbench/list.html", values)


def _everybody(request: HttpRequest, number: str) -> list[claims.Person]:
    """Every row of the claim, page after page in one reading."""
    with read(request.actor, purpose="workbench: rows"):
        handed_in(
            request.actor, access_case(request.actor, number, doing="export" if wanted(request) else "see")
        )
        first = training.case_panel(request.actor, number)
        pages = [
            first,
            *(training.case_panel(request.actor, number, row_page=n) for n in range(2, first.row_pages + 1)),
        ]
    return [person for page in pages for person in claims.people(page)]


def _same(each: Any) -> tuple[Any, ...]:
    """Reads that are told as one: the same person, the same thing, within the same minute."""
    return (each.at.replace(second=0, microsecond=0), each.actor.get("name"), _doing(each), each.allowed)


def _doing(each: Any) -> Text:
    """What was read, in words; a purpose an officer gave stands as they wrote it."""
    what = each.what.removeprefix("case.").removesuffix(".history")
    return _READS.get(what, Text(what, what))


def _access(each: Any) -> dict[str, Any]:
    office = each.actor.get("office", "")
    purpose = "" if each.purpose.startswith(("workbench", "training_subsidy", "api")) else each.purpose
    allowed = Text("允许", "allowed") if each.allowed else Text("拒绝", "refused")
    return {
        "at": each.at,
        "who": mask_name(each.actor.get("name", ""))
        if each.actor.get("kind") == "party"
        else each.actor.get("name", ""),
        "office": districts.office(office).short if office else "",
        "what": _doing(each),
        "purpose": purpose,
        "allowed": allowed,
        "_tags": {"allowed": "met" if each.allowed else "not_met"},
    }
