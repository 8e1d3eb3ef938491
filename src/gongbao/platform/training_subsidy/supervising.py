"""Supervision: samples drawn, firms inspected, money recovered that was wrongly paid (4.3.b, 4.3.c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, open_case
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy.commands import Done, reach, reach_claim, role_of, run, step
from gongbao.platform.training_subsidy.models import Claim, Inspection, Recovery
from gongbao.platform.training_subsidy.reviewing import DISTRICT, HANDLER, REVIEWER
from gongbao.platform.training_subsidy.words import APPLICATION, ROOM, SUPERVISION, clause, value

INSPECTORS = (*DISTRICT, "city_officer")
PAID = ("paid", "closed")


def quarter_of(day: date) -> str:
    """The quarter of a day: 2020Q4."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def draw_sample(actor: Actor, quarter: str, *, key: str) -> Done:
    """Draw the office's sample of a quarter: at least the share in force of the cases paid, each once.

    The order is that of a keyed hash of case and quarter, so nobody chooses and anybody can draw it again.
    """

    def command(tx: Tx) -> Done:
        _inspector(tx)
        paid = Case.objects.filter(procedure=APPLICATION, office=tx.actor.office, state__in=PAID)
        cases = {row.key: row for row in paid if quarter_of(local_day(row.since)) == quarter}
        order = sorted(cases, key=lambda case: secrets.fingerprint(f"{quarter}/{case}", "inspection.sample"))
        share = value("inspection_sample", local_day(tx.now))
        wanted = -(-len(order) * share.numerator // share.denominator)
        numbers = [_open(tx, cases[case], "sample", quarter).number for case in order[:wanted]]
        return {"quarter": quarter, "of": len(order), "drawn": [each for each in numbers if each]}

    done: Done = run(actor, key, "draw_sample", command, [quarter])
    return done


def open_inspection(actor: Actor, number: str, lead: str, *, key: str) -> Done:
    """Open the inspection of a paid claim on a lead."""

    def command(tx: Tx) -> Done:
        _inspector(tx)
        case, _ = reach_claim(tx, number, "inspect")
        row = _open(tx, case, "lead", quarter_of(local_day(tx.now)))
        tx.event(row.case, "lead", {"claim": number}, {"lead": lead})
        return {"number": row.number, "case": str(row.case), "state": "planned"}

    done: Done = run(actor, key, "open_inspection", command, [number, lead])
    return done


def begin_inspection(actor: Actor, number: str, *, key: str) -> Done:
    """Begin to check books and persons."""

    def command(tx: Tx) -> Done:
        return step(tx, _case(tx, number), "inspect", role_of(tx, *INSPECTORS))

    done: Done = run(actor, key, "begin_inspection", command, [number])
    return done


def record_inspection(
    actor: Actor, number: str, outcome: str, details: str, *, key: str, why: Sequence[str] = ()
) -> Done:
    """Record what was checked and found: ``clear``, or ``finding`` with reasons."""

    def command(tx: Tx) -> Done:
        case = _case(tx, number)
        if not details.strip():
            raise Refusal(
                Text("请写明检查了什么、查到什么", "say what was checked and found"), where="details"
            )
        body = {"outcome": outcome, "reasons": list(why)}
        done = step(tx, case, "record", role_of(tx, *INSPECTORS), body, {"details": details})
        kept = secrets.seal_for_case(case.key, details)
        Inspection.objects.filter(case=case.key).update(outcome=outcome, details=kept)
        return done

    done: Done = run(actor, key, "record_inspection", command, [number, outcome, details, list(why)])
    return done


def respond(actor: Actor, number: str, statement: str, *, key: str) -> Done:
    """The firm states its case, before anything is ordered back."""

    def command(tx: Tx) -> Done:
        return step(tx, _case(tx, number), "respond", "applicant", {}, {"statement": statement})

    done: Done = run(actor, key, "respond", command, [number, statement])
    return done


def open_recovery(actor: Actor, number: str, amount: int, why: Sequence[str], *, key: str) -> Done:
    """Order `amount` fen back, by another officer than recorded the finding; the firm gets a decision."""

    def command(tx: Tx) -> Done:
        case = _case(tx, number)
        body = {"amount": amount, "reasons": list(why)}
        done = step(tx, case, "open_recovery", REVIEWER, body)
        day = local_day(tx.now).isoformat()
        step(tx, _case(tx, number), "serve_decision", REVIEWER, {"served_on": day, "method": "online"})
        return done

    done: Done = run(actor, key, "open_recovery", command, [number, amount, list(why)])
    return done


def record_repayment(actor: Actor, number: str, amount: int, reference: str, *, key: str) -> Done:
    """Record money that has come back; when all has, the case says so."""

    def command(tx: Tx) -> Done:
        case = _case(tx, number)
        row = Recovery.objects.select_for_update().get(case=case.key)
        rest = row.ordered - row.returned
        if not 0 < amount <= rest:
            raise Refusal(
                Text("退回金额超过应退余额", "more than is still due"), where=number, clause=clause("4.3.c")
            )
        body = {"outcome": "full" if amount == rest else "part", "amount": amount, "reference": reference}
        return step(tx, case, "recover", HANDLER, body)

    done: Done = run(actor, key, "record_repayment", command, [number, amount, reference])
    return done


def close_inspection(actor: Actor, number: str, outcome: str, *, key: str, why: Sequence[str] = ()) -> Done:
    """Close an inspection: ``clear``, ``no_recovery`` for a reason, or ``recovered``."""

    def command(tx: Tx) -> Done:
        return step(tx, _case(tx, number), "close", REVIEWER, {"outcome": outcome, "reasons": list(why)})

    done: Done = run(actor, key, "close_inspection", command, [number, outcome, list(why)])
    return done


def _case(tx: Tx, number: str) -> Case:
    return reach(tx, number, "inspect", SUPERVISION)


def _open(tx: Tx, claim: Case, kind: str, quarter: str) -> Inspection:
    if claim.state not in PAID:
        raise Refusal(Text("只检查已拨付的办件", "only paid cases are inspected"), where=claim.number)
    once = f"{ROOM}:inspection:{claim.key}:{quarter}:{kind}"
    known = Inspection.objects.filter(claim=claim.key, quarter=quarter, kind=kind).first()
    if known is not None:
        return known
    assert claim.party is not None
    name = parties.party(claim.party).name
    case = open_case(tx, SUPERVISION, claim.office, claim.party, f"{name} 检查", once=once)
    return Inspection.objects.create(
        case=case.key, number=case.number, office=case.office, party=case.party, claim=claim.key,
        claim_number=claim.number, kind=kind, quarter=quarter, opened_at=tx.now,
    )  # fmt: skip


def _inspector(tx: Tx) -> None:
    if tx.actor.kind != "officer" or not tx.actor.roles & {*INSPECTORS, "supervisor"}:
        raise Refusal(
            Text("由区人社局或市人社局检查", "inspections are the bureaus' duty"), clause=clause("4.3.b")
        )


def claim_of_inspection(case: UUID) -> Claim:
    """The claim an inspection is about."""
    return Claim.objects.get(case=Inspection.objects.values_list("claim", flat=True).get(case=case))
