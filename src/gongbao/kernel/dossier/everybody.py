"""What every level of a document asks alike: commencement, place and kind of employer, honesty, general conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import findings as found
from gongbao.kernel.dossier import prepare, schema, works
from gongbao.kernel.dossier.routes import Naming
from gongbao.kernel.rules.nodes import ALWAYS, Condition, Fact, Param, Today, Value, first_known
from gongbao.kernel.rules.nodes import all_of as all_hold
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text

Pair = tuple[Condition, Condition]
NOT_STAFFED = ("机关", "党政机关")
"""Employers whose staff no title document covers."""


def in_force(here: Naming, clause: str) -> Condition:
    """The cut-off day is on or after the day the document came into force."""
    return here.named(
        Today() >= Param("effective_from"), "in_force", clause,
        ("评价截止日在实施日之后（含当日）", "The cut-off day is on or after commencement"),
    )  # fmt: skip


def employer_here(here: Naming, clause: str, words: tuple[str, str]) -> Condition:
    """The employer is in the city and is a firm, a public institution or a social organisation."""
    place = d.employer_place.one_of("北京", "北京市", "本市")
    kind = first_known(~d.employer_kind.one_of(*NOT_STAFFED), ALWAYS)
    return here.named(place & kind, "employer_here", clause, words)


def no_fraud(here: Naming, clause: str, honest: Condition | None = None) -> Condition:
    """Nothing was found forged; `honest` where the document's own reading says otherwise."""
    condition = ~c.claimed(d.fraud) if honest is None else honest
    return here.named(condition, "no_fraud", clause, ("没有弄虚作假的认定", "No finding of fraud stands"))


def honest_by_analogy() -> Condition:
    """No finding of fraud stands, in a document that names no veto itself (R-fraud-general)."""
    return c.read("R-fraud-general", A=~c.claimed(d.fraud), B=ALWAYS)


def general(here: Naming, clause: str) -> Condition:
    """Law, ethics and health, found by the employer."""
    return here.named(
        found.law_ethics_health_ok, "general", clause,
        ("总括条件符合：守法、品德、身体和心理条件", "General conditions: law, ethics, health"),
    )  # fmt: skip


def continuing(here: Naming, clause: str) -> Condition:
    """Continuing education: its own finding, else the general one that covers it."""
    return here.named(
        first_known(found.continuing_education_ok, found.law_ethics_health_ok), "continuing", clause,
        ("按要求参加继续教育", "Continuing education as required"),
    )  # fmt: skip


def achieved(
    here: Naming, level: str, start: Value, count: int, accepted: works.Accepted, performance: Condition
) -> Pair:
    """Performance (clause ``annex.LEVEL.2``) and outputs (``annex.LEVEL.3``) since `start`."""
    return (
        here.named(
            performance, "performance", f"annex.{level}.2",
            ("业绩符合其中一个方向", "Performance fits one of the tracks"),
        ),
        here.named(
            works.outputs(count, start, accepted), "outputs", f"annex.{level}.3",
            (f"论文和其他成果合计{count}项及以上", f"At least {count} papers and other outputs together"),
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """What the questions of one room share: its conditions for everybody, its book, readings and facts."""

    room: str
    here: Naming
    book: Parameters
    readings: Readings
    accepts: tuple[Fact, ...]
    everybody: tuple[Condition, ...]
    clauses: tuple[str, ...]
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] = prepare

    def question(
        self, name: str, english: str, aliases: tuple[str, ...], basic: str, routes: tuple[str, ...],
        *own: Condition,
    ) -> Question:  # fmt: skip
        """The question of one title: everybody's conditions, its ability clause `basic`, and its own."""
        ability = self.here.named(
            found.basic_findings_ok, "basic", basic,
            ("专业知识和能力达到本级要求", "Knowledge and ability fit the level"),
        )  # fmt: skip
        return self.titled(name, english, aliases, (basic,), routes, ability, *own)

    def titled(
        self, name: str, english: str, aliases: tuple[str, ...], clauses: tuple[str, ...], routes: tuple[str, ...],
        *own: Condition,
    ) -> Question:  # fmt: skip
        """The question of one title: everybody's conditions and its own, under its `clauses`."""
        return Question(
            id=f"{self.room}/{name}",
            title=Text(f"能不能申报{name}", f"May one apply for {english}"),
            condition=all_hold(*self.everybody, *own),
            clauses=tuple(self.here.document + each for each in (*clauses, *self.clauses)),
            book=self.book,
            all_readings=self.readings,
            routes=routes,
            dated_by="evaluation_date",
            aliases=aliases,
            accepts=self.accepts,
            prepare=self.prepare,
            describe=schema,
        )


def arising(here: Naming, clauses: Mapping[str, str]) -> dict[str, str]:
    """The shared readings and the full ids of the clauses under which they arise."""
    return {id_: here.document + clause for id_, clause in clauses.items()}
