"""Performance and outputs since the title before: counted where the lists can tell, else awaited from the committee."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier.common import NEVER_MET, degree_date, doing, read
from gongbao.kernel.dossier.findings import outputs_ok, performance_ok
from gongbao.kernel.dossier.flat import OUTPUTS_COUNTED, counted
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    Const,
    CountWhere,
    OnlyIf,
    Served,
    Value,
    any_of,
    first_known,
)

OUTPUTS = replace(d.outputs, ask=0)
PERFORMANCE = replace(d.performance, ask=0)
PROJECTS = replace(d.projects, ask=0)
"""Lists that stand in for a finding: taken where given, not asked for."""
PAPER = ("论文", "专业论文", "学术论文")
CORE = ("核心期刊", "国内核心期刊", "国外核心期刊", "国内外核心期刊")
PUBLIC = ("公开发行学术刊物", "公开发行刊物", "公开发行")
INNER = ("内部刊物", "内部资料")
NO_TITLE = Const(date.max)


@dataclass(frozen=True)
class Accepted:
    """Which outputs a level accepts: kinds beside papers, authors of papers (none named: any), roles, influence."""

    kinds: tuple[str, ...]
    core: bool
    authors: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    influence: tuple[str, ...] = ("单位内", "行业内")
    unlisted: str = ""
    """The reading that says whether kinds the document does not list may count (judged, or B: they do not)."""


def since(title: Value, *work: str) -> Value:
    """From when performance and outputs count: the title before, or, by a degree route, the first work after it."""
    begun = Served(d.jobs, d.jobs["from"], d.jobs["to"], doing(*work), Const(0), degree_date("大专"))
    return read("R-since", A=title, B=Choose(title < NO_TITLE, title, begun), C=Const(date.min))


def performance(start: Value) -> Condition:
    """The committee's finding; none at all since the day is not met without anybody's judgement."""
    p = PERFORMANCE
    none = CountWhere(p, first_known(p["date"] >= start, ALWAYS)) < 1
    return first_known(performance_ok, OnlyIf(none, NEVER_MET))


def outputs(count: int, start: Value, accepted: Accepted) -> Condition:
    """`count` papers and other outputs together; what the list cannot settle the committee finds."""
    papers, works = _papers(start, accepted), _works(start, accepted)
    alone, others = CountWhere(OUTPUTS, papers), CountWhere(OUTPUTS, works)
    enough = read(
        "R-pool",
        A=counted(OUTPUTS_COUNTED, OUTPUTS, papers | works) >= count,
        B=any_of(alone >= 1, others >= count),
        C=any_of(alone >= count, others >= count),
    )
    return first_known(outputs_ok, enough)


def _papers(start: Value, accepted: Accepted) -> Condition:
    out = OUTPUTS
    good, bad = (CORE, (*PUBLIC, *INNER)) if accepted.core else ((*CORE, *PUBLIC), INNER)
    author = out["role"].one_of(*accepted.authors) if accepted.authors else ALWAYS
    return out["type"].one_of(*PAPER) & author & weighed(out["venue"], good, bad) & (out["date"] >= start)


def _works(start: Value, accepted: Accepted) -> Condition:
    out = OUTPUTS
    listed = out["type"].one_of(*accepted.kinds)
    utility = out["type"].one_of("实用新型")
    judged = OnlyIf(listed, ALWAYS)
    kind = read(accepted.unlisted, A=judged, B=listed | (utility & judged)) if accepted.unlisted else judged
    taken = read("R-utility", judged=kind, A=~utility & kind, B=utility | kind)
    leader = out["role"].one_of(*accepted.leaders) if accepted.leaders else ALWAYS
    influence = out["influence"].one_of(*accepted.influence)
    return ~out["type"].one_of(*PAPER) & taken & leader & influence & (out["date"] >= start)


def weighed(word: Value, good: tuple[str, ...], bad: tuple[str, ...]) -> Condition:
    """Met by a word of `good`, failed by one of `bad`; any other needs somebody's judgement."""
    return OnlyIf(word.one_of(*good, *bad), word.one_of(*good))
