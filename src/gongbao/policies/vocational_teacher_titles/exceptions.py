"""Exceptional routes and priority: awards and honours, work in firms at the first review, and who comes first among equals."""

from __future__ import annotations

from functools import cache

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import flat
from gongbao.kernel.dossier import grounds as g
from gongbao.kernel.dossier.common import read
from gongbao.kernel.dossier.facts import fact
from gongbao.kernel.dossier.findings import finding
from gongbao.kernel.dossier.routes import Naming
from gongbao.kernel.rules.nodes import Condition, CountWhere, Today, all_of, any_of
from gongbao.policies.vocational_teacher_titles import facts as f

HERE = Naming(f.DOCUMENT, f.SERIES, f.TITLES)
RESULTS = ("国家级教学成果奖", "国家级教育教学成果奖", "北京市教育教学成果奖", "北京市级教育教学成果奖")
ALLOWANCE = "国务院政府特殊津贴"
COMMENDED = tuple(
    whose + who
    for who in ("劳动模范", "优秀教师", "优秀教育工作者")
    for whose in ("", "全国", "北京市", "省部级")
)
CONTEST = "全国职业院校技能大赛教学能力比赛奖"

_a = d.awards
_named = read("R-award-rank", A=any_of(_a["personal"], _a["rank"] >= 1), B=_a["rank"] <= 3)
_awards = flat.counted(
    flat.number("teaching_awards", "教学成果奖数", "Awards for teaching results"),
    _a,
    _a["name"].one_of(*RESULTS) & _named,
)
AWARD = HERE.named(
    _awards >= 1, "teaching_award", "art.3.3.1.s1",
    ("获国家级教学成果奖或北京市教育教学成果奖，本人列名", "A national or city award for teaching results, named in person"),
)  # fmt: skip
STATE_ALLOWANCE = HERE.named(
    g.honour(ALLOWANCE, given=flat.ALLOWANCES), "allowance", "art.3.3.1.s1",
    ("享受国务院政府特殊津贴", "Holds the state allowance"),
)  # fmt: skip
_h = d.honours
_honours = flat.counted(
    flat.number("commendations", "省部级及以上表彰数", "Provincial or higher commendations"),
    _h, _h["name"].one_of(*COMMENDED) & _h["level"].one_of(*g.PROVINCIAL),
)  # fmt: skip
MODEL = HERE.named(
    _honours >= 1, "commended", "art.3.3.1.s1",
    ("省部级及以上劳动模范、优秀教师或优秀教育工作者", "A model worker, excellent teacher or educator of the province or higher"),
)  # fmt: skip
EXCEPTION = HERE.named(
    any_of(AWARD, STATE_ALLOWANCE, MODEL), "exception", "art.3.3.1.s1",
    ("符合破格条件之一，不看学历和年限", "One of the exceptional grounds: degree and years are waived"),
)  # fmt: skip
FULL_EXCEPTION = read(
    "R-t-exception-full",
    judged=HERE.named(
        EXCEPTION & f.full_exception_ok, "exception_full", "art.3.3.1.s1",
        ("破格申报正高级经评委会认定", "The exceptional route to the full level, found by the committee"),
    ),
    A=EXCEPTION,
    B=c.NEVER_MET,
)  # fmt: skip


@cache
def in_firms(*, after_college: bool = False) -> Condition:
    """Three years of work in firms; with `after_college` after graduation, and before it only where found to count."""
    at_work = c.doing(*f.ENTERPRISE)
    ever = c.served(at_work, 3, None, flat.full_on(3, kind="enterprise"))
    if not after_college:
        return ever
    after = c.served(at_work, 3, c.degree_date("大专"), flat.full_on(3, "大专", kind="enterprise"))
    return read("R-t-enterprise", A=any_of(after, ever & f.early_enterprise_ok), B=ever)


_college = flat.or_worked_out(
    flat.day("college_on", "取得大专及以上学历的日期", "Junior college or higher had on"),
    c.degree_date("大专"),
)
DUAL = HERE.named(
    all_of(in_firms(), d.first_review, _college <= Today(), f.dual_level_ok), "dual", "art.3.3.2.s1",
    ("双师型教师首次评审，按企业经历直接评定", "A dual-qualified teacher’s first review, graded by work in firms"),
)  # fmt: skip

hardship_area = fact("hardship_area", "yes_no", "在艰苦边远地区工作", "Works in a remote or hard area", ask=5)
both_kinds = fact(
    "both_kinds",
    "yes_no",
    "既承担文化课、专业课教学，又承担实习教学",
    "Teaches both classes and practice",
    ask=5,
)
equal_standing = finding(
    "equal_standing",
    "认定与其他参评人条件相同",
    "Found to stand equal with the other candidates",
    f.PANEL,
    ask=50,
)
PRIORITY = any_of(
    HERE.named(
        CountWhere(d.awards, d.awards["name"].one_of(CONTEST)) >= 1, "contest_award", "art.3.3.1.s2",
        ("获全国职业院校技能大赛教学能力比赛奖，优先晋升", "The national contest award: promoted first"),
    ),
    HERE.named(
        any_of(hardship_area, both_kinds) & equal_standing, "among_equals", "art.3.3.1.s3",
        ("艰苦边远地区或两类课兼任，同等条件下优先", "A hard area or both kinds of classes: first among equals"),
    ),
)  # fmt: skip
