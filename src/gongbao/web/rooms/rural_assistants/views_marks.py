"""Marks by Excel: the sheet to fill in, the sheet that came, what is wrong by row and column, the sheet with its findings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.excel.services import Table
from gongbao.platform.files import services as files
from gongbao.platform.rural_assistants import services as rural
from gongbao.web.i18n import language
from gongbao.web.rooms.rural_assistants import lists, tables, tables_joining
from gongbao.web.rooms.rural_assistants.views_officers import CITY, DISTRICT
from gongbao.web.shared.refusals import refused, shown, tried
from gongbao.web.shared.sheets import EXPORT, file_response
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation


@never_cache
@officers(*DISTRICT, *CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest, number: str) -> HttpResponse:
    """An intake's marks: how far they are, the sheet to fill in, one to send, and what came of those sent."""
    actor = request.actor
    try:
        intake = rural.recruiting.intake_of(number)
    except Refusal as why:
        return refused(request, [why], status=404)
    problems: list[Refusal] = []

    def read_sheet(data: bytes) -> Table:
        return rural.marking.read(data, intake)

    def enter(tx: Tx, table: Table, received: files.Received) -> dict[str, Any]:
        return rural.marking.take_sheet(tx, number, table, received)

    if request.method == "POST":
        done, problems = tried(lambda: lists.take(request, number, "bi-2020-22/8.3", read_sheet, enter))
        if done is not None:
            return redirect(f"{request.path}?sheet={done['sheet']}")
    if request.GET.get(EXPORT) == "xlsx":
        with read(actor, purpose="rural.marks"):
            data = rural.marking.blank(actor, intake)
        return file_response(f"{number} {Text('成绩表', 'marks').say(language())}.xlsx", data)
    with read(actor, purpose="rural.marks"):
        standing = rural.marking.standing(actor, intake)
        sections, links = _came(request, number)
        sheets = rural.marking.sheets(actor, intake)
        sections.append(tables.section(tables_joining.came(sheets, Text("导入过的成绩表", "Sheets that came"), "?"), "还没有导入", "None yet"))  # fmt: skip
    form = lists.form(
        Text("导入成绩表", "Take in a sheet of marks"), Text("填好的成绩表（xlsx 或 csv）", "The sheet filled in (xlsx or csv)"),
        Text("没有问题的行先录入；其余的行连同问题退回，改好后再导入即可。", "Good rows are entered; the others come back with what is wrong."),
        "bi-2020-22/8.3",
    )  # fmt: skip
    context = {
        "queues": navigation(request, "rural_assistants:city" if actor.sees_all else "rural_assistants:district"),
        "title": Text(f"成绩：{intake.title}", f"Marks: {intake.title}"), "sections": sections,
        "forms": [form] if intake.state == "announced" else [],
        "note": Text(f"准考证 {standing.tickets} 个，已有成绩或缺考 {standing.entered} 个", f"{standing.entered} of {standing.tickets} entered"),
        "links": [{"text": Text("下载成绩表（已填准考证号和座位）", "The sheet to fill in, with tickets and seats"), "href": f"?{EXPORT}=xlsx"}, *links],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _came(request: HttpRequest, number: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The findings of the sheet asked for by ``?sheet=``, and the way to have it back."""
    try:
        row = rural.marking.sheet(request.actor, number, UUID(request.GET.get("sheet", "")))
    except ValueError:
        return [], []
    back = reverse("rural_assistants:findings", args=[number, row.id])
    return lists.came(row, rural.marking.problems_of(row), back)


@never_cache
@officers(*DISTRICT, *CITY)
@require_safe
def findings(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """The sheet as it came, with a column that says what is wrong in each row."""
    with read(request.actor, purpose="rural.marks"):
        row = rural.marking.sheet(request.actor, number, file)
    name = f"{number} {Text('成绩核对结果', 'findings').say(language())}.xlsx"
    return file_response(name, rural.marking.findings(request.actor, row, language()))
