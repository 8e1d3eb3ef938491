"""A teacher's title in Chromium: plan adopted, application, one too many refused with the clause, body, group, committee's vote."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.people import Person
from tests.browser.test_titles_journey import PATIENCE, People, institution, vote_in_browser
from tests.platform.titles import titles_world as w

from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.platform.titles import demo, demo_school
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.words import TEACHERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
TITLE = "高级讲师"


@pytest.fixture
def people(people: People) -> People:
    """As everywhere, with more patience."""

    def patient(*arguments: Any, **named: Any) -> Person:
        person = people(*arguments, **named)
        person.page.set_default_timeout(PATIENCE)
        person.page.set_default_navigation_timeout(PATIENCE)
        return person

    return patient


def scene() -> demo.Scene:
    w.to("2021-03-29 10:00")
    made = demo_school.load(demo.load(w.OPENED), w.OPENED)
    w.do(lambda tx: demo.open_accounts(tx, made, PASSWORD))
    w.do(lambda tx: demo_school.open_accounts(tx, made, PASSWORD))
    secret = secret_of("titles-body2")
    parties.enrol(Account.objects.get(login="titles-body2"), secret, one_time_code(secret))
    return made


def adopts(people: People) -> Person:
    """The school names its panel, adopts the plan, has it approved and publishes two posts."""
    school = institution(people, demo_school.CLERK, demo_school.SCHOOL[1])
    school.go("/titles/school/")
    school.reads("副高级", "顾校长")
    school.fill(
        {
            "行政人员（姓名用顿号分开）": "顾校长、邹主任",
            "教师代表（姓名用顿号分开）": "方老师、叶老师、穆老师",
        }
    )
    school.press("确定考评小组")
    school.reads("行政人员不超过三分之一", "请增减人员")
    school.fill({"教师代表（姓名用顿号分开）": "方老师、叶老师、穆老师、鲁老师"})
    school.press("确定考评小组")
    school.looks("teacher-01-school", phone=True)
    school.go(f"/hall/begin/{TEACHERS}.plan/")
    school.press("开始填写")
    school.fill({"开会日期": "2021-03-20", "到会人数": "42", "赞成人数": "40"})
    school.press("保存并核对")
    school.press("职工大会通过")
    number = school.number()
    school.go(f"/hall/cases/{number}/do/send_for_approval/")
    school.press("报批")
    above = people(demo_school.SUPERIOR_LOGIN)
    above.signs_in()
    above.go(f"/workbench/cases/{number}/act/approve/")
    above.press("批准")
    school.go(f"/hall/cases/{number}/do/put_in_use/")
    school.press("开始实施")
    school.go(f"/hall/cases/{number}/do/publish_posts/")
    school.choose("职称", TITLE)
    school.fill({"拟聘岗位数": "2", "申报条件": "任现职满五年"})
    school.press("保存并核对")
    school.press("公布岗位和条件")
    school.go("/titles/school/")
    school.reads(f"{TITLE}2岗", "实施中")
    return school


def applies(people: People, login: str) -> str:
    teacher = people(login, width=390)
    teacher.signs_in()
    teacher.go(f"/hall/begin/{TEACHERS}.review/")
    teacher.choose("由哪个区办理", "海淀区")
    teacher.press("开始填写")
    teacher.page.get_by_role("radio", name=TITLE, exact=True).check(force=True)
    teacher.fill({"申报专业": demo.SCOPE[TEACHERS][1], "推荐单位的统一社会信用代码": demo_school.code()})
    teacher.page.get_by_label("我已阅读并作出以上承诺").check()
    teacher.press("保存并核对")
    teacher.press("提交申报")
    return teacher.number()


def recommends(school: Person, number: str) -> None:
    school.go(f"/titles/cases/{number}/")
    school.fill(
        {"职业操守考察情况": "良好", "推荐意见": "同意推荐", "审核人": "丁人事", "单位负责人": "顾校长"}
    )
    school.press("单位推荐")
    school.reads("单位公示")


def test_a_teacher_from_the_schools_plan_to_the_committees_vote(people: People) -> None:
    made = scene()
    school = adopts(people)
    first, second = applies(people, "teacher1"), applies(people, "teacher2")
    recommends(school, first)
    school.go(f"/titles/cases/{second}/")
    school.reads(
        "不满足“在核定的结构比例内”",
        "核定2岗，已聘或占用1岗，公布2岗，本次已推荐1人",
        "有空岗或新的指标后再办理",
    )
    assert (
        school.page.locator("section", has=school.page.locator("#form-recommend"))
        .locator(".clause-chip")
        .count()
        == 2
    )
    assert school.page.get_by_role("button", name="单位推荐", exact=True).count() == 0
    school.looks("teacher-02-one-too-many", phone=True)
    w.to("2021-04-12 09:00")
    run_due()

    body = institution(people, "titles-body1", demo.SCOPE[TEACHERS][2])
    body.go(f"/titles/cases/{first}/")
    check = body.page.locator("section", has=body.page.locator("#form-accept_for_review"))
    check.get_by_label("审核意见").fill("逐条核对，符合条件")
    body.press("审核通过")
    w.assessed(made, TEACHERS)
    planned = w.meeting(made, "committee", w.date(2021, 5, 10), TEACHERS)
    w.to("2021-05-10 09:30")
    members = w.members(made, planned)
    assert len(members) == 11
    for who in members:
        w.attends(planned, who)
    body.go(f"/titles/meetings/{planned}/")
    body.press("开始第1件投票")
    item = w.seen(lambda: titles.Item.objects.get(meeting_id=planned).key)
    own = members[0]
    member = people(f"expert{int(own.name[1:])}")
    member.signs_in()
    code = vote_in_browser(member, planned, "不同意")
    w.vote(members[1:], planned, item, ["for"] * 10)
    w.close(made, planned, room=TEACHERS)
    told = w.counted(made, planned, room=TEACHERS)
    assert told == {"for": 10, "against": 1, "abstained": 0, "uncast": 0, "passed": True}
    assert code in w.tally(item)["codes"]
    assert w.case(first).state == "acceptance"
