"""Cases for screens: lists, one case with its steps, doing a step, findings, linking an archive, sealing copies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.procedure import Choice
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case, access_cases, access_history
from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.cases.services import Case, Entry, act, options, registered
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, now, read, write
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import custody, matters, signing
from gongbao.platform.personnel_archives.asking import today
from gongbao.platform.personnel_archives.models import Archive, Matter
from gongbao.platform.personnel_archives.permits import Permit
from gongbao.platform.personnel_archives.registering import keeps
from gongbao.platform.personnel_archives.words import REQUEST, ROOM


class CaseLine(NamedTuple):
    """A case as listed."""

    number: str
    kind: Text
    state: Text
    tone: str
    due: date | None
    opened_on: date


class CaseView(NamedTuple):
    """A case as shown: where it stands, what may be done, what was asked, and what the rules make of it."""

    case: Case
    kind: Text
    state: Text
    explain: Text
    choices: tuple[Choice, ...]
    entries: list[Entry]
    asked: dict[str, Any]
    found: dict[str, Any]
    archive: Archive | None
    permits: list[Permit]
    goes_on: str


def cases(actor: Actor, *, under_way: bool = False) -> list[CaseLine]:
    """The room's cases the actor can reach, newest first."""
    with read(actor, purpose="archives.cases"):
        rows = access_cases(actor, doing="list", room=ROOM)
        return [_line(row) for row in (rows.filter(tone="now") if under_way else rows)[:100]]


def case_view(actor: Actor, number: str) -> CaseView:
    """One case; raises NotFound where there is none for the actor. Officers see what the rules make of a request."""
    with read(actor, purpose="archives.case"):
        row = _own(actor, number, "see")
        made = registered(row.procedure, row.version).procedure
        state = made.state(row.state)
        matter = Matter.objects.select_related("archive").filter(case=row.key).first()
        permits: list[Permit] = []
        if matter and row.procedure == REQUEST:
            with opened("request worked out"):
                permits = matters.permits_of(matters.of(row.key), now().astimezone(ZONE).date())
        return CaseView(
            row, made.title, state.title, state.explain, options(actor, row, now()),
            access_history(actor, row, doing="see"), dict(matter.asked) if matter else {},
            dict(matter.found) if matter else {}, matter.archive if matter else None, permits,
            str(matter.result.get("goes_on", "")) if matter else "",
        )  # fmt: skip


def do(
    actor: Actor, number: str, action: str, body: Mapping[str, Any], *, key: str, seen: int | None
) -> dict[str, Any]:
    """Do an action of a case in the one role of the actor's that may; raises what `act` raises."""

    def command(tx: Tx) -> dict[str, Any]:
        row = _own(actor, number, action)
        if action == "resubmit":
            held = matters.of(row.key)
            return matters.submit(tx, row, {**held.asked, **body}, held.archive.id if held.archive else None)
        if action == "return":
            matters.check_missing(body.get("missing", ()), today(tx))
        if action == "ask_paper":
            return matters.ask_paper(
                tx, row.key, str(body.get("why", "")), date.fromisoformat(str(body["back_on"]))
            )
        made = registered(row.procedure, row.version)
        own = set(made.procedure.action(action).roles) & (
            made.party_roles if actor.kind == "party" else actor.roles
        )
        if not own:
            raise Refusal(
                Text("您的岗位不办理这一步", "This step is not of your duties"),
                where=action,
                mend=Text("请转给本中心有此职责的同事", "Hand it to a colleague whose duty it is"),
                clause="rencai-2020-24/7.s1",
            )
        return act(tx, row.key, action, sorted(own)[0], dict(body), seen=seen)

    asked = [number, {name: str(value) for name, value in body.items()}, seen]
    return write(command, actor=actor, key=key, name=f"archives.case.{action}", request=asked)  # type: ignore[no-any-return]


def record_findings(actor: Actor, number: str, found: Mapping[str, bool], *, key: str) -> None:
    """Record what the officer found for a case."""

    def command(tx: Tx) -> None:
        matters.find(tx, _own(actor, number, "find").key, found)

    write(command, actor=actor, key=key, name="archives.case.find", request=[number, dict(found)])


def link(actor: Actor, number: str, archive: str, *, key: str) -> None:
    """Say which archive a case is about; it must be the applicant's own and of the same centre."""

    def command(tx: Tx) -> None:
        row = _own(actor, number, "link")
        held = Archive.objects.filter(number=archive.strip(), office=row.office).first()
        if held is None or held.party != row.party:
            raise Refusal(
                Text(f"没有编号 {archive} 的本人档案", f"The applicant has no archive {archive} here"),
                where="archive",
                mend=Text("请先登记档案，再照编号填写", "Register it first, then give its number"),
                clause="rencai-2020-24/1.s3",
            )
        Matter.objects.filter(case=row.key).update(archive=held)
        tx.event(row.key, "linked", {"archive": held.number})

    write(command, actor=actor, key=key, name="archives.case.link", request=[number, archive])


def seal_copies(actor: Actor, number: str, seal: str, *, key: str) -> None:
    """Record the seal put on the copies of a case."""

    def command(tx: Tx) -> None:
        row = _own(actor, number, "seal")
        held = matters.of(row.key).archive
        if held is None:
            raise Refusal(
                Text("办件还没有对应的档案", "No archive goes with this case yet"),
                mend=Text("请先登记档案并关联", "Register the archive and link it first"),
                clause="rencai-2020-24/6.s3",
            )
        custody.put_seal(tx, held.pk, seal, row.key)

    write(command, actor=actor, key=key, name="archives.case.seal", request=[number, seal])


def papers(actor: Actor, number: str) -> list[letters.LetterRow]:
    """The letters of a case that its reader may have; others find no such case."""
    with read(actor, purpose="archives.papers"):
        return letters.letters(case=_own(actor, number, "letters").key)


def paper(actor: Actor, number: str, key: UUID) -> tuple[str, bytes] | None:
    """A letter's file by its name, signed where it was; None where the case has no such letter. Each is logged."""
    with read(actor, purpose="archives.paper"):
        row = _own(actor, number, "download a letter")
        found = next((each for each in letters.letters(case=row.key) if each.id == key), None)
        if found is None:
            return None
        note(f"letter {found.number}", case=row.key)
        content = signing.signed(key) or letters.pdf(key).content
    return f"{found.number}.pdf", content


def _own(actor: Actor, number: str, doing: str) -> Case:
    """A case of this room; another room's is not found here, nor is it by officers without a duty in archives."""
    if actor.kind == "officer" and not keeps(actor):
        note_refused(actor, "archives.case", f"case {number}")
        raise NotFound(number)
    row = access_case(actor, number, doing=doing)
    if row.room != ROOM:
        raise NotFound(number)
    return row


def _line(row: Case) -> CaseLine:
    made = registered(row.procedure, row.version).procedure
    opened_on = row.opened_at.astimezone(ZONE).date()
    return CaseLine(row.number, made.title, made.state(row.state).title, row.tone, row.due, opened_on)
