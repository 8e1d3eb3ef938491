"""Money: the 20th of the month, what joins a request, the queue of a short account, who may pay, and its use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.platform.training_subsidy.world import case, jobs, key, published, state, to

from gongbao.law.errors import Refusal
from gongbao.platform.access.services import StepUpNeeded
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds
from gongbao.platform.messages import services as messages
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo, funding, fundview, paying, submitting
from gongbao.platform.training_subsidy.models import FundMonth
from gongbao.platform.training_subsidy.words import FUND

pytestmark = pytest.mark.django_db
RATE = 154_000
SEPTEMBER, OCTOBER = 2020 * 12 + 8, 2020 * 12 + 9


def ready(where: demo.City, *places: int) -> str:
    """A case whose publicity ended; the clock stands at 30 September."""
    number, _ = published(where, people=[someone(place) for place in places])
    to("2020-09-30 09:30")
    jobs()
    assert state(number) == "ready_for_funds"
    return number


def requested(where: demo.City, *places: int) -> tuple[str, str]:
    """A case in a request the treasury has been asked for, and the request."""
    number = ready(where, *places)
    funding.collect(where.officer("haidian-handler"), [number], key=key())
    request = month("haidian").number
    funding.submit_request(where.officer("haidian-reviewer"), request, key=key())
    funding.aggregate_requests(where.officer("city"), OCTOBER, key=key())
    funding.request_money(where.officer("city"), OCTOBER, "京请1号", key=key())
    return number, request


def month(office: str, which: int = OCTOBER) -> FundMonth:
    with read(SYSTEM, purpose="test"):
        return FundMonth.objects.get(office=office, month=which)


def test_publicity_that_still_runs_keeps_a_case_out(where: demo.City) -> None:
    number, _ = published(where)
    with pytest.raises(Refusal, match="公示中"):
        funding.collect(where.officer("haidian-handler"), [number], key=key())


@pytest.mark.parametrize(("day", "which"), [("2020-10-20 23:59", OCTOBER), ("2020-10-21 00:00", OCTOBER + 1)])
def test_a_case_joins_the_month_up_to_its_20th(where: demo.City, day: str, which: int) -> None:
    number = ready(where, 0)
    to(day)
    funding.collect(where.officer("haidian-handler"), [number], key=key())
    assert month("haidian", which).month == which


@pytest.mark.parametrize(("day", "late"), [("2020-10-20 23:59", False), ("2020-10-21 00:00", True)])
def test_the_20th_is_in_time_and_the_21st_is_late_but_taken(where: demo.City, day: str, late: bool) -> None:
    number = ready(where, 0)
    funding.collect(where.officer("haidian-handler"), [number], key=key(), month=OCTOBER)
    to(day)
    request = month("haidian").number
    assert funding.submit_request(where.officer("haidian-reviewer"), request, key=key())["late"] is late


def test_the_office_is_reminded_five_and_one_working_days_before(where: demo.City) -> None:
    number = ready(where, 0)
    funding.collect(where.officer("haidian-handler"), [number], key=key(), month=OCTOBER)
    jobs()
    seen = {}
    for moment in ("2020-10-14 08:29", "2020-10-14 08:30", "2020-10-20 08:30"):
        to(moment)
        with read(where.officer("haidian-handler"), purpose="test") as reader:
            box = messages.inbox(reader.now, office="haidian")
            seen[moment] = sum("须在2020-10-20前" in letter.text.zh for letter in box)
    assert list(seen.values()) == [0, 1, 2]


def test_a_case_taken_out_can_join_another_month_and_withdraw(where: demo.City) -> None:
    first, second = ready(where, 0), ""
    to("2020-09-21 10:00")
    second = ready(where, 1)
    funding.collect(where.officer("haidian-handler"), [first, second], key=key())
    with pytest.raises(Refusal):
        submitting.withdraw(where.clerk(), first, key=key())
    funding.uncollect(where.officer("haidian-handler"), first, key=key())
    submitting.withdraw(where.clerk(), first, key=key())
    view = fundview.fund_view(where.officer("city"), OCTOBER)
    assert [(line.office, line.cases, line.total) for line in view.requests] == [("haidian", 1, 2 * RATE)]


def test_four_eyes_over_request_allocation_and_batch(where: demo.City) -> None:
    number = ready(where, 0)
    both = replace(
        where.officer("haidian-handler"), roles=frozenset({"district_handler", "district_reviewer"})
    )
    funding.collect(both, [number], key=key())
    request = month("haidian").number
    with pytest.raises(Refusal, match="另一人"):
        funding.submit_request(both, request, key=key())
    with pytest.raises(StepUpNeeded):
        funding.submit_request(
            replace(where.officer("haidian-reviewer"), stepped_up_at=None), request, key=key()
        )
    funding.submit_request(where.officer("haidian-reviewer"), request, key=key())
    with pytest.raises(Refusal, match="由市财政局"):
        funding.preallocate(where.officer("city"), "2020Q4", 10**9, "x", key=key())


def test_a_request_sent_back_is_corrected_and_sent_again(where: demo.City) -> None:
    number = ready(where, 0)
    funding.collect(where.officer("haidian-handler"), [number], key=key())
    request = month("haidian").number
    funding.submit_request(where.officer("haidian-reviewer"), request, key=key())
    funding.return_request(where.officer("city"), request, ["totals"], key=key(), note="请核对")
    assert state(request) == "returned"
    funding.resubmit_request(where.officer("haidian-reviewer"), request, key=key())
    assert funding.aggregate_requests(where.officer("city"), OCTOBER, key=key())["total"] == 2 * RATE


def test_a_short_account_lets_requests_wait_in_order(where: demo.City) -> None:
    _, request = requested(where, 0)
    finance = where.officer("finance")
    assert funding.preallocate(finance, "2020Q4", 2 * RATE - 1, "财1", key=key())["waiting"] == [request]
    assert funding.preallocate(finance, "2020Q4", 1, "财2", key=key())["approved"] == [request]
    assert funds.balance(funds.special_key(FUND)) == 2 * RATE
    assert funding.transfer(where.officer("agency"), request, key=key())["state"] == "posted"
    assert funds.balance(funds.special_key(FUND)) == 0


def test_one_treasury_document_is_booked_once(where: demo.City) -> None:
    requested(where, 0)
    for _ in range(2):
        funding.preallocate(where.officer("finance"), "2020Q4", 100, "同一文号", key=key())
    assert funds.balance(funds.special_key(FUND)) == 100


def funded(where: demo.City, *places: int) -> tuple[str, str]:
    number, request = requested(where, *places)
    funding.preallocate(where.officer("finance"), "2020Q4", 10**8, "财1", key=key())
    funding.transfer(where.officer("agency"), request, key=key())
    return number, request


def test_who_collected_does_not_pay_and_who_planned_does_not_release(where: demo.City) -> None:
    _, request = funded(where, 0)
    with pytest.raises(Refusal, match="另一人"):
        paying.plan_payments(where.officer("haidian-handler"), request, key=key())
    batch = paying.plan_payments(where.officer("haidian-funds"), request, key=key())["batch"]
    with pytest.raises(Refusal):
        paying.release_payments(where.officer("haidian-handler"), batch, key=key())
    paying.release_payments(where.officer("haidian-reviewer"), batch, key=key())


def test_receipts_twice_and_a_payment_file_that_never_differs(where: demo.City, tmp_path: Path) -> None:
    number, request = funded(where, 0)
    batch = paying.plan_payments(where.officer("haidian-funds"), request, key=key())["batch"]
    digest = paying.release_payments(where.officer("haidian-reviewer"), batch, key=key())["digest"]
    files = [paying.payment_file(where.officer("haidian-funds"), batch) for _ in range(2)]
    assert {file.digest for file in files} == {digest}
    bank = funds.LocalBank(tmp_path)
    bank.submit(funds.LAYOUTS["fixed"], files[0].content, date(2020, 9, 30))
    content = bank.receipts(files[0].name.rsplit(".", 1)[0])
    handler = where.officer("haidian-handler")
    assert paying.import_receipts(handler, content, key="r1")["paid"] == 1
    assert paying.import_receipts(handler, content, key="r2") == {
        "paid": 0,
        "returned": 0,
        "known": 1,
        "refused": [],
    }
    assert state(number) == "closed"


def test_use_of_the_money_is_kept_and_a_strange_one_flagged(where: demo.City, tmp_path: Path) -> None:
    number, request = funded(where, 0)
    with pytest.raises(Refusal):
        paying.declare_use(where.clerk(), number, "staff_education", 1, OCTOBER, key=key())
    pay_out(where, request, tmp_path)
    clerk = where.clerk()
    assert paying.declare_use(clerk, number, "staff_education", RATE, OCTOBER, key=key())["flagged"] is False
    assert paying.declare_use(clerk, number, "other", RATE, OCTOBER, key=key())["flagged"] is True
    with pytest.raises(Refusal, match="最多"):
        paying.declare_use(clerk, number, "staff_education", 1, OCTOBER, key=key())
    from gongbao.platform.training_subsidy import reports

    found = reports.report(where.officer("city"), "uses", date(2020, 9, 1), date(2020, 12, 31))
    assert [(row["use"], row["amount"], row["flagged"]) for row in found.rows] == [
        ("职工教育经费", RATE, False), ("其他用途", RATE, True)]  # fmt: skip


def pay_out(where: demo.City, request: str, folder: Path) -> None:
    batch = paying.plan_payments(where.officer("haidian-funds"), request, key=key())["batch"]
    paying.release_payments(where.officer("haidian-reviewer"), batch, key=key())
    file = paying.payment_file(where.officer("haidian-funds"), batch)
    bank = funds.LocalBank(folder)
    bank.submit(funds.LAYOUTS["fixed"], file.content, date(2020, 9, 30))
    paying.import_receipts(
        where.officer("haidian-handler"), bank.receipts(file.name.rsplit(".", 1)[0]), key=key()
    )


def test_the_fund_view_shows_each_side_what_it_may_see(where: demo.City, tmp_path: Path) -> None:
    number, request = funded(where, 0)
    pay_out(where, request, tmp_path)
    city = fundview.fund_view(where.officer("city"), OCTOBER)
    assert (city.allocated, city.balance, city.transferred) == (10**8, 10**8 - 2 * RATE, 2 * RATE)
    assert [line.state for line in city.requests] == ["paying"]
    assert fundview.fund_view(where.officer("chaoyang-handler"), OCTOBER).requests == ()
    view = fundview.request_view(where.officer("haidian-reviewer"), request)
    assert [line.number for line in view.cases] == [number]
    assert [payment.code for payment in view.payments] == ["paid"]
    assert case(number).state == "closed"
