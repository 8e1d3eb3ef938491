"""The field's own terms: degrees, levels of titles, skills, awards, each in its order."""

from __future__ import annotations

from gongbao.kernel.rules.nodes import Option
from gongbao.law.text import Text

DEGREES = {
    "博士": "doctorate", "硕士": "master’s", "本科": "bachelor’s", "大专": "junior college",
    "中专": "secondary vocational", "普通高中": "general secondary", "初中": "lower secondary",
    "中级工班": "technical school, intermediate worker class", "高级工班": "technical school, senior worker class",
    "预备技师（技师）班": "technician college, technician class",
}  # fmt: skip
"""Levels of education as certificates name them; the three classes of technical schools stand apart."""
DEGREE_ORDER = ("中专", "大专", "本科", "硕士", "博士")
"""Those that stand in one order, the lowest first."""
CLASS_EQUALS = {"中级工班": "中专", "高级工班": "大专", "预备技师（技师）班": "本科"}
"""Technical-school classes and the degree a graduate is treated as having (gong-2020-17/art.3.3.2)."""
LEVELS = {
    "员级": "technician level", "助理级": "assistant level", "中级": "intermediate",
    "副高级": "associate senior", "正高级": "full senior",
}  # fmt: skip
"""Levels of titles, the lowest first."""
SERIES = {
    "工程": "engineering", "中等职业学校教师": "vocational-school teachers",
    "中等专业学校教师": "specialised-school teachers (old series)", "职业高中教师": "vocational-high-school teachers (old series)",
    "中小学教师": "school teachers",
    "高校教师": "university teachers", "技工院校教师": "technical-school teachers", "科研": "natural-science research",
    "社会科学研究": "social-science research", "实验技术": "laboratory technology", "卫生": "health",
    "农业": "agriculture", "经济": "economics", "会计": "accounting", "统计": "statistics", "审计": "auditing",
    "新闻": "journalism", "出版": "publishing", "图书资料": "libraries", "档案": "archives", "文博": "museums",
    "工艺美术": "arts and crafts", "艺术": "arts", "体育": "sports", "翻译": "translation", "播音主持": "broadcasting",
    "公共法律服务": "public legal services", "民用航空飞行": "civil aviation", "船舶": "shipping",
    "思想政治工作": "ideological work",
}  # fmt: skip
"""Series of titles; a title of another series is asked about, not guessed."""
ALSO_CALLED = {
    "工程技术": "工程", "工程系列": "工程", "自然科学研究": "科研", "哲学社会科学研究": "社会科学研究",
    "高等学校教师": "高校教师", "高等院校教师": "高校教师", "卫生技术": "卫生", "农业技术": "农业", "文物博物": "文博",
    "中职教师": "中等职业学校教师", "中专教师": "中等专业学校教师", "职高教师": "职业高中教师",
    "中小学教师系列职业高中教师": "职业高中教师", "研究生（博士）": "博士", "研究生（硕士）": "硕士", "大学本科": "本科", "大学专科": "大专",
    "专科": "大专", "高职": "大专", "中职": "中专", "技师班": "预备技师（技师）班", "预备技师班": "预备技师（技师）班",
    "国家": "国家级", "省级": "省部级", "部级": "省部级", "省市": "省部级", "省市级": "省部级", "行业": "行业级",
}  # fmt: skip
"""Other ways of writing a term."""
SKILLS = {
    "中级工": "intermediate worker",
    "高级工": "senior worker",
    "技师": "technician",
    "高级技师": "senior technician",
}
HONOUR_LEVELS = {
    "校级": "school", "区级": "district", "市级": "city", "省部级": "provincial or ministerial", "国家级": "national",
}  # fmt: skip
"""Who gave an award or a commendation, the lowest first; the city's stands beside a province's."""
WORK_LEVELS = {**HONOUR_LEVELS, "行业级": "industry", "单位级": "within the unit"}
"""Who set a project or issued a policy; the two beside the order stand in no order."""
MODES = {"全日制": "full time", "在职": "while working"}
CATEGORIES = {
    "文化课、专业课教师": "teachers of general and professional subjects",
    "实习指导教师": "instructors of practice",
}


def options(words: dict[str, str]) -> tuple[Option, ...]:
    """The terms as answers to choose from."""
    return tuple(Option(word, Text(word, english)) for word, english in words.items())


def at_least(order: tuple[str, ...] | dict[str, str], word: str) -> tuple[str, ...]:
    """The terms of an order from `word` up."""
    listed = tuple(order)
    return listed[listed.index(word) :]


_ENGINEER, _TEACHER = "工程", "中等职业学校教师"
NAMED_TITLES = {
    "技术员": (_ENGINEER, "员级"), "助理工程师": (_ENGINEER, "助理级"), "工程师": (_ENGINEER, "中级"),
    "高级工程师": (_ENGINEER, "副高级"), "正高级工程师": (_ENGINEER, "正高级"),
    "助理讲师": (_TEACHER, "助理级"), "讲师": (_TEACHER, "中级"), "高级讲师": (_TEACHER, "副高级"), "正高级讲师": (_TEACHER, "正高级"),
    "三级实习指导教师": (_TEACHER, "员级"), "二级实习指导教师": (_TEACHER, "助理级"), "一级实习指导教师": (_TEACHER, "中级"),
    "高级实习指导教师": (_TEACHER, "副高级"), "正高级实习指导教师": (_TEACHER, "正高级"),
}  # fmt: skip
"""Titles by their names: series and level; a title of another name has neither here."""
