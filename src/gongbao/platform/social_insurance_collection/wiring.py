"""Connects the room's procedures to the platform: registration, guards, what steps carry out, jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongbao.platform.cases.services import Case, register_procedure
from gongbao.platform.social_insurance_collection.words import DIGITS, ROOM
from gongbao.policies.social_insurance_collection.procedure import (
    AGREEMENT,
    DECLARATION,
    DEFERRAL,
    REFUND,
)
from gongbao.policies.social_insurance_collection.rules import BOOK

MET = {True: "met", False: "not_met"}


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.social_insurance_collection import deferring, effects, refunding  # noqa: F401

    register_procedure(DECLARATION, room=ROOM, digits=DIGITS, parameters=BOOK, guards=declaration)
    register_procedure(AGREEMENT, room=ROOM, digits=DIGITS, parameters=BOOK, guards=agreement, body="tax")
    for made in (REFUND, DEFERRAL):
        register_procedure(made, room=ROOM, digits=DIGITS, parameters=BOOK, derived=True, body="tax")


def declaration(case: Case, on: date) -> Mapping[str, str]:
    """Something declared, something assessed, and whether everything handed over is paid."""
    from gongbao.platform.social_insurance_collection import declaring

    rows = declaring.assessments_of(case.key)
    return {
        "declaration_complete": MET[bool(declaring.versions(case.key))],
        "assessment_made": MET[bool(rows)],
        "charges_settled": MET[bool(declaring.paid_up([case.key]))],
    }


def agreement(case: Case, on: date) -> Mapping[str, str]:
    """The account's name is the firm's."""
    from gongbao.platform.social_insurance_collection import declaring

    asked = declaring.agreement_asked(case.key)
    own = bool(asked) and asked["account_name"] == declaring.registration_of(case.party).name
    return {"account_of_firm": MET[own]}
