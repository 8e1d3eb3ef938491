"""A meeting at its body's desk: draw, seats, quorum, one vote after the other, sealed, counted by another, minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.titles import services as titles
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.rooms.titles.views_case import CRUMB
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import shown

STEPS = (
    Text("抽取", "Draw"),
    Text("到会", "Attendance"),
    Text("投票", "Votes"),
    Text("计票", "Counts"),
    Text("纪要", "Minutes"),
)


@for_party(titles.APP)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Everything of a meeting and what comes next; counting asks for the second factor."""
    view = titles.meeting_view(request.actor, meeting)
    if view.seat is not None and request.actor.party != view.row.party:
        return redirect("titles:seat", meeting=meeting)
    offered, problems = _forms(request, view), []
    if request.method == "POST":
        if request.POST.get("go") == "count":
            return stepping.stepped_up(lambda asked: _count(asked, meeting, view))(request)
        done, problems = parts.posted(request, offered, lambda go, values: _do(request, view, go, values))
        if done:
            return redirect("titles:meeting", meeting=meeting)
    return _page(request, view, offered, problems)


def _count(request: HttpRequest, meeting: UUID, view: titles.MeetingView) -> HttpResponse:
    offered = _forms(request, view)

    def act(go: str, values: dict[str, Any]) -> None:
        item = view.open_item
        assert item is not None
        titles.count_item(request.actor, meeting, item.number, key=key_of(request))

    done, problems = parts.posted(request, offered, act)
    return redirect("titles:meeting", meeting=meeting) if done else _page(request, view, offered, problems)


def _page(
    request: HttpRequest, view: titles.MeetingView, offered: list[dict[str, Any]], problems: list[Any]
) -> HttpResponse:
    row = view.row
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text("评审会议", "Meeting")}], "title": Text(row.name, row.name), "view": view, "forms": offered,
        "lede": Text(f"{row.committee or titles.PURPOSES[row.purpose].zh}，{row.held_on}", f"{row.committee or titles.PURPOSES[row.purpose].en}, {row.held_on}"),
        "steps": _steps(view), "seats": seat_map(view), "legend": legend(view), "facts": quorum_facts(view),
        "sections": [tables.section(tables.items(view.items, group=row.purpose == "group"), "没有议程", "Nothing on the agenda")],
        "draw": reverse("titles:draw", args=[view.draw.key]) if view.draw else "",
        "counts": reverse("titles:counts", args=[row.key]) if any(each.state == "counted" and each.passed is not None for each in view.items) else "",
        "minutes": f"{reverse('verify')}?code={row.minutes_code}" if row.minutes_code else "",
    }  # fmt: skip
    return shown(request, "titles/meeting.html", context, problems)


def seat_map(view: titles.MeetingView, item: titles.Item | None = None) -> list[dict[str, Any]]:
    """The seats as squares: attending, away, recused for the item looked at."""
    item = item or view.open_item
    out = view.recusals.get(item.number, set()) if item else set()
    found = []
    for seat in view.seats:
        css, word = (
            ("is-away", titles.SEAT_STATES[seat.state])
            if seat.state != "attending"
            else ("", titles.SEAT_STATES["attending"])
        )
        if seat.state == "attending" and seat.number in out:
            css, word = "is-recused", Text("本件回避", "recused")
        found.append({"number": seat.number, "css": css, "word": word})
    return found


def legend(view: titles.MeetingView) -> list[dict[str, Any]]:
    """How many of each."""
    seats = seat_map(view)
    words = {
        "": Text("到会", "attending"),
        "is-recused": Text("本件回避", "recused"),
        "is-away": Text("未到或请假", "not there"),
    }
    return [
        {"css": css, "word": word, "n": sum(each["css"] == css for each in seats)}
        for css, word in words.items()
    ]


def quorum_facts(view: titles.MeetingView) -> list[dict[str, Any]]:
    """The quorum as it stands, and the rules in force with their sources."""
    here = sum(seat.state == "attending" for seat in view.seats)
    good = here >= view.quorum
    told = Text(
        f"{view.row.size}人中至少{view.quorum}人到会，实到{here}人",
        f"of {view.row.size} at least {view.quorum} must attend; {here} do",
    )
    lines: list[dict[str, Any]] = [
        {"label": Text("法定人数", "Quorum"), "value": told, "state": "met" if good else "not_met"}
    ]
    if view.row.purpose == "committee":
        lines += parts.rules(view.row.room, "quorum_share", "pass_share", "pass_base", "pass_strictly")
    return lines


def _steps(view: titles.MeetingView) -> dict[str, Any]:
    drawn = bool(view.draw and view.draw.drawn_at)
    here = any(seat.state == "attending" for seat in view.seats)
    counted = bool(view.items) and all(item.state == "counted" for item in view.items)
    place = 5 if view.row.minutes else 4 if counted else 3 if here else 2 if drawn else 1
    return {"labels": STEPS, "now": place}


def _forms(request: HttpRequest, view: titles.MeetingView) -> list[dict[str, Any]]:
    found = [*_draw_forms(view), *_seat_forms(view)]
    if view.row.purpose == "committee":
        found += _vote_forms(view)
    return found


def _draw_forms(view: titles.MeetingView) -> list[dict[str, Any]]:
    draw, here = view.draw, any(seat.state == "attending" for seat in view.seats)
    if here:
        return []
    if draw is None or draw.drawn_at:
        why = (
            ()
            if draw is None
            else (parts.field("why", "text", "重新抽取的理由", "Why anew", max_length=200),)
        )
        return [
            parts.form("announce", "公布候选名单", "Announce the candidates", *why, clause=titles.clause_of(view.row.room, "reserves"),
                       text=Text("名单和回避先公布并写入日志，之后才能抽取", "List and avoidances are published and logged before anything is drawn"))
        ]  # fmt: skip
    if not draw.root:
        return [
            parts.form(
                "root",
                "公布日志根",
                "Publish the log’s root",
                text=Text(
                    "日志收录名单后，根就固定了，谁也不能挑选",
                    "Once the log has the list its root is fixed: nobody can choose it",
                ),
            )
        ]
    return [
        parts.form(
            "draw",
            "抽取",
            "Draw",
            text=Text(
                "种子已由公布的根确定，任何人都能重新抽取核对",
                "The published root fixes the seed; anybody can draw again",
            ),
        )
    ]


def _seat_forms(view: titles.MeetingView) -> list[dict[str, Any]]:
    invited = [seat for seat in view.seats if seat.state == "invited"]
    if not invited:
        return []
    seats = parts.plain_options([str(seat.number) for seat in invited])
    return [parts.form("excuse", "登记请假", "Record an absence", parts.field("seat", "choice", "席位", "Seat", options=seats),
                       text=Text("候补按抽取次序接替", "Reserves follow in the order drawn"))]  # fmt: skip


def _vote_forms(view: titles.MeetingView) -> list[dict[str, Any]]:
    item = view.open_item
    waiting = [each for each in view.items if each.state == "waiting"]
    if item is None and waiting:
        first = waiting[0]
        return [
            parts.form(
                "open",
                f"开始第{first.number}件投票",
                f"Open the vote on item {first.number}",
                text=Text(f"{first.application.number} {first.application.title}", first.application.number),
                clause=titles.clause_of(view.row.room, "quorum_share"),
            )
        ]
    if item is not None and item.state == "open":
        here = sum(seat.state == "attending" for seat in view.seats)
        voting = here - sum(
            seat.state == "attending" and seat.number in view.recusals[item.number] for seat in view.seats
        )
        cast = view.ballots[item.number]
        missing = cast < voting
        reason = (
            (
                parts.field(
                    "reason",
                    "text",
                    "还有人没投，封存的理由",
                    "Why close before all have voted",
                    max_length=200,
                ),
            )
            if missing
            else ()
        )
        return [
            parts.form(
                "close",
                "封存选票",
                "Seal the box",
                *reason,
                text=Text(f"已投{cast}票，可投{voting}票", f"{cast} of {voting} cast"),
                grave=missing,
            )
        ]
    if item is not None:
        return [
            parts.form(
                "count",
                "计票",
                "Count",
                text=Text(
                    "须由封存人以外的人计票；计票后选票打散重写，密钥销毁",
                    "By another person than who closed it; ballots are shuffled and rewritten, the keys destroyed",
                ),
                grave=True,
            )
        ]
    if view.items and view.row.minutes is None:
        return [
            parts.form(
                "minutes",
                "签发纪要",
                "Sign the minutes",
                text=Text("纪要签章并写入日志，之后不能更改", "Signed and logged, never changed"),
            )
        ]
    return []


def _do(request: HttpRequest, view: titles.MeetingView, go: str, values: dict[str, Any]) -> None:
    row, draw, item = view.row, view.draw, view.open_item
    number = item.number if item else next((each.number for each in view.items if each.state == "waiting"), 0)
    acts: dict[str, Callable[[Tx], object]] = {
        "announce": lambda tx: str(
            titles.announce(tx, titles.own(tx.actor, row.key), values.get("why") or "").key
        ),
        "root": lambda tx: titles.fix_root(tx, _draw(tx, row.key)),
        "draw": lambda tx: titles.run(tx, _draw(tx, row.key)),
        "excuse": lambda tx: titles.excuse(tx, row.key, int(values["seat"])),
        "open": lambda tx: str(titles.open_vote(tx, row.key, number)),
        "close": lambda tx: titles.close(tx, row.key, number, values.get("reason") or ""),
        "minutes": lambda tx: titles.write_up(tx, row.key).number,
    }
    asked = [
        str(row.key),
        go,
        number,
        str(draw.key) if draw else "",
        values.get("reason") or values.get("why") or values.get("seat") or "",
    ]
    titles.command(request.actor, key_of(request), go, acts[go], asked)


def _draw(tx: Tx, meeting: UUID) -> titles.Draw:
    found = titles.draw_of(titles.own(tx.actor, meeting))
    assert found is not None
    return found
