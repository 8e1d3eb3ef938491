"""Person by person: the outcome of each, the whole reasoning of one, and what-ifs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.training_subsidy import services as training
from gongbao.web.rooms.training_subsidy.hall import answer_data, steps
from gongbao.web.shared.doors import for_party
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.values import plain


@never_cache
@for_party(steps.ROOM)
@require_safe
def people(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody on the roster as sent, with outcome, months and sum."""
    page = int(request.GET["page"]) if request.GET.get("page", "").isdecimal() else 1
    found = training.case_panel(request.actor, number, row_page=page, only=request.GET.get("state", ""))
    case = reverse("hall:case", args=[number])
    context = {
        "crumbs": steps.crumbs({"text": plain(number), "href": case}, {"text": answer_data.PEOPLE}),
        "title": answer_data.PEOPLE,
        "counts": found.outcomes,
        "people": answer_data.people(number, found),
        "page": answer_data.pages(found),
        "filters": answer_data.filters(request, number),
        "back": case,
    }
    return render(request, "hall/people.html", context)


@never_cache
@for_party(steps.ROOM)
@require_safe
def answer(request: HttpRequest, number: str, row: int) -> HttpResponse:
    """One person: every condition with its clause, fact and source; how to correct a fact or object."""
    found, _ = tried(lambda: training.answer(request.actor, number, row))
    if found is None:
        raise Http404
    case = reverse("hall:case", args=[number])
    title = Text(f"第 {row} 行", f"Row {row}")
    context: dict[str, Any] = {
        "crumbs": steps.crumbs(
            {"text": plain(number), "href": case},
            {"text": answer_data.PEOPLE, "href": reverse("hall:people", args=[number])},
            {"text": title},
        ),
        **answer_data.page(number, row, found, request),
        "today": now().date(),
    }
    return render(request, "hall/answer.html", context)
