"""The officer's desk: queues with filters, and one case with its differences, facts, rows, findings and actions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.money import format_yuan
from gongbao.kernel.procedure import Choice
from gongbao.kernel.rules.facts import shown
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case, access_history
from gongbao.platform.cases.services import (
    QUEUES,
    Case,
    Neighbours,
    Queue,
    counts,
    inbox,
    neighbours,
    options,
    registered,
)
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor
from gongbao.platform.excel.services import export
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import reasons, store
from gongbao.platform.training_subsidy.checking import Found, basis_of, found_from
from gongbao.platform.training_subsidy.commands import only_once_sent, reading
from gongbao.platform.training_subsidy.determine import rules_for
from gongbao.platform.training_subsidy.difference import Difference
from gongbao.platform.training_subsidy.facts import FIGURES, firm_facts, registered_figures
from gongbao.platform.training_subsidy.models import Claim, ClaimRow, Finding, StatementLine, Submission
from gongbao.platform.training_subsidy.reports import QUEUE_COLUMNS
from gongbao.platform.training_subsidy.status import (
    Happened,
    Limit,
    Material,
    happened,
    limits_of,
    materials_of,
)
from gongbao.platform.training_subsidy.words import APPLICATION, ROOM, SHORT

PAGE = 20
ROWS = 50


@dataclass(frozen=True)
class Filters:
    """What a queue is narrowed to; empty is no limit. `text` finds a number or a firm's name."""

    text: str = ""
    scheme: str = ""
    state: str = ""
    due_by: date | None = None


@dataclass(frozen=True)
class DeskLine:
    """A case in a queue; sums in fen. `check` says how its rows came out."""

    key: UUID
    number: str
    firm: str
    office: Text
    scheme: Text
    state: str
    stage: Text
    tone: str
    due: date | None
    people: int
    person_months: int
    amount: int
    outcomes: dict[str, int]
    findings: int
    assignee: str
    sequence: int


@dataclass(frozen=True)
class Desk:
    """A page of a queue with the counts of all queues."""

    queue: str
    counts: dict[str, int]
    lines: tuple[DeskLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Fact:
    """A fact beside the documents: its label, value in words, and where it comes from."""

    label: Text
    value: Text
    source: Text


@dataclass(frozen=True)
class RowLine:
    """One person as the officer sees them: the masked number, the outcome, what counts and why not."""

    row: int
    name: str
    shown: str
    category: str
    hired_on: date
    months: tuple[int, ...]
    host_unit: str
    outcome: str
    amount: int
    granted: int
    cut_by: str
    excluded: str
    reasons: tuple[tuple[str, str, str], ...]
    short: tuple[tuple[int, str], ...]
    wages: tuple[tuple[int, int], ...]
    judged: tuple[tuple[str, bool, str], ...]


@dataclass(frozen=True)
class Panel:
    """A case on the desk. `acts` are the actions the state offers, free or with the reasons why not."""

    line: DeskLine
    claim: Claim
    limits: tuple[Limit, ...]
    difference: Difference | None
    facts: tuple[Fact, ...]
    outcomes: dict[str, int]
    why: tuple[str, ...]
    rows: tuple[RowLine, ...]
    row_page: int
    row_pages: int
    findings: tuple[Found, ...]
    materials: tuple[Material, ...]
    happened: tuple[Happened, ...]
    objections: tuple[notices.Standing, ...]
    acts: tuple[Choice, ...]
    neighbours: Neighbours | None


def workbench(actor: Actor, queue: str = "todo", filters: Filters = Filters(), page: int = 1) -> Desk:
    """A page of the officer's queue of applications, most urgent first."""
    with reading(actor, f"queue {queue}"):
        name = _queue(queue)
        found = _filtered(
            inbox(name, room=ROOM).filter(procedure=APPLICATION).exclude(state="draft"), filters
        )
        total = found.count()
        pages = max(1, -(-total // PAGE))
        page = min(max(page, 1), pages)
        shown = list(found[(page - 1) * PAGE : page * PAGE])
        tally = {str(each): number for each, number in counts(room=ROOM).items()}
        return Desk(name, tally, tuple(_lines(shown)), total, page, pages)


def queue_workbook(actor: Actor, queue: str = "todo", filters: Filters = Filters()) -> bytes:
    """The whole queue as a workbook."""
    with reading(actor, f"export queue {queue}"):
        name = _queue(queue)
        found = _filtered(
            inbox(name, room=ROOM).filter(procedure=APPLICATION).exclude(state="draft"), filters
        )
        rows = [
            {"number": each.number, "firm": each.firm, "scheme": each.scheme.zh, "stage": each.stage.zh,
             "people": each.people, "person_months": each.person_months, "amount": each.amount, "due": each.due}
            for each in _lines(list(found))
        ]  # fmt: skip
    return export(QUEUE_COLUMNS, rows, title=Text("办件清单", "Cases"))


def case_panel(actor: Actor, number: str, *, queue: str = "todo", row_page: int = 1, only: str = "") -> Panel:
    """One case for review; `only` narrows the rows to an outcome. Reading the people is logged."""
    with reading(actor, "case panel") as reader:
        case = access_case(actor, number, doing="review")
        only_once_sent(actor, case)
        claim = Claim.objects.get(case=case.key)
        procedure = registered(case.procedure, case.version).procedure
        entries = access_history(actor, case, doing="review")
        rows = ClaimRow.objects.filter(case=case.key, version=claim.version).order_by("row")
        everyone = list(rows)
        wanted = [row for row in everyone if not only or row.outcome == only]
        pages = max(1, -(-len(wanted) // ROWS))
        row_page = min(max(row_page, 1), pages)
        shown = wanted[(row_page - 1) * ROWS : row_page * ROWS]
        tally: dict[str, int] = {}
        for row in everyone:
            tally[row.outcome] = tally.get(row.outcome, 0) + 1
        return Panel(
            line=_lines([case])[0], claim=claim, limits=limits_of(case, procedure), difference=_difference(claim),
            facts=tuple(_facts(claim)), outcomes=tally, why=tuple(reasons.of_all(everyone)),
            rows=tuple(_rows(claim, shown)), row_page=row_page, row_pages=pages,
            findings=tuple(found_from(each) for each in claim.findings), materials=materials_of(claim),
            happened=tuple(happened(case, procedure, entry) for entry in entries if entry.action != "save_draft"),
            objections=tuple(notices.open_objections(case.key)), acts=options(actor, case, reader.now),
            neighbours=neighbours(_queue(queue), case.key, room=ROOM),
        )  # fmt: skip


def _queue(name: str) -> Queue:
    return next((each for each in QUEUES if each == name), "todo")


def _filtered(found: Any, filters: Filters) -> Any:
    if filters.text:
        found = found.filter(Q(number__icontains=filters.text) | Q(title__icontains=filters.text))
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.due_by:
        found = found.filter(due__lte=filters.due_by)
    if filters.scheme:
        found = found.filter(key__in=Claim.objects.filter(scheme=filters.scheme).values("case"))
    return found


def _lines(cases: Sequence[Case]) -> list[DeskLine]:
    claims = {claim.case: claim for claim in Claim.objects.filter(case__in=[case.key for case in cases])}
    names = parties.parties(case.party for case in cases if case.party)
    found = []
    for case in cases:
        claim, state = claims[case.key], registered(case.procedure, case.version).procedure.state(case.state)
        firm = names[case.party].name if case.party in names else case.title
        found.append(
            DeskLine(
                case.key, case.number, firm, office_of(case.office).name, SHORT[claim.scheme], case.state, state.title,
                state.tone, case.due, claim.people, claim.person_months, claim.granted or claim.amount,
                dict(claim.checked.get("outcomes", {})), len(claim.findings), case.assignee, case.sequence,
            )
        )  # fmt: skip
    return found


def _difference(claim: Claim) -> Difference | None:
    row = Submission.objects.filter(case=claim.case, version=claim.version).first()
    if row is None or row.difference is None:
        return None
    return Difference.from_json(json.loads(secrets.unseal_for_case(claim.case, bytes(row.difference))))


def _facts(claim: Claim) -> list[Fact]:
    """The firm's facts as the rules have them, with their sources, worked out as of the comparison."""
    if claim.applied_on is None:
        return []
    draft = store.load(claim)
    basis = basis_of(
        draft, [], None, claim.applied_on, bool(claim.commitment), claim.compared_at, claim.readings, "panel"
    )
    known = firm_facts(basis)
    sources = basis.firm_side.sources
    asked = {
        fact.name: fact
        for fact in rules_for(claim.scheme, claim.applied_on, claim.readings).ruling.question.facts
    }
    found = []
    for name, each in known.items():
        fact = asked.get(name)
        if fact is None or each is None:
            continue
        value = _words(fact, shown(each, fact))
        typed = name in FIGURES and name not in registered_figures(basis.firm_side)
        source = (
            FORM_SOURCE if typed else BOOKS if fact.prefill == "funds" else _register(sources, fact.prefill)
        )
        found.append(Fact(fact.label, value, source))
    return found


FORM_SOURCE, BOOKS = Text("申请表", "the application"), Text("本系统账簿", "the books")


def _register(sources: Mapping[str, str], prefill: str) -> Text:
    """The register a fact comes from; the form where there is none."""
    name = sources.get({"insurance": "insured_firms"}.get(prefill, prefill), "")
    return Text(name, name) if name else FORM_SOURCE


def _words(fact: Any, value: Any) -> Text:
    if fact.kind == "yes_no":
        return Text("是", "yes") if value else Text("否", "no")
    if fact.kind == "fen":
        return Text(f"{format_yuan(value)}元", f"{format_yuan(value)} yuan")
    if fact.options:
        return next(
            (option.label for option in fact.options if option.word == value), Text(str(value), str(value))
        )
    return Text(str(value), str(value))


def _rows(claim: Claim, rows: Sequence[ClaimRow]) -> list[RowLine]:
    people = [row.person for row in rows]
    wages: dict[str, list[tuple[int, int]]] = {}
    lines = StatementLine.objects.filter(case=claim.case, version=claim.version, person__in=people).order_by(
        "month"
    )
    for person, month, wage in lines.values_list("person", "month", "wage"):
        wages.setdefault(person, []).append((month, wage))
    judged: dict[str, dict[str, tuple[str, bool, str]]] = {}
    for each in Finding.objects.filter(case=claim.case, person__in=people).order_by("found_at"):
        judged.setdefault(each.person, {})[each.fact] = (each.fact, each.value, each.evidence)
    return [
        RowLine(
            row.row, row.name, row.shown, row.category, row.hired_on, tuple(row.months), row.host_unit, row.outcome,
            row.amount, row.granted, row.cut_by, row.excluded, tuple((n, c, s) for n, c, s in row.reasons),
            tuple((month, number) for month, number in row.short), tuple(wages.get(row.person, ())),
            tuple(judged.get(row.person, {}).values()),
        )
        for row in rows
    ]  # fmt: skip
