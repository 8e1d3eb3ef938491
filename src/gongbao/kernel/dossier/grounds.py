"""Grounds of exceptional routes: awards, patents and standards with their ranks, honours, projects."""

from __future__ import annotations

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import flat
from gongbao.kernel.dossier.common import read
from gongbao.kernel.rules.nodes import ALWAYS, Condition, CountWhere, Fact, Value, first_known

PATENT_AWARDS = ("中国专利金奖", "中国专利银奖")
DESIGN_AWARDS = ("中国外观设计金奖", "中国外观设计银奖")
TALENT = "国家级人才表彰"
PROVINCIAL = ("省部级", "市级", "国家级")
"""A municipality's awards stand beside a province's."""
LEADS = ("主持", "负责人", "主要负责人", "项目负责人")
DONE = ("完成", "已完成", "结题", "已结题")


def science_award(*levels: str) -> Condition:
    """A science award of one of the levels, the person being named; ranks are not limited unless read so."""
    a = d.awards
    named_there = first_known(a["personal"], ALWAYS)
    rank = read("R-award-rank", A=ALWAYS, B=a["rank"] <= 3)
    science = first_known(~a["name"].one_of(*PATENT_AWARDS, *DESIGN_AWARDS, TALENT), ALWAYS)
    given = flat.NATIONAL_AWARDS if levels == ("国家级",) else flat.SCIENCE_AWARDS
    return flat.counted(given, a, a["level"].one_of(*levels) & named_there & rank & science) >= 1


def ranked_award(most: int, *names: str) -> Condition:
    """One of the named awards with a rank among the first `most`."""
    a = d.awards
    return flat.counted(flat.PATENT_AWARDS, a, a["name"].one_of(*names) & (a["rank"] <= most)) >= 1


def standard(most: int, *kinds: str) -> Condition:
    """Drafted a standard of one of the kinds, among the first `most`."""
    s = d.standards
    given = flat.NATIONAL_STANDARDS if kinds == ("国家标准",) else flat.TRADE_STANDARDS
    return flat.counted(given, s, s["kind"].one_of(*kinds) & (s["rank"] <= most)) >= 1


def honour(*names: str, given: Fact | None = None) -> Condition:
    """One of the named honours; `given` is how many a flat row says there are."""
    where = d.honours["name"].one_of(*names)
    found: Value = flat.or_worked_out(given, CountWhere(d.honours, where))
    return found >= 1
