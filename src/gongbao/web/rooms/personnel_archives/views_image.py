"""Reading images: a purpose first, then page by page with the reader's watermark; every page is logged."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.shared.doors import for_party, signed_in
from gongbao.web.shared.refusals import refused

TITLE = Text("阅览档案影像", "Reading the image of an archive")


@signed_in
@require_GET
def reading(request: HttpRequest, archive: UUID) -> HttpResponse:
    """The pages of an image one may read; asks for the purpose before anything is shown."""
    if request.actor.kind == "party":
        return for_party(archives.ROOM)(_reading)(request, archive=archive)
    return _reading(request, archive=archive)


def _reading(request: HttpRequest, archive: UUID) -> HttpResponse:
    purpose = request.GET.get("purpose", "").strip()
    try:
        pages = archives.pages_for(request.actor, archive, purpose or TITLE.zh)
    except Refusal as refusal:
        return refused(request, [refusal], status=403)
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": TITLE, "purpose": purpose,
        "pages": [{"order": order, "href": reverse("personnel_archives:picture", args=[key])} for key, order in pages],
    }  # fmt: skip
    return render(request, "personnel_archives/reading.html", context)


@signed_in
@require_GET
def picture(request: HttpRequest, page: UUID) -> HttpResponse:
    """One page as a picture, never kept by the browser."""
    if request.actor.kind == "party":
        return for_party(archives.ROOM)(_picture)(request, page=page)
    return _picture(request, page=page)


def _picture(request: HttpRequest, page: UUID) -> HttpResponse:
    try:
        shown = archives.show(request.actor, page, purpose=request.GET.get("purpose", ""))
    except Refusal as refusal:
        return refused(request, [refusal], status=403)
    answer = HttpResponse(shown.content, content_type="image/png")
    answer["Cache-Control"] = "no-store"
    return answer
