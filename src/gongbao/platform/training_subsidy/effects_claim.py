"""What the steps of an application carry out: receipts, comparison, decisions, money, notices, messages."""

from __future__ import annotations

from collections.abc import Callable

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, registered
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.messages import services as messages
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import comparing, granting, wording
from gongbao.platform.training_subsidy.jobs import COMPARE, ENTER
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.rows import set_standing
from gongbao.platform.training_subsidy.words import APPLICATION, clause


def effect(name: str) -> Callable[..., object]:
    """Decorator: the function carries out `name` for applications."""
    return carries_out(APPLICATION, name)


def _claim(case: Case) -> Claim:
    return Claim.objects.get(case=case.key)


def _firm(case: Case) -> str:
    assert case.party is not None
    return parties.party(case.party).name


def _title(case: Case, action: str) -> Text:
    return registered(case.procedure, case.version).procedure.action(action).title


@effect("receipt")
def receipt(tx: Tx, case: Case, act: Act) -> None:
    """A receipt for what the firm handed in: a letter for a submission, a message for everything else."""
    if act.action not in ("submit", "resubmit"):
        title = _title(case, act.action)
        text = Text(f"{case.number}：已收到“{title.zh}”", f"{case.number}: received “{title.en}”")
        _tell(tx, case, text, act)
        return
    claim, what = _claim(case), _title(case, act.action)
    number = f"{case.number}-{case.sequence:02}"
    content = wording.receipt(claim, _firm(case), wording.instant(tx.now), what, number)
    letters.issue(
        tx, f"receipt.{act.action}", wording.TITLES["receipt"], content, office=case.office, addressee=_firm(case),
        prefix=wording.prefix(case.office, f"receipt.{act.action}"), case=case.key, party=case.party,
    )  # fmt: skip


@effect("route_by_insured_district")
def route(tx: Tx, case: Case, act: Act) -> None:
    """The office of the insured district has the case (it was opened there); tell it, and compare at once."""
    text = Text(f"收到新的申请{case.number}", f"New claim {case.number}")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:submitted")
    tx.enqueue(COMPARE, {}, key=f"{case.key}:{_claim(case).version}", case=case.key)


@effect("difference")
def difference(tx: Tx, case: Case, act: Act) -> None:
    """The difference was kept with the submission; the claim is compared anew."""
    tx.enqueue(COMPARE, {}, key=f"{case.key}:{_claim(case).version}", case=case.key)


@effect("compare_insurance")
def compare_insurance(tx: Tx, case: Case, act: Act) -> None:
    """Match the roster with the registers and determine every row (3.2)."""
    done = comparing.compare(tx, _claim(case))
    tx.audit("training_subsidy.compared", case=str(case.key), outcomes=done.outcomes, amount=done.amount)


@effect("decision")
def decision(tx: Tx, case: Case, act: Act) -> None:
    """Issue the letter: number, legal basis, facts, sum, remedies and their limits."""
    claim, on = _claim(case), local_day(tx.now)
    why = list(act.body.get("reasons", ()))
    kind = act.body["outcome"] if act.action == "approve" else "refuse"
    if kind == "refuse":
        content = wording.refused(claim, _firm(case), why, on)
    else:
        content = wording.granted(claim, _firm(case), kind, why, on)
    if claim.letter is not None:
        letters.set_standing(tx, claim.letter, "replaced")
    issued = letters.issue(
        tx, f"decision.{kind}", wording.TITLES[kind], content, office=case.office, addressee=_firm(case),
        prefix=wording.prefix(case.office, f"decision.{kind}"), case=case.key, party=case.party,
    )  # fmt: skip
    letters.serve(tx, issued.letter, "online")
    Claim.objects.filter(case=case.key).update(letter=issued.letter)


@effect("reserve_cap")
def reserve_cap(tx: Tx, case: Case, act: Act) -> None:
    """Hold schemes and months, reserve the sum under the firm's cap (1.3.b, 2.3)."""
    granting.reserve(tx, case, _claim(case))


@effect("release_reservation")
def release_reservation(tx: Tx, case: Case, act: Act) -> None:
    """Give back what the claim holds; refused and withdrawn rows stand for nothing any more."""
    granting.release(tx, case, _claim(case), _title(case, act.action).zh)
    if act.action in ("withdraw", "refuse"):
        set_standing(case.key, None, "")


@effect("publish")
def publish(tx: Tx, case: Case, act: Act) -> None:
    """The notice was made by the same command for all cases in it; keep which."""
    body = act.body
    Claim.objects.filter(case=case.key).update(
        notice=body["notice"], notice_key=body["key"], notice_row=body["row"]
    )


@effect("unpublish")
def unpublish(tx: Tx, case: Case, act: Act) -> None:
    """Publicity ends only when the notice says so: its last day over and no objection standing (3.3)."""
    clearance = notices.clearance(case.key, tx.now)
    if not clearance.clear:
        raise Refusal(clearance.reason, where=case.number, clause=clause("3.3"))


@effect("join_fund_request")
def join_fund_request(tx: Tx, case: Case, act: Act) -> None:
    """Keep which request the case is in; the request's own step has put its sum there."""
    Claim.objects.filter(case=case.key).update(fund_case=act.body["request"])


@effect("leave_fund_request")
def leave_fund_request(tx: Tx, case: Case, act: Act) -> None:
    """Take the sum out of the request."""
    claim = _claim(case)
    assert claim.entitlement is not None
    row = next(each for each in funds.entitlements(case=case.key) if each.id == claim.entitlement)
    if row.request is not None:
        funds.drop(tx, row.request, claim.entitlement)
    Claim.objects.filter(case=case.key).update(fund_case=None)


@effect("pay")
def pay(tx: Tx, case: Case, act: Act) -> None:
    """The payment stands in a batch the bank has been told of; anything else is refused."""
    if not any(each.code in ("sent", "paid") for each in funds.payments(case=case.key)):
        raise Refusal(
            Text("这笔补贴还没有送银行", "this sum has not been sent to the bank"), where=case.number,
            mend=Text("请先放行支付批次", "Release the payment batch first"), clause=clause("3.3.e"),
        )  # fmt: skip


@effect("reverse_payment")
def reverse_payment(tx: Tx, case: Case, act: Act) -> None:
    """The books took the returned payment back with the bank's receipt; the firm is asked for its account."""
    text = Text(
        f"{case.number}：银行退回了拨付，请更正收款账户",
        f"{case.number}: the bank returned the payment; correct the account",
    )
    _tell(tx, case, text, act)


@effect("archive")
def archive(tx: Tx, case: Case, act: Act) -> None:
    """The case is over: what people received enters the register of training subsidies."""
    tx.enqueue(ENTER, {}, key=str(case.key), case=case.key)


@effect("notify_applicant")
def notify_applicant(tx: Tx, case: Case, act: Act) -> None:
    """Tell the firm what was done and where the case stands now."""
    procedure = registered(case.procedure, case.version).procedure
    title, state = _title(case, act.action), procedure.state(act.after).title
    text = Text(
        f"{case.number}：{title.zh}，现为“{state.zh}”", f"{case.number}: {title.en}; now at “{state.en}”"
    )
    _tell(tx, case, text, act)


@effect("notify_office")
def notify_office(tx: Tx, case: Case, act: Act) -> None:
    """Tell the office that the firm or the public has acted."""
    title = _title(case, act.action)
    text = Text(f"{case.number}：{title.zh}", f"{case.number}: {title.en}")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:{case.sequence}:office")


@effect("notify_supervisor")
def notify_supervisor(tx: Tx, case: Case, act: Act) -> None:
    """A limit was passed: tell the office and the city bureau; nothing is decided by it."""
    text = Text(f"{case.number}逾期未办，请督办", f"{case.number} is overdue")
    for office in (case.office, "city_hr"):
        messages.to_office(tx, office, text, case=case.key, key=f"{case.key}:{case.sequence}:{office}")


@effect("notify_objector")
def notify_objector(tx: Tx, case: Case, act: Act) -> None:
    """Tell the objector that their objection is settled; who they are stays with the notice."""
    party = act.body.get("objector")
    if party:
        text = Text(
            "您对公示提出的异议已经办结，请凭查询码查看答复",
            "Your objection is settled; see the answer by its code",
        )
        messages.to_party(tx, party, text, key=f"{case.key}:{case.sequence}:objector")


def _tell(tx: Tx, case: Case, text: Text, act: Act) -> None:
    assert case.party is not None
    messages.to_party(
        tx, case.party, text, case=case.key, key=f"{case.key}:{case.sequence}:{act.action}:{len(text.zh)}"
    )
