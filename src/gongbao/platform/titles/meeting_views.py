"""A meeting whole, and one of its items, as those who take part may see them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import Case, history
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, read
from gongbao.platform.parties import services as parties
from gongbao.platform.titles.meetings import draw_of, recused, seat_at, seat_of
from gongbao.platform.titles.models import Ballot, Draw, Issued, Item, Meeting, Seat
from gongbao.platform.titles.voting import terms
from gongbao.platform.titles.words import CITY_ROLE


@dataclass(frozen=True)
class MeetingView:
    """A meeting whole, as its body sees it and, without names, its members."""

    row: Meeting
    seats: list[Seat]
    items: list[Item]
    draw: Draw | None
    recusals: dict[int, set[int]]
    ballots: dict[int, int]
    quorum: int
    seat: Seat | None = None
    tokens: frozenset[int] = frozenset()

    @property
    def open_item(self) -> Item | None:
        """The item whose vote is open or sealed."""
        return next((each for each in self.items if each.state in ("open", "closed")), None)


def view(actor: Actor, meeting: UUID) -> MeetingView:
    """A meeting for its body's people, its members or the city. Raises Http404 for everybody else."""
    with read(actor, purpose="titles.meeting"), parties.opened("titles.meeting"):
        row = Meeting.objects.select_related("round", "body").filter(key=meeting).first()
        seat = seat_of(actor, meeting)
        mine = actor.kind == "party" and row is not None and actor.party == row.party
        if row is None or not (mine or seat or CITY_ROLE in actor.roles):
            raise Http404(str(meeting))
        seats = list(row.seats.select_related("expert").order_by("number"))
        items = list(
            row.items.select_related("application", "meeting")
            .prefetch_related("recusals__seat")
            .order_by("number")
        )
        recusals = {item.number: {each.number for each in seats if recused(each, item)} for item in items}
        counts = dict(
            Ballot.objects.filter(item__in=[item.key for item in items])
            .values_list("item")
            .annotate(n=Count("key"))
        )
        tokens = (
            frozenset(Issued.objects.filter(seat=seat).values_list("item__number", flat=True))
            if seat
            else frozenset[int]()
        )
        quorum = terms(row.room, row.held_on).quorum(row.size) if row.purpose == "committee" else row.size
        return MeetingView(
            row,
            seats,
            items,
            draw_of(row),
            recusals,
            {item.number: counts.get(item.key, 0) for item in items},
            quorum,
            seat,
            tokens,
        )


@dataclass(frozen=True)
class ItemView:
    """One item to a member who may vote on it: the applicant by number, never by name or employer."""

    item: Item
    answers: list[casework.Answers]
    recused: str
    issued: bool


def item_view(actor: Actor, meeting: UUID, number: int) -> ItemView:
    """What a member reads before voting; nothing of an item from which they are recused. The reading is logged."""
    with read(actor, purpose="titles.item"), parties.opened("titles.item"):
        seat = seat_at(meeting, actor)
        item = (
            Item.objects.select_related("application", "meeting")
            .filter(meeting_id=meeting, number=number)
            .first()
        )
        if item is None:
            raise Http404(str(number))
        why = recused(seat, item)
        if why:
            return ItemView(item, [], why, False)
        case = Case.objects.get(key=item.application.case)
        audit.note("case.vote", case=case.key)
        answers = casework.answers_of(case, history(case.key))
        return ItemView(item, answers, "", Issued.objects.filter(item=item, seat=seat).exists())
