"""Takes readings into the registers: new rows are added, changed ones supersede, history stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx, new_key
from gongbao.platform.registers.kinds import Kind
from gongbao.platform.registers.models import Batch, Entry, ParkedRow, Subject
from gongbao.platform.registers.reading import Fault, Line, Reading
from gongbao.platform.registers.spells import Spell

T = TypeVar("T")
CHUNK = 5000
NUMBER_SEAL = "registers.number"
PARKED_SEAL = "registers.parked"


def table(kind: Kind) -> type[Entry]:
    """The table of a register."""
    return apps.get_model("registers", kind.model)


def take_in(
    tx: Tx, reading: Reading, *, source: str, as_of: date, covers: Spell | None, file_name: str = ""
) -> Batch:
    """Store a reading. The same rows said again by the same source of the same day change nothing."""
    kind = reading.kind
    digest = secrets.fingerprint(f"{reading.digest} {source} {as_of} {covers}", "registers.batch")
    tx.lock(f"register:{kind.code}")
    known = Batch.objects.filter(kind=kind.code, digest=digest).first()
    if known is not None:
        return known
    batch = Batch.objects.create(
        kind=kind.code, source=source, file_name=file_name, digest=digest, as_of=as_of,
        covers_from=covers and covers.starts_on, covers_to=covers and covers.last,
        imported_at=tx.now, imported_by=tx.actor.account, faulty=len(reading.faults),
    )  # fmt: skip
    for lines in chunks(reading.lines):
        _remember(lines)
        _store(tx, kind, batch, lines)
    ParkedRow.objects.bulk_create([_parked(batch, fault) for fault in reading.faults], batch_size=CHUNK)
    batch.save()
    return batch


def mend(tx: Tx, parked: ParkedRow, line: Line, kind: Kind) -> None:
    """Store the mended form of a parked row and settle it."""
    tx.lock(f"register:{kind.code}")
    _remember([line])
    _store(tx, kind, parked.batch, [line])
    parked.batch.save()
    settle(tx, parked, "mended")


def settle(tx: Tx, parked: ParkedRow, how: str) -> None:
    """Mark a parked row as mended or dropped; the row itself stays."""
    parked.settled_at, parked.settled_by, parked.settled_how = tx.now, tx.actor.account, how
    parked.save(update_fields=["settled_at", "settled_by", "settled_how"])


def raw_of(parked: ParkedRow) -> dict[str, str]:
    """A parked row as it came."""
    cells: dict[str, str] = json.loads(secrets.unseal(bytes(parked.raw_sealed), PARKED_SEAL))
    return cells


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in runs of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _store(tx: Tx, kind: Kind, batch: Batch, lines: Sequence[Line]) -> None:
    model = table(kind)
    current = _current(model, frozenset(line.identity for line in lines))
    fresh: list[dict[str, Any]] = []
    gone: list[UUID] = []
    blank = {each.name: "" for each in model._meta.get_fields() if isinstance(each, Field) and not each.null}
    about = {"batch_id": batch.key, "recorded_at": tx.now, "superseded_at": None}
    for line in lines:
        key, content = current.get(line.identity, (None, None))
        if line.withdrawn:
            batch.withdrawn += key is not None
        elif content == line.content:
            batch.unchanged += 1
            continue
        elif key is None:
            batch.added += 1
        else:
            batch.changed += 1
        if key is not None:
            gone.append(key)
        if not line.withdrawn:
            said = {name: blank.get(name) if value is None else value for name, value in line.values.items()}
            fresh.append(
                {"key": new_key(), "identity": line.identity, "content": line.content, **about, **said}
            )
    if gone:
        model._default_manager.filter(key__among=frozenset(gone)).update(superseded_at=tx.now)
    _insert(model, fresh)


def _current(model: type[Entry], identities: frozenset[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    rows = model._default_manager.filter(identity__among=identities, superseded_at=None)
    return {
        identity: (key, content) for identity, key, content in rows.values_list("identity", "key", "content")
    }


def _insert(model: type[Model], rows: list[dict[str, Any]], conflict: str = "") -> None:
    """Insert rows as one JSON parameter, several times faster than a parameter a cell."""
    if not rows:
        return
    name = connection.ops.quote_name
    table, columns = name(model._meta.db_table), ", ".join(map(name, rows[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s) {conflict}",
            [json.dumps(rows, ensure_ascii=False, default=str)],
        )


def _remember(lines: Sequence[Line]) -> None:
    """Keep each person's sealed number once, and the name last given."""
    people = {line.values["person"]: line for line in lines if line.number}
    known = dict(
        Subject.objects.filter(fingerprint__among=frozenset(people)).values_list("fingerprint", "name")
    )
    named = [person for person in known if people[person].name not in ("", known[person])]
    fresh = [
        {
            "fingerprint": person,
            "name": line.name,
            "number_sealed": _bytes(secrets.seal(line.number, NUMBER_SEAL)),
        }
        for person, line in people.items()
        if person not in known
    ]
    _insert(Subject, fresh, "ON CONFLICT DO NOTHING")
    Subject.objects.bulk_update([Subject(fingerprint=p, name=people[p].name) for p in named], ["name"], CHUNK)


def _bytes(data: bytes) -> str:
    """Bytes as the database writes them in text."""
    return f"\\x{data.hex()}"


def _parked(batch: Batch, fault: Fault) -> ParkedRow:
    raw = secrets.seal(json.dumps(fault.raw, ensure_ascii=False), PARKED_SEAL)
    return ParkedRow(
        batch=batch,
        row=fault.row,
        column=fault.column,
        what=list(fault.what),
        mend=list(fault.mend),
        raw_sealed=raw,
    )
