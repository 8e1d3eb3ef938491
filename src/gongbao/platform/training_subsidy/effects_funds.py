"""What the steps of a monthly fund request carry out in the books, and whom they tell."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, lock_case, registered
from gongbao.platform.cases.services import act as do
from gongbao.platform.db.services import Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.messages import services as messages
from gongbao.platform.training_subsidy import guards, paying
from gongbao.platform.training_subsidy.models import Claim, FundMonth
from gongbao.platform.training_subsidy.words import FUND, FUND_REQUEST, ROOM, clause


def effect(name: str) -> Callable[..., object]:
    """Decorator: the function carries out `name` for fund requests."""
    return carries_out(FUND_REQUEST, name)


def _month(case: Case) -> FundMonth:
    return FundMonth.objects.get(case=case.key)


def _request(case: Case) -> UUID:
    request: UUID | None = _month(case).request
    if request is None:
        raise Refusal(Text("用款申请里没有项目", "the fund request is empty"), where=case.number)
    return request


@effect("collect_cases")
def collect_cases(tx: Tx, case: Case, act: Act) -> None:
    """Put the sums into the month's request (3.3.a)."""
    month = _month(case)
    entitlements = [UUID(each) for each in act.body["entitlements"] if each != "None"]
    month.request = funds.collect(tx, case.office, month.month, entitlements, scheme=ROOM, fund=FUND)
    month.save(update_fields=["request"])


@effect("post_allocation")
def post_allocation(tx: Tx, case: Case, act: Act) -> None:
    """The treasury approves the request out of the quarter's money."""
    funds.approve(tx, _request(case))


@effect("post_transfer")
def post_transfer(tx: Tx, case: Case, act: Act) -> None:
    """The money stands with the district in the books; anything else stops the step."""
    if not guards.funded(_month(case)):
        raise Refusal(
            Text("资金还没有拨到区", "the money has not reached the district"),
            where=case.number,
            clause=clause("3.3.d"),
        )


@effect("fund_cases")
def fund_cases(tx: Tx, case: Case, act: Act) -> None:
    """Each case of the request has its money with the district."""
    for claim in Claim.objects.filter(fund_case=case.key).order_by("number"):
        do(tx, claim.case, "fund", act.role, {"request": case.number})


@effect("pay_cases")
def pay_cases(tx: Tx, case: Case, act: Act) -> None:
    """Ask for the second person who releases the batch."""
    _office(
        tx, case, Text(f"{case.number}：支付批次待另一人放行", f"{case.number}: a batch waits to be released")
    )


@effect("reverse_payment")
def reverse_payment(tx: Tx, case: Case, act: Act) -> None:
    """The books took it back with the receipt; the office is told."""
    _office(tx, case, Text(f"{case.number}：银行退回一笔拨付", f"{case.number}: the bank returned a payment"))


@effect("archive")
def archive(tx: Tx, case: Case, act: Act) -> None:
    """The request is settled: its sum is noted in the global log."""
    tx.audit("training_subsidy.request_settled", case=str(case.key), total=guards.request_total(_month(case)))


@effect("receipt")
def receipt(tx: Tx, case: Case, act: Act) -> None:
    """Tell the office that what it sent has been received."""
    _office(tx, case, _done(case, act))


@effect("difference")
def difference(tx: Tx, case: Case, act: Act) -> None:
    """A corrected request: the new total goes to the log, the old one stands in the event before."""
    tx.audit(
        "training_subsidy.request_corrected", case=str(case.key), total=guards.request_total(_month(case))
    )


@effect("notify_applicant")
@effect("notify_office")
def notify_office(tx: Tx, case: Case, act: Act) -> None:
    """Tell the office that made the request."""
    _office(tx, case, _done(case, act))


@effect("notify_city")
def notify_city(tx: Tx, case: Case, act: Act) -> None:
    """Tell the city bureau."""
    messages.to_office(tx, "city_hr", _done(case, act), case=case.key, key=f"{case.key}:{case.sequence}:city")


@effect("notify_finance")
def notify_finance(tx: Tx, case: Case, act: Act) -> None:
    """Tell the city finance bureau."""
    messages.to_office(
        tx, "city_finance", _done(case, act), case=case.key, key=f"{case.key}:{case.sequence}:finance"
    )


@effect("notify_supervisor")
def notify_supervisor(tx: Tx, case: Case, act: Act) -> None:
    """A day was passed: tell the office and the city bureau."""
    text = Text(f"{case.number}逾期未办，请督办", f"{case.number} is overdue")
    _office(tx, case, text)
    messages.to_office(tx, "city_hr", text, case=case.key, key=f"{case.key}:{case.sequence}:overdue")


@handles(paying.CORRECTED)
def account_corrected(tx: Tx, job: Job) -> None:
    """Record on the request that a firm has corrected its account."""
    assert job.case is not None
    request = lock_case(job.case)
    if request.state == "paying":
        paying.settle_item(tx, request, job.payload["claim"], "system")


def _done(case: Case, act: Act) -> Text:
    title = registered(case.procedure, case.version).procedure.action(act.action).title
    return Text(f"{case.number}：{title.zh}", f"{case.number}: {title.en}")


def _office(tx: Tx, case: Case, text: Text) -> None:
    messages.to_office(
        tx, case.office, text, case=case.key, key=f"{case.key}:{case.sequence}:{text.en[-40:]}"
    )
