"""The window on screen: from an account opened on line to a firm that acts; forgotten passwords; who is kept out."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.platform.training_subsidy import world
from tests.web.hall.people import browser as citizen
from tests.web.hall.people import form_key, html, problems
from tests.web.workbench.scene import browser, post

from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import NEWCOMER, PASSWORD, credit_code, newcomer, someone
from gongbao.platform.parties.models import Account, Mandate
from gongbao.platform.training_subsidy import demo

pytestmark = pytest.mark.django_db(transaction=True)
WINDOW, FIRM, MANDATES = "/workbench/window/", "/workbench/window/firm/", "/workbench/window/mandates/"
NAME, CODE = "北京样例新芽科技有限公司", credit_code(70)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def city(db: None, free_clock: None) -> demo.City:
    world.to("2020-09-21 09:30")
    return world.city(cases=False)


def paper(data: bytes = PDF, name: str = "licence.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def at_window(login: str = "haidian-handler") -> Client:
    return browser(login, stepped_up=True)


def address(act: str) -> str:
    return f"{WINDOW}accounts/{Account.objects.get(login=NEWCOMER).key}/{act}/"


def verified(client: Client) -> None:
    who = newcomer()
    answer = post(client, address("verify"), number=who.number, present="yes", seen=who.name)
    assert answer["Location"] == f"{WINDOW}?login={NEWCOMER}"


def enter_firm(client: Client, **changed: Any) -> Any:
    typed = {
        "code": CODE,
        "name": NAME,
        "dispatch": "no",
        "login": NEWCOMER,
        "document": paper(),
        "present": "yes",
    }
    return post(client, FIRM, **{**typed, **changed})


def test_an_account_is_found_masked_and_verified_by_the_card(city: demo.City) -> None:
    client, who = at_window(), newcomer()
    assert "服务窗口" in html(client.get("/workbench/"))
    page = html(client.get(WINDOW, {"login": NEWCOMER}))
    assert who.name in page
    assert who.number not in page
    assert address("verify") in page
    wrong = post(client, address("verify"), number=someone(1).number, present="yes", seen=who.name)
    assert (wrong.status_code, len(problems(wrong))) == (422, 1)
    assert "不一致" in problems(wrong)[0]
    other = post(client, address("verify"), number=who.number, present="yes", seen="样甲一")
    assert "刚把姓名改成了" in problems(other)[0]
    unseen = post(client, address("verify"), number=who.number, seen=who.name)
    assert (unseen.status_code, Account.objects.get(login=NEWCOMER).person) == (422, None)
    verified(client)
    assert address("verify") not in html(client.get(WINDOW, {"login": NEWCOMER}))
    assert citizen(NEWCOMER).get("/hall/start/").status_code == 200


def test_officers_accounts_and_unknown_logins_are_not_shown(city: demo.City) -> None:
    client = at_window()
    assert "工作人员账号" in html(client.get(WINDOW, {"login": "finance"}))
    assert "没有这个账号" in html(client.get(WINDOW, {"login": "nobody"}))


@pytest.mark.parametrize("login", ["haidian-reviewer", "finance", "city"])
def test_other_officers_are_kept_out(city: demo.City, login: str) -> None:
    client = at_window(login)
    for page in (WINDOW, FIRM, MANDATES, f"{MANDATES}new/", address("verify"), address("password")):
        assert (client.get(page).status_code, post(client, page).status_code) == (403, 403)


def test_the_second_factor_comes_before_the_form_and_nothing_is_lost_when_it_ran_out(city: demo.City) -> None:
    client = browser("haidian-handler")
    assert client.get(FIRM)["Location"].startswith("/account/step-up/")
    answer = enter_firm(client)
    assert answer.status_code == 422
    assert "验证已过期" in problems(answer)[0]
    assert f"/account/step-up/?next={FIRM}" in html(answer)
    assert NAME in html(answer)
    assert parties.find_firm(CODE) is None


def test_a_forgotten_password_the_whole_way(city: demo.City) -> None:
    client, own = at_window(), Client()
    form = {"number": newcomer().number, "present": "yes", "key": form_key(client, address("password"))}
    (word,) = re.findall(r'id="word">([^<]+)<', html(client.post(address("password"), form)))
    again = html(client.post(address("password"), form))
    assert word not in again
    assert "不再显示" in again
    sign_in = {"login": NEWCOMER, "password": word}
    assert own.post("/account/sign-in/", {**sign_in, "password": PASSWORD}).status_code == 422
    assert own.post("/account/sign-in/", sign_in)["Location"] == "/account/password/"
    assert Client().post("/account/sign-in/", sign_in).status_code == 422
    new = {"password": "seven green kettles", "again": "seven green kettles"}
    assert (
        own.post("/account/password/", {**new, "key": form_key(own, "/account/password/")}).status_code == 302
    )
    assert own.get("/help/").status_code == 200


def test_a_firm_is_entered_and_its_representative_acts_for_it(city: demo.City) -> None:
    client = at_window()
    refused = enter_firm(client)
    assert (refused.status_code, len(problems(refused))) == (422, 1)
    assert "还没有实名" in problems(refused)[0]
    assert parties.find_firm(CODE) is None  # all of it or nothing
    verified(client)
    assert enter_firm(client)["Location"] == WINDOW
    assert "法定代表人现在可以代该单位办事" in html(client.get(WINDOW))
    firm = parties.find_firm(CODE)
    assert firm is not None
    assert (firm.name, firm.office) == (NAME, "haidian")
    own = citizen(NEWCOMER)
    assert NAME in html(own.get("/account/acting-for/"))
    own.post("/account/acting-for/", {"party": str(firm.key)})
    assert "您正代" in html(own.get("/hall/start/"))
    world.jobs()
    assert "登记了法定代表人" in html(own.get("/account/messages/"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"code": CODE[:-1] + "A"}, "信用代码"),
        ({"code": credit_code(0)}, "北京样例知舟科技有限公司"),
        ({"login": "nobody"}, "没有这个账号"),
        ({"login": "finance"}, "工作人员账号"),
        ({"document": ""}, "营业执照"),
        ({"document": ("licence.pdf", b"MZ\x90\x00 no paper")}, "文件"),
        ({"present": ""}, "核对"),
    ],
)
def test_a_faulty_entry_says_what_is_wrong_and_keeps_what_was_typed(
    city: demo.City, changed: dict[str, Any], told: str
) -> None:
    client = at_window()
    verified(client)
    if isinstance(changed.get("document"), tuple):
        changed = {"document": paper(changed["document"][1], changed["document"][0])}
    answer = enter_firm(client, **changed)
    assert answer.status_code == 422
    assert told in "".join(problems(answer))
    assert 'value="{}"'.format({"name": NAME, **changed}["name"]) in html(answer)
    assert parties.find_firm(CODE) is None


def test_a_mandate_on_paper_is_entered_seen_and_ended(city: demo.City) -> None:
    client = at_window()
    verified(client)
    typed = {
        "kind": "employee_clerk", "principal": credit_code(0), "agent": NEWCOMER, "rooms": ["training_subsidy"],
        "starts_on": "2020-09-21", "ends_on": "2021-09-20", "document": paper(), "present": "yes",
    }  # fmt: skip
    assert post(client, f"{MANDATES}new/", **typed)["Location"] == MANDATES
    assert "授权已登记" in html(client.get(MANDATES))
    given = Mandate.objects.get(kind="employee_clerk")
    assert given.document is not None
    firm = UUID(str(city.firms[0]))
    own = citizen(NEWCOMER)
    own.post("/account/acting-for/", {"party": str(firm)})
    assert "您正代" in html(own.get("/help/"))
    shown = html(client.post(MANDATES, {"principal": credit_code(0)}))
    assert newcomer().name in shown
    assert f"{MANDATES}{given.key}/end/" in shown
    letter = f"{MANDATES}{given.key}/paper/"
    assert letter in shown
    assert client.get(letter).content == PDF
    assert at_window("chaoyang-handler").get(letter).status_code == 409
    assert citizen(NEWCOMER).get(letter).status_code == 403
    assert (
        post(client, f"{MANDATES}{given.key}/end/", document=paper(), present="yes")["Location"] == MANDATES
    )
    assert "授权已被撤销" in html(own.get("/help/"))


def test_kin_act_for_somebody_without_an_account(city: demo.City) -> None:
    client, elder = at_window(), someone(95)
    verified(client)
    typed = {
        "kind": "kin", "principal": elder.number, "principal_name": elder.name, "agent": NEWCOMER, "rooms": ["*"],
        "starts_on": "2020-09-21", "ends_on": "2021-09-20", "document": paper(), "present": "yes",
    }  # fmt: skip
    nameless = post(client, f"{MANDATES}new/", **{**typed, "principal_name": "", "document": paper()})
    assert (nameless.status_code, len(problems(nameless))) == (422, 1)
    assert post(client, f"{MANDATES}new/", **typed)["Location"] == MANDATES
    assert elder.name in html(citizen(NEWCOMER).get("/account/acting-for/"))
    answer = client.post(MANDATES, {"principal": "12345"})
    assert (answer.status_code, len(problems(answer))) == (422, 1)
