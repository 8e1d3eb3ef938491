"""The monthly run of a district: drawn, approved by another officer, requested, funded, paid through the funds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.kernel.calendar.month import label, month_of
from gongbao.law.text import Text
from gongbao.platform.access.services import require_step_up
from gongbao.platform.cases.services import Case
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment import entitling, facts
from gongbao.platform.flexible_employment.models import Entitled, Month, Run
from gongbao.platform.flexible_employment.words import FUND, ROOM, cited, clause, refuse
from gongbao.platform.funds import services as funds
from gongbao.platform.funds.payments import shown
from gongbao.platform.parties import services as parties

SCHEME = "flexible_subsidy"
MONTHS = Text("补贴月数", "the months of subsidy")
THIS_MONTH = Text("该人该月的社会保险补贴", "this person's month of insurance subsidy")


def draw(tx: Tx, month: int) -> dict[str, Any]:
    """Work out the office's month, and earlier months not paid yet, for every running right; may be repeated.

    A run that has been approved is refused. What cannot be paid is kept with its reasons.
    """
    office = _officer(tx)
    if month > month_of(local_day(tx.now)):
        raise refuse("还没到这个月，不能提前发放", "That month has not come yet", "4.a", where="month")
    tx.lock(f"{ROOM}/run/{office}")
    run = _run(tx, office, month)
    if run.state != "drawn":
        raise refuse("这个月已经复核，不能重新生成", "This month has been approved", "4.a", where="month")
    run.months.filter(entitlement=None).delete()
    people, total = set(), 0
    for row in Entitled.objects.filter(office=office, stopped_at=None).order_by("granted_at", "id"):
        for each in _open_months(row, month):
            made = _month(run, row, each)
            total += made.amount
            people |= {row.party} if made.amount else set()
    run.people, run.total, run.drawn_by, run.drawn_at = len(people), total, tx.actor.identity, tx.now
    run.save()
    return {"run": str(run.pk), "people": run.people, "total": run.total}


def approve(tx: Tx, run: UUID) -> dict[str, Any]:
    """Approve a drawn run: each month is held for its person, reserved and requested; not by who drew it.

    Between drawing and approving a month may have been taken by another subsidy: it is then left out with the reason.
    """
    row = _locked(tx, run, "drawn")
    if row.drawn_by == tx.actor.identity:
        raise refuse("须由另一人复核", "Somebody else approves it", "4.b")
    require_step_up(tx.actor, tx.now)
    items, total, people = [], 0, set()
    limit = max(row.total, 1)
    for each in row.months.filter(amount__gt=0).select_related("entitled").order_by("id"):
        refused = _hold(tx, each)
        if refused is not None:
            each.outcome, each.amount, each.why = "not_met", 0, [refused]
            each.save(update_fields=["outcome", "amount", "why"])
            continue
        case = Case.objects.get(key=each.case)
        given = funds.reserve(
            tx, SCHEME, funds.cap_key(SCHEME, row.pk), each.amount, limit, case=each.case, number=case.number,
            office=row.office, party=each.party, payee_name=each.entitled.payee_name, fund=FUND, clause=clause("4.a"),
            ref=f"{ROOM}/{each.pk}",
        )  # fmt: skip
        each.entitlement = given.entitlement
        each.save(update_fields=["entitlement"])
        items.append(given.entitlement)
        total += each.amount
        people.add(each.party)
    if not items:
        raise refuse("没有可以发放的月份", "There is nothing to pay", "4.a")
    row.request = funds.collect(tx, row.office, row.month, items, scheme=SCHEME, fund=FUND)
    funds.submit(tx, row.request, due_day=28)
    row.state, row.approved_by, row.people, row.total = "approved", tx.actor.identity, len(people), total
    row.save()
    tx.audit("flexible.run_approved", run=str(row.pk), total=total)
    return {"run": str(row.pk), "people": row.people, "total": row.total}


def forward(tx: Tx, month: int, document: str) -> dict[str, Any]:
    """Forward every district's approved month to the treasury (the city's)."""
    if not document.strip():
        raise refuse("请填写文号", "Give the document's number", "4.a", where="document")
    total = funds.forward(tx, SCHEME, month, document)
    Run.objects.filter(month=month, state="approved").update(state="forwarded")
    return {"total": total}


def fund(tx: Tx, run: UUID) -> dict[str, Any]:
    """Record the treasury's approval and pass the money on to the district, or queue it when the account is short."""
    row = _locked(tx, run, "forwarded")
    assert row.request is not None
    funds.approve(tx, row.request)
    moved = funds.transfer(tx, row.request)
    row.state = "funded" if moved.state == "posted" else "queued"
    row.save(update_fields=["state"])
    return {"state": row.state, "short": moved.short}


def plan(tx: Tx, run: UUID) -> dict[str, Any]:
    """Plan the payments to each person's own account."""
    row = _locked(tx, run, "funded", "queued")
    assert row.request is not None
    payees = {}
    for each in row.months.filter(amount__gt=0).select_related("entitled"):
        assert each.entitlement is not None
        payees[each.entitlement] = _payee(each.entitled)
    tx.audit("flexible.accounts_disclosed", run=str(row.pk), people=len(payees))
    return _planned(row, [str(funds.plan_batch(tx, row.request, payees))])


def pay_again(tx: Tx, run: UUID) -> dict[str, Any]:
    """Plan again what the bank returned, to accounts their holders have corrected since."""
    row = _locked(tx, run, "returned")
    made = []
    for each in returned(row):
        entitled = Entitled.objects.get(case=each.case)
        if each.account[-4:] != entitled.account_shown[-4:]:
            made.append(str(funds.repay(tx, each.id, _payee(entitled))))
    if not made:
        raise refuse(
            "被退回的款项还没有更正账户", "No returned payment has a corrected account yet", "4.a",
            mend=Text("请等本人在办件里更正账户", "Wait for its holder to correct it in the case"),
        )  # fmt: skip
    return _planned(row, made)


def release(tx: Tx, run: UUID) -> dict[str, Any]:
    """Send the planned payments to the bank; by another officer than planned them, with the second factor."""
    row = _locked(tx, run, "planned")
    require_step_up(tx.actor, tx.now)
    digests = [funds.send_batch(tx, UUID(batch)) for batch in row.unsent]
    row.state, row.unsent = "sent", []
    row.save(update_fields=["state", "unsent"])
    return {"digests": digests}


def payment_file(run: UUID) -> funds.PaymentFile:
    """The file last sent to the bank, the same bytes every time."""
    row = Run.objects.filter(pk=run).first()
    if row is None or not row.batches or row.unsent:
        raise refuse("还没有送银行的支付文件", "Nothing has been sent to the bank", "4.a")
    return funds.payment_file(UUID(row.batches[-1]))


def settle(tx: Tx, data: bytes) -> dict[str, Any]:
    """Take the bank's receipts; a run is settled when every payment of it was paid, returned ones wait for an account."""
    _officer(tx)
    taken = funds.import_receipts(tx, data)
    for row in Run.objects.filter(state="sent", office=tx.actor.office):
        codes = {each.code for each in _payments(row)}
        if codes <= {"paid", "returned"}:
            row.state = "returned" if returned(row) else "settled"
            row.save(update_fields=["state"])
    return {"paid": taken.paid, "returned": taken.returned}


def returned(row: Run) -> list[funds.PaymentRow]:
    """Payments the bank returned and nobody has paid again."""
    rows = _payments(row)
    again = {(each.case, each.amount) for each in rows if each.code != "returned"}
    return [each for each in rows if each.code == "returned" and (each.case, each.amount) not in again]


def correct_account(tx: Tx, case: UUID, account: str) -> None:
    """The person's new account for this right; what was returned is paid there."""
    Entitled.objects.filter(case=case).update(
        account_sealed=secrets.seal(account, entitling.SEAL), account_shown=shown(account)
    )


def recover(tx: Tx, case: UUID, reason: str) -> int:
    """Order back everything that was paid under a right found untrue; returns the fen."""
    total = 0
    for each in Month.objects.filter(case=case, amount__gt=0).exclude(entitlement=None):
        assert each.entitlement is not None
        if paid := funds.paid(each.entitlement):
            funds.recover(tx, each.entitlement, paid, reason, ref=f"{ROOM}/{each.pk}")
            total += paid
    return total


def runs(office: str = "") -> list[Run]:
    """A district's runs, or all, newest first."""
    rows = Run.objects.all()
    return list((rows.filter(office=office) if office else rows).order_by("-month", "office"))


def lines(run: UUID) -> list[Month]:
    """Every month of a run."""
    return list(Month.objects.filter(run=run).select_related("entitled").order_by("entitled", "month"))


def _payments(row: Run) -> list[funds.PaymentRow]:
    return [each for batch in row.batches for each in funds.payments(batch=UUID(batch))]


def _planned(row: Run, batches: list[str]) -> dict[str, Any]:
    row.batches, row.unsent, row.state = [*row.batches, *batches], batches, "planned"
    row.save(update_fields=["state", "batches", "unsent"])
    return {"batches": batches}


def _payee(row: Entitled) -> funds.Payee:
    return funds.Payee(row.payee_name, secrets.unseal(bytes(row.account_sealed), entitling.SEAL), "")


def _open_months(row: Entitled, last: int) -> range | list[int]:
    first = month_of(local_day(row.granted_at))
    if row.scheme == "extension" and row.term_ends_on is not None:
        first = month_of(row.term_ends_on) + 1
    done = set(row.months.exclude(entitlement=None).values_list("month", flat=True))
    return [each for each in range(first, last + 1) if each not in done]


def _month(run: Run, row: Entitled, month: int) -> Month:
    Month.objects.filter(entitled=row, month=month, entitlement=None).delete()
    found = entitling.month(row, month)
    told = found.to_json()
    amount = found.amount_fen or 0 if found.outcome == "met" else 0
    why = [
        f"{cited(each['clause'])} {each['text']}" for each in told["explanation"] if each["state"] != "met"
    ]
    parts = {name: value for name, value in told["values"].items() if value is not None}
    return Month.objects.create(
        office=run.office, party=row.party, case=row.case, run=run, entitled=row, month=month, outcome=found.outcome,
        amount=amount, parts=parts if amount else {}, why=why,
    )  # fmt: skip


def _hold(tx: Tx, each: Month) -> str | None:
    """Hold the person's month and one of their months; why not, where somebody else has it."""
    assert each.party is not None
    mark = parties.person(each.party).fingerprint
    own = "extension" if each.entitled.scheme == "extension" else "subsidy"
    wanted = [
        funds.Wanted(facts.slot(mark, each.month), 1, clause("4.a"), THIS_MONTH, where=label(each.month).zh),
        funds.Wanted(f"{ROOM}/{own}/{mark}", each.entitled.max_months, clause("4.a"), MONTHS),
    ]
    refused = funds.claim_slots(tx, wanted, f"month:{each.pk}")
    if not refused:
        return None
    funds.release_slots(tx, f"month:{each.pk}")
    first = next(iter(refused.values()))
    return f"{cited(first.clause)} {first.what.zh}"


def _run(tx: Tx, office: str, month: int) -> Run:
    row = Run.objects.select_for_update().filter(office=office, month=month, scheme=SCHEME).first()
    return row or Run.objects.create(
        office=office, month=month, scheme=SCHEME, drawn_by=tx.actor.identity, drawn_at=tx.now
    )


def _locked(tx: Tx, run: UUID, *states: str) -> Run:
    row = Run.objects.select_for_update().filter(pk=run).first()
    if row is None:
        raise refuse("没有这个月的发放", "There is no such run", "4.a")
    if row.state not in states:
        raise refuse("这次发放已不在这个环节", "The run is not at this stage", "4.a")
    return row


def _officer(tx: Tx) -> str:
    if tx.actor.kind != "officer":
        raise refuse("由公共就业服务机构办理", "Done by the employment service", "4.b")
    return tx.actor.office
