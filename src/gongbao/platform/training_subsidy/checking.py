"""Checking a claim: what does not fit, what the rules say of each row, and the sums, with nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from gongbao.kernel.calendar.month import iso, label
from gongbao.kernel.districts import office as office_of
from gongbao.law.text import Text
from gongbao.platform.excel.services import CellProblem, Table
from gongbao.platform.parties import services as parties
from gongbao.platform.registers.services import facts_for_firm, facts_for_roster
from gongbao.platform.training_subsidy import lists
from gongbao.platform.training_subsidy.books import read_books, reused_references
from gongbao.platform.training_subsidy.determine import Result, determine, grant
from gongbao.platform.training_subsidy.facts import Basis, fingerprints, half_year_months
from gongbao.platform.training_subsidy.models import Claim, Finding
from gongbao.platform.training_subsidy.people import (
    Person,
    Wages,
    match,
    months_without_wage,
    people_of,
    repeated,
)
from gongbao.platform.training_subsidy.store import Draft
from gongbao.platform.training_subsidy.words import EXPAND, clause, value

Level = Literal["fault", "check", "note"]


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with its weight: a ``fault`` keeps its row out, a ``check`` is told to firm and officer."""

    level: Level
    part: str
    at: CellProblem

    def as_json(self) -> list[Any]:
        """JSON values that `found_from` reads back."""
        at = self.at
        return [self.level, self.part, at.sheet, at.row, at.column, at.field, list(at.label), list(at.what),
                list(at.mend), at.clause]  # fmt: skip


def found_from(kept: Sequence[Any]) -> Found:
    """The finding that `as_json` wrote."""
    level, part, sheet, row, column, name, what_for, what, mend, number = kept
    return Found(
        level, part, CellProblem(sheet, row, column, name, Text(*what_for), Text(*what), Text(*mend), number)
    )


@dataclass
class Check:
    """A claim as checked on a day; sums in fen. `left` is what the firm's cap leaves before this claim."""

    claim: Claim
    on: date
    results: list[Result] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    missing: list[Text] = field(default_factory=list)
    wages: Wages | None = None
    left: int = 0

    @property
    def people(self) -> int:
        """How many good rows there are."""
        return len(self.results)

    @property
    def person_months(self) -> int:
        """The months claimed in the good rows."""
        return sum(len(each.person.months) for each in self.results)

    @property
    def amount(self) -> int:
        """What the rows come to before the cap."""
        return sum(each.amount for each in self.results)

    @property
    def granted(self) -> int:
        """What would be granted now, within the cap."""
        return sum(each.granted for each in self.results)

    @property
    def granted_months(self) -> int:
        """The person-months this is for."""
        return sum(len(each.granted_months) for each in self.results if each.granted)

    @property
    def faults(self) -> list[Found]:
        """What keeps rows out."""
        return [each for each in self.found if each.level == "fault"]

    @property
    def outcomes(self) -> dict[str, int]:
        """How many rows come to each outcome."""
        counts: dict[str, int] = defaultdict(int)
        for each in self.results:
            counts[each.outcome] += 1
        return dict(counts)

    def of(self, part: str) -> list[CellProblem]:
        """The problems of one sheet, in the order of its rows."""
        return sorted((each.at for each in self.found if each.part == part), key=lambda at: at.row)

    def summary(self) -> dict[str, Any]:
        """Counts and sums, with nothing personal, as JSON values."""
        return {
            "on": self.on.isoformat(), "people": self.people, "person_months": self.person_months,
            "amount": self.amount, "granted": self.granted, "granted_months": self.granted_months,
            "left": self.left, "faults": len(self.faults), "outcomes": self.outcomes,
            "missing": [list(each) for each in self.missing],
        }  # fmt: skip


def check(
    draft: Draft,
    on: date,
    *,
    committed: bool = True,
    known_at: datetime | None = None,
    readings: Mapping[str, str] | None = None,
    hashed: bool = False,
    excluded: Mapping[str, str] | None = None,
    purpose: str = "check",
) -> Check:
    """Check a draft as if it were sent on `on`; inside read() or write() of somebody who may see it.

    Without a commitment yet, the preview stands on the footing that it is made on sending (`committed`).
    `known_at` asks the registers as they were then. The number of statements does not grow with the rows.
    """
    claim = draft.claim
    done = Check(claim, on)
    done.missing = missing_parts(draft, on)
    people = _people(draft, done)
    done.wages = _wages(draft, people, done)
    basis = basis_of(draft, people, done.wages, on, committed, known_at, readings, purpose)
    done.results = determine(basis, people, readings, hashed=hashed)
    for each in done.results:
        each.excluded = (excluded or {}).get(each.person.fingerprint, "")
    _standing_elsewhere(draft, basis, people, done)
    done.left = max(0, int(value("firm_cap", on)) - basis.books.firm_granted)
    grant(
        done.results,
        scheme=claim.scheme,
        firm=str(claim.party),
        applied_on=on,
        number=claim.number,
        cap=done.left,
    )
    return done


def basis_of(
    draft: Draft,
    people: Sequence[Person],
    wages: Wages | None,
    on: date,
    committed: bool,
    known_at: datetime | None,
    readings: Mapping[str, str] | None,
    purpose: str,
) -> Basis:
    """Everything the facts of these rows rest on, in a constant number of statements."""
    claim = draft.claim
    firm = parties.firm(claim.party)
    months = [month for person in people for month in person.months]
    span = {"last": max([*months, on.year * 12 + on.month - 1])} if months else {}
    registers = facts_for_roster(
        firm.credit_code, fingerprints(people), on, known_at=known_at, purpose=purpose, **span
    )
    side = facts_for_firm(firm.credit_code, on, known_at=known_at, purpose=purpose)
    rows = Finding.objects.filter(case=claim.case).order_by("found_at")
    return Basis(
        scheme=claim.scheme,
        firm=claim.party,
        applied_on=on,
        committed=committed,
        firm_side=side,
        is_dispatch=firm.is_dispatch_agency,
        answers=draft.parsed(on).values,
        listed=lists.is_listed(firm.credit_code, claim.office, side) if claim.scheme != EXPAND else None,
        papers=frozenset((paper.kind, paper.host_unit) for paper in draft.papers),
        registers=registers,
        books=read_books(claim.case, claim.party, claim.scheme, fingerprints(people)),
        wages=wages,
        found={(row.person, row.fact): row.value for row in rows},
        half_year=half_year_months(readings or {}, on),
    )


def missing_parts(draft: Draft, on: date) -> list[Text]:
    """What the form still lacks as a whole, each in one sentence (neng-2020-6/3.1.c, 3.1.d, 3.1.f)."""
    found = [Text(each.say("zh"), each.say("en")) for each in draft.parsed(on).problems]
    if draft.roster is None or not (draft.roster.rows or draft.roster.problems):
        found.append(Text("没有上传人员花名册（6号三（一））", "the roster is missing"))
    if draft.statement is None:
        found.append(Text("没有上传工资银行对账单（6号三（一））", "the bank statement of wages is missing"))
    firm = parties.firm(draft.claim.party)
    if not firm.bank_account_fingerprint and not draft.answers.get("account"):
        found.append(Text("没有填写收款账号（6号三（三））", "the account to be paid is missing"))
    if firm.is_dispatch_agency and draft.claim.scheme == EXPAND:
        kinds = {paper.kind for paper in draft.papers}
        if "host_confirmation" not in kinds:
            found.append(
                Text("没有上传用工单位确认意见（6号三（一））", "the host unit's confirmation is missing")
            )
        if "dispatch_agreement" not in kinds:
            found.append(Text("没有上传劳务派遣协议（6号三（一））", "the dispatch agreement is missing"))
    return found


def _people(draft: Draft, done: Check) -> list[Person]:
    if draft.roster is None:
        return []
    done.found += [Found("fault", "roster", each) for each in draft.roster.problems]
    done.found += [Found("note", "roster", each) for each in draft.roster.notes]
    people, faults = repeated(people_of(draft.roster), draft.roster)
    done.found += [Found("fault", "roster", each) for each in faults]
    return people


def _wages(draft: Draft, people: Sequence[Person], done: Check) -> Wages | None:
    if draft.statement is None:
        return None
    table = draft.statement
    done.found += [Found("check", "statement", each) for each in table.problems]
    wages = match(people, table)
    done.found += [Found("check", "statement", each) for each in wages.faults]
    if draft.roster is not None:
        done.found += [
            Found("check", "roster", each) for each in months_without_wage(people, wages, draft.roster)
        ]
    reused = reused_references(draft.claim.case, (line.reference for line in wages.lines))
    for line in wages.lines:
        if line.reference in reused:
            office = office_of(reused[line.reference]).name
            what = Text(
                f"同一交易流水号已出现在{office.zh}另一件申请的对账单上",
                f"the statement of another claim in {office.en} shows this transaction number",
            )
            problem = table.problem(line.row, "reference", what, mend=_EXPLAIN, clause=clause("4.3.c"))
            done.found.append(Found("check", "statement", problem))
    return wages


_EXPLAIN = Text(
    "请核对；确属不同工资的，向经办人说明", "Check it; explain it to the officer if it is another wage"
)
_ONE_SCHEME = Text("同一人只能享受一项，请从本次申请中去掉；认为有误的，可向该区反映",
                   "A person has one scheme only: leave them out, or raise it with that district")  # fmt: skip


def _standing_elsewhere(draft: Draft, basis: Basis, people: Iterable[Person], done: Check) -> None:
    """Findings on people who stand in other claims: the other scheme (1.3.b), or the same months (3.1.a)."""
    table = draft.roster
    if table is None:
        return
    for person in people:
        elsewhere = basis.books.of(person.fingerprint)
        other = next((each for each in elsewhere if each.scheme != draft.claim.scheme), None)
        if other is not None:
            told, had = other.told(), other.standing == "granted"
            what = Text(
                f"该人员已{'享受' if had else '申请'}另一项补贴：{told.zh}",
                f"this person {'has had' if had else 'is claimed under'} the other scheme: {told.en}",
            )
            done.found.append(_roster(table, person.row, "identity_number", what, _ONE_SCHEME, "1.3.b"))
        for each in elsewhere:
            same = sorted(set(each.months) & set(person.months))
            if each.scheme == draft.claim.scheme and same:
                done.found.append(_same_months(table, person, each.told(), same, each.standing == "granted"))
        register = basis.registers[person.fingerprint]
        if register.name not in ("", person.name) and not parties.same_name(register.name, person.name):
            what = Text("登记簿上这个号码不是这个姓名", "the registers know this number under another name")
            done.found.append(_roster(table, person.row, "name", what, _ID, "3.2"))
        _without_host(draft, basis, table, person, done)


_ID = Text("请照身份证核对姓名和号码", "Check name and number against the identity card")


def _same_months(table: Table, person: Person, told: Text, months: list[int], had: bool) -> Found:
    zh, en = "、".join(label(month).zh for month in months), ", ".join(iso(month) for month in months)
    what = Text(
        f"{zh}已{'核定过' if had else '在另一件申请中'}：{told.zh}",
        f"{en} {'granted' if had else 'claimed'} before: {told.en}",
    )
    mend = Text("请去掉重复的月份", "Take these months off the roster")
    return _roster(table, person.row, "months", what, mend, "3.1.a")


def _without_host(draft: Draft, basis: Basis, table: Table, person: Person, done: Check) -> None:
    if draft.claim.scheme != EXPAND or not basis.is_dispatch or person.host_unit:
        return
    what = Text("劳务派遣人员没有填写实际用工单位", "a dispatched person needs the host unit")
    mend = Text("请填写与确认意见一致的单位名称", "Write it as in the confirmation")
    done.found.append(_roster(table, person.row, "host_unit", what, mend, "3.1.f"))


def _roster(table: Table, row: int, name: str, what: Text, mend: Text, number: str) -> Found:
    return Found("check", "roster", table.problem(row, name, what, mend=mend, clause=clause(number)))
