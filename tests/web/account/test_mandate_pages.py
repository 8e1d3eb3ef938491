"""Mandates on screen: granted, acted under, revoked at the next request, given up; who may not, and what is wrong."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.platform.parties.people import account, done, person
from tests.platform.training_subsidy import world
from tests.web.hall.people import browser, chinese, clerk, form_key, html, post, problems

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, now, read
from gongbao.platform.messages import services as box
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import credit_code, one_time_code
from gongbao.platform.parties.models import Account, Mandate
from gongbao.platform.parties.services import MandateKind
from gongbao.platform.training_subsidy import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PAGE, NEW = "/account/mandates/", "/account/mandates/new/"
TODAY, YEAR = date(2020, 9, 21), date(2021, 9, 20)
SUBSIDY, ARCHIVES = "/hall/drafts/", "/archives/mine/"
CLERK = {
    "kind": "employee_clerk", "login": "linzhou", "name": "林舟", "rooms": ["training_subsidy"],
    "starts_on": "2020-09-21", "ends_on": "2021-09-20",
}  # fmt: skip


@pytest.fixture
def city() -> demo.City:
    return world.city(cases=False)


@pytest.fixture
def agent() -> Account:
    return account("linzhou", person=person(5, "林舟"))


def given(city: demo.City) -> list[Mandate]:
    """The mandates of the first firm but its representative's."""
    with read(SYSTEM, purpose="test"):
        return [row for row in parties.mandates_of(city.firms[0]) if row.kind != "representative"]


def acting(login: str, city: demo.City) -> Client:
    """The account's browser, having chosen the first firm."""
    client = browser(login)
    assert client.post("/account/acting-for/", {"party": str(city.firms[0])}).status_code == 302
    return client


def told(party: Any) -> list[str]:
    with read(SYSTEM, purpose="test"):
        return [each.text.zh for each in box.inbox(now(), party=party)]


def end_page(row: Mandate) -> str:
    return f"{PAGE}{row.key}/end/"


def test_a_year_is_proposed_from_today(city: demo.City) -> None:
    page = html(clerk(city).get(NEW))
    assert 'value="2020-09-21"' in page
    assert 'value="2021-09-20"' in page


def test_the_agent_acts_in_the_service_named_and_not_at_all_once_revoked(
    city: demo.City, agent: Account
) -> None:
    head = clerk(city)
    assert post(head, NEW, **CLERK)["Location"] == PAGE
    (row,) = given(city)
    assert (row.agent_account_id, row.rooms, row.ends_on) == (agent.key, ["training_subsidy"], YEAR)
    assert "林舟" in html(head.get(PAGE))
    client = acting("linzhou", city)
    start = html(client.get("/hall/start/"))
    assert "以工代训" in start
    other = client.get("/archives/firm/")  # another service
    assert (other.status_code, f'href="{PAGE}"' in html(other)) == (403, True)
    assert "授权不含这项业务" in html(other)
    assert client.get("/account/mandates/").status_code == 200
    assert post(head, end_page(row))["Location"] == PAGE
    after = html(client.get("/hall/start/"))
    assert "授权已被撤销" in after
    assert "您正代" not in after
    page = html(head.get(PAGE))
    assert "已撤销" in page
    assert end_page(row) not in page


def test_both_sides_are_told_of_the_beginning_and_the_end(city: demo.City, agent: Account) -> None:
    head = clerk(city)
    post(head, NEW, **CLERK)
    (row,) = given(city)
    world.jobs()
    for side in (city.firms[0], agent.person):
        assert [each[:3] for each in told(side)] == ["授权："], side
    assert "以工代训补贴，2020-09-21至2021-09-20" in told(agent.person)[0]
    post(browser("linzhou"), end_page(row))
    world.jobs()
    for side in (city.firms[0], agent.person):
        assert [each[:5] for each in told(side)][:1] == ["代办已放弃"], side


def test_the_agent_gives_the_mandate_up(city: demo.City, agent: Account) -> None:
    post(clerk(city), NEW, **CLERK)
    (row,) = given(city)
    client = acting("linzhou", city)
    assert "放弃代办" in html(client.get(end_page(row)))
    assert post(client, end_page(row)).status_code == 302
    page = html(client.get(PAGE))
    assert "已放弃" in page
    assert "授权已被撤销" in page  # and is back to themselves


@pytest.mark.parametrize(
    "wrong",
    [{"login": "nobody"}, {"name": "林周"}, {"login": "firm2"}, {"login": "haidian-handler", "name": "周砚"}],
)
def test_a_wrong_agent_is_refused_without_telling_which_of_the_two(
    city: demo.City, agent: Account, wrong: dict[str, str]
) -> None:
    answer = post(clerk(city), NEW, **{**CLERK, **wrong})
    assert answer.status_code == 422
    assert problems(answer) == ["用户名和姓名不是同一个已实名账号的，请向对方核对这两项；对方须已开户并实名"]
    assert f'value="{(CLERK | wrong)["login"]}"' in html(answer)  # nothing typed is lost
    assert given(city) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rooms": []}, "rooms"), ({"ends_on": ""}, "ends-on"), ({"ends_on": "2020-09-20"}, "ends-on"),
        ({"starts_on": "2020-09-20"}, "starts-on"), ({"starts_on": "2020-10-02", "ends_on": "2020-10-01"}, "ends-on"),
        ({"kind": "bookkeeping_agent"}, "credit-code"), ({"kind": ""}, "kind"), ({"kind": "representative"}, "kind"),
        ({"login": ""}, "login"), ({"kind": "bookkeeping_agent", "credit_code": "x"}, "credit-code"),
    ],
)  # fmt: skip
def test_what_is_missing_or_impossible_is_told_at_its_field(
    city: demo.City, agent: Account, wrong: dict[str, Any], field: str
) -> None:
    answer = post(clerk(city), NEW, **{**CLERK, **wrong})
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in html(answer)
    assert given(city) == []


def test_a_clerk_of_the_firm_grants_nothing_and_reads_who_does(city: demo.City, agent: Account) -> None:
    head = clerk(city)
    post(head, NEW, **CLERK)
    client = acting("linzhou", city)
    page = html(client.get(PAGE))
    assert "法定代表人" in page
    assert Account.objects.get(login="firm1").name in page
    assert NEW not in page
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {**CLERK, "key": form_key(head, NEW)}).status_code == 403
    assert len(given(city)) == 1


def test_nobody_ends_what_is_not_theirs(city: demo.City, agent: Account) -> None:
    post(clerk(city), NEW, **CLERK)
    (row,) = given(city)
    other = clerk(city, 1)
    assert other.get(end_page(row)).status_code == 404
    assert other.post(end_page(row), {"key": form_key(other, NEW)}).status_code == 404
    with read(SYSTEM, purpose="test"):
        head = next(each for each in parties.mandates_of(city.firms[0]) if each.kind == "representative")
    assert clerk(city, 1).get(end_page(head)).status_code == 404
    assert given(city)[0].revoked_at is None


def test_nobody_is_their_own_agent(city: demo.City) -> None:
    head = Account.objects.get(login="firm1")
    answer = post(clerk(city), NEW, **{**CLERK, "login": "firm1", "name": head.name})
    assert problems(answer) == ["不能给自己授权"]


def test_a_person_has_kin_act_for_them(city: demo.City, agent: Account) -> None:
    me = Account.objects.get(login="firm1")
    client = browser("firm1")
    assert "对方的身份" not in html(client.get(NEW))
    assert post(client, NEW, **{**CLERK, "rooms": ["*", "vehicle_tax"]}).status_code == 302
    with read(SYSTEM, purpose="test"):
        (row,) = parties.mandates_of(me.person)
    assert (row.kind, row.rooms) == ("kin", ["*"])
    kin = browser("linzhou")
    kin.post("/account/acting-for/", {"party": str(me.person)})
    page = html(kin.get(PAGE))
    assert "个人的授权由本人办理" in page
    assert kin.get(NEW).status_code == 403


def test_a_bookkeeping_firm_s_own_clerks_act_and_its_head_gives_up(city: demo.City, agent: Account) -> None:
    firm = {**CLERK, "kind": "bookkeeping_agent", "login": "", "name": "", "credit_code": credit_code(1)}
    post(clerk(city), NEW, **firm)
    (row,) = given(city)
    assert row.agent_party == city.firms[1]
    through = acting("firm2", city)
    assert "您正代" in html(through.get("/help/"))
    assert through.get(NEW).status_code == 403  # an agent appoints no agents
    assert post(clerk(city, 1), end_page(row)).status_code == 302
    assert "授权已被撤销" in html(through.get("/help/"))


def test_a_firm_that_is_no_dispatch_agency_is_refused_with_the_clause(city: demo.City) -> None:
    answer = post(clerk(city), NEW, **{**CLERK, "kind": "dispatch_agency", "credit_code": credit_code(1)})
    assert problems(answer) == ["被授权单位不是劳务派遣单位"]
    assert "/policies/neng-2020-6/#c3-1-f" in html(answer)


def test_titles_open_their_shared_pages_too(city: demo.City, agent: Account) -> None:
    post(clerk(city), NEW, **{**CLERK, "rooms": ["engineering_titles"]})
    assert given(city)[0].rooms == ["engineering_titles", "titles"]


@pytest.mark.parametrize(("last", "marked"), [(date(2020, 10, 21), True), (date(2020, 10, 22), False)])
def test_the_last_thirty_days_are_marked(city: demo.City, agent: Account, last: date, marked: bool) -> None:
    post(clerk(city), NEW, **{**CLERK, "ends_on": str(last)})
    assert ("30 天内到期" in html(clerk(city).get(PAGE))) is marked


def test_an_ended_mandate_is_history_and_cannot_be_revoked(city: demo.City, agent: Account) -> None:
    post(clerk(city), NEW, **{**CLERK, "ends_on": "2020-09-21"})
    (row,) = given(city)
    clock.set_clock(datetime(2020, 9, 22, 0, 0, tzinfo=clock.ZONE))
    page = html(clerk(city).get(PAGE))
    assert "已到期" in page
    assert clerk(city).get(end_page(row)).status_code == 404


def test_revoking_one_of_two_says_that_the_other_stays(city: demo.City, agent: Account) -> None:
    head = clerk(city)
    post(head, NEW, **CLERK)
    assert "还有" not in html(head.get(end_page(given(city)[0])))
    post(head, NEW, **{**CLERK, "rooms": ["vehicle_tax"]})
    assert "还有 1 项授权有效" in html(head.get(end_page(given(city)[0])))


def test_the_second_press_grants_nothing_more(city: demo.City, agent: Account) -> None:
    head = clerk(city)
    sent = {**CLERK, "key": form_key(head, NEW)}
    assert [head.post(NEW, sent).status_code for _ in range(2)] == [302, 302]
    assert len(given(city)) == 1


@pytest.mark.parametrize(
    ("more", "granted"),
    [
        ({}, False), ({"starts_on": "2020-10-01", "ends_on": "2020-10-31"}, False), ({"ends_on": "2021-09-21"}, True),
        ({"rooms": ["training_subsidy", "vehicle_tax"]}, True), ({"rooms": ["*"]}, True),
    ],
)  # fmt: skip
def test_what_is_granted_already_is_not_granted_again(
    city: demo.City, agent: Account, more: dict[str, Any], granted: bool
) -> None:
    head = clerk(city)
    post(head, NEW, **CLERK)
    assert post(head, NEW, **{**CLERK, **more}).status_code == (302 if granted else 422)
    assert len(given(city)) == 1 + granted


def test_who_has_a_second_factor_shows_it_first_and_loses_nothing(
    city: demo.City, agent: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    monkeypatch.setattr("time.time", lambda: 1_600_000_005.0)
    parties.enrol(Account.objects.get(login="firm1"), secret, one_time_code(secret))
    monkeypatch.setattr("time.time", lambda: 1_600_000_035.0)
    head = clerk(city)
    asked = post(head, NEW, **CLERK)
    assert asked["Location"].startswith("/account/step-up/?next=")
    assert given(city) == []
    back = head.post(asked["Location"], {"code": one_time_code(secret)})["Location"]
    held = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html(head.get(back))))
    assert head.post(NEW, held).status_code == 302
    assert len(given(city)) == 1


def test_an_unverified_account_sees_what_it_holds_and_grants_nothing(city: demo.City) -> None:
    account("stranger")
    client = browser("stranger")
    assert "还没有实名" in html(client.get(PAGE))
    assert client.get(NEW).status_code == 403


def test_the_pages_are_in_english_too(city: demo.City, agent: Account) -> None:
    head = clerk(city)
    post(head, NEW, **CLERK)
    names = (
        demo.FIRMS[0][1],
        "林舟",
        Account.objects.get(login="firm1").name,
        "中文",
        "公报",
    )  # names and the switch
    head.get(PAGE)  # what was just done is told in the language it was done in
    for address in (PAGE, NEW, end_page(given(city)[0])):
        assert chinese(html(head.get(address, {"lang": "en"})), *names) == [], address


def test_a_representative_of_some_services_grants_those_only(city: demo.City, agent: Account) -> None:
    with read(SYSTEM, purpose="test"):
        (whole,) = parties.mandates_of(city.firms[0])
    done(lambda tx: parties.revoke(tx, whole.key))
    head = city.accounts["firm1"]
    done(
        lambda tx: str(
            parties.grant(
                tx, principal=city.firms[0], kind=MandateKind.REPRESENTATIVE, rooms=["vehicle_tax", "ai_titles"], starts_on=TODAY,
                ends_on=None, agent_account=head,
            )
        )
    )  # fmt: skip
    client = clerk(city)
    page = html(client.get(NEW))
    assert 'value="vehicle_tax"' in page
    assert 'value="training_subsidy"' not in page
    assert post(client, NEW, **CLERK).status_code == 422
    assert post(client, NEW, **{**CLERK, "rooms": ["vehicle_tax", "ai_titles"]}).status_code == 302
