"""A teacher's dossier for `bench.titles`: one told whole, and others made up like it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

_OLD, _NOW = "中等职业学校教师", "文化课、专业课教师"
FOUND = {
    "teacher_certificate": True, "frontline_teaching": True, "law_ethics_health_ok": True, "teaching_findings_ok": True,
    "enterprise_practice_time_ok": True, "first_review": False,
}  # fmt: skip
TEACHER: dict[str, Any] = {
    "evaluation_date": "2020-12-31", "school": {"place": "北京", "kind": "职业高中", "public": True}, **FOUND,
    "degrees": [
        {"level": "大专", "graduated": "2005-07-01"}, {"level": "本科", "graduated": "2010-07-01"},
        {"level": "硕士", "graduated": "2016-07-01"},
    ],
    "titles": [
        {"series": _OLD, "level": "助理级", "date": "2009-10-01", "category": _NOW},
        {"series": _OLD, "level": "中级", "date": "2014-10-01", "category": _NOW},
    ],
    "jobs": [
        {"work": "企业工作", "from": "2005-08-01", "to": "2008-08-31"}, {"work": "助理讲师", "from": "2009-10-01", "to": "2014-10-31"},
        {"work": "讲师", "from": "2014-11-01", "to": None},
    ],
    "awards": [{"name": "北京市教育教学成果奖", "level": "市级", "rank": 4}], "honours": [{"name": "优秀教师", "level": "区级"}],
    "achievements": [
        {"kind": "表彰", "level": "市级", "date": "2017-05-01"}, {"kind": "班主任荣誉", "level": "区级", "date": "2018-05-01"},
        {"kind": "论文", "author": "第一作者", "venue": "核心期刊", "journal_level": "国家级", "date": "2018-06-01"},
        {"kind": "精品课程", "level": "市级", "commended": True, "date": "2019-05-01"},
        {"kind": "带队实习", "periods": 2, "date": "2019-09-01"},
        {"kind": "课题", "level": "市级", "role": "主持", "state": "阶段性成果", "date": "2020-05-01"},
    ],
    "class_teacher": [{"from": "2014-11-01", "to": "2016-08-31"}, {"from": "2018-09-01", "to": "2020-08-31"}],
    "hours_by_school_year": {"2017-2018": 140, "2018-2019": 160, "2019-2020": 170},
    "continuing_education": {"2018": {"total": 90, "professional": 60}, "2019": {"total": 96, "professional": 66}},
}  # fmt: skip
"""A teacher with three degrees, two titles, three years in a firm, six achievements and every list of duties."""


def dossier(dice: random.Random, work: str) -> dict[str, Any]:
    """One teacher's file, with lists of one to six records."""

    def day(first: int, last: int) -> str:
        start = date(first, 1, 1)
        return (start + timedelta(days=dice.randrange((date(last, 12, 31) - start).days))).isoformat()

    category = dice.choice((_NOW, "实习指导教师"))
    ranks = ["助理级", "中级", "副高级"][: dice.randint(0, 3)]
    joined = dice.randint(1998, 2016)
    return TEACHER | {
        "degrees": [
            {"level": level, "graduated": day(1995, 2019)}
            for level in dice.sample(["中专", "大专", "本科", "硕士", "博士"], dice.randint(1, 3))
        ],
        "titles": [
            {"series": _OLD, "level": level, "date": day(2000 + 5 * i, 2010 + 5 * i), "category": category, "appointed": True}
            for i, level in enumerate(ranks)
        ],
        "jobs": [
            {"work": dice.choice([work, work, "企业工作"]), "from": f"{joined}-03-01", "to": "2017-12-31"},
            {"work": work, "from": "2018-01-01", "to": None},
        ],
        "awards": TEACHER["awards"] * (dice.random() < 0.05),
        "achievements": dice.sample(TEACHER["achievements"], dice.randint(1, 6)),
    }  # fmt: skip
