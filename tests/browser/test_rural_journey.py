"""Four levels and an assistant in Chromium: leave on a phone, the month, the quarter, the year, the city's plan (issue 7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.people import Person
from tests.platform.rural_assistants import rural_world as r
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.platform.rural_assistants import demo
from gongbao.platform.rural_assistants.models import Assistant
from gongbao.web.rooms.rural_assistants.demo import PEOPLE, add_to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
ROOT = "/rural-assistants"
VILLAGES = ("样例乡溪口村", "样例乡柳岸村")
TOWN = "样例乡人民政府"


def deed(
    person: Person, title: str, fields: dict[str, str] | None = None, choices: dict[str, str] | None = None
) -> None:
    """Open one of the page's small forms, fill it in and send it."""
    form = person.page.locator("main details", has=person.page.locator("summary", has_text=title)).first
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    for label, text in (fields or {}).items():
        form.get_by_label(exact(label)).fill(text)
    for label, option in (choices or {}).items():
        listed = form.get_by_label(exact(label))
        if listed.count() == 1 and listed.evaluate("each => each.tagName") == "SELECT":
            listed.select_option(label=option)
        else:
            form.get_by_role("group", name=label).get_by_label(option).check()
    with person.page.expect_navigation():
        form.locator("button[name=go]").click()


def exact(label: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(label)}\s*(（选填）)?$")


def patient(people: People, login: str = "", width: int = 1280) -> Person:
    """Somebody who waits for a page on a machine that is busy with other things."""
    person = people(login, width=width)
    person.page.set_default_timeout(90_000)
    return person


def acts_for(people: People, login: str, name: str, page: str, width: int = 1280) -> Person:
    person = patient(people, login, width)
    person.signs_in()
    person.go("/account/acting-for/")
    person.pick(name)
    person.go(f"{ROOT}/{page}/")
    return person


def who(row: Assistant) -> str:
    return f"{row.name} {row.number}"


def test_a_term_on_four_levels(people: People) -> None:
    to("2021-08-02 10:00")
    scene = add_to(city(cases=False))
    rows: list[Assistant] = r.seen(lambda: list(Assistant.objects.order_by("number")))
    mine = patient(people, "assistant1", 390)
    mine.signs_in()
    villages = [acts_for(people, f"village{n + 1}", VILLAGES[n], "village", width=390) for n in range(2)]
    town = acts_for(people, "township1", TOWN, "township")
    handler = patient(people, "haidian-handler")
    handler.signs_in()
    a_leave(mine, villages[0], town)
    a_month(mine, villages, town, rows)
    a_quarter(scene, mine, villages, town, handler, rows)
    a_year(villages, town, handler, rows)
    the_city(people)


def a_leave(mine: Person, village: Person, town: Person) -> None:
    mine.go(f"{ROOT}/mine/")
    mine.reads("样例乡溪口村", "2026年8月1日", "还差 80", "老支书")
    mine.looks("rural-01-mine", phone=True)
    mine.follow("请假")
    mine.press("开始填写")
    mine.choose("类别", "事假")
    mine.fill({"开始日期": "2021-08-11", "结束日期": "2021-08-13", "事由": "家里有事"})
    mine.press("保存并核对")
    mine.press("提交")
    mine.reads("申请收到了")
    village.go(f"{ROOT}/village/")
    village.reads("村同意", "3个工作日")
    village.looks("rural-02-village", phone=True)
    deed(village, "村同意")
    village.reads("已办")
    town.go(f"{ROOT}/township/")
    town.looks("rural-03-township", phone=True)
    deed(town, "乡镇批准")
    town.reads("已办", "2021年8月11日")


def a_month(mine: Person, villages: list[Person], town: Person, rows: list[Assistant]) -> None:
    to("2021-09-02 10:00")
    village = villages[0]
    village.go(f"{ROOT}/village/")
    deed(village, "登记考勤", {"旷工的日子（没有就不填）": "14"}, {"协理员": who(rows[0])})
    village.reads("不是在岗的工作日", "调休上班日")
    village.looks("rural-04-refused", phone=True)
    for one, mates in zip(villages, ((rows[0], rows[2]), (rows[1],)), strict=True):
        one.go(f"{ROOT}/village/")
        for row in mates:
            deed(one, "登记考勤", {}, {"协理员": who(row)})
        deed(one, "报送乡镇")
        one.reads("已报乡镇")
    town.go(f"{ROOT}/township/")
    deed(town, "考勤报区备案")
    town.reads("已报区")
    mine.go(f"{ROOT}/mine/")
    mine.reads("2021-08", "事假")


def a_quarter(
    scene: demo.Scene,
    mine: Person,
    villages: list[Person],
    town: Person,
    handler: Person,
    rows: list[Assistant],
) -> None:
    to("2021-10-08 10:00")
    for n, row in enumerate(rows):
        actor = r.Actor("party", account=r.new_key(), name=row.name, party=row.party)
        for month in (2021 * 12 + 7, 2021 * 12 + 8):
            if n or month % 12 == 8:
                r.do(
                    lambda tx, month=month: r.rural.attendance.hand_in(tx, month, "governance", "走访农户"),
                    actor,
                )
    mine.go(f"{ROOT}/mine/")
    deed(
        mine,
        "提交月度工作纪实",
        {"月份": "2021-08", "做了什么": "走访农户，整理台账"},
        {"主要职责": "治理水平"},
    )
    mine.reads("已办")
    for one, mates in zip(villages, ((rows[0], rows[2]), (rows[1],)), strict=True):
        one.go(f"{ROOT}/village/")
        for row in mates:
            deed(one, "登记考勤", {}, {"协理员": who(row)})
        deed(one, "报送乡镇")
    town.go(f"{ROOT}/township/")
    town.follow("开始本季度考核")
    town.press("开始填写")
    town.fill({"年": "2021"})
    town.choose("季度", "第三季度")
    town.press("保存并核对")
    town.press("提交")
    number = town.number()
    for one, mates in zip(villages, ((rows[0], rows[2]), (rows[1],)), strict=True):
        one.go(f"{ROOT}/village/")
        for row in mates:
            deed(
                one,
                "提考核建议",
                {"依据（日常表现、任务、考勤）": "表现良好"},
                {"协理员": who(row), "建议等次": "合格"},
            )
            one.reads("已办")
    town.go(f"{ROOT}/township/")
    deed(town, "研究等次", {"与建议不同的理由": "牵头产业项目"}, {"协理员": who(rows[0]), "等次": "优秀"})
    town.reads("已办")
    r.step(scene.institution(scene.township), number, "decide")
    mine.go(f"{ROOT}/mine/")
    mine.reads("2021Q3", "优秀", "提出异议")
    mine.looks("rural-05-mine-graded", phone=True)
    to("2021-10-18 10:00")
    jobs()
    handler.go(f"/workbench/cases/{number}/")
    handler.reads("待备案")


def a_year(villages: list[Person], town: Person, handler: Person, rows: list[Assistant]) -> None:
    to("2022-08-02 10:00")
    handler.signs_in()
    handler.go(f"{ROOT}/district/")
    handler.reads("学时不足", "2022-07")
    handler.looks("rural-06-district", phone=True)
    deed(
        handler,
        "开展年度或期满考核",
        {"第几个工作年度（年度考核）": "1"},
        {"考核": "年度", "批次": "往年招聘"},
    )
    handler.reads("收集意见并评定")
    for one, mates in ((villages[0], (rows[0], rows[2])), (villages[1], (rows[1],)), (town, rows)):
        one.signs_in()
        one.go("/account/acting-for/")
        one.pick({villages[0]: VILLAGES[0], villages[1]: VILLAGES[1], town: TOWN}[one])
        for row in mates:
            one.go(f"{ROOT}/{'township' if one is town else 'village'}/")
            deed(one, "提意见", {"意见": "同意评定"}, {"协理员": who(row)})
            one.reads("已办")
    handler.go(f"{ROOT}/district/")
    handler.follow("HD-2022-22")
    handler.reads("参加3人，优秀0人，最多0人", "同意评定")
    deed(handler, "评定等次", {"依据": "实绩突出"}, {"协理员": who(rows[0]), "等次": "优秀"})
    handler.reads("优秀名额已满", "改评合格")
    handler.looks("rural-07-round-refused", phone=True)
    deed(handler, "评定等次", {"依据": "实绩突出"}, {"协理员": who(rows[0]), "等次": "合格"})
    handler.reads("已办")
    handler.go(f"{ROOT}/people/{rows[0].number}/")
    handler.reads(PEOPLE[0][1], "2021Q3", "老支书")
    handler.lacks(PEOPLE[0][0])
    handler.looks("rural-08-person", phone=True)


def the_city(people: People) -> None:
    officer = patient(people, "city")
    officer.signs_in()
    officer.go(f"{ROOT}/city/")
    officer.reads("在岗", "2000")
    officer.looks("rural-09-city", phone=True)
    plan: dict[str, Any] = {
        "批次号": "2023", "名称": "2023年招聘", "报名自": "2022-08-02", "报名至": "2022-08-31", "上岗日": "2022-12-01",
        "计划人数": "2000", "笔试权重（%）": "60",
    }  # fmt: skip
    deed(officer, "制定招聘计划", plan)
    officer.reads("2023年招聘", "起草")
    deed(
        officer,
        "增加岗位",
        {"岗位编号": "2023-01", "岗位": "协理", "名额": "2000"},
        {"批次": "2023年招聘", "乡镇": TOWN},
    )
    deed(officer, "发布公告", {}, {"批次": "2023年招聘"})
    officer.reads("上岗日全市总量不超过上限", "减少计划人数")
    officer.looks("rural-10-beyond-the-ceiling", phone=True)
    public = patient(people, width=390)
    public.go(f"{ROOT}/")
    public.reads("乡村振兴协理员招聘", "村务协理")
    public.looks("rural-11-public", phone=True)
