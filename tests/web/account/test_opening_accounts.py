"""Accounts on screen: opened on line, told to be unverified, passwords changed and forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.platform.parties.people import account, done, number, person
from tests.platform.parties.test_passwords import given
from tests.web.account.test_signing_in_pages import PASSWORD, PHONE, SECRET, SIGN_IN, officer, sign_in
from tests.web.hall.people import browser, form_key, html, post, problems

from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import one_time_code
from gongbao.platform.parties.models import Account, Claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
REGISTER, PASSWORD_PAGE, OWN = "/account/register/", "/account/password/", "seven green kettles"
TYPED = {"name": "林舟", "number": number(1), "login": "linzhou88", "password": OWN, "again": OWN}


@pytest.fixture(autouse=True)
def _standing_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: PHONE.now)


def register(client: Client | None = None, **changed: str) -> Any:
    return post(client or Client(), REGISTER, REGISTER, **{**TYPED, **changed})


def test_who_opens_an_account_signs_in_and_is_told_it_is_not_verified() -> None:
    client = Client()
    assert REGISTER in html(client.get(SIGN_IN))
    assert register(client)["Location"] == f"{SIGN_IN}?next=%2Faccount%2Fidentity%2F"
    assert client.post(SIGN_IN, {"login": "linzhou88", "password": OWN})["Location"] == "/account/identity/"
    page = html(client.get("/account/identity/"))
    assert "还没有实名" in page
    assert "没有与公安机关联网核验" in page
    assert number(1) not in page
    assert Account.objects.get(login="linzhou88").person is None
    refused = client.get("/hall/start/")
    assert refused.status_code == 403
    assert "还没有实名" in html(refused)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"number": number(1)[:-1] + "0"}, "身份证号"),
        ({"number": number(1, birth="20200922")}, "出生日期"),
        ({"name": " "}, "姓名"),
        ({"login": "林舟"}, "4至32位"),
        ({"login": "abc"}, "4至32位"),
        ({"login": number(1)}, "不要用身份证号作用户名"),
        ({"login": "taken.one"}, "登录名已有人用"),
        ({"password": "12345678901", "again": "12345678901"}, "不能全是数字"),
        ({"password": "linzhou8801", "again": "linzhou8801"}, "太像"),
        ({"again": "another one"}, "不一样"),
    ],
)
def test_a_faulty_registration_says_what_and_loses_nothing_typed(changed: dict[str, str], told: str) -> None:
    account("taken.one")
    answer = register(**changed)
    assert answer.status_code == 422
    assert told in "".join(problems(answer))
    assert 'value="{}"'.format({**TYPED, **changed}["login"]) in html(answer)
    assert OWN not in html(answer)
    assert Account.objects.count() == 1


def test_the_button_pressed_twice_opens_one_account() -> None:
    client = Client()
    key = form_key(client, REGISTER)
    assert [client.post(REGISTER, {**TYPED, "key": key}).status_code for _ in range(2)] == [302, 302]
    assert Account.objects.count() == 1


def test_who_reads_english_goes_on_in_english() -> None:
    client = Client()
    client.cookies["language"] = "en"
    assert register(client).status_code == 302
    client.post(SIGN_IN, {"login": "linzhou88", "password": OWN})
    assert "Not verified yet" in html(client.get("/account/identity/"))


def test_what_was_given_wrongly_is_corrected_until_a_window_has_verified_it() -> None:
    register()
    client = browser("linzhou88")
    page = "/account/identity/"
    assert post(client, page, page, name="林周", number=number(2)).status_code == 302
    made = Account.objects.get(login="linzhou88")
    assert parties.account_view(made.key).name == "林周"
    done(lambda tx: str(parties.verify(tx, made.key, number(2))))
    assert "已实名" in html(client.get(page))
    again = client.post(
        page, {"name": "林舟", "number": number(1), "key": form_key(client, "/account/settings/")}
    )
    assert (again.status_code, problems(again)) == (422, ["这个账号已经实名"])


def test_a_window_keeps_no_second_copy_of_the_number() -> None:
    register()
    made = Account.objects.get(login="linzhou88")
    done(lambda tx: str(parties.verify(tx, made.key, number(1))))
    with parties.opened("test"):
        kept = Claim.objects.get(account=made)
    assert (kept.number_sealed, kept.number_fingerprint) == (None, "")


def test_a_changed_password_ends_other_sessions_and_keeps_this_one() -> None:
    account()
    one, two = Client(), Client()
    sign_in(one, "linzhou"), sign_in(two, "linzhou")
    answer = post(one, PASSWORD_PAGE, PASSWORD_PAGE, old="wrong", password=OWN, again=OWN)
    assert (answer.status_code, len(problems(answer))) == (422, 1)
    answer = post(one, PASSWORD_PAGE, PASSWORD_PAGE, old=PASSWORD, password=OWN, again=OWN)
    assert answer.status_code == 302
    assert one.get("/account/settings/").status_code == 200
    assert two.get("/account/settings/").status_code == 302
    assert sign_in(Client(), "linzhou").status_code == 422
    assert Client().post(SIGN_IN, {"login": "linzhou", "password": OWN}).status_code == 302


def test_guessing_the_present_password_locks_the_login() -> None:
    account()
    client = browser("linzhou")
    tried = [post(client, PASSWORD_PAGE, PASSWORD_PAGE, old="no", password=OWN, again=OWN) for _ in range(5)]
    assert [each.status_code for each in tried] == [422, 422, 422, 422, 429]
    assert (
        post(client, PASSWORD_PAGE, PASSWORD_PAGE, old=PASSWORD, password=OWN, again=OWN).status_code == 429
    )
    assert Account.objects.get().check_password(PASSWORD)


def test_a_one_time_password_leads_to_a_new_one_and_nowhere_else() -> None:
    one = account(person=person())
    word, client = given(one), Client()
    assert (
        client.post(SIGN_IN, {"login": "linzhou", "password": word, "next": "/help/"})["Location"]
        == PASSWORD_PAGE
    )
    for page in ("/", "/help/", "/hall/cases/", "/account/settings/", "/api/"):
        assert client.get(page)["Location"] == PASSWORD_PAGE
    assert Client().post(SIGN_IN, {"login": "linzhou", "password": word}).status_code == 422
    refused = post(client, PASSWORD_PAGE, PASSWORD_PAGE, password=word, again=word)
    assert refused.status_code == 422
    assert "与现在的密码相同" in problems(refused)[0]
    assert post(client, PASSWORD_PAGE, PASSWORD_PAGE, password=OWN, again=OWN)["Location"] == "/"
    assert client.get("/help/").status_code == 200
    assert Client().post(SIGN_IN, {"login": "linzhou", "password": OWN})["Location"] == "/"


def test_a_sign_in_waiting_for_its_code_ends_with_the_old_password() -> None:
    made = officer()
    client = Client()
    sign_in(client, "zhou")
    word = given(made)
    code = {"code": one_time_code(SECRET)}
    assert client.post("/account/second-factor/", code)["Location"] == SIGN_IN
    client.post(SIGN_IN, {"login": "zhou", "password": word})
    assert client.post("/account/second-factor/", code)["Location"] == PASSWORD_PAGE
    assert client.get("/workbench/")["Location"] == PASSWORD_PAGE


def test_of_two_sign_ins_with_one_password_the_second_is_refused() -> None:
    made = officer()
    word, one, two = given(made), Client(), Client()
    for client in (one, two):
        client.post(SIGN_IN, {"login": "zhou", "password": word})
    assert one.post("/account/second-factor/", {"code": one_time_code(SECRET)}).status_code == 302
    Account.objects.filter(pk=made.pk).update(totp_counter=0)  # the phone shows its next code
    late = two.post("/account/second-factor/", {"code": one_time_code(SECRET)})
    assert (late.status_code, len(problems(late))) == (422, 1)
    assert "已经用过" in problems(late)[0]
    assert two.get("/account/settings/").status_code == 302
