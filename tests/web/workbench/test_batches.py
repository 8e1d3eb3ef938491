"""Many cases at once: a reason for each, one that fails stops no other, and each result is told."""

from __future__ import annotations

from copy import deepcopy
from uuid import uuid4

import pytest
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.workbench.scene import browser, text

from gongbao.platform.parties.demo_people import someone

pytestmark = pytest.mark.django_db


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made, at):
    return deepcopy(made)


def test_a_batch_tells_each_result_and_one_failing_row_stops_no_other(city):
    good = world.submitted(city, people=[someone(0)])
    early = world.passed(city, people=[someone(1)])
    strange = "CY-2020-06-000099"
    client = browser("haidian-handler")
    page = client.post("/workbench/batch/", {"action": "pass", "case": [good, early, strange]})
    assert page.status_code == 200
    assert "现为“待复核”" in text(page)
    sent = {"key": str(uuid4()), "action": "pass", "case": [good, early, strange], f"outcome-{good}": "grant"}
    done = client.post("/workbench/batch/do/", sent, follow=True)
    assert done.status_code == 200
    assert "办成 1 件，没有办成 2 件" in text(done)
    assert world.state(good) == "passed"


def test_a_batch_whose_command_refuses_one_row_does_the_rest(city):
    whole = world.submitted(city, people=[someone(0)])
    cut = world.submitted(city, people=[someone(1)], months="2020-06、2020-07")
    client = browser("haidian-handler")
    sent = {"key": str(uuid4()), "action": "pass", "case": [whole, cut]}
    sent |= {f"outcome-{number}": "grant" for number in (whole, cut)}
    done = text(client.post("/workbench/batch/do/", sent, follow=True))
    assert "办成 1 件，没有办成 1 件" in done
    assert (world.state(whole), world.state(cut)) == ("passed", "in_review")


def test_refusing_many_needs_a_reason_for_each(city):
    one, two = (world.passed(city, people=[someone(place)]) for place in (0, 1))
    client = browser("haidian-reviewer")
    sent = {
        "key": str(uuid4()),
        "action": "refuse",
        "case": [one, two],
        f"reason-{one}": "not_sme",
        f"note-{one}": "大型企业",
    }
    page = client.post("/workbench/batch/do/", sent)
    assert page.status_code == 422
    assert "大型企业" in text(page)
    assert (world.state(one), world.state(two)) == ("passed", "passed")
    sent |= {"key": str(uuid4()), f"reason-{two}": "not_category"}
    assert "办成 2 件" in text(client.post("/workbench/batch/do/", sent, follow=True))
    assert (world.state(one), world.state(two)) == ("refused", "refused")


def test_approving_many_asks_for_the_second_factor(city):
    number = world.passed(city)
    client = browser("haidian-reviewer")
    sent = {"key": str(uuid4()), "action": "approve", "case": [number]}
    assert "step-up" in client.post("/workbench/batch/do/", sent)["Location"]
    assert world.state(number) == "passed"


def test_publishing_chosen_cases_makes_one_notice(city):
    numbers = [world.approved(city, people=[someone(place)]) for place in (0, 1)]
    client = browser("haidian-handler")
    done = client.post(
        "/workbench/batch/do/", {"key": str(uuid4()), "action": "publish", "case": numbers}, follow=True
    )
    assert "办成 2 件" in text(done)
    assert len({world.claim(number).notice for number in numbers}) == 1


def test_a_batch_not_of_ones_role_is_refused(city):
    number = world.passed(city)
    client = browser("haidian-handler", stepped_up=True)
    assert (
        client.post(
            "/workbench/batch/do/", {"key": str(uuid4()), "action": "approve", "case": [number]}
        ).status_code
        == 409
    )
    assert world.state(number) == "passed"


def test_the_same_batch_sent_twice_is_done_once(city):
    number = world.submitted(city)
    client, key = browser("haidian-handler"), str(uuid4())
    sent = {"key": key, "action": "pass", "case": [number], f"outcome-{number}": "grant"}
    client.post("/workbench/batch/do/", sent)
    before = world.case(number).sequence
    client.post("/workbench/batch/do/", sent)
    assert world.case(number).sequence == before
