"""Facts of vocational teachers' titles: the dossier's, what schools tell, and the findings only this document asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gongbao.kernel.dossier import citing
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import words as w
from gongbao.kernel.dossier.facts import fact
from gongbao.kernel.dossier.findings import COMMITTEE, SHARED, finding, school_class_ok, teaching_findings_ok
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

DOCUMENT = "zhongzhi-2020-27/"
TEACHER, INSTRUCTOR = w.CATEGORIES
LECTURERS = {"助理级": "助理讲师", "中级": "讲师", "副高级": "高级讲师", "正高级": "正高级讲师"}
INSTRUCTORS = {
    "员级": "三级实习指导教师", "助理级": "二级实习指导教师", "中级": "一级实习指导教师", "副高级": "高级实习指导教师",
    "正高级": "正高级实习指导教师",
}  # fmt: skip
LADDERS = {TEACHER: LECTURERS, INSTRUCTOR: INSTRUCTORS}
"""The two ladders of titles, each level with its name, the lowest first."""
TITLES = (*LECTURERS.values(), *INSTRUCTORS.values())
REVIEWED = tuple(
    name for ladder in LADDERS.values() for level, name in ladder.items() if level not in ("员级", "助理级")
)
"""Titles obtained by review; the initial ones are obtained by appointment (annex2.4.s2, s3)."""
SERIES, OLD_SERIES = "中等职业学校教师", ("中等专业学校教师", "职业高中教师")
"""The series, and the two that were merged into it (art.3.1.1.s2)."""
LISTED = ("普通中等专业学校", "职业高中", "成人中等专业学校", "职业教育教研机构", "中等职业学校")
RESEARCH = "职业教育教研机构"
PRIVATE = ("非公办中等职业教育机构", "民办中等职业学校", "民办职业高中")
ELSEWHERE = (
    "技工院校",
    "技工学校",
    "技师学院",
    "普通高中",
    "普通中学",
    "小学",
    "高等学校",
    "高等院校",
    "高职院校",
    "企业",
)
ENTERPRISE = ("企业工作", "企业")
PANEL = Text("校考评小组", "the school’s appraisal panel")
SCHOOL = Text("学校", "the school")
COMMISSION = Text("市教委", "the city education commission")
GROUP = Text("学科评议组", "the subject group")
SUPERIOR = Text("学校的上级主管单位", "the unit above the school")

ACHIEVEMENTS = replace(d.achievements, ask=0)
CLASS = replace(d.class_teacher, ask=0)
HOURS = replace(d.hours_by_school_year, ask=0)
OTHER_HOURS = replace(d.other_hours, ask=0)
EDUCATION = replace(d.continuing_education, ask=0)
SERVICE, SUPPORT = replace(d.enterprise_service, ask=0), replace(d.counterpart_support, ask=0)
"""Lists that stand in for a finding: taken where given, not asked for."""
ETHICS = replace(d.ethics, judged_by=SCHOOL)
part_time = fact("part_time", "yes_no", "学校兼职教师", "A part-time teacher of the school", ask=0)
school_in_scope = finding(
    "school_in_scope", "认定学校属于适用范围", "Found to be a school the document covers", COMMISSION, ask=60
)
late_appointment_ok = finding(
    "late_appointment_ok", "受聘晚于评审通过一年以上的，认定任职时间仍从通过之日算",
    "Appointed more than a year after the vote: service still found to run from the vote", PANEL, ask=60,
)  # fmt: skip
early_enterprise_ok = finding(
    "early_enterprise_ok", "认定毕业前的企业工作经历可以计入", "Work in firms before graduation found to count", PANEL, ask=60
)  # fmt: skip
counsellor_ok = finding(
    "counsellor_ok", "认定辅导员年限可以代替班主任年限", "Years as counsellor found to stand for years as class teacher", PANEL, ask=60
)  # fmt: skip
class_teacher_exception = finding(
    "class_teacher_exception", "书面同意班主任年限的例外", "An exception from the years as class teacher granted in writing", SUPERIOR, ask=60
)  # fmt: skip
dual_level_ok = finding(
    "dual_level_ok", "认定按企业经历和业绩可以直接评定本级", "Found fit to be graded at this level by work in firms", COMMITTEE, ask=60
)  # fmt: skip
full_exception_ok = finding(
    "full_exception_ok", "认定可以破格申报正高级", "Found admissible to the full level exceptionally", COMMITTEE, ask=60
)  # fmt: skip
PARTS = {
    "students": ("育人和班主任、辅导员工作符合要求", "Education of students and class work fit"),
    "subject": ("专业知识技能和教学符合要求", "Subject knowledge and teaching fit"),
    "research": ("教学研究和专业建设符合要求", "Teaching research and programme building fit"),
    "industry": ("校企合作和实践能力符合要求", "Cooperation with industry and practice fit"),
    "clubs": ("社团和第二课堂活动符合要求", "Clubs and activities fit"),
    "equipment": ("设备和安全操作规程的掌握符合要求", "Knowledge of equipment and safety fits"),
}  # fmt: skip
"""What the teaching and research requirements of the levels are made of."""
PART_FINDINGS = {name: finding(f"{name}_ok", zh, en, GROUP, ask=0) for name, (zh, en) in PARTS.items()}
"""A finding about one part: taken where given, not asked for."""


def teaching_ok(by: Text) -> Fact:
    """The finding about all of the teaching requirements, made by `by`."""
    return replace(teaching_findings_ok, judged_by=by)


DOSSIER = (
    *d.FACTS, *SHARED, ACHIEVEMENTS, CLASS, HOURS, OTHER_HOURS, EDUCATION, SERVICE, SUPPORT, ETHICS, part_time,
    school_in_scope, school_class_ok, late_appointment_ok, early_enterprise_ok, counsellor_ok, class_teacher_exception,
    dual_level_ok, full_exception_ok, *PART_FINDINGS.values(),
)  # fmt: skip
"""Everything a dossier may hold: accepted whole, whatever the title asked about."""
ABOUT = {
    "degrees": "annex1.1.1.2", "titles": "art.3.1.1.s2", "jobs": "annex1.1.1.2", "awards": "art.3.3.1.s1",
    "honours": "art.3.3.1.s1", "class_teacher": "annex1.3.1.s1", "counsellor": "annex1.3.1.s1",
    "hours_by_school_year": "annex1.3.2.s2", "other_hours": "annex1.3.2.s1", "enterprise_service": "annex1.3.2.s3",
    "counterpart_support": "annex1.3.2.s3", "continuing_education": "annex1.3.3", "school": "art.2.p1",
}  # fmt: skip
"""The clause under which each part of a dossier is asked."""


def prepare(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a teacher's dossier; raises `Refusal` for what cannot be, with clause and mend."""
    facts = citing(raw, {part: DOCUMENT + clause for part, clause in ABOUT.items()})
    _one_post_at_a_time(facts.get("jobs") or ())
    return facts


def _one_post_at_a_time(jobs: Iterable[Mapping[str, Any]]) -> None:
    """Nobody holds two posts at once but for the day of the change; periods of the same post may overlap and count once."""
    held = [(place, row) for place, row in enumerate(jobs) if row.get("work") in TITLES]
    for place, row in held:
        for other, before in held[:place]:
            if (
                row["work"] != before["work"]
                and _days(row)[0] < _days(before)[1]
                and _days(before)[0] < _days(row)[1]
            ):
                raise Refusal(
                    Text(
                        f"{before['work']}与{row['work']}的任职日期重叠（第{other + 1}条与第{place + 1}条）",
                        f"service as {before['work']} and as {row['work']} overlaps (entries {other + 1} and {place + 1})",
                    ),
                    where=f"jobs[{place}].from",
                    mend=Text(
                        "同一时间只能受聘一个职务：前一职务的止日填到新职务起日的前一天",
                        "One post at a time: end the earlier one on the day before the next begins",
                    ),
                    clause=DOCUMENT + "annex2.6.5.s3",
                )  # fmt: skip


def _days(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("from") or date.max), str(row.get("to") or date.max)
