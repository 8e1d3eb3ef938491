"""One dossier and every title: what could be applied for today, when at the earliest, what is still missing.

The titles are the questions of every room that dates its answers by the dossier's cut-off day; no room is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, TypeAlias

from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier.checks import CLAUSES
from gongbao.kernel.dossier.typed import COUNTED_WITH, SHOWN
from gongbao.kernel.dossier.words import LEVELS, NAMED_TITLES
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.counting import Counted, counted, lacking
from gongbao.kernel.rules.explain import Reason, open_facts
from gongbao.kernel.rules.interpret import Interpreter
from gongbao.kernel.rules.question import Determination, Question
from gongbao.kernel.rules.spans import NEVER
from gongbao.kernel.rules.worked_out import WorkedOut
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies import policies
from gongbao.policies.base import Policy

State: TypeAlias = Literal["now", "judgement", "unknown", "later", "never"]
"""May apply now; all but people's findings is there; facts are missing; on a later day; not by time alone."""
_LEVELS = tuple(LEVELS)
OTHER_WORK = "其他"
EMPLOYERS = ("企业", "事业单位", "社会组织", "机关")


@dataclass(frozen=True)
class Way:
    """One route to a title: whether it holds, the first day it can (none: not by time alone), what it lacks."""

    tag: n.Tag
    truth: bool | None
    day: date | None
    lacking: tuple[Text, ...]


@dataclass(frozen=True, eq=False)
class TitleAnswer:
    """What a dossier gives for one title."""

    policy: Policy
    question: Question
    answer: Determination
    on: date

    @property
    def name(self) -> str:
        """The title."""
        return self.question.id.partition("/")[2]

    @cached_property
    def state(self) -> State:
        """Whether one may apply now, later, not by time alone, or what the answer waits for."""
        if self.answer.truth is not None:
            return "now" if self.answer.truth else "later" if self.day else "never"
        return "judgement" if self.answer.outcome == "judgement" else "unknown"

    @cached_property
    def day(self) -> date | None:
        """The first day on which one may apply if what is open turns out well; none: not by time alone."""
        low = self.answer.earliest[0]
        return None if low == NEVER else max(low or self.on, self.on)

    @cached_property
    def held(self) -> bool:
        """Whether the dossier has this title, or a higher one of its series, by the cut-off day."""
        series, level = NAMED_TITLES.get(self.name, ("", ""))
        above = _LEVELS[_LEVELS.index(level) :] if level else ()
        return any(
            row.get("series") == series
            and row.get("level") in above
            and (row.get("date") or self.on) <= self.on
            for row in self.answer.facts.get("titles") or ()
        )

    @cached_property
    def ways(self) -> list[Way]:
        """Every route with its earliest day."""
        run = self.answer.run
        found = []
        for part, (tag, truth, (low, _)) in zip(self.answer.ruling.ways, self.answer.routes, strict=True):
            day = None if low == NEVER else max(low or self.on, self.on)
            missing = () if truth or day else tuple(lacking(part, run))
            found.append(Way(tag, truth, day, missing))
        return found

    @cached_property
    def reasons(self) -> list[Reason]:
        """The minimal explanation, but for what stands below a route: the routes speak for themselves."""
        named = (getattr(each, "tag", None) for part in self.answer.ruling.ways for each in n.walk(part))
        below = {tag.name for tag in named if tag is not None}
        return [each for each in self.answer.reasons if each.unit.tag.name not in below]

    @cached_property
    def open(self) -> list[tuple[n.Fact, n.Tag | None]]:
        """What is not known yet, people's findings last; also where a later day is already certain."""
        if self.answer.truth is None:
            return self.answer.open
        if self.state != "later":
            return []
        found: dict[str, tuple[n.Fact, n.Tag | None]] = {}
        for part in _open_parts(self.answer.ruling.condition, self.answer):
            for fact, tag in open_facts(part, self.answer.run):
                if fact.ask:
                    found.setdefault(fact.name, (fact, tag))
        return sorted(found.values(), key=lambda each: (each[0].judged_by is not None, each[0].ask))

    @cached_property
    def counted(self) -> Counted | None:
        """The years that the nearest route counts."""
        run, best = self.answer.run, None
        for part, way in zip(self.answer.ruling.ways, self.ways, strict=True):
            found = next(iter(counted(part, run)), None)
            if way.day and found and found.periods and (best is None or way.day < best[0]):
                best = way.day, found
        return best and best[1]


def _open_parts(part: Any, answer: Determination) -> Iterator[Any]:
    """The parts of a conjunction that are not settled."""
    if isinstance(part, n.All) and part.tag is None:
        for each in part.parts:
            yield from _open_parts(each, answer)
    elif answer.run.truth(part) is None:
        yield part


@cache
def titles() -> tuple[tuple[Policy, Question], ...]:
    """Every title a dossier can be held against, room by room, the lowest first: questions with routes to them."""
    dated = ((p, q) for p in policies() for q in p.questions if q.dated_by == f.evaluation_date.name)
    return tuple((p, q) for p, q in dated if q.routes)


@cache
def words() -> dict[tuple[str, str], tuple[str, ...]]:
    """The words the rules look for in a fact, or in a field of a list, where they are not its only answers."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for _, question in titles():
        for part in n.walk(question.condition):
            if isinstance(part, n.In) and isinstance(part.value, n.Fact) and not part.value.options:
                fact = part.value
                place = (fact.of, fact.name) if fact.of else (fact.name, "")
                found.setdefault(place, {}).update(dict.fromkeys(sorted(part.words)))
    return {place: tuple(each) for place, each in found.items()}


@cache
def asked() -> tuple[n.Fact, ...]:
    """The facts of a dossier that some title reads and people fill in themselves; their help says the words that count."""
    read = {fact.name for _, question in titles() for fact in question.facts} | {f.evaluation_date.name}
    read |= {COUNTED_WITH[name] for name in read & set(COUNTED_WITH)}
    read -= {fact.name for fact in findings()}
    return tuple(_told(fact, "") for fact in SHOWN if fact.name in read)


def _told(fact: n.Fact, of: str) -> n.Fact:
    known = words().get((of, fact.name) if of else (fact.name, ""), ())
    help_ = (
        Text("如：" + "、".join(known), "As: " + ", ".join(known))
        if known and not fact.help.zh
        else fact.help
    )
    return replace(fact, help=help_, fields=tuple(_told(each, fact.name) for each in fact.fields))


def strange_work(facts: Mapping[str, Any]) -> list[Refusal]:
    """Work that no rule knows by the word used for it: it counts for nothing, so people should see it."""
    known = words().get(("jobs", "work"), ())
    return [
        Refusal(
            Text(
                f"“{row['work']}”不是条款里的说法，不计入年限",
                f"“{row['work']}” is no work the clauses name: it counts for no years",
            ),
            where=f"jobs-{place}-work",
            mend=Text(
                "如果就是这一类，请改成：" + "、".join(known),
                "If it is one of these, write: " + ", ".join(known),
            ),
            clause=CLAUSES["jobs"],
        )
        for place, row in enumerate(facts.get("jobs") or ())
        if row.get("work") is not None and row["work"] not in (*known, OTHER_WORK)
    ]


@cache
def findings() -> tuple[n.Fact, ...]:
    """The findings that people make, which a dossier of an employer or an office may hold."""
    found = {fact.name: fact for _, q in titles() for fact in (*q.facts, *q.accepts) if fact.judged_by}
    return tuple(found.values())


def answers(facts: Mapping[str, Any], on: date, room: str = "") -> list[TitleAnswer]:
    """What the dossier gives for every title (of a room), at its cut-off day or else `on`."""
    day, run = facts.get(f.evaluation_date.name) or on, Interpreter(facts)
    rooms = [room] if room else dict.fromkeys(policy.room for policy, _ in titles())
    asked = [_asked(each, day) for each in rooms]
    for _, rulings in asked:
        rulings.begin(run)
    return [
        TitleAnswer(policy, ruling.question, ruling.determine(facts, run), day)
        for policy, rulings in asked
        for ruling in rulings.rulings
    ]


@lru_cache(96)
def _asked(room: str, day: date) -> tuple[Policy, WorkedOut]:
    """The titles of a room, ruled on at a day."""
    of_room = [(policy, question) for policy, question in titles() if policy.room == room]
    return of_room[0][0], WorkedOut([question.at(day) for _, question in of_room])


def next_of(found: list[TitleAnswer]) -> TitleAnswer | None:
    """The title above those held that can be had soonest; of several on one day the highest."""
    ahead = [each for each in found if not each.held and each.day is not None]
    best = min((each.day for each in ahead if each.day), default=None)
    soonest = [each for each in ahead if each.day == best]
    return max(
        soonest,
        key=lambda each: _LEVELS.index(NAMED_TITLES.get(each.name, ("", _LEVELS[0]))[1]),
        default=None,
    )
