"""Sealed fields in full: shown to whom it may concern, and each time logged with its purpose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.parties.firms import BANK_SEAL
from gongbao.platform.parties.models import Firm, Person
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.persons import NUMBER_SEAL, PHONE_SEAL, unknown_party

FIELDS: dict[str, tuple[Any, str, str]] = {
    "number": (Person, "number_sealed", NUMBER_SEAL),
    "phone": (Person, "phone_sealed", PHONE_SEAL),
    "bank_account": (Firm, "bank_account_sealed", BANK_SEAL),
}


def reveal(actor: Actor, key: UUID, field: str, purpose: str) -> str:
    """A party's ``number``, ``phone`` or ``bank_account`` in full, empty when none is kept.

    Officers and the system say what for; a party sees only its own. Each reading and each refusal is
    logged, a person's under the fingerprint.
    """
    _check(actor, key, field, purpose)
    with read(actor, purpose=purpose):
        return _noted(key, field)


def disclose(tx: Tx, key: UUID, field: str, purpose: str) -> str:
    """As `reveal`, inside a command (a payment file). The command must not return the value: results are kept."""
    return disclose_many(tx, [key], field, purpose)[key]


def disclose_many(tx: Tx, keys: Sequence[UUID], field: str, purpose: str) -> dict[UUID, str]:
    """As `disclose`, of many in one query; each is checked and logged by itself. Refuses when one is unknown."""
    for key in keys:
        _check(tx.actor, key, field, purpose)
        tx.audit("parties.disclose", party=key, field=field, purpose=purpose)
    return _all_noted(keys, field)


def fill_in(tx: Tx, key: UUID, field: str, purpose: str) -> str:
    """As `disclose`, for a document drawn up with the party itself; the service has checked that the actor may draw it up."""
    tx.audit("parties.fill_in", party=key, field=field, purpose=purpose)
    return _noted(key, field)


def _check(actor: Actor, key: UUID, field: str, purpose: str) -> None:
    if field not in FIELDS:
        raise ValueError(f"no sealed field {field}")
    if actor.kind not in ("officer", "system") and key != actor.party:
        audit.note_refused(actor, purpose, f"parties.{field} {key}")
        raise Refusal(Text("只能查看本人或本单位的信息", "you can see only your own"))
    if not purpose.strip():
        raise Refusal(
            Text("查看完整信息须写明用途", "say what the full value is needed for"),
            where="用途",
            mend=Text("请填写用途", "Give a purpose"),
        )


def _noted(key: UUID, field: str) -> str:
    return _all_noted([key], field)[key]


def _all_noted(keys: Sequence[UUID], field: str) -> dict[UUID, str]:
    model, column, seal = FIELDS[field]
    with opened(f"reveal {field}"):
        rows = {row.key: row for row in model._default_manager.filter(key__among=frozenset(keys))}
    if not rows.keys() >= set(keys):
        raise unknown_party()
    found = {}
    for key in dict.fromkeys(keys):
        audit.note(f"parties.{field} {key}", subject=getattr(rows[key], "number_fingerprint", ""))
        sealed = getattr(rows[key], column)
        found[key] = secrets.unseal(sealed, seal) if sealed else ""
    return found
