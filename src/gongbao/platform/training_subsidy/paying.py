"""Paying firms: batches planned and released by two persons, receipts taken, returned payments paid again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import require_step_up
from gongbao.platform.cases.services import Case, Event
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy.commands import (
    Done,
    marked,
    reach,
    reach_claim,
    reading,
    refusal_from,
    role_of,
    run,
    state_of,
    step,
)
from gongbao.platform.training_subsidy.funding import reach_month
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.reviewing import DISTRICT, REVIEWER
from gongbao.platform.training_subsidy.words import FUND_REQUEST, clause, value

CLOSED_WORDS = ("销户", "冻结", "closed", "frozen")


def plan_payments(actor: Actor, number: str, *, key: str, layout: str = "fixed") -> Done:
    """Plan the payments of a request whose money has reached the district, to each firm's own account (3.3.e)."""

    def command(tx: Tx) -> Done:
        case, month = reach_month(tx, number, "pay")
        assert month.request is not None
        done = step(tx, case, "pay_firms", role_of(tx, *DISTRICT))
        claims = Claim.objects.filter(fund_case=case.key).order_by("number")
        unpaid = [each for each in claims if each.entitlement and not funds.payments(case=each.case)]
        payees = {each.entitlement: payee(tx, each) for each in unpaid if each.entitlement}
        batch = funds.plan_batch(tx, month.request, payees, layout=layout)
        return {**done, "batch": str(batch) if batch else None}

    done: Done = run(actor, key, "plan_payments", command, [number, layout])
    return done


def plan_repayments(actor: Actor, number: str, *, key: str) -> Done:
    """Plan again every returned payment of a request whose firm has corrected its account."""

    def command(tx: Tx) -> Done:
        case, _ = reach_month(tx, number, "pay again")
        done = step(tx, case, "pay_firms", role_of(tx, *DISTRICT))
        batches = []
        for claim in Claim.objects.filter(fund_case=case.key).order_by("number"):
            its = _case(tx, claim)
            rows = funds.payments(case=claim.case)
            if its.state == "funded" and rows and rows[-1].code == "returned":
                batches.append(str(funds.repay(tx, rows[-1].id, payee(tx, claim))))
        if not batches:
            raise Refusal(
                Text("没有已更正账户、等待再次拨付的办件", "no returned payment has a corrected account yet"),
                mend=Text("请等企业更正账户", "Wait for the firm to correct it"),
            )
        return {**done, "batches": batches}

    done: Done = run(actor, key, "plan_repayments", command, [number])
    return done


def release_payments(actor: Actor, batch: str, *, key: str) -> Done:
    """Release a planned batch to the bank, by another person than planned it; its cases are paid by it."""

    def command(tx: Tx) -> Done:
        require_step_up(tx.actor, tx.now)
        rows = funds.payments(batch=UUID(batch))
        if not rows:
            raise Refusal(Text("没有这个支付批次", "there is no such batch"), where=batch)
        digest = funds.send_batch(tx, UUID(batch))
        numbers = []
        for row in rows:
            case = _case(tx, Claim.objects.get(case=row.case))
            body = {"payment": row.number, "amount": row.amount}
            numbers.append(step(tx, case, "pay", role_of(tx, REVIEWER, *DISTRICT), body)["number"])
        return {"batch": batch, "digest": digest, "cases": numbers, "total": sum(row.amount for row in rows)}

    done: Done = run(actor, key, "release_payments", command, [batch])
    return done


def payment_file(actor: Actor, batch: str) -> funds.PaymentFile:
    """The file of a released batch for the bank, the same bytes every time; with the second factor shown lately."""
    with reading(actor, "payment file") as reader:
        require_step_up(actor, reader.now)
        if not funds.payments(batch=UUID(batch)):
            raise Refusal(Text("没有这个支付批次", "there is no such batch"), where=batch)
        return funds.payment_file(UUID(batch))


def import_receipts(actor: Actor, data: bytes, *, key: str) -> Done:
    """Take the bank's receipts: paid cases are closed, returned ones wait for a corrected account."""
    numbers = {each.number for each in funds.read_receipts(data)}

    def command(tx: Tx) -> Done:
        if tx.actor.kind != "officer":
            raise Refusal(Text("由区人社局办理", "done by the district bureau"))
        before = {
            row.number: row.code for row in funds.payments(office=tx.actor.office) if row.number in numbers
        }
        taken = funds.import_receipts(tx, data)
        changed = [
            row
            for row in funds.payments(office=tx.actor.office)
            if row.number in numbers and before.get(row.number) != row.code
        ]
        for row in changed:
            _after(tx, row)
        refused = [refusal_from(fault) for fault in taken.refused]
        return {"paid": taken.paid, "returned": taken.returned, "known": taken.known, "refused": refused}

    done: Done = run(actor, key, "import_receipts", command, [marked(data)])
    return done


def correct_account(actor: Actor, number: str, *, holder: str, bank: str, account: str, key: str) -> Done:
    """The firm gives its right account after a returned payment; it is paid again without a new application."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "correct the account")
        assert tx.actor.party is not None
        doubts = parties.set_bank_account(tx, tx.actor.party, holder=holder, bank=bank, number=account)
        masked = parties.firm(tx.actor.party).bank_account_masked
        done = step(
            tx, case, "correct_account", "applicant", {"account": masked}, guards={"account_of_firm": "met"}
        )
        if claim.fund_case is not None:
            tx.enqueue(
                CORRECTED,
                {"claim": str(claim.case)},
                case=claim.fund_case,
                key=f"{claim.case}:{done['sequence']}",
            )
        return {**done, "doubts": [list(each) for each in doubts]}

    done: Done = run(actor, key, "correct_account", command, [number, holder, bank, account])
    return done


def settle_request(actor: Actor, number: str, *, key: str) -> Done:
    """Close a request whose every sum has arrived, with the ledger balanced."""

    def command(tx: Tx) -> Done:
        case, _ = reach_month(tx, number, "settle")
        return step(tx, case, "settle", REVIEWER)

    done: Done = run(actor, key, "settle_request", command, [number])
    return done


def declare_use(
    actor: Actor, number: str, use: str, amount: int, month: int, *, key: str, evidence: tuple[str, ...] = ()
) -> Done:
    """The firm says what it spent the money on; another use than the document lists is kept and flagged (2.4)."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "declare use")
        allowed = value("allowed_uses", local_day(tx.now))
        flagged = funds.record_use(
            tx, claim.case, use, amount, month, allowed=allowed, evidence=evidence, clause=clause("2.4")
        )
        sequence = tx.event(case.key, "use_declared", {"use": use, "amount": amount, "flagged": flagged})
        return {"number": number, "sequence": sequence, "flagged": flagged}

    done: Done = run(actor, key, "declare_use", command, [number, use, amount, month, list(evidence)])
    return done


CORRECTED = "training_subsidy.account_corrected"


def payee(tx: Tx, claim: Claim) -> funds.Payee:
    """The firm's own account; the number in full goes nowhere but into the payment, and the reading is logged."""
    assert claim.party is not None
    firm = parties.firm(claim.party)
    account = parties.disclose(tx, claim.party, "bank_account", f"payment {claim.number}")
    if not account:
        raise Refusal(
            Text("缺少收款账户", "the account is missing"), where=claim.number,
            mend=Text("请企业补填本单位账户", "Ask the firm for its account"), clause=clause("3.3.e"),
        )  # fmt: skip
    return funds.Payee(firm.name, account, firm.bank_name[:24])


def settle_item(tx: Tx, request: Case, claim: str, role: str) -> None:
    """Record on the request that a claim's returned payment has a corrected account."""
    rows = Event.objects.filter(case=request.key, action="return_payment", body__claim=claim)
    open_items = {item.number for item in state_of(request).opened("returned_payment")}
    for number in sorted(set(rows.values_list("step", flat=True)) & open_items):
        step(tx, request, "correct_account", role, {"claim": claim, "settles": number})


def _after(tx: Tx, row: funds.PaymentRow) -> None:
    claim = Claim.objects.get(case=row.case)
    case, role = _case(tx, claim), role_of(tx, *DISTRICT)
    if row.code == "paid":
        step(tx, case, "close", role, {"payment": row.number, "settled_on": str(row.settled_on)})
        return
    why = "account_closed" if any(word in row.reason for word in CLOSED_WORDS) else "account_wrong"
    body: dict[str, Any] = {"reasons": [why], "payment": row.number, "bank": row.reason}
    if case.state == "paid":
        step(tx, case, "payment_returned", role, body)
    else:
        _returned_late(tx, case, row)
    if claim.fund_case is not None:
        month = reach(tx, _number(claim.fund_case), "receipts", FUND_REQUEST)
        if month.state == "paying":
            step(tx, month, "return_payment", role, {**body, "claim": str(claim.case)})


def _returned_late(tx: Tx, case: Case, row: funds.PaymentRow) -> None:
    """The bank took a payment back after the case was closed: it is owed again, and the office is told."""
    tx.event(
        case.key, "returned_after_closing", {"payment": row.number, "amount": row.amount, "bank": row.reason}
    )
    text = Text(
        f"{case.number}办结后被银行退回，请联系企业",
        f"{case.number}: returned by the bank after it was closed",
    )
    messages.to_office(tx, case.office, text, case=case.key, key=f"{row.number}:late")


def _number(case: UUID) -> str:
    number: str = Case.objects.values_list("number", flat=True).get(key=case)
    return number


def _case(tx: Tx, claim: Claim) -> Case:
    return reach(tx, claim.number, "pay")
