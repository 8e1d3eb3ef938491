"""Connects the room's procedures to the platform: registration, what steps carry out, the room's jobs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gongbao.kernel.procedure import SYSTEM, Procedure
from gongbao.platform.cases.services import register_procedure
from gongbao.platform.training_subsidy import guards
from gongbao.platform.training_subsidy.words import DIGITS, ROOM
from gongbao.policies.training_subsidy.procedure import APPLICATION, FUND_REQUEST, RECOGNITION, SUPERVISION
from gongbao.policies.training_subsidy.rules import BOOK

NOBODY: frozenset[str] = frozenset()
QUEUES = {"returned": ("returned",), "publicity": ("publicity", "objection_open")}


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.training_subsidy import effects_claim, effects_funds, effects_lists, erasing, jobs  # noqa: F401

    more: dict[str, Any] = {"room": ROOM, "digits": DIGITS, "parameters": BOOK}
    application = entered_by_the_platform(APPLICATION, "object")
    register_procedure(application, guards=guards.application, queues=QUEUES, **more)
    register_procedure(FUND_REQUEST, guards=guards.fund_request, party_roles=NOBODY, **more)
    register_procedure(RECOGNITION, party_roles=NOBODY, **more)
    register_procedure(SUPERVISION, **more)


def entered_by_the_platform(procedure: Procedure, action: str) -> Procedure:
    """The procedure with one action also open to the system, which does it for people who may not see the case."""
    actions = tuple(
        replace(each, roles=(*each.roles, SYSTEM)) if each.name == action else each
        for each in procedure.actions
    )
    return replace(procedure, actions=actions)
