"""One archive at the desk: states, catalogue, custody with its broken link, seals, looks, and the desk's acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives import facts as f
from gongbao.policies.personnel_archives.forms import CERTIFIABLE
from gongbao.web.i18n import language
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, files_of, form, today, values_of
from gongbao.web.rooms.personnel_archives.views_desk import STAFF
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

_SEAL = field("seal", "text", "封签号", "Seal", max_length=40)
_WHY = field("why", "text", "原因", "Reason", max_length=120)
ACTS = {
    "catalogue": form(
        "desk.catalogue", "编目", "Catalogue",
        field("title", "text", "材料名称", "Title", max_length=120),
        field("class_number", "choice", "类别", "Class", options=tuple(Option(str(k), v) for k, v in archives.CLASSES.items())),
        field("material", "choice", "反映内容", "Kind", options=tuple(Option(k, v) for k, v in f.MATERIALS.items())),
        field("pages", "integer", "页数", "Pages", minimum=1, maximum=500),
        field("certifies", "choice", "能证明什么", "What it proves", options=tuple(Option(k, v) for k, v in CERTIFIABLE.items() if k != "custody"), required=False),
        field("states", "text", "原文记载", "What it says", max_length=200, required=False), clause="1.s3"),
    "file": form(
        "desk.file", "归入材料", "Put a paper in",
        field("number", "text", "材料编号", "Number of the paper", max_length=24), field("pages", "integer", "页数", "Pages", minimum=1, maximum=500),
        clause="1.s3",
    ),
    "hand_over": form(
        "desk.hand_over", "交接", "Hand over",
        field("barcode", "text", "扫描条码", "Barcode", max_length=40), field("giver", "text", "移交方", "From", max_length=120),
        field("taker", "text", "接收方", "To", max_length=120), field("pages", "integer", "页数", "Pages", minimum=0, maximum=5000),
        field("seal", "text", "封签号", "Seal", max_length=40, required=False), clause="8.z.s2"),
    "shelve": form("desk.shelve", "上架", "Shelve", field("shelf", "text", "架位", "Shelf", max_length=24), clause="1.s3"),
    "review": form("desk.review", "已对照实体审核", "Reviewed against the paper", clause="4.s3"),
    "tell": form("desk.tell", "提前告知退休事项", "Tell ahead what retirement needs", clause="4.s4"),
    "scan": form("desk.scan", "导入扫描件", "Import scans", field("scan", "files", "扫描件", "Scans", accept=("pdf", "jpeg", "png"), required=False,
                 help=Text("PDF、TIFF、JPEG、PNG，可多选；读不出的暂存", "PDF, TIFF, JPEG, PNG, several at once; unreadable ones are parked")), clause="1.s4"),
    "differs": form("desk.differs", "登记影像与实体不一致", "Image differs from the paper", _WHY, clause="8.z.s2"),
    "put_seal": form("desk.put_seal", "加封", "Seal", _SEAL, clause="8.z.s2"),
    "break_seal": form("desk.break_seal", "拆封", "Break a seal", _SEAL, _WHY, clause="8.z.s2"),
}  # fmt: skip


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, archive: UUID) -> HttpResponse:
    """One archive whole; a post makes one of the desk's acts."""
    problems: list[Refusal] = []
    go = request.POST.get("go", "")
    if request.method == "POST":
        problems = _act(request, archive, go)
        if not problems:
            messages.success(request, Text("已登记", "Recorded").say(language()))
            return redirect("personnel_archives:archive", archive=archive)
    with read(request.actor, purpose="archives.archive"):
        row = archives.reach(request.actor, archive)
        if row is None:
            raise Http404(str(archive))
        waiting = archives.waiting_for(row)
        sections = [
            tables.section(tables.chain(archives.chain(archive), archives.broken(archive)), "还没有交接", "No hand-over yet"),
            tables.section(tables.items(list(row.items.order_by("volume", "place"))), "还没有编目", "Not catalogued yet"),
            *([tables.section(tables.filings(waiting), "", "")] if waiting else []),
            tables.section(tables.seals(list(row.seals.order_by("put_on"))), "没有封签", "No seal"),
            tables.section(tables.looks(archives.looks(archive)[:20]), "没有人查阅", "Nobody looked"),
        ]  # fmt: skip
        images = archives.Page.objects.filter(archive=archive).count()
    title = Text(f"{row.name} {row.number}", f"{row.name} {row.number}")
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": title, "row": row,
        "paper": archives.PAPER_STATES[row.paper], "digital": archives.DIGITAL_STATES[row.digital], "images": images,
        "reading": reverse("personnel_archives:reading", args=[archive]), "order": reverse("personnel_archives:pages", args=[archive]),
        "sections": sections,
        "forms": [{"go": name, "title": each.title, "fields": fields_of(each, request.POST.dict() if go == name else None),
                   "upload": name == "scan", "open": go == name} for name, each in ACTS.items()],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


def _act(request: HttpRequest, archive: UUID, go: str) -> list[Refusal]:
    if go not in ACTS:
        return [
            Refusal(
                Text("没有这一步", "There is no such step"),
                mend=Text("请刷新页面", "Reload the page"),
                clause="rencai-2020-24/7.s1",
            )
        ]
    values, problems = values_of(request, ACTS[go])
    if problems:
        return problems
    if go != "scan":
        return _written(request, archive, go, values, _acts(archive, values)[go])
    uploads, problems = tried(lambda: files_of(request, "scan"))
    if problems or uploads is None:
        return problems
    named = archives.check_named(uploads)
    marks = [[name, getattr(found, "sha256", "unread")] for name, found in named]
    return _written(
        request, archive, go, {"scans": marks}, lambda tx: archives.attach_many(tx, archive, named)
    )


def _acts(archive: UUID, values: dict[str, Any]) -> dict[str, Callable[[Tx], object]]:
    return {
        "catalogue": lambda tx: archives.catalogue(tx, archive, [archives.Entry(**{**values, "class_number": int(values["class_number"])})]),
        "file": lambda tx: archives.file_paper(tx, archive, values["number"], values["pages"]),
        "hand_over": lambda tx: archives.hand_over(
            tx, archive, scanned=values["barcode"], giver=values["giver"], taker=values["taker"], pages=values["pages"],
            seal=values.get("seal", ""),
        ),
        "shelve": lambda tx: archives.shelve(tx, archive, values["shelf"]),
        "review": lambda tx: archives.review(tx, archive, today()),
        "tell": lambda tx: archives.tell(tx, archive),
        "differs": lambda tx: archives.note_difference(tx, archive, values["why"]),
        "put_seal": lambda tx: archives.put_seal(tx, archive, values["seal"]),
        "break_seal": lambda tx: archives.break_seal(tx, values["seal"], values["why"], archive),
    }  # fmt: skip


def _written(
    request: HttpRequest, archive: UUID, go: str, values: dict[str, Any], act: Callable[[Tx], object]
) -> list[Refusal]:
    """Do one act on an archive of the officer's own centre."""

    def command(tx: Tx) -> bool:
        if archives.reach(request.actor, archive) is None:
            raise Http404(str(archive))
        act(tx)
        return True

    asked = [str(archive), values]
    return tried(
        lambda: write(command, actor=request.actor, key=key_of(request), name=f"archives.{go}", request=asked)
    )[1]
