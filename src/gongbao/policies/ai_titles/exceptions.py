"""Exceptional routes to senior engineer: awards, patents and standards in place of degree and years only."""

from __future__ import annotations

from gongbao.kernel.dossier import grounds as g
from gongbao.kernel.dossier.common import read
from gongbao.kernel.dossier.routes import Naming
from gongbao.kernel.rules.nodes import any_of

HERE = Naming("ai-2020-30/", "人工智能本专业技术工作")

AWARD = HERE.named(
    g.science_award(*g.PROVINCIAL), "award", "annex.3.4.1",
    ("获省部级及以上科技奖项，本人列名", "A provincial or higher science award, named in person"),
)  # fmt: skip
PATENT = HERE.named(
    read(
        "R-ai-design",
        A=g.ranked_award(3, *g.PATENT_AWARDS),
        B=g.ranked_award(3, *g.PATENT_AWARDS, *g.DESIGN_AWARDS),
    ),
    "patent", "annex.3.4.2",
    ("主要完成人前三，获中国专利银奖及以上", "Among the first three of a silver patent award or higher"),
)  # fmt: skip
NATIONAL = HERE.named(
    g.standard(5, "国家标准"), "national_standard", "annex.3.4.3.a",
    ("国家标准主要起草人前五", "Among the first five drafters of a national standard"),
)  # fmt: skip
TRADE = HERE.named(
    g.standard(3, "行业标准", "地方标准"), "trade_standard", "annex.3.4.3.b",
    ("行业或地方标准主要起草人前三", "Among the first three drafters of an industry or local standard"),
)  # fmt: skip
STANDARD = HERE.named(
    any_of(NATIONAL, TRADE), "standard", "annex.3.4.3", ("编写标准，排名在规定之内", "Drafted a standard within the ranks")
)  # fmt: skip
EXCEPTION = HERE.named(
    any_of(AWARD, PATENT, STANDARD), "exception", "annex.3.4",
    ("符合破格条件之一，不看学历和年限", "One of the exceptional grounds: degree and years are waived"),
)  # fmt: skip
