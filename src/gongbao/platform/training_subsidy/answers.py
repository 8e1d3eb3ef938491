"""The answer for one person in full, by the interpreter, and what other numbers would come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongbao.kernel.masking import mask_identity
from gongbao.kernel.money import format_yuan
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit import services as audit
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor
from gongbao.platform.funds import services as funds
from gongbao.platform.training_subsidy import store
from gongbao.platform.training_subsidy.books import cap_account
from gongbao.platform.training_subsidy.checking import basis_of
from gongbao.platform.training_subsidy.commands import only_once_sent, reading
from gongbao.platform.training_subsidy.determine import determine, explained
from gongbao.platform.training_subsidy.models import Claim, ClaimRow
from gongbao.platform.training_subsidy.people import match, people_of, repeated
from gongbao.platform.training_subsidy.words import LIMITS, RATES, SHORT, value


@dataclass(frozen=True)
class MonthLine:
    """A claimed month: whether it counts, the wage shown and, where it does not count, the clause."""

    month: int
    counts: bool
    wage: int | None
    insured: bool | None
    clause: str


@dataclass(frozen=True)
class Answer:
    """One person's determination: the interpreter's whole answer and the months one by one; sums in fen."""

    number: str
    row: int
    name: str
    shown: str
    on: date
    scheme: Text
    determination: Determination
    months: tuple[MonthLine, ...]
    rate: int
    granted: int
    cut_by: str


@dataclass(frozen=True)
class WhatIf:
    """What so many more people for so many months each would come to; sums in fen."""

    people: int
    months: int
    rate: int
    counted_months: int
    due: int
    left: int
    amount: int
    cut: bool
    sentence: Text


def answer(actor: Actor, number: str, row: int) -> Answer:
    """Why a person is due what they are, every condition with its facts and clause; the reading is logged.

    Before the claim is sent it answers for the draft as of today; afterwards as of the comparison.
    """
    with reading(actor, "answer") as reader:
        case = access_case(actor, number, doing="explain")
        only_once_sent(actor, case)
        claim = Claim.objects.get(case=case.key)
        draft = store.load(claim)
        on = claim.applied_on or local_day(reader.now)
        if draft.roster is None:
            raise _no_row(row)
        everyone, _ = repeated(people_of(draft.roster), draft.roster)
        person = next((each for each in everyone if each.row == row), None)
        if person is None:
            raise _no_row(row)
        audit.note("answer", subject=person.fingerprint, case=case.key)
        wages = match(everyone, draft.statement) if draft.statement is not None else None
        basis = basis_of(draft, [person], wages, on, True, claim.compared_at, claim.readings, "answer")
        found = explained(basis, person, claim.readings)
        kept = ClaimRow.objects.filter(case=case.key, version=claim.version, row=row).first()
        (ruled,) = determine(basis, [person], claim.readings)
        short = dict(ruled.short)
        months = tuple(
            MonthLine(each["month"], each["month"] in ruled.countable, each["wage"], each["insured"],
                      short.get(each["month"], ""))
            for each in found.facts["months"]
        )  # fmt: skip
        return Answer(
            number, row, person.name, mask_identity(person.number), on, SHORT[claim.scheme], found, months,
            int(value(RATES[claim.scheme], on)), kept.granted if kept else 0, kept.cut_by if kept else "",
        )  # fmt: skip


def what_if(actor: Actor, number: str, people: int, months: int) -> WhatIf:
    """What `people` more persons for `months` each would bring, within the months' limit and the firm's cap."""
    if not (0 <= people <= 100_000 and 0 <= months <= 120):
        raise Refusal(Text("人数或月数超出可以试算的范围", "people or months are out of range"))
    with reading(actor, "what-if") as reader:
        case = access_case(actor, number, doing="what-if")
        claim = Claim.objects.get(case=case.key)
        on = claim.applied_on or local_day(reader.now)
        spent = funds.balance(cap_account(claim.party))
        pending = 0 if claim.entitlement else claim.amount
    rate, limit = int(value(RATES[claim.scheme], on)), int(value(LIMITS[claim.scheme], on))
    counted = min(months, limit)
    due = people * counted * rate
    left = max(0, int(value("firm_cap", on)) - spent - pending)
    amount = min(due, left)
    zh = f"{people}人各{counted}个月，每人每月{format_yuan(rate)}元，共{format_yuan(due)}元"
    en = f"{people} people for {counted} months at {format_yuan(rate)} yuan: {format_yuan(due)} yuan"
    if amount < due:
        zh, en = (
            zh + f"；封顶余额{format_yuan(left)}元，可得{format_yuan(amount)}元",
            en + f", capped at {format_yuan(amount)}",
        )
    return WhatIf(people, months, rate, counted, due, left, amount, amount < due, Text(zh, en))


def _no_row(row: int) -> Refusal:
    return Refusal(
        Text(f"花名册第{row}行没有可以认定的人员", f"row {row} of the roster holds nobody to be determined"),
        mend=Text("请先改正这一行", "Mend this row first"),
    )
