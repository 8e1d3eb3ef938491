"""Public notices: the list by office, the archive, one notice with its days, objections and their outcome."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import collect, parse
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.notices import services as notices
from gongbao.web.public import notice_data
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms import all_screens, notice_part
from gongbao.web.shared.doors import key_of, page_of
from gongbao.web.shared.refusals import problems_of, tried

CRUMB = {"text": Text("公示", "Public notices"), "href": "/notices/"}
MOST = 1000
RECEIPT = "objection_receipt"


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices now open, or the archive, of one office or all."""
    office, archive = request.GET.get("office", ""), request.GET.get("when") == "archive"
    words = request.GET.get("q", "").strip()
    found = notices.listed(now(), office=office, archive=archive, limit=MOST)
    if words:
        found = [each for each in found if words in each.title.zh or words.upper() in each.slug.upper()]
    page = page_of(request, found)
    context = {
        "crumbs": [HOME_CRUMB, {"text": CRUMB["text"]}],
        "filters": notice_data.filters(request, office, archive, words),
        "notices": [notice_data.line(each) for each in page],
        "page": page,
        "today": now().date(),
    }
    return render(request, "public/notices.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """One notice; a POST objects to it, with or without a name."""
    found, _ = tried(lambda: notices.page(slug, now()))
    if found is None:
        raise Http404
    raw, problems = {}, []
    if request.method == "POST":
        raw, problems, done = _object(request, found)
        if done is not None:
            request.session[RECEIPT] = done
            return redirect("objection-received")
    context = notice_data.page(found, request, raw, problems)
    context |= {"crumbs": [HOME_CRUMB, CRUMB, {"text": found.line.title}], "problems": problems}
    return render(request, "public/notice.html", context, status=422 if problems else 200)


def _object(request: HttpRequest, found: notices.NoticePage) -> tuple[dict[str, Any], list[Refusal], Any]:
    part = notice_part(found.line.room)
    if part is None:
        raise Http404(found.line.slug)
    raw = collect(part.objection, request.POST)
    raw["row"] = request.POST.get("row", "")
    parsed = parse(part.objection, raw)
    problems = problems_of(parsed.problems)
    row = int(raw["row"]) if raw["row"].isdecimal() else 0
    if problems:
        return raw, problems, None
    given, actor = (
        parsed.values,
        request.actor if request.actor.kind == "party" and request.actor.party else None,
    )
    done, problems = tried(
        lambda: part.object_to(
            found.line.slug, given["text"], key=key_of(request), actor=actor, row=row,
            name=given.get("name", ""), contact=given.get("phone", ""),
        )
    )  # fmt: skip
    return raw, problems, done and {**done, "slug": found.line.slug}


def _standing(code: str, number: str) -> tuple[Any, list[Refusal]]:
    """What came of an objection in whichever room took it; the last refusal where none knows it."""
    problems: list[Refusal] = []
    for part in filter(None, (notice_part(each.room) for each in all_screens())):
        standing, problems = tried(lambda known=part: known.standing_of(code, number))
        if standing is not None:
            return standing, []
    return None, problems


@never_cache
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The receipt of the objection this browser has just made, with its code."""
    receipt = request.session.get(RECEIPT)
    if not receipt:
        return redirect("notices")
    text = Text("异议收到了", "Your objection is in")
    crumbs = [HOME_CRUMB, CRUMB, {"text": text}]
    back = reverse("notice", args=[receipt["slug"]])
    return render(
        request, "public/objection_received.html", {"receipt": receipt, "crumbs": crumbs, "back": back}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection_standing(request: HttpRequest) -> HttpResponse:
    """What came of an objection, by its number and the code on the receipt; the code is posted, never in an address."""
    number, code = request.POST.get("number", "").strip(), request.POST.get("code", "").strip()
    standing, problems = None, []
    if request.method == "POST":
        problems = notice_data.asked_for(number, code)
        if not problems:
            standing, problems = _standing(code, number)
            if standing is None and not problems:
                problems = [notice_data.UNKNOWN_OBJECTION]
    title = Text("查异议的结果", "Outcome of an objection")
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": title}],
        "problems": problems,
        "fields": notice_data.standing_fields(number),
        "standing": notice_data.standing(standing) if standing else None,
    }
    return render(request, "public/objection_standing.html", context, status=422 if problems else 200)
