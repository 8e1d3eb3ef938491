"""Connects the room's procedures to the platform: registration, guards, messages, the daily look."""

from __future__ import annotations

from typing import Any

from gongbao.platform.cases.services import register_procedure
from gongbao.platform.casework.services import carry_out_usual
from gongbao.platform.vehicle_tax.words import DIGITS, ROOM
from gongbao.policies.vehicle_tax.procedure import ACCEPTANCE, HANDLING_FEE, REFUND, VIOLATION
from gongbao.policies.vehicle_tax.rules import BOOK


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.vehicle_tax import fees, refunds, systems, watching  # noqa: F401

    more: dict[str, Any] = {"room": ROOM, "digits": DIGITS, "parameters": BOOK, "body": "tax"}
    register_procedure(ACCEPTANCE, **more)
    register_procedure(HANDLING_FEE, guards=fees.guards, **more)
    register_procedure(VIOLATION, **more)
    register_procedure(REFUND, derived=True, **more)
    carry_out_usual(ACCEPTANCE.id, HANDLING_FEE.id, VIOLATION.id)
