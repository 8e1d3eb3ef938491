"""Rules: who may apply for which AI engineering title, by which route; each condition cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import everybody, flat, works
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier.findings import school_class_ok
from gongbao.kernel.dossier.readings import shared
from gongbao.kernel.dossier.routes import Pair, route_names
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Condition,
    Today,
    Value,
    all_of,
    any_of,
    first_known,
)
from gongbao.law.parameters import Parameters
from gongbao.policies.ai_titles import exceptions as x
from gongbao.policies.ai_titles import facts as f
from gongbao.policies.ai_titles import performance as p
from gongbao.policies.ai_titles.exceptions import HERE

ROOM = Path(__file__).parent
ARISE = {
    "R-year": "annex.1.2.2", "R-29feb": "annex.1.2.2", "R-sum": "annex.1.2.2", "R-field": "annex.1.2.2",
    "R-multi-degree": "annex.1.2", "R-in-service": "annex.1.2.2", "R-later-of": "annex.2.1.2.5", "R-higher": "annex.1.2.1",
    "R-degree-paper": "annex.1.2.1", "R-qual": "body.p0", "R-nonseries": "annex.3.1.2.4", "R-mid-series": "annex.3.1.2.3",
    "R-since": "annex.2.2", "R-pool": "annex.2.3", "R-exception": "annex.3.4", "R-award-rank": "annex.3.4.1",
    "R-utility": "annex.2.3.b", "R-fraud-general": "body.p0",
}  # fmt: skip
"""The shared readings and the clause under which each arises here."""
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = shared(everybody.arising(HERE, ARISE), ROOM / "readings.yaml")
KINDS = ("发明专利", "技术报告", "研究报告", "设计文件", "技术标准", "专著编著", "专著", "编著")
_AUTHORS = ("第一作者", "通讯作者")
TAKING_PART = works.Accepted(KINDS, core=False, authors=(*_AUTHORS, "第二作者"), unlisted="R-ai-types")
LEADING = works.Accepted(
    KINDS, core=True, authors=_AUTHORS, leaders=("重要负责人", "主要负责人"), influence=("行业内",),
    unlisted="R-ai-types",
)  # fmt: skip
CHIEF = works.Accepted(
    KINDS, core=True, authors=_AUTHORS, leaders=("主要负责人",), influence=("行业内",), unlisted="R-ai-types"
)

_still = first_known(d.jobs["to"] >= Today(), ALWAYS) & (d.jobs["from"] <= Today())
_direction = HERE.named(
    d.direction.one_of(f.RESEARCH, f.APPLICATION), "direction", "art.2.1",
    ("申报方向是人工智能研究或人工智能应用", "The direction is AI research or AI application"),
)  # fmt: skip
_ai_work = HERE.named(
    flat.counted(flat.JOBS_NOW, d.jobs, c.doing(HERE.work) & _still) >= 1, "ai_work", "annex.0.d",
    ("评价截止日仍从事人工智能专业工作", "Does AI work on the cut-off day"),
)  # fmt: skip
_honest = c.read("R-ai-general", A=everybody.honest_by_analogy(), B=ALWAYS)
EVERYBODY = (
    everybody.in_force(HERE, "art.6.2"),
    everybody.employer_here(
        HERE, "art.1", ("在本市企业、事业单位或社会组织从事人工智能工作", "Does AI work for a body in the city")
    ),
    _direction,
    everybody.no_fraud(HERE, "body.p0", _honest),
    everybody.general(HERE, "annex.0"),
    everybody.continuing(HERE, "annex.0.g"),
    _ai_work,
)  # fmt: skip
ASKING = everybody.Asking("ai_titles", HERE, BOOK, READINGS, f.DOSSIER, EVERYBODY, ("art.1", "annex.0"))
_question = ASKING.question


def _title(level: str, series: tuple[str, ...] = ("工程",)) -> Value:
    """When a title of the level was had: any speciality of engineering, unless read as AI only (R-ai-othereng)."""
    of_ai = d.titles["speciality"].one_of(*f.SPECIALITY)

    def had(where: Condition) -> Value:
        mapped = c.title_date(level, series, where=where)
        alone = c.title_date(level, series, qualified=False, where=where)
        return c.read("R-ai-general", A=mapped, B=alone)

    return c.read("R-ai-othereng", A=had(ALWAYS), B=had(of_ai))


def _outside(level: str) -> Value:
    """When a title of another series, or of another speciality of engineering, was had."""
    other = d.titles["series"].one_of("工程") & ~d.titles["speciality"].one_of(*f.SPECIALITY)
    return c.read(
        "R-ai-othereng",
        A=c.other_title_date(level, ("工程",), where=other),
        B=c.other_title_date(level, ("工程",)),
    )


def _equal(by_class: Condition) -> Condition:
    """Technical-school classes: neither taken nor refused of itself, as the document leaves their line out."""
    open_ = c.read("R-ai-techschool", judged=by_class & school_class_ok, A=by_class, B=c.NEVER_MET)
    return c.read("R-ai-general", A=open_, B=c.NEVER_MET)


def _ways(clause: str, pairs: tuple[Pair, ...], *others: Condition) -> Condition:
    return HERE.ways(clause, pairs, "body.p0", others, _equal)


_initial = c.read("R-ai-junior", A=_title("助理级"), B=_title("员级"))
_mid = c.read("R-mid-series", A=_title("中级"), B=c.title_date("中级", series=()))
_associate = _title("副高级")
_assistant = _ways(
    "annex.1.2",
    (
        HERE.degree(1, "annex.1.2.1", "硕士", 0, ("硕士毕业后从事本专业工作", "Master’s degree, then work in the field")),
        HERE.degree(2, "annex.1.2.2", "本科", 1, ("本科毕业后满1年", "Bachelor’s degree, then 1 year")),
        HERE.degree(3, "annex.1.2.3", "大专", 3, ("大专毕业后满3年", "Junior college, then 3 years")),
        HERE.degree(4, "annex.1.2.4", "中专", 5, ("中专毕业后满5年", "Secondary vocational, then 5 years")),
    ),
)  # fmt: skip
_engineer = _ways(
    "annex.2.1.2",
    (
        HERE.degree(1, "annex.2.1.2.1", "博士", 0, ("博士毕业后从事本专业工作", "Doctorate, then work in the field")),
        HERE.degree(2, "annex.2.1.2.2", "硕士", 2, ("硕士毕业后满2年", "Master’s degree, then 2 years")),
        HERE.degree(3, "annex.2.1.2.3", "本科", 5, ("本科毕业后满5年", "Bachelor’s degree, then 5 years")),
        HERE.degree(4, "annex.2.1.2.4", "大专", 7, ("大专毕业后满7年", "Junior college, then 7 years")),
        HERE.titled(
            5, "annex.2.1.2.5", "大专", _initial, 4,
            ("大专及以上并有初级职称，其后满4年", "Junior college or higher and the assistant title, then 4 years"), "助理级",
        ),
    ),
)  # fmt: skip
_senior = _ways(
    "annex.3.1.2",
    (
        HERE.degree(1, "annex.3.1.2.1", "博士", 2, ("博士毕业后满2年", "Doctorate, then 2 years")),
        HERE.degree(2, "annex.3.1.2.2", "硕士", 7, ("硕士毕业后满7年", "Master’s degree, then 7 years")),
        HERE.titled(
            3, "annex.3.1.2.3", "本科", _mid, 5,
            ("本科及以上并有中级职称，其后满5年", "Bachelor’s or higher and the intermediate title, then 5 years"), "中级",
        ),
    ),
    HERE.other(
        4, "annex.3.1.2.4", _outside("副高级"),
        ("其他系列或专业的副高级职称后满3年", "An associate senior title of another series or speciality, then 3 years"), "副高级",
    ),
)  # fmt: skip
_full = _ways(
    "annex.4.1.2",
    (
        HERE.titled(
            1, "annex.4.1.2.1", "本科", _associate, 5,
            ("本科及以上并有副高级职称，其后满5年", "Bachelor’s or higher and the associate senior title, then 5 years"), "副高级",
        ),
    ),
    HERE.other(
        2, "annex.4.1.2.2", _outside("正高级"),
        ("其他系列或专业的正高级职称后满3年", "A full senior title of another series or speciality, then 3 years"), "正高级",
    ),
)  # fmt: skip


def _achieved(track: p.Track, before: Value, count: int, accepted: works.Accepted) -> Pair:
    start = works.since(before, HERE.work)
    return everybody.achieved(HERE, track.level, start, count, accepted, p.performance(track, start))


ASSISTANT = _question(
    "助理工程师", "AI assistant engineer", ("assistant_engineer",), "annex.1.1", route_names(4), _assistant
)
ENGINEER = _question(
    "工程师", "AI engineer", ("engineer",), "annex.2.1.1", route_names(5), _engineer,
    *_achieved(p.ENGINEER, _initial, 2, TAKING_PART),
)  # fmt: skip
_works = _achieved(p.SENIOR, _mid, 3, LEADING)
SENIOR = _question(
    "高级工程师", "AI senior engineer", ("senior_engineer",), "annex.3.1.1", route_names(4, "exception"),
    c.read(
        "R-exception",
        A=all_of(any_of(_senior, x.EXCEPTION), *_works),
        B=any_of(all_of(_senior, *_works), x.EXCEPTION),
    ),
)  # fmt: skip
FULL = _question(
    "正高级工程师", "AI professor-level senior engineer",
    ("professor_level_senior_engineer", "full_senior_engineer"), "annex.4.1.1", route_names(2),
    _full, *_achieved(p.FULL, _associate, 3, CHIEF),
)  # fmt: skip
QUESTIONS = (ASSISTANT, ENGINEER, SENIOR, FULL)
