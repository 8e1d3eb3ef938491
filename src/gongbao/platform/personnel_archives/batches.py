"""Lists: a closing firm hands its archives over; thousands of files are compared with a list. Bad rows are parked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.forms import columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import parking, registering
from gongbao.platform.personnel_archives.models import Archive, Batch
from gongbao.platform.personnel_archives.words import DOCUMENT
from gongbao.policies.personnel_archives.forms import BATCH

COLUMNS = columns(BATCH.field("archives"))


class Taken(NamedTuple):
    """What became of a list."""

    batch: UUID
    rows: int
    good: int
    parked: int


class Difference(NamedTuple):
    """A row of a list that does not agree with the register."""

    row: int
    barcode: str
    why: Text


def template() -> bytes:
    """The Excel template a closing firm fills in."""
    return excel.template(BATCH.field("archives"), title=BATCH.title)


def read(data: bytes, on: date) -> Any:
    """The table of a firm's list; call it before the command."""
    return excel.read_table(data, COLUMNS, on=on)


def take_in(tx: Tx, data: bytes, table: Any, *, office: str, firm: str, on: date) -> Taken:
    """Register every archive of a closing firm's list as expected; rows that cannot be taken are parked.

    The same list sent again is refused with the number of the first. A person twice in the list, dead,
    unknown, or held by another centre parks that row and no other.
    """
    digest = sha256(data).hexdigest()
    tx.lock(f"archives/list/{office}/{digest}")
    with parties.opened("a list sent before"):
        before = Batch.objects.filter(kind="closing_firm", office=office, digest=digest).exists()
    if before:
        raise Refusal(
            Text("这份清单已经收过", "This list was taken in before"),
            mend=Text("请查看原批次", "See that batch"),
        )
    bad = {problem.row for problem in table.problems}
    batch = Batch(
        office=office,
        kind="closing_firm",
        name=firm[:120],
        digest=digest,
        rows=len(table.rows) + len(bad),
        at=tx.now,
    )
    with parties.opened("a list taken in"):
        batch.save(force_insert=True)
    parked = 0
    for number in sorted(bad):
        of_row = [problem for problem in table.problems if problem.row == number]
        first = of_row[0]
        why = Refusal(first.what, where=first.where(), mend=first.mend, clause=first.clause)
        raw = table.grid[number - 1] if number else []
        parking.park(tx, office, first.where(), why, [str(cell) for cell in raw], batch)
        parked += 1
    seen: set[str] = set()
    good = 0
    for row in table.rows:
        try:
            _take(tx, row.values, seen, office, firm, on)
            good += 1
        except Refusal as why:
            parking.park(tx, office, f"{table.sheet} 第{row.number}行", why, row.values, batch)
            parked += 1
    batch.good = good
    with parties.opened("a list taken in"):
        batch.save(update_fields=["good"])
    tx.audit("archives.batch", batch=str(batch.id), good=good, parked=parked)
    return Taken(batch.id, batch.rows, good, parked)


def _take(tx: Tx, values: dict[str, Any], seen: set[str], office: str, firm: str, on: date) -> None:
    mark = parties.person_fingerprint(values["identity_number"])
    if mark in seen:
        raise Refusal(
            Text("此人在清单中出现两次", "This person stands in the list twice"),
            where=str(values["name"]),
            mend=Text("每人一行，一份档案一个条码", "One line and one barcode a person"),
            clause=DOCUMENT + "1.s3",
        )
    seen.add(mark)
    registering.register(
        tx, values["identity_number"], values["name"], office=office, on=on, post=values.get("post") or "cadre",
        barcode=values.get("barcode") or "", former_keeper=firm, pages=int(values["pages"]),
    )  # fmt: skip


def compare(office: str, rows: Sequence[tuple[str, str, int]]) -> list[Difference]:
    """Compare a list (barcode, name, pages) with the register: what is unknown, named or counted differently, missing.

    Inside a read or write block; one query for the whole list.
    """
    wanted = [barcode for barcode, _, _ in rows]
    have = {
        each.barcode: each for each in Archive.objects.filter(office=office, barcode__among=frozenset(wanted))
    }
    found: list[Difference] = []
    seen: set[str] = set()
    for number, (barcode, name, pages) in enumerate(rows, 1):
        row = have.get(barcode)
        if barcode in seen:
            found.append(Difference(number, barcode, Text("条码重复", "The barcode stands twice")))
        elif row is None:
            found.append(Difference(number, barcode, Text("登记簿里没有", "Not in the register")))
        elif row.name != name:
            found.append(Difference(number, barcode, Text("姓名不同", "Another name")))
        elif row.pages != pages:
            found.append(
                Difference(
                    number,
                    barcode,
                    Text(
                        f"页数不同：登记{row.pages}，清单{pages}",
                        f"{row.pages} pages on record, {pages} listed",
                    ),
                )
            )
        seen.add(barcode)
    listed = frozenset(wanted)
    for barcode in Archive.objects.filter(office=office, paper="here").values_list("barcode", flat=True):
        if barcode not in listed:
            found.append(Difference(0, barcode, Text("在库但清单没有", "In store, not on the list")))
    return found


def hand_in(tx: Tx, data: bytes, table: Any, *, office: str, on: date) -> dict[str, Any]:
    """A firm hands its own list in; returns counts and what each parked row says, to be shown at once."""
    view = parties.firm(tx.actor.party) if tx.actor.party else None
    if view is None:
        raise Refusal(
            Text("由单位办理", "Firms do this"),
            mend=Text("请选择代哪个单位办理", "Choose which firm you act for"),
        )
    taken = take_in(tx, data, table, office=office, firm=view.name, on=on)
    rows = parking.of_batch(taken.batch)
    parked = [[row.place, row.what_zh, row.what_en, row.mend_zh, row.mend_en] for row in rows]
    return {"rows": taken.rows, "good": taken.good, "parked": parked}
