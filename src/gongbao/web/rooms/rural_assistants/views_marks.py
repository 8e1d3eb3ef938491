"""Marks by Excel: the sheet to fill in, the sheet that came, what is wrong by row and column, the sheet with its findings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.files import services as files
from gongbao.platform.rural_assistants import services as rural
from gongbao.web.i18n import language
from gongbao.web.rooms.rural_assistants import tables
from gongbao.web.rooms.rural_assistants.views_officers import CITY, DISTRICT
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import refused, shown, tried
from gongbao.web.shared.sheets import EXPORT, file_response
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

SHEET = Field(
    name="file", kind="file", label=Text("填好的成绩表（xlsx 或 csv）", "The sheet filled in (xlsx or csv)"), accept=("xlsx", "csv"),
)  # fmt: skip
MOST_SHOWN, MOST_BYTES = 50, 20 * 2**20


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
    if request.method == "POST":
        done, problems = tried(lambda: _take(request, number))
        if done is not None:
            said = Text(
                f"已录入{done['good']}行，{done['faulty']}行有问题",
                f"{done['good']} rows entered, {done['faulty']} with faults",
            )
            (messages.warning if done["faulty"] else messages.success)(request, said.say(language()))
            return redirect(f"{request.path}?sheet={done['sheet']}")
    if request.GET.get(EXPORT) == "xlsx":
        with read(actor, purpose="rural.marks"):
            data = rural.marking.blank(actor, intake)
        return file_response(f"{number} {Text('成绩表', 'marks').say(language())}.xlsx", data)
    with read(actor, purpose="rural.marks"):
        standing = rural.marking.standing(actor, intake)
        sections, links = _came(request, number)
        sheets = rural.marking.sheets(actor, intake)
        sections.append(tables.section(tables.mark_sheets(sheets, Text("导入过的成绩表", "Sheets that came")), "还没有导入", "None yet"))  # fmt: skip
    form = {
        "go": "sheet", "title": Text("导入成绩表", "Take in a sheet of marks"), "fields": [{"field": SHEET, "value": None}],
        "clause": "bi-2020-22/8.3", "upload": True, "open": True,
        "note": Text("没有问题的行先录入；其余的行连同问题退回，改好后再导入即可。", "Good rows are entered; the others come back with what is wrong."),
    }  # fmt: skip
    context = {
        "queues": navigation(request, "rural_assistants:city" if actor.sees_all else "rural_assistants:district"),
        "title": Text(f"成绩：{intake.title}", f"Marks: {intake.title}"), "sections": sections,
        "forms": [form] if intake.state == "announced" else [],
        "note": Text(f"准考证 {standing.tickets} 个，已有成绩或缺考 {standing.entered} 个", f"{standing.entered} of {standing.tickets} entered"),
        "links": [{"text": Text("下载成绩表（已填准考证号和座位）", "The sheet to fill in, with tickets and seats"), "href": f"?{EXPORT}=xlsx"}, *links],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _take(request: HttpRequest, number: str) -> dict[str, Any]:
    """Read, check and enter the sheet that was sent."""
    upload = request.FILES.get("file")
    if upload is None or (upload.size or 0) > MOST_BYTES:
        raise Refusal(
            Text("没有选文件，或文件超过 20 MB", "No file was chosen, or it exceeds 20 MB"), where="file",
            mend=Text("请选填好的成绩表", "Choose the sheet you filled in"), clause="bi-2020-22/8.3",
        )  # fmt: skip
    data = upload.read()
    received = files.receive(data, upload.name or "marks.xlsx", accept=("xlsx", "csv"))
    table = rural.marking.read(data, rural.recruiting.intake_of(number))

    def command(tx: Tx) -> dict[str, Any]:
        return rural.marking.take_sheet(tx, number, table, received)

    done: dict[str, Any] = write(
        command,
        actor=request.actor,
        key=key_of(request),
        name="rural.marks",
        request=[number, received.sha256],
    )
    return done


def _came(request: HttpRequest, number: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The findings of the sheet asked for by ``?sheet=``, and the way to have it back."""
    try:
        row = rural.marking.sheet(request.actor, number, UUID(request.GET.get("sheet", "")))
    except ValueError:
        return [], []
    found = rural.marking.problems_of(row)
    title = Text(f"{row.name}：{row.faulty}行有问题", f"{row.name}: {row.faulty} rows with faults")
    if not found:
        return [tables.section(tables.cells([], title), f"全部{row.good}行已录入", f"All {row.good} rows were entered")], []  # fmt: skip
    sheet = tables.cells(found[:MOST_SHOWN], title)
    back = reverse("rural_assistants:findings", args=[number, row.id])
    return [tables.section(sheet, "", "")], [
        {"text": Text("下载带“核对结果”列的原表", "The sheet with its findings"), "href": back}
    ]


@never_cache
@officers(*DISTRICT, *CITY)
@require_safe
def findings(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """The sheet as it came, with a column that says what is wrong in each row."""
    with read(request.actor, purpose="rural.marks"):
        row = rural.marking.sheet(request.actor, number, file)
    name = f"{number} {Text('成绩核对结果', 'findings').say(language())}.xlsx"
    return file_response(name, rural.marking.findings(request.actor, row, language()))
