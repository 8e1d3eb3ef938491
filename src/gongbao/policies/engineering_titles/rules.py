"""Rules: who may apply for which engineering title, by which route; each condition cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import findings as found
from gongbao.kernel.dossier import prepare, schema, works
from gongbao.kernel.dossier.readings import shared
from gongbao.kernel.dossier.routes import route_names
from gongbao.kernel.rules.nodes import ALWAYS, Condition, Param, Today, all_of, any_of, first_known
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.text import Text
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
READINGS = shared({id_: HERE.document + clause for id_, clause in ARISE.items()}, ROOM / "readings.yaml")
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

in_force = HERE.named(
    Today() >= Param("effective_from"), "in_force", "art.effective",
    ("评价截止日在实施日之后（含当日）", "The cut-off day is on or after commencement"),
)  # fmt: skip
employer_here = HERE.named(
    d.employer_place.one_of("北京", "北京市", "本市")
    & first_known(~d.employer_kind.one_of("机关", "党政机关"), ALWAYS),
    "employer_here", "art.2",
    ("在本市企业、事业单位或社会组织从事工程技术工作", "Does engineering work for a body in the city"),
)  # fmt: skip
no_fraud = HERE.named(
    ~c.claimed(d.fraud), "no_fraud", "art.3.2.1.s4", ("没有弄虚作假的认定", "No finding of fraud stands")
)  # fmt: skip
general = HERE.named(
    found.law_ethics_health_ok, "general", "annex.0",
    ("总括条件符合：守法、品德、身体和心理条件", "General conditions: law, ethics, health"),
)  # fmt: skip
continuing = HERE.named(
    first_known(found.continuing_education_ok, found.law_ethics_health_ok), "continuing", "annex.0.g",
    ("按要求参加继续教育", "Continuing education as required"),
)  # fmt: skip

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
            ("大专及以上并有助理级职称，其后满4年", "Junior college or higher and the assistant title, then 4 years"),
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
            ("本科及以上并有中级职称，其后满5年", "Bachelor’s or higher and the intermediate title, then 5 years"),
        ),
    ),
    "annex.4.1.2.5",
    (
        HERE.other(
            4, "annex.4.1.2.4", c.other_title_date("副高级", ("工程",)),
            ("非本系列副高级职称后满3年", "An associate senior title of another series, then 3 years"),
        ),
    ),
)  # fmt: skip
_full = HERE.ways(
    "annex.5.1.2",
    (
        HERE.titled(
            1, "annex.5.1.2.1", "本科", c.title_date("副高级"), 5,
            ("本科及以上并有副高级职称，其后满5年", "Bachelor’s or higher and the associate senior title, then 5 years"),
        ),
    ),
    "annex.5.1.2.3",
    (
        HERE.other(
            2, "annex.5.1.2.2", c.other_title_date("正高级", ("工程",)),
            ("非本系列正高级职称后满3年", "A full senior title of another series, then 3 years"),
        ),
    ),
)  # fmt: skip


def _achieved(level: str, before: str, count: int, accepted: works.Accepted) -> tuple[Condition, Condition]:
    start = works.since(before, HERE.work)
    return (
        HERE.named(
            works.performance(start), "performance", f"annex.{level}.2",
            ("业绩符合三个方向之一", "Performance fits one of the three tracks"),
        ),
        HERE.named(
            works.outputs(count, start, accepted), "outputs", f"annex.{level}.3",
            (f"论文和其他成果合计{count}项及以上", f"At least {count} papers and other outputs together"),
        ),
    )  # fmt: skip


def _question(
    name: str, english: str, aliases: tuple[str, ...], basic: str, routes: tuple[str, ...], *own: Condition
) -> Question:
    ability = HERE.named(
        found.basic_findings_ok,
        "basic",
        basic,
        ("专业知识和能力达到本级要求", "Knowledge and ability fit the level"),
    )
    return Question(
        id=f"engineering_titles/{name}",
        title=Text(f"能不能申报{name}", f"May one apply for {english}"),
        condition=all_of(in_force, employer_here, no_fraud, general, continuing, ability, *own),
        clauses=tuple(HERE.document + each for each in (basic, "art.2", "annex.0")),
        book=BOOK,
        all_readings=READINGS,
        routes=routes,
        dated_by="evaluation_date",
        aliases=aliases,
        accepts=f.DOSSIER,
        prepare=prepare,
        describe=schema,
    )


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
