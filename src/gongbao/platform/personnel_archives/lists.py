"""Lists sent in as files: each once, its unreadable rows parked, and what every row came to."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import parking
from gongbao.platform.personnel_archives.models import Batch


class Taken(NamedTuple):
    """What became of a list."""

    batch: UUID
    rows: int
    good: int
    parked: int


def begin(tx: Tx, kind: str, office: str, name: str, digest: str, rows: int) -> Batch:
    """A list that begins to be taken in; the same one of the same kind at the same office again is refused."""
    tx.lock(f"archives/list/{office}/{digest}")
    with opened("a list sent before"):
        before = Batch.objects.filter(kind=kind, office=office, digest=digest).exists()
        if not before:
            party = tx.actor.party if tx.actor.kind == "party" else None
            return Batch.objects.create(
                office=office, party=party, kind=kind, name=name[:120], digest=digest, rows=rows, at=tx.now
            )
    raise Refusal(
        Text("这份清单已经收过", "This list was taken in before"),
        where="list",
        mend=Text("请查看原批次；只改正的行请单独提交", "See that batch; send only the rows you mended"),
        clause="rencai-2020-24/1.s3",
    )


def park_unread(tx: Tx, table: Any, batch: Batch, register: str = "") -> int:
    """Park the rows of a table whose cells could not be read, each with its first problem; how many."""
    first: dict[int, Any] = {}
    for problem in table.problems:
        first.setdefault(problem.row, problem)
    for number, problem in sorted(first.items()):
        cells = table.grid[number - 1] if number else []
        typed = {name: _typed(cells[place]) for name, place in table.places.items() if place < len(cells)} | (
            {"register": register} if register else {}
        )
        why = Refusal(problem.what, where=problem.where(), mend=problem.mend, clause=problem.clause)
        kind = "import" if register else "row"
        parking.park(tx, batch.office, problem.where(), why, typed, batch, kind=kind, party=batch.party)
    return len(first)


def finish(tx: Tx, batch: Batch, good: int, parked: int, told: list[list[Any]] | None = None) -> Taken:
    """A list that was taken in, with how many rows were good and what each came to."""
    batch.good, batch.told = good, told or []
    with opened("a list taken in"):
        batch.save(update_fields=["good", "told"])
    tx.audit("archives.batch", batch=str(batch.id), kind=batch.kind, good=good, parked=parked)
    return Taken(batch.id, batch.rows, good, parked)


def rows_of(table: Any) -> int:
    """How many rows a table has, read or not."""
    return len(table.rows) + len({problem.row for problem in table.problems})


def lists(office: str) -> list[Batch]:
    """The lists of an office ("" for all), newest first."""
    rows = Batch.objects.defer("told").order_by("-at", "-id")
    return list((rows.filter(office=office) if office else rows)[:50])


def _typed(cell: Any) -> str:
    text = str(cell if cell is not None else "")
    return text.removesuffix(".0") if text.replace(".", "", 1).isdigit() else text
