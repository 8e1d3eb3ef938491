"""The ballot: the page of an item, its token signed blind for who is signed in, the ballot cast by nobody in particular."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gongbao.kernel.ballots import CHOICES
from gongbao.kernel.drawing import AVOIDED
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.casework import services as casework
from gongbao.platform.titles import services as titles
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles.views_case import CRUMB
from gongbao.web.rooms.titles.views_meeting import legend, quorum_facts, seat_map
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.forms import answers_shown

LARGEST = 4096
TOLD = ("check", "recommendation", "assessment")
HIDDEN = frozenset({"employer_code", "avoid", "undertaking", "head", "reviewer", "dossier"})
"""Answers that would tell who the applicant is or whom they avoid."""


@for_party(titles.APP)
@never_cache
@require_safe
def ballot(request: HttpRequest, meeting: UUID, item: int) -> HttpResponse:
    """An item to a member: what it is about, who is there, and the ballot while the vote is open."""
    view = titles.meeting_view(request.actor, meeting)
    one = titles.item_view(request.actor, meeting, item)
    row = one.item
    title = Text(f"表决第{row.number}位，共{len(view.items)}位", f"Vote {row.number} of {len(view.items)}")
    context: dict[str, Any] = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text(view.row.name, view.row.name), "href": reverse("titles:seat", args=[meeting])}, {"text": title}],
        "title": title, "view": view, "item": row, "recused": AVOIDED[one.recused] if one.recused else None,
        "matter": Text(f"{row.application.speciality}，申报{row.application.title}", f"{row.application.speciality}: {row.application.title}"),
        "told": _told(one), "seats": seat_map(view, row), "legend": legend(view), "facts": quorum_facts(view), "state": titles.ITEM_STATES[row.state],
        "choices": CHOICES.items(), "cast": view.ballots[row.number], "voting": _voting(view, row.number), "issued": one.issued,
        "votes": row.state == "open" and not one.recused and view.seat is not None and view.seat.state == "attending",
        "counts": reverse("titles:counts", args=[meeting]) if row.state == "counted" else "",
    }  # fmt: skip
    return render(request, "titles/ballot.html", context)


@for_party(titles.APP)
@require_POST
def token(request: HttpRequest, meeting: UUID, item: int) -> HttpResponse:
    """Sign the blinded token of who is signed in: they may vote, once; what they will cast is not seen here."""
    try:
        blinded = bytes.fromhex(request.POST.get("blinded", ""))
        signed = titles.command(
            request.actor, key_of(request), "issue", lambda tx: titles.issue(tx, meeting, item, blinded, request.actor), [str(meeting), item, blinded.hex()]
        )  # fmt: skip
    except ValueError:
        return _said(Refusal(Text("领票请求读不出来", "the request cannot be read")))
    except Refusal as refusal:
        return _said(refusal)
    return JsonResponse({"signed": signed})


@csrf_exempt
@never_cache
@require_POST
def cast(request: HttpRequest) -> HttpResponse:
    """Take a sealed ballot. It comes without a session: one that names its sender is refused, not taken."""
    if request.COOKIES:
        return _said(
            Refusal(
                Text("选票须不带登录信息投出", "a ballot is cast without signing in"),
                mend=Text("请用投票页面上的按钮", "Use the button of the ballot page"),
            ),
            400,
        )
    if len(request.body) > LARGEST:
        return _said(Refusal(Text("选票读不出来", "this is no ballot")), 413)
    try:
        ballot = titles.payload(request.body)
    except Refusal as refusal:
        return _said(refusal, 422)
    try:
        code = titles.cast(*ballot)
    except Refusal as refusal:
        return _said(refusal)
    return JsonResponse({"code": code})


def _said(refusal: Refusal, status: int = 409) -> JsonResponse:
    return JsonResponse({"refused": refusal.say(language())}, status=status)


def _told(one: titles.ItemView) -> list[dict[str, Any]]:
    """The last application, and what employer, body and experts said; without what tells who it is."""
    shown: list[casework.Answers] = [each for each in one.answers if each.form.id in TOLD]
    first = [each for each in one.answers if each.form.id == "application"][-1:]
    found = []
    for answers in (*first, *shown):
        kept = [each for each in casework.shown(answers) if each.field.name not in HIDDEN]
        facts, sheets = answers_shown(kept)
        found.append({"title": answers.form.title, "facts": facts, "sheets": sheets})
    return found


def _voting(view: titles.MeetingView, number: int) -> int:
    return sum(seat.state == "attending" and seat.number not in view.recusals[number] for seat in view.seats)
