"""Meetings of committees and expert groups: planned at a body, seated by a draw, attended, recusals declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from gongbao.kernel.drawing import AVOIDED
from gongbao.kernel.quota import panel_faults
from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import bodies, committees, draws
from gongbao.platform.titles.models import (
    Application,
    Body,
    Draw,
    Item,
    Meeting,
    Recusal,
    Round,
    Seat,
)
from gongbao.platform.titles.words import PURPOSES, clause_of, refuse, value

STATE = {"group": "expert_review", "committee": "meeting"}
"""In which state of a case a meeting of each purpose takes it up."""


def plan(
    tx: Tx, party: UUID, round_: UUID, purpose: str, name: str, held_on: date, speciality: str = "", size: int = 0,
    numbers: Sequence[str] = (), committee: str = "",
) -> UUID:  # fmt: skip
    """Plan a meeting over the body's cases that wait for it (or `numbers` of them) and that its committee may take.

    Sizes follow the rules in force. Without a `committee` it is the titles' own. Raises Refusal."""
    row = Body.objects.filter(party=party).first()
    found = Round.objects.filter(key=round_, body=row).first()
    if row is None or found is None or purpose not in PURPOSES or held_on < local_day(tx.now):
        raise refuse("请选择评审安排和会议日期，日期不早于今天", "choose a round and a day not before today")
    waiting = _waiting(found, STATE[purpose], speciality, numbers)
    if not waiting:
        raise refuse("没有等待这次会议的申报", "no application waits for this meeting")
    if purpose == "committee":
        committee, waiting = _before(row, found.room, committee, waiting, held_on)
    for each in waiting:
        bodies.require(row, each.room, each.title, each.speciality, held_on)
    size = size or _least(found.room, purpose, speciality, held_on)
    faults = panel_faults(
        size, least=_least(found.room, purpose, speciality, held_on), odd=purpose == "committee"
    )
    if faults:
        raise Refusal(faults[0], where="size", clause=clause_of(found.room, "committee_size"))
    made = Meeting.objects.create(
        office=row.office, party=party, body=row, room=found.room, round=found, purpose=purpose, name=name, committee=committee if purpose == "committee" else "", speciality=speciality,
        held_on=held_on, size=size,
    )  # fmt: skip
    for number, each in enumerate(waiting, 1):
        Item.objects.create(office=row.office, party=party, meeting=made, application=each, number=number)
    tx.audit("titles.meeting", meeting=str(made.key), purpose=purpose, items=len(waiting))
    return made.key


def attend(tx: Tx, meeting: UUID, actor: Actor) -> Seat:
    """A member signs in on the day of the meeting."""
    seat = seat_at(meeting, actor)
    if local_day(tx.now) != seat.meeting.held_on:
        raise refuse(
            f"会议在{seat.meeting.held_on}，当天才能签到", f"the meeting is on {seat.meeting.held_on}"
        )
    if seat.state == "away":
        raise refuse("已登记请假，席位已由候补接替", "you were excused; a reserve has the seat")
    seat.state = "attending"
    seat.save(update_fields=["state"])
    tx.audit("titles.attends", meeting=str(meeting), seat=seat.number)
    return seat


def excuse(tx: Tx, meeting: UUID, number: int) -> int | None:
    """The secretary records that a member cannot come; the next reserve takes a seat, whose number is returned."""
    row = own(tx.actor, meeting)
    seat = row.seats.filter(number=number).first()
    if seat is None or seat.state == "attending":
        raise refuse("没有这个席位，或已经到会", "no such seat, or already attending")
    seat.state = "away"
    seat.save(update_fields=["state"])
    tx.audit("titles.excused", meeting=str(meeting), seat=number)
    other = draws.replace(tx, seat)
    return other.number if other else None


def recuse(tx: Tx, meeting: UUID, item: int, why: str, actor: Actor) -> None:
    """A member declares that they do not take part in an item; not once they have its ballot."""
    seat = seat_at(meeting, actor)
    row = Item.objects.select_for_update().filter(meeting_id=meeting, number=item).first()
    if row is None or why not in AVOIDED:
        raise refuse("请选择回避的件和理由", "choose the item and a reason", where="why")
    if row.state not in ("waiting", "open") or row.issued.filter(seat=seat).exists():
        raise refuse(
            "本件选票已领，不能再回避",
            "you have the ballot already",
            ("请告诉评委会秘书", "tell the secretary"),
        )
    Recusal.objects.get_or_create(
        item=row, seat=seat, defaults={"office": row.office, "party": seat.party, "why": why, "by": "member"}
    )
    tx.audit("titles.recused", meeting=str(meeting), item=item, seat=seat.number, why=why)


def own(actor: Actor, meeting: UUID) -> Meeting:
    """A meeting for its body's people or the system; inside a system's context. Raises Http404."""
    row = Meeting.objects.select_related("round", "body").filter(key=meeting).first()
    if row is None or (actor.kind != "system" and (actor.kind != "party" or actor.party != row.party)):
        raise Http404(str(meeting))
    return row


def seat_of(actor: Actor, meeting: UUID) -> Seat | None:
    """The seat the actor has at a meeting, as the person they are."""
    if actor.kind != "party" or actor.on_behalf_of is not None or actor.party is None:
        return None
    return (
        Seat.objects.select_related("meeting", "expert").filter(meeting_id=meeting, party=actor.party).first()
    )


def recused(seat: Seat, item: Item) -> str:
    """Why a seat takes no part in an item, "" when it does: declared, or known from the pool and the application."""
    declared = Recusal.objects.filter(item=item, seat=seat).values_list("why", flat=True).first()
    return declared or draws.conflict(seat.expert, item.application)


def command(actor: Actor, key: str, name: str, act: Callable[[Tx], Any], request: Any) -> Any:
    """Run one command of a meeting under the system's row security; who may do it is checked inside."""

    def run(tx: Tx) -> Any:
        with parties.opened(f"titles.{name}"):
            return act(tx)

    return write(run, actor=actor, key=key, name=f"titles.{name}", request=request)


def of_body(party: UUID | None) -> list[Meeting]:
    """A body's meetings, the latest first."""
    with parties.opened("meetings"):
        rows = Meeting.objects.filter(party=party) if party else Meeting.objects.none()
        return list(rows.order_by("-held_on", "-key").prefetch_related("items", "seats", "draws"))


def of_member(actor: Actor) -> list[Seat]:
    """The seats of a person, the latest meeting first."""
    with parties.opened("seats"):
        rows = (
            Seat.objects.filter(party=actor.party)
            if actor.party and actor.on_behalf_of is None
            else Seat.objects.none()
        )
        return list(
            rows.select_related("meeting", "meeting__round")
            .prefetch_related("meeting__items", "meeting__seats")
            .order_by("-meeting__held_on")
        )


def draw_of(meeting: Meeting) -> Draw | None:
    """The latest draw."""
    return meeting.draws.order_by("-number").first()


def seat_at(meeting: UUID, actor: Actor) -> Seat:
    """The seat the actor has, as the person they are. Raises Http404."""
    seat = seat_of(actor, meeting)
    if seat is None:
        raise Http404(str(meeting))
    return seat


def _waiting(round_: Round, state: str, speciality: str, numbers: Sequence[str]) -> list[Application]:
    rows = Application.objects.filter(round=round_)
    if speciality:
        rows = rows.filter(speciality=speciality)
    if numbers:
        rows = rows.filter(number__in=list(numbers))
    found = list(rows.order_by("submitted_on", "number"))
    ready = frozenset(
        Case.objects.filter(key__among=frozenset(row.case for row in found), state=state).values_list(
            "key", flat=True
        )
    )
    taken = Item.objects.filter(
        application__in=found, meeting__purpose="group" if state == "expert_review" else "committee"
    )
    busy = set(taken.exclude(state="counted").values_list("application_id", flat=True))
    return [row for row in found if row.case in ready and row.key not in busy]


def _before(
    row: Body, room: str, asked: str, waiting: list[Application], on: date
) -> tuple[str, list[Application]]:
    """The committee, and what of those waiting it may take."""
    committee = committees.chosen(room, asked, (each.title for each in waiting), row, on)
    hindered = committees.not_taken(room, committee, (each.title for each in waiting), on)
    if hindered is not None:
        raise hindered
    return committee, [each for each in waiting if committees.may_take(room, committee, each.title, on)]


def _least(room: str, purpose: str, speciality: str, on: date) -> int:
    name = (
        "group_size"
        if purpose == "group"
        else "speciality_committee_size"
        if speciality
        else "committee_size"
    )
    return int(value(room, name, on))
