"""Connects the room's procedures to the platform: registration, guards, standing, what steps carry out, the nightly look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongbao.platform.cases.services import Case, register_procedure
from gongbao.platform.db.services import Actor
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import words as w
from gongbao.policies.rural_assistants import procedure as p
from gongbao.policies.rural_assistants.rules import BOOK


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.rural_assistants import (  # noqa: F401
        absences,
        appraisal_forms,
        appraising,
        ending,
        joining,
        objections,
        ordering,
        quarters,
        ranking,
        reach,
        steps,
        watching,
    )

    for made in p.PROCEDURES:
        register_procedure(
            made, room=w.ROOM, digits=w.DIGITS, parameters=BOOK, derived=True, guards=guards, standing=reach.hands,
            office_of=office_of, begins=begins,
        )  # fmt: skip


def office_of(actor: Actor) -> str:
    """The office of a new case: the institution's, or where the person serves; "" where an applicant chooses."""
    from gongbao.platform.rural_assistants.models import Assistant

    if actor.party is None:
        return ""
    with opened("office of a case"):
        from gongbao.platform.parties.models import Organisation

        found = Organisation.objects.filter(party=actor.party).values_list("office", flat=True).first()
        return found or Assistant.objects.filter(party=actor.party, left_how="").values_list("office", flat=True).first() or ""  # fmt: skip


def begins(actor: Actor, procedure: str) -> bool:
    """Who begins what: anybody but an institution registers, who serves asks, townships and villages report and grade."""
    from gongbao.platform.parties.services import kind_of
    from gongbao.platform.rural_assistants.models import Assistant

    if actor.party is None:
        return False
    with opened("who begins"):
        kind = kind_of(actor.party)
        match procedure:
            case w.DUTY | w.QUARTERLY:
                return kind == w.TOWNSHIP_KIND
            case w.INCIDENT:
                return kind in (w.TOWNSHIP_KIND, w.VILLAGE_KIND)
            case w.WHEREABOUTS:
                return False  # the district's case: it opens by itself when a term is over
        if kind != "person":
            return False
        serves = Assistant.objects.filter(party=actor.party, left_how="", serves_from__isnull=False).exists()
        return serves != (procedure == w.RECRUITMENT)


def guards(case: Case, on: date) -> Mapping[str, str]:
    """The guards of a case of the room, by its rules on what is known on a day."""
    from gongbao.platform.rural_assistants import absences, ending, joining, rounds, steps

    with opened("guards"):
        match case.procedure:
            case w.RECRUITMENT:
                return steps.guards(case, on)
            case w.SERVICE_START:
                return {"benefits_in_place": joining.in_place(joining.starting(case.key), on)}
            case w.LEAVE | w.DUTY | w.STUDY:
                return absences.guards(case, on)
            case w.QUARTERLY | w.ANNUAL | w.TERM:
                return rounds.guards(case, on)
            case w.RENEWAL | w.EXTENSION:
                return {"conditions_met": ending.conditions(case, on)}
    return {}
