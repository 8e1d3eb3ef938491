"""Teachers' titles in Chromium: from the dossier; the plan adopted; a review with one too many refused, from the committee's vote to certificate and post; an initial title by appointment; an old title passed over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from tests.browser.people import Person
from tests.browser.test_titles_journey import PATIENCE, People, institution, vote_in_browser
from tests.platform.files import corpus
from tests.platform.titles import titles_world as w

from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.platform.titles import demo, demo_school
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.words import TEACHERS
from gongbao.web.rooms.titles.demo import keep_dossiers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
TITLE, INITIAL, OLD = "高级讲师", "三级实习指导教师", "职业高中一级教师"


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
    keep_dossiers(made, w.date(2021, 3, 29))
    return made


def adopts(people: People) -> tuple[Person, Person]:
    """The school names its panel, adopts the plan, has it approved and publishes two posts; the school, and who is above it."""
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
    school.upload("评聘方案.pdf", corpus.pdf(), "plan")
    school.press("保存并核对")
    school.press("报批")
    above = people(demo_school.SUPERIOR_LOGIN)
    above.signs_in()
    above.go(f"/workbench/cases/{number}/")
    above.reads("6人，其中行政人员2人", "评聘方案.pdf")
    above.looks("teacher-00-plan", phone=True)
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
    return school, above


def applies(people: People, login: str) -> tuple[Person, str]:
    """From the answers of the dossier where one is kept, which goes with the application; else from the form."""
    teacher, kept = people(login, width=390), login == "teacher1"
    teacher.signs_in()
    if kept:
        teacher.go("/which-titles/")
        teacher.reads(f"能填的条件都够了，等人认定：{TITLE}（27号）")
        teacher.follow(f"申报{TITLE}（27号）")
    else:
        teacher.go(f"/hall/begin/{TEACHERS}.review/")
    teacher.choose("由哪个区办理", "海淀区")
    teacher.press("开始填写")
    teacher.page.get_by_role("radio", name=TITLE, exact=True).check(force=True)
    teacher.fill({"申报专业": demo.SCOPE[TEACHERS][1], "推荐单位的统一社会信用代码": demo_school.code()})
    teacher.choose("附上我保存的职称档案", "是" if kept else "否")
    teacher.page.get_by_label("我已阅读并作出以上承诺").check()
    teacher.press("保存并核对")
    teacher.press("提交申报")
    return teacher, teacher.number()


def asks_for_an_initial_title(teacher: Person) -> str:
    """Applies to the own school for the lowest title, which the school itself confers."""
    teacher.go(f"/hall/begin/{TEACHERS}.initial/")
    teacher.choose("由哪个区办理", "海淀区")
    teacher.press("开始填写")
    teacher.looks("teacher-03-initial", phone=True)
    teacher.choose("职称", INITIAL)
    teacher.fill({"专业": "数控技术应用", "所在学校的统一社会信用代码": demo_school.code()})
    teacher.press("保存并核对")
    teacher.press("提交申请")
    return teacher.number()


def appraises(school: Person, number: str, second: str) -> None:
    """The panel confirms one; the level's only post is then taken, and the page of the other says so."""
    school.go(f"/titles/cases/{number}/")
    form = school.page.locator("section", has=school.page.locator("#form-confirm"))
    for label, text in (
        ("职业道德", "良好"),
        ("业绩能力", "能独立指导实习"),
        ("任现职以来各学年度考核", "合格"),
    ):
        form.get_by_label(label).fill(text)
    school.choose("评价方式", "说课讲课")
    school.press("考核合格")
    school.reads("校内公示", "能独立指导实习")
    school.looks("teacher-04-appraised", phone=True)
    school.go(f"/titles/cases/{second}/")
    school.reads("不满足“在结构比例内有空岗”（核定1岗，已聘或占用1岗）", "有空岗或新的指标后再办理")
    assert school.page.get_by_role("button", name="考核合格", exact=True).count() == 0


def passes_over(school: Person, above: Person) -> None:
    """The school reports an old title; the district may confirm only the title it becomes."""
    school.go(f"/hall/begin/{TEACHERS}.transition/")
    school.press("开始填写")
    school.choose("原职称", OLD)
    school.fill({"姓名": "史丹青", "取得日期": "2012-07-01"})
    school.upload("原证书.pdf", corpus.pdf(), "certificate")
    school.press("保存并核对")
    school.press("报送")
    number = school.number()
    above.go(f"/workbench/cases/{number}/act/confirm_title/")
    above.choose("改革后的职称", TITLE)
    above.fill({"确认日期": "2021-03-29"})
    above.press("确认")
    above.reads(f"{OLD}对应讲师，不是{TITLE}", "请按对应关系选择")
    above.looks("teacher-05-wrong-title", phone=True)
    above.choose("改革后的职称", "讲师")
    above.press("确认")
    school.go(f"/hall/cases/{number}/")
    school.reads("已过渡", "任职时间连续")


def appoints(school: Person, teacher: Person, number: str) -> None:
    """The notice over, the school appoints: the title dates from that day and takes the post."""
    school.go(f"/titles/cases/{number}/")
    school.fill({"聘任岗位": "实训中心", "专业技术岗位等级（1至13）": "12", "聘任起始日": "2021-04-12"})
    school.press("聘任")
    school.reads("员级对应13级岗位，不是12级", "请按职称层级填写岗位等级")
    school.fill({"专业技术岗位等级（1至13）": "13"})
    school.press("聘任")
    school.reads("已聘任")
    teacher.go(f"/hall/cases/{number}/")
    teacher.reads("已聘任", "聘任即取得初级职称")
    teacher.looks("teacher-06-appointed", phone=True)


def recommends(school: Person, number: str) -> None:
    school.go(f"/titles/cases/{number}/")
    school.reads("按申报人附上的档案计算到2021-12-31", "只等人认定")
    school.looks("teacher-02-conditions", phone=True)
    school.fill(
        {"职业操守考察情况": "良好", "推荐意见": "同意推荐", "审核人": "丁人事", "单位负责人": "顾校长"}
    )
    school.press("单位推荐")
    school.reads("单位公示")


def sits(body: Person) -> UUID:
    """The body plans the committee: one of another level is refused, the level's own is not."""
    body.go("/titles/body/")
    body.choose("评审安排", "2021年度中等职业学校教师职称评审")
    body.choose("类别", "评审委员会")
    body.choose("评委会", "中级评委会")
    plan = body.page.locator("section", has=body.page.locator("#form-plan"))
    plan.get_by_label("会议名称").fill("信息技术学科评委会")
    plan.get_by_label("会议日期").fill("2021-05-10")
    plan.get_by_role("textbox", name="专业").fill(demo.SCOPE[TEACHERS][1])
    body.press("安排会议")
    body.reads("中级评委会不能评审等待的申报：高级讲师由高级评委会评审", "请改选评委会")
    body.looks("teacher-07-wrong-committee", phone=True)
    body.page.get_by_role("radio", name="高级评委会", exact=True).check(force=True)
    body.press("安排会议")
    body.reads("信息技术学科评委会")
    planned: UUID = w.seen(lambda: titles.Meeting.objects.get(purpose="committee").key)
    return planned


def votes(people: People, made: demo.Scene, body: Person, planned: UUID) -> None:
    """One member votes in the browser, the others by the same services; sealed, counted by another, written up."""
    members = w.members(made, planned)
    assert len(members) == 11
    for who in members:
        w.attends(planned, who)
    body.go(f"/titles/meetings/{planned}/")
    body.reads("高级评委会，2021-05-10")
    body.press("开始第1件投票")
    item = w.seen(lambda: titles.Item.objects.get(meeting_id=planned).key)
    member = people(f"expert{int(members[0].name[1:])}")
    member.signs_in()
    code = vote_in_browser(member, planned, "不同意")
    w.vote(members[1:], planned, item, ["for"] * 10)
    w.close(made, planned, room=TEACHERS)
    told = w.counted(made, planned, room=TEACHERS)
    assert told == {"for": 10, "against": 1, "abstained": 0, "uncast": 0, "passed": True}
    assert code in w.tally(item)["codes"]
    body.go(f"/titles/meetings/{planned}/")
    body.press("签发纪要")
    body.looks("teacher-08-minutes", phone=True)
    body.follow("会议纪要查验")
    body.reads("信息技术学科评委会纪要")


def certified(people: People, number: str) -> titles.Certificate:
    """The city accepts, anybody reads the notice, the city certifies, anybody verifies."""
    city, anybody = people("city-titles"), people(width=390)
    city.signs_in()
    city.go("/titles/city/")
    city.choose("哪次会议", "信息技术学科评委会（1人）")
    for part in ("材料", "范围", "程序", "质量"):
        city.page.get_by_role("group", name=part, exact=True).get_by_label("是").check(force=True)
    city.press("验收并公示")
    notice = w.seen(lambda: titles.Application.objects.get(number=number).notice)
    anybody.go(f"/notices/{notice}/")
    anybody.reads("苏晓棠", TITLE, demo_school.SCHOOL[1])
    w.to("2021-05-18 00:10")
    run_due()
    city.go(f"/workbench/cases/{number}/act/certify/")
    city.press("颁发证书")
    if "第二道" in city.page.title():
        city.shows_code()
        city.press("继续提交")
    row = titles.of_case(w.case(number).key)
    assert row is not None
    anybody.go(f"/titles/certificates/{row.code}/")
    anybody.reads("有效", "苏晓棠", TITLE, "2021-05-10")
    return row


def takes_the_post(school: Person, number: str) -> None:
    """The school appoints to a post of the level's grades, from the day of the vote on; the post is held then."""
    school.go(f"/titles/cases/{number}/")
    school.fill(
        {
            "聘任岗位": "信息技术教研室",
            "专业技术岗位等级（1至13）": "7",
            "聘任起始日": "2021-05-09",
        }
    )
    school.press("聘任")
    school.reads("聘任起始日2021-05-09早于评委会表决通过之日2021-05-10")
    school.fill({"聘任起始日": "2021-05-18"})
    school.press("聘任")
    school.reads("已聘任", "信息技术教研室")
    school.go("/titles/school/")
    row = school.page.get_by_role("row").filter(has_text="副高级")
    assert row.locator("td, th").all_inner_texts()[2:6] == ["2", "2", "0", "0"]
    school.looks("teacher-10-post-taken", phone=True)


def test_teachers_from_the_schools_plan_to_verified_certificate_and_posts(people: People) -> None:
    made = scene()
    school, above = adopts(people)
    teacher, first = applies(people, "teacher1")
    other, second = applies(people, "teacher2")
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
    young = people("teacher3", width=390)
    young.signs_in()
    initial, late = asks_for_an_initial_title(young), asks_for_an_initial_title(other)
    appraises(school, initial, late)
    passes_over(school, above)
    w.to("2021-04-12 09:00")
    run_due()
    appoints(school, young, initial)

    body = institution(people, "titles-body1", demo.SCOPE[TEACHERS][2])
    body.go(f"/titles/cases/{first}/")
    check = body.page.locator("section", has=body.page.locator("#form-accept_for_review"))
    check.get_by_label("审核意见").fill("逐条核对，符合条件")
    body.press("审核通过")
    w.assessed(made, TEACHERS)
    planned = sits(body)
    w.draw(made.clerk(made.bodies[TEACHERS]), planned)
    w.to("2021-05-10 09:30")
    votes(people, made, body, planned)
    assert w.case(first).state == "acceptance"
    certificate = certified(people, first)
    teacher.go(f"/hall/cases/{first}/")
    teacher.reads("已发证")
    teacher.looks("teacher-09-certified", phone=True)
    takes_the_post(school, first)
    teacher.go(f"/hall/cases/{first}/")
    teacher.reads("已聘任")
    assert (certificate.title, certificate.voted_on) == (TITLE, w.date(2021, 5, 10))
