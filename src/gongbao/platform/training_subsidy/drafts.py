"""Filling in: a claim begun, saved, its sheets and papers uploaded, mended and checked; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.forms import Column
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.cases.services import Case, open_case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, now
from gongbao.platform.excel.services import CellProblem, Table, with_findings
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.registers.services import facts_for_firm
from gongbao.platform.training_subsidy import sheets, store
from gongbao.platform.training_subsidy.checking import Check, check
from gongbao.platform.training_subsidy.commands import (
    Done,
    marked,
    only_once_sent,
    reach_claim,
    reading,
    require_state,
    run,
    step,
)
from gongbao.platform.training_subsidy.models import Claim, Paper
from gongbao.platform.training_subsidy.words import (
    APPLICATION,
    FORM,
    PAPERS,
    PARTS,
    ROSTER,
    SCHEMES,
    TITLES,
    clause,
    value,
)

OPEN = ("draft", "returned")
"""States in which the firm may change what it has filled in."""
ACCEPT = ("xlsx", "csv")


@dataclass(frozen=True)
class SheetRow:
    """One row as shown: cells by field name, identity numbers in full (it is the firm's own sheet)."""

    number: int
    cells: dict[str, str]
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True)
class SheetView:
    """A sheet as the firm sees it: every row that holds anything, with its problems."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[CellProblem, ...]


@dataclass(frozen=True)
class DraftView:
    """Everything filled in so far; `returned` holds the officer's reasons and remarks by row."""

    number: str
    scheme: str
    state: str
    answers: dict[str, Any]
    roster: SheetView | None
    statement: SheetView | None
    papers: tuple[Paper, ...]
    returned: dict[str, Any]
    checked: dict[str, Any]


def start(actor: Actor, scheme: str, *, key: str) -> Done:
    """Begin a claim at the office where the firm is insured (neng-2020-6/1.3); returns its number."""

    def command(tx: Tx) -> Done:
        if scheme not in SCHEMES:
            raise Refusal(
                Text("请选择申请哪项补贴", "choose the subsidy"), where=FORM.field("scheme").label.zh
            )
        firm = own_firm(tx)
        _window(tx)
        office = insured_office(tx, firm)
        case = open_case(tx, APPLICATION, office, firm.key, f"{firm.name} {SCHEMES[scheme].zh}")
        claim = Claim.objects.create(
            case=case.key, number=case.number, office=office, party=firm.key, scheme=scheme
        )
        store.put_answers(tx, claim, {"scheme": scheme})
        return {"case": str(case.key), "number": case.number, "state": case.state}

    done: Done = run(actor, key, "start", command, [scheme])
    return done


def save_draft(actor: Actor, number: str, answers: Mapping[str, Any], *, key: str) -> Done:
    """Keep what was typed, right or wrong; says what is still to be mended."""

    def command(tx: Tx) -> Done:
        case, claim = _open(tx, number)
        kept = {**store.load(claim).answers, **dict(answers), "scheme": claim.scheme}
        store.put_answers(tx, claim, kept)
        parsed = store.load(claim).parsed(local_day(tx.now))
        return _saved(tx, case, claim, "form", {"problems": len(parsed.problems)})

    done: Done = run(actor, key, "save_draft", command, [number, dict(answers)])
    return done


def upload_roster(actor: Actor, number: str, data: bytes, name: str, *, key: str) -> Done:
    """Take in the roster; faulty rows stay in the draft with their problems, good rows go on."""
    return _upload(actor, number, "roster", data, name, key)


def upload_statement(actor: Actor, number: str, data: bytes, name: str, *, key: str) -> Done:
    """Take in the bank statement of wages as a table (neng-2020-6/3.1.d)."""
    return _upload(actor, number, "statement", data, name, key)


def _upload(actor: Actor, number: str, part: str, data: bytes, name: str, key: str) -> Done:
    received = files.receive(data, name, accept=ACCEPT)
    table = sheets.read_sheet(part, data, local_day(now()))

    def command(tx: Tx) -> Done:
        case, claim = _open(tx, number)
        file = files.store(tx, received, office=claim.office, case=claim.case, party=claim.party)
        store.put_table(tx, claim, part, table, UUID(file))
        faulty = {each.row for each in table.problems}
        counts = {"rows": len(table.rows) + len(faulty), "faulty": len(faulty), "problems": len(table.problems),
                  "digest": received.sm3}  # fmt: skip
        return _saved(tx, case, claim, part, counts)

    done: Done = run(actor, key, f"upload_{part}", command, [number, name, marked(data)])
    return done


def mend_row(
    actor: Actor, number: str, part: str, row: int, cells: Mapping[str, Any] | None, *, key: str
) -> Done:
    """Type a row anew (None removes it, row 0 adds one); the rest of the sheet stays as it was."""

    def command(tx: Tx) -> Done:
        case, claim = _open(tx, number)
        if part not in PARTS:
            raise Refusal(Text("没有这张表", "there is no such sheet"), where=part)
        table = sheets.mended(store.table_of(claim, part), row, cells, local_day(tx.now))
        store.put_table(tx, claim, part, table)
        faulty = {each.row for each in table.problems}
        return _saved(tx, case, claim, part, {"rows": len(table.rows) + len(faulty), "faulty": len(faulty)})

    done: Done = run(actor, key, "mend_row", command, [number, part, row, dict(cells) if cells else None])
    return done


def upload_paper(
    actor: Actor, number: str, kind: str, data: bytes, name: str, *, key: str, host_unit: str = ""
) -> Done:
    """Add a paper: the statement itself, a host unit's confirmation, or a dispatch agreement (3.1.d, 3.1.f)."""
    if kind not in PAPERS:
        raise Refusal(Text("没有这类材料", "there is no such kind of paper"), where=kind)
    received = files.receive(data, name, accept=FORM.field(kind).accept)

    def command(tx: Tx) -> Done:
        case, claim = _open(tx, number)
        file = files.store(tx, received, office=claim.office, case=claim.case, party=claim.party)
        paper = Paper.objects.create(
            case=claim.case, office=claim.office, party=claim.party, kind=kind, host_unit=host_unit.strip(),
            file=file, name=received.name, digest=received.sm3, added_at=tx.now,
        )  # fmt: skip
        return {**_saved(tx, case, claim, kind, {"digest": received.sm3}), "paper": str(paper.key)}

    done: Done = run(actor, key, "upload_paper", command, [number, kind, name, host_unit, marked(data)])
    return done


def remove_paper(actor: Actor, number: str, paper: str, *, key: str) -> Done:
    """Take a paper back; the file itself stays on record."""

    def command(tx: Tx) -> Done:
        case, claim = _open(tx, number)
        if not Paper.objects.filter(case=claim.case, key=paper, removed_at=None).update(removed_at=tx.now):
            raise Refusal(Text("没有这份材料", "there is no such paper"))
        return _saved(tx, case, claim, "papers", {"removed": paper})

    done: Done = run(actor, key, "remove_paper", command, [number, paper])
    return done


def check_draft(actor: Actor, number: str) -> Check:
    """What would happen if the claim were sent now: per row, in sum, and what does not fit."""
    with reading(actor, "check a draft") as reader:
        case = access_case(actor, number, doing="check")
        only_once_sent(actor, case)
        draft = store.load(Claim.objects.get(case=case.key))
        claim = draft.claim
        on = claim.applied_on or local_day(reader.now)
        return check(draft, on, readings=claim.readings)


def draft_of(actor: Actor, number: str) -> DraftView:
    """What was filled in so far, as typed; only for the firm itself before it has sent it."""
    with reading(actor, "open a draft"):
        case = access_case(actor, number, doing="open the draft")
        only_once_sent(actor, case)
        claim = Claim.objects.get(case=case.key)
        draft = store.load(claim)
        return DraftView(
            case.number, claim.scheme, case.state, draft.answers, _view(ROSTER, draft.roster),
            _view("statement", draft.statement), tuple(draft.papers), draft.returned, claim.checked,
        )  # fmt: skip


def findings_workbook(actor: Actor, number: str, part: str = ROSTER) -> bytes:
    """The sheet as it came with a column that says what is wrong in each row, to mend and send in again."""
    with reading(actor, "findings") as reader:
        case = access_case(actor, number, doing="findings")
        only_once_sent(actor, case)
        claim = Claim.objects.get(case=case.key)
        draft = store.load(claim)
        table = draft.roster if part == ROSTER else draft.statement
        if table is None:
            raise Refusal(
                Text(f"还没有上传{TITLES[part].zh}", f"no {part} was uploaded"),
                mend=Text("请先上传", "Upload it first"),
            )
        done = check(draft, claim.applied_on or local_day(reader.now), readings=claim.readings)
    return with_findings(table, done.of(part))


def own_firm(tx: Tx) -> Any:
    """The firm the actor acts for. Raises Refusal for anyone else."""
    if tx.actor.kind != "party" or tx.actor.party is None or parties.party(tx.actor.party).kind != "firm":
        raise Refusal(
            Text("这项补贴由企业申请", "firms apply for this subsidy"),
            mend=Text("请先选择以哪家企业的身份办理", "Choose the firm you act for"),
            clause=clause("1.1.b"),
        )
    return parties.firm(tx.actor.party)


def insured_office(tx: Tx, firm: Any) -> str:
    """The office of the district where the firm is insured, by register, else as registered here."""
    side = facts_for_firm(firm.credit_code, local_day(tx.now), purpose="route")
    office = side.office if side.office is not None else firm.office
    if not office:
        raise Refusal(
            Text("企业没有在本市参保，不能受理", "the firm is not insured in the city"),
            mend=Text(
                "请先办理单位参保登记；已参保的请联系参保区人社局", "Register for social insurance first"
            ),
            clause=clause("1.3"),
        )
    return office_of(office).code


def _window(tx: Tx) -> None:
    today = local_day(tx.now)
    first, last = value("effective_from", today), value("acceptance_last_day", today)
    if not first <= today <= last:
        raise Refusal(
            Text(
                f"受理时间为{first}至{last}（含）",
                f"Applications are taken from {first} to {last}, both included",
            ),
            where=str(today),
            mend=Text("受理截止后不再接受新的申请", "New claims are not accepted after the last day"),
            clause=clause("1.3.a"),
        )


def _open(tx: Tx, number: str) -> tuple[Case, Claim]:
    case, claim = reach_claim(tx, number, "fill in")
    if tx.actor.kind != "party":
        raise Refusal(Text("申请内容由企业填写", "the firm fills in its claim"))
    require_state(case, *OPEN)
    return case, claim


def _saved(tx: Tx, case: Case, claim: Claim, part: str, counts: dict[str, Any]) -> Done:
    """Note the saving on the case's chain, and that the last check no longer holds."""
    Claim.objects.filter(case=claim.case).update(checked={})
    if case.state == "draft":
        done = step(tx, case, "save_draft", "applicant", {"part": part, **counts})
    else:
        sequence = tx.event(case.key, "saved", {"part": part, **counts})
        done = {"case": str(case.key), "number": case.number, "state": case.state, "sequence": sequence}
    return {**done, **counts}


def _view(part: str, table: Table | None) -> SheetView | None:
    if table is None:
        return None
    by_row: dict[int, list[CellProblem]] = {}
    for each in table.problems:
        by_row.setdefault(each.row, []).append(each)
    numbers = sorted({*(row.number for row in table.rows), *by_row} - {table.header + 1})
    rows = [SheetRow(number, _cells(table, number), tuple(by_row.get(number, ()))) for number in numbers]
    return SheetView(table.sheet, table.columns, tuple(rows), table.problems, table.notes)


def _cells(table: Table, number: int) -> dict[str, str]:
    """A row's cells as typed, whole numbers without a decimal point."""
    raw = table.grid[number - 1]
    cells = {name: raw[place] for name, place in table.places.items() if place < len(raw)}
    return {name: f"{each:.15g}" if isinstance(each, float) else str(each) for name, each in cells.items()}
