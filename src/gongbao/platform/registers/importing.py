"""Imports as use cases: who may import, faulty rows mended or dropped, what an import did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.registers import reading, storing
from gongbao.platform.registers.kinds import KINDS, Kind, kind
from gongbao.platform.registers.models import Batch, ParkedRow
from gongbao.platform.registers.spells import Spell

IMPORTERS = frozenset({"city_officer", "insurance_agency"})
"""Roles whose holders import registers."""


@dataclass(frozen=True, slots=True)
class BatchView:
    """What an import brought; `covers` are the days it answers for completely."""

    key: UUID
    kind: str
    source: str
    as_of: date
    covers: Spell | None
    imported_at: datetime
    added: int
    changed: int
    unchanged: int
    withdrawn: int
    faulty: int


@dataclass(frozen=True, slots=True)
class ParkedView:
    """A faulty row: where it stood, what is wrong, how to mend it, and its cells (personal data)."""

    key: UUID
    row: int
    column: str
    what: Text
    mend: Text
    raw: dict[str, str]


def kinds() -> tuple[Kind, ...]:
    """Every register there is; `kind.form` makes templates and screens."""
    return tuple(KINDS.values())


def import_file(
    tx: Tx,
    code: str,
    data: bytes,
    file_name: str,
    *,
    source: str,
    as_of: date,
    covers: Spell | None = None,
) -> BatchView:
    """Take a file (xlsx, CSV, JSON lines) into a register; good rows are stored, faulty ones parked.

    `covers` says for which days the file is complete; without it nothing follows from a row's absence.
    The same file again changes nothing; a corrected file replaces what it says otherwise, keeping history.
    """
    _may_import(tx.actor)
    return _import(tx, reading.read_file(kind(code), data, file_name), source, as_of, covers, file_name)


def record_rows(
    tx: Tx,
    code: str,
    records: Iterable[Mapping[str, Any]],
    *,
    source: str,
    as_of: date | None = None,
    covers: Spell | None = None,
) -> BatchView:
    """Add rows (by field name) that another command knows to be so; refuses the whole if one is faulty.

    `person` is an identity number. For example a paid subsidy enters ``training_subsidies``.
    """
    found = reading.read_records(kind(code), records)
    if found.faults:
        fault = found.faults[0]
        raise Refusal(fault.what, where=f"第{fault.row}行{fault.column}", mend=fault.mend)
    return _import(tx, found, source, as_of or tx.now.date(), covers, "")


def batches(code: str, limit: int = 50) -> list[BatchView]:
    """The imports of a register, the latest first."""
    rows = Batch.objects.filter(kind=kind(code).code).order_by("-imported_at", "-key")
    return [_view(row) for row in rows[:limit]]


def parked(batch: UUID) -> list[ParkedView]:
    """Rows of a batch still waiting to be mended or dropped, inside read() or write()."""
    with opened("parked rows"):
        rows = ParkedRow.objects.filter(batch_id=batch, settled_at=None).order_by("row")
        return [
            ParkedView(row.key, row.row, row.column, Text(*row.what), Text(*row.mend), storing.raw_of(row))
            for row in rows
        ]


def mend_parked(tx: Tx, key: UUID, record: Mapping[str, Any]) -> None:
    """Store a parked row with these cells instead; refuses it if it is still faulty."""
    _may_import(tx.actor)
    with opened("mend parked row"):
        row = _waiting(key)
        which = kind(row.batch.kind)
        line = reading.make_line(which, row.row, reading.read_values(which, record))
        storing.mend(tx, row, line, which)
    tx.audit("registers.mend", parked=key)


def drop_parked(tx: Tx, key: UUID) -> None:
    """Give up a parked row; it stays on record as dropped."""
    _may_import(tx.actor)
    with opened("drop parked row"):
        storing.settle(tx, _waiting(key), "dropped")
    tx.audit("registers.drop", parked=key)


def _import(
    tx: Tx, found: reading.Reading, source: str, as_of: date, covers: Spell | None, file_name: str
) -> BatchView:
    if covers is not None and covers.ends_on is None:
        raise Refusal(
            Text("登记簿不能预先对今后负责", "a register cannot answer for all time to come"), where="covers"
        )
    with opened("import"):
        batch = storing.take_in(tx, found, source=source, as_of=as_of, covers=covers, file_name=file_name)
    tx.audit("registers.import", kind=batch.kind, batch=batch.key, source=source)
    return _view(batch)


def _waiting(key: UUID) -> ParkedRow:
    row = ParkedRow.objects.select_for_update(of=("self",)).select_related("batch").filter(key=key).first()
    if row is None or row.settled_at is not None:
        raise Refusal(Text("没有这一待更正的行", "no such row is waiting"))
    return row


def _may_import(actor: Actor) -> None:
    if actor.kind != "system" and not (actor.kind == "officer" and actor.roles & IMPORTERS):
        raise Refusal(Text("登记数据由市级岗位导入", "registers are imported by the city's officers"))


def _view(row: Batch) -> BatchView:
    covers = Spell(row.covers_from, row.covers_to) if row.covers_from else None
    return BatchView(
        row.key, row.kind, row.source, row.as_of, covers, row.imported_at, row.added, row.changed,
        row.unchanged, row.withdrawn, row.faulty,
    )  # fmt: skip
