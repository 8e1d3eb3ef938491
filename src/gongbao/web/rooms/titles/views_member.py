"""A member's seat at a meeting: signing in, declaring recusals, marks and words in an expert group, the agenda."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.drawing import AVOIDED
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.titles import services as titles
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.rooms.titles.views_case import CRUMB
from gongbao.web.rooms.titles.views_meeting import legend, quorum_facts, seat_map
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import shown


@for_party(titles.APP)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The meeting to one of its members."""
    view = titles.meeting_view(request.actor, meeting)
    if view.seat is None:
        raise Http404(str(meeting))
    offered, problems = _forms(view), list[Refusal]()
    if request.method == "POST":
        done, problems = parts.posted(request, offered, lambda go, values: _do(request, view, go, values))
        if done:
            return redirect("titles:seat", meeting=meeting)
    row, own = view.row, view.seat
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text("评审会议", "Meeting")}], "title": Text(f"{row.name}：{own.number}号席", f"{row.name}: seat {own.number}"),
        "lede": Text(f"{row.held_on}，{titles.SEAT_STATES[own.state].zh}", f"{row.held_on}, {titles.SEAT_STATES[own.state].en}"),
        "view": view, "forms": offered, "seats": seat_map(view), "legend": legend(view), "facts": quorum_facts(view),
        "sections": [tables.section(tables.items(view.items, links=row.purpose == "committee", group=row.purpose == "group"), "没有议程", "Nothing on the agenda")],
        "draw": reverse("titles:draw", args=[view.draw.key]) if view.draw else "",
        "counts": reverse("titles:counts", args=[row.key]) if any(each.state == "counted" and each.passed is not None for each in view.items) else "",
        "ballot": reverse("titles:ballot", args=[row.key, view.open_item.number]) if view.open_item and own.state == "attending" else "",
        "papers": _papers(view),
    }  # fmt: skip
    return shown(request, "titles/meeting.html", context, problems)


def _papers(view: titles.MeetingView) -> list[dict[str, Any]]:
    """Where an expert reads the applications of the group's agenda, but those from which they are recused."""
    if view.row.purpose != "group" or view.seat is None:
        return []
    return [
        {
            "text": f"第{item.number}件 {item.application.number}",
            "href": reverse("titles:case", args=[item.application.number]),
        }
        for item in view.items
        if view.seat.number not in view.recusals[item.number]
    ]


def _forms(view: titles.MeetingView) -> list[dict[str, Any]]:
    own = view.seat
    assert own is not None
    if own.state == "invited":
        return [
            parts.form("attend", "签到", "Sign in", text=Text("会议当天签到", "On the day of the meeting"))
        ]
    if own.state != "attending":
        return []
    mine = [
        item
        for item in view.items
        if own.number not in view.recusals[item.number] and item.state in ("waiting", "open")
    ]
    found = []
    if view.row.purpose == "group":
        marked = titles.marked(own)
        found = [
            parts.form(
                f"give-{item.number}", f"第{item.number}件评议意见", f"Opinion on item {item.number}",
                parts.field("score", "integer", "定量评分", "Marks", minimum=0, maximum=100), parts.field("words", "long_text", "定性意见", "Opinion", max_length=1000),
                text=Text(f"{item.application.number} {item.application.title}", item.application.number), clause=titles.step_clause(view.row.room, "assess"),
            )
            for item in mine
            if item.number not in marked
        ]  # fmt: skip
    free = [item for item in mine if item.number not in view.tokens]
    if free:
        items = tuple(parts.plain_options([str(item.number) for item in free]))
        found.append(
            parts.form(
                "recuse",
                "我需要回避",
                "I must be recused",
                parts.field("item", "choice", "哪一件", "Which item", options=items),
                parts.field(
                    "why",
                    "choice",
                    "理由",
                    "Reason",
                    options=parts.options({k: v for k, v in AVOIDED.items() if k != "self"}),
                ),
                text=Text(
                    "回避的件您看不到材料，也没有选票", "You will see no papers and get no ballot for it"
                ),
                clause=titles.clause_of(view.row.room, "reserves"),
                folded=True,
            )
        )
    return found


def _do(request: HttpRequest, view: titles.MeetingView, go: str, values: dict[str, Any]) -> None:
    actor, row = request.actor, view.row
    name, _, number = go.partition("-")

    def act(tx: Tx) -> object:
        if name == "attend":
            return titles.attend(tx, row.key, actor).number
        if name == "recuse":
            return titles.recuse(tx, row.key, int(values["item"]), values["why"], actor)
        return titles.give(tx, row.key, int(number), values["score"], values["words"], actor)

    asked = {name: value for name, value in values.items() if name != parts.RAW}
    titles.command(actor, key_of(request), name, act, [str(row.key), go, asked])
