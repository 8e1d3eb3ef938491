"""Exceptional routes: awards, patents, standards and honours that stand in place of degree and years only."""

from __future__ import annotations

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import flat
from gongbao.kernel.dossier import grounds as g
from gongbao.kernel.dossier.common import claimed, read
from gongbao.kernel.dossier.routes import Naming
from gongbao.kernel.rules.nodes import ALWAYS, Condition, CountWhere, any_of
from gongbao.policies.engineering_titles import facts as f

HERE = Naming("gong-2020-17/", "本专业技术工作")
SKILL_HONOURS = (
    "中华技能大奖", "全国技术能手", "国家级技能大师工作室负责人", "世界技能大赛金牌", "世界技能大赛银牌", "世界技能大赛铜牌",
    "世界技能大赛优胜奖",
)  # fmt: skip
ALLOWANCE = "国务院政府特殊津贴"

AWARD = HERE.named(
    g.science_award(*g.PROVINCIAL), "award", "annex.4.4.1",
    ("获省部级及以上科技奖项，本人列名", "A provincial or higher science award, named in person"),
)  # fmt: skip
PATENT = HERE.named(
    g.ranked_award(3, *g.PATENT_AWARDS, *g.DESIGN_AWARDS), "patent", "annex.4.4.2",
    ("主要完成人前三，获专利或外观设计银奖及以上", "Among the first three of a silver patent or design award or higher"),
)  # fmt: skip
NATIONAL = HERE.named(
    g.standard(5, "国家标准"), "national_standard", "annex.4.4.3.a",
    ("国家标准主要起草人前五", "Among the first five drafters of a national standard"),
)  # fmt: skip
TRADE = HERE.named(
    g.standard(3, "行业标准", "地方标准"), "trade_standard", "annex.4.4.3.b",
    ("行业或地方标准主要起草人前三", "Among the first three drafters of an industry or local standard"),
)  # fmt: skip
STANDARD = HERE.named(
    any_of(NATIONAL, TRADE), "standard", "annex.4.4.3", ("编写标准，排名在规定之内", "Drafted a standard within the ranks")
)  # fmt: skip
EXCEPTION = HERE.named(
    any_of(AWARD, PATENT, STANDARD), "exception", "annex.4.4",
    ("符合破格条件之一，不看学历和年限", "One of the exceptional grounds: degree and years are waived"),
)  # fmt: skip
_skilled_post = (
    flat.counted(flat.SKILLED_POSTS, d.jobs, d.jobs["post"].one_of("一线技能岗位", "生产一线")) >= 1
)
SKILLED = HERE.named(
    any_of(
        g.honour(*SKILL_HONOURS, given=flat.SKILL_HONOURS),
        g.honour(ALLOWANCE, given=flat.ALLOWANCES) & read("R-skill-context", A=_skilled_post, B=ALWAYS),
        claimed(f.skill_honour_found),
    ),
    "skilled", "art.3.3.2.s3",
    ("高技能人才的国家级荣誉，可破格申报高级", "A national honour of skilled workers opens the senior level"),
)  # fmt: skip
BREAKTHROUGH = HERE.named(
    claimed(f.breakthrough_found), "breakthrough", "art.3.3.1.s2",
    ("经认定取得关键技术突破，放宽学历资历", "A recognised breakthrough relaxes degree and years"),
)  # fmt: skip
SENIOR = (EXCEPTION, SKILLED, BREAKTHROUGH)


def _project() -> Condition:
    p = d.projects
    lead = p["level"].one_of("国家级") & p["role"].one_of(*g.LEADS)
    done = CountWhere(p, lead & p["state"].one_of(*g.DONE)) >= 1
    return read("R-express", A=done, B=CountWhere(p, lead) >= 1)


_talent = (
    CountWhere(d.honours, d.honours["level"].one_of("国家级") & ~d.honours["name"].one_of(*SKILL_HONOURS))
    >= 1
)
_talent_award = CountWhere(d.awards, d.awards["name"].one_of(g.TALENT)) >= 1
EXPRESS = HERE.named(
    any_of(
        HERE.named(
            g.science_award("国家级"), "express_award", "annex.5.4.1", ("获国家级科技奖项", "A national science award")
        ),
        HERE.named(
            _project(), "express_project", "annex.5.4.2",
            ("主持完成国家级重大科技项目", "Led a national major project to its end"),
        ),
        HERE.named(
            _talent | _talent_award, "express_honour", "annex.5.4.3",
            ("获国家级人才表彰奖励", "A national commendation of talent"),
        ),
        HERE.named(
            claimed(f.innovation_found), "express_innovation", "annex.5.4.4",
            ("经认定创新和转化成绩突出", "Found outstanding in innovation and transfer"),
        ),
    ),
    "express", "annex.5.4",
    ("高端领军人才直通车，不看学历和资历", "Express route of leading talents: degree and seniority are waived"),
)  # fmt: skip
