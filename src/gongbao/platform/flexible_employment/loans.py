"""The loan's guarantor and bank as parties: what each is asked, what it decides in its time, and nothing else of the case (9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gongbao.kernel.procedure import Action
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import Case, lock_case, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.flexible_employment import listing
from gongbao.platform.flexible_employment.models import LoanStep
from gongbao.platform.flexible_employment.words import LOAN, refuse
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.policies.flexible_employment.procedure.shared import BANK, GUARANTOR


@dataclass(frozen=True)
class Part:
    """An institution's part in the case: its role, the state it is asked in, its step, its clause, its list."""

    role: str
    state: str
    step: str
    clause: str
    words: Text


PARTS = {
    "guarantor": Part(GUARANTOR, "guarantee_asked", "decide_guarantee", "9.b", Text("签约担保机构", "guarantor under contract")),
    "bank": Part(BANK, "bank_asked", "decide_loan", "9.c", Text("经办银行", "handling bank")),
}  # fmt: skip
TOLD = ("business", "credit_code", "sum", "security", "use")
"""What of the application an institution is shown: nothing of the household, no number of the person."""


def ask(tx: Tx, case: Case, kind: str, asked: Mapping[str, Any], applied: Mapping[str, Any]) -> None:
    """Put the case before the institution the applicant named; one that is not on its list is refused."""
    part, name = PARTS[kind], str(asked.get(kind, ""))
    party = listing.institution(kind, name, local_day(tx.now))
    if party is None:
        raise refuse(
            f"“{name}”不是{part.words.zh}", f"{name} is no {part.words.en}", part.clause, where=kind,
            mend=Text("请从名录中选择", "Choose one from the list"),
        )  # fmt: skip
    assert case.party is not None
    said = {**applied, **asked}
    with opened("loan put before an institution"):
        before = LoanStep.objects.filter(case=case.key, kind="guarantor", outcome="agree").first()
        shown = {key: said[key] for key in TOLD if said.get(key) not in (None, "")}
        shown |= {"guarantor": before.institution} if before and kind == "bank" else {}
        LoanStep.objects.create(
            case=case.key, office=case.office, party=party, number=case.number, kind=kind, institution=name.strip(),
            applicant=parties.person(case.party).name, asked=shown, asked_at=tx.now, due=case.due,
        )  # fmt: skip
    told = Text(f"创业担保贷款 {case.number} 请在期限内答复", f"Loan {case.number} waits for your decision")
    messages.to_party(tx, party, told, key=f"{case.key}:{kind}")


def standing(actor: Actor, case: Case) -> frozenset[str]:
    """The role an institution holds in a case put before it, while it waits for that institution."""
    if actor.kind != "party" or actor.party is None or case.procedure != LOAN:
        return frozenset()
    with opened("standing in a loan"):
        kinds = LoanStep.objects.filter(case=case.key, party=actor.party, outcome="").values_list(
            "kind", flat=True
        )
        return frozenset(PARTS[kind].role for kind in kinds if case.state == PARTS[kind].state)


def decide(
    actor: Actor, number: str, outcome: str, reasons: Sequence[str] = (), note: str = "", *, key: str
) -> str:
    """The institution agrees or refuses with reasons, once for `key`; returns the case's state. Raises Refusal."""

    def command(tx: Tx) -> str:
        with opened("an institution decides on a loan"):
            case, row = _put(tx.actor, number)
            case = lock_case(case.key)
            if case.state != PARTS[row.kind].state or row.outcome:
                raise refuse(
                    "这件已经答复，或申请人已撤回", "It is decided, or was withdrawn", PARTS[row.kind].clause
                )
            if outcome == "refuse" and not note.strip():
                raise refuse(
                    "不同意的，请把理由写给申请人",
                    "Tell the applicant why",
                    PARTS[row.kind].clause,
                    where="note",
                )
            step = PARTS[row.kind].step
            done = casework.step(
                tx, case, step, decided={"outcome": outcome, "reasons": list(reasons)}, note=note.strip()
            )
            titles = {each.id: each.text.zh for each in action(row.kind).reasons}
            row.outcome, row.decided_at = outcome, tx.now
            row.why = [titles.get(each, each) for each in reasons] + ([note.strip()] if note.strip() else [])
            row.save(update_fields=["outcome", "decided_at", "why"])
        return str(done["state"])

    asked = [number, outcome, list(reasons), note]
    return str(write(command, actor=actor, key=key, name="flexible.loan", request=asked))


def remind(tx: Tx, case: Case) -> None:
    """Tell the institution a case waits for that its time has passed."""
    with opened("loan overdue"):
        rows = [
            each
            for each in LoanStep.objects.filter(case=case.key, outcome="")
            if PARTS[each.kind].state == case.state
        ]
    for row in rows:
        told = Text(f"{case.number} 已过答复期限，请尽快答复", f"{case.number} is overdue: decide now")
        messages.to_party(tx, row.party, told, key=f"{case.key}:{row.kind}:{case.sequence}")


def put_before(party: UUID | None) -> list[tuple[LoanStep, bool]]:
    """The loans put before an institution, those that wait for it first; the flag says whether one still waits."""
    rows = list(LoanStep.objects.filter(party=party).exclude(party=None).order_by("-asked_at")[:500])
    with opened("where the loans stand"):
        states = dict(
            Case.objects.filter(key__among=frozenset(row.case for row in rows)).values_list("key", "state")
        )
    found = [(row, not row.outcome and states.get(row.case) == PARTS[row.kind].state) for row in rows]
    return sorted(found, key=lambda pair: not pair[1])


def one_put_before(actor: Actor, number: str) -> tuple[LoanStep, bool]:
    """One of them, its reading logged. Raises Refusal for a case that was never put before the actor's institution."""
    with opened("a loan before an institution"):
        case, row = _put(actor, number)
    audit.note(f"loan {number}", case=case.key)
    return row, not row.outcome and case.state == PARTS[row.kind].state


def action(kind: str) -> Action:
    """The step by which an institution decides, with its outcomes and reasons."""
    return registered(LOAN).procedure.action(PARTS[kind].step)


def _put(actor: Actor, number: str) -> tuple[Case, LoanStep]:
    rows = LoanStep.objects.filter(number=number, party=actor.party).exclude(party=None)
    row = rows.order_by("-asked_at").first() if actor.kind == "party" else None
    if row is None:
        raise refuse("没有向本机构提出的这件申请", "There is no such application to your institution", "9.b")
    return Case.objects.get(key=row.case), row
