"""Handling: four eyes, findings of fact, proposals, approval with its money, batches, objections, refusal and remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.platform.training_subsidy.world import (
    COMMITMENT,
    approved,
    case,
    claim,
    entitlement,
    filled,
    jobs,
    key,
    passed,
    published,
    roster_row,
    rows,
    state,
    submitted,
    to,
    wage_rows,
)

from gongbao.kernel.procedure import CaseState
from gongbao.kernel.rules.groups import Claim as Waiting
from gongbao.kernel.rules.groups import settle
from gongbao.law.errors import Refusal
from gongbao.platform.access.services import StepUpNeeded
from gongbao.platform.db.services import SYSTEM, read, write
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.notices import services as notices
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.registers.services import Spell, record_rows
from gongbao.platform.training_subsidy import (
    answers,
    deciding,
    demo,
    desk,
    drafts,
    publicity,
    remedies,
    reviewing,
    submitting,
)
from gongbao.platform.training_subsidy.books import cap_account
from gongbao.platform.training_subsidy.demo_sheets import workbook
from gongbao.platform.training_subsidy.models import ClaimRow
from gongbao.platform.training_subsidy.words import STABILISE

pytestmark = pytest.mark.django_db
RATE = 154_000


def known(kind: str, *records: dict[str, object], covers: Spell | None = None) -> None:
    write(
        lambda tx: record_rows(tx, kind, records, source=key(), covers=covers).added,
        actor=SYSTEM,
        key=key(),
        name="t",
    )


def unemployed_gone(place: int) -> None:
    """Take somebody's registered unemployment back."""
    who = someone(place)
    known(
        "unemployed",
        {"person": who.number, "starts_on": "2020-03-02", "ends_on": "2020-07-06", "withdrawn": "是"},
    )


def test_nobody_approves_what_they_passed_or_without_the_second_factor(where: demo.City) -> None:
    number = submitted(where)
    both = replace(
        where.officer("haidian-handler"), roles=frozenset({"district_handler", "district_reviewer"})
    )
    reviewing.pass_review(both, number, "grant", key=key())
    with pytest.raises(Refusal, match="另一人"):
        deciding.approve(both, number, key=key())
    stale = replace(where.officer("haidian-reviewer"), stepped_up_at=None)
    with pytest.raises(StepUpNeeded):
        deciding.approve(stale, number, key=key())
    assert state(number) == "passed"


def test_another_districts_officer_does_not_even_see_it(where: demo.City) -> None:
    number = submitted(where)
    with pytest.raises(Exception, match=number):
        reviewing.pass_review(where.officer("chaoyang-handler"), number, "grant", key=key())


def test_a_claim_that_moved_on_is_not_decided_unseen(where: demo.City) -> None:
    number = submitted(where)
    seen = case(number).sequence
    reviewing.open_for_review(where.officer("haidian-handler"), number, key=key())
    with pytest.raises(Refusal, match="有了新的记录"):
        reviewing.pass_review(where.officer("haidian-handler"), number, "grant", key=key(), seen=seen)


def test_a_pending_recognition_is_judged_with_evidence_before_the_claim_passes(where: demo.City) -> None:
    who = someone(0)
    unemployed_gone(0)
    known(
        "hard_to_employ",
        {"person": who.number, "category": "age", "applied_on": "2020-06-20", "due_on": "2020-07-20"},
    )
    number = submitted(where)
    handler = where.officer("haidian-handler")
    assert [row.outcome for row in rows(number)] == ["judgement", "met", "met"]
    with pytest.raises(Refusal, match="第2行还没有结论"):
        reviewing.pass_review(handler, number, "grant", key=key())
    with pytest.raises(Refusal, match="依据"):
        reviewing.judge(handler, number, "hard_to_employ", True, row=2, evidence=" ", key=key())
    reviewing.judge(handler, number, "hard_to_employ", True, row=2, evidence="街道7月18日认定表", key=key())
    assert [row.outcome for row in rows(number)] == ["met"] * 3
    assert answers.answer(handler, number, 2).determination.outcome == "met"
    reviewing.pass_review(handler, number, "grant", key=key())


def test_the_latest_finding_holds(where: demo.City) -> None:
    unemployed_gone(0)
    known("hard_to_employ", {"person": someone(0).number, "category": "age", "applied_on": "2020-06-20"})
    number, handler = submitted(where), where.officer("haidian-handler")
    for value in (True, False):
        reviewing.judge(handler, number, "hard_to_employ", value, row=2, evidence="核对", key=key())
    assert rows(number)[0].outcome == "not_met"


def test_people_who_do_not_qualify_make_it_a_reduction_with_their_reasons(where: demo.City) -> None:
    unemployed_gone(1)
    number, handler = submitted(where), where.officer("haidian-handler")
    with pytest.raises(Refusal, match="拟核减"):
        reviewing.pass_review(handler, number, "grant", key=key())
    reviewing.pass_review(handler, number, "reduce", key=key())
    done = deciding.approve(where.officer("haidian-reviewer"), number, key=key())
    assert (done["outcome"], done["granted"], done["reasons"]) == ("partial", 4 * RATE, ["not_category"])
    jobs()
    with read(SYSTEM, purpose="test"):
        (letter,) = [row for row in letters.letters(case=case(number).key) if row.kind == "decision.partial"]
        assert letter.number == "海淀人社训补部核〔2020〕1号"


def test_a_person_left_out_needs_a_reason_of_the_list(where: demo.City) -> None:
    number, handler = submitted(where), where.officer("haidian-handler")
    with pytest.raises(Refusal, match="列表"):
        reviewing.exclude_row(handler, number, 3, reason="看着不像", key=key())
    assert reviewing.exclude_row(handler, number, 3, reason="not_new", key=key())["amount"] == 4 * RATE
    reviewing.pass_review(handler, number, "reduce", key=key())
    done = deciding.approve(where.officer("haidian-reviewer"), number, key=key())
    assert (done["granted"], done["reasons"]) == (4 * RATE, ["not_new"])


def test_registers_imported_later_count_when_compared_again(where: demo.City) -> None:
    number, handler = submitted(where), where.officer("haidian-handler")
    to("2020-09-22 10:00")
    unemployed_gone(2)
    assert rows(number)[2].outcome == "met"
    assert reviewing.compare_again(handler, number, key=key())["outcomes"] == {"met": 2, "not_met": 1}


def test_what_was_compared_decides_not_what_a_register_says_later(where: demo.City) -> None:
    number = passed(where)
    to("2020-09-22 10:00")
    unemployed_gone(2)
    assert deciding.approve(where.officer("haidian-reviewer"), number, key=key())["granted"] == 6 * RATE


def test_rows_the_door_grants_are_those_of_the_rules_for_groups(where: demo.City) -> None:
    """Four claims of one firm over both sides of its cap, one after the other, as `groups.settle` takes them."""
    shares = [(0, 1, 2), (3, 4, 5, 6), (7, 8), (9,)]
    near = 30_000_000 - 16 * RATE - 50_000
    write(lambda tx: _granted_before(tx, where, near), actor=SYSTEM, key=key(), name="t")
    numbers = [passed(where, people=[someone(place) for place in places]) for places in shares]
    for number in numbers[:3]:
        deciding.approve(where.officer("haidian-reviewer"), number, key=key())
    with pytest.raises(Refusal, match="没有可以核定的金额"):
        deciding.approve(where.officer("haidian-reviewer"), numbers[3], key=key())
    waiting, given = [], {}
    for number in numbers:
        for row in rows(number):
            name = f"{number}:{row.row}"
            waiting.append(
                Waiting(name, row.person, "expand", "firm", ("2020-09-21", number, row.row), 2 * RATE)
            )
            given[name] = row.granted
    assert {each.key: each.amount for each in settle(waiting, 30_000_000 - near)} == given
    with read(SYSTEM, purpose="test"):
        assert funds.check_books() == []


def _granted_before(tx, where: demo.City, fen: int) -> None:  # type: ignore[no-untyped-def]
    from gongbao.platform.db.services import new_key

    firm = where.firms[0]
    funds.reserve(tx, "training_subsidy", cap_account(firm), fen, 30_000_000, case=new_key(), number="earlier",
                  office="haidian", party=firm, payee_name="北京样例知舟科技有限公司", fund="skills")  # fmt: skip


def test_the_cap_pays_the_remainder_and_the_letter_says_so(where: demo.City) -> None:
    write(lambda tx: _granted_before(tx, where, 30_000_000 - 500_000), actor=SYSTEM, key=key(), name="t")
    number = passed(where)
    done = deciding.approve(where.officer("haidian-reviewer"), number, key=key())
    assert (done["outcome"], done["granted"], done["reasons"]) == ("partial", 500_000, ["firm_cap"])
    assert [(row.granted, row.cut_by) for row in rows(number)] == [
        (308_000, ""),
        (192_000, "cap"),
        (0, "cap"),
    ]


def test_the_second_scheme_of_a_person_is_refused_at_approval_whoever_was_first_to_apply(
    where: demo.City,
) -> None:
    """Firms in two districts claim one person under both schemes; the first grant wins, the other is told."""
    who = someone(60)
    staff = filled(where, 1, scheme=STABILISE, people=[who])
    submitting.submit(where.clerk(1), staff, commitment=COMMITMENT, key=key())
    jobs()
    known("unemployed", {"person": who.number, "starts_on": "2020-03-02", "ends_on": "2020-07-06"})
    months = ["2020-07", "2020-08"]
    kinds = demo.KINDS
    known("insurance", *({"person": who.number, "firm": demo.credit_code(0), "month": m, "kinds": kinds, "paid_kinds": kinds,
                          "paid_on": f"{m}-20"} for m in months))  # fmt: skip
    other = submitted(where, 0, people=[who])
    for number, office in ((staff, "chaoyang"), (other, "haidian")):
        reviewing.pass_review(where.officer(f"{office}-handler"), number, "grant", key=key())
    deciding.approve(where.officer("chaoyang-reviewer"), staff, key=key())
    with pytest.raises(Refusal) as refused:
        deciding.approve(where.officer("haidian-reviewer"), other, key=key())
    assert refused.value.clause == "neng-2020-6/1.3.b"
    submitting.withdraw(where.clerk(1), staff, key=key())
    assert deciding.approve(where.officer("haidian-reviewer"), other, key=key())["granted"] == 2 * RATE


def test_many_cases_at_once_each_by_its_own_command(where: demo.City) -> None:
    first, second = passed(where, people=[someone(0)]), passed(where, people=[someone(1)])
    third = submitted(where, people=[someone(2)])
    wanted = {first: {}, second: {"note": "已核对"}, third: {}, "HD-2020-06-999999": {}}
    reviewer = where.officer("haidian-reviewer")
    found = deciding.approve_all(reviewer, wanted, key="batch")
    assert [each.state for each in found] == ["approved", "approved", "", ""]
    assert found[2].refusal is not None
    assert "审核中" in found[2].refusal.what.zh
    again = deciding.approve_all(where.officer("haidian-reviewer"), wanted, key="batch")
    assert [each.state for each in again] == ["approved", "approved", "", ""]
    assert funds.balance(cap_account(where.firms[0])) == 4 * RATE


def test_a_refusal_names_basis_remedy_and_day_and_can_be_appealed_to_its_last_day(where: demo.City) -> None:
    unemployed_gone(0)
    number = passed(where, outcome="refuse", people=[someone(0)])
    with pytest.raises(Refusal, match="须从列表中选择理由"):
        deciding.refuse(where.officer("haidian-reviewer"), number, [], key=key())
    deciding.refuse(where.officer("haidian-reviewer"), number, ["not_category"], key=key())
    with read(SYSTEM, purpose="test"):
        (letter,) = [row for row in letters.letters(case=case(number).key) if row.kind == "decision.refuse"]
        days = [right.deadline.due for right in letters.rights(letter.id) if right.deadline]
    assert days == [date(2020, 11, 20), date(2021, 3, 22)], "60 days; six months end on a Sunday and move"
    to("2020-11-20 23:59")
    remedies.acknowledge(where.clerk(), number, key=key())
    remedies.appeal(where.clerk(), number, "本人当时已登记失业", key=key())
    jobs()
    remedies.settle_appeal(
        where.officer("haidian-reviewer"), number, "redo", document="京复决〔2020〕1号", key=key()
    )
    assert state(number) == "in_review"


def test_a_refusal_becomes_final_when_nobody_appeals(where: demo.City) -> None:
    number = passed(where, outcome="refuse", why=["not_new"], people=[someone(0)])
    deciding.refuse(where.officer("haidian-reviewer"), number, ["not_new"], key=key())
    to("2020-11-21 00:00")
    jobs()
    assert state(number) == "refusal_final"
    with pytest.raises(Refusal):
        remedies.appeal(where.clerk(), number, "太晚", key=key())


@pytest.mark.parametrize(("outcome", "after"), [
    ("upheld_review", "in_review"), ("upheld_reduce", "passed"), ("upheld_refuse", "passed"),
])  # fmt: skip
def test_an_upheld_objection_releases_the_money_and_withdraws_the_notice(
    where: demo.City, outcome: str, after: str
) -> None:
    number, slug = published(where)
    publicity.object_to(slug, "人不在岗", row=1, key=key())
    with read(SYSTEM, purpose="test"):
        (one,) = notices.open_objections(case(number).key)
    with pytest.raises(Refusal, match="另一人"):
        publicity.settle_objection(
            where.officer("haidian-handler"), number, str(one.objection), outcome, "属实", key=key()
        )
    publicity.settle_objection(
        where.officer("haidian-reviewer"), number, str(one.objection), outcome, "属实", key=key()
    )
    assert (state(number), claim(number).granted, funds.balance(cap_account(where.firms[0]))) == (after, 0, 0)
    with read(SYSTEM, purpose="test"):
        assert ClaimRow.objects.filter(number=number, standing="granted").count() == 0
        assert notices.page(slug, case(number).opened_at).line.code == "withdrawn"
        assert funds.check_books() == []


def test_during_an_objection_its_own_limit_is_due_even_after_the_publicity_window(where: demo.City) -> None:
    number, slug = published(where)
    publicity.object_to(slug, "人不在岗", row=1, key=key())
    with read(SYSTEM, purpose="test"):
        (one,) = notices.open_objections(case(number).key)
    to("2020-09-28 09:00")
    jobs()
    assert state(number) == "objection_open"
    assert case(number).due == one.due
    assert one.due is not None
    assert one.due > date(2020, 9, 28)


def test_the_applicants_time_for_reconsideration_is_no_limit_of_the_office(where: demo.City) -> None:
    number = approved(where)
    remedy = CaseState.load(case(number).fold).clock("remedy")
    assert remedy is not None
    assert remedy.status == "running"
    assert case(number).due is None


def test_publicity_ends_by_itself_on_the_first_free_day(where: demo.City) -> None:
    number, slug = published(where)
    window = notices.page(slug, case(number).opened_at).window
    assert window.due == date(2020, 9, 27), "22 to 25 September and the make-up Sunday"
    to("2020-09-27 23:59")
    jobs()
    assert state(number) == "publicity"
    to("2020-09-28 00:00")
    jobs()
    assert state(number) == "ready_for_funds"


def test_a_returned_claim_keeps_remarks_and_shows_what_changed(where: demo.City) -> None:
    number, handler, clerk = submitted(where), where.officer("haidian-handler"), where.clerk()
    with pytest.raises(Refusal, match="没有第99行"):
        reviewing.return_for_correction(handler, number, ["forms"], {99: "?"}, key=key())
    reviewing.return_for_correction(handler, number, ["forms"], {3: "请核对月份"}, note="其余无误", key=key())
    people = [someone(0), someone(1), someone(7)]
    table = [roster_row(people[0]), roster_row(people[1], "2020-07"), roster_row(people[2])]
    drafts.upload_roster(clerk, number, workbook("roster", table), "花名册.xlsx", key=key())
    drafts.upload_statement(clerk, number, workbook("statement", wage_rows(people)), "对账单.xlsx", key=key())
    submitting.resubmit(clerk, number, commitment=COMMITMENT, key=key())
    jobs()
    found = desk.case_panel(handler, number).difference
    assert found is not None
    assert [each[0] for each in found.added] == [someone(7).name]
    assert [each[0] for each in found.removed] == [someone(2).name]
    assert [(c.who, c.label, c.before, c.after) for c in found.people] == [
        (someone(1).name, "以工代训月份", "2020年7月、2020年8月", "2020年7月")
    ]
    assert found.removed[0][1].count("*") == 11, "identity numbers are shown masked"


def test_an_entitlement_is_made_once_per_decision(where: demo.City) -> None:
    number = approved(where)
    with read(SYSTEM, purpose="test"):
        assert [each.id for each in funds.entitlements(case=case(number).key)] == [entitlement(number)]


def test_suspension_moves_the_review_limit(where: demo.City) -> None:
    number, handler = submitted(where), where.officer("haidian-handler")
    before = case(number).due
    reviewing.suspend(handler, number, ["evidence"], key=key())
    to("2020-09-24 09:30")
    reviewing.resume(where.officer("haidian-handler"), number, key=key())
    after = case(number).due
    assert before is not None
    assert after is not None
    assert after - before >= timedelta(days=3)
