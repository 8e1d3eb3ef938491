"""Which titles: a person on a phone, one without script and with a faulty workbook, an employer, an officer (issue 3)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook
from tests.browser.people import Person
from tests.platform.parties import people as numbers
from tests.platform.training_subsidy.world import city, to

from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.platform.training_subsidy import demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
FIRM = "北京样例设计院有限公司"
FIVE_FAULTS = {
    "evaluation_date": "2020-12-31", "employer_place": "北京", "employer_kind": "企业",
    "degrees-0-level": "本科", "degrees-0-graduated": "2010-07-01",
    "degrees-1-level": "硕士", "degrees-1-graduated": "2021-07-01",
    "titles-0-series": "相声", "titles-0-level": "中级", "titles-0-date": "2016-10-01",
    "jobs-0-work": "本专业技术工作", "jobs-0-from": "2012-07-01", "jobs-0-to": "2011-06-30",
    "jobs-1-work": "本专业技术工作", "jobs-1-from": "2015年13月1日",
    "awards-0-name": "某省科技进步奖", "awards-0-level": "省部级",
}  # fmt: skip
SOUND = {
    "evaluation_date": "2020-12-31", "employer_place": "北京", "employer_kind": "企业",
    "degrees-0-level": "本科", "degrees-0-graduated": "2010-07-01",
    "titles-0-series": "工程", "titles-0-level": "中级", "titles-0-date": "2018-10-01",
    "jobs-0-work": "本专业技术工作", "jobs-0-from": "2010-08-01",
    "awards": "none", "honours": "none", "standards": "none", "projects": "none", "qualifications": "none",
}  # fmt: skip


def account(login: str, number: int, name: str) -> UUID:
    key = numbers.person(number, name)
    numbers.done(
        lambda tx: parties.open_account(
            tx, login, demo.PASSWORD, name=name, kind=parties.AccountKind.CITIZEN, person=key
        )
    )
    return key


def clerk_of(login: str, firm: UUID) -> None:
    agent = Account.objects.get(login=login).key
    numbers.done(
        lambda tx: parties.grant(
            tx, principal=firm, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=["engineering_titles"],
            starts_on=date(2020, 11, 1), ends_on=date(2021, 6, 30), agent_account=agent,
        )
    )  # fmt: skip


def cell(person: Person, name: str, text: str) -> None:
    """Fill a cell of the form by its name."""
    field = person.page.locator(f"[name='{name}']")
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(text)
    else:
        field.fill(text)


def test_which_titles(people: People) -> None:
    to("2020-11-16 10:00")
    city(cases=False)
    firm = numbers.firm(701, FIRM)
    account("chengong", 701, "陈工")
    account("renshi", 702, "人事小周")
    clerk_of("renshi", firm)
    on_a_phone(people)
    a_faulty_workbook(people)
    kept_and_shared(people)
    an_employer(people)
    an_officer(people)


def on_a_phone(people: People) -> None:
    """Nobody signed in: filled in, a card added and taken away, answered; nothing kept."""
    person = people(width=390)
    person.go("/which-titles/")
    person.reads("我能评哪些职称", "不用登录")
    person.looks("titles-01-empty", phone=True)
    for name, text in SOUND.items():
        if text != "none":
            cell(person, name, text)
    person.page.locator("[data-list=degrees] [data-add]").click()
    cell(person, "degrees-1-level", "硕士")
    cell(person, "degrees-1-graduated", "2016-07-01")
    person.page.locator("[data-list=titles] [data-add]").click()
    person.page.locator("[data-list=titles] [data-drop]").last.click()
    expect(person.page.locator("[data-list=titles] [data-record]")).to_have_count(1)
    for name in ("awards", "honours", "standards", "projects", "qualifications"):
        person.page.locator(f"[data-list={name}] > summary").click()
        person.page.locator(f"input[type=checkbox][name={name}]").check()
    person.press("看能评哪些")
    person.reads("高级工程师", "最早 2023年7月1日", "硕士毕业后满7年", "由专业评议组认定", "截止日")
    assert person.page.locator("svg.lifeline title").count() == 1
    person.looks("titles-02-answers", phone=True)
    person.go("/which-titles/")
    assert person.page.locator("[name='degrees-0-level']").input_value() == ""


def a_faulty_workbook(people: People) -> None:
    """Without script: a workbook with five faults; each named by sheet, row and column, all the rest kept."""
    person = people(width=1280, script=False)
    person.go("/which-titles/")
    person.upload("档案.xlsx", dossiers.written([("", FIVE_FAULTS)]), "file")
    person.press("读入")
    person.reads(
        "学历 第3行 C列「毕业日期」", "晚于评价截止日 2020-12-31", "职称 第2行 B列「系列」", "没有“相声”这一项",
        "工作经历 第2行 D列「止（至今不填）」", "早于起日", "工作经历 第3行 C列「起」", "没有2015年13月1日这一天",
        "科技奖项和专利奖 第2行", "没有填本人排名",
    )  # fmt: skip
    assert person.page.locator("[name='jobs-1-from']").input_value() == "2015年13月1日"
    assert person.page.locator("[name='titles-0-series']").input_value() == "相声"
    assert person.page.locator("[name='degrees-0-graduated']").input_value() == "2010-07-01"
    person.looks("titles-03-five-faults", phone=True)
    cell(person, "titles-0-series", "工程")
    person.page.locator("button[value='drop-degrees-1']").click()
    person.page.wait_for_load_state()
    assert person.page.locator("[name='titles-0-series']").input_value() == "工程"
    assert person.page.locator("[name='degrees-1-level']").count() == 0
    person.page.locator("button[value='add-degrees']").click()
    person.page.wait_for_load_state()
    assert person.page.locator("[name='degrees-1-level']").count() == 1


def kept_and_shared(people: People) -> None:
    person = people("chengong", width=390)
    person.signs_in()
    person.go("/which-titles/")
    person.upload("档案.xlsx", dossiers.written([("", SOUND)]), "file")
    person.press("读入")
    person.press("保存到我的账号")
    person.reads("档案已保存")
    assert person.page.locator("[name='jobs-0-from']").input_value() == "2010-08-01"
    person.follow("共享给单位")
    person.fill({"单位统一社会信用代码": numbers.code(701)})
    person.press("共享")
    person.reads("已共享", FIRM)
    person.looks("titles-04-share", phone=True)


def an_employer(people: People) -> None:
    clerk = people("renshi")
    clerk.signs_in()
    clerk.go("/account/acting-for/")
    clerk.pick(FIRM)
    clerk.go("/which-titles/staff/")
    clerk.reads("陈工", "本人共享至")
    other = {**SOUND, "degrees-0-level": "博士", "law_ethics_health_ok": "yes"}
    data = dossiers.written([("A01", other), ("A02", FIVE_FAULTS)], many=True)
    clerk.upload("全员.xlsx", data, "file")
    clerk.press("导入")
    clerk.reads("A02 工作经历 第3行", "A01", "单位导入")
    clerk.looks("titles-05-staff", phone=True)
    name, taken = clerk.download("导出 Excel")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(taken)).get_sheet_by_index(0).to_python()
    assert name.endswith(".xlsx")
    assert [row[0] for row in rows[1:]] == ["A01", "A02", "陈工"]


def an_officer(people: People) -> None:
    officer = people("haidian-handler")
    officer.signs_in()
    officer.go("/which-titles/check/")
    lines = '{"who": "甲", "evaluation_date": "2020-12-31", "degrees": [{"level": "本科", "graduated": "2010-07-01"}]}\n{坏\n'
    officer.upload("档案.jsonl", lines.encode(), "file")
    officer.press("核查")
    officer.reads("第2行", "不是 JSON 对象", "甲", "各级人数")
    officer.looks("titles-06-check")
