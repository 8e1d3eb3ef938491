"""Rules: who may apply for which engineering title, by which route; each condition cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import everybody, works
from gongbao.kernel.dossier.readings import shared
from gongbao.kernel.dossier.routes import route_names
from gongbao.kernel.rules.nodes import Condition, all_of, any_of
from gongbao.law.parameters import Parameters
from gongbao.policies.engineering_titles import exceptions as x
from gongbao.policies.engineering_titles import facts as f
from gongbao.policies.engineering_titles.exceptions import HERE

ROOM = Path(__file__).parent
ARISE = {
    "R-year": "annex.1.2.2", "R-29feb": "annex.1.2.2", "R-sum": "annex.1.2.2", "R-field": "annex.1.2.2",
    "R-multi-degree": "annex.1.2", "R-in-service": "annex.1.2.2", "R-later-of": "annex.3.1.2.5", "R-higher": "annex.1.2.1",
    "R-degree-paper": "annex.1.2.1", "R-qual": "art.3.3.3.s3.a", "R-nonseries": "annex.4.1.2.4",
    "R-mid-series": "annex.4.1.2.3", "R-since": "annex.3.2", "R-pool": "annex.3.3", "R-exception": "annex.4.4",
    "R-award-rank": "annex.4.4.1", "R-utility": "annex.3.3.b",
}  # fmt: skip
"""The shared readings and the clause under which each arises here."""
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = shared(everybody.arising(HERE, ARISE), ROOM / "readings.yaml")
KINDS = (
    "发明专利",
    "技术报告",
    "设计文件",
    "技术标准",
    "行业工法",
    "专著编著",
    "专著",
    "编著",
    "技术转移转化服务合同",
)
TAKING_PART = works.Accepted(KINDS, core=False)
LEADING = works.Accepted(
    KINDS, core=True, authors=("第一作者",), leaders=("主要负责人",), influence=("行业内",)
)

EVERYBODY = (
    everybody.in_force(HERE, "art.effective"),
    everybody.employer_here(
        HERE, "art.2", ("在本市企业、事业单位或社会组织从事工程技术工作", "Does engineering work for a body in the city")
    ),
    everybody.no_fraud(HERE, "art.3.2.1.s4"),
    everybody.general(HERE, "annex.0"),
    everybody.continuing(HERE, "annex.0.g"),
)  # fmt: skip
ASKING = everybody.Asking(
    "engineering_titles", HERE, BOOK, READINGS, f.DOSSIER, EVERYBODY, ("art.2", "annex.0")
)
_question = ASKING.question

_mid = c.read("R-mid-series", A=c.title_date("中级"), B=c.title_date("中级", series=()))
_technician = HERE.ways(
    "annex.1.2",
    (
        HERE.degree(1, "annex.1.2.1", "本科", 0, ("本科毕业后从事本专业工作", "Bachelor’s degree, then work in the field")),
        HERE.degree(2, "annex.1.2.2", "中专", 1, ("大专、中专毕业后满1年", "Junior college or secondary vocational, then 1 year")),
    ),
    "annex.1.2.3",
)  # fmt: skip
_assistant = HERE.ways(
    "annex.2.2",
    (
        HERE.degree(1, "annex.2.2.1", "硕士", 0, ("硕士毕业后从事本专业工作", "Master’s degree, then work in the field")),
        HERE.degree(2, "annex.2.2.2", "本科", 1, ("本科毕业后满1年", "Bachelor’s degree, then 1 year")),
        HERE.degree(3, "annex.2.2.3", "大专", 3, ("大专毕业后满3年", "Junior college, then 3 years")),
        HERE.degree(4, "annex.2.2.4", "中专", 5, ("中专毕业后满5年", "Secondary vocational, then 5 years")),
    ),
    "annex.2.2.5",
)  # fmt: skip
_engineer = HERE.ways(
    "annex.3.1.2",
    (
        HERE.degree(1, "annex.3.1.2.1", "博士", 0, ("博士毕业后从事本专业工作", "Doctorate, then work in the field")),
        HERE.degree(2, "annex.3.1.2.2", "硕士", 2, ("硕士毕业后满2年", "Master’s degree, then 2 years")),
        HERE.degree(3, "annex.3.1.2.3", "本科", 5, ("本科毕业后满5年", "Bachelor’s degree, then 5 years")),
        HERE.degree(4, "annex.3.1.2.4", "大专", 7, ("大专毕业后满7年", "Junior college, then 7 years")),
        HERE.titled(
            5, "annex.3.1.2.5", "大专", c.title_date("助理级"), 4,
            ("大专及以上并有助理级职称，其后满4年", "Junior college or higher and the assistant title, then 4 years"), "助理级",
        ),
    ),
    "annex.3.1.2.6",
)  # fmt: skip
_senior = HERE.ways(
    "annex.4.1.2",
    (
        HERE.degree(1, "annex.4.1.2.1", "博士", 2, ("博士毕业后满2年", "Doctorate, then 2 years")),
        HERE.degree(2, "annex.4.1.2.2", "硕士", 7, ("硕士毕业后满7年", "Master’s degree, then 7 years")),
        HERE.titled(
            3, "annex.4.1.2.3", "本科", _mid, 5,
            ("本科及以上并有中级职称，其后满5年", "Bachelor’s or higher and the intermediate title, then 5 years"), "中级",
        ),
    ),
    "annex.4.1.2.5",
    (
        HERE.other(
            4, "annex.4.1.2.4", c.other_title_date("副高级", ("工程",)),
            ("非本系列副高级职称后满3年", "An associate senior title of another series, then 3 years"), "副高级",
        ),
    ),
)  # fmt: skip
_full = HERE.ways(
    "annex.5.1.2",
    (
        HERE.titled(
            1, "annex.5.1.2.1", "本科", c.title_date("副高级"), 5,
            ("本科及以上并有副高级职称，其后满5年", "Bachelor’s or higher and the associate senior title, then 5 years"), "副高级",
        ),
    ),
    "annex.5.1.2.3",
    (
        HERE.other(
            2, "annex.5.1.2.2", c.other_title_date("正高级", ("工程",)),
            ("非本系列正高级职称后满3年", "A full senior title of another series, then 3 years"), "正高级",
        ),
    ),
)  # fmt: skip


def _achieved(level: str, before: str, count: int, accepted: works.Accepted) -> tuple[Condition, Condition]:
    start = works.since(c.title_date(before), HERE.work)
    return everybody.achieved(HERE, level, start, count, accepted, works.performance(start))


TECHNICIAN = _question("技术员", "technician", ("technician",), "annex.1.1", route_names(2), _technician)
ASSISTANT = _question(
    "助理工程师", "assistant engineer", ("assistant_engineer",), "annex.2.1", route_names(4), _assistant
)
ENGINEER = _question(
    "工程师", "engineer", ("engineer",), "annex.3.1.1", route_names(5), _engineer,
    *_achieved("3", "助理级", 2, TAKING_PART),
)  # fmt: skip
_works = _achieved("4", "中级", 3, LEADING)
SENIOR = _question(
    "高级工程师", "senior engineer", ("senior_engineer",), "annex.4.1.1",
    route_names(4, "exception", "skilled", "breakthrough"),
    c.read(
        "R-exception",
        A=all_of(any_of(_senior, *x.SENIOR), *_works),
        B=any_of(all_of(_senior, *_works), *x.SENIOR),
    ),
)  # fmt: skip
FULL = _question(
    "正高级工程师", "professor-level senior engineer",
    ("professor_level_senior_engineer", "full_senior_engineer"), "annex.5.1.1", route_names(2, "express"),
    any_of(_full, x.EXPRESS), *_achieved("5", "副高级", 3, LEADING),
)  # fmt: skip
QUESTIONS = (TECHNICIAN, ASSISTANT, ENGINEER, SENIOR, FULL)
