"""Lists at the desk: a closing firm's, many arrivals, comparison with a list, registers' files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Option
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, file_of, form, today, values_of
from gongbao.web.rooms.personnel_archives.views_desk import NOTE, STAFF
from gongbao.web.shared import sheets
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

TITLE = Text("清单和导入", "Lists and imports")
_LIST = field("list", "file", "清单（Excel）", "List (Excel)", accept=("xlsx", "csv"), required=False)
ACTS = {
    "firm": form(
        "lists.firm", "单位关停批量接收", "Take a closing firm's archives in",
        field("firm", "text", "单位名称", "Name of the firm", max_length=120), _LIST, clause="1.s3"),
    "arrive": form(
        "lists.arrive", "批量登记到达", "Record many arrivals",
        field("giver", "text", "移交方", "From", max_length=120),
        field("barcodes", "long_text", "扫描条码（一行一个）", "Barcodes, one a line"), clause="1.s3"),
    "check": form(
        "lists.check", "按清单核对", "Compare with a list", _LIST,
        field("shelves", "text", "限架位（开头几位）", "Only shelves beginning with", max_length=24, required=False),
        field("keeper", "text", "限原存档单位", "Only from this former keeper", max_length=120, required=False,
              help=Text("写了架位或单位，才查清单没有而在库的", "With one of these, what is in store and not listed is told too")), clause="8.z.s2"),
    "import": form(
        "lists.import", "导入其他部门的登记", "Import another body's register",
        field("register", "choice", "登记", "Register", options=tuple(Option(k, v) for k, v in archives.OUTSIDE.items())),
        field("source", "text", "来源", "Source", max_length=120), field("as_of", "date", "数据截至", "As of"), _LIST, clause="7.s3"),
}  # fmt: skip
TEMPLATES: dict[str, Callable[[], bytes]] = {"firm": archives.template, "check": archives.check_template}


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """What can be done by the list, and the lists taken in so far."""
    problems, go = list[Refusal](), request.POST.get("go", "")
    if request.method == "POST":
        done, problems = _taken(request, go)
        if done:
            return redirect("personnel_archives:batch", batch=done)
    actor = request.actor
    with read(actor, purpose="archives.lists"):
        rows = archives.lists("" if actor.sees_all else actor.office)
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": TITLE, "note": NOTE,
        "sections": [tables.section(tables.batches(rows), "还没有清单", "No list yet")],
        "forms": [{"go": name, "title": each.title, "fields": fields_of(each, request.POST.dict() if go == name else None),
                   "upload": name != "arrive", "open": go == name,
                   "template": reverse("personnel_archives:list-template", args=[name]) if name in TEMPLATES else ""} for name, each in ACTS.items()],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


@officers(*STAFF)
@require_GET
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What each row of a list came to, and what of it is parked; as a workbook too."""
    actor = request.actor
    with read(actor, purpose="archives.batch"):
        row = archives.Batch.objects.filter(pk=batch).first()
        if row is None or not (actor.is_city or row.office == actor.office):
            raise Http404(str(batch))
        waiting = list(row.parked.filter(settled_at=None).order_by("id"))
    sheet = tables.told(row.told)
    if sheets.wanted(request):
        return sheets.taken(request, sheet)
    sections = [tables.section(tables.parked(waiting), "没有暂存的行", "No row is parked")]
    if row.told:
        some = sheets.Sheet(sheet.name, sheet.title, sheet.fields, sheet.rows[:500])
        sections.insert(
            0,
            {
                **tables.section(some, "", ""),
                "count": len(sheet.rows),
                "export": sheets.export_address(request),
            },
        )
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": Text(row.name, row.name), "sections": sections,
        "facts": [{"label": Text("收下或一致", "Good"), "value": f"{row.good} / {row.rows}"}],
    }  # fmt: skip
    return render(request, "personnel_archives/desk.html", context)


@officers(*STAFF)
@require_GET
def list_template(request: HttpRequest, name: str) -> HttpResponse:
    """The Excel template of a list or of a register's file."""
    if name in TEMPLATES:
        return sheets.file_response(f"{ACTS[name].title.zh}.xlsx", TEMPLATES[name]())
    if name in archives.OUTSIDE:
        return sheets.file_response(f"{archives.OUTSIDE[name].zh}.xlsx", archives.register_template(name))
    raise Http404(name)


def _taken(request: HttpRequest, go: str) -> tuple[str | None, list[Refusal]]:
    if go not in ACTS:
        return None, [
            Refusal(
                Text("没有这一步", "There is no such step"),
                mend=Text("请刷新页面", "Reload the page"),
                clause="rencai-2020-24/7.s1",
            )
        ]
    values, problems = values_of(request, ACTS[go])
    return (None, problems) if problems else tried(lambda: _done(request, go, values))


def _done(request: HttpRequest, go: str, values: dict[str, Any]) -> str:
    data = b"" if go == "arrive" else file_of(request, "list")
    office, on = request.actor.office, today()
    command = _commands(go, values, data, office, on)
    asked = [go, values, sm3(data).hex()]
    done: str = write(
        lambda tx: str(command(tx).batch),
        actor=request.actor,
        key=key_of(request),
        name=f"archives.list.{go}",
        request=asked,
    )
    return done


def _commands(
    go: str, values: dict[str, Any], data: bytes, office: str, on: date
) -> Callable[[Tx], archives.Taken]:
    match go:
        case "firm":
            table = archives.read(data, on)
            return lambda tx: archives.take_in(tx, data, table, office=office, firm=values["firm"], on=on)
        case "check":
            table = archives.read_check(data, on)
            shelves, keeper = values.get("shelves", ""), values.get("keeper", "")
            return lambda tx: archives.check_list(
                tx, data, table, office=office, shelves=shelves, keeper=keeper
            )
        case "import":
            table, register = archives.read_register(values["register"], data, on), values["register"]
            as_of = date.fromisoformat(values["as_of"])
            return lambda tx: archives.take_register(
                tx, register, data, table, office=office, as_of=as_of, source=values["source"]
            )
        case _:
            codes = [line.strip() for line in values["barcodes"].splitlines() if line.strip()]
            return lambda tx: archives.arrive_list(tx, office, values["giver"], codes)
