"""The officer's desk: the cases of a queue, narrowed, sorted and paged, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, F, Field, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from gongbao.kernel import districts
from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, all_registered, registered
from gongbao.platform.db.services import Actor, read
from gongbao.platform.parties import services as parties
from gongbao.policies import policy, rooms
from gongbao.web.rooms import all_screens, officer_part
from gongbao.web.rooms.base import Beyond
from gongbao.web.workbench.queues import QUEUES, of_queue, rooms_of, visible

SIZE, MOST = 50, 5000
SORTS = {
    "due": "due",
    "number": "number",
    "name": "title",
    "room": "room",
    "amount": "amount",
    "months": "months",
    "since": "since",
}


@dataclass(frozen=True)
class Filters:
    """How a list is narrowed and sorted, as the address says."""

    queue: str = "todo"
    text: str = ""
    room: str = ""
    scheme: str = ""
    state: str = ""
    office: str = ""
    sort: str = "due"

    @staticmethod
    def of(query: QueryDict) -> Filters:
        """What the address asks for; what it does not know it leaves at its default."""
        queue, sort = query.get("queue", "todo"), query.get("sort", "due")
        return Filters(
            queue if queue in QUEUES else "todo",
            query.get("q", "").strip()[:100].replace("\x00", ""),
            query.get("room", "") if query.get("room") in titles() else "",
            query.get("scheme", "") if query.get("scheme") in matters() else "",
            query.get("state", "") if query.get("state") in states() else "",
            query.get("office", "") if query.get("office") in offices() else "",
            sort if sort.removeprefix("-") in SORTS else "due",
        )


@dataclass(frozen=True)
class Line:
    """One case in a list; `months` and `amount` (fen) are what is claimed, or granted once decided."""

    key: UUID
    number: str
    name: Text
    room: Text
    matter: Text
    stage: Text
    months: int | None
    amount: int | None
    outcome: str
    due: Any
    since: Any
    office: Text
    resubmitted: bool


def listing(actor: Actor, filters: Filters, number: Any = 1) -> tuple[Page[Case], list[Line]]:
    """A page of the queue, and its lines."""
    with read(actor, purpose=f"workbench: {filters.queue}"):
        page = Paginator(
            _sorted(_narrowed(of_queue(actor, filters.queue), filters), filters.sort), SIZE
        ).get_page(number)
        return page, _lines(page.object_list)


def whole(actor: Actor, filters: Filters) -> list[Line]:
    """Every line of the queue, for a workbook; at most `MOST`."""
    with read(actor, purpose=f"workbench: export {filters.queue}"):
        return _lines(_sorted(_narrowed(of_queue(actor, filters.queue), filters), filters.sort)[:MOST])


def states(actor: Actor | None = None, room: str = "") -> dict[str, Text]:
    """The states of the procedures, by name: all of them, or those of an officer's business and of one room."""
    made = visible(actor) if actor else all_registered()
    return {
        state.name: state.title
        for each in made
        if not room or each.room == room
        for state in each.procedure.states
    }


def titles(actor: Actor | None = None) -> dict[str, Text]:
    """The policies, by room: all with procedures, or those an officer has to do with."""
    names = rooms_of(actor) if actor else sorted({each.room for each in all_registered()})
    return {name: room_title(name) for name in names}


def room_title(room: str) -> Text:
    """The short title of a room's policy."""
    return policy(room).short if room in rooms() else Text(room, room)


def matters(room: str = "") -> dict[str, Text]:
    """What rooms divide their cases into, and every procedure, by the value of the filter."""
    own = {
        name: title
        for each in all_screens()
        if not room or each.room == room
        for name, title in officer_part(each.room).matters.items()
    }
    derived = {
        each.procedure.id: each.procedure.title for each in all_registered() if not room or each.room == room
    }
    return own | derived


def offices() -> dict[str, Text]:
    """The districts, by code."""
    return {each.code: each.short for each in districts.OFFICES}


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.text:
        found = found.filter(Q(number__icontains=filters.text) | Q(title__icontains=filters.text))
    if filters.room:
        found = found.filter(room=filters.room)
    if filters.scheme:
        found = _of_matter(found, filters.scheme)
    if filters.state:
        found = found.filter(state=filters.state)
    return found.filter(office=filters.office) if filters.office else found


def _sorted(found: QuerySet[Case], sort: str) -> QuerySet[Case]:
    name = sort.removeprefix("-")
    if name in ("amount", "months"):
        kind = BigIntegerField() if name == "amount" else IntegerField()
        found = found.annotate(**{f"by_{name}": _sum(name, kind)})
        by = F(f"by_{name}")
    else:
        by = F(SORTS[name])
    order = by.desc(nulls_last=True) if sort.startswith("-") else by.asc(nulls_last=True)
    return found.order_by(order, "key")


def _of_matter(found: QuerySet[Case], matter: str) -> QuerySet[Case]:
    for each in all_screens():
        part = officer_part(each.room)
        if matter in part.matters and part.of_matter:
            return part.of_matter(found, matter)
    return found.filter(procedure=matter)


def _sum(name: str, kind: Field[Any, Any]) -> Coalesce:
    """What rooms know of a case to sort by; 0 where none knows anything."""
    known = [
        part.sorts[name]()
        for part in map(officer_part, (each.room for each in all_screens()))
        if name in part.sorts
    ]
    return Coalesce(*known, Value(0), output_field=kind)


def _lines(cases: Iterable[Case]) -> list[Line]:
    rows: Sequence[Case] = list(cases)
    firms = parties.parties({row.party for row in rows if row.party})
    known: dict[UUID, Beyond] = {}
    for room in {row.room for row in rows}:
        if tell := officer_part(room).beyond:
            known |= tell([row for row in rows if row.room == room])
    nothing = Beyond()
    return [
        _line(row, known.get(row.key, nothing), firms[row.party].name if row.party in firms else "")
        for row in rows
    ]


def _line(case: Case, more: Beyond, firm: str) -> Line:
    procedure = registered(case.procedure, case.version).procedure
    state, office = procedure.state(case.state), districts.office(case.office).short
    return Line(
        key=case.key,
        number=case.number,
        name=Text(firm, firm) if firm else office,
        room=room_title(case.room),
        matter=more.matter or procedure.title,
        stage=state.title,
        months=more.months,
        amount=more.amount,
        outcome=more.outcome,
        due=case.due,
        since=case.since,
        office=office,
        resubmitted=more.resubmitted or bool(CaseState.load(case.fold).actors.get("resubmit")),
    )
