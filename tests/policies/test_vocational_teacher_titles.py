"""Teachers' titles: every numbered item at its threshold and beside it, the panels, and files that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongbao.kernel.rules.nodes import walk
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.policies import policy
from gongbao.policies.vocational_teacher_titles import achievements as a
from gongbao.policies.vocational_teacher_titles import rules, schools
from gongbao.policies.vocational_teacher_titles.facts import REVIEWED
from gongbao.policies.vocational_teacher_titles.posts import Post

ON = date(2020, 12, 31)
LISTS = {
    "讲师": (a.LECTURER, 3, 12), "高级讲师": (a.SENIOR_LECTURER, 4, 13), "正高级讲师": (a.FULL_LECTURER, 5, 17),
    "一级实习指导教师": (a.INSTRUCTOR, 3, 9), "高级实习指导教师": (a.SENIOR_INSTRUCTOR, 4, 11),
    "正高级实习指导教师": (a.FULL_INSTRUCTOR, 4, 13),
}  # fmt: skip
"""Each list, how many items are needed and how many there are, as the document prints them."""


def of(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, **more}


def commended(level: str, lower: str) -> Any:
    return of("表彰", level=level), of("表彰", level=lower)


def honour(level: str, lower: str) -> Any:
    return of("班主任荣誉", level=level), of("班主任荣誉", level=lower)


def contest(kind: str, level: str, lower: str, result: str) -> Any:
    return of(kind, level=level, result=result), of(kind, level=lower, result=result)


def practice(periods: int) -> Any:
    return of("带队实习", periods=periods), of("带队实习", periods=periods - 1)


def course(kind: str, level: str, lower: str) -> Any:
    return of(kind, level=level, commended=True), of(kind, level=lower, commended=True)


GRANTED = (of("专利", patent="实用新型", state="公开授权"), of("专利", patent="外观设计", state="公开授权"))
ANY_PATENT = (of("专利", patent="外观设计", state="授权"), of("专利", patent="发明", state="申请中"))
FIRST_AUTHOR = (
    of("论文", author="第一作者", venue="公开发行刊物"), of("论文", author="第二作者", venue="公开发行刊物"),
)  # fmt: skip
CORE = (of("论文", author="第一作者", venue="核心期刊"), of("论文", author="第一作者", venue="公开发行刊物"))
JOINED = of("课程教改", role="参与", result="重要作用"), of("课程教改", role="参与", found=False)
LED = of("课程教改", role="主持", result="骨干作用"), of("课程教改", role="参与", result="骨干作用")
PLANNED = (
    of("课程标准编制", role="主持", state="阶段性成果", result="关键作用"),
    of("课程标准编制", role="主持", state="在研", result="关键作用"),
)  # fmt: skip
NATIONAL_LED = of("课题", level="国家级", role="主持"), of("课题", level="省部级", role="主持")
STANDARD = of("行业技术规范"), of("统编教材", level="国家级")
JUDGE = of("技能比赛评委", level="国家级"), of("技能比赛评委", level="省部级")
TRAINED = of("培养教师获奖", level="市级"), of("培养教师获奖", level="区级")
JOURNAL = of("论文", journal_level="校级"), of("论文", journal_level="系级", venue="内部刊物")
ITEMS: dict[str, list[Any]] = {
    "讲师": [
        (of("表彰", level="校级"), of("荣誉证书", level="校级")), (of("班主任荣誉", level="校级"), of("荣誉证书", level="校级")), JOINED,
        (of("研究课", level="校级", result="较好"), of("研究课", level="校级", state="在研", result="较好")),
        contest("教学能力竞赛", "市级", "区级", "较好"), contest("指导学生竞赛", "市级", "区级", "较好"), practice(1),
        (of("精品课程", level="校级", commended=True), of("精品课程", level="校级", commended=False)),
        (of("说课", level="校级", commended=True), of("说课", level="校级", commended=False)), JOURNAL,
        (of("校本教材"), of("统编教材", level="国家级")), ANY_PATENT,
    ],
    "高级讲师": [
        commended("市级", "区级"), honour("区级", "校级"), LED,
        (of("研究课", level="区级", role="主持", result="良好", commended=True), of("研究课", level="区级", role="主持", result="较好", commended=True)),
        contest("职业技能竞赛", "市级", "区级", "优异"), contest("指导学生竞赛", "市级", "区级", "优异"), practice(2),
        course("教学资源库", "市级", "区级"), course("微课", "市级", "区级"),
        (of("课题", level="市级", role="主持", state="阶段性成果"), of("课题", level="市级", role="参与", state="阶段性成果")),
        (of("统编教材", level="市级"), of("统编教材", level="区级")), FIRST_AUTHOR, GRANTED,
    ],
    "正高级讲师": [
        commended("市级", "区级"), honour("市级", "区级"), PLANNED,
        (of("教学展示", level="市级", role="主持", result="明显", commended=True), of("教学展示", level="市级", role="主持", result="良好", commended=True)),
        contest("教学能力竞赛", "国家级", "省部级", "优异"), contest("指导学生竞赛", "国家级", "省部级", "优异"), practice(3),
        course("精品课程", "国家级", "省部级"), course("课件", "国家级", "省部级"), NATIONAL_LED, STANDARD,
        (of("专业目录修订"), of("校本教材")), CORE, GRANTED, JUDGE, (of("硕士生导师"), of("校本教材")), TRAINED,
    ],
    "一级实习指导教师": [
        (of("表彰", level="校级"), of("荣誉证书", level="校级")), (of("班主任荣誉", level="校级"), of("荣誉证书", level="校级")), JOINED,
        contest("职业技能竞赛", "市级", "区级", "较好"), contest("指导学生竞赛", "市级", "区级", "较好"), practice(1),
        (of("培养实习指导教师", result="一定成绩"), of("培养实习指导教师", found=False)), JOURNAL, ANY_PATENT,
    ],
    "高级实习指导教师": [
        commended("市级", "区级"), honour("区级", "校级"),
        (of("实验实习课程教改", role="主持", result="骨干作用"), of("实验实习课程教改", role="主持", result="重要作用")),
        contest("职业技能竞赛", "市级", "区级", "优异"), contest("指导学生竞赛", "市级", "区级", "优异"), practice(2),
        (of("培养实习指导教师", result="较好成绩"), of("培养实习指导教师", result="一定成绩")),
        (of("课题", level="国家级", role="参与", state="阶段性成果"), of("课题", level="国家级", role="参与", state="在研")),
        (of("统编教材", level="市级"), of("统编教材", level="区级")), FIRST_AUTHOR, GRANTED,
    ],
    "正高级实习指导教师": [
        commended("国家级", "省部级"), honour("市级", "区级"), PLANNED, contest("教学能力竞赛", "国家级", "省部级", "优异"),
        contest("指导学生竞赛", "国家级", "省部级", "优异"), practice(3),
        (of("培养实习指导教师", result="优秀成绩"), of("培养实习指导教师", result="较好成绩")), NATIONAL_LED, STANDARD, CORE, GRANTED,
        JUDGE, TRAINED,
    ],
}  # fmt: skip
"""For each item of each list, the record that just meets it and one that does not."""
EACH = [(name, i, *pair) for name, pairs in ITEMS.items() for i, pair in enumerate(pairs, start=1)]


def item(name: str, place: int, *records: dict[str, Any]) -> Any:
    """What item `place` comes to for these records alone."""
    question = policy("vocational_teacher_titles").question(name)
    assert question
    ruling = question.at(ON, {"R-t-window": "B"})
    answer = ruling.determine(ruling.load({"achievements": list(records)}))
    return answer.run.truth(_named(answer)[f"item_{place}"])


def _named(answer: Determination) -> dict[str, Any]:
    parts = (part for part in walk(answer.ruling.condition) if getattr(part, "tag", None))
    return {part.tag.name: part for part in parts}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "place", "good", "bad"), EACH, ids=[f"{name}-{i}" for name, i, _, _ in EACH]
)
def test_every_item_holds_at_its_threshold_and_fails_beside_it(
    name: str, place: int, good: Any, bad: Any
) -> None:
    assert item(name, place, good) is True
    assert item(name, place, bad) is False
    assert item(name, place, {**good, "claimed_items": [place % 17 + 1]}) is False
    assert item(name, place) is False


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_are_as_long_and_ask_as_many_as_printed(name: str) -> None:
    """Just as many items as needed pass, one fewer does not; one record each, so no item is served twice."""
    items, need, length = LISTS[name]
    assert len(items) == length == len(ITEMS[name])
    question = policy("vocational_teacher_titles").question(name)
    assert question
    ruling = question.at(ON, {"R-t-window": "B"})
    for first in range(length):
        chosen = [ITEMS[name][(first + i) % length][0] for i in range(need)]
        enough = ruling.determine(ruling.load({"achievements": chosen}))
        few = ruling.determine(ruling.load({"achievements": chosen[1:]}))
        assert enough.run.truth(_named(enough)["achievements"]) is True, first
        assert few.run.truth(_named(few)["achievements"]) is False, first


def test_committees_of_the_parameters_are_those_of_the_rule() -> None:
    book = rules.BOOK
    own, other = (book[name].at(ON).value for name in ("committee_of_level", "substitute_committee_of_level"))
    assert set(own) == set(REVIEWED)
    question = policy("vocational_teacher_titles").question("评委会")
    assert question
    ruling = question.at(ON)
    for title in REVIEWED:
        for committee in schools.COMMITTEES.values():
            answer = ruling.determine({"title": title, "committee": committee, "committee_filed": True})
            assert answer.truth is (committee in (own[title], other.get(title))), (title, committee)


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("讲师", {"jobs": [{"work": "讲师", "from": "2020-01-01", "to": "2019-12-31"}]}, "jobs[0].to", "annex1.1.1.2"),
    ("讲师", {"jobs": [{"work": "助理讲师", "from": "2015-01-01", "to": None}, {"work": "讲师", "from": "2019-01-01"}]}, "jobs[1].from", "annex2.6.5.s3"),
    ("讲师", {"class_teacher": [{"from": "2020-01-01", "to": "2019-12-31"}]}, "class_teacher[0].to", "annex1.3.1.s1"),
    ("讲师", {"class_teacher": [], "counsellor": [{"from": "2020-01-01", "to": "2019-12-31"}]}, "counsellor[0].to", "annex1.3.1.s1"),
    ("讲师", {"enterprise_service": {"from": "2020-01-01", "to": "2019-12-31"}}, "enterprise_service[0].to", "annex1.3.2.s3"),
    ("讲师", {"evaluation_date": "2020-12-31", "degrees": [{"level": "硕士", "graduated": "2021-01-01"}]}, "degrees[0].graduated", "annex1.1.1.2"),
    ("讲师", {"titles": [{"series": "相声", "level": "中级"}]}, "titles[0].series", "art.3.1.1.s2"),
    ("高级讲师", {"awards": [{"name": "国家级教学成果奖", "rank": 0}]}, "awards[0].rank", "art.3.3.1.s1"),
    ("讲师", {"hours_by_school_year": {"2019-2020": 24 * 366 + 1}}, "hours_by_school_year[0].hours", "annex1.3.2.s2"),
    ("讲师", {"hours_by_school_year": {"2019-2020": -1}}, "hours_by_school_year[0].hours", "annex1.3.2.s2"),
    ("讲师", {"hours_by_school_year": {"2019": 150}}, "hours_by_school_year", "annex1.3.2.s2"),
    ("讲师", {"continuing_education": {"2020": {"total": 90, "professional": 91}}}, "continuing_education[0].professional", "annex1.3.3"),
    ("考评小组", {"panel_size": 9, "administrators": 3, "teacher_members": 5}, "panel_size", "annex2.5.1.p2.s1"),
    ("推荐", {"posts_held": -1}, "posts_held", "art.3.5.2.s1"),
    ("聘任", {"post_grade": 14}, "post_grade", "art.3.1.4.a"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "facts", "where", "clause"), BAD, ids=[f"{w}-{i}" for i, (_, _, w, _) in enumerate(BAD)]
)
def test_what_cannot_be_is_refused_with_place_mend_and_clause(
    name: str, facts: dict[str, Any], where: str, clause: str
) -> None:
    question = policy("vocational_teacher_titles").question(name)
    assert question
    with pytest.raises(Refusal) as refused:
        question.load(facts)
    told = refused.value
    assert (told.where, told.clause) == (where, f"zhongzhi-2020-27/{clause}")
    assert told.mend.zh
    assert told.mend.en
    assert told.clause in policy("vocational_teacher_titles").clauses


def test_a_post_may_begin_on_the_day_the_last_one_ends() -> None:
    question = policy("vocational_teacher_titles").question("讲师")
    assert question
    jobs = [
        {"work": "助理讲师", "from": "2015-01-01", "to": "2019-01-01"},
        {"work": "讲师", "from": "2019-01-01"},
    ]
    assert len(question.load({"jobs": jobs})["jobs"]) == 2
    twice = [
        {"work": "讲师", "from": "2015-01-01", "to": "2019-01-01"},
        {"work": "讲师", "from": "2018-01-01"},
    ]
    assert len(question.load({"jobs": twice})["jobs"]) == 2


def test_every_question_has_its_chinese_name_and_an_ascii_alias() -> None:
    room = policy("vocational_teacher_titles")
    for question in room.questions:
        name = question.id.partition("/")[2]
        assert not name.isascii()
        assert question.aliases
        assert all(alias.isascii() for alias in question.aliases)
        assert all(room.question(alias) is question for alias in question.aliases)
    names = [alias for question in room.questions for alias in question.aliases]
    assert len(names) == len(set(names))


def test_a_recommendation_keeps_within_the_quota() -> None:
    """The school cannot recommend while the quota is not met, or nobody has said that it is."""
    (review,) = (
        each for each in policy("vocational_teacher_titles").procedures if each.id.endswith(".review")
    )
    assert review.action("recommend").guard == "within_quota"
    (guard,) = review.guards
    assert guard.clause == "zhongzhi-2020-27/art.3.5.2.s1"


def test_a_plan_comes_into_use_only_adopted_and_approved() -> None:
    """Every way to ``in_use`` leads through the staff meeting and the superior unit, in this order."""
    (plan,) = (each for each in policy("vocational_teacher_titles").procedures if each.id.endswith(".plan"))
    ways = [(["draft"], ["start"])]
    found = []
    while ways:
        states, acts = ways.pop()
        for action, target in plan.moves(states[-1]):
            if target == "in_use" and states[-1] != "in_use":
                found.append([*acts, action.name])
            elif target not in states and not plan.state(target).terminal:
                ways.append(([*states, target], [*acts, action.name]))
    assert found == [["start", "adopt", "send_for_approval", "approve", "put_in_use"]]


def test_initial_titles_never_meet_a_committee_and_others_always_do() -> None:
    room = policy("vocational_teacher_titles")
    (initial,) = (each for each in room.procedures if each.id.endswith(".initial"))
    assert "record_vote" not in {action.name for action in initial.actions}
    forms = room.forms or {}
    chosen = {
        form: {o.value for f in forms[form].fields if f.name == "title" for o in f.options}
        for form in ("application", "initial.application")
    }
    assert chosen["application"] == set(REVIEWED)
    assert chosen["initial.application"] == {"助理讲师", "三级实习指导教师", "二级实习指导教师"}


def test_earliest_days_of_routes() -> None:
    """A lecturer of 2018 is told the day on which each route opens."""
    question = policy("vocational_teacher_titles").question("senior_lecturer")
    assert question
    ruling = question.at(ON)
    facts = {
        "degrees": [{"level": "本科", "graduated": "2010-07-01"}], "first_review": False, "awards": [], "honours": [],
        "titles": [{"series": "中等职业学校教师", "level": "中级", "date": "2018-05-20", "category": "文化课、专业课教师"}],
        "jobs": [{"work": "助理讲师", "from": "2013-09-01", "to": "2018-05-31"}, {"work": "讲师", "from": "2018-06-01"}],
    }  # fmt: skip
    told = {
        route["route"]: route["earliest"]
        for route in ruling.determine(ruling.load(facts)).to_json()["routes"]
    }
    assert told["route_2"] == "2023-05-20"  # from the vote, not the appointment
    assert told["route_1"] is None
    assert told["exception"] is None
    later = question.at(ON, {"R-t-title-appoint": "B"})
    told = {
        route["route"]: route["earliest"] for route in later.determine(later.load(facts)).to_json()["routes"]
    }
    assert told["route_2"] == "2023-06-01"


def test_posts_above_count_for_the_post_below() -> None:
    assert Post("文化课、专业课教师", "中级").names == ("讲师", "高级讲师", "正高级讲师")
