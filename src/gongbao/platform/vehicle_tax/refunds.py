"""Refunds of filed tax: matched to what was collected, worked out by the rule, booked as given back by the treasury."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out
from gongbao.platform.casework.services import FORM
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.vehicle_tax.certificates import note_refund
from gongbao.platform.vehicle_tax.models import Item, RefundClaim
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.platform.vehicle_tax.vehicles import owner_hash, vin_hash
from gongbao.policies.vehicle_tax.procedure import REFUND as PROCEDURE
from gongbao.policies.vehicle_tax.rules import REFUND

STATES = {
    "asked": Text("核对中", "Being checked"),
    "approved": Text("同意退税", "Approved"),
    "paid": Text("已退税", "Paid back"),
    "ended": Text("不予退税或撤回", "Refused or withdrawn"),
}


class ClaimRow(NamedTuple):
    """A refund asked for, as screens show it; sums in fen."""

    item: str
    event: str
    event_on: date
    amount: int | None
    state: Text
    slip: str
    case: UUID


@carries_out(PROCEDURE.id, "record_refund")
def record(tx: Tx, case: Case, done: Act) -> None:
    """Match the claim to the tax of the vehicle and year, collected from the applicant and filed."""
    form = done.personal[FORM]
    found = _item(case, form["vin"].upper(), int(form["tax_year"]))
    tx.lock(f"vehicle_tax/refund/{found.number}")
    with opened("vehicle_tax.refund"):
        others = RefundClaim.objects.exclude(case=case.key).filter(item=found.number)
        asked = others.exclude(state="ended").exists()
    if asked:
        raise Coded("asked_before", Text("这笔税款已经申请过退税", "A refund of this tax was asked for before"),
                    where="tax_year", mend=Text("请查看已有的办件", "See the case there is"), clause="1", status=409)  # fmt: skip
    RefundClaim.objects.update_or_create(
        case=case.key,
        defaults={
            "office": case.office,
            "party": case.party,
            "item": found.number,
            "event": form["event"],
            "event_on": date.fromisoformat(form["event_on"]),
            "state": "asked",
        },
    )


@carries_out(PROCEDURE.id, "work_out_refund")
def work_out(tx: Tx, case: Case, done: Act) -> None:
    """What the rule gives for the claim and the proof that was seen; nothing where the rule says no."""
    claim, seen = RefundClaim.objects.get(case=case.key), done.personal[FORM]["event_proof"]
    with opened("vehicle_tax.refund"):
        item = Item.objects.get(number=claim.item)
    answer = REFUND.at(date(item.tax_year, 12, 31)).determine(facts_of(claim, item, bool(seen)))
    amount = answer.amount_fen if answer.outcome == "met" else 0
    RefundClaim.objects.filter(case=case.key).update(amount=amount, checked_by=tx.actor.identity)
    tx.event(case.key, "refund_worked_out", {"amount": amount, "outcome": answer.outcome})


def facts_of(claim: RefundClaim, item: Item, proof: bool) -> dict[str, Any]:
    """The facts of ``vehicle_tax/refund``."""
    return {
        "event": claim.event,
        "event_on": claim.event_on,
        "event_proof": proof,
        "tax_year": item.tax_year,
        "paid_fen": item.tax,
        "annual_fen": item.answer["values"]["whole_year_fen"],
    }


@carries_out(PROCEDURE.id, "decide_refund")
def decide(tx: Tx, case: Case, done: Act) -> None:
    """Approve only what the rule gives; a refusal ends the claim."""
    claim = RefundClaim.objects.get(case=case.key)
    if done.body.get("outcome") == "refuse":
        _end(case)
        return
    if not claim.amount:
        raise Coded("nothing_due", Text("按规则没有可退的税款", "By the rule nothing is paid back"), where="outcome",
                    mend=Text("请写明理由，不予退税", "Refuse it with its reasons"), clause="1")  # fmt: skip
    RefundClaim.objects.filter(case=case.key).update(state="approved", decided_by=tx.actor.identity)


@carries_out(PROCEDURE.id, "record_refund_payment")
def pay(tx: Tx, case: Case, done: Act) -> None:
    """Note that the treasury gave the tax back, and book it: less was owed, the treasury's money went out."""
    claim, form = RefundClaim.objects.get(case=case.key), done.personal[FORM]
    assert claim.amount is not None
    with opened("vehicle_tax.refund"):
        collections.give_back(
            tx,
            claim.item,
            claim.amount,
            reason=claim.event,
            asked_by=claim.checked_by,
            decided_by=claim.decided_by,
            on=date.fromisoformat(form["paid_on"]),
            bank_reference=form["slip"],
        )
        _mark(tx, claim.item, claim.amount, date.fromisoformat(form["paid_on"]))
    RefundClaim.objects.filter(case=case.key).update(state="paid", slip=form["slip"])
    tx.audit("vehicle_tax.refunded", item=claim.item, amount=claim.amount)


@carries_out(PROCEDURE.id, "drop_refund")
def drop(tx: Tx, case: Case, done: Act) -> None:
    """A claim taken back holds nothing."""
    _end(case)


def claims(*, limit: int = 200) -> list[ClaimRow]:
    """Refunds asked for, newest first; inside a read() of who may see them."""
    rows = RefundClaim.objects.order_by("-key")[:limit]
    return [ClaimRow(r.item, r.event, r.event_on, r.amount, STATES[r.state], r.slip, r.case) for r in rows]


def _mark(tx: Tx, number: str, amount: int, on: date) -> None:
    """Let the item, its certificate and its insurer know what the treasury gave back."""
    item = Item.objects.select_for_update().get(number=number)
    item.refunded, item.refunded_on = amount, on
    item.save(update_fields=["refunded", "refunded_on"])
    note_refund(tx, item)
    assert item.party is not None
    told = Text(
        f"代收编号 {number} 的税款已由国库退还 {format_yuan(amount)} 元，手续费的基数相应扣减。",
        f"Of the tax of {number} the treasury gave back {format_yuan(amount)} yuan; the base of the handling fee is less by as much.",
    )
    tx.message(item.party, told)


def _end(case: Case) -> None:
    RefundClaim.objects.filter(case=case.key).update(state="ended")


def _item(case: Case, vin: str, year: int) -> Item:
    """The filed tax of a vehicle and year, collected from this party; told apart only for its own vehicle."""
    assert case.party is not None
    party = parties.party(case.party)
    own = (
        owner_hash(parties.firm(case.party).credit_code)
        if party.kind == "firm"
        else parties.person(case.party).fingerprint
    )
    with opened("vehicle_tax.refund"):
        item = Item.objects.filter(
            vin_hash=vin_hash(vin),
            tax_year=year,
            owner_hash=own,
            state="live",
            outcome="collected",
            sandbox=False,
        ).first()
    if item is None:
        raise Coded("not_found", Text("没有找到您名下这辆车这一年度代收的税款", "No tax of this vehicle and year was collected from you"),
                    where="vin", mend=Text("请按行驶证和保单核对车架号和年度", "Check VIN and year against licence and policy"), clause="1", status=404)  # fmt: skip
    if not item.filing:
        raise Coded("not_filed", Text(f"这笔 {format_yuan(item.tax)} 元还没有申报", "It was not filed yet"), where="tax_year",
                    mend=Text("请直接找保险机构退保退税", "Have the insurer void it"), clause="8", status=409)  # fmt: skip
    return item
