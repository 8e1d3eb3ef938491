"""The officer's desk: the cases of a queue, narrowed, sorted and paged, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, all_registered, registered
from gongbao.platform.db.services import Actor, read
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.words import SCHEMES, SHORT
from gongbao.web.workbench.queues import QUEUES, ROOM, of_queue

SIZE, MOST = 50, 5000
SORTS = {
    "due": "due",
    "number": "number",
    "name": "title",
    "amount": "amount",
    "months": "months",
    "since": "since",
}


@dataclass(frozen=True)
class Filters:
    """How a list is narrowed and sorted, as the address says."""

    queue: str = "todo"
    text: str = ""
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
            query.get("scheme", "") if query.get("scheme") in SCHEMES else "",
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


def states() -> dict[str, Text]:
    """The states of the room's procedures, by name."""
    return {
        state.name: state.title
        for made in all_registered()
        if made.room == ROOM
        for state in made.procedure.states
    }


def offices() -> dict[str, Text]:
    """The districts, by code."""
    return {each.code: each.short for each in districts.OFFICES}


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.text:
        found = found.filter(Q(number__icontains=filters.text) | Q(title__icontains=filters.text))
    if filters.scheme:
        found = found.filter(key__in=Claim.objects.filter(scheme=filters.scheme).values("case"))
    if filters.state:
        found = found.filter(state=filters.state)
    return found.filter(office=filters.office) if filters.office else found


def _sorted(found: QuerySet[Case], sort: str) -> QuerySet[Case]:
    name = sort.removeprefix("-")
    if name in ("amount", "months"):
        claim = Claim.objects.filter(case=OuterRef("key"))
        field = {"amount": "amount", "months": "person_months"}[name]
        kind = BigIntegerField() if name == "amount" else IntegerField()
        found = found.annotate(
            **{f"by_{name}": Coalesce(Subquery(claim.values(field)), 0, output_field=kind)}
        )
        by = F(f"by_{name}")
    else:
        by = F(SORTS[name])
    order = by.desc(nulls_last=True) if sort.startswith("-") else by.asc(nulls_last=True)
    return found.order_by(order, "key")


def _lines(cases: Iterable[Case]) -> list[Line]:
    rows: Sequence[Case] = list(cases)
    claims = Claim.objects.filter(case__in=[row.key for row in rows]).in_bulk()
    firms = parties.parties({row.party for row in rows if row.party})
    return [
        _line(row, claims.get(row.key), firms[row.party].name if row.party in firms else "") for row in rows
    ]


def _line(case: Case, claim: Claim | None, firm: str) -> Line:
    procedure = registered(case.procedure, case.version).procedure
    state, office = procedure.state(case.state), districts.office(case.office).short
    return Line(
        key=case.key,
        number=case.number,
        name=Text(firm, firm) if firm else office,
        matter=SHORT[claim.scheme] if claim else procedure.title,
        stage=state.title,
        months=(claim.granted_months or claim.person_months) if claim else None,
        amount=(claim.granted or claim.amount) if claim else None,
        outcome=_outcome(claim),
        due=case.due,
        since=case.since,
        office=office,
        resubmitted=bool(claim and claim.version > 1),
    )


def _outcome(claim: Claim | None) -> str:
    """How the rows stand together: open ones first, then whether all of what is claimed counts."""
    if claim is None or claim.compared_at is None:
        return ""
    counted = claim.checked.get("outcomes") or {}
    for name in ("judgement", "unknown"):
        if counted.get(name):
            return name
    return "not_met" if counted.get("not_met") else "met"
