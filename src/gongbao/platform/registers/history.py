"""The history of what a register said: every version of every row about a person or a firm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongbao.platform.parties.services import opened
from gongbao.platform.registers import facts
from gongbao.platform.registers.kinds import kind
from gongbao.platform.registers.storing import table


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a row: what it said, from whom, and from when to when it was held true."""

    identity: UUID
    values: dict[str, Any]
    source: str
    as_of: date
    recorded_at: datetime
    superseded_at: datetime | None


def history(code: str, *, person: str = "", firm: str = "", purpose: str = "") -> list[Version]:
    """Every version of the rows about a person (fingerprint) or a firm, in the order they were learnt.

    Inside read() or write() only; logged; open to the same people as the facts.
    """
    which = kind(code)
    wanted = {"person": person} if person else {"firm": firm}
    facts.note_lookup((code,), firm, [person] if person else [], purpose)
    with opened(purpose):
        rows = table(which)._default_manager.filter(**wanted).select_related("batch")
        return [_version(row, [each.name for each in which.fields if each.name not in ("person", "name")])
                for row in rows.order_by("recorded_at", "key")]  # fmt: skip


def _version(row: Any, names: list[str]) -> Version:
    values = {name: getattr(row, name) for name in names}
    return Version(
        row.identity, values, row.batch.source, row.batch.as_of, row.recorded_at, row.superseded_at
    )
