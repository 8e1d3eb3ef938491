"""Officers and duties on screen: an account opened, appointed, working, dismissed; locks, factors, passwords, closing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.platform.parties.people import done, number, person
from tests.platform.training_subsidy import world
from tests.web.hall.people import chinese, html, problems
from tests.web.workbench.scene import account, browser, post, step_up, text

from gongbao.platform.db.models import Command, Outbox
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import AccountKind, Role
from gongbao.platform.training_subsidy import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
LIST, NEW = "/workbench/accounts/", "/workbench/accounts/new/"
TODAY = date(2020, 9, 21)
PERSON = {"login": "gunan", "name": "顾南", "number": number(31)}
DUTY = {"office": "haidian", "role": "district_handler", "starts_on": "2020-09-21", "ends_on": ""}


@pytest.fixture
def city() -> demo.City:
    return world.city(cases=False)


@pytest.fixture
def admin(city: demo.City) -> Client:
    return browser("admin", stepped_up=True)


def page(login: str, *rest: str) -> str:
    return "/".join([f"{LIST}{account(login).pk}", *rest, ""])


def another(login: str = "second-admin") -> Account:
    """A second administrator."""

    def command(tx: Any) -> str:
        key = parties.open_account(tx, login, "correct horse 7", name="陶然", kind=AccountKind.OFFICER)
        parties.appoint(tx, key, "city_hr", Role.ADMINISTRATOR, date(2020, 1, 1))
        return str(key)

    return Account.objects.get(key=done(command))


def signs_in(login: str, word: str) -> Any:
    return Client().post("/account/sign-in/", {"login": login, "password": word})


def shown_password(answer: Any) -> str:
    return re.search(r'<dt>一次性密码</dt><dd class="code">([^<]+)<', html(answer))[1]


def held(login: str) -> dict[str, frozenset[Any]]:
    with read(SYSTEM, purpose="test"):
        return parties.roles_by_office(account(login).pk, TODAY)


def test_an_administrator_begins_with_the_officers_and_others_do_not_come_in(admin: Client) -> None:
    assert admin.get("/workbench/")["Location"] == LIST
    assert "周砚" in text(admin.get(LIST))
    assert "人员和岗位" in text(admin.get("/workbench/accounts/"))
    for login in ("haidian-handler", "city", "firm1"):
        assert browser(login, stepped_up=True).get(LIST).status_code == 403
    assert LIST not in text(browser("city").get("/workbench/"))


def test_an_officer_is_opened_appointed_works_and_is_dismissed_at_the_next_request(admin: Client) -> None:
    opened = post(admin, NEW, **PERSON)
    assert opened.status_code == 200
    word = shown_password(opened)
    assert "只显示这一次" in html(opened)
    assert signs_in("gunan", word).status_code == 302
    made = account("gunan")
    assert made.person == person(31, "顾南")
    assert "没有岗位" in text(admin.get(page("gunan")))
    assert post(admin, page("gunan", "appoint"), **DUTY)["Location"] == page("gunan")
    assert "已任命" in text(admin.get(page("gunan")))
    Account.objects.filter(pk=made.pk).update(one_time_until=None)  # has chosen a password
    officer = browser("gunan")
    assert officer.get("/workbench/").status_code == 200
    (role,) = parties.role_history(made.pk)
    assert "写进记录" in text(admin.get(page("gunan", "roles", str(role.key), "end")))
    assert post(admin, page("gunan", "roles", str(role.key), "end"), why="调到朝阳")["Location"] == page(
        "gunan"
    )
    assert officer.get("/workbench/").status_code == 403
    assert "调到朝阳" in text(admin.get(page("gunan")))


def test_the_one_time_password_is_stored_and_shown_nowhere_else(admin: Client) -> None:
    sent = {**PERSON, "key": "0d9c8e6e-7a0b-4a43-9d9f-0c6c2f5f9b11"}
    word = shown_password(admin.post(NEW, sent))
    again = admin.post(NEW, sent)
    assert again.status_code == 302
    for answer in (admin.get(page("gunan")), admin.get(LIST)):
        assert word not in text(answer)
    kept = [*Command.objects.values_list("result", flat=True), *Outbox.objects.values_list("body", flat=True)]
    assert kept
    assert word not in str(kept)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"login": ""}, "login"), ({"login": "a b"}, "login"), ({"login": "city"}, "login"), ({"name": ""}, "name"), ({"number": "1"}, "number"),
        ({"number": number(5)}, "name"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_new_account_is_told_at_its_field(
    admin: Client, wrong: dict[str, str], field: str
) -> None:
    person(5, "林舟")
    answer = post(admin, NEW, **{**PERSON, **wrong})
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in html(answer)
    assert 'value="' + (PERSON | wrong)["number"] + '"' in html(answer)
    assert not Account.objects.filter(login="gunan").exists()


def test_only_the_duties_of_an_office_are_offered_and_taken(admin: Client) -> None:
    chooser = text(admin.get(page("finance", "appoint") + "?office=-"))
    assert 'name="office"' in chooser
    offered = text(admin.get(page("finance", "appoint") + "?office=city_finance"))
    assert 'value="city_finance"' in offered
    assert 'value="district_handler"' not in offered
    wrong = post(admin, page("finance", "appoint"), **{**DUTY, "office": "city_finance"})
    assert wrong.status_code == 422
    assert post(admin, page("finance", "appoint"), **{**DUTY, "ends_on": "2020-09-20"}).status_code == 422
    assert post(admin, page("finance", "appoint"), **{**DUTY, "starts_on": "2020-09-20"}).status_code == 422
    assert list(held("finance")) == ["city_finance"]


def test_nobody_changes_their_own_account_here(admin: Client) -> None:
    another()
    own = text(admin.get(page("admin")))
    assert "您自己的账号" in own
    assert "/appoint/" not in own
    assert "/do/" not in own
    role = parties.role_history(account("admin").pk)[0]
    refused = [
        post(admin, page("admin", "appoint"), **{**DUTY, "office": "city_hr", "role": "city_officer"}),
        post(admin, page("admin", "roles", str(role.key), "end"), why="x"),
        *(post(admin, page("admin", "do", name), why="x") for name in ("unlock", "password", "factor", "sessions", "close")),
    ]  # fmt: skip
    assert [each.status_code for each in refused] == [422] * 7
    assert set(held("admin")) == {"city_hr"}
    assert held("admin")["city_hr"] == {Role.ADMINISTRATOR}


def test_changes_ask_for_the_second_factor_and_keep_what_was_typed_sealed(city: demo.City) -> None:
    client = browser("admin")
    assert client.get(NEW)["Location"].startswith("/account/step-up/")
    asked = post(client, page("city", "appoint"), **DUTY)
    held_at = unquote(asked["Location"].removeprefix("/account/step-up/?next="))
    assert held_at.startswith("/workbench/held/")
    assert list(held("city")) == ["city_hr"]
    kept = str(client.session["held_posts"])
    assert "district_handler" not in kept
    step_up(client, "admin")
    back = text(client.get(held_at))
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', back))
    assert fields.items() >= DUTY.items()
    assert client.post(page("city", "appoint"), fields)["Location"] == page("city")
    assert list(held("city")) == ["city_hr", "haidian"]


def test_a_lock_after_wrong_passwords_is_lifted(admin: Client) -> None:
    for _ in range(5):
        last = signs_in("city", "wrong")
    assert last.status_code == 429
    assert "5 次" in text(admin.get(page("city")))
    assert post(admin, page("city", "do", "unlock")).status_code == 302
    assert signs_in("city", "wrong").status_code == 422
    assert "1 次" in text(admin.get(page("city")))


def test_a_lost_factor_is_reset_with_a_reason_and_ends_every_session(admin: Client) -> None:
    officer = browser("city")
    assert officer.get("/workbench/").status_code == 200
    officer.get("/account/settings/")
    assert problems(post(admin, page("city", "do", "factor"), why=""))
    assert parties.has_second_factor(account("city"))
    assert post(admin, page("city", "do", "factor"), why="手机丢失").status_code == 302
    assert not parties.has_second_factor(account("city"))
    assert officer.get("/workbench/")["Location"].startswith("/account/sign-in/")
    assert "/do/factor/" not in text(admin.get(page("city")))


def test_every_session_of_an_officer_is_ended(admin: Client) -> None:
    officer = browser("city")
    officer.get("/account/settings/")
    before = Session.objects.count()
    assert "1 处" in text(admin.get(page("city")))
    assert post(admin, page("city", "do", "sessions")).status_code == 302
    assert Session.objects.count() == before - 1
    assert officer.get("/account/settings/").status_code == 302
    assert admin.get(LIST).status_code == 200
    assert "0 处" in text(admin.get(page("city")))


def test_a_new_one_time_password_voids_the_old_one(admin: Client) -> None:
    word = shown_password(post(admin, page("city", "do", "password")))
    assert signs_in("city", demo.PASSWORD).status_code == 422
    assert signs_in("city", word).status_code == 302
    assert "尚未另设" in text(admin.get(page("city")))


def test_a_closed_account_signs_in_no_more_and_stays_on_record(admin: Client) -> None:
    officer = browser("city")
    assert post(admin, page("city", "do", "close"), why="").status_code == 422
    assert post(admin, page("city", "do", "close"), why="离职").status_code == 302
    assert officer.get("/workbench/").status_code == 302
    assert signs_in("city", demo.PASSWORD).status_code == 422
    after = text(admin.get(page("city")))
    assert "离职" in after
    assert "/do/" not in after
    assert "林望舒" in text(admin.get(LIST + "?standing=closed"))
    assert "林望舒" not in text(admin.get(LIST + "?standing=serving"))


def test_the_last_administrator_stays_and_of_two_one_may_go(admin: Client) -> None:
    second = another()
    (role,) = parties.role_history(second.pk)
    end = page(second.login, "roles", str(role.key), "end")
    done(lambda tx: parties.close_account(tx, account("admin").pk, "离职"))  # meanwhile
    with pytest.raises(Exception, match="最后一位"):
        done(lambda tx: parties.dismiss(tx, role.key, "x"))
    assert admin.get(end).status_code == 302  # closed: signed out


def test_citizens_and_strangers_are_no_officers(admin: Client) -> None:
    assert admin.get(page("firm1")).status_code == 404
    assert admin.get(f"{LIST}00000000-0000-4000-8000-000000000000/").status_code == 404
    assert admin.get(page("city", "do", "nothing")).status_code == 404


def test_the_list_is_narrowed(admin: Client) -> None:
    assert "江舒白" not in text(admin.get(LIST + "?office=haidian"))
    assert "周砚" in text(admin.get(LIST + "?office=haidian"))
    found = text(admin.get(LIST + "?q=江舒"))
    assert "江舒白" in found
    assert "周砚" not in found
    assert "没有这样的账号" in text(admin.get(LIST + "?q=%3Cb%3E"))


def test_the_pages_are_in_english_too(admin: Client) -> None:
    people = [*demo.NAMES.values(), "中文", "公报"]
    admin.cookies["language"] = "en"
    addresses = [LIST, NEW, page("city"), page("city", "appoint"), page("city", "appoint") + "?office=-"]
    addresses += [page("city", "do", name) for name in ("unlock", "password", "factor", "sessions", "close")]
    for address in addresses:
        assert chinese(text(admin.get(address)), *people) == [], address
