"""The image at the desk: pages in their order with small pictures, moving them, blackening a part, lifting that again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.i18n import language
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, form, values_of
from gongbao.web.rooms.personnel_archives.views_desk import STAFF
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

DRAWING = Text("核对遮盖范围", "To draw a redaction")
TITLE = Text("影像页序和遮盖", "Order of pages and redactions")
EMPTY = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\1\1\1\0\xb18\xf6\x14\0\0\0\0IEND\xaeB`\x82"
"""A white pixel, shown while a small picture is being made."""


def _redaction(pages: list[archives.Page]) -> Any:
    def thousandths(name: str, zh: str, en: str, least: int) -> Any:
        return field(name, "integer", zh, en, minimum=least, maximum=1000, unit=Text("‰", "‰"))

    return form(
        "desk.redact", "遮盖", "Blacken a part",
        field("page", "choice", "第几页", "Page", options=tuple(Option(str(each.id), Text(f"第{each.order}页", f"page {each.order}")) for each in pages)),
        thousandths("left", "左边距", "From the left", 0), thousandths("top", "上边距", "From the top", 0),
        thousandths("width", "宽", "Width", 1), thousandths("height", "高", "Height", 1),
        field("why", "text", "原因", "Reason", max_length=120, example="第三人信息"), clause="8.z.s2")  # fmt: skip


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def pages(request: HttpRequest, archive: UUID) -> HttpResponse:
    """An archive's pages; a post puts them in another order, blackens a part, or lifts that."""
    problems: list[Refusal] = []
    with read(request.actor, purpose="archives.pages"):
        row = archives.reach(request.actor, archive)
        if row is None:
            raise Http404(str(archive))
        found, black = archives.pages_of(archive), archives.redactions(archive)
    asked = _redaction(found) if found else None
    drawn = next((each for each in found if str(each.id) == request.GET.get("draw")), None)
    go = request.POST.get("go", "")
    if request.method == "POST":
        problems = _act(request, archive, go, found, asked)
        if not problems:
            messages.success(request, Text("已登记", "Recorded").say(language()))
            return redirect(request.get_full_path() if drawn else request.path)
    first = {"page": str(drawn.id)} if drawn else None
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": TITLE, "row": row,
        "drawn": {"order": drawn.order, "picture": f"{reverse('personnel_archives:picture', args=[drawn.id])}?{urlencode({'purpose': DRAWING.say(language())})}"} if drawn else None,
        "back": reverse("personnel_archives:archive", args=[archive]), "black": black,
        "pages": [{"key": each.id, "order": each.order, "digest": each.sm3[:12],
                   "small": reverse("personnel_archives:small", args=[each.id])} for each in found],
        "redact": {"title": asked.title, "fields": fields_of(asked, request.POST.dict() if go == "redact" else first)} if asked else None,
    }  # fmt: skip
    return shown(request, "personnel_archives/pages.html", context, problems)


@officers(*STAFF)
@require_GET
def small(request: HttpRequest, page: UUID) -> HttpResponse:
    """The small picture of a page, redactions and all."""
    with read(request.actor, purpose="archives.pages"):
        row = archives.Page.objects.filter(pk=page).defer("thumbnail").first()
        if row is None or archives.reach(request.actor, row.archive_id) is None:
            raise Http404(str(page))
        content = archives.thumbnail_of(page)
    return HttpResponse(
        content or EMPTY, content_type="image/png", headers={"Cache-Control": "private, no-store"}
    )


def _act(
    request: HttpRequest, archive: UUID, go: str, found: list[archives.Page], asked: Any
) -> list[Refusal]:
    values: dict[str, Any] = {}
    if go == "redact" and asked is not None:
        values, problems = values_of(request, asked)
        if problems:
            return problems
    elif go == "reorder":
        values = {"order": [str(key) for key in _order(request, found)]}
    elif go == "lift":
        known = {str(each) for each in request.POST.getlist("redaction")}
        values = {"redaction": next(iter(known), "")}
    else:
        return [
            Refusal(
                Text("没有这一步", "There is no such step"),
                mend=Text("请刷新页面", "Reload the page"),
                clause="rencai-2020-24/7.s1",
            )
        ]

    def command(tx: Tx) -> bool:
        if archives.reach(request.actor, archive) is None:
            raise Http404(str(archive))
        if go == "redact":
            area = (values["left"], values["top"], values["width"], values["height"])
            archives.redact(tx, UUID(values["page"]), area, values["why"])
        elif go == "reorder":
            archives.reorder(tx, archive, [UUID(each) for each in values["order"]])
        else:
            lifted = [each for each in archives.redactions(archive) if str(each.pk) == values["redaction"]]
            if not lifted:
                raise Refusal(
                    Text("这处遮盖已经去除", "This redaction was lifted before"),
                    mend=Text("请刷新", "Reload"),
                    clause="rencai-2020-24/8.z.s2",
                )
            archives.lift(tx, lifted[0].pk)
        return True

    name, said = f"archives.{go}", [str(archive), values]
    return tried(lambda: write(command, actor=request.actor, key=key_of(request), name=name, request=said))[1]


def _order(request: HttpRequest, found: list[archives.Page]) -> list[UUID]:
    """The pages by the places typed: what was moved is put in at its place, the others keep their order."""
    wanted: dict[UUID, int] = {}
    for page in found:
        typed = request.POST.get(f"place-{page.pk}", "").strip()
        if typed.isdecimal() and int(typed) != page.order:
            wanted[page.pk] = int(typed)
    order = [page.pk for page in found if page.pk not in wanted]
    for key, place in sorted(wanted.items(), key=lambda each: each[1]):
        order.insert(max(place - 1, 0), key)
    return order
