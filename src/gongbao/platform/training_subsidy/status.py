"""The status of a case as the firm sees it: where it is, the publicity day by day, what has happened, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongbao.kernel.calendar import PublicityWindow
from gongbao.kernel.districts import office as office_of
from gongbao.kernel.procedure import Choice, ClockRun, Procedure
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case, access_cases, access_history
from gongbao.platform.cases.services import Case, Entry, options, registered
from gongbao.platform.db.services import Actor
from gongbao.platform.files.services import files_of
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.letters.services import LetterRow, Right
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import store
from gongbao.platform.training_subsidy.commands import only_once_sent, reading, state_of
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.words import APPLICATION, ROOM, SCHEMES, SHORT

SILENT = frozenset(
    {"save_draft", "saved", "delegate", "serve_decision", "judged", "excluded", "included", "compared"}
)
"""Events that are not told to the firm one by one."""


@dataclass(frozen=True)
class Happened:
    """One thing that happened: when, what, who did it, its receipt; `remark` is what the officer wrote."""

    at: datetime
    sequence: int
    action: str
    title: Text
    who: Text
    receipt: str
    remark: str = ""


@dataclass(frozen=True)
class Limit:
    """A running limit: its last day, the last day in time, and the clause."""

    name: str
    title: Text
    due: date
    late_after: date
    clause: str
    suspended: bool


@dataclass(frozen=True)
class Material:
    """A document of the case; `href_key` opens it (a file's or a letter's key)."""

    kind: str
    name: str
    digest: str
    at: datetime
    href_key: str


@dataclass(frozen=True)
class Coming:
    """A step still to come: the state, in words, and by when where a limit runs."""

    state: str
    title: Text
    explain: Text
    due: date | None = None


@dataclass(frozen=True)
class Status:
    """Everything a status page shows; sums in fen."""

    number: str
    title: str
    for_whom: Text
    office: Text
    scheme: str
    scheme_title: Text
    state: str
    state_title: Text
    state_explain: Text
    tone: str
    sequence: int
    since: datetime
    claimed: dict[str, int]
    granted: dict[str, int]
    window: PublicityWindow | None
    notice: notices.NoticePage | None
    counted: int
    limits: tuple[Limit, ...]
    happened: tuple[Happened, ...]
    materials: tuple[Material, ...]
    letters: tuple[LetterRow, ...]
    rights: tuple[Right, ...]
    payments: tuple[funds.PaymentRow, ...]
    coming: tuple[Coming, ...]
    acts: tuple[Choice, ...]
    code: str
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    number: str
    title: str
    state: str
    state_title: Text
    tone: str
    due: date | None
    since: datetime
    people: int
    person_months: int
    amount: int
    scheme: Text


def status(actor: Actor, number: str) -> Status:
    """The status of an application for who may see it; the reading is logged."""
    with reading(actor, "status") as reader:
        case = access_case(actor, number, doing="see")
        only_once_sent(actor, case)
        entries = access_history(actor, case, doing="see")
        claim = Claim.objects.get(case=case.key)
        procedure = registered(case.procedure, case.version).procedure
        state = procedure.state(case.state)
        notice = notices.page(claim.notice, reader.now) if claim.notice else None
        listed = letters.letters(case=case.key)
        limits = limits_of(case, procedure)
        told = [happened(case, procedure, entry) for entry in entries if entry.action not in SILENT]
        assert case.party is not None
        return Status(
            number=case.number, title=case.title, for_whom=Text(*[parties.party(case.party).name] * 2),
            office=office_of(case.office).hr, scheme=claim.scheme, scheme_title=SCHEMES[claim.scheme],
            state=case.state, state_title=state.title, state_explain=state.explain, tone=state.tone,
            sequence=case.sequence, since=case.since,
            claimed={"people": claim.people, "person_months": claim.person_months, "amount": claim.amount},
            granted={"people": claim.granted_people, "person_months": claim.granted_months, "amount": claim.granted},
            window=notice.window if notice else None, notice=notice, counted=notice.counted if notice else 0,
            limits=limits, happened=tuple(told), materials=materials_of(claim), letters=tuple(listed),
            rights=tuple(letters.rights(claim.letter)) if claim.letter else (),
            payments=tuple(funds.payments(case=case.key)), coming=coming(procedure, case.state, case.due),
            acts=options(actor, case, reader.now), code=listed[-1].code if listed else "",
            receipts=tuple(each.receipt for each in told if each.action in ("submit", "resubmit")),
        )  # fmt: skip


def cases(actor: Actor) -> list[CaseLine]:
    """The actor's applications, newest first."""
    with reading(actor, "cases"):
        found = [
            case for case in access_cases(actor, doing="list", room=ROOM) if case.procedure == APPLICATION
        ]
        claims = {claim.case: claim for claim in Claim.objects.filter(case__in=[case.key for case in found])}
        return [line(case, claims[case.key]) for case in found]


def line(case: Case, claim: Claim) -> CaseLine:
    """A case as a line of a list."""
    state = registered(case.procedure, case.version).procedure.state(case.state)
    return CaseLine(
        case.number, case.title, case.state, state.title, state.tone, case.due, case.since, claim.people,
        claim.person_months, claim.granted or claim.amount, SHORT[claim.scheme],
    )  # fmt: skip


def limits_of(case: Case, procedure: Procedure) -> tuple[Limit, ...]:
    """The limits that run or stand still, the earliest first."""
    runs: Iterable[ClockRun] = (
        run for run in state_of(case).clocks if run.status in ("running", "suspended")
    )
    found = [
        Limit(run.name, procedure.clock(run.name).title, run.deadline.due, run.deadline.late_after,
              procedure.clock(run.name).clause, run.status == "suspended")
        for run in runs
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.due))


def coming(procedure: Procedure, state: str, due: date | None) -> tuple[Coming, ...]:
    """The states of the main line still ahead, the next one by `due`; none after an end beside it."""
    axis = [each.name for each in procedure.axis]
    here = procedure.state(state)
    place = here.name if here.name in axis else here.beside
    if here.terminal or place not in axis:
        return ()
    rest = procedure.axis[axis.index(place) + (here.name in axis) :]
    return tuple(Coming(s.name, s.title, s.explain, due if i == 0 else None) for i, s in enumerate(rest))


def materials_of(claim: Claim) -> tuple[Material, ...]:
    """Uploaded sheets and papers with their digests."""
    papers = {paper.file: paper for paper in store.papers_of(claim.case)}
    return tuple(
        Material(
            papers[row.id].kind if row.id in papers else "sheet",
            row.name,
            row.sm3,
            row.created_at,
            str(row.id),
        )
        for row in files_of(claim.case)
    )


def happened(case: Case, procedure: Procedure, entry: Entry) -> Happened:
    """An event as it is told."""
    known = next((each for each in procedure.actions if each.name == entry.action), None)
    title = known.title if known else Text(entry.action, entry.action)
    who = procedure.role_title(entry.role) if entry.role else Text("系统", "System")
    personal: dict[str, Any] = entry.personal or {}
    remark = str(personal.get("note") or personal.get("answer") or "")
    receipt = f"{case.number}-{entry.sequence:02}-{entry.hash[:8].upper()}"
    return Happened(entry.at, entry.sequence, entry.action, title, who, receipt, remark)
