"""The archive desk: what waits and what is late, each list whole and as a workbook, finding and registering archives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.parties.services import Role
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives import facts as f
from gongbao.web.i18n import language
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, form, today, values_of
from gongbao.web.shared import sheets
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

STAFF = (Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER, Role.CITY_OFFICER)
TITLE = Text("人事档案", "Personnel archives")
NOTE = Text(
    "户籍、参保等登记为本地导入，未与其他部门联网。", "Other bodies' registers are local imports, not linked."
)
REGISTER = form(
    "desk.register", "登记档案", "Register an archive",
    field("name", "text", "姓名", "Name", max_length=60), field("identity_number", "identity_number", "身份证号码", "Identity number"),
    field("post", "choice", "岗位口径", "Kind of post", options=tuple(Option(k, v) for k, v in f.POSTS.items())),
    field("former_keeper", "text", "原存档单位", "Former keeper", max_length=120, required=False),
    field("pages", "integer", "实体页数", "Pages of the paper", minimum=1, maximum=5000, required=False), clause="1.s3")  # fmt: skip
Made = Callable[[Actor, str, date], sheets.Sheet]
LISTS: dict[str, tuple[Made, Text]] = {
    "cases": (lambda actor, office, on: tables.cases(archives.cases(actor, under_way=True)), Text("没有办理中的办件", "No case under way")),
    "late": (lambda actor, office, on: tables.late(archives.overdue(office, on)), Text("没有逾期", "Nothing overdue")),
    "incoming": (lambda actor, office, on: tables.incoming(archives.incoming(office)), Text("没有转来的档案", "Nothing on its way")),
    "papers": (lambda actor, office, on: tables.filings(*archives.papers_at(office)), Text("没有待归入的材料", "No paper waits")),
    "parked": (lambda actor, office, on: tables.parked(archives.parked(office)), Text("没有待改正的材料", "Nothing parked")),
    "soon": (lambda actor, office, on: tables.soon(archives.soon_all(office, on)), Text("近期没有", "Nobody soon")),
    "loans": (lambda actor, office, on: tables.loans(archives.loans(office)), Text("没有外借", "Nothing lent")),
    "counts": (lambda actor, office, on: tables.counts(archives.counts(office)), Text("还没有档案", "No archive yet")),
    "levels": (lambda actor, office, on: tables.levels(archives.before_after(office, on)), Text("还没有办件", "No case yet")),
    "causes": (lambda actor, office, on: tables.causes(archives.causes(office)), Text("还没有归类的诉求", "No complaint classed yet")),
}  # fmt: skip
"""The desk's lists by name, and what is said where one is empty."""
COUNTED = ("counts", "levels", "causes")
"""Lists that count over everything: each is opened by itself."""
COUNT_TITLES = {
    "counts": Text("馆藏和办件", "Holdings and cases"), "levels": Text("办件数量和用时", "Counts and times"),
    "causes": Text("诉求原因", "Causes of complaints"),
}  # fmt: skip
SHOWN = 10


@officers(*STAFF)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits: cases, what is late, on its way or parked, people about to retire; and the way to the counts."""
    with read(request.actor, purpose="archives.desk"):
        sections = [_section(request, name) for name in LISTS if name not in COUNTED]
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": TITLE, "sections": sections, "note": NOTE,
        "counted": [(COUNT_TITLES[name], reverse("personnel_archives:list", args=[name])) for name in COUNTED],
    }  # fmt: skip
    return render(request, "personnel_archives/desk.html", context)


@officers(*STAFF)
@require_GET
def listing(request: HttpRequest, name: str) -> HttpResponse:
    """One of the desk's lists whole; as a workbook too."""
    if name not in LISTS:
        raise Http404(name)
    with read(request.actor, purpose=f"archives.{name}"):
        sheet = _sheet(request, name)
    if sheets.wanted(request):
        return sheets.taken(request, sheet)
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": sheet.title,
        "sections": [{**_of(sheet, LISTS[name][1]), "export": sheets.export_address(request) if sheet.rows else ""}],
    }  # fmt: skip
    return render(request, "personnel_archives/desk.html", context)


@officers(*STAFF)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Archives by name, number, barcode or shelf; the search is logged."""
    asked = request.GET.get("q", "").strip()
    rows = archives.find_archives(request.actor, asked, purpose="archives.find") if asked else []
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": Text("查找档案", "Find an archive"), "asked": asked,
        "sections": [tables.section(tables.found(rows), "没有找到", "Nothing found")] if asked else [],
    }  # fmt: skip
    return render(request, "personnel_archives/desk.html", context)


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register the archive of a person as expected; one who is dead, unknown or held elsewhere is parked."""
    problems, raw = list[Refusal](), None
    if request.method == "POST":
        values, problems = values_of(request, REGISTER)
        raw = request.POST.dict()
        if not problems:
            done, problems = tried(lambda: _registered(request, values))
            if problems and problems[0].where != "office":
                return _parked(request, values, problems[0])
            if done:
                return redirect("personnel_archives:archive", archive=done)
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": REGISTER.title,
        "forms": [{"go": "register", "title": REGISTER.title, "fields": fields_of(REGISTER, raw), "upload": False, "open": True}],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


def _registered(request: HttpRequest, values: dict[str, Any]) -> str:
    def command(tx: Tx) -> str:
        key = archives.register(
            tx, values["identity_number"], values["name"], office=request.actor.office, on=today(), post=values["post"],
            former_keeper=values.get("former_keeper", ""), pages=values.get("pages", 0),
        )  # fmt: skip
        return str(key)

    done: str = write(
        command, actor=request.actor, key=key_of(request), name="archives.register", request=values
    )
    return done


def _parked(request: HttpRequest, values: dict[str, Any], why: Refusal) -> HttpResponse:
    """The paper lies on the desk: what was typed is kept with the reason, to be mended."""
    place = f"登记 {values['name']}"
    key = write(
        lambda tx: str(archives.park(tx, request.actor.office, place, why, values)),
        actor=request.actor, key=f"{key_of(request)}/parked", name="archives.park", request=values,
    )  # fmt: skip
    messages.warning(request, Text("没有登记，已暂存", "Not registered, but parked").say(language()))
    return redirect("personnel_archives:parked", key=key)


def _sheet(request: HttpRequest, name: str) -> sheets.Sheet:
    actor = request.actor
    return LISTS[name][0](actor, "" if actor.sees_all else actor.office, today())


def _section(request: HttpRequest, name: str) -> dict[str, Any]:
    sheet = _sheet(request, name)
    some = sheets.Sheet(sheet.name, sheet.title, sheet.fields, sheet.rows[:SHOWN])
    return {
        **_of(some, LISTS[name][1]),
        "whole": reverse("personnel_archives:list", args=[name]),
        "count": len(sheet.rows),
    }


def _of(sheet: sheets.Sheet, empty: Text) -> dict[str, Any]:
    return tables.section(sheet, empty.zh, empty.en)
