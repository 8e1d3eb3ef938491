"""Connects the room's cases to the platform: signing keys and requests of authorities, with what their steps carry out."""

from __future__ import annotations

from gongbao.platform.cases.services import carries_out, register_procedure
from gongbao.platform.casework import orders as ordered
from gongbao.platform.electronic_contracts.words import DIGITS, ROOM
from gongbao.policies.electronic_contracts.procedure import INSPECTION, KEY
from gongbao.policies.electronic_contracts.procedure.requests import HOLDER
from gongbao.policies.electronic_contracts.rules import BOOK


def connect() -> None:
    """Register both procedures and their effects; called once the apps are loaded."""
    from gongbao.platform.electronic_contracts import inquiries, key_cases, orders

    ordered.offer(orders.KIND, orders.place, orders.standing)
    register_procedure(
        KEY, room=ROOM, digits=DIGITS, parameters=BOOK, party_roles=frozenset({HOLDER}), derived=True
    )
    register_procedure(
        INSPECTION, room=ROOM, digits=DIGITS, parameters=BOOK, party_roles=frozenset(), derived=True
    )
    for name, does in (("disable_key", key_cases.disable), ("revoke_certificate", key_cases.give_notice)):
        carries_out(KEY.id, name)(does)
    for name, does in (
        ("keep_request", inquiries.keep_request), ("open_contract", inquiries.open_contract),
        ("shut_contract", inquiries.shut_contract), ("only_who_asked", inquiries.only_who_asked),
    ):  # fmt: skip
        carries_out(INSPECTION.id, name)(does)
