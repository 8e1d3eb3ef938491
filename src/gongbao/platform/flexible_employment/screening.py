"""Who is entitled and has not asked: whole registers through the room's rules, for a stated purpose, every look kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.flexible_employment import facts
from gongbao.platform.flexible_employment.models import Entitled, Look, Pilot, Standing
from gongbao.platform.flexible_employment.words import SUBSIDY, refuse
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.registers import services as registers
from gongbao.policies.flexible_employment import rules

STEP, MOST = 5000, 50_000
"""People asked about at once, and on one list at most."""
CIRCLES = {
    "registered": Text("本区灵活就业登记人员", "registered flexible workers of the district"),
    "graduates": Text("毕业生登记册全体", "everybody in the graduates’ register"),
    "unemployed": Text("登记失业人员全体", "everybody in the register of the unemployed"),
    "hard_to_employ": Text("就业困难人员登记册全体", "everybody in the register of people hard to employ"),
}
QUESTIONS = {
    "graduate": rules.GRADUATE_SUBSIDY, "pilot": rules.PILOT_SUBSIDY, "trainee": rules.INSURE_TRAINEE,
}  # fmt: skip
"""What may be screened for: two subsidies, and the insurance of trainees."""
SCHEMES = {
    "graduate": Text("高校毕业生初次灵活就业补贴", "a graduate’s first flexible job"),
    "pilot": Text("区试点补贴（农业户籍就业困难人员）", "a district’s pilot subsidy"),
    "trainee": Text("见习人员参保（登记失业青年等）", "the insurance of trainees"),
}
ASKING = ("submitted", "passed", "returned", "granted", "paused")
"""States of an application in which its maker has asked."""


def not_asked(tx: Tx, scheme: str, purpose: str, circle: str = "registered") -> list[dict[str, Any]]:
    """Those of a circle who may be entitled and have not asked, masked, with what is still to be asked of each.

    A district looks at its own registered workers, the city at whole registers. The look is kept with its purpose.
    People whom the facts on record exclude are left out; the rules are asked in bulk.
    """
    _require(tx.actor, purpose, circle)
    if scheme not in QUESTIONS:
        raise refuse("没有这一项", "There is no such right", "10", where="scheme")
    today, purpose = local_day(tx.now), purpose.strip()
    people = _circle(tx.actor, circle, purpose)
    having = _asked()
    people = {mark: party for mark, party in people.items() if party is None or party not in having}
    found: list[dict[str, Any]] = []
    for part in _parts(people):
        found += _screened(part, scheme, today, purpose)
        if len(found) >= MOST:
            break
    found = _named(found[:MOST])
    Look.objects.create(
        office=tx.actor.office, party=None, scheme=scheme, purpose=purpose, people=len(found), looked_at=tx.now,
        looked_by=tx.actor.identity,
    )  # fmt: skip
    tx.audit(
        "flexible.not_asked",
        scheme=scheme,
        circle=circle,
        asked=len(people),
        people=len(found),
        purpose=purpose,
    )
    return found


def looks(office: str) -> list[Look]:
    """The last looks of an office."""
    return list(Look.objects.filter(office=office).order_by("-looked_at")[:50])


def circles(actor: Actor) -> dict[str, Text]:
    """The circles an officer may look at."""
    return {name: words for name, words in CIRCLES.items() if (name == "registered") != actor.is_city}


def _require(actor: Actor, purpose: str, circle: str) -> None:
    if actor.kind != "officer":
        raise refuse("由公共就业服务机构查阅", "For the employment service", "15")
    if len(purpose.strip()) < 4:
        raise refuse("请写明查阅用途", "State the purpose", "15", where="purpose")
    if circle not in circles(actor):
        raise refuse(
            "全登记册由市里查，区里查本区登记人员", "Whole registers are the city’s; a district looks at its own", "15",
            where="circle", mend=Text("请改选范围", "Choose another circle"),
        )  # fmt: skip


def _circle(actor: Actor, circle: str, purpose: str) -> dict[str, UUID | None]:
    """Everybody of a circle: the party by fingerprint, None where somebody is not known here."""
    if circle != "registered":
        marks = registers.everybody(circle, purpose=purpose)
        known = parties.known_people(marks)
        return {mark: known.get(mark) for mark in marks}
    rows = Standing.objects.filter(kind="flexible", ends_on=None, superseded_at=None, office=actor.office)
    own = {row.party: row for row in rows.order_by("starts_on") if row.party is not None}
    return dict(parties.fingerprints(own))


def _asked() -> set[UUID]:
    """Everybody who has a running right, or an application that is under way."""
    with opened("who has asked"):
        having = set(Entitled.objects.filter(stopped_at=None).values_list("party", flat=True))
        asking = Case.objects.filter(procedure=SUBSIDY, state__in=ASKING).values_list("party", flat=True)
        return {party for party in having | set(asking) if party is not None}


def _parts(people: Mapping[str, UUID | None]) -> Iterator[dict[str, UUID | None]]:
    marks = list(people)
    for first in range(0, len(marks), STEP):
        yield {mark: people[mark] for mark in marks[first : first + STEP]}


def _screened(people: dict[str, UUID | None], scheme: str, today: date, purpose: str) -> list[dict[str, Any]]:
    """Those the rules do not exclude, in bulk; only for them the reference interpreter says what is missing."""
    question = QUESTIONS[scheme]
    ruling, wanted = question.at(today), {fact.name for fact in question.facts}
    open_, ages = _pilot_open(today), registers.born_and_sex(people) if "born_on" in wanted else {}
    rows = []
    for mark, known in facts.of_people(people, today, purpose=purpose).items():
        known |= {"pilot_open": open_} if open_ is False else {}
        known |= {"born_on": ages[mark][0]} if mark in ages else {}
        if not known["registered"] and not known["registered_unemployed"]:
            del known["registered"]  # may work unregistered: to register is what the hall can do with them
        rows.append({name: value for name, value in known.items() if name in wanted})
    verdicts = determine_frame(ruling, frame_of(rows, question.facts).lazy(), waits=False).collect()[
        "verdict"
    ]
    out = []
    for mark, known, verdict in zip(people, rows, verdicts, strict=True):
        if verdict is False:
            continue
        answer = ruling.determine(known)
        missing = [each["label"] for each in answer.to_json()["missing"]]
        out.append(
            {"mark": mark, "party": str(people[mark] or ""), "outcome": answer.outcome, "missing": missing}
        )
    return out


def _pilot_open(today: date) -> bool | None:
    """Whether a pilot may be open to somebody: False where no district runs one, else it depends on the person's."""
    with opened("pilots are public"):
        rows = list(Pilot.objects.filter(starts_on__lte=today))
    return None if any(row.ends_on is None or row.ends_on >= today for row in rows) else False


def _named(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with names and numbers, masked; the fingerprint goes nowhere."""
    known = registers.masked(each["mark"] for each in found)
    lines = []
    for each in found:
        shown = known.get(each["mark"])
        if shown is None and each["party"]:
            person = parties.person(UUID(each["party"]))
            shown = registers.Shown(person.name[:1] + "*" * (len(person.name) - 1), person.number_masked)
        name, number = shown or ("", "")
        kept = {key: value for key, value in each.items() if key != "mark"}
        lines.append({**kept, "name": name, "number": number})
    return lines


__all__ = ["CIRCLES", "MOST", "SCHEMES", "circles", "looks", "not_asked"]
