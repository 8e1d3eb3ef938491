"""One case by itself: its page, its rows, papers and letters, its picture, and who has read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel import districts
from gongbao.kernel.forms import Field
from gongbao.kernel.masking import mask_name
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit.services import accesses as accesses_of
from gongbao.platform.cases.services import Case, history
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import read
from gongbao.platform.files.services import attachment, files_of, open_file
from gongbao.platform.letters import services as letters
from gongbao.policies import rooms
from gongbao.web.rooms import officer_part
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import Sheet, column, export_address, taken, wanted
from gongbao.web.workbench import casepage, forms
from gongbao.web.workbench.desk import Filters
from gongbao.web.workbench.doors import caseworkers
from gongbao.web.workbench.panels import handed_in, panel
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import address, head, today

_READS = {
    "see": Text("查看办件", "the case"),
    "review": Text("查看办件", "the case"),
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
}
PURPOSE = Field(
    name="purpose",
    kind="text",
    label=Text("用途", "Purpose"),
    help=Text("写明为什么要看，会留痕", "Say why; it is logged"),
    max_length=100,
)
_WHO = (
    column("at", "时间", "When"), column("who", "查看人", "Who"), column("office", "机构", "Office"),
    column("what", "内容", "What"), column("purpose", "用途", "Purpose"), column("allowed", "结果", "Result"),
)  # fmt: skip


@caseworkers
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case on a page of its own; money requests and lists have theirs elsewhere."""
    shown = panel(request, number, Filters.of(request.GET))
    elsewhere = officer_part(shown["room"]).case_pages.get(shown["procedure"])
    if elsewhere:
        return redirect(elsewhere, number)
    values = {"queues": navigation(request), "case": {**shown, "wide": True}, "today": today(), "keys": True}
    return render(request, "workbench/case.html", values)


@caseworkers
@require_GET
def paper(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """A file handed in, to be saved; it is never shown in place."""
    with read(request.actor, purpose="workbench: paper"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="paper"))
        if all(row.id != file for row in files_of(found.key)):
            raise Http404("no such paper")
        opened = open_file(request.actor, file)
    return attachment(opened.name, opened.kind, opened.data)


@caseworkers
@require_GET
def letter(request: HttpRequest, number: str, letter: UUID) -> HttpResponse:
    """A letter of the case as PDF."""
    with read(request.actor, purpose="workbench: letter"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="letter"))
        if all(row.id != letter for row in letters.letters(case=found.key)):
            raise Http404("no such letter")
        made = letters.pdf(letter)
    return attachment(made.name, "pdf", made.content)


@caseworkers
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: str, sequence: int, name: str) -> HttpResponse:
    """One masked answer in full, after a purpose is given; the reading is logged with it."""
    row = request.GET.get("row", "")
    place = int(row) if row.isascii() and row.isdigit() and len(row) < 6 else None
    with read(request.actor, purpose="workbench: answer"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="see"))
        answers = next(
            (each for each in casework.answers_of(found, history(found.key)) if each.sequence == sequence),
            None,
        )
        field = casework.field_in(answers, name) if answers else None
    if field is None or field.kind not in casework.SECRET:
        raise Http404(name)
    asked, problems, value = forms.filled(request, (PURPOSE,)), [], None
    if request.method == "POST":
        problems = asked.problems
        if not problems:
            value, problems = tried(
                lambda: _in_full(request, number, sequence, name, place, asked.values["purpose"])
            )
    values = {
        "queues": navigation(request),
        "case": head(found),
        "title": Text(f"显示{field.label.zh}", f"Show: {field.label.say('en')}"),
        "fields": forms.shown((PURPOSE,), asked.raw if request.method == "POST" else None),
        "value": value,
        "problems": problems,
        "back": address(number),
        "today": today(),
    }
    return render(request, "workbench/answer.html", values, status=422 if problems else 200)


def _in_full(
    request: HttpRequest, number: str, sequence: int, name: str, row: int | None, purpose: str
) -> str:
    with read(request.actor, purpose=purpose):
        case = handed_in(request.actor, access_case(request.actor, number, doing="reveal"))
        return casework.in_full(case, casework.answers_of(case, history(case.key)), sequence, name, row)


@caseworkers
@require_GET
def picture(request: HttpRequest, number: str) -> HttpResponse:
    """The procedure drawn, with the way of this case."""
    with read(request.actor, purpose="workbench: picture"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="see"))
        drawn = casepage.pictures(found)
    values = {"queues": navigation(request), "case": head(found), "pictures": drawn, "today": today()}
    return render(request, "workbench/picture.html", values)


@caseworkers
@require_GET
def accesses(request: HttpRequest, number: str) -> HttpResponse:
    """Who has read this case, why and when; refused reads too."""
    with read(request.actor, purpose="workbench: access log"):
        found = handed_in(request.actor, access_case(request.actor, number, doing="access log"))
        listed = accesses_of(case=found.key)
    latest = sorted(listed, key=lambda each: each.at, reverse=True)
    rows_ = list({_same(found, each): _access(found, each) for each in reversed(latest[:1000])}.values())[
        ::-1
    ]
    sheet = Sheet("accesses", Text(f"查看记录 {number}", f"Reads of {number}"), _WHO, rows_)
    if wanted(request):
        return taken(request, sheet)
    values = {"queues": navigation(request), "title": sheet.title, "table": sheet.table(), "export": export_address(request),
              "back": address(number), "today": today()}  # fmt: skip
    return render(request, "workbench/list.html", values)


def _same(case: Case, each: Any) -> tuple[Any, ...]:
    """Reads that are told as one: the same person, the same thing, within the same minute."""
    return (
        each.at.replace(second=0, microsecond=0),
        each.actor.get("name"),
        _doing(case, each),
        each.allowed,
    )


def _doing(case: Case, each: Any) -> Text:
    """What was read, in words; a purpose an officer gave stands as they wrote it."""
    what = each.what.removeprefix("case.").removesuffix(".history")
    own = officer_part(case.room).reads.get(what) or _READS.get(what)
    if own is None and what.startswith("answer "):
        return Text("显示完整号码", "number in full")
    return own or next(
        (each.title for each in casepage.procedure_of(case).actions if each.name == what), Text(what, what)
    )


def _access(case: Case, each: Any) -> dict[str, Any]:
    office = each.actor.get("office", "")
    purpose = "" if each.purpose.startswith(("workbench", "api", *rooms())) else each.purpose
    allowed = Text("允许", "allowed") if each.allowed else Text("拒绝", "refused")
    return {
        "at": each.at,
        "who": mask_name(each.actor.get("name", ""))
        if each.actor.get("kind") == "party"
        else each.actor.get("name", ""),
        "office": districts.office(office).short if office else "",
        "what": _doing(case, each),
        "purpose": purpose,
        "allowed": allowed,
        "_tags": {"allowed": "met" if each.allowed else "not_met"},
    }
