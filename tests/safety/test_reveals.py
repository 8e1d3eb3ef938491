"""A number in full: only sent by a form, for a purpose, to who may have it, and never without a trace."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from tests.platform.training_subsidy import world
from tests.safety.planted import secrets_in
from tests.safety.visitors import browser, officer
from tests.undone import once

from gongbao.platform.audit.services import accesses
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.parties.models import Account
from gongbao.platform.training_subsidy import demo
from gongbao.web.shared import acting

pytestmark = pytest.mark.django_db
WHO, PURPOSE = someone(0), "核对身份证原件"


@pytest.fixture(autouse=True)
def _site(settings: Any, at: Any) -> None:
    settings.WHITENOISE_AUTOREFRESH = True
    return


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made: demo.City) -> demo.City:
    return deepcopy(made)


def clerk(city: demo.City, firm: int = 0) -> Client:
    client = browser(f"firm{firm + 1}")
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(city.firms[firm]), demo.FIRMS[firm][1]
    session.save()
    return client


def trace() -> list[tuple[str, str, bool]]:
    """Who read about the person: by whom, for what, whether allowed."""
    with read(SYSTEM, purpose="test"):
        found = accesses(subject=parties.person_fingerprint(WHO.number))
    return [(each.actor["name"], each.purpose, each.allowed) for each in found]


def test_an_officer_sees_a_number_in_full_once_for_a_purpose_that_is_kept(city: demo.City) -> None:
    number, client = world.submitted(city), officer("haidian-handler")
    page, address = f"/workbench/cases/{number}/rows/2/", f"/workbench/cases/{number}/rows/2/reveal/"
    assert secrets_in(client.get(page).content.decode()) == set()
    assert client.get(f"{address}?purpose={PURPOSE}").status_code == 405
    for purpose in ("", "  "):
        refused = client.post(address, {"purpose": purpose})
        assert refused.status_code == 422
        assert secrets_in(refused.content.decode()) == set()
    assert not [each for each in trace() if each[1] == PURPOSE]
    shown = client.post(address, {"purpose": PURPOSE})
    assert shown.status_code == 200
    assert secrets_in(shown.content.decode()) == {WHO.number}
    assert WHO.name in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert (Account.objects.get(login="haidian-handler").name, PURPOSE, True) in trace()
    assert secrets_in(client.get(page).content.decode()) == set(), "shown once, not from then on"


@pytest.mark.parametrize(
    ("login", "status"),
    [("chaoyang-handler", 404), ("haidian-government", 404), ("admin", 403), ("firm1", 403), ("firm2", 403)],
)
def test_nobody_else_is_shown_it(city: demo.City, login: str, status: int) -> None:
    number = world.submitted(city)
    client = browser(login) if login.startswith("firm") else officer(login)
    answer = client.post(f"/workbench/cases/{number}/rows/2/reveal/", {"purpose": PURPOSE})
    assert answer.status_code == status
    assert secrets_in(answer.content.decode()) == set()
    assert not [each for each in trace() if each[1] == PURPOSE and each[2]]


def test_the_firm_sees_its_own_sheet_s_number_for_a_purpose_and_it_is_logged(city: demo.City) -> None:
    number, client = world.filled(city), clerk(city)
    address = f"/hall/cases/{number}/sheets/roster/2/"
    assert secrets_in(client.get(address).content.decode()) == set()
    assert secrets_in(client.get(f"{address}?go=reveal&purpose={PURPOSE}").content.decode()) == set()
    key = re.search(r'name="key" value="([^"]+)"', client.get(address).content.decode())
    assert key
    without = client.post(address, {"go": "reveal", "purpose": " ", "key": key[1]})
    assert secrets_in(without.content.decode()) == set()
    shown = client.post(address, {"go": "reveal", "purpose": PURPOSE, "key": key[1]})
    assert secrets_in(shown.content.decode()) == {WHO.number}
    with read(SYSTEM, purpose="test"):
        from gongbao.platform.db.models import Outbox

        noted = [row.body for row in Outbox.objects.filter(kind="access", body__purpose=PURPOSE)]
    assert noted
    assert all(body["actor"]["kind"] == "party" and WHO.number not in str(body) for body in noted)
    assert (
        clerk(city, 1).post(address, {"go": "reveal", "purpose": PURPOSE, "key": key[1]}).status_code == 404
    )
