"""The handling fee: applied for on what reached the treasury, checked against the books, paid apart from the tax."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Sum

from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, act, carries_out, open_case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import FeeClaim, Filing, Item
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.policies.vehicle_tax.procedure import HANDLING_FEE as PROCEDURE
from gongbao.policies.vehicle_tax.rules import BOOK, HANDLING_FEE

STATES = {
    "applied": Text("审核中", "Being checked"),
    "approved": Text("同意返还", "Approved"),
    "paid": Text("已返还", "Paid"),
    "refused": Text("不同意或撤回", "Refused or withdrawn"),
}


class FeeRow(NamedTuple):
    """A claim as screens show it, sums in fen."""

    year: int
    base: int
    refunded: int
    fee: int
    rate: str
    state: Text
    slip: str
    case: UUID


def base_of(party: UUID, year: int) -> int:
    """Tax (late fees left out) of filings remitted in full whose last form reached the treasury in `year`, in fen."""
    rows = Filing.objects.filter(party=party, state="remitted", remitted_on__year=year)
    return int(rows.aggregate(t=Sum("tax"))["t"] or 0)


def refunded_of(party: UUID, year: int) -> int:
    """What the treasury gave back up to the end of `year` and no other year's fee was lessened for, at most the base."""
    items = Item.objects.filter(party=party, sandbox=False, refunded__gt=0, refunded_on__year__lte=year)
    claims = FeeClaim.objects.filter(party=party, state__in=("approved", "paid")).exclude(year=year)
    given, counted = (int(rows.aggregate(t=Sum("refunded"))["t"] or 0) for rows in (items, claims))
    return min(max(given - counted, 0), base_of(party, year))


def short_of(party: UUID, year: int) -> int:
    """What filings of the year still owe the treasury, in fen: kept back, whatever for."""
    rows = Filing.objects.filter(party=party, first__year=year)
    sums = rows.aggregate(t=Sum("tax"), f=Sum("late_fee"), r=Sum("remitted"))
    return int((sums["t"] or 0) + (sums["f"] or 0) - (sums["r"] or 0))


def fee_of(base: int, refunded: int, on: date, *, applied: bool, netted: int, agreed: bool | None) -> Any:
    """The room's answer on a fee."""
    facts = {
        "fee_applied": applied, "netted_fen": netted, "base_fen": base, "refunded_fen": refunded, "fee_agreed": agreed,
    }  # fmt: skip
    return HANDLING_FEE.at(on).determine(facts)


def apply_for_fee(tx: Tx, party: UUID, year: int, base: int) -> dict[str, Any]:
    """Apply for a year's fee on the tax that reached the treasury; once a year. The books must say the same."""
    insurer, booked = institution(party), base_of(party, year)
    if base != booked:
        raise Coded(
            "base_differs", Text(f"账上已入库税款为 {format_yuan(booked)} 元", f"The books have {format_yuan(booked)} yuan"), where="base",
            mend=Text("按入库台账填写", "Enter what the ledger says"), clause="12.a",
        )  # fmt: skip
    title = f"{insurer.name} {year}年手续费"
    case = open_case(tx, PROCEDURE.id, insurer.office, party, title, once=f"vehicle_tax:fee:{party}:{year}")
    return act(tx, case.key, "apply", "applicant", {"year": year, "base": base})


def guards(case: Case, on: date) -> dict[str, str]:
    """The guard of checking and approving: remitted, nothing netted, the sum agrees with the books."""
    claim = FeeClaim.objects.filter(case=case.key).first()
    if claim is None or claim.party is None:
        return {"fee_sound": "not_met"}
    sound = base_of(claim.party, claim.year) == claim.base > 0 and short_of(claim.party, claim.year) == 0
    return {"fee_sound": "met" if sound else "not_met"}


def fees(party: UUID | None = None) -> list[FeeRow]:
    """Claims, newest year first."""
    rows = FeeClaim.objects.filter(**({"party": party} if party else {})).order_by("-year")
    return [FeeRow(r.year, r.base, r.refunded, r.fee, r.rate, STATES[r.state], r.slip, r.case) for r in rows]


@carries_out(PROCEDURE.id, "record_fee_claim")
def _claim(tx: Tx, case: Case, done: Act) -> None:
    assert case.party is not None
    year = done.body["year"]
    FeeClaim.objects.create(
        office=case.office, party=case.party, case=case.key, year=year, base=done.body["base"],
        refunded=refunded_of(case.party, year),
    )  # fmt: skip


@carries_out(PROCEDURE.id, "record_fee_approval")
def _approve(tx: Tx, case: Case, done: Act) -> None:
    claim, on = FeeClaim.objects.get(case=case.key), local_day(tx.now)
    assert claim.party is not None
    tx.lock(f"vehicle_tax/fee/{claim.party}")
    day, back = date(claim.year, 12, 31), refunded_of(claim.party, claim.year)
    netted = short_of(claim.party, claim.year)
    answer = fee_of(claim.base, back, day, applied=True, netted=netted, agreed=True)
    if answer.outcome != "met":
        raise Coded("fee", Text("不符合返还条件", "The fee is not due"), where=case.number, clause="12.a")
    rate = str(BOOK["handling_fee_rate"].at(day).value)
    FeeClaim.objects.filter(case=case.key).update(
        fee=answer.amount_fen, refunded=back, rate=rate, state="approved"
    )
    tx.audit(
        "vehicle_tax.fee_approved",
        case=str(case.key),
        fee=answer.amount_fen,
        refunded=back,
        on=on.isoformat(),
    )


@carries_out(PROCEDURE.id, "record_fee_refusal")
def _refuse(tx: Tx, case: Case, done: Act) -> None:
    from gongbao.platform.cases.services import free_once

    FeeClaim.objects.filter(case=case.key).update(state="refused")
    free_once(tx, case)


@carries_out(PROCEDURE.id, "record_fee_payment")
def _pay(tx: Tx, case: Case, done: Act) -> None:
    FeeClaim.objects.filter(case=case.key).update(state="paid", slip=str(done.body.get("slip", ""))[:40])
