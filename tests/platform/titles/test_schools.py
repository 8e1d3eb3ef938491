"""Schools' quotas: what is entered and checked, the guards by the policy's questions, the refusals with their clause."""

from __future__ import annotations

from typing import Any

import pytest
from tests.platform.files import corpus
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, read
from gongbao.platform.files.services import receive
from gongbao.platform.jobs.services import run_due
from gongbao.platform.titles import demo, demo_school, quota, schools
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.models import PanelMember, Post, School
from gongbao.platform.titles.words import AUTHORITY, TEACHERS

pytestmark = pytest.mark.django_db
D = "zhongzhi-2020-27/"


@pytest.fixture
def school(scene: demo.Scene) -> demo.Scene:
    """The scene with its school; no plan yet."""
    return demo_school.load(scene, w.OPENED)


def clerk(made: demo.Scene) -> Actor:
    return demo_school.school_itself(made)


def applied(made: demo.Scene, n: int, title: str = "高级讲师") -> str:
    who = made.person(made.teachers[n])
    number: str = casework.start(who, f"{TEACHERS}.review", "haidian", key=w.key())["number"]
    casework.do(who, number, "submit", key=w.key(), raw=demo_school.application(title))
    return number


def recommend(made: demo.Scene, number: str) -> None:
    titles.do(clerk(made), number, "recommend", key=w.key(), raw=w.RECOMMENDATION)


def enter(
    made: demo.Scene, posts: dict[str, tuple[int, int]], *, checked: bool = True, full: int = 1
) -> None:
    party: Any = made.school
    w.do(lambda tx: schools.enter(tx, party, True, 60, full, posts), clerk(made))
    if checked:
        w.do(lambda tx: schools.check(tx, party), demo.city())


def test_the_last_post_is_recommended_for_and_one_too_many_is_refused_with_numbers_and_clause(
    school: demo.Scene,
) -> None:
    demo_school.adopt(school)
    first, second = applied(school, 0), applied(school, 1)
    recommend(school, first)
    assert w.case(first).state == "employer_notice"
    with pytest.raises(Refusal) as refused:
        recommend(school, second)
    assert refused.value.clause == D + "art.3.5.2.s1"
    assert "核定2岗，已聘或占用1岗，公布2岗，本次已推荐1人" in refused.value.what.zh
    assert refused.value.mend.zh
    assert w.case(second).state == "employer_review"
    enter(school, {"副高级": (3, 1)})
    recommend(school, second)
    assert w.case(second).state == "employer_notice"


@pytest.mark.parametrize(
    ("posts", "published", "clause"),
    [((3, 1), 1, "annex2.6.2.p2.s1"), ((2, 2), 2, "art.3.5.2.s1"), ((5, 1), 0, "annex2.6.1.p1.s1")],
)
def test_each_limit_refuses_with_its_own_clause(
    school: demo.Scene, posts: tuple[int, int], published: int, clause: str
) -> None:
    enter(school, {"副高级": posts})
    demo_school.adopt(school, posts=published)
    numbers = [applied(school, 0), applied(school, 1)]
    if clause == "annex2.6.2.p2.s1":
        recommend(school, numbers[0])
    with pytest.raises(Refusal) as refused:
        recommend(school, numbers[1])
    assert refused.value.clause == D + clause


def test_without_a_plan_in_use_nobody_is_recommended(school: demo.Scene) -> None:
    number = applied(school, 0)
    with pytest.raises(Refusal) as refused:
        recommend(school, number)
    assert refused.value.clause == D + "annex2.5.1.p2.s3"


def test_numbers_count_only_once_the_bureau_has_checked_them(school: demo.Scene) -> None:
    demo_school.adopt(school)
    number = applied(school, 0)
    enter(school, {"副高级": (9, 1)}, checked=False)
    case = w.case(number)
    assert w.seen(lambda: quota.guards(case, w.date(2021, 3, 29))) == {"within_quota": "unknown"}
    with pytest.raises(Refusal, match="还不清楚"):
        recommend(school, number)
    with pytest.raises(Refusal, match="市人社局"):
        w.do(lambda tx: schools.check(tx, school.school), clerk(school))  # type: ignore[arg-type]
    w.do(lambda tx: schools.check(tx, school.school), demo.city())  # type: ignore[arg-type]
    assert w.seen(lambda: quota.guards(case, w.date(2021, 3, 29))) == {"within_quota": "met"}


def test_a_declined_recommendation_frees_its_place(school: demo.Scene) -> None:
    demo_school.adopt(school)
    first, second = applied(school, 0), applied(school, 1)
    recommend(school, first)
    titles.do(
        clerk(school), first, "decline", key=w.key(), decided={"reasons": ["ethics"]}, note="考察不合格"
    )
    recommend(school, second)
    assert w.case(second).state == "employer_notice"


@pytest.mark.parametrize(
    ("administrators", "teachers", "clause_part"),
    [(1, 3, "5至11"), (1, 11, "5至11"), (2, 3, "三分之一"), (4, 7, "三分之一"), (0, 5, "都有")],
)
def test_a_panel_made_up_wrongly_is_refused_with_clause_and_mend(
    school: demo.Scene, administrators: int, teachers: int, clause_part: str
) -> None:
    names = [f"成员{n}" for n in range(administrators + teachers)]
    party: Any = school.school
    with pytest.raises(Refusal) as refused:
        w.do(
            lambda tx: schools.set_panel(tx, party, names[:administrators], names[administrators:]),
            clerk(school),
        )
    assert refused.value.clause == D + "annex2.5.1.p2.s1"
    assert clause_part in refused.value.what.zh
    assert refused.value.mend.zh
    assert w.seen(lambda: PanelMember.objects.count()) == 7


@pytest.mark.parametrize(("administrators", "teachers"), [(1, 4), (2, 4), (3, 8), (1, 10)])
def test_a_panel_at_its_limits_stands(school: demo.Scene, administrators: int, teachers: int) -> None:
    names = [f"成员{n}" for n in range(administrators + teachers)]
    party: Any = school.school
    w.do(
        lambda tx: schools.set_panel(tx, party, names[:administrators], names[administrators:]), clerk(school)
    )
    assert w.seen(lambda: PanelMember.objects.count()) == administrators + teachers


def test_a_plan_is_not_adopted_without_a_panel(school: demo.Scene) -> None:
    w.do(lambda tx: PanelMember.objects.all().delete() and None)
    number = casework.start(clerk(school), f"{TEACHERS}.plan", "haidian", key=w.key())["number"]
    with pytest.raises(Refusal) as refused:
        casework.do(clerk(school), number, "adopt", key=w.key(), raw=demo_school.MEETING)
    assert refused.value.clause == D + "annex2.5.1.p2.s1"


def test_another_schools_rows_are_out_of_sight(school: demo.Scene) -> None:
    with read(school.clerk(school.employer, "titles-employer"), purpose="test"):
        assert list(School.objects.all()) == []
        assert list(Post.objects.all()) == []
        assert list(PanelMember.objects.all()) == []
    with read(clerk(school), purpose="test"):
        assert School.objects.count() == 1
    with pytest.raises(Refusal, match="只能填报本校"):
        w.do(lambda tx: schools.enter(tx, school.school, True, 1, 0, {}), school.clerk(school.employer))  # type: ignore[arg-type]


def initial(made: demo.Scene, n: int, title: str = "三级实习指导教师") -> str:
    who = made.person(made.teachers[n])
    number: str = casework.start(who, f"{TEACHERS}.initial", "haidian", key=w.key())["number"]
    raw = {"title": title, "speciality": "数控", "employer_code": demo_school.code(), "works": []}
    casework.do(who, number, "submit", key=w.key(), raw=raw)
    return number


APPRAISAL = {"conduct": "良好", "ability": "合格", "yearly": "合格", "method": "说课讲课"}


def test_an_initial_title_runs_to_its_appointment_and_takes_the_post(school: demo.Scene) -> None:
    first, second = initial(school, 0), initial(school, 1)
    titles.do(clerk(school), first, "confirm", key=w.key(), raw=APPRAISAL)
    with pytest.raises(Refusal) as refused:
        titles.do(clerk(school), second, "confirm", key=w.key(), raw=APPRAISAL)
    assert refused.value.clause == D + "annex2.4.s2"
    w.to("2021-04-12 09:00")
    run_due()
    assert w.case(first).state == "confirmed"
    titles.do(
        clerk(school),
        first,
        "appoint",
        key=w.key(),
        raw={"post": "实训中心", "grade": "13", "from_": "2021-04-12"},
    )
    assert w.case(first).state == "appointed"
    post = w.seen(lambda: Post.objects.get(level="员级"))
    assert (post.posts, post.held) == (1, 1)
    assert w.seen(lambda: quota.guards(w.case(second), w.date(2021, 4, 12))) == {"post_free": "not_met"}


def test_an_old_title_passes_over_to_the_one_it_becomes_and_no_other(school: demo.Scene) -> None:
    raw = {"name": "史老师", "old_title": "职业高中一级教师", "obtained_on": "2010-07-01"}
    number = casework.start(clerk(school), f"{TEACHERS}.transition", "haidian", key=w.key())["number"]
    paper = {"certificate": [receive(corpus.pdf(), "old.pdf")]}
    casework.do(clerk(school), number, "submit", key=w.key(), raw=raw, uploads=paper)
    who = demo_school.superior(AUTHORITY)
    told = {"new_title": "高级讲师", "confirmed_on": "2021-03-29"}
    with pytest.raises(Refusal) as refused:
        casework.do(who, number, "confirm_title", key=w.key(), raw=told)
    assert "职业高中一级教师对应讲师，不是高级讲师" in refused.value.what.zh
    assert refused.value.clause == D + "art.4.3.p1"
    casework.do(who, number, "confirm_title", key=w.key(), raw={**told, "new_title": "讲师"})
    assert w.case(number).state == "confirmed"


def test_a_person_reports_no_old_titles(school: demo.Scene) -> None:
    who = school.person(school.teachers[0])
    number = casework.start(who, f"{TEACHERS}.transition", "haidian", key=w.key())["number"]
    raw = {"name": "史老师", "old_title": "职业高中一级教师", "obtained_on": "2010-07-01"}
    with pytest.raises(Refusal, match="由学校报送"):
        casework.do(
            who,
            number,
            "submit",
            key=w.key(),
            raw=raw,
            uploads={"certificate": [receive(corpus.pdf(), "old.pdf")]},
        )


def at_body(made: demo.Scene, title: str = "高级讲师") -> str:
    """A teacher's case recommended, its notice over."""
    demo_school.adopt(made, title)
    number = applied(made, 0, title)
    recommend(made, number)
    w.to("2021-04-12 09:00")
    run_due()
    assert w.case(number).state == "checking"
    return number


def test_a_correction_keeps_the_title_that_was_recommended(school: demo.Scene) -> None:
    number = at_body(school, "讲师")
    body = school.clerk(school.bodies[TEACHERS])
    titles.do(
        body,
        number,
        "return",
        key=w.key(),
        raw={"remarks": "缺一份材料"},
        decided={"reasons": ["incomplete"]},
    )
    who = school.person(school.teachers[0])
    with pytest.raises(Refusal) as refused:
        casework.do(who, number, "resubmit", key=w.key(), raw=demo_school.application("高级讲师"))
    assert (refused.value.clause, refused.value.where) == (D + "annex2.6.2.p2.s1", "title")
    casework.do(who, number, "resubmit", key=w.key(), raw=demo_school.application("讲师"))
    assert w.case(number).state == "checking"


def test_an_appointment_after_the_certificate_takes_the_post(school: demo.Scene) -> None:
    number = at_body(school)
    w.checked(school, number, TEACHERS)
    w.assessed(school, TEACHERS)
    planned = w.meeting(school, "committee", w.date(2021, 5, 10), TEACHERS)
    w.to("2021-05-10 09:30")
    members = w.members(school, planned)
    for who in members:
        w.attends(planned, who)
    w.vote(members, planned, w.open_vote(school, planned, room=TEACHERS), ["for"] * len(members))
    w.close(school, planned, room=TEACHERS)
    w.counted(school, planned, room=TEACHERS)
    body = school.clerk(school.bodies[TEACHERS])
    titles.command(body, w.key(), "minutes", lambda tx: titles.write_up(tx, planned).number, None)
    titles.accept_meeting(demo.city(), planned, w.ACCEPTED, key=w.key())
    w.to("2021-05-18 09:00")
    run_due()
    casework.do(demo.city(), number, "certify", key=w.key())
    assert [(each.held, each.waiting, each.left) for each in senior(school)] == [(1, 1, 0)]
    titles.do(
        clerk(school),
        number,
        "appoint",
        key=w.key(),
        raw={"post": "信息技术教研室", "grade": "7", "from_": "2021-05-18"},
    )
    assert [(each.held, each.waiting, each.left) for each in senior(school)] == [(2, 0, 0)]


def senior(made: demo.Scene) -> list[titles.Level]:
    view = titles.school_view(clerk(made))
    assert view is not None
    return [each for each in view.levels if each.level == "副高级"]


FOUND = {
    "panel_met_on": "2021-03-28",
    "panel_present": "6",
    "panel_for": "5",
    "panel_finding": "教学扎实，同意推荐",
}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"panel_present": "8"}, "共7人，填写的是到会8人"),
        ({"panel_for": "7"}, "到会6人、同意7人"),
        ({"panel_finding": ""}, "要填全"),
    ],
)
def test_the_panels_finding_stands_on_the_case_and_fits_the_panel(
    school: demo.Scene, changed: dict[str, str], says: str
) -> None:
    demo_school.adopt(school)
    number = applied(school, 0)
    with pytest.raises(Refusal, match=says) as refused:
        titles.do(
            clerk(school), number, "recommend", key=w.key(), raw={**w.RECOMMENDATION, **FOUND, **changed}
        )
    assert refused.value.clause == D + "annex2.5.1.p2.s1"
    titles.do(clerk(school), number, "recommend", key=w.key(), raw={**w.RECOMMENDATION, **FOUND})
    told = titles.view(clerk(school), number).answers[-1]
    assert (told.form.id, told.values["panel_for"], told.values["panel_finding"]) == (
        "recommendation",
        5,
        "教学扎实，同意推荐",
    )
