"""Bad input of flexible employment as it comes in on screen: what is wrong, the clause, how to mend; nothing is lost.

| bad input | where it comes in | test |
|---|---|---|
| a second registration | the hall worker's step | ``test_a_second_registration…`` |
| age on the day of the limit | the person's rights | ``test_the_day_of_the_age_limit…`` |
| a month an employer insured | the district's run, the person's page | ``test_a_month_insured_by_an_employer…`` |
| wrong kind of household | the application's second step | ``test_the_wrong_household…`` |
| an agency without a licence, or with one that ended | the list's form | ``test_an_agency…`` |
| a month under another subsidy | the desk's form, the run | ``test_another_subsidy…`` |
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.platform.flexible_employment import flex_world as w
from tests.platform.parties import people
from tests.platform.registers import rows
from tests.platform.training_subsidy.world import city
from tests.safety.visitors import officer
from tests.web.hall.people import browser, html, post

from gongbao.kernel.calendar.month import parse
from gongbao.platform.cases.services import Case
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD
from gongbao.platform.registers.services import Spell
from gongbao.web.rooms.flexible_employment import demo

pytestmark = pytest.mark.django_db
BIRTH = "19980115"


@pytest.fixture
def town(free_clock: None) -> Any:
    w.to("2020-10-13 10:00")
    made = city(cases=False)
    demo.add_to(made)
    return made


def key() -> dict[str, str]:
    return {"key": str(uuid4())}


def page_of(person: w.Actor, login: str = "somebody") -> Client:
    """A browser of a person of the small world."""
    w.do(lambda tx: str(parties.open_account(tx, login, PASSWORD, person=person.party, name=person.name)))
    return browser(login)


def state(number: str) -> str:
    return str(w.seen(lambda: Case.objects.get(number=number).state))


def card(page: str, name: str) -> str:
    """One right of a person's page."""
    start = page.index(f'aria-labelledby="r-{name}"')
    return page[start : page.index("</section>", start)]


def test_a_second_registration_is_refused_and_the_first_stands(town: Any) -> None:
    rider, hall = w.person(), officer("haidian-handler")
    first = w.begin(rider, flexible.REGISTRATION, w.RIDER)
    second = w.begin(rider, flexible.REGISTRATION, w.RIDER | {"occupation": "网约车驾驶"})
    addresses = [f"/workbench/cases/{number}/act/register/" for number in (first, second)]
    assert post(hall, addresses[0]).status_code == 302
    refused = hall.get(addresses[1])
    page = html(refused)
    assert refused.status_code == 409
    assert [said for said in ("没有另一条有效登记（有的办变更）", "19号 第十一条") if said not in page] == []
    assert hall.post(addresses[1], key()).status_code == 409
    assert (state(first), state(second)) == ("registered", "submitted"), "what was handed in waits"
    kept = w.seen(lambda: [(row.work_kind, row.ends_on) for row in flexible.history_of(rider.party)])
    assert kept == [("platform", None)]


@pytest.mark.parametrize(("day", "outcome"), [("2020-11-01", "met"), ("2020-11-02", "not_met")])
def test_the_day_of_the_age_limit_is_told_with_its_clause(town: Any, day: str, outcome: str) -> None:
    man = w.person(1, "老林", birth="19601102")
    w.registered(man, household="local_rural")
    w.to(f"{day} 10:00")
    told = html(page_of(man).get("/flexible-employment/"))
    found = card(told, "insure_rural")
    assert {"met": "符合", "not_met": "不符合"}[outcome] in found
    assert ("不符合" in found) == (outcome == "not_met")
    assert "19号 第三条" in found or "第三条" in found
    if outcome == "not_met":
        assert "60" in found, "the limit itself is named"


def test_a_month_insured_by_an_employer_is_not_paid_and_says_why(town: Any) -> None:
    graduate = w.person(1)
    rows.record(
        "insurance",
        rows.insured(1, "2020-10", person=people.number(1, birth=BIRTH)),
        covers=Spell(w.date(2020, 10, 1), w.date(2024, 12, 31)),
    )
    w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    hall = officer("haidian-handler")
    answer = hall.post("/flexible-employment/desk/draw/", {"month": "2020-10", **key()})
    assert answer.status_code == 302
    run = w.seen(lambda: flexible.runs("haidian")[0].pk)
    page = html(hall.get(f"/flexible-employment/desk/runs/{run}/"))
    assert [said for said in ("不发", "19号 第四条", "单位") if said not in page] == []
    assert "jiu-2020-19" not in page.split("<main")[1].split("逐人逐月")[1].split("</table>")[0]
    own = html(page_of(graduate).get("/flexible-employment/"))
    assert "已享受 0 个月" in " ".join(own.split())
    assert "不发" in own


def test_the_wrong_household_is_refused_at_the_second_step_and_the_case_waits(town: Any) -> None:
    other = w.person(1)
    w.registered(other, household="elsewhere")
    number = w.begin(other, flexible.SUBSIDY, w.GRADUATE | {"household": "elsewhere"})
    w.step(w.HALL, number, "review", outcome="grant")
    reviewer = officer("haidian-reviewer")
    refused = reviewer.get(f"/workbench/cases/{number}/act/approve/")
    page = html(refused)
    assert refused.status_code == 409
    assert [said for said in ("户籍", "19号 第四条") if said not in page] == []
    assert state(number) == "passed"
    assert "不符合" in card(html(page_of(other).get("/flexible-employment/")), "graduate_subsidy")


AGENCY = {
    "code": "A1",
    "title": "样例职介",
    "starts_on": "2020-01-01",
    "services": "介绍工作",
    "shares_staff": "no",
}


def test_an_agency_without_a_licence_is_on_no_list_and_the_form_is_kept(town: Any) -> None:
    city_officer = officer("haidian-handler")
    refused = city_officer.post("/flexible-employment/desk/lists/agency/", {**AGENCY, **key()})
    page = html(refused)
    assert refused.status_code == 422
    assert [
        said for said in ("不能进名录", "19号 第十七条", "样例职介", "介绍工作") if said not in page
    ] == []
    assert w.seen(lambda: flexible.entries("agency", w.date(2020, 10, 13), "")) == []
    listed = city_officer.post(
        "/flexible-employment/desk/lists/agency/",
        {**AGENCY, "licence": "11010520200001", "ends_on": "2021-01-01", **key()},
    )
    assert listed.status_code == 302


def test_another_subsidy_and_this_one_exclude_each_other_month_by_month(town: Any) -> None:
    graduate = w.person(1)
    w.no_employer("2020-09-01")
    w.registered(graduate)
    w.granted(graduate)
    w.contributed(1, "2020-10")
    hall, address = officer("haidian-handler"), "/flexible-employment/desk/others/new/"
    given = {
        "number": people.number(1, birth=BIRTH), "subsidy": "employer", "first": "2020-09", "last": "2020-09",
        "document": "海人社补〔2020〕7号",
    }  # fmt: skip
    assert hall.post(address, {**given, **key()}).status_code == 302
    listed = html(hall.get("/flexible-employment/desk/others/"))
    assert "海人社补〔2020〕7号" in listed
    assert people.number(1, birth=BIRTH) not in listed, "masked"
    run = UUID(w.do(lambda tx: flexible.draw(tx, parse("2020-10")), w.HALL)["run"])
    w.do(lambda tx: flexible.approve(tx, run), w.stepped(w.REVIEWER))
    assert [row.amount for row in w.seen(lambda: flexible.lines(run)) if row.entitlement] == [95823], (
        "September elsewhere, October here"
    )
    refused = hall.post(address, {**given, "last": "2020-10", **key()})
    page = html(refused)
    assert refused.status_code == 422
    assert [said for said in ("2020年9月、2020年10月已享受社保补贴", "19号 第四条", "去掉这些月份", "海人社补") if said not in page] == []  # fmt: skip
    backwards = hall.post(address, {**given, "first": "2020-12", "last": "2020-11", **key()})
    assert "起止月份不对" in html(backwards)
    [row] = w.seen(lambda: flexible.others("haidian"))
    away = f"/flexible-employment/desk/others/{row.key}/"
    assert hall.post(away, {"why": "", **key()}).status_code in (409, 422)
    assert hall.post(away, {"why": "录错人", **key()}).status_code == 302
    assert w.seen(lambda: flexible.others("haidian")) == []
    assert hall.post(address, {**given, **key()}).status_code == 302, "the month is free again"
    assert browser(demo.LOGIN).get(address).status_code == 403
