"""One claim from the roster with five faults to the money on the account, over National Day 2020."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from tests.platform.training_subsidy.world import COMMITMENT, case, city, claim, jobs, key, rows, state, to

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import refold, verify_case
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.notices import services as notices
from gongbao.platform.parties.demo_people import account, someone
from gongbao.platform.training_subsidy import (
    deciding,
    demo,
    drafts,
    funding,
    paying,
    publicity,
    reviewing,
    submitting,
)
from gongbao.platform.training_subsidy.demo_sheets import (
    BAD_DATE,
    NO_WAGE,
    OTHER_SCHEME,
    TWICE,
    WRONG_DIGIT,
)
from gongbao.platform.training_subsidy.models import Submission
from gongbao.platform.training_subsidy.words import EXPAND, ROOM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_clock")]
SEPTEMBER, OCTOBER = 2020 * 12 + 8, 2020 * 12 + 9
RATE = 154_000


def test_from_a_faulty_roster_to_the_money(tmp_path: Path) -> None:
    to("2020-09-21 09:30")
    where = city(cases=True)
    number = apply_with_faults(where)
    mend(where, number)
    submitting.submit(where.clerk(), number, commitment=COMMITMENT, key=key())
    assert state(number) == "submitted"
    jobs()
    assert state(number) == "in_review"
    assert {row.outcome for row in rows(number)} == {"met"}
    return_and_resubmit(where, number)
    to("2020-09-27 10:00")  # a Sunday that is worked
    reviewing.pass_review(where.officer("haidian-handler"), number, "grant", key=key())
    decide(where, number)
    slug = publicise(where, number)
    object_and_settle(where, number, slug)
    close_publicity(number)
    request = request_money(where, number)
    pay(where, number, request, tmp_path)
    with read(SYSTEM, purpose="test"):
        assert funds.check_books() == []
        for each in (number, request):
            row = case(each)
            assert refold(row).state == row.state
            assert verify_case(row.key) is None


def apply_with_faults(where: demo.City) -> str:
    clerk = where.clerk()
    number: str = drafts.start(clerk, EXPAND, key=key())["number"]
    assert number.startswith("HD-2020-06-")
    drafts.save_draft(clerk, number, demo.answers(EXPAND) | {"account": account(0)}, key=key())
    drafts.upload_roster(clerk, number, demo.demo_roster(), "花名册.xlsx", key=key())
    drafts.upload_statement(clerk, number, demo.demo_statement(), "对账单.xlsx", key=key())
    with pytest.raises(Refusal, match=f"第{WRONG_DIGIT}、{BAD_DATE}、{TWICE}行有错"):
        submitting.submit(clerk, number, commitment=COMMITMENT, key=key())
    with pytest.raises(Refusal, match="承诺"):
        submitting.submit(clerk, number, commitment="", key=key())
    return number


def mend(where: demo.City, number: str) -> None:
    """Each row is typed anew; the rest of the sheet stays."""
    clerk = where.clerk()
    right = someone(WRONG_DIGIT - 2)
    drafts.mend_row(clerk, number, "roster", WRONG_DIGIT, {"identity_number": right.number}, key=key())
    drafts.mend_row(clerk, number, "roster", BAD_DATE, {"hired_on": "2020-07-06"}, key=key())
    for row, place in ((TWICE, 40), (OTHER_SCHEME, 41)):
        who = someone(place)
        drafts.mend_row(
            clerk, number, "roster", row, {"name": who.name, "identity_number": who.number}, key=key()
        )
    drafts.upload_statement(clerk, number, demo.demo_statement(0), "对账单.xlsx", key=key())
    done = drafts.check_draft(clerk, number)
    assert [each for each in done.found if each.level != "note"] == []
    assert (done.people, done.person_months, done.amount) == (30, 60, 60 * RATE)


def return_and_resubmit(where: demo.City, number: str) -> None:
    handler, clerk = where.officer("haidian-handler"), where.clerk()
    reviewing.open_for_review(handler, number, key=key())
    done = reviewing.return_for_correction(
        handler, number, ["statement"], {NO_WAGE: "8月工资请附回单"}, key=key()
    )
    assert done["state"] == "returned"
    assert drafts.draft_of(clerk, number).returned["rows"] == {str(NO_WAGE): "8月工资请附回单"}
    drafts.mend_row(clerk, number, "roster", 31, None, key=key())
    drafts.mend_row(clerk, number, "roster", NO_WAGE, {"months": "2020-07"}, key=key())
    submitting.resubmit(clerk, number, commitment=COMMITMENT, key=key())
    jobs()
    assert state(number) == "in_review"
    found = reviewing_difference(number)
    assert (len(found.removed), len(found.people), found.added) == (1, 1, [])
    assert found.people[0].label == "以工代训月份"
    assert claim(number).person_months == 57


def reviewing_difference(number: str):  # type: ignore[no-untyped-def]
    import json

    from gongbao.platform.db import secrets
    from gongbao.platform.training_subsidy.difference import Difference

    with read(SYSTEM, purpose="test"):
        row = Submission.objects.get(case=case(number).key, version=2)
        assert row.difference is not None
        return Difference.from_json(json.loads(secrets.unseal_for_case(row.case, bytes(row.difference))))


def decide(where: demo.City, number: str) -> None:
    to("2020-09-28 09:00")
    with pytest.raises(Refusal, match="没有以"):
        deciding.approve(where.officer("haidian-handler"), number, key=key())
    done = deciding.approve(where.officer("haidian-reviewer"), number, key=key())
    assert (done["outcome"], done["granted"]) == ("full", 57 * RATE)
    jobs()
    with read(SYSTEM, purpose="test"):
        listed = letters.letters(case=case(number).key)
        kinds = [row.kind for row in listed]
        assert kinds == ["receipt.submit", "receipt.resubmit", "decision.full"]
        assert all(row.ready for row in listed)
        rights = letters.rights(listed[-1].id)
        assert [right.deadline.due for right in rights if right.deadline] == [
            date(2020, 11, 27),
            date(2021, 3, 29),
        ]
        assert case(number).fold["clocks"]


def publicise(where: demo.City, number: str) -> str:
    to("2020-09-28 10:00")
    done = publicity.publish(where.officer("haidian-handler"), [number], key=key())
    assert done["last_day"] == "2020-10-12", "29, 30 September, 9 and 10 (a make-up Saturday), 12 October"
    slug: str = done["notice"]
    shown = notices.page(slug, case(number).opened_at)
    assert shown.rows == [["北京样例知舟科技有限公司", "扩岗", 29, 57, "87,780"]]
    assert [each.number for each in shown.window.days if each.date == date(2020, 10, 10)] == [4]
    return slug


def object_and_settle(where: demo.City, number: str, slug: str) -> None:
    to("2020-10-12 23:59")
    raised = publicity.object_to(
        slug, "有人没有上过班", row=1, name="样壬一", contact="13900000001", key=key()
    )
    assert raised["code"]
    assert state(number) == "objection_open"
    to("2020-10-13 00:00")
    jobs()
    assert state(number) == "objection_open", "an open objection holds the end of publicity"
    with pytest.raises(Refusal, match="不再接受异议"):
        publicity.object_to(slug, "晚了一分钟", row=1, key=key())
    to("2020-10-14 09:00")
    with read(SYSTEM, purpose="test"):
        (open_one,) = notices.open_objections(case(number).key)
    reviewer = where.officer("haidian-reviewer")
    publicity.settle_objection(
        reviewer, number, str(open_one.objection), "rejected", "已核对考勤，属实上班", key=key()
    )
    assert publicity.standing_of(raised["code"], raised["number"]).reasons == "已核对考勤，属实上班"


def close_publicity(number: str) -> None:
    assert state(number) == "publicity"
    jobs()
    assert state(number) == "ready_for_funds"


def request_money(where: demo.City, number: str) -> str:
    handler, reviewer = where.officer("haidian-handler"), where.officer("haidian-reviewer")
    funding.collect(handler, [number], key=key())
    with read(SYSTEM, purpose="test"):
        from gongbao.platform.training_subsidy.models import FundMonth

        month = FundMonth.objects.get(office="haidian")
    assert (month.month, state(number)) == (OCTOBER, "in_fund_request")
    request = month.number
    to("2020-10-20 23:00")
    assert funding.submit_request(where.officer("haidian-reviewer"), request, key=key())["late"] is False
    assert reviewer.account != handler.account
    funding.aggregate_requests(where.officer("city"), OCTOBER, key=key())
    assert (
        funding.request_money(where.officer("city"), OCTOBER, "京人社请〔2020〕1号", key=key())["total"]
        == 57 * RATE
    )
    short = funding.preallocate(where.officer("finance"), "2020Q4", 100_000, "财预1号", key=key())
    assert (short["approved"], short["waiting"]) == ([], [request])
    enough = funding.preallocate(where.officer("finance"), "2020Q4", 60 * RATE, "财预2号", key=key())
    assert enough["approved"] == [request]
    assert funding.transfer(where.officer("agency"), request, key=key())["state"] == "posted"
    assert state(number) == "funded"
    return request


def pay(where: demo.City, number: str, request: str, folder: Path) -> None:
    bank = funds.LocalBank(folder, accepts=lambda number: number != account(0))
    first = paying.plan_payments(where.officer("haidian-funds"), request, key=key())["batch"]
    with pytest.raises(Refusal):
        paying.release_payments(where.officer("haidian-funds"), first, key=key())
    settle_with(bank, where, first)
    assert state(number) == "payment_failed"
    with pytest.raises(Refusal, match="户名"):
        paying.correct_account(
            where.clerk(), number, holder="另一家公司", bank="样例银行", account=account(7), key=key()
        )
    paying.correct_account(
        where.clerk(),
        number,
        holder="北京样例知舟科技有限公司",
        bank="样例银行",
        account=account(7),
        key=key(),
    )
    jobs()
    (again,) = paying.plan_repayments(where.officer("haidian-funds"), request, key=key())["batches"]
    settle_with(bank, where, again)
    assert state(number) == "closed"
    assert sum(bank.paid().values()) == 57 * RATE
    jobs()
    paying.settle_request(where.officer("haidian-reviewer"), request, key=key())
    assert state(request) == "settled"
    with read(SYSTEM, purpose="test"):
        from gongbao.platform.registers.services import batches

        assert any(batch.source == number and batch.added == 29 for batch in batches("training_subsidies"))
        assert funds.entitlements(scheme=ROOM, case=case(number).key)[0].granted == 57 * RATE


def settle_with(bank: funds.LocalBank, where: demo.City, batch: str) -> None:
    paying.release_payments(where.officer("haidian-reviewer"), batch, key=key())
    file = paying.payment_file(where.officer("haidian-funds"), batch)
    bank.submit(funds.LAYOUTS["fixed"], file.content, date(2020, 10, 21))
    content = bank.receipts(file.name.rsplit(".", 1)[0])
    taken = paying.import_receipts(where.officer("haidian-handler"), content, key=key())
    assert taken["refused"] == []
    assert UUID(batch)
