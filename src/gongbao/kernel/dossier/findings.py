"""Findings: what a named person or body establishes; given, a finding stands in place of what the lists say."""

from __future__ import annotations

from gongbao.kernel.dossier.facts import fact
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

EMPLOYER = Text("用人单位", "the employer")
BODY = Text("职称评审服务机构", "the review body")
EXPERTS = Text("专业评议组", "the expert group")
COMMITTEE = Text("评审委员会", "the review committee")


def finding(name: str, zh: str, en: str, by: Text, ask: int = 50) -> Fact:
    """A finding: true, false, or not yet made."""
    return fact(name, "yes_no", zh, en, judged_by=by, ask=ask)


law_ethics_health_ok = finding(
    "law_ethics_health_ok", "总括条件（守法、品德、身心条件）认定符合", "General conditions found met: law, ethics, health", EMPLOYER
)  # fmt: skip
continuing_education_ok = finding(
    "continuing_education_ok", "继续教育认定符合要求", "Continuing education found sufficient", EMPLOYER, ask=51
)  # fmt: skip
basic_findings_ok = finding(
    "basic_findings_ok", "专业能力认定符合本级要求", "Professional ability found to fit the level", EXPERTS, ask=52
)  # fmt: skip
performance_ok = finding(
    "performance_ok", "业绩认定符合本级要求", "Performance found to fit the level", COMMITTEE, ask=53
)  # fmt: skip
outputs_ok = finding(
    "outputs_ok", "成果认定符合本级要求", "Outputs found to fit the level", COMMITTEE, ask=54
)
teaching_findings_ok = finding(
    "teaching_findings_ok", "教育教学和教研要求认定符合", "Teaching and research found to fit the level", EXPERTS, ask=52
)  # fmt: skip
achievements_ok = finding(
    "achievements_ok", "业绩成果认定达到项数", "Achievements found to reach the number", COMMITTEE, ask=53
)  # fmt: skip
class_teacher_ok = finding(
    "class_teacher_ok", "班主任年限认定符合", "Years as class teacher found sufficient", EMPLOYER, ask=51
)  # fmt: skip
hours_ok = finding("hours_ok", "课时认定符合", "Class hours found sufficient", EMPLOYER, ask=51)
enterprise_practice_time_ok = finding(
    "enterprise_practice_time_ok", "企业实践时间认定符合", "Time of practice in firms found sufficient", EMPLOYER, ask=51
)  # fmt: skip
school_class_ok = finding(
    "school_class_ok", "认定技工院校毕业按相当学历对待",
    "Found that a technical-school class is treated as the degree it equals", BODY, ask=60,
)  # fmt: skip
SHARED: tuple[Fact, ...] = (
    law_ethics_health_ok, continuing_education_ok, basic_findings_ok, performance_ok, outputs_ok, teaching_findings_ok,
    achievements_ok, class_teacher_ok, hours_ok, enterprise_practice_time_ok,
)  # fmt: skip
"""The findings a dossier may hold, whatever title is asked about."""
