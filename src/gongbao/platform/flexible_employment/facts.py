"""Facts of one person from the room's own records, the registers and what the case was applied with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.calendar.month import last_day
from gongbao.platform.collections import services as collections
from gongbao.platform.flexible_employment import standing
from gongbao.platform.flexible_employment.models import Entitled, Month, Pilot
from gongbao.platform.flexible_employment.words import CONTRIBUTIONS
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.registers import services as registers

SHARED_SLOT = "insurance_subsidy"
"""Slots of this name are one person's month under any insurance subsidy of any room."""


def slot(fingerprint: str, month: int) -> str:
    """The slot of a person's month: whoever subsidises it holds it."""
    return f"{SHARED_SLOT}/{fingerprint}/{month}"


def of_person(party: UUID, on: date, *, purpose: str) -> dict[str, Any]:
    """What is on record of a person, for the rights page and for guards; nothing is guessed, absent is unknown."""
    known: dict[str, Any] = {}
    person = parties.person(party)
    now = standing.current(party)
    if now is not None:
        known["registered"] = now.kind == "flexible"
        known["registered_unemployed"] = now.kind == "unemployed"
        if now.kind == "flexible":
            known |= _work(now.work_kind, now.details)
    else:
        known |= {"registered": False, "registered_unemployed": False}
    known["already_registered"] = now is not None and now.kind == "flexible"
    known["was_flexible_here"] = any(each.kind == "flexible" for each in standing.history(party))
    if (first := standing.first_flexible(party)) is not None:
        known["flexible_since"] = first
    known |= _from_number(party)
    told = registers.facts_for_roster("", [person.fingerprint], on, purpose=purpose)[person.fingerprint]
    if (hard := told.hard_to_employ_on(on)) is not None:
        known["hard_to_employ"] = hard
    for each in told.graduations or ():
        known |= {"graduated_on": each.graduated_on}
        if each.school_in_beijing is not None:
            known["origin_here"] = each.school_in_beijing
    known |= subsidised(party)
    return {name: value for name, value in known.items() if value is not None}


def of_month(party: UUID, fingerprint: str, month: int, *, purpose: str) -> dict[str, Any]:
    """What decides one month: registration, payment, an employer's insurance, what was granted before."""
    told = registers.facts_for_roster(
        "", [fingerprint], last_day(month), first=month, last=month, purpose=purpose
    )[fingerprint]
    employer = told.insured_elsewhere(month)
    with opened(purpose):
        charges = collections.charges(CONTRIBUTIONS, payer_hash=fingerprint, period=month)
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
