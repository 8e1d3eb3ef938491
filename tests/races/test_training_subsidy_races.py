"""Real concurrency in the room: a firm's cap under sixteen approvals, one form sent twice, two officers at once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from tests.platform.training_subsidy import world
from tests.platform.training_subsidy.world import COMMITMENT, claim, filled, passed, rows, state, submitted
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import verify_case
from gongbao.platform.db.services import SYSTEM, Tx, new_key, read, write
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import deciding, demo, funding, paying, submitting
from gongbao.platform.training_subsidy.books import cap_account
from gongbao.platform.training_subsidy.models import Claim, ClaimRow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
RATE, CAP = 154_000, 30_000_000


@pytest.fixture
def city(transactional_db: None, free_clock: None) -> demo.City:
    world.to("2020-09-21 09:30")
    return world.city()


def granted_before(where: demo.City, fen: int) -> None:
    def command(tx: Tx) -> None:
        funds.reserve(tx, "training_subsidy", cap_account(where.firms[0]), fen, CAP, case=new_key(), number="earlier",
                      office="haidian", party=where.firms[0], payee_name="北京样例知舟科技有限公司", fund="skills")  # fmt: skip

    write(command, actor=SYSTEM, key=world.key(), name="t")


def sound() -> None:
    with read(SYSTEM, purpose="test"):
        assert funds.check_books() == []


def test_sixteen_approvals_of_one_firm_never_pass_its_cap(city: demo.City) -> None:
    """Sixteen claims of 3,080 yuan each against 20,000 yuan left: six whole, one remainder of 1,520, nine refused."""
    granted_before(city, CAP - 2_000_000)
    numbers = [passed(city, people=[someone(place)]) for place in range(16)]
    reviewer = city.officer("haidian-reviewer")
    calls = [partial(deciding.approve, reviewer, number, key=f"approve-{number}") for number in numbers]
    found = together(calls)
    sums = sorted(each["granted"] for each in found if isinstance(each, dict))
    assert sums == [152_000, *[2 * RATE] * 6]
    assert sum(isinstance(each, Refusal) for each in found) == 9, found
    assert funds.balance(cap_account(city.firms[0])) == CAP
    given = {number: sum(row.granted for row in rows(number)) for number in numbers}
    assert {number: claim(number).granted for number in numbers if state(number) == "approved"} == {
        number: fen for number, fen in given.items() if state(number) == "approved"
    }
    sound()


def test_one_form_sent_from_eight_windows_is_one_claim(city: demo.City) -> None:
    number = filled(city)
    send = partial(submitting.submit, city.clerk(), number, commitment=COMMITMENT)
    found = together([partial(send, key="one form") for _ in range(8)])
    assert all(each == found[0] and isinstance(each, dict) for each in found), found
    with read(SYSTEM, purpose="test"):
        assert (Claim.objects.count(), ClaimRow.objects.count()) == (1, 3)


def test_one_draft_sent_under_different_keys_is_sent_once(city: demo.City) -> None:
    number = filled(city)
    send = partial(submitting.submit, city.clerk(), number, commitment=COMMITMENT)
    found = together([partial(send, key=f"window {turn}") for turn in range(6)])
    assert sum(isinstance(each, dict) for each in found) == 1
    assert all(isinstance(each, dict | Refusal) for each in found), found
    assert claim(number).version == 1


def test_two_officers_at_once_give_one_result(city: demo.City) -> None:
    number = passed(city)
    reviewer = city.officer("haidian-reviewer")
    calls: list[Any] = [partial(deciding.approve, reviewer, number, key=f"a{turn}") for turn in range(4)]
    calls += [partial(deciding.refuse, reviewer, number, ["not_new"], key=f"r{turn}") for turn in range(4)]
    found = together(calls)
    assert sum(isinstance(each, dict) for each in found) == 1, found
    with read(SYSTEM, purpose="test"):
        case = world.case(number)
        assert verify_case(case.key) is None
        assert len([row for row in letters.letters(case=case.key) if row.kind.startswith("decision")]) == 1
    assert (state(number) == "approved") == (funds.balance(cap_account(city.firms[0])) == 6 * RATE)
    sound()


def test_one_person_in_two_claims_of_a_firm_is_granted_once(city: demo.City) -> None:
    numbers = [submitted(city, people=[someone(0), someone(place)]) for place in (1, 2, 3, 4)]
    from gongbao.platform.training_subsidy import reviewing

    for number in numbers:
        reviewing.pass_review(city.officer("haidian-handler"), number, "grant", key=world.key())
    reviewer = city.officer("haidian-reviewer")
    found = together([partial(deciding.approve, reviewer, number, key=f"k{number}") for number in numbers])
    assert sorted(each["granted"] for each in found) == [2 * RATE] * 3 + [4 * RATE]
    with read(SYSTEM, purpose="test"):
        shared = rows(numbers[0])[0].person
        assert ClaimRow.objects.filter(person=shared, standing="granted").count() == 1
    sound()


def test_one_batch_released_by_many_hands_goes_to_the_bank_once(city: demo.City) -> None:
    from gongbao.platform.training_subsidy.models import FundMonth

    number, _ = world.published(city, people=[someone(0)])
    world.to("2020-09-30 09:30")
    world.jobs()
    funding.collect(city.officer("haidian-handler"), [number], key=world.key())
    with read(SYSTEM, purpose="test"):
        month = FundMonth.objects.get(office="haidian")
    funding.submit_request(city.officer("haidian-reviewer"), month.number, key=world.key())
    funding.aggregate_requests(city.officer("city"), month.month, key=world.key())
    funding.request_money(city.officer("city"), month.month, "京请1号", key=world.key())
    funding.preallocate(city.officer("finance"), "2020Q4", 10**7, "财1", key=world.key())
    funding.transfer(city.officer("agency"), month.number, key=world.key())
    plan = partial(paying.plan_payments, city.officer("haidian-funds"), month.number)
    planned = together([partial(plan, key=f"plan {turn}") for turn in range(4)])
    batches = [each["batch"] for each in planned if isinstance(each, dict) and each["batch"]]
    assert len(batches) == 1, planned
    release = partial(paying.release_payments, city.officer("haidian-reviewer"), batches[0])
    found = together([partial(release, key=f"release {turn}") for turn in range(4)])
    assert sum(isinstance(each, dict) for each in found) == 1, found
    assert state(number) == "paid"
    sound()
