"""The room's procedures: the contract, the way from application to account, and the exact days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import gongbao.policies.training_subsidy as room
from gongbao.kernel.procedure import (
    BEIJING,
    CaseState,
    Event,
    Procedure,
    Terms,
    allowed,
    begin,
    choices,
    expired,
    fold,
    step,
    visits,
)
from gongbao.kernel.procedure.bpmn import bpmn
from gongbao.kernel.procedure.checks import cited, faults, matrix, parameters
from gongbao.kernel.procedure.guide import guide
from gongbao.kernel.procedure.picture import picture
from gongbao.kernel.procedure.simulate import Leg, simulate
from gongbao.law import yamlfile
from gongbao.law.errors import Refusal
from gongbao.law.parameters import Parameters
from gongbao.policies.training_subsidy.procedure import (
    APPLICATION,
    FUND_REQUEST,
    PROCEDURES,
    RECOGNITION,
    SUPERVISION,
)

ROOM = Path(room.__file__).parent
TERMS = Terms(Parameters.load(ROOM / "parameters.yaml"))
EVERY = pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.id)
ACTORS = {"applicant": "firm", "district_handler": "a", "district_reviewer": "b", "public": "p"}


class Case:
    """A case told step by step; every step is folded as it is told."""

    def __init__(self, procedure: Procedure, day: date) -> None:
        self.procedure, self.day = procedure, day
        self.state = begin(procedure, self.at(), TERMS)
        self.events: list[Event] = []

    def at(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=BEIJING)

    def on(self, day: date) -> Case:
        self.day = day
        return self

    def do(self, action: str, role: str = "", actor: str = "", **body: object) -> Case:
        role = role or self.procedure.action(action).roles[0]
        actor = actor or ACTORS.get(role, role)
        event = Event(len(self.events) + 1, action, self.at(), actor, role, "HD", body)
        self.state = step(self.procedure, self.state, event, TERMS)
        self.events.append(event)
        return self

    def fails(self, action: str, role: str = "", actor: str = "", **body: object) -> Refusal:
        with pytest.raises(Refusal) as caught:
            self.do(action, role, actor, **body)
        return caught.value

    def due(self, clock: str) -> date:
        run = self.state.clock(clock)
        assert run is not None
        return run.deadline.due

    def status(self, clock: str) -> str:
        run = self.state.clock(clock)
        return run.status if run else ""

    def expired(self) -> list[str]:
        return [action.name for action in expired(self.procedure, self.state, self.day)]


def passed(day: date) -> Case:
    return Case(APPLICATION, day).do("submit").do("compare").do("pass_review", outcome="grant")


def published(day: date) -> Case:
    return passed(day).do("approve", outcome="full").do("publish")


def refused(day: date) -> Case:
    return passed(day).do("refuse", reasons=["low_wage"])


@EVERY
def test_the_contract_is_kept(procedure: Procedure) -> None:
    assert faults(procedure) == []
    register = yamlfile.read(ROOM / "clauses.yaml")["clauses"]
    assert cited(procedure) <= {clause["id"] for clause in register}
    assert parameters(procedure) <= set(TERMS.parameters)


def test_the_listed_steps_exist() -> None:
    steps = {
        "application": "submit compare pass_review approve return resubmit refuse publish object settle_objection "
        "close_publicity withdraw collect fund pay payment_returned correct_account close serve_decision "
        "acknowledge suspend resume delegate appeal escalate save_draft",
        "fund_request": "collect submit_request city_request pre_allocate transfer_to_district pay_firms "
        "return_payment correct_account settle return resubmit escalate",
        "recognition": "recognise submit_batch file_copy lock",
        "supervision": "inspect record open_recovery recover close",
    }
    for procedure in PROCEDURES:
        names = {action.name for action in procedure.actions}
        assert set(steps[procedure.id.split(".")[1]].split()) <= names


def test_from_the_draft_to_the_account() -> None:
    case = Case(APPLICATION, date(2020, 11, 9)).do("save_draft").do("submit")
    assert (case.state.state, case.due("review")) == ("submitted", date(2020, 11, 23))
    case.do("compare").on(date(2020, 11, 11)).do("return", reasons=["statement"])
    case.on(date(2020, 11, 13)).do("resubmit").do("compare")
    assert case.due("review") == date(2020, 11, 25)  # two working days did not count
    case.on(date(2020, 11, 19)).do("pass_review", outcome="grant").do("approve", outcome="full")
    case.on(date(2020, 11, 20)).do("publish")
    assert case.due("publicity") == date(2020, 11, 27)
    case.on(date(2020, 11, 27)).fails("close_publicity")
    case.on(date(2020, 11, 28)).do("close_publicity").do("collect")
    case.on(date(2020, 12, 30)).do("fund", "insurance_agency").do("pay", "district_reviewer")
    case.do("payment_returned", reasons=["account_wrong"]).do("correct_account")
    case.do("pay", "district_reviewer").do("close")
    assert case.state.state == "closed"
    assert fold(APPLICATION, case.events, TERMS) == case.state
    assert CaseState.load(case.state.dump()) == case.state


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2020, 9, 29), date(2020, 10, 13)),  # 30 September, 9, 10 (worked Saturday), 12, 13 October
        (date(2020, 9, 30), date(2020, 10, 14)),
        (date(2020, 11, 20), date(2020, 11, 27)),
    ],
)
def test_publicity_over_national_day(day: date, last: date) -> None:
    case = published(day)
    assert case.due("publicity") == last
    assert case.on(last).expired() == []
    assert case.on(last + timedelta(days=1)).expired() == ["close_publicity"]


def test_the_other_reading_counts_the_day_of_publication() -> None:
    events = published(date(2020, 11, 20)).events
    other = Terms(TERMS.parameters, readings={"publicity_start": "same_day"})
    run = fold(APPLICATION, events, other).clock("publicity")
    assert run is not None
    assert run.deadline.due == date(2020, 11, 26)


def test_an_objection_blocks_the_money_until_settled() -> None:
    case = published(date(2020, 11, 20)).on(date(2020, 11, 27)).do("object")
    case.on(date(2020, 11, 30))
    assert case.expired() == []
    assert case.fails("collect", "district_handler").what.zh.startswith("办件处于“异议处理”")
    assert "另一人" in case.fails("settle_objection", actor="a", outcome="rejected").what.zh
    case.do("settle_objection", "district_reviewer", outcome="rejected")
    assert (case.state.state, case.expired()) == ("publicity", ["close_publicity"])
    assert case.do("close_publicity").state.state == "ready_for_funds"


def test_an_objection_after_the_last_day_is_late() -> None:
    case = published(date(2020, 11, 20)).on(date(2020, 11, 28))
    assert case.fails("object").clause == "neng-2020-6/3.2.b"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("upheld_review", "in_review"), ("upheld_reduce", "passed"), ("upheld_refuse", "passed")],
)
def test_an_upheld_objection_reopens_the_decision(outcome: str, state: str) -> None:
    case = published(date(2020, 11, 20)).do("object").do("object", actor="q")
    case.do("settle_objection", "district_reviewer", outcome=outcome, settles=6, reasons=["founded"])
    assert (case.state.state, case.state.open) == (state, ())
    assert (case.status("publicity"), case.status("review")) == ("stopped", "running")


def test_acceptance_closes_with_saturday_31_july_2021() -> None:
    case = Case(APPLICATION, date(2021, 7, 30)).do("save_draft")
    assert case.due("acceptance") == date(2021, 7, 31)
    assert Case(APPLICATION, date(2021, 7, 31)).do("submit").state.state == "submitted"
    late = case.on(date(2021, 8, 1))
    assert late.fails("submit").clause == "neng-2020-6/1.3.a"
    assert late.expired() == ["lapse"]
    assert late.do("lapse").state.state == "lapsed"


def test_what_was_returned_may_be_resubmitted_after_acceptance_has_closed() -> None:
    case = Case(APPLICATION, date(2021, 7, 31)).do("submit").do("compare").do("return", reasons=["forms"])
    assert case.on(date(2021, 8, 3)).do("resubmit").state.state == "submitted"


def test_four_eyes_over_review_approval_and_payment() -> None:
    case = passed(date(2020, 11, 9))
    assert "另一人" in case.fails("approve", actor="a", outcome="full").what.zh
    assert "另一人" in case.fails("refuse", actor="a", reasons=["low_wage"]).what.zh
    case.do("approve", outcome="full").do("publish").on(date(2020, 12, 1)).do("close_publicity")
    case.do("collect").do("fund", "system")
    assert "另一人" in case.fails("pay", actor="a").what.zh
    guards = {"account_of_firm": "met"}
    assert "pay" in {
        a.name for a in allowed(APPLICATION, case.state, "district_reviewer", "b", case.day, guards)
    }
    assert "pay" not in {a.name for a in allowed(APPLICATION, case.state, "district_reviewer", "b", case.day)}
    assert case.do("pay", "district_reviewer").state.state == "paid"


def test_a_refusal_and_a_reduction_need_a_reason() -> None:
    assert "理由" in passed(date(2020, 11, 9)).fails("refuse").what.zh
    assert "理由" in passed(date(2020, 11, 9)).fails("approve", outcome="partial").what.zh


def test_a_refusal_is_final_sixty_days_after_service() -> None:
    case = refused(date(2020, 11, 9))
    assert case.expired() == []
    case.do("serve_decision", method="electronic", served_on="2020-11-10").do("acknowledge")
    last = date(2021, 1, 11)  # the sixtieth day is Saturday 9 January and rolls
    assert case.due("remedy") == last
    assert case.on(last).expired() == []
    assert case.on(last + timedelta(days=1)).expired() == ["finalise"]
    assert case.fails("appeal").what.zh.startswith("不在“申请复议的期限”之内")
    assert case.do("finalise").state.state == "refusal_final"


def test_an_appeal_keeps_the_refusal_open_and_may_reopen_the_review() -> None:
    case = refused(date(2020, 11, 9)).do("serve_decision", served_on="2020-11-10").do("appeal")
    case.on(date(2021, 3, 1))
    assert "finalise" not in case.expired()
    assert case.fails("settle_appeal", outcome="supplement").where == "outcome"
    case.do("settle_appeal", outcome="redo")
    assert (case.state.state, case.status("remedy"), case.status("review")) == (
        "in_review",
        "stopped",
        "running",
    )


def test_a_paid_case_can_still_be_appealed_in_time() -> None:
    case = published(date(2020, 11, 20)).do("serve_decision", served_on="2020-11-20")
    case.on(date(2020, 11, 28)).do("close_publicity").do("collect").do("fund").do("pay", "district_reviewer")
    assert case.do("close").status("remedy") == "running"
    case.do("appeal").do("settle_appeal", outcome="maintained")
    case.on(date(2021, 2, 1)).do("finalise")
    assert (case.state.state, case.status("remedy")) == ("closed", "expired")


def test_service_without_a_date_is_refused() -> None:
    assert refused(date(2020, 11, 9)).fails("serve_decision").where == "served_on"


@pytest.mark.parametrize("until", ["in_review", "publicity", "ready_for_funds"])
def test_withdrawal_is_open_until_the_fund_request(until: str) -> None:
    case = Case(APPLICATION, date(2020, 11, 9)).do("submit").do("compare")
    if until != "in_review":
        case = published(date(2020, 11, 9))
    if until == "ready_for_funds":
        case.on(date(2020, 12, 1)).do("close_publicity")
    assert case.state.state == until
    late = published(date(2020, 11, 9)).on(date(2020, 12, 1)).do("close_publicity").do("collect")
    late.fails("withdraw")
    assert case.do("withdraw").state.state == "withdrawn"
    assert case.state.due is None


def test_local_limits_only_remind() -> None:
    case = Case(APPLICATION, date(2020, 11, 9)).do("submit").do("compare").on(date(2020, 11, 24))
    assert case.expired() == ["escalate"]
    case.do("escalate")
    assert (case.state.state, case.expired()) == ("in_review", [])


def test_the_fund_request_is_due_on_the_20th_without_rolling() -> None:
    case = Case(FUND_REQUEST, date(2020, 12, 1)).do("open_month", "system", month="2020-12")
    run = case.state.clock("request_day")
    assert run is not None
    assert run.deadline.due == date(2020, 12, 20)  # a Sunday
    assert run.remind_on[-1] == date(2020, 12, 18)  # the Friday before
    assert case.on(date(2020, 12, 21)).expired() == ["escalate"]
    assert Case(FUND_REQUEST, date(2020, 12, 1)).fails("open_month", "system").where == "month"


def test_the_fund_request_from_collecting_to_the_settled_ledger() -> None:
    case = Case(FUND_REQUEST, date(2020, 12, 1)).do("open_month", "system", month="2020-12").do("collect")
    assert "另一人" in case.fails("submit_request", actor="a").what.zh
    case.do("submit_request").do("return", reasons=["totals"]).do("resubmit")
    case.do("aggregate").do("city_request").do("pre_allocate").do("transfer_to_district")
    case.do("pay_firms", "district_reviewer")
    case.do("return_payment", reasons=["account_closed"]).do(
        "return_payment", actor="c", reasons=["account_wrong"]
    )
    case.do("correct_account", settles=11)
    assert case.fails("settle").what.zh.startswith("还有1项")
    case.do("correct_account").do("pay_firms", "district_reviewer")
    assert case.do("settle").state.state == "settled"


def test_recognition_has_two_days_that_do_not_move() -> None:
    case = Case(RECOGNITION, date(2020, 8, 20)).do("recognise").on(date(2020, 8, 31)).do("submit_batch")
    assert case.state.state == "second_batch"
    case.do("file_copy").on(date(2020, 9, 15)).do("recognise").do("submit_batch")
    assert case.fails("recognise").what.zh.startswith("办件处于“两批已报”")
    assert case.expired() == []
    assert case.on(date(2020, 9, 16)).expired() == ["lock"]
    case.do("lock").do("receive_copy")
    assert (case.state.state, case.state.open) == ("locked", ())


def test_a_missed_first_batch_leaves_the_second_and_nothing_after() -> None:
    case = Case(RECOGNITION, date(2020, 9, 1))
    assert case.fails("submit_batch").clause == "neng-2020-6/1.2.p2.a"
    assert case.expired() == ["skip_batch"]
    case.do("skip_batch").on(date(2020, 9, 16))
    assert case.fails("recognise").clause == "neng-2020-6/1.2.p2.a"
    assert case.fails("submit_batch").clause == "neng-2020-6/1.2.p2.a"
    assert case.do("lock").state.state == "locked"


def test_recovery_hears_the_firm_first_and_is_decided_by_another() -> None:
    case = (
        Case(SUPERVISION, date(2021, 3, 1)).do("inspect").do("record", outcome="finding", reasons=["fraud"])
    )
    case.fails("open_recovery", reasons=["fraud"])
    assert case.on(date(2021, 3, 9)).expired() == ["close_statement"]  # five working days are over
    case.do("close_statement")
    assert "另一人" in case.fails("open_recovery", actor="a", reasons=["fraud"]).what.zh
    case.do("open_recovery", reasons=["fraud"])
    case.do("recover", outcome="part").do("recover", outcome="full").do("close")
    assert case.state.state == "closed"


def test_an_early_statement_ends_the_waiting() -> None:
    case = Case(SUPERVISION, date(2021, 3, 1)).do("inspect").do("respond")
    case.do("record", outcome="finding", reasons=["fraud"]).do("respond")
    assert (case.state.state, case.status("statement")) == ("heard", "stopped")


def test_a_clear_inspection_is_closed_by_another_officer() -> None:
    case = Case(SUPERVISION, date(2021, 3, 1)).do("inspect").do("record", outcome="clear")
    assert "另一人" in case.fails("close", actor="a").what.zh
    assert case.do("close").state.state == "closed"


def test_only_the_machine_does_what_a_clock_does() -> None:
    rights = {right.action: set() for right in matrix(APPLICATION)}
    for right in matrix(APPLICATION):
        if right.granted:
            rights[right.action].add(right.role)
    for action in ("lapse", "close_publicity", "escalate", "finalise"):
        assert rights[action] == {"system"}
    assert {action for action, roles in rights.items() if "public" in roles} == {"object"}
    officers = {"district_handler", "district_reviewer", "insurance_agency", "system"}
    firm = {action for action, roles in rights.items() if "applicant" in roles}
    assert firm == {
        "submit",
        "save_draft",
        "withdraw",
        "resubmit",
        "correct_account",
        "acknowledge",
        "appeal",
    }
    assert all(not rights[action] & officers for action in firm)


@EVERY
def test_the_picture_holds_every_state(procedure: Procedure) -> None:
    for wide in (False, True):
        for language in ("zh", "en"):
            drawn = Xml.fromstring(picture(procedure, wide=wide, language=language))  # noqa: S314
            found = {e.get("data-state") for e in drawn.iter() if e.get("data-state")}
            assert found == {state.name for state in procedure.states}


def test_the_picture_of_an_objection_has_one_red_gate() -> None:
    case = published(date(2020, 11, 20)).do("object")
    text = picture(APPLICATION, case.state, visits(APPLICATION, case.events, TERMS))
    assert text.count("process__gate is-now") == 1


@EVERY
def test_bpmn_is_well_formed_and_every_flow_has_its_ends(procedure: Procedure) -> None:
    root = Xml.fromstring(bpmn(procedure).encode())  # noqa: S314
    ids = {element.get("id") for element in root.iter()}
    flows = [element for element in root.iter() if element.tag.endswith("}sequenceFlow")]
    assert flows
    assert all(flow.get("sourceRef") in ids and flow.get("targetRef") in ids for flow in flows)


@EVERY
def test_the_guide_holds_every_action_once(procedure: Procedure) -> None:
    told = [each.action for each in guide(procedure, date(2020, 11, 9), TERMS)]
    assert sorted(told) == sorted(action.name for action in procedure.actions)


def test_the_guide_says_five_working_days() -> None:
    steps = {each.action: each for each in guide(APPLICATION, date(2020, 11, 9), TERMS)}
    limit = steps["publish"].starts[0]
    assert (limit.rule, limit.values, limit.clause) == ("working_days_after", ("5",), "neng-2020-6/3.2.b")


def test_a_slow_district_misses_its_own_limit_but_nothing_is_granted() -> None:
    way = [
        Leg("submit", "applicant", "firm"),
        Leg("compare", "system", "system"),
        Leg("pass_review", "district_handler", "a", (20,), {"outcome": "grant"}),
        Leg("approve", "district_reviewer", "b", (1,), {"outcome": "full"}),
        Leg("publish", "district_handler", "a"),
        Leg("close_publicity", "system", "system"),
    ]
    opening = datetime(2020, 11, 2, tzinfo=BEIJING)
    report = simulate(APPLICATION, way, 20, opening, Random(7), TERMS)  # noqa: S311
    assert report.ends == {"ready_for_funds": 20}
    assert report.ran_out["review"] == 20
    assert report.refused == {}


@given(st.data())
@hypothesis_settings(max_examples=80, deadline=None)
def test_random_walks_stay_defined_and_refold(data: st.DataObject) -> None:
    procedure = data.draw(st.sampled_from(PROCEDURES))
    case = Case(procedure, data.draw(st.dates(date(2020, 8, 18), date(2021, 8, 5))))
    for _ in range(data.draw(st.integers(1, 20))):
        case.day += timedelta(days=data.draw(st.sampled_from([0, 0, 1, 3, 8, 40])))
        free = []
        for role in procedure.roles:
            guards = {guard.name: "met" for guard in procedure.guards}
            for actor in ("x", "y"):
                found = choices(procedure, case.state, role.name, actor, case.day, guards)
                free += [(choice, role.name, actor) for choice in found if not choice.hindrances]
        if not free:
            break
        choice, role_name, actor = data.draw(st.sampled_from(free))
        body: dict[str, object] = {"served_on": case.day.isoformat(), "month": "2020-12", "to": "y"}
        if choice.action.outcomes:
            body["outcome"] = data.draw(st.sampled_from(choice.outcomes)).id
        if choice.action.reasons:
            body["reasons"] = [choice.action.reasons[0].id]
        if choice.action.settles:
            body["settles"] = case.state.opened(choice.action.settles)[0].number
        case.do(choice.action.name, role_name, actor, **body)
        here = procedure.state(case.state.state)
        for run in case.state.clocks:
            if run.status in ("running", "suspended"):
                assert procedure.clock(run.name).lives_in(here)
        assert picture(procedure, case.state).count("process__gate is-now") == 1
    if case.events:
        refolded = fold(procedure, case.events, TERMS)
        assert refolded.dump()["state"] == case.state.state
        assert CaseState.load(case.state.dump()) == case.state
