"""Connects the room's procedures to the platform: registration, guards, messages, the daily look."""

from __future__ import annotations

from typing import Any

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, register_procedure, registered
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.words import DIGITS, ROOM
from gongbao.policies.vehicle_tax.procedure import ACCEPTANCE, HANDLING_FEE, VIOLATION
from gongbao.policies.vehicle_tax.rules import BOOK


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.vehicle_tax import fees, systems, watching  # noqa: F401

    more: dict[str, Any] = {"room": ROOM, "digits": DIGITS, "parameters": BOOK}
    register_procedure(ACCEPTANCE, **more)
    register_procedure(HANDLING_FEE, guards=fees.guards, **more)
    register_procedure(VIOLATION, **more)
    for procedure in (ACCEPTANCE, HANDLING_FEE, VIOLATION):
        carries_out(procedure.id, "notify_applicant")(_notify)
        carries_out(procedure.id, "notify_supervisor")(_supervise)


def _notify(tx: Tx, case: Case, done: Act) -> None:
    """Tell the insurer what became of its case."""
    made = registered(case.procedure, case.version).procedure
    action, state = made.action(done.action).title, made.state(done.after).title
    if case.party is not None:
        text = Text(
            f"{case.number}：{action.zh}，现为“{state.zh}”", f"{case.number}: {action.en}; now {state.en}"
        )
        tx.message(case.party, text, case.key)


def _supervise(tx: Tx, case: Case, done: Act) -> None:
    """Tell the office that a local limit has passed."""
    from gongbao.platform.messages import services as messages

    text = Text(f"{case.number}已过办理时限", f"{case.number} is over its limit")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:late:{case.sequence}")
