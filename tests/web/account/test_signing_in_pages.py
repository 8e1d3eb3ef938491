"""Signing in on screen: password, second factor, lock-out, for whom one acts, step-up, settings, sessions."""

from __future__ import annotations

import re
import time
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.platform.parties.people import account, done, person
from tests.platform.training_subsidy import world
from tests.web.hall.people import browser, clerk, form_key, html, post, problems

from gongbao.law.text import Text
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM
from gongbao.platform.messages import services as box
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import one_time_code
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import AccountKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
SIGN_IN, PASSWORD = "/account/sign-in/", "correct horse 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Phone:
    """The time on the phone, in the middle of a time step; a code that was used needs the next step."""

    now = 1_600_000_005.0


PHONE = Phone()


@pytest.fixture(autouse=True)
def _standing_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: PHONE.now)


def officer(login: str = "zhou", *offices: str, factor: bool = True) -> Account:
    """An officer, handler at the offices named, with one-time codes unless told otherwise."""
    made = account(login, kind=AccountKind.OFFICER, person=person(77))
    for office in offices or ("haidian",):
        done(
            lambda tx, at=office: parties.appoint(
                tx, made.key, at, Role.DISTRICT_HANDLER, clock.now().date(), None
            )
        )
    if factor:
        PHONE.now -= 30
        parties.enrol(made, SECRET, one_time_code(SECRET))
        PHONE.now += 30
    return made


def sign_in(client: Client, login: str, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": PASSWORD, **more})


def test_a_password_signs_in_and_leads_to_the_page_wanted() -> None:
    account()
    client = Client()
    answer = sign_in(client, "linzhou", next="/help/")
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert "账号linzhou" in html(client.get("/help/"))


def test_sign_in_never_leads_to_another_site() -> None:
    account()
    assert sign_in(Client(), "linzhou", next="https://evil.example/")["Location"] == "/"


def test_a_wrong_password_says_nothing_about_the_account() -> None:
    account()
    wrong = Client().post(SIGN_IN, {"login": "linzhou", "password": "no"})
    nobody = Client().post(SIGN_IN, {"login": "nobody", "password": "no"})
    assert wrong.status_code == nobody.status_code == 422
    assert problems(wrong) == problems(nobody) == ["用户名或密码不对"]
    assert "no" not in re.findall(r'type="password"[^>]*value="([^"]*)"', html(wrong))


def test_the_fifth_wrong_password_locks_the_login_even_for_the_right_one() -> None:
    account()
    client = Client()
    for _ in range(5):
        last = client.post(SIGN_IN, {"login": "linzhou", "password": "no"})
    assert last.status_code == 429
    assert "15 分钟" in html(sign_in(client, "linzhou"))


def test_an_officer_is_asked_for_the_second_factor_before_anything_opens() -> None:
    officer()
    client = Client()
    assert sign_in(client, "zhou")["Location"] == "/account/second-factor/"
    assert client.get("/account/settings/").status_code == 302  # not signed in yet
    wrong = client.post("/account/second-factor/", {"code": "000000"})
    assert (wrong.status_code, len(problems(wrong))) == (422, 1)
    right = client.post("/account/second-factor/", {"code": one_time_code(SECRET)})
    assert (right.status_code, right["Location"]) == (302, "/")
    assert "海淀" in html(client.get("/help/"))


def test_the_password_step_is_forgotten_after_ten_minutes() -> None:
    officer()
    client = Client()
    sign_in(client, "zhou")
    clock.set_clock(datetime(2020, 9, 21, 9, 40, 1, tzinfo=clock.ZONE))
    answer = client.post("/account/second-factor/", {"code": one_time_code(SECRET)})
    assert answer["Location"] == SIGN_IN


def test_an_officer_without_a_factor_reaches_only_the_page_that_sets_it_up() -> None:
    officer(factor=False)
    client = Client()
    sign_in(client, "zhou")
    assert client.get("/notices/")["Location"] == "/account/factor/"
    page = html(client.get("/account/factor/"))
    kept, secret = (
        re.search(r'name="kept" value="([^"]+)"', page)[1],
        re.search(r'class="code">(\w+)<', page)[1],
    )
    assert client.post("/account/factor/", {"kept": kept, "code": "000000"}).status_code == 422
    answer = client.post("/account/factor/", {"kept": kept, "code": one_time_code(secret)})
    assert len(re.findall(r'<li class="code">', html(answer))) == 10
    assert client.get("/notices/").status_code == 200
    assert "已设置" in html(client.get("/account/factor/"))


def test_a_secret_signed_for_another_account_is_not_taken() -> None:
    first, second = officer("zhou", factor=False), officer("wu", factor=False)
    client, other = browser(first.login), browser(second.login)
    page = html(client.get("/account/factor/"))
    kept, secret = (
        re.search(r'name="kept" value="([^"]+)"', page)[1],
        re.search(r'class="code">(\w+)<', page)[1],
    )
    assert other.post("/account/factor/", {"kept": kept, "code": one_time_code(secret)}).status_code == 422


def test_step_up_returns_to_where_one_was() -> None:
    made = officer()
    client = browser(made.login)
    page = client.get("/account/step-up/?next=/notices/%3Fwhen%3Darchive")
    assert 'value="/notices/?when=archive"' in html(page)
    answer = client.post(
        "/account/step-up/", {"code": one_time_code(SECRET), "next": "/notices/?when=archive"}
    )
    assert answer["Location"] == "/notices/?when=archive"
    assert client.session["stepped_up"][0] == str(made.pk)


def test_an_officer_of_two_offices_chooses_one_first() -> None:
    made = officer("zhou", "haidian", "chaoyang")
    client = browser(made.login)
    assert client.get("/help/")["Location"].startswith("/account/acting-for/")
    assert client.post("/account/acting-for/", {"party": "tongzhou"}).status_code == 409
    client.post("/account/acting-for/", {"party": "chaoyang"})
    assert "朝阳" in html(client.get("/help/"))


def test_a_clerk_chooses_the_firm_and_nobody_elses() -> None:
    city = world.city()
    client = browser("firm1")
    page = html(client.get("/account/acting-for/"))
    assert "北京样例知舟科技有限公司" in page
    assert "北京样例远山餐饮有限公司" not in page
    assert client.post("/account/acting-for/", {"party": str(city.firms[1])}).status_code == 409
    client.post("/account/acting-for/", {"party": str(city.firms[0])})
    assert "您正代" in html(client.get("/help/"))


def test_an_ended_mandate_drops_back_to_oneself_and_says_so() -> None:
    city = world.city()
    client = clerk(city)
    (held,) = parties.mandates_of(city.firms[0])
    done(lambda tx: parties.revoke(tx, held.key))
    page = html(client.get("/help/"))
    assert "授权已被撤销" in page
    assert "您正代" not in page
    assert "授权已被撤销" not in html(client.get("/help/"))


def test_settings_are_kept_with_the_account_and_the_key_makes_twice_once() -> None:
    made = account()
    client = browser(made.login)
    chosen = {"language": "en", "view": "elder", "keys": "off", "key": form_key(client, "/account/settings/")}
    for _ in range(2):
        answer = client.post("/account/settings/", chosen)
        assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.preferred_language, made.elder_mode, made.shortcuts_off) == ("en", True, True)
    page = html(client.get("/help/"))
    assert '<html lang="en" class="elder">' in page
    fresh = Client()
    sign_in(fresh, made.login)
    assert '<html lang="en" class="elder">' in html(fresh.get("/help/"))


def test_another_session_can_be_seen_and_ended() -> None:
    made = account()
    one, two = Client(), Client()
    sign_in(one, made.login), sign_in(two, made.login)
    one.get("/account/settings/"), two.get("/account/settings/")
    page = html(one.get("/account/sessions/"))
    (number,) = re.findall(r'name="session" value="(\d+)"', page)
    assert post(one, "/account/sessions/", "/account/sessions/end/", session=number).status_code == 302
    assert one.get("/account/settings/").status_code == 200
    assert two.get("/account/settings/").status_code == 302


def test_a_session_of_somebody_else_cannot_be_ended() -> None:
    mine, theirs = account(), account("wulan")
    one, two = Client(), Client()
    sign_in(one, mine.login), sign_in(two, theirs.login)
    two.get("/account/settings/")
    (other,) = parties.sessions(theirs)
    key = form_key(one, "/account/settings/")
    assert one.post("/account/sessions/end/", {"key": key, "session": other.number}).status_code == 409
    assert two.get("/account/settings/").status_code == 200


def test_signing_out_needs_a_post() -> None:
    client = browser(account().login)
    opened = client.get("/account/sign-out/")
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "这里只接收表单" in opened.content.decode()
    assert client.post("/account/sign-out/").status_code == 302
    assert client.get("/account/settings/").status_code == 302


def test_messages_lead_to_nothing_foreign_and_are_marked_by_post() -> None:
    city = world.city()
    client, other = clerk(city), clerk(city, 1)
    done(
        lambda tx: box.to_party(tx, city.firms[0], Text("期限快到了", "A deadline is near"), key="m1"), SYSTEM
    )
    page = html(client.get("/account/messages/"))
    assert page.count("期限快到了") == 1
    assert "is-unread" in page
    assert "期限快到了" not in html(other.get("/account/messages/"))
    assert "is-unread" in html(client.get("/account/messages/"))  # reading the list changes nothing
    post(client, "/account/messages/", "/account/messages/read/")
    assert "is-unread" not in html(client.get("/account/messages/"))


@pytest.mark.parametrize("page", ["settings", "acting-for", "messages", "sessions", "factor", "step-up"])
def test_account_pages_ask_to_sign_in_first(page: str) -> None:
    answer = Client().get(f"/account/{page}/")
    assert answer["Location"] == f"/account/sign-in/?next=/account/{page}/"


def test_a_form_without_its_token_is_refused_with_a_page() -> None:
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "请再提交一次" in html(answer)
