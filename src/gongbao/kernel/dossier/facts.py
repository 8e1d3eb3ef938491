"""What a dossier may hold, as typed facts; the title rooms read them and add what only they ask."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.dossier import words as w
from gongbao.kernel.rules.nodes import Fact, Kind
from gongbao.law.text import Text

ITEMS = 17
"""The longest numbered list of achievements of a level."""


def fact(name: str, kind: Kind, zh: str, en: str, **more: Any) -> Fact:
    """A fact with its words."""
    return Fact(name, kind, Text(zh, en), **more)


def _word(name: str, zh: str, en: str, words: dict[str, str] | None = None) -> Fact:
    return fact(name, "word", zh, en, options=w.options(words or {}))


def _period() -> tuple[Fact, Fact]:
    return fact("from", "date", "起", "From"), fact("to", "date", "止（至今不填）", "To (empty: still)")


_DATE = fact("date", "date", "日期", "Date")
_RANK = fact("rank", "integer", "排名", "Rank")
_LEVEL = _word("level", "级别", "Level", w.HONOUR_LEVELS)

evaluation_date = fact(
    "evaluation_date", "date", "评价截止日", "Cut-off day", ask=1,
    help=Text("年度评审通知规定的截止日", "The cut-off day the year’s notice sets"),
)  # fmt: skip
degrees = fact(
    "degrees", "records", "学历", "Degrees", ask=2,
    fields=(
        _word("level", "学历", "Level", w.DEGREES), fact("graduated", "date", "毕业日期", "Graduated on"),
        _word("school", "学校", "School"), _word("mode", "学习形式", "Mode", w.MODES), _word("major", "专业", "Major"),
        fact("certificate", "yes_no", "有毕业证书", "Has the certificate of graduation"),
    ),
)  # fmt: skip
titles = fact(
    "titles", "records", "职称", "Titles", ask=3,
    fields=(
        _word("series", "系列", "Series", w.SERIES), _word("level", "级别", "Level", w.LEVELS),
        fact("date", "date", "取得日期", "Obtained on"), _word("category", "类别", "Category", w.CATEGORIES),
        _word("speciality", "专业", "Speciality"), _word("name", "名称", "Name"),
        fact("appointed", "yes_no", "已聘任", "Appointed"),
    ),
)  # fmt: skip
jobs = fact(
    "jobs", "records", "工作经历", "Work", ask=4,
    fields=(
        _word("work", "从事的工作", "Work"), *_period(), _word("post", "岗位", "Post"), _word("employer", "单位", "Employer"),
        _word("speciality", "专业", "Speciality"), fact("teaches", "yes_no", "任课", "Teaches"),
    ),
)  # fmt: skip
skill_level = fact("skill_level", "word", "技能等级", "Skill level", ask=8, options=w.options(w.SKILLS))
skill_date = fact("skill_date", "date", "技能等级取得日期", "Skill level obtained on", ask=8)
qualifications = fact(
    "qualifications", "records", "职业资格", "Professional qualifications", ask=7,
    fields=(
        _word("name", "名称", "Name"), fact("graded", "yes_no", "分级设置", "Graded"),
        _word("grade", "级别", "Grade", {"初级": "junior", "二级": "second grade", "中级": "intermediate",
                                      "一级": "first grade", "高级": "senior"}),
        _DATE, fact("in_list", "yes_no", "在对应清单内", "In the list of correspondences"),
    ),
)  # fmt: skip
_honour = (
    _word("name", "名称", "Name"),
    _LEVEL,
    _RANK,
    fact("personal", "yes_no", "个人列名", "Named in person"),
    _DATE,
)
awards = fact("awards", "records", "科技奖项和专利奖", "Awards", ask=9, fields=_honour)
honours = fact("honours", "records", "荣誉称号", "Honours", ask=9, fields=_honour)
standards = fact(
    "standards", "records", "主持或参加起草的标准", "Standards drafted", ask=9,
    fields=(
        _word("kind", "标准类别", "Kind", {"国家标准": "national", "行业标准": "industry", "地方标准": "local", "团体标准": "association"}),
        _RANK, _DATE,
    ),
)  # fmt: skip
_work = (
    _word("kind", "类别", "Kind"), _word("name", "名称", "Name"), _word("level", "级别", "Level", w.WORK_LEVELS),
    _word("role", "本人角色", "Role"), _word("state", "状态", "State"), _word("benefit", "效益", "Benefit"), _word("issuer", "颁发或委托单位", "Issuer"),
    _word("track", "业绩方向", "Track", {"研究设计": "research and design", "应用实践": "application", "转化服务": "transfer"}), _DATE,
)  # fmt: skip
projects = fact("projects", "records", "项目", "Projects", ask=11, fields=_work)
performance = fact("performance", "records", "业绩", "Performance", ask=11, fields=_work)
outputs = fact(
    "outputs", "records", "成果", "Outputs", ask=10,
    fields=(
        _word("type", "类型", "Type"), _word("role", "作者或负责人身份", "Role"), _DATE, _word("venue", "载体", "Venue"),
        _word("influence", "影响范围", "Influence", {"单位内": "within the unit", "行业内": "within the trade"}),
        _word("topic", "方向", "Topic"),
    ),
)  # fmt: skip
achievements = fact(
    "achievements", "records", "业绩成果", "Achievements", ask=10,
    fields=(
        _word("kind", "类别", "Kind"), _DATE, _LEVEL, _word("role", "本人角色", "Role"), _word("author", "作者身份", "Author"),
        _word("state", "状态", "State"), _word("result", "成绩", "Result"), fact("periods", "integer", "期数", "Periods"),
        _word("venue", "载体", "Venue"), _word("journal_level", "刊物级别", "Level of the journal"),
        _word("patent", "专利种类", "Kind of patent"), fact("commended", "yes_no", "获得表彰", "Commended"),
        fact("found", "yes_no", "经认定达到本项的程度", "Found to reach the degree the item asks"),
        *(fact(f"claimed_{i}", "yes_no", f"用于第{i}项", f"Claimed for item {i}") for i in range(1, ITEMS + 1)),
    ),
)  # fmt: skip
class_teacher = fact(
    "class_teacher", "records", "班主任经历", "Class teacher", ask=6,
    fields=(*_period(), _word("kind", "类别", "Kind", {"班主任": "class teacher", "辅导员": "counsellor"})),
)  # fmt: skip
counsellor = fact("counsellor", "records", "辅导员经历", "Counsellor", ask=6, fields=_period())
hours_by_school_year = fact(
    "hours_by_school_year", "records", "各学年课时", "Class hours by school year", ask=6,
    fields=(fact("first_year", "integer", "学年起始年", "Year it begins"), fact("hours", "integer", "课时", "Hours")),
)  # fmt: skip
other_hours = fact(
    "other_hours", "records", "其他折算课时", "Other hours", ask=20,
    fields=(
        fact("first_year", "integer", "学年起始年", "Year it begins"), _word("kind", "类别", "Kind"),
        fact("hours", "integer", "课时", "Hours"),
        fact("planned", "yes_no", "纳入计划并由学校统一安排", "In the plan and arranged by the school"),
    ),
)  # fmt: skip
continuing_education = fact(
    "continuing_education", "records", "继续教育", "Continuing education", ask=6,
    fields=(
        fact("year", "integer", "年度", "Year"), fact("total", "integer", "总学时", "Hours in all"),
        fact("professional", "integer", "专业科目学时", "Hours in professional subjects"),
    ),
)  # fmt: skip
enterprise_service = fact(
    "enterprise_service", "records", "企业技术服务（实践）", "Service in firms", ask=20, fields=_period()
)
counterpart_support = fact(
    "counterpart_support", "records", "对口支援", "Counterpart support", ask=20, fields=_period()
)
direction = fact("direction", "word", "申报方向", "Direction", ask=5)
employer_place = fact("employer_place", "word", "单位所在地", "Place of the employer", ask=5)
employer_kind = fact("employer_kind", "word", "单位性质", "Kind of employer", ask=5)
employer_public = fact("employer_public", "yes_no", "事业单位", "A public institution", ask=5)
employer_district = fact("employer_district", "word", "单位所在区", "District of the employer", ask=20)
school_place = fact("school_place", "word", "学校所在地", "Place of the school", ask=5)
school_kind = fact("school_kind", "word", "学校类别", "Kind of school", ask=5)
school_public = fact("school_public", "yes_no", "公办学校", "A public school", ask=5)
school_district = fact("school_district", "word", "学校所在区", "District of the school", ask=20)
teacher_certificate = fact(
    "teacher_certificate", "yes_no", "有相应教师资格", "Has the teacher’s certificate", ask=5
)
frontline_teaching = fact(
    "frontline_teaching", "yes_no", "在教学一线任教", "Teaches at the front line", ask=5
)
first_review = fact("first_review", "yes_no", "首次参加评审", "First review", ask=5)
quota_available = fact("quota_available", "yes_no", "有岗位名额", "A post is free", ask=5)
fraud = fact("fraud", "yes_no", "有弄虚作假记录", "A record of fraud", ask=5, prefill="integrity")
ethics = fact("ethics", "yes_no", "师德考核合格", "Ethics appraisal passed", ask=5)

FACTS: tuple[Fact, ...] = tuple(
    value
    for value in list(globals().values())
    if isinstance(value, Fact) and value not in (_DATE, _RANK, _LEVEL)
)
"""Every fact of a dossier, findings excepted: each room names its own, with who finds it."""
