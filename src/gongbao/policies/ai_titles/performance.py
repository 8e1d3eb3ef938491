"""Performance on one of two tracks: published policies are counted, what needs weighing is left to the committee.

The ability a track opens with is what the experts find of the level's ability; benefit, difficulty and effect
are weighed by the committee. Where nothing listed can fit the track, nobody is waited for.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier.common import NEVER_MET, read
from gongbao.kernel.dossier.findings import performance_ok
from gongbao.kernel.dossier.works import PERFORMANCE, PROJECTS
from gongbao.kernel.rules.nodes import ALWAYS, Condition, CountWhere, Fact, OnlyIf, Value, any_of, first_known
from gongbao.policies.ai_titles.exceptions import HERE
from gongbao.policies.ai_titles.facts import APPLICATION, RESEARCH

POLICIES = (
    "政策", "标准", "规范", "规划", "发展规划", "中长期发展规划", "战略决策", "重大战略决策", "政策标准规范", "政策、标准、规范",
)  # fmt: skip
ISSUED_BY = ("国家级", "省部级", "市级", "行业级")
IN_FORCE = ("颁布实施", "已颁布实施", "发布实施", "已实施")
UNFINISHED = (
    "在研",
    "进行中",
    "未结题",
    "未完成",
    "草案",
    "征求意见稿",
    "编制中",
    "未颁布",
    "未实施",
    "未颁布实施",
)
TOO_LOW = ("校级", "区级", "单位级")
JOINED, MAIN, LED = (
    ("参与", "参与人", "参加", "参加人"),
    ("主要参与", "主要参与人", "承担", "主要完成人"),
    ("主持", "主持人", "负责人", "主要负责人", "项目负责人"),
)


@dataclass(frozen=True)
class Track:
    """What a level asks of the research track: roles that suffice and that do not, the level of projects."""

    level: str
    roles: tuple[str, ...]
    lower: tuple[str, ...] = ()
    provincial_only: bool = False
    """The clause says provincial and is silent on what stands above (R-ai-level)."""
    papers: bool = False
    """Research published may count as well: then anything listed may."""


ENGINEER = Track("2", (*JOINED, *MAIN, *LED))
SENIOR = Track("3", (*MAIN, *LED), lower=JOINED, provincial_only=True)
FULL = Track("4", LED, lower=JOINED, papers=True)


def performance(track: Track, start: Value) -> Condition:
    """The committee's finding; else a policy of the research track, or nothing at all that could fit."""
    by_policy = HERE.named(
        d.direction.one_of(RESEARCH) & (CountWhere(PERFORMANCE, _policy(track, start)) >= 1),
        "policy", f"annex.{track.level}.2.1.b",
        ("制定的政策、标准、规划已颁布实施", "Helped make a policy, standard or plan that is in force"),
    )  # fmt: skip
    return first_known(performance_ok, any_of(by_policy, OnlyIf(_nothing_left(track, start), NEVER_MET)))


def _within(records: Fact, start: Value) -> Condition:
    return first_known(records["date"] >= start, ALWAYS)


def _policy(track: Track, start: Value) -> Condition:
    """Kind, role, issuer and state are all of the clause; another word is for the committee."""
    p = PERFORMANCE
    kind, role = p["kind"].one_of(*POLICIES), p["role"]
    taken = OnlyIf(role.one_of(*track.roles, *track.lower), role.one_of(*track.roles))
    state = OnlyIf(p["state"].one_of(*IN_FORCE, *UNFINISHED), p["state"].one_of(*IN_FORCE))
    return OnlyIf(kind, ALWAYS) & taken & p["level"].one_of(*ISSUED_BY) & state & _within(p, start)


def _nothing_left(track: Track, start: Value) -> Condition:
    """Nothing listed could still be found to fit the track of the direction applied for."""
    any_at_all = CountWhere(PERFORMANCE, _within(PERFORMANCE, start)) + CountWhere(
        PROJECTS, _within(PROJECTS, start)
    )
    if track.papers:
        return any_at_all < 1
    fits = CountWhere(PERFORMANCE, _could_fit(PERFORMANCE, track, start)) + CountWhere(
        PROJECTS, _could_fit(PROJECTS, track, start)
    )
    return any_of(
        d.direction.one_of(RESEARCH) & (fits < 1), d.direction.one_of(APPLICATION) & (any_at_all < 1)
    )


def _could_fit(records: Fact, track: Track, start: Value) -> Condition:
    """Not ruled out by its state, role or level; only projects are ruled out by standing too high."""
    r = records
    low = r["role"].one_of(*track.lower) if track.lower else NEVER_MET
    out = r["state"].one_of(*UNFINISHED) | low | r["level"].one_of(*TOO_LOW)
    if track.provincial_only and records is PROJECTS:
        out = out | read("R-ai-level", A=NEVER_MET, B=r["level"].one_of("国家级"))
    return ~out & _within(records, start)
