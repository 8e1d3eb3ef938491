"""What is worked out from the lists of a dossier, as facts of a flat row: taken where given, never asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

from gongbao.kernel.dossier.facts import fact
from gongbao.kernel.rules.nodes import Condition, CountWhere, Fact, Value, first_known

ENGLISH = {
    "中专": "secondary", "大专": "college", "本科": "bachelor", "硕士": "master", "博士": "doctor", "员级": "technician",
    "助理级": "assistant", "中级": "intermediate", "副高级": "associate", "正高级": "full", "": "",
}  # fmt: skip
"""How degrees and levels are called in the names of facts."""


_KINDS = {
    "school": "技工院校按", "other": "非本系列", "post": "受聘后按", "schoolpost": "技工院校受聘后按", "enterprise": "企业工作：",
    "class": "班主任：", "both": "班主任或辅导员：",
}  # fmt: skip
"""What a day is about beside degree and title: a technical-school class, a title from outside, a post, other work."""


@cache
def full_on(years: int, degree: str = "", title: str = "", kind: str = "") -> Fact:
    """The day on which the years after a degree, a title or both are full; ``date.max`` where it never comes.

    `kind` tells apart what else may be counted under the same degree and title.
    """
    after = [word for word in (degree, title) if word]
    name = "_".join(filter(None, ("full", str(years), kind, *(ENGLISH[word] for word in after))))
    zh = _KINDS.get(kind, "") + "、".join(after)
    return fact(
        name, "date", f"{zh}后满{years}年的日期", f"Full {years} years: {name.replace('_', ' ')}", ask=0
    )


@cache
def number(name: str, zh: str, en: str) -> Fact:
    """How many entries of a list count."""
    return fact(name, "integer", zh, en, ask=0)


def counted(given: Fact, records: Fact, where: Condition) -> Value:
    """The number a flat row gives, else the entries of the list that satisfy the condition."""
    found: Value = first_known(given, CountWhere(records, where))
    return found


def or_worked_out(given: Fact | None, worked_out: Any) -> Any:
    """What a flat row gives, else what the lists give."""
    return worked_out if given is None else first_known(given, worked_out)


@cache
def day(name: str, zh: str, en: str) -> Fact:
    """A day worked out from the lists; ``date.max`` where it never comes."""
    return fact(name, "date", zh, en, ask=0)


SCIENCE_AWARDS = number("science_awards", "可用于破格的科技奖项数", "Science awards that count")
NATIONAL_AWARDS = number("national_science_awards", "国家级科技奖项数", "National science awards")
PATENT_AWARDS = number("patent_awards", "排名符合的专利奖数", "Patent awards within the rank")
NATIONAL_STANDARDS = number(
    "national_standards", "排名符合的国家标准数", "National standards within the rank"
)
TRADE_STANDARDS = number(
    "trade_standards", "排名符合的行业、地方标准数", "Industry and local standards within the rank"
)
OUTPUTS_COUNTED = number("outputs_counted", "可计成果项数", "Outputs that count")
SKILL_HONOURS = number("skill_honours", "高技能人才国家级荣誉数", "National honours of skilled workers")
ALLOWANCES = number("state_allowances", "政府特殊津贴数", "State allowances")
SKILLED_POSTS = number("skilled_posts", "一线技能岗位数", "Skilled posts held")
JOBS_NOW = number("jobs_now", "评价截止日仍从事的本专业工作数", "Jobs in the field on the cut-off day")
