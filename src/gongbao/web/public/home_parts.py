"""What fills the home page for whoever looks: the case in hand, deadlines, notices, what is often looked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import now
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.policies import policies
from gongbao.web import context
from gongbao.web.hall import case_data
from gongbao.web.public.guide_data import question_page
from gongbao.web.rooms import all_screens

SHOWN = 4


@context.home_part("principals")
def principals(request: HttpRequest) -> list[str] | None:
    """The names of those whom somebody acting for themselves may act for instead."""
    if not _party(request) or getattr(request, "acting_for", ""):
        return None
    found = parties.acting_choices(request.user, local_day(now()))
    return [each.party.name for each in found if each.party.key != request.actor.party][:SHOWN]


@context.home_part("in_hand")
def in_hand(request: HttpRequest) -> dict[str, Any] | None:
    """The firm's case that moved last and is still under way."""
    lines = _cases(request)
    return case_data.in_hand(lines[0]) if lines else None


@context.home_part("deadlines")
def deadlines(request: HttpRequest) -> dict[str, Any] | None:
    """What the firm has to do by a day."""
    if not _party(request):
        return None
    found = case_data.deadlines(_cases(request))
    return {"items": found[:SHOWN], "today": now().date(), "calendar": reverse("hall:calendar")}


@context.home_part("notices")
def latest(request: HttpRequest) -> dict[str, Any] | None:
    """The notices that are open now."""
    found = notices.listed(now(), limit=SHOWN)
    if not found:
        return None
    items = [
        {
            "title": each.title,
            "href": reverse("notice", args=[each.slug]),
            "when": each.published_on,
            "kind": each.state,
        }
        for each in found
    ]
    return {"items": items, "href": reverse("notices")}


@context.home_part("frequent")
def frequent(request: HttpRequest) -> list[dict[str, Any]]:
    """The questions each room is asked most, to be answered without signing in, and where a document is verified."""
    asked = [name for each in all_screens() for name in each.frequent]
    found = [
        {"text": question.title, "href": question_page(policy, question.id.partition("/")[2])}
        for policy in policies()
        for question in policy.questions
        if question.id in asked
    ]
    return [*found, {"text": Text("查验凭证", "Verify a document"), "href": reverse("verify")}]


def _party(request: HttpRequest) -> bool:
    return request.actor.kind == "party" and request.actor.party is not None


def _cases(request: HttpRequest) -> list[case_data.Line]:
    return case_data.under_way(case_data.own_cases(request))
