"""The expert group: every member gives marks and words for an item; when all have, the case goes to the committee."""

from __future__ import annotations

from uuid import UUID

from gongbao.platform.cases.services import lock_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.titles import meetings
from gongbao.platform.titles.models import Item, Opinion, Seat
from gongbao.platform.titles.words import refuse


def give(tx: Tx, meeting: UUID, number: int, score: int, words: str, actor: Actor) -> bool:
    """A member's marks and words; returns whether the item is now complete and was sent on."""
    seat = meetings.seat_at(meeting, actor)
    item = Item.objects.select_for_update().filter(meeting_id=meeting, number=number).first()
    if item is None or seat.meeting.purpose != "group" or not 0 <= score <= 100 or not words.strip():
        raise refuse("请给出0到100的评分和评议意见", "give marks from 0 to 100 and an opinion", where="score")
    if seat.state != "attending":
        raise refuse("请先签到", "sign in first")
    why = meetings.recused(seat, item)
    if why:
        raise refuse("本件您应当回避", "you are recused for this item", clause="gong-2020-17/art.3.4.4.s1.1")
    if item.state == "counted" or item.opinions.filter(seat=seat).exists():
        raise refuse("本件的评议意见已经交过", "your opinion is in already")
    Opinion.objects.create(
        office=item.office, party=seat.party, item=item, seat=seat, score=score, words=words.strip()
    )
    due = [
        each
        for each in seat.meeting.seats.exclude(state="away").select_related("expert")
        if not meetings.recused(each, item)
    ]
    given = list(item.opinions.select_related("seat").order_by("seat__number"))
    if len(given) < len(due):
        return False
    raw = {
        "score": str(round(sum(each.score for each in given) / len(given))),
        "opinion": "；".join(f"{each.seat.number}号专家（{each.score}分）：{each.words}" for each in given),
    }
    casework.step(tx, lock_case(item.application.case), "assess", raw=raw)
    item.state, item.passed = "counted", None
    item.save(update_fields=["state", "passed"])
    return True


def marked(seat: Seat) -> frozenset[int]:
    """The items for which a seat's opinion is in."""
    with opened("opinions"):
        return frozenset(Opinion.objects.filter(seat=seat).values_list("item__number", flat=True))
