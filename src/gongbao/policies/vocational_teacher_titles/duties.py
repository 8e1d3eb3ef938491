"""Duties of a teacher: years as class teacher, class hours, continuing education, practice in firms."""

from __future__ import annotations

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import findings as found
from gongbao.kernel.dossier.common import claimed, read
from gongbao.kernel.dossier.works import NO_TITLE
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    Const,
    CountWhere,
    Fact,
    FirstWhere,
    Greatest,
    MonthOf,
    OnlyIf,
    Param,
    RatioAtLeast,
    Served,
    SumWhere,
    Today,
    Value,
    all_of,
    any_of,
    first_known,
)
from gongbao.policies.vocational_teacher_titles import facts as f
from gongbao.policies.vocational_teacher_titles.exceptions import HERE
from gongbao.policies.vocational_teacher_titles.posts import Post

BEGUN = FirstWhere(d.jobs, d.jobs["from"], HERE.where)
"""The first day of teaching."""
NOW = MonthOf(Today())
YEARS = 3
"""Years as class teacher, and school years over which hours are averaged."""


def _unless_research(worked_out: Condition) -> Condition:
    """Research institutes have no classes and timetables: the school finds, unless read that it applies as it stands."""
    teaches = first_known(~d.school_kind.one_of(f.RESEARCH), ALWAYS)
    return read("R-t-research-staff", judged=OnlyIf(teaches, worked_out), A=worked_out)


def class_teacher(lower: Post) -> Condition:
    """Three years as class teacher since the lower title and its post; new masters and doctors all their time."""
    post = Greatest(lower.had(), lower.appointed_on())
    since = read("R-t-start", A=Choose(lower.had() < NO_TITLE, post, BEGUN), B=post)
    own = f.CLASS["kind"].one_of("班主任")
    alone = c.served(own, YEARS, since, over=f.CLASS)
    together = c.served(ALWAYS, YEARS, since, over=f.CLASS)
    enough = read(
        "R-t-counsellor", judged=any_of(alone, claimed(together) & f.counsellor_ok), A=alone, B=together
    )
    excepted = read("R-t-principle", A=claimed(f.class_teacher_exception), B=ALWAYS)
    return HERE.named(
        first_known(found.class_teacher_ok, _unless_research(any_of(enough, _all_along(own, lower), excepted))),
        "class_teacher", "annex1.3.1.s1",
        ("取得低一级职务并受聘后任班主任满3年", "Three years as class teacher since the lower title and its post"),
    )  # fmt: skip


def _all_along(own: Condition, lower: Post) -> Condition:
    """A master or doctor in the first three years of work who was class teacher on every day of it.

    Both lists, going on, would make up three years on the same day just when none is missing.
    """
    at_work = Served(d.jobs, d.jobs["from"], d.jobs["to"], HERE.where, Const(YEARS))
    in_class = Served(f.CLASS, f.CLASS["from"], f.CLASS["to"], own, Const(YEARS), BEGUN)
    begun = read(
        "R-t-classteacher", A=c.served(HERE.where, YEARS, None), B=c.served(HERE.where, YEARS, lower.had())
    )
    covered = all_of(in_class < NO_TITLE, in_class <= at_work)
    return HERE.named(
        all_of(c.degree_date("硕士") <= Today(), ~begun, covered), "class_teacher_all_along", "annex1.3.1.s2",
        ("博士、硕士工作不足3年，工作期间全部担任班主任", "A master or doctor, under three years at work, class teacher throughout"),
    )  # fmt: skip


def _in_window(first_year: Value) -> Condition:
    """One of the last three school years, each from September to August, complete on the day."""
    start = first_year * 12
    whole = all_of(start + 20 <= NOW, start + 56 > NOW)
    calendar = all_of(start + 12 <= NOW, start + 48 > NOW)
    return read("R-t-hours", A=whole, B=calendar)


def _long(stints: Fact) -> Condition:
    """More than a year of it, reaching into the last three years."""
    lately = first_known(MonthOf(stints["to"]) + 12 * YEARS >= NOW, ALWAYS)
    return Served(stints, stints["from"], stints["to"], lately, Const(1), None, "next_day") <= Today()


def hours() -> Condition:
    """An average of 150 class hours a school year over the last three, or of 80 for whom the text lowers it."""
    own, other = f.HOURS, f.OTHER_HOURS
    listed = _in_window(own["first_year"])
    counted = SumWhere(other, other["hours"], _in_window(other["first_year"]) & other["planned"])
    total = SumWhere(own, own["hours"], listed) + first_known(counted, Const(0))
    years = CountWhere(own, listed)
    still = first_known(d.jobs["to"] >= Today(), ALWAYS)
    beside = d.jobs["post"].one_of("兼职", "兼职教师")
    part_time = any_of(claimed(f.part_time), claimed(CountWhere(d.jobs, beside & still) >= 1))
    long_beside = Served(d.jobs, d.jobs["from"], d.jobs["to"], beside, Const(1), None, "next_day") <= Today()
    away = any_of(claimed(_long(f.SERVICE)), claimed(_long(f.SUPPORT)))
    lowered = read("R-t-hours-year", A=part_time | away, B=claimed(long_beside) | away)
    full = HERE.named(
        RatioAtLeast(total, years, Param("class_hours")), "full_hours", "annex1.3.2.s2",
        ("近3个学年平均每学年主讲不少于150学时", "150 hours a school year on average over the last three"),
    )  # fmt: skip
    enough = RatioAtLeast(total, years, Param("lowered_class_hours"))
    whole = SumWhere(own, own["hours"], listed) + first_known(counted, Const(0)) >= Param(
        "lowered_class_hours"
    )
    fewer = HERE.named(
        lowered & read("R-t-hours-80", A=enough, B=whole), "lowered_hours", "annex1.3.2.s3",
        ("兼职或企业服务、对口支援大于一年的，不少于80学时", "Part time, or over a year in a firm or in support: 80 hours"),
    )  # fmt: skip
    told = any_of(years >= YEARS, all_of(years >= 1, MonthOf(BEGUN) + 12 * YEARS > NOW))
    return HERE.named(
        first_known(found.hours_ok, _unless_research(OnlyIf(told, any_of(full, fewer)))), "hours", "annex1.3.2.s2",
        ("课时达到要求", "Class hours suffice"),
    )  # fmt: skip


def education() -> Condition:
    """Ninety hours in every year listed; fewer than sixty professional ones are for the school to weigh."""
    e = f.EDUCATION
    lately = all_of(e["year"] * 12 <= NOW, e["year"] * 12 + 12 > NOW)
    asked = read("R-t-ce-years", A=ALWAYS, B=lately)
    hours = Param("continuing_education_hours")
    short = CountWhere(e, asked & (e["total"] < hours))
    of_least = ~RatioAtLeast(e["professional"], hours, Param("professional_share"))
    of_all = ~RatioAtLeast(e["professional"], e["total"], Param("professional_share"))
    few = CountWhere(e, asked & of_least)
    professional = read(
        "R-t-ce", judged=OnlyIf(few < 1, ALWAYS), A=CountWhere(e, asked & of_all) < 1, B=few < 1
    )
    listed = OnlyIf(CountWhere(e, asked) >= 1, ALWAYS)
    return HERE.named(
        first_known(found.continuing_education_ok, all_of(listed, short < 1, professional)), "continuing", "annex1.3.3",
        ("继续教育每年不少于90学时，专业科目约占三分之二", "Ninety hours of continuing education a year, two thirds professional"),
    )  # fmt: skip


def practice() -> Condition:
    """Practice in firms: how much is in other documents, so the school finds it."""
    return HERE.named(
        found.enterprise_practice_time_ok, "practice_time", "annex1.0.h",
        ("到企业或一线实践的时间符合规定", "Time of practice in firms as required"),
    )  # fmt: skip
