"""An engineer's title from application to verified certificate in Chromium, the committee's secret vote included; then AI."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from tests.browser.people import Person
from tests.platform.titles import titles_world as w

from gongbao.platform.audit.services import sequence_all
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.platform.titles import demo
from gongbao.platform.titles import services as titles

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
IN_BROWSER = 5


PATIENCE = 90_000
"""Milliseconds: the journey has a dozen windows open, and passes on a machine others use too."""


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
    made = demo.load(w.OPENED)
    w.do(lambda tx: demo.open_accounts(tx, made, PASSWORD))
    secret = secret_of("titles-body2")
    parties.enrol(Account.objects.get(login="titles-body2"), secret, one_time_code(secret))
    return made


def institution(people: People, login: str, name: str) -> Person:
    """A clerk signed in who acts for an institution."""
    clerk = people(login)
    clerk.signs_in()
    if "第二道" in clerk.page.title():
        clerk.shows_code()
    clerk.go("/account/acting-for/")
    clerk.pick(name)
    return clerk


def applies(people: People, room: str, title: str, made: demo.Scene) -> tuple[Person, str]:
    procedure = "工程系列职称评审" if room == "engineering_titles" else "工程系列（人工智能）职称评审"
    engineer = people("engineer1", width=390)
    engineer.signs_in()
    engineer.go("/hall/start/")
    engineer.reads(procedure)
    engineer.go(f"/hall/begin/{room}.review/")
    engineer.choose("由哪个区办理", "海淀区")
    engineer.press("开始填写")
    engineer.page.get_by_role("radio", name=title, exact=True).check(force=True)
    engineer.fill(
        {
            "申报专业": demo.SCOPE[room][1],
            "推荐单位的统一社会信用代码": made.employer_code,
            "姓名，第 1 行": demo.CO_AUTHOR,
        }
    )
    engineer.page.get_by_label("关系，第 1 行").select_option(label="与申报人合作完成成果")
    engineer.page.get_by_label("我已阅读并作出以上承诺").check()
    engineer.looks(f"titles-{room}-01-application", phone=True)
    engineer.press("保存并核对")
    engineer.press("提交申报")
    return engineer, engineer.number()


def said_by(member: Person) -> None:
    """Wait until the ballot is in the box; what the page says instead is the failure."""
    said = member.page.locator("#ballot-said", has_text=re.compile(r"\S"))
    said.wait_for()
    assert "已密封投出" in said.inner_text(), (said.inner_text(), member.complaints)


def vote_in_browser(member: Person, planned: UUID, choice: str) -> str:
    """Fetches the ballot, chooses, seals and casts; returns the code shown."""
    member.go(f"/titles/seats/{planned}/1/")
    page = member.page
    page.wait_for_selector("#ballot button:not([disabled])")
    page.get_by_label(choice, exact=True).check(force=True)
    page.get_by_label("我已看过材料和评议意见").check(force=True)
    page.get_by_role("button", name="密封投出").click()
    said_by(member)
    said = page.inner_text("#ballot-said")
    return said.rsplit(" ", 1)[-1].strip()


def journey(people: People, room: str, title: str, prefix: str) -> None:
    made = scene()
    body_name = demo.SCOPE[room][2]
    engineer, number = applies(people, room, title, made)

    employer = institution(people, "titles-employer", demo.EMPLOYER[1])
    employer.go("/titles/desk/")
    employer.follow(number)
    employer.reads("计算机应用" if room == "engineering_titles" else "人工智能应用", "单位审核")
    employer.fill(
        {"职业操守考察情况": "良好", "推荐意见": "同意推荐", "审核人": "江人事", "单位负责人": "何总"}
    )
    employer.looks(f"{prefix}-02-employer", phone=True)
    employer.press("单位推荐")
    employer.reads("单位公示")
    w.to("2021-04-12 09:00")
    run_due()

    body1, body2 = (
        institution(people, "titles-body1", body_name),
        institution(people, "titles-body2", body_name),
    )
    body1.go(f"/titles/cases/{number}/")
    body1.reads("同意推荐")
    body1.page.locator("section", has=body1.page.locator("#form-accept_for_review")).get_by_label(
        "审核意见"
    ).fill("逐条核对，符合条件")
    body1.looks(f"{prefix}-03-check")
    body1.press("审核通过")
    group(people, made, room, prefix)
    planned = committee(people, made, room, body1, body2, prefix)

    city = people("city-titles")
    city.signs_in()
    city.go("/titles/city/")
    city.choose("哪次会议", f"{demo.SCOPE[room][1]}评委会（1人）")
    for part in ("材料", "范围", "程序", "质量"):
        city.page.get_by_role("group", name=part, exact=True).get_by_label("是").check(force=True)
    city.looks(f"{prefix}-10-city")
    city.press("验收并公示")
    notice = w.seen(lambda: titles.Application.objects.get(number=number).notice)
    anybody = people()
    anybody.go(f"/notices/{notice}/")
    anybody.reads("秦致远", title)
    w.to("2021-05-18 00:10")
    run_due()
    city.go(f"/workbench/cases/{number}/act/certify/")
    city.press("颁发证书")
    if "第二道" in city.page.title():
        city.shows_code()
        city.press("继续提交")
    row: Any = titles.of_case(w.case(number).key)
    anybody.go(f"/titles/certificates/{row.code}/")
    anybody.reads("有效", "秦致远", title, "2021-05-10")
    anybody.looks(f"{prefix}-11-certificate", phone=True)
    engineer.go(f"/hall/cases/{number}/")
    engineer.reads("已发证")
    city.go("/titles/city/statistics/age/")
    city.reads("35—39岁")
    city.looks(f"{prefix}-12-statistics", phone=True)
    assert planned


def group(people: People, made: demo.Scene, room: str, prefix: str) -> None:
    """The expert group: one member in the browser, the others through the same services."""
    planned = w.meeting(made, "group", w.date(2021, 4, 20), room)
    w.to("2021-04-20 09:00")
    seats = w.seen(lambda: list(titles.Seat.objects.filter(meeting_id=planned).order_by("number")))
    first = people(f"expert{int(seats[0].code[1:])}")
    first.signs_in()
    first.go(f"/titles/seats/{planned}/")
    first.press("签到")
    first.fill({"定量评分": "88", "定性意见": "成果扎实"})
    first.looks(f"{prefix}-04-opinion", phone=True)
    first.press("第1件评议意见")
    for seat in seats[1:]:
        who = made.person(seat.party, seat.code)
        w.attends(planned, who)
        titles.command(
            who, w.key(), "give", lambda tx, who=who: titles.give(tx, planned, 1, 85, "水平较高", who), None
        )


def committee(people: People, made: demo.Scene, room: str, body1: Person, body2: Person, prefix: str) -> UUID:
    """Plan, draw, attend, vote, seal, count, minutes."""
    speciality = demo.SCOPE[room][1]
    body1.go("/titles/body/")
    body1.choose("评审安排", f"2021年度{'工程技术' if room == 'engineering_titles' else '人工智能'}职称评审")
    body1.choose("类别", "评审委员会")
    plan = body1.page.locator("section", has=body1.page.locator("#form-plan"))
    plan.get_by_label("会议名称").fill(f"{speciality}评委会")
    plan.get_by_label("会议日期").fill("2021-05-10")
    plan.get_by_role("textbox", name="专业").fill(speciality)
    body1.looks(f"{prefix}-05-plan", phone=True)
    body1.press("安排会议")
    planned: UUID = w.seen(lambda: titles.Meeting.objects.get(purpose="committee").key)
    body1.go(f"/titles/meetings/{planned}/")
    body1.press("公布候选名单")
    sequence_all()
    body1.press("公布日志根")
    body1.press("抽取")
    anybody = people()
    anybody.go("/titles/")
    anybody.looks(f"{prefix}-06-public", phone=True)
    anybody.follow(f"{speciality}评委会")
    anybody.reads("结果一致", "与申报人同单位", "与申报人合作完成成果", "E00001")
    anybody.lacks(demo.NAMES[0], demo.CO_AUTHOR)
    anybody.looks(f"{prefix}-07-draw", phone=True)

    w.to("2021-05-10 09:30")
    seats = w.seen(lambda: list(titles.Seat.objects.filter(meeting_id=planned).order_by("number")))
    members = []
    for seat in seats[:IN_BROWSER]:
        member = people(f"expert{int(seat.code[1:])}")
        member.signs_in()
        member.go(f"/titles/seats/{planned}/")
        member.press("签到")
        members.append(member)
    others = [made.person(seat.party, seat.code) for seat in seats[IN_BROWSER:]]
    for who in others:
        w.attends(planned, who)
    body1.go(f"/titles/meetings/{planned}/")
    body1.press("开始第1件投票")
    item: UUID = w.seen(lambda: titles.Item.objects.get(meeting_id=planned).key)
    members[0].go(f"/titles/seats/{planned}/1/")
    members[0].reads("表决第1位", "同意推荐", "11人中至少8人到会")
    members[0].lacks("秦致远", demo.EMPLOYER[1])
    members[0].looks(f"{prefix}-08-ballot", phone=True)
    choices = ["同意", "同意", "同意", "不同意", "弃权"]
    codes = {
        vote_in_browser(member, planned, choice) for member, choice in zip(members, choices, strict=True)
    }
    members[0].go(f"/titles/seats/{planned}/1/")
    said_by(members[0])
    codes |= set(w.vote(others, planned, item, ["for"] * 6))
    body1.go(f"/titles/meetings/{planned}/")
    body1.reads("已投11票，可投11票")
    body1.press("封存选票")
    body2.go(f"/titles/meetings/{planned}/")
    body2.press("计票")
    if "第二道" in body2.page.title():
        body2.shows_code()
        body2.press("继续提交")
    body2.reads("通过")
    told = w.tally(item)
    assert sorted(told["choices"]) == ["abstain", "against", *["for"] * 9]
    assert set(told["codes"]) == codes
    body2.press("签发纪要")
    body2.reads("会议纪要查验")
    body2.looks(f"{prefix}-09-meeting", phone=True)
    return planned


def test_an_engineer_from_application_to_verified_certificate(people: People) -> None:
    journey(people, "engineering_titles", "高级工程师", "titles")


def test_an_ai_engineer_too(people: People) -> None:
    journey(people, "ai_titles", "高级工程师", "titles-ai")


def test_a_ballot_is_blinded_sealed_and_cast_in_the_browser_and_kept_over_a_reload(people: People) -> None:
    made = scene()
    _, planned, members = w.ready(made)
    item = w.open_vote(made, planned)
    login = f"expert{int(members[0].name[1:])}"
    member = people(login, width=390)
    member.signs_in()
    code = vote_in_browser(member, planned, "不同意")
    member.go(f"/titles/seats/{planned}/1/")
    said_by(member)
    member.reads(code)
    assert member.page.locator("#ballot button").is_disabled()
    kept = member.page.evaluate("JSON.stringify(sessionStorage)")
    assert "against" not in kept
    assert "sealed" not in kept
    without = people(login, script=False)
    without.signs_in()
    without.go(f"/titles/seats/{planned}/1/")
    without.reads("没有脚本不会有别的投票方式")
    without.looks("titles-ballot-without-script", phone=True)
    w.vote(members[1:], planned, item, ["for"] * 10)
    w.close(made, planned)
    assert w.counted(made, planned) == {"for": 10, "against": 1, "abstained": 0, "uncast": 0, "passed": True}
    assert code in w.tally(item)["codes"]
