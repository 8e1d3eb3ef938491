"""Messages to the party one acts for, or to the office one works at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongbao.platform.access.services import access_cases
from gongbao.platform.db.services import Actor, now, read, write
from gongbao.platform.messages import services as box
from gongbao.web.shared.doors import key_of, page_of, signed_in

KEPT = 500  # messages that can be looked through on screen


@never_cache
@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages, newest first, each leading to its case."""
    actor = request.actor
    with read(actor, purpose="messages"):
        found = box.inbox(now(), **_box(actor), limit=KEPT) if any(_box(actor).values()) else []
        page = page_of(request, found)
        cases = {each.case for each in page if each.case}
        numbers = dict(
            access_cases(actor, doing="messages").filter(key__in=cases).values_list("key", "number")
        )
    shown = [
        {
            "id": each.id,
            "title": each.text,
            "when": each.at,
            "read": each.read_at is not None,
            "href": _case_page(actor, numbers.get(each.case)),
        }
        for each in page
    ]
    unread = any(each.read_at is None for each in found)
    mark = reverse("account:mark-read") if unread else ""
    return render(request, "account/messages.html", {"inbox": shown, "page": page, "mark": mark})


@signed_in
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark one message, or all, as read."""
    actor, one = request.actor, request.POST.get("message", "")
    ids = [UUID(one)] if one else None
    write(
        lambda tx: box.mark_read(tx, ids, **_box(actor)),
        actor=actor, key=key_of(request), name="messages.read", request=one,
    )  # fmt: skip
    return redirect("account:messages")


def _box(actor: Actor) -> dict[str, object]:
    return {"party": actor.party} if actor.kind == "party" else {"office": actor.office}


def _case_page(actor: Actor, number: str | None) -> str:
    name = "hall:case" if actor.kind == "party" else "workbench:case"
    try:
        return reverse(name, args=[number]) if number else ""
    except NoReverseMatch:
        return ""
