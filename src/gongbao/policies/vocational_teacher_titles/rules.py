"""Rules: who may apply for which teacher's title, by which route; each condition cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import everybody, works
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import findings as found
from gongbao.kernel.dossier.readings import shared
from gongbao.kernel.dossier.routes import Pair, route_names
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Condition,
    CountWhere,
    OnlyIf,
    all_of,
    any_of,
    first_known,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.policies.vocational_teacher_titles import achievements as a
from gongbao.policies.vocational_teacher_titles import duties, schools
from gongbao.policies.vocational_teacher_titles import exceptions as x
from gongbao.policies.vocational_teacher_titles import facts as f
from gongbao.policies.vocational_teacher_titles.exceptions import HERE
from gongbao.policies.vocational_teacher_titles.posts import Post, degree_route

ROOM = Path(__file__).parent
ARISE = {
    "R-year": "annex1.1.1.2.2", "R-29feb": "annex1.1.1.2.2", "R-sum": "annex1.1.1.2.2", "R-field": "annex1.1.1.2.2",
    "R-multi-degree": "annex1.1.1.2", "R-in-service": "annex1.1.1.2.2", "R-later-of": "annex1.1.2.3.2",
    "R-higher": "annex1.1.1.2.1", "R-degree-paper": "annex1.1.1.2.1", "R-nonseries": "annex1.1.3.3.4",
    "R-since": "annex1.1.2.2", "R-exception": "art.3.3.1.s1", "R-award-rank": "art.3.3.1.s1", "R-fraud-general": "art.3.4.3.s2",
}  # fmt: skip
"""The shared readings and the clause under which each arises here."""
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = shared(everybody.arising(HERE, ARISE), ROOM / "readings.yaml")

_here = d.school_place.one_of("北京", "北京市", "本市")
_kind = d.school_kind
_listed = HERE.named(
    _kind.one_of(*f.LISTED) & first_known(d.school_public, ALWAYS), "school_listed", "art.2.p1",
    ("本市所属中专、职业高中、成人中专或职教教研机构", "A vocational school or research institute of the city"),
)  # fmt: skip
_private = HERE.named(
    any_of(_kind.one_of(*f.PRIVATE), ~d.school_public & _kind.one_of(*f.LISTED)), "school_by_reference", "art.2.p2",
    ("北京地区非公办中职教育机构，参照执行", "A private vocational institution in Beijing, by reference"),
)  # fmt: skip
_found = HERE.named(
    ~_kind.one_of(*f.LISTED, *f.PRIVATE, *f.ELSEWHERE) & f.school_in_scope, "school_found", "art.2.p1",
    ("其他学校，认定属于适用范围", "Another school, found to be covered"),
)  # fmt: skip
EVERYBODY = (
    everybody.in_force(HERE, "art.effective"),
    HERE.named(
        _here & any_of(_listed, _private, _found), "school_here", "art.2.p1",
        ("在北京的中等职业学校工作", "Works at a vocational school in Beijing"),
    ),
    HERE.named(
        first_known(f.ETHICS, found.law_ethics_health_ok), "ethics_veto", "art.3.2.1.s2",
        ("师德考核合格，没有师德问题", "Ethics appraisal passed; no breach of ethics"),
    ),
    everybody.no_fraud(HERE, "art.3.4.3.s2", everybody.honest_by_analogy()),
    everybody.general(HERE, "annex1.0"),
    HERE.named(d.teacher_certificate, "certificate", "annex1.0.e", ("具备相应教师资格", "Has the teacher’s certificate")),
    HERE.named(d.frontline_teaching, "frontline", "annex1.0.f", ("在教育教学一线工作", "Teaches at the front line")),
    duties.practice(),
    duties.education(),
    HERE.named(
        first_known(d.quota_available, ALWAYS), "quota", "art.3.5.2.s1",
        ("岗位和结构比例内有名额", "A post is free within the structure ratio"),
    ),
)  # fmt: skip
ASKING = everybody.Asking(
    "vocational_teacher_titles",
    HERE,
    BOOK,
    READINGS,
    f.DOSSIER,
    EVERYBODY,
    ("art.2.p1", "annex1.0"),
    f.prepare,
)


def _leader() -> Condition:
    """Appointed leader of a programme by the city or above; a district's is for the experts (R-t-prefecture)."""
    h = d.honours

    def of(*levels: str) -> Condition:
        return CountWhere(h, h["name"].one_of("专业带头人") & h["level"].one_of(*levels)) >= 1

    city, district = of("市级", "省部级", "国家级"), of("区级", "市级", "省部级", "国家级")
    judged = any_of(city, OnlyIf(~district, c.NEVER_MET))
    return c.read("R-t-prefecture", judged=judged, A=city, B=district)


def _teaching(clause: str, parts: tuple[str, ...], *, review: bool = True, leads: bool = False) -> Condition:
    """Every numbered teaching requirement of a level: its own finding, else the one about them all."""
    whole = f.teaching_ok(f.GROUP if review else f.PANEL)
    asked = [
        HERE.named(first_known(f.PART_FINDINGS[part], whole), part, f"{clause}.{place}", f.PARTS[part])
        for place, part in enumerate(parts, start=1)
    ]
    if leads:
        words = ("担任地市级以上专业带头人", "Leads a programme, appointed by a prefecture or above")
        asked.append(HERE.named(first_known(whole, _leader()), "leader", f"{clause}.3", words))
    return HERE.named(
        all_of(*asked),
        "teaching",
        clause,
        ("教学教研要求逐项符合", "Every teaching and research requirement is met"),
    )


def _ways(clause: str, *pairs: Pair, others: tuple[Condition, ...] = ()) -> Condition:
    return HERE.ways(clause, pairs, clause, others)


def _outside(place: int, clause: str, level: str) -> Condition:
    words = (
        f"非本系列{level}职称后任中职教师满3年",
        "A title of another series at this level, then 3 years of teaching",
    )
    series = (f.SERIES, *f.OLD_SERIES)
    return HERE.other(place, clause, c.other_title_date(level, series), words, level)


def _title(
    name: str, english: str, aliases: tuple[str, ...], level: str, parts: tuple[str, ...], education: Condition,
    routes: tuple[str, ...], *, lower: Post | None = None, items: tuple[a.Item, ...] = (), need: int = 0, full: bool = False,
    exception: Condition | None = None,
) -> Question:  # fmt: skip
    """The question of one title; `lower` is the post before it where the title is obtained by review."""
    teaching = _teaching(f"{level}.1", parts, review=lower is not None, leads=full)
    if lower is None:
        return ASKING.titled(name, english, aliases, (f"{level}.2",), routes, education, teaching)
    start = works.since(lower.had(), HERE.work, *HERE.also)
    rest = [a.achievements(f"{level}.2", need, items, start)]
    rest += [] if full else [duties.class_teacher(lower), duties.hours()]
    ways = any_of(education, x.DUAL)
    if exception is None:
        passed: Condition = all_of(ways, *rest)
    else:
        passed = c.read(
            "R-exception",
            A=all_of(any_of(education, exception, x.DUAL), *rest),
            B=any_of(all_of(ways, *rest), exception),
        )
    return ASKING.titled(
        name, english, aliases, (f"{level}.3", f"{level}.2"), (*routes, "dual"), teaching, passed
    )


_assistant, _lecturer, _senior = (Post(f.TEACHER, level) for level in ("助理级", "中级", "副高级"))
_third, _second, _first, _senior_instructor = (
    Post(f.INSTRUCTOR, level) for level in ("员级", "助理级", "中级", "副高级")
)
_TEACHES = ("students", "subject", "research", "industry", "clubs")
_INSTRUCTS = ("students", "subject", "research", "industry")
_BEGINS = ("students", "subject", "equipment")

ASSISTANT_LECTURER = _title(
    "助理讲师", "assistant lecturer", ("assistant_lecturer",), "annex1.1.1", ("students", "subject", "clubs"),
    _ways(
        "annex1.1.1.2",
        degree_route(1, "annex1.1.1.2.1", "硕士", 0, ("硕士毕业后任中职教师", "Master’s degree, then teaching")),
        degree_route(2, "annex1.1.1.2.2", "本科", 1, ("本科毕业后任教满1年", "Bachelor’s degree, then 1 year of teaching")),
        degree_route(
            3, "annex1.1.1.2.3", "大专", 1,
            ("高职以上毕业后企业工作3年以上，任教满1年", "Junior college, then 3 years in firms and 1 of teaching"),
            x.in_firms(after_college=True),
        ),
    ),
    route_names(3),
)  # fmt: skip
LECTURER = _title(
    "讲师", "lecturer", ("lecturer",), "annex1.1.2", _TEACHES,
    _ways(
        "annex1.1.2.3",
        degree_route(1, "annex1.1.2.3.1", "博士", 0, ("博士毕业后任中职教师", "Doctorate, then teaching")),
        _assistant.route(2, "annex1.1.2.3.2", "硕士", 2, ("硕士、助理级后任助理讲师满2年", "Master’s and assistant title, then 2 years in the post")),
        _assistant.route(3, "annex1.1.2.3.3", "本科", 4, ("本科、助理级后任助理讲师满4年", "Bachelor’s and assistant title, then 4 years in the post")),
        _assistant.route_by_firms(4, "annex1.1.2.3.4", 4, ("高职以上、企业3年以上、助理级后满4年", "Junior college, 3 years in firms, assistant title, then 4 years")),
    ),
    route_names(4), lower=_assistant, items=a.LECTURER, need=3,
)  # fmt: skip
SENIOR_LECTURER = _title(
    "高级讲师", "senior lecturer", ("senior_lecturer",), "annex1.1.3", _TEACHES,
    _ways(
        "annex1.1.3.3",
        _lecturer.route(1, "annex1.1.3.3.1", "博士", 2, ("博士、中级后任讲师满2年", "Doctorate and intermediate title, then 2 years in the post")),
        _lecturer.route(2, "annex1.1.3.3.2", "本科", 5, ("本科及以上、中级后任讲师满5年", "Bachelor’s or higher and intermediate title, then 5 years")),
        _lecturer.route_by_firms(3, "annex1.1.3.3.3", 5, ("高职以上、企业3年以上、中级后满5年", "Junior college, 3 years in firms, intermediate title, then 5 years")),
        others=(_outside(4, "annex1.1.3.3.4", "副高级"),),
    ),
    route_names(4, "exception"), lower=_lecturer, items=a.SENIOR_LECTURER, need=4, exception=x.EXCEPTION,
)  # fmt: skip
FULL_LECTURER = _title(
    "正高级讲师", "full senior lecturer", ("full_senior_lecturer", "professor_level_senior_lecturer"), "annex1.1.4", _TEACHES,
    _ways(
        "annex1.1.4.3",
        _senior.route(1, "annex1.1.4.3.1", "本科", 5, ("本科及以上、副高级后任高级讲师满5年", "Bachelor’s or higher and associate senior title, then 5 years")),
        _senior.route_by_firms(2, "annex1.1.4.3.2", 5, ("高职以上、企业3年以上、副高级后满5年", "Junior college, 3 years in firms, associate senior title, then 5 years")),
        others=(_outside(3, "annex1.1.4.3.3", "正高级"),),
    ),
    route_names(3, "exception_full"), lower=_senior, items=a.FULL_LECTURER, need=5, full=True, exception=x.FULL_EXCEPTION,
)  # fmt: skip
THIRD_GRADE = _title(
    "三级实习指导教师", "practice instructor, third grade", ("practice_instructor_grade_3", "third_grade_practice_instructor"),
    "annex1.2.1", _BEGINS,
    _ways(
        "annex1.2.1.2",
        degree_route(1, "annex1.2.1.2.1", "本科", 0, ("本科毕业后任中职教师", "Bachelor’s degree, then teaching")),
        degree_route(2, "annex1.2.1.2.2", "大专", 1, ("大专（高职）毕业后任教满1年", "Junior college, then 1 year of teaching")),
        degree_route(3, "annex1.2.1.2.3", "中专", 2, ("中等职业学校毕业后任教满2年", "Secondary vocational school, then 2 years of teaching")),
    ),
    route_names(3),
)  # fmt: skip
SECOND_GRADE = _title(
    "二级实习指导教师", "practice instructor, second grade", ("practice_instructor_grade_2", "second_grade_practice_instructor"),
    "annex1.2.2", _BEGINS,
    _ways(
        "annex1.2.2.2",
        degree_route(1, "annex1.2.2.2.1", "硕士", 0, ("硕士毕业后任中职教师", "Master’s degree, then teaching")),
        degree_route(2, "annex1.2.2.2.2", "本科", 1, ("本科毕业后任教满1年", "Bachelor’s degree, then 1 year of teaching")),
        _third.route(3, "annex1.2.2.2.3", "大专", 2, ("大专、员级后任三级实习指导教师满2年", "Junior college and third grade, then 2 years in the post")),
        _third.route(4, "annex1.2.2.2.4", "中专", 3, ("中职、员级后任三级实习指导教师满3年", "Secondary vocational and third grade, then 3 years")),
    ),
    route_names(4),
)  # fmt: skip
FIRST_GRADE = _title(
    "一级实习指导教师", "practice instructor, first grade", ("practice_instructor_grade_1", "first_grade_practice_instructor"),
    "annex1.2.3", _INSTRUCTS,
    _ways(
        "annex1.2.3.3",
        degree_route(1, "annex1.2.3.3.1", "博士", 0, ("博士毕业后任中职教师", "Doctorate, then teaching")),
        _second.route(2, "annex1.2.3.3.2", "硕士", 2, ("硕士、助理级后任二级实习指导教师满2年", "Master’s and second grade, then 2 years in the post")),
        _second.route(3, "annex1.2.3.3.3", "本科", 3, ("本科及以上、助理级后满3年", "Bachelor’s or higher and second grade, then 3 years")),
        _second.route(4, "annex1.2.3.3.4", "大专", 4, ("大专（高职）、助理级后满4年", "Junior college and second grade, then 4 years")),
        _second.route(5, "annex1.2.3.3.5", "中专", 5, ("中职、助理级后满5年", "Secondary vocational and second grade, then 5 years")),
    ),
    route_names(5), lower=_second, items=a.INSTRUCTOR, need=3,
)  # fmt: skip
SENIOR_INSTRUCTOR = _title(
    "高级实习指导教师", "senior practice instructor", ("senior_practice_instructor",), "annex1.2.4", _INSTRUCTS,
    _ways(
        "annex1.2.4.3",
        degree_route(1, "annex1.2.4.3.1", "博士", 2, ("博士毕业后任教满2年", "Doctorate, then 2 years of teaching")),
        _first.route(2, "annex1.2.4.3.2", "大专", 5, ("大专及以上、中级后任一级实习指导教师满5年", "Junior college or higher and first grade, then 5 years")),
        _first.route(3, "annex1.2.4.3.3", "中专", 7, ("中职、中级后任一级实习指导教师满7年", "Secondary vocational and first grade, then 7 years")),
        others=(_outside(4, "annex1.2.4.3.4", "副高级"),),
    ),
    route_names(4, "exception"), lower=_first, items=a.SENIOR_INSTRUCTOR, need=4, exception=x.EXCEPTION,
)  # fmt: skip
FULL_INSTRUCTOR = _title(
    "正高级实习指导教师", "full senior practice instructor",
    ("full_senior_practice_instructor", "professor_level_senior_practice_instructor"), "annex1.2.5", _INSTRUCTS,
    _ways(
        "annex1.2.5.3",
        _senior_instructor.route(1, "annex1.2.5.3.1", "本科", 5, ("本科及以上、副高级后满5年", "Bachelor’s or higher and senior title, then 5 years")),
        _senior_instructor.route_by_firms(2, "annex1.2.5.3.2", 5, ("高职以上、企业3年以上、副高级后满5年", "Junior college, 3 years in firms, senior title, then 5 years")),
        others=(_outside(3, "annex1.2.5.3.3", "正高级"),),
    ),
    route_names(3, "exception_full"), lower=_senior_instructor, items=a.FULL_INSTRUCTOR, need=4, full=True,
    exception=x.FULL_EXCEPTION,
)  # fmt: skip
LADDER = (
    ASSISTANT_LECTURER, LECTURER, SENIOR_LECTURER, FULL_LECTURER, THIRD_GRADE, SECOND_GRADE, FIRST_GRADE, SENIOR_INSTRUCTOR,
    FULL_INSTRUCTOR,
)  # fmt: skip
"""The nine titles."""
QUESTIONS = (*LADDER, *schools.questions(ASKING))
