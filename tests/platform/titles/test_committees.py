"""Committees by level, who stands in for whom, which office runs a level; the grade of a teacher's post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.jobs.services import run_due
from gongbao.platform.titles import bodies, committees, demo, demo_school
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.words import TEACHERS

pytestmark = pytest.mark.django_db
D = "zhongzhi-2020-27/"
ON, HELD = date(2021, 5, 10), date(2021, 5, 10)


@pytest.mark.parametrize(
    ("committee", "title", "takes", "instead"),
    [
        ("中级评委会", "讲师", True, False),
        ("高级评委会", "讲师", True, True),
        ("高级评委会", "一级实习指导教师", True, True),
        ("高级评委会", "高级讲师", True, False),
        ("正高级评委会", "高级讲师", False, True),
        ("正高级评委会", "讲师", False, True),
        ("中级评委会", "高级讲师", False, True),
        ("高级评委会", "正高级讲师", False, True),
        ("正高级评委会", "正高级实习指导教师", True, False),
    ],
)
def test_only_the_senior_committee_stands_in_and_only_for_the_intermediate_one(
    committee: str, title: str, takes: bool, instead: bool
) -> None:
    assert committees.may_take(TEACHERS, committee, title, ON) is takes
    assert committees.stands_in(TEACHERS, committee, title, ON) is instead


def test_where_a_document_names_no_committee_none_is_asked_for() -> None:
    assert committees.names("engineering_titles", ON) == ()
    assert committees.may_take("engineering_titles", "", "高级工程师", ON)
    assert committees.names(TEACHERS, ON) == ("中级评委会", "高级评委会", "正高级评委会")


@pytest.fixture
def made(scene: demo.Scene) -> demo.Scene:
    """The school's plan in use, a lecturer and a senior lecturer before the committee."""
    demo_school.load(scene, w.OPENED)
    demo_school.adopt(scene, "高级讲师", 1)
    return scene


def wait(made: demo.Scene, *asked: str) -> list[str]:
    numbers = []
    for n, title in enumerate(asked):
        who = made.person(made.teachers[n])
        number: str = casework.start(who, f"{TEACHERS}.review", "haidian", key=w.key())["number"]
        casework.do(who, number, "submit", key=w.key(), raw=demo_school.application(title))
        numbers.append(number)
        if title == "讲师":
            publish(made, title)
        titles.do(demo_school.school_itself(made), number, "recommend", key=w.key(), raw=w.RECOMMENDATION)
    w.to("2021-04-12 09:00")
    run_due()
    for number in numbers:
        w.checked(made, number, TEACHERS)
    w.assessed(made, TEACHERS)
    return numbers


def publish(made: demo.Scene, title: str) -> None:
    """Posts of a title under the plan in use."""
    view = titles.school_view(demo_school.school_itself(made))
    assert view is not None
    assert view.plan is not None
    raw = {"title": title, "posts": "1", "conditions": "任现职满四年"}
    casework.do(demo_school.school_itself(made), view.plan.number, "publish_posts", key=w.key(), raw=raw)


def planned(made: demo.Scene, committee: str = "") -> Any:
    body = made.clerk(made.bodies[TEACHERS])
    party, round_ = made.bodies[TEACHERS], made.rounds[TEACHERS]
    key = titles.command(
        body, w.key(), "plan",
        lambda tx: str(titles.plan(tx, party, round_, "committee", "评委会", HELD, "信息技术", committee=committee)), None,
    )  # fmt: skip
    return w.seen(lambda: titles.Meeting.objects.get(key=UUID(key)))


def test_a_meeting_is_of_the_titles_own_committee(made: demo.Scene) -> None:
    wait(made, "高级讲师")
    assert planned(made).committee == "高级评委会"


@pytest.mark.parametrize(
    ("committee", "says"),
    [("中级评委会", "高级讲师由高级评委会评审"), ("正高级评委会", "备案的范围没有正高级评委会"), ("特级评委会", "没有“特级评委会”")],
)  # fmt: skip
def test_another_levels_committee_is_refused_with_the_clause(
    made: demo.Scene, committee: str, says: str
) -> None:
    wait(made, "高级讲师")
    with pytest.raises(Refusal, match=says) as refused:
        planned(made, committee)
    assert (refused.value.clause, refused.value.where) == (D + "annex2.5.2.p1.s2.a", "committee")


def test_the_senior_committee_takes_both_levels_and_the_intermediate_its_own(made: demo.Scene) -> None:
    wait(made, "高级讲师", "讲师")
    with pytest.raises(Refusal, match="不归同一个评委会"):
        planned(made)
    only = planned(made, "中级评委会")
    assert w.seen(lambda: [each.application.title for each in only.items.all()]) == ["讲师"]


def test_standing_in_is_told_in_the_minutes(made: demo.Scene) -> None:
    from gongbao.platform.titles import minutes

    wait(made, "高级讲师", "讲师")
    both = planned(made, "高级评委会")
    items = w.seen(lambda: list(both.items.select_related("application").order_by("number")))
    for each in items:
        each.terms = {"base": "present", "pass_share": "2/3", "strict": False}
    facts = dict(w.seen(lambda: minutes._content(both, items)).facts)
    assert facts["评委会"] == "高级评委会"
    told = "；".join(facts.values())
    assert "讲师（信息技术，代评）" in told
    assert "高级讲师（信息技术）" in told


@pytest.mark.parametrize(
    ("title", "name", "stands"),
    [
        ("正高级工程师", "北京市人事考评办公室", True),
        ("正高级工程师", "北京市人事考评办公室（样例）", True),
        ("正高级工程师", "北京信息产业考评服务中心", False),
        ("高级工程师", "北京市人事考评办公室", False),
        ("", "北京信息产业考评服务中心", False),
    ],
)
def test_an_ai_level_is_filed_with_the_office_that_runs_it(
    scene: demo.Scene, title: str, name: str, stands: bool
) -> None:
    def filed(tx: Any) -> str:
        code = demo.credit_code("91110102000000077")
        return str(bodies.accredit(tx, code, name, "public_office", [("ai_titles", title, "")], w.OPENED, date(2022, 3, 1)))  # fmt: skip

    if stands:
        assert w.do(filed, demo.city())
        return
    with pytest.raises(Refusal, match="承办") as refused:
        w.do(filed, demo.city())
    assert refused.value.clause == "ai-2020-30/art.4.1.s2"


@pytest.mark.parametrize(("grade", "stands"), [("12", False), ("13", True), ("0", False), ("", False)])
def test_a_post_has_a_grade_of_the_titles_level(scene: demo.Scene, grade: str, stands: bool) -> None:
    made = demo_school.load(scene, w.OPENED)
    who, school = made.person(made.teachers[0]), demo_school.school_itself(made)
    number: str = casework.start(who, f"{TEACHERS}.initial", "haidian", key=w.key())["number"]
    raw = {
        "title": "三级实习指导教师",
        "speciality": "数控",
        "employer_code": demo_school.code(),
        "works": [],
    }
    casework.do(who, number, "submit", key=w.key(), raw=raw)
    appraisal = {"conduct": "良好", "ability": "合格", "yearly": "合格", "method": "说课讲课"}
    titles.do(school, number, "confirm", key=w.key(), raw=appraisal)
    w.to("2021-04-12 09:00")
    run_due()
    given = {"post": "实训中心", "grade": grade, "from_": "2021-04-12"}
    if stands:
        with pytest.raises(Refusal, match="早于申请日"):
            titles.do(school, number, "appoint", key=w.key(), raw={**given, "from_": "2021-03-01"})
        titles.do(school, number, "appoint", key=w.key(), raw=given)
        assert w.case(number).state == "appointed"
        return
    with pytest.raises(Refusal) as refused:
        titles.do(school, number, "appoint", key=w.key(), raw=given)
    if grade == "12":
        assert "员级对应13级岗位，不是12级" in refused.value.what.zh
        assert refused.value.clause == D + "art.3.1.4.e"


def test_a_full_senior_ai_title_goes_to_its_own_office_and_committee(scene: demo.Scene) -> None:
    room, number = "ai_titles", w.submitted(scene, "ai_titles", demo.FULL_SENIOR)
    assert scene.office is not None
    assert scene.office_round is not None
    w.at_body(scene, number)
    with pytest.raises(Http404):
        titles.view(scene.clerk(scene.bodies[room]), number)
    at_office = replace(scene, bodies={room: scene.office}, rounds={room: scene.office_round})
    w.checked(at_office, number, room)
    w.assessed(at_office, room)
    body, party, round_ = scene.clerk(scene.office), scene.office, scene.office_round

    def plan(committee: str) -> Any:
        made = titles.command(
            body, w.key(), "plan",
            lambda tx: str(titles.plan(tx, party, round_, "committee", "评委会", HELD, "人工智能应用", committee=committee)), None,
        )  # fmt: skip
        return w.seen(lambda: titles.Meeting.objects.get(key=UUID(made)).committee)

    with pytest.raises(Refusal, match="备案的范围没有工程系列（人工智能）高级评委会") as refused:
        plan("工程系列（人工智能）高级评委会")
    assert (refused.value.clause, refused.value.where) == ("ai-2020-30/art.4.2.s1", "committee")
    assert plan("") == "工程系列正高级评委会"


@pytest.mark.parametrize(
    ("committee", "title", "takes"),
    [
        ("工程系列（人工智能）中级评委会", "工程师", True),
        ("工程系列（人工智能）高级评委会", "工程师", False),
        ("工程系列（人工智能）高级评委会", "高级工程师", True),
        ("工程系列（人工智能）高级评委会", "正高级工程师", False),
        ("工程系列正高级评委会", "正高级工程师", True),
        ("工程系列正高级评委会", "高级工程师", False),
    ],
)
def test_no_ai_committee_stands_in_for_another(committee: str, title: str, takes: bool) -> None:
    assert committees.may_take("ai_titles", committee, title, ON) is takes
