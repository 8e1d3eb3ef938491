"""Flexible work at the same moment: one registration a person, one month paid once, one approval, one answer."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.flexible_employment.conftest import october  # noqa: F401
from tests.platform.flexible_employment.test_flexible_services import COMPLAINT, month
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.flexible_employment.facts import slot
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.usefixtures("october")]


def one_done_the_rest_refused(found: list[Any]) -> None:
    refused = [each for each in found if isinstance(each, Refusal)]
    assert len(refused) == len(found) - 1, found
    assert not any(isinstance(each, Exception) for each in found if each not in refused), found


def test_two_halls_register_the_same_person_once() -> None:
    rider = w.person()
    numbers = [w.begin(rider, flexible.REGISTRATION, w.RIDER) for _ in range(4)]
    found = together([partial(w.step, w.HALL, number, "register") for number in numbers])
    one_done_the_rest_refused(found)
    rows = w.seen(lambda: flexible.history_of(rider.party))
    assert [(row.kind, row.ends_on) for row in rows] == [("flexible", None)]


def test_a_month_is_paid_once_whoever_comes_first() -> None:
    graduate = w.person(1)
    w.no_employer()
    w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    run = str(w.do(lambda tx: flexible.draw(tx, month("2020-10")), w.HALL)["run"])
    mark = w.seen(lambda: parties.person(graduate.party).fingerprint)
    name = slot(mark, month("2020-10"))

    def elsewhere() -> Any:
        return w.do(lambda tx: funds.claim_slot(tx, name, "another room"))

    found = together(
        [lambda: w.do(lambda tx: flexible.approve(tx, UUID(run)), w.stepped(w.REVIEWER)), elsewhere]
    )
    one_done_the_rest_refused(found)
    held = w.seen(lambda: funds.holders(name))
    assert len(held) == 1
    paid = w.seen(lambda: sum(row.amount for row in flexible.lines(UUID(run)) if row.entitlement))
    assert paid == (0 if held == ["another room"] else 95823)


def test_another_subsidy_recorded_while_the_run_is_approved_leaves_one_of_them() -> None:
    from tests.platform.parties import people

    graduate = w.person(1)
    w.no_employer()
    w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    run = UUID(w.do(lambda tx: flexible.draw(tx, month("2020-10")), w.HALL)["run"])
    given = {
        "number": people.number(1, birth="19980115"), "subsidy": "employer", "first": month("2020-10"),
        "last": month("2020-10"), "document": "海人社补〔2020〕7号",
    }  # fmt: skip
    halls = [w.officer(80 + n, "district_handler") for n in range(3)]
    found = together(
        [partial(w.do, lambda tx: str(flexible.note_other(tx, given)), each) for each in halls]
        + [lambda: w.do(lambda tx: flexible.approve(tx, run), w.stepped(w.REVIEWER))]
    )
    one_done_the_rest_refused(found)
    paid = w.seen(lambda: sum(row.amount for row in flexible.lines(run) if row.entitlement))
    recorded = w.seen(lambda: len(flexible.others(w.OFFICE)))
    assert (paid, recorded) in ((95823, 0), (0, 1))


def test_a_run_is_approved_once_and_its_money_asked_for_once() -> None:
    graduate = w.person(1)
    w.no_employer()
    w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    run = UUID(w.do(lambda tx: flexible.draw(tx, month("2020-10")), w.HALL)["run"])
    reviewers = [w.stepped(w.officer(70 + n, "district_reviewer")) for n in range(4)]
    found = together([partial(w.do, lambda tx: flexible.approve(tx, run), each) for each in reviewers])
    one_done_the_rest_refused(found)
    rows = w.seen(lambda: funds.entitlements(office="haidian"))
    assert [row.granted for row in rows] == [95823]


def test_drawing_and_ending_the_registration_leave_one_truth() -> None:
    graduate = w.person(1)
    w.no_employer()
    first = w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    together(
        [
            lambda: w.do(lambda tx: flexible.draw(tx, month("2020-10")), w.HALL),
            partial(w.step, graduate, first, "end", {"ended_on": "2020-10-12", "why": "employed"}),
            lambda: w.do(lambda tx: flexible.draw(tx, month("2020-10")), w.REVIEWER),
        ]
    )
    run = w.seen(lambda: flexible.runs("haidian")[0])
    rows = w.seen(lambda: flexible.lines(run.pk))
    assert len(rows) == 1  # the month stands once, however often it was drawn


def test_a_platform_answers_once() -> None:
    rider, platform = w.person(), w.firm()
    number = w.begin(rider, flexible.COMPLAINT, COMPLAINT)
    answers = [lambda n=n: w.do(lambda tx: flexible.answer_complaint(tx, number, f"答复{n}"), platform) for n in range(4)]  # fmt: skip
    found = together(answers)
    one_done_the_rest_refused(found)


def test_an_offer_is_answered_one_way() -> None:
    from datetime import date

    from tests.platform.parties import people

    lender, borrower = w.firm(8, "样例饭店"), w.firm(9, "样例超市")
    given = {
        "credit_code": people.code(9), "people": 3, "starts_on": date(2020, 11, 1), "ends_on": date(2020, 12, 31), "work": "理货",
    }  # fmt: skip
    key = UUID(w.do(lambda tx: str(flexible.offer(tx, given)), lender))
    found = together(
        [
            partial(w.do, lambda tx, yes=yes: flexible.answer_offer(tx, key, yes), borrower)
            for yes in (True, False)
        ]
    )
    one_done_the_rest_refused(found)


def test_a_month_of_2020_is_made_up_once() -> None:
    from tests.platform.flexible_employment.test_making_up import NOVEMBER, charged, rider

    from gongbao.platform.collections import services as collections

    who = rider()
    w.to("2021-03-01 10:00")
    found = together([partial(charged, who, [NOVEMBER], base) for base in (361300, 400000, 500000, 600000)])
    one_done_the_rest_refused(found)
    rows = w.seen(lambda: collections.charges("social_insurance", period=NOVEMBER, states=("open",)))
    assert len(rows) == 1


def test_a_guarantor_decides_once() -> None:
    from tests.platform.flexible_employment.test_loans import asked, decided

    _, guarantor, _, number = asked()
    found = together(
        [partial(decided, guarantor, number, "agree") for _ in range(3)]
        + [partial(decided, guarantor, number, "refuse", "risk", note="风险过高")]
    )
    one_done_the_rest_refused(found)
