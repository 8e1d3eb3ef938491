"""One's own cases by the interface: a party's, an office's; nobody else's, and not without signing in."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.workbench.scene import BACKEND, account, browser

from gongbao.platform.parties import services as parties

pytestmark = pytest.mark.django_db


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made, at):
    return deepcopy(made)


@pytest.fixture
def number(city):
    return world.submitted(city)


def clerk(client, city, login="firm1", firm=0):
    """A browser of a firm's clerk who has chosen to act for it."""
    client.force_login(account(login), backend=BACKEND)
    session = client.session
    session["acting_for"] = str(city.firms[firm])
    session.save()
    return client


def test_nobody_without_signing_in(client, number):
    for address in ("/api/cases", f"/api/cases/{number}"):
        answer = client.get(address)
        assert answer.status_code == 401
        assert answer.json()["what_en"] == "Not signed in"


def test_a_firm_sees_its_own_and_no_other_does(client, city, number):
    mine = clerk(client, city)
    assert [each["number"] for each in mine.get("/api/cases").json()["cases"]] == [number]
    case = mine.get(f"/api/cases/{number}").json()
    assert case["state"] == "in_review"
    assert case["state_title"] == {"zh": "审核中", "en": "In review"}
    assert [each["action"] for each in case["history"]] == ["submit", "compare"]
    assert all(set(each) == {"sequence", "action", "title", "at", "role"} for each in case["history"])


def test_another_firm_gets_404(client, city, number):
    other = clerk(client, city, "firm2", 1)
    assert number not in [each["number"] for each in other.get("/api/cases").json()["cases"]]
    assert other.get(f"/api/cases/{number}").status_code == 404


def test_an_officer_sees_the_offices_cases_and_not_another_offices(number):
    assert [each["number"] for each in browser("haidian-handler").get("/api/cases").json()["cases"]] == [
        number
    ]
    assert browser("chaoyang-handler").get("/api/cases").json()["total"] == 0
    assert browser("chaoyang-handler").get(f"/api/cases/{number}").status_code == 404


def test_a_revoked_mandate_ends_the_interface_too(client, city, number):
    mine = clerk(client, city)
    from gongbao.platform.training_subsidy import demo

    for mandate in parties.mandates_of(city.firms[0]):
        demo._write(f"test.revoke.{mandate.key}", lambda tx, mandate=mandate: parties.revoke(tx, mandate.key))
    assert mine.get(f"/api/cases/{number}").status_code == 404
