"""Registrations, subsidies paid month by month with a gap, loans, complaints, lists, lending, screening."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.flexible_employment.conftest import october  # noqa: F401
from tests.platform.parties import people

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.flexible_employment.words import REGISTRATION, UNEMPLOYMENT
from gongbao.platform.funds import services as funds
from gongbao.platform.funds.bankfile import write_receipts
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october")]


def state(number: str) -> str:
    return str(w.seen(lambda: Case.objects.get(number=number).state))


def test_a_rider_registers_gets_a_certificate_and_changes() -> None:
    rider = w.person()
    number = w.begin(rider, REGISTRATION, w.RIDER)
    assert w.step(w.HALL, number, "register") == "registered"
    row = w.seen(lambda: flexible.current(rider.party))
    assert (row.kind, row.starts_on, row.work_kind) == ("flexible", date(2020, 10, 1), "platform")
    case = w.seen(lambda: Case.objects.get(number=number))
    found = w.seen(lambda: [each.kind for each in letters.letters(case=case.key)])
    assert "certificate.19" in found
    change = {
        "changed_on": "2020-10-10",
        "work_kind": "individual_operator",
        "occupation": "早餐摊",
        "work_district": "haidian",
        "committed": "1",
    }
    w.step(rider, number, "change", change)
    history = w.seen(
        lambda: [(e.starts_on, e.ends_on, e.work_kind) for e in flexible.history_of(rider.party)]
    )
    assert history == [
        (date(2020, 10, 10), None, "individual_operator"),
        (date(2020, 10, 1), date(2020, 10, 9), "platform"),
    ]


def test_a_second_registration_is_refused_with_the_clause() -> None:
    rider = w.person()
    w.registered(rider)
    number = w.begin(rider, REGISTRATION, w.RIDER)
    with pytest.raises(Refusal) as refused:
        w.step(w.HALL, number, "register")
    assert refused.value.clause == "jiu-2020-19/11.e"
    assert "没有另一条有效登记" in refused.value.what.zh
    assert state(number) == "submitted"


def test_an_employed_driver_is_not_registered_by_the_hall_alone() -> None:
    driver = w.person()
    number = w.begin(driver, REGISTRATION, w.RIDER | {"labour_relation": "yes"})
    with pytest.raises(Refusal, match="条件未满足"):
        w.step(w.HALL, number, "register")
    assert w.step(w.HALL, number, "refuse", reasons=["not_here"]) == "refused"


def test_unemployment_ends_the_registration_the_day_before() -> None:
    rider = w.person()
    w.registered(rider)
    said = {
        "lost_on": "2020-10-12", "reason": "no_work", "lives_here": "yes", "counter": "residence", "district": "haidian",
        "committed": "1",
    }  # fmt: skip
    number = w.begin(rider, UNEMPLOYMENT, said)
    assert w.step(w.HALL, number, "register") == "registered"
    history = w.seen(lambda: [(e.kind, e.starts_on, e.ends_on) for e in flexible.history_of(rider.party)])
    assert history == [
        ("unemployed", date(2020, 10, 12), None),
        ("flexible", date(2020, 10, 1), date(2020, 10, 11)),
    ]


def test_the_district_of_work_is_no_place_for_somebody_who_lives_here() -> None:
    rider = w.person()
    w.registered(rider)
    said = {
        "lost_on": "2020-10-12", "reason": "no_work", "lives_here": "yes", "counter": "work", "district": "haidian",
        "committed": "1",
    }  # fmt: skip
    number = w.begin(rider, UNEMPLOYMENT, said)
    with pytest.raises(Refusal, match="地区正确"):
        w.step(w.HALL, number, "register")


def month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:]) - 1


def drawn(text: str) -> dict[str, Any]:
    return dict(w.do(lambda tx: flexible.draw(tx, month(text)), w.HALL))


def approved(run: str) -> dict[str, Any]:
    return dict(w.do(lambda tx: flexible.approve(tx, UUID(run)), w.stepped(w.REVIEWER)))


def test_a_graduate_is_paid_with_a_gap_and_goes_on() -> None:
    graduate = w.person(1)
    w.no_employer()
    first = w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    made = drawn("2020-10")
    assert (made["people"], made["total"]) == (1, 95823)
    with pytest.raises(Refusal, match="另一人"):
        w.do(lambda tx: flexible.approve(tx, UUID(made["run"])), w.stepped(w.HALL))
    assert approved(made["run"])["total"] == 95823
    w.to("2020-11-30 10:00")
    w.step(graduate, first, "end", {"ended_on": "2020-10-31", "why": "employed"})
    w.contributed(1, "2020-11")
    gap = drawn("2020-11")
    assert (gap["people"], gap["total"]) == (0, 0)
    lines = w.seen(lambda: [(e.month, e.outcome, e.why) for e in flexible.lines(UUID(gap["run"]))])
    assert lines[0][:2] == (month("2020-11"), "not_met")
    assert any("登记有效" in why for why in lines[0][2])
    w.to("2021-01-20 10:00")
    w.registered(graduate, since="2021-01-04")
    w.contributed(1, "2021-01")
    resumed = drawn("2021-01")
    assert resumed["total"] == 95100
    approved(resumed["run"])
    used = w.seen(
        lambda: flexible.person_facts(graduate.party, date(2021, 1, 20), purpose="test")["months_used"]
    )
    assert used == 2


def test_the_money_reaches_the_person_through_the_funds() -> None:
    graduate = w.person(1)
    w.no_employer()
    w.registered(graduate)
    number = w.granted(graduate)
    w.contributed(1, "2020-10")
    run = drawn("2020-10")["run"]
    approved(run)
    w.preallocated()
    w.do(lambda tx: flexible.forward(tx, month("2020-10"), "京人社〔2020〕9号"), w.CITY)
    w.do(lambda tx: flexible.fund(tx, UUID(run)), w.FINANCE)
    w.do(lambda tx: flexible.plan(tx, UUID(run)), w.HALL)
    with pytest.raises(Refusal):
        w.do(lambda tx: flexible.release(tx, UUID(run)), w.stepped(w.HALL))
    w.do(lambda tx: flexible.release(tx, UUID(run)), w.stepped(w.REVIEWER))
    row = w.seen(lambda: flexible.runs("haidian")[0])
    assert (row.state, row.total) == ("sent", 95823)
    paid = w.seen(lambda: funds.payments(batch=UUID(row.batches[0])))
    assert [(each.amount, each.payee, each.account[-4:]) for each in paid] == [(95823, "林舟", "0123")]
    w.do(lambda tx: flexible.settle(tx, receipt(paid[0], "returned", "账号不符")), w.HALL)
    assert w.seen(lambda: flexible.runs("haidian")[0].state) == "returned"
    with pytest.raises(Refusal, match="更正账户"):
        w.do(lambda tx: flexible.pay_again(tx, UUID(run)), w.HALL)
    w.step(graduate, number, "correct_account", {"account": "6222021234567899994"})
    w.do(lambda tx: flexible.pay_again(tx, UUID(run)), w.HALL)
    w.do(lambda tx: flexible.release(tx, UUID(run)), w.stepped(w.REVIEWER))
    row = w.seen(lambda: flexible.runs("haidian")[0])
    again = w.seen(lambda: funds.payments(batch=UUID(row.batches[1])))
    assert w.seen(lambda: flexible.payment_file(UUID(run)).total) == 95823
    w.do(lambda tx: flexible.settle(tx, receipt(again[0], "paid")), w.HALL)
    assert w.seen(lambda: flexible.runs("haidian")[0].state) == "settled"
    assert w.seen(lambda: funds.check_books()) == []
    other = w.officer(60, "district_reviewer")
    assert w.step(other, number, "revoke", reasons=["false"]) == "revoked"
    owed = w.seen(
        lambda: [funds.balance(funds.recovery_key(m.entitlement)) for m in flexible.lines(UUID(run))]
    )
    assert owed == [95823]


def receipt(row: Any, outcome: str, why: str = "") -> bytes:
    """The bank's answer to one payment."""
    return write_receipts([funds.Result(row.number, row.amount, outcome, date(2020, 10, 20), why, "T1")])


def test_a_month_with_another_subsidy_is_left_out_at_approval() -> None:
    graduate = w.person(1)
    w.no_employer()
    w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    run = drawn("2020-10")["run"]
    from gongbao.platform.flexible_employment.facts import slot
    from gongbao.platform.parties.services import person_fingerprint

    mark = person_fingerprint(people.number(1, birth="19980115"))
    w.do(lambda tx: funds.claim_slot(tx, slot(mark, month("2020-10")), "another room"))
    with pytest.raises(Refusal, match="没有可以发放"):
        approved(run)


def test_a_false_commitment_stops_the_right() -> None:
    graduate = w.person(1)
    w.no_employer()
    w.registered(graduate)
    number = w.granted(graduate)
    other = w.officer(60, "district_reviewer")
    assert w.step(other, number, "revoke", reasons=["false"]) == "revoked"
    w.contributed(1, "2020-10")
    assert drawn("2020-10")["people"] == 0


def test_not_entitled_is_not_approved() -> None:
    graduate = w.person(1)
    w.registered(graduate)
    number = w.begin(graduate, flexible.SUBSIDY, w.GRADUATE | {"left_school_on": "2018-09-30"})
    w.step(w.HALL, number, "review", outcome="grant")
    with pytest.raises(Refusal, match="本人符合"):
        w.step(w.REVIEWER, number, "approve")
    assert w.step(w.REVIEWER, number, "refuse", reasons=["two_years"]) == "refused"


COMPLAINT = {
    "opponent": "platform", "firm": "某平台科技有限公司", "credit_code": people.code(7), "matter": "pay", "happened_on": "2020-10-05",
    "statement": "扣了三百元，没有说明", "violation_alleged": "no", "relation_claimed": "no",
}  # fmt: skip


def test_a_platform_answers_and_the_rider_goes_to_mediation() -> None:
    rider, platform = w.person(), w.firm()
    number = w.begin(rider, flexible.COMPLAINT, COMPLAINT)
    seen = w.seen(lambda: flexible.against(platform.party), platform)
    assert [each["number"] for each in seen] == [number]
    assert seen[0]["statement"] == "扣了三百元，没有说明"
    w.do(lambda tx: flexible.answer_complaint(tx, number, "按规则扣的", "退一百"), platform)
    with pytest.raises(Refusal, match="答复过"):
        w.do(lambda tx: flexible.answer_complaint(tx, number, "再说一次"), platform)
    run_due()
    assert state(number) == "answered"
    w.step(rider, number, "ask_mediation", {"statement": "应全退"})
    assert (
        w.step(w.MEDIATOR, number, "conclude_mediation", {"terms": "退二百"}, outcome="agreed") == "settled"
    )
    figures = w.seen(lambda: flexible.figures(date(2020, 10, 1), date(2020, 10, 31)))
    assert (figures.received, figures.answered, figures.late, dict(figures.results)) == (
        1,
        1,
        0,
        {"mediated": 1},
    )


def test_a_platform_that_says_nothing_is_overdue_and_inspection_follows() -> None:
    rider = w.person()
    w.firm()
    number = w.begin(rider, flexible.COMPLAINT, COMPLAINT)
    with pytest.raises(Refusal):
        w.step(rider, number, "ask_mediation", {"statement": "等不了"})
    w.to("2020-10-21 09:00")
    run_due()
    assert state(number) == "overdue"
    w.step(rider, number, "ask_mediation", {"statement": "没有答复"})
    done = w.step(
        w.MEDIATOR,
        number,
        "conclude_mediation",
        {"terms": "不来调解"},
        outcome="inspection",
        reasons=["violation"],
    )
    assert done == "with_inspection"
    assert w.step(w.INSPECTOR, number, "inspect", {"result": "责令退还"}) == "concluded"


def test_lists_keep_versions_and_refuse_an_agency_without_licence() -> None:
    with pytest.raises(Refusal) as refused:
        w.listed("agency", "无证职介", services="介绍工作，免费", shares_staff=False)
    assert refused.value.clause == "jiu-2020-19/17"
    w.listed("occupation", "数字化管理师", source="人社部发〔2019〕48号", duties="旧")
    w.listed("occupation", "数字化管理师", source="人社部发〔2019〕48号", duties="新")
    found = w.seen(
        lambda: [(e.version, e.data["duties"]) for e in flexible.versions("occupation", "数字化管理师")]
    )
    assert found == [(2, "新"), (1, "旧")]
    current = w.seen(lambda: [e.version for e in flexible.entries("occupation", date(2020, 10, 13))])
    assert current == [2]


def test_matching_says_why() -> None:
    shop = w.firm(8, "样例快递公司")
    for title, skills, pay, district in (
        ("夜间分拣", "分拣 驾驶", 3000, "chaoyang"), ("白天派送", "派送 驾驶", 2600, "haidian"), ("站点管理", "管理", 5000, "haidian"),
    ):  # fmt: skip
        given = {"title": title, "skills": skills, "pay": pay, "hours": 40, "district": district, "open_until": date(2020, 12, 31)}  # fmt: skip
        w.do(lambda tx, g=given: str(flexible.publish(tx, g)), shop)
    wanted, left = flexible.seeker("驾驶、派送", ["haidian", "chaoyang"])
    found = w.seen(lambda: flexible.match(wanted, date(2020, 10, 13)))
    assert [(each.vacancy.title, each.skills) for each in found] == [
        ("白天派送", ("驾驶", "派送")),
        ("夜间分拣", ("驾驶",)),
    ]
    assert found[0].why[0].zh == "技能符合2/2：驾驶、派送"
    assert left == []
    key = w.seen(lambda: flexible.mine(shop.party)[1].id)
    w.do(lambda tx: flexible.close(tx, key), shop)
    assert len(w.seen(lambda: flexible.match(wanted, date(2020, 10, 13)))) == 1


def test_staff_are_lent_only_when_the_borrower_agrees() -> None:
    lender, borrower, stranger = w.firm(8, "样例饭店"), w.firm(9, "样例超市"), w.firm(10, "样例工厂")
    given = {
        "credit_code": people.code(9), "people": 12, "starts_on": date(2020, 11, 1), "ends_on": date(2020, 12, 31), "work": "理货",
        "pay_by": "借用单位按月结给出借单位", "insurance_by": "出借单位", "safety": "借用单位", "return": "到期返回",
    }  # fmt: skip
    key = UUID(w.do(lambda tx: str(flexible.offer(tx, given)), lender))
    with pytest.raises(Refusal, match="没有给本单位"):
        w.do(lambda tx: flexible.answer_offer(tx, key, True), stranger)
    assert w.do(lambda tx: flexible.answer_offer(tx, key, True), borrower) == "agreed"
    with pytest.raises(Refusal, match="已经答复"):
        w.do(lambda tx: flexible.answer_offer(tx, key, False), borrower)
    assert [each.state for each in w.seen(lambda: flexible.lendings(lender.party), lender)] == ["agreed"]


def test_a_pilot_opens_its_district_only() -> None:
    given = {
        "starts_on": date(2020, 10, 1),
        "month_amount": 60000,
        "months": 12,
        "document": "海人社〔2020〕3号",
    }
    w.do(lambda tx: str(flexible.open_pilot(tx, given).pk), w.HALL)
    with pytest.raises(Refusal, match="已有正在进行"):
        w.do(lambda tx: str(flexible.open_pilot(tx, given).pk), w.HALL)
    from gongbao.platform.flexible_employment.facts import pilot_in

    assert w.seen(lambda: pilot_in("haidian", date(2020, 10, 13)).month_amount) == 60000
    assert w.seen(lambda: pilot_in("chaoyang", date(2020, 10, 13))) is None


def test_costs_of_the_published_table() -> None:
    every = frozenset(flexible.INSURANCES)
    assert flexible.cost(month("2020-10"), every).total == 125162
    assert flexible.cost(month("2021-08"), every, 2822100, 2822100).total == 564420 + 28221 + 46096
    with pytest.raises(Refusal) as refused:
        flexible.cost(month("2021-08"), every, 535999)
    assert refused.value.clause == "jiu-2020-19/3.p2.a"
    assert refused.value.where == "pension_base"


def test_all_rights_of_one_person() -> None:
    rider = w.person(1)
    w.registered(rider)
    known = w.seen(lambda: flexible.person_facts(rider.party, date(2020, 10, 13), purpose="test"))
    found = {
        e.right.question.id.split("/")[1]: e.outcome for e in flexible.all_rights(known, date(2020, 10, 13))
    }
    assert found["registration"] == "not_met"  # registered already
    assert found["insure_rural"] == "not_met"  # an urban household
    assert found["graduate_subsidy"] == "unknown"
    assert found["loan_qualification"] == "not_met"
