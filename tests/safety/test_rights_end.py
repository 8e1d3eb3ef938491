"""Rights end with the next request: roles, mandates, accounts, sessions, step-up; sign-in closes after failures."""

from __future__ import annotations

import re
import runpy
from copy import deepcopy
from datetime import timedelta
from importlib.util import find_spec
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from tests.platform.training_subsidy import world
from tests.safety.visitors import browser, officer, step_up
from tests.undone import once

from gongbao.platform.access.services import STEP_UP_FOR
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD
from gongbao.platform.parties.models import Account, Mandate, OfficerRole
from gongbao.platform.training_subsidy import demo
from gongbao.web.shared import acting

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"
DESKS = {
    "haidian-handler": "/workbench/", "haidian-reviewer": "/workbench/", "haidian-funds": "/city/",
    "haidian-government": "/workbench/lists/", "city": "/city/", "finance": "/city/", "agency": "/workbench/",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _site(settings: Any, at: Any) -> None:
    """The site on a standing clock."""
    settings.WHITENOISE_AUTOREFRESH = True
    return


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made: demo.City) -> demo.City:
    return deepcopy(made)


def done(command: Any) -> Any:
    return write(command, actor=SYSTEM, key=world.key(), name="t")


def clerk(city: demo.City, firm: int = 0, *, checks: bool = False) -> Client:
    client = browser(f"firm{firm + 1}", checks=checks)
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(city.firms[firm]), demo.FIRMS[firm][1]
    session.save()
    return client


def key_of(login: str) -> UUID:
    return Account.objects.get(login=login).pk


@pytest.mark.parametrize("login", DESKS)
def test_a_role_taken_away_ends_with_the_next_request(city: demo.City, login: str) -> None:
    client = officer(login)
    assert client.get(DESKS[login]).status_code == 200
    for role in OfficerRole.objects.filter(account=key_of(login), removed_at=None):
        done(lambda tx, each=role: parties.dismiss(tx, each.key, "left"))
    refused = client.get(DESKS[login])
    assert refused.status_code == 403
    assert "workbench/cases" not in refused.content.decode()


@pytest.mark.parametrize("login", DESKS)
def test_a_role_that_ran_out_ends_at_midnight(city: demo.City, login: str) -> None:
    client, today = officer(login), clock.now().date()
    OfficerRole.objects.filter(account=key_of(login)).update(ends_on=today)
    assert client.get(DESKS[login]).status_code == 200
    clock.set_clock(clock.now().replace(hour=0, minute=0, second=0) + timedelta(days=1))
    assert client.get(DESKS[login]).status_code == 403


def test_a_mandate_revoked_ends_with_the_next_request(city: demo.City) -> None:
    client, number = clerk(city), world.filled(city)
    assert client.get(f"/hall/cases/{number}/").status_code == 200
    mandate = Mandate.objects.get(principal=city.firms[0], agent_account=key_of("firm1"))
    done(lambda tx: parties.revoke(tx, mandate.key))
    assert client.get(f"/hall/cases/{number}/").status_code == 404
    assert number not in client.get("/hall/").content.decode()
    posted = client.post(
        f"/hall/cases/{number}/do/withdraw/", {"key": "00000000-0000-7000-8000-000000000001"}
    )
    assert posted.status_code == 404
    assert world.state(number) == "draft"


@pytest.mark.parametrize("door", ["/hall/", "/workbench/"])
def test_a_closed_account_is_signed_out(city: demo.City, door: str) -> None:
    login = "firm1" if door == "/hall/" else "haidian-handler"
    client = clerk(city) if login == "firm1" else officer(login)
    assert client.get(door).status_code == 200
    done(lambda tx: parties.close_account(tx, key_of(login), "left"))
    gone = client.get(door)
    assert gone.status_code == 302
    assert gone["Location"].startswith(SIGN_IN)


def test_a_second_factor_taken_away_has_to_be_set_up_first(city: demo.City) -> None:
    client = officer("haidian-handler")
    done(lambda tx: parties.remove_factor(tx, Account.objects.get(login="haidian-handler"), "lost"))
    assert client.get("/workbench/")["Location"] == "/account/factor/"


def test_signing_out_ends_the_session_not_only_the_cookie(city: demo.City) -> None:
    client = clerk(city)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/account/sign-out/").status_code == 302
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/hall/")["Location"].startswith(SIGN_IN)
    assert not Session.objects.filter(session_key=kept).exists()


def test_signing_out_needs_a_form(city: demo.City) -> None:
    client = clerk(city)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.get("/hall/").status_code == 200


def test_a_session_lasts_as_long_as_the_settings_say(
    city: demo.City, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = clerk(city)
    session = Session.objects.get(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)
    begun = session.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(seconds=settings.SESSION_COOKIE_AGE - 1))
    assert client.get("/hall/").status_code == 200
    assert Session.objects.get(pk=session.pk).expire_date == session.expire_date, (
        "reading does not lengthen it"
    )
    monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    assert client.get("/hall/")["Location"].startswith(SIGN_IN)
    assert settings.SESSION_COOKIE_AGE <= 8 * 3600
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_a_password_changed_elsewhere_ends_every_session(city: demo.City) -> None:
    client = clerk(city)
    account = Account.objects.get(login="firm1")
    account.set_password("another word 9")
    account.save()
    assert client.get("/hall/")["Location"].startswith(SIGN_IN)


GRAVE = [
    "/workbench/?export=xlsx",
    "/workbench/reports/?export=xlsx",
    "/workbench/supervision/?export=xlsx",
    "/city/?export=payments",
]


@pytest.mark.parametrize("address", GRAVE)
def test_exports_ask_for_the_second_factor_again_after_its_time(city: demo.City, address: str) -> None:
    client = officer("haidian-handler", stepped_up=False)
    assert client.get(address)["Location"].startswith("/account/step-up/")
    step_up(client, "haidian-handler")
    clock.set_clock(clock.now() + STEP_UP_FOR - timedelta(seconds=1))
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    clock.set_clock(clock.now() + timedelta(seconds=1))
    assert client.get(address)["Location"].startswith("/account/step-up/")


def test_a_step_up_is_of_the_account_that_showed_it(city: demo.City) -> None:
    client = officer("haidian-handler", stepped_up=False)
    step_up(client, "haidian-reviewer")
    assert client.get(GRAVE[0])["Location"].startswith("/account/step-up/")


def attempt(client: Client, login: str, password: str) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password})


def test_sign_in_closes_after_the_failures_the_settings_allow(city: demo.City) -> None:
    client = Client()
    answers = [attempt(client, "firm1", "wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert [each.status_code for each in answers[:-1]] == [422] * (settings.AXES_FAILURE_LIMIT - 1)
    locked = attempt(client, "firm1", PASSWORD)
    assert (answers[-1].status_code, locked.status_code) == (429, 429)
    page = locked.content.decode()
    assert "密码错了太多次" in page
    assert locked["Content-Security-Policy"]
    assert attempt(Client(), "FIRM1 ", PASSWORD).status_code == 429, "another spelling wins no further tries"
    assert attempt(Client(), "firm2", PASSWORD).status_code == 302, "others sign in as before"


def test_an_unknown_login_is_answered_like_a_wrong_password(city: demo.City) -> None:
    answers = [attempt(Client(), login, "wrong") for login in ("firm1", "nobody-at-all")]
    assert len({each.status_code for each in answers}) == 1
    pages = [each.content.decode().replace("nobody-at-all", "firm1") for each in answers]
    assert _without_token(pages[0]) == _without_token(pages[1])


def _without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_signing_in_changes_the_session_key(city: demo.City) -> None:
    client = Client()
    client.get("/notices/objection/")
    session = client.session
    session["before"] = "kept"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert attempt(client, "firm1", PASSWORD).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


def test_an_officer_s_password_alone_opens_nothing(city: demo.City) -> None:
    officer("haidian-handler")  # with the second factor set up
    client = Client()
    answer = attempt(client, "haidian-handler", PASSWORD)
    assert answer["Location"].startswith("/account/second-factor/")
    assert client.get("/workbench/")["Location"].startswith(SIGN_IN)


def tls(monkeypatch: pytest.MonkeyPatch, on: str) -> dict[str, Any]:
    """The settings as they are with or without GONGBAO_TLS."""
    monkeypatch.setenv("GONGBAO_TLS", on)
    found = find_spec("gongbao.settings")
    assert found is not None
    assert found.origin is not None
    return runpy.run_path(found.origin)


@pytest.mark.parametrize("on", ["1", "0"])
def test_cookies_are_closed_to_scripts_and_other_sites_and_secure_under_tls(
    city: demo.City, monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    kept = {name: value for name, value in tls(monkeypatch, on).items()
            if name.startswith(("SESSION_", "CSRF_COOKIE", "SECURE_"))}  # fmt: skip
    with override_settings(**kept):
        client = Client()
        more = {"headers": {"x-forwarded-proto": "https"}} if on == "1" else {}
        answers = [client.get(f"{SIGN_IN}?lang=en&view=elder&keys=off", **more), client.get("/", **more)]
        answers.append(client.post(SIGN_IN, {"login": "firm1", "password": PASSWORD}, **more))
    cookies = {name: dict(value) for each in answers for name, value in each.cookies.items()}
    assert {"gongbao_session", "csrftoken", "language", "view", "keys"} <= set(cookies)
    for name, value in cookies.items():
        assert value["httponly"], name
        assert value["samesite"] == "Lax", name
        assert bool(value["secure"]) == (on == "1"), name
    assert ("Strict-Transport-Security" in answers[1].headers) == (on == "1")
