"""Facts of one person from the room's own records, the registers and what the case was applied with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.calendar.month import last_day
from gongbao.platform.collections import services as collections
from gongbao.platform.flexible_employment import standing
from gongbao.platform.flexible_employment.models import Entitled, Month, Pilot, Standing
from gongbao.platform.flexible_employment.words import CONTRIBUTIONS
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.registers import services as registers

SCHOOLS = {
    **dict.fromkeys(("doctor", "master", "bachelor", "junior_college"), "college"),
    "technician_college": "technical", "secondary": "secondary",
}  # fmt: skip
"""A level of the graduates' register as the kind of school the rules ask for; another level says nothing."""
SHARED_SLOT = "insurance_subsidy"
"""Slots of this name are one person's month under any insurance subsidy of any room."""


def slot(fingerprint: str, month: int) -> str:
    """The slot of a person's month: whoever subsidises it holds it."""
    return f"{SHARED_SLOT}/{fingerprint}/{month}"


def of_person(party: UUID, on: date, *, purpose: str) -> dict[str, Any]:
    """What is on record of a person, for the rights page and for guards; nothing is guessed, absent is unknown."""
    mark = parties.person(party).fingerprint
    known = of_people({mark: party}, on, purpose=purpose)[mark] | _from_number(party)
    return {name: value for name, value in known.items() if value is not None}


def of_people(people: Mapping[str, UUID | None], on: date, *, purpose: str) -> dict[str, dict[str, Any]]:
    """What is on record of many people (party by fingerprint; None: not known here), in a constant number of questions."""
    told = registers.facts_for_roster("", people, on, purpose=purpose)
    own = [party for party in people.values() if party is not None]
    with opened(purpose):
        rows = Standing.objects.filter(party__among=frozenset(own), superseded_at=None).order_by("starts_on")
        standings: dict[UUID | None, list[Standing]] = {}
        for row in rows:
            standings.setdefault(row.party, []).append(row)
        months = Month.objects.filter(party__among=frozenset(own), amount__gt=0).order_by("month")
        paid: dict[UUID | None, list[tuple[int, str]]] = {}
        for party, month, scheme in months.values_list("party", "month", "entitled__scheme"):
            paid.setdefault(party, []).append((month, scheme))
        rights = Entitled.objects.filter(party__among=frozenset(own), scheme="extension")
        extended = set(rights.values_list("party", flat=True))
    return {
        mark: _registered(standings.get(party, []))
        | _told(told[mark], on)
        | _counted(paid.get(party, []), party in extended)
        for mark, party in people.items()
    }


def _registered(rows: list[Standing]) -> dict[str, Any]:
    """What a person's registrations say."""
    now = next((row for row in rows if row.ends_on is None), None)
    flexible = [row for row in rows if row.kind == "flexible"]
    known: dict[str, Any] = {
        "registered": now is not None and now.kind == "flexible",
        "registered_unemployed": now is not None and now.kind == "unemployed",
        "already_registered": now is not None and now.kind == "flexible",
        "was_flexible_here": bool(flexible),
        "flexible_since": flexible[0].starts_on if flexible else None,
    }
    if now is not None and now.kind == "flexible":
        known |= _work(now.work_kind, now.details)
    return {name: value for name, value in known.items() if value is not None}


def _told(told: registers.RegisterFacts, on: date) -> dict[str, Any]:
    """What the registers say of a person."""
    known: dict[str, Any] = {"hard_to_employ": told.hard_to_employ_on(on)}
    if told.unemployed_on(on):
        known["registered_unemployed"] = True
    for each in told.graduations or ():
        known |= {"graduated_on": each.graduated_on, "origin_here": each.school_in_beijing}
        known["school"] = SCHOOLS.get(each.level)
    return {name: value for name, value in known.items() if value is not None}


def of_month(party: UUID, fingerprint: str, month: int, *, purpose: str) -> dict[str, Any]:
    """What decides one month: registration, payment, an employer's insurance, what was granted before."""
    told = registers.facts_for_roster(
        "", [fingerprint], last_day(month), first=month, last=month, purpose=purpose
    )[fingerprint]
    employer = told.insured_elsewhere(month)
    with opened(purpose):
        charges = collections.charges(
            CONTRIBUTIONS, payer_hash=fingerprint, period=month, states=("open", "settled")
        )
        granted = Month.objects.filter(party=party, month=month, amount__gt=0).exists()
    paid = all(each.left == 0 for each in charges if each.amount > 0) if charges else None
    held = funds.holders(slot(fingerprint, month))
    known = {
        "registered_in_month": standing.in_month(party, month),
        "paid_in_month": paid,
        "employer_insured": employer,
        "already_granted": granted,
        "other_subsidy": bool(held),
        **subsidised(party),
    }
    return {name: value for name, value in known.items() if value is not None}


def subsidised(party: UUID | None) -> dict[str, Any]:
    """Months of subsidy so far, of all schemes but the extension, and of the extension."""
    months = Month.objects.filter(party=party, amount__gt=0)
    with opened("months of subsidy so far"):
        rows = list(months.values_list("month", "entitled__scheme").order_by("month"))
        extended = Entitled.objects.filter(party=party, scheme="extension").exists()
    return _counted(rows, extended)


def _counted(rows: list[tuple[int, str]], extended: bool) -> dict[str, Any]:
    ordinary = [month for month, scheme in rows if scheme != "extension"]
    return {
        "months_used": len(ordinary),
        "first_subsidised": ordinary[0] if ordinary else None,
        "extension_months_used": len(rows) - len(ordinary),
        "extended_before": extended,
    }


def pilot_in(district: str, on: date) -> Pilot | None:
    """The pilot running in a district on a day."""
    with opened("pilots are public"):
        rows = list(Pilot.objects.filter(district=district, starts_on__lte=on).order_by("-starts_on"))
    return next((each for each in rows if each.ends_on is None or each.ends_on >= on), None)


def applied(given: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What a form of the room says, as facts of the rules."""
    names = (
        "work_kind", "labour_relation", "works_here", "household", "school", "graduated_on", "left_school_on",
        "employed_before", "term_ends_on", "stable_job",
    )  # fmt: skip
    found = {name: given[name] for name in names if given.get(name) is not None}
    if given.get("committed"):
        found["committed"] = True
    if given.get("occupation") and given.get("work_kind"):
        found["information_given"] = True
    if given.get("reason"):
        found["reason_given"] = True
    if given.get("lost_on"):
        found["now_unemployed"] = given["lost_on"] <= on
    if given.get("since") and given["since"] > on:
        found["works_here"] = False
    for name in ("lives_here", "counter"):
        if given.get(name) is not None:
            found[name] = given[name]
    return found


def _work(kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
    names = ("labour_relation", "household", "works_here")
    return {"work_kind": kind or None, **{name: details[name] for name in names if name in details}}


def _from_number(party: UUID) -> dict[str, Any]:
    """Birth date and sex as the identity number says them."""
    born_on, sex = parties.born_and_sex(party)
    return {"born_on": born_on, "sex": {"male": "man", "female": "woman"}[sex]}
