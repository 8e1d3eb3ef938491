"""Archives by the list: a closing firm hands them over, many arrive by barcode, thousands are compared with a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from gongbao.kernel.forms import Form, columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import custody, lists, parking, registering
from gongbao.platform.personnel_archives.lists import Taken
from gongbao.platform.personnel_archives.models import Archive
from gongbao.platform.personnel_archives.words import DOCUMENT
from gongbao.policies.personnel_archives.forms import BATCH, CHECK

AGREES = Text("一致", "Agrees")


class Line(NamedTuple):
    """What a row of a list came to; row 0 is what the list does not have."""

    row: int
    barcode: str
    good: bool
    why: Text


def template(form: Form = BATCH) -> bytes:
    """The Excel template of a closing firm's list, or of another form with a table ``archives``."""
    return excel.template(form.field("archives"), title=form.title)


def read(data: bytes, on: date, form: Form = BATCH) -> Any:
    """The table of a list; call it before the command."""
    return excel.read_table(data, columns(form.field("archives")), on=on)


def take_in(tx: Tx, data: bytes, table: Any, *, office: str, firm: str, on: date) -> Taken:
    """Register every archive of a closing firm's list as expected; rows that cannot be taken are parked.

    The same list sent again is refused with the number of the first. A person twice in the list, dead,
    unknown, or held by another centre parks that row and no other.
    """
    batch = lists.begin(tx, "closing_firm", office, firm, sha256(data).hexdigest(), lists.rows_of(table))
    parked = lists.park_unread(tx, table, batch)
    seen: set[str] = set()
    good = 0
    for row in table.rows:
        try:
            take_row(tx, row.values, office=office, firm=firm, on=on, seen=seen)
            good += 1
        except Refusal as why:
            raw = {**row.values, "firm": firm}
            parking.park(tx, office, f"{table.sheet} 第{row.number}行", why, raw, batch, party=batch.party)
            parked += 1
    return lists.finish(tx, batch, good, parked)


def take_row(
    tx: Tx, values: dict[str, Any], *, office: str, firm: str, on: date, seen: set[str] | None = None
) -> None:
    """Register one row of a closing firm's list; refuses somebody already `seen` in it."""
    mark = parties.person_fingerprint(values["identity_number"])
    if seen is not None and mark in seen:
        raise Refusal(
            Text("此人在清单中出现两次", "This person stands in the list twice"),
            where=str(values["name"]),
            mend=Text("每人一行，一份档案一个条码", "One line and one barcode a person"),
            clause=DOCUMENT + "1.s3",
        )
    if seen is not None:
        seen.add(mark)
    registering.register(
        tx, values["identity_number"], values["name"], office=office, on=on, post=values.get("post") or "cadre",
        barcode=values.get("barcode") or "", former_keeper=firm, pages=int(values["pages"]),
    )  # fmt: skip


def hand_in(tx: Tx, data: bytes, table: Any, *, office: str, on: date) -> dict[str, Any]:
    """A firm hands its own list in; returns counts and what each parked row says, to be shown at once."""
    view = parties.firm(tx.actor.party) if tx.actor.party else None
    if view is None:
        raise Refusal(
            Text("由单位办理", "Firms do this"),
            mend=Text("请选择代哪个单位办理", "Choose which firm you act for"),
            clause=DOCUMENT + "1.s3",
        )
    taken = take_in(tx, data, table, office=office, firm=view.name, on=on)
    parked = [
        [row.place, row.what_zh, row.what_en, row.mend_zh, row.mend_en, str(row.id)]
        for row in parking.of_batch(taken.batch)
    ]
    return {"rows": taken.rows, "good": taken.good, "parked": parked}


def arrive(tx: Tx, office: str, giver: str, barcodes: Sequence[str]) -> list[Line]:
    """Record that many archives came to a centre, one barcode a line; each line says what became of it."""
    told: list[Line] = []
    for number, barcode in enumerate(barcodes, 1):
        row = Archive.objects.filter(office=office, barcode=barcode).first()
        if row is None or row.paper != "expected":
            why = (
                Text("登记簿里没有", "Not in the register")
                if row is None
                else Text("已经不在等待转来", "Not expected any more")
            )
            told.append(Line(number, barcode, good=False, why=why))
            continue
        custody.hand_over(tx, row.pk, scanned=barcode, giver=giver, taker=office, pages=row.pages)
        told.append(Line(number, barcode, good=True, why=Text("已登记到达", "Arrival recorded")))
    return told


def arrive_list(tx: Tx, office: str, giver: str, barcodes: Sequence[str]) -> Taken:
    """As `arrive`, kept as a list with what each line came to."""
    digest = sha256(f"{tx.key}{barcodes}".encode()).hexdigest()
    batch = lists.begin(tx, "arrivals", office, giver, digest, len(barcodes))
    found = arrive(tx, office, giver, barcodes)
    told = [[line.row, line.barcode, line.good, line.why.zh, line.why.en] for line in found]
    return lists.finish(tx, batch, sum(line.good for line in found), 0, told)


def compare(
    office: str, rows: Sequence[tuple[str, str, int]], *, shelves: str = "", keeper: str = ""
) -> list[Line]:
    """Compare a list (barcode, name, pages) with the register, row by row.

    With `shelves` (how their numbers begin) or `keeper` (from whom they came), what stands there and is not on the
    list is told too, as row 0. Inside a read or write block; one query for the whole list.
    """
    wanted = frozenset(barcode for barcode, _, _ in rows)
    have = {each.barcode: each for each in Archive.objects.filter(office=office, barcode__among=wanted)}
    told: list[Line] = []
    seen: set[str] = set()
    for number, (barcode, name, pages) in enumerate(rows, 1):
        why = _differs(have.get(barcode), barcode in seen, name, pages)
        told.append(Line(number, barcode, good=why is None, why=why or AGREES))
        seen.add(barcode)
    if shelves or keeper:
        held = Archive.objects.filter(office=office, paper="here").exclude(barcode__among=wanted)
        held = held.filter(shelf__startswith=shelves) if shelves else held.filter(former_keeper=keeper)
        missing = Text("在库但清单没有", "In store, not on the list")
        told += [Line(0, each, good=False, why=missing) for each in held.values_list("barcode", flat=True)]
    return told


def check_list(tx: Tx, data: bytes, table: Any, *, office: str, shelves: str = "", keeper: str = "") -> Taken:
    """Compare a list with the register and keep what each row came to; unreadable rows are told with the others."""
    scope = "/".join(filter(None, ("清单核对", shelves, keeper)))
    digest = sha256(data + f"{tx.now.isoformat()}{scope}".encode()).hexdigest()
    batch = lists.begin(tx, "comparison", office, scope, digest, lists.rows_of(table))
    rows = [(r.values["barcode"], r.values["name"], r.values["pages"]) for r in table.rows]
    found = compare(office, rows, shelves=shelves, keeper=keeper)
    numbers = [row.number for row in table.rows]
    told = [
        [numbers[line.row - 1] if line.row else 0, line.barcode, line.good, line.why.zh, line.why.en]
        for line in found
    ]
    told += [[p.row, p.where(), False, p.what.zh, p.what.en] for p in table.problems]
    told.sort(key=lambda each: (each[0] == 0, each[0]))
    return lists.finish(tx, batch, sum(line.good for line in found), 0, told)


def read_check(data: bytes, on: date) -> Any:
    """The table of a list to compare with."""
    return read(data, on, CHECK)


def check_template() -> bytes:
    """The Excel template of such a list."""
    return template(CHECK)


def _differs(row: Archive | None, again: bool, name: str, pages: int) -> Text | None:
    if again:
        return Text("条码重复", "The barcode stands twice")
    if row is None:
        return Text("登记簿里没有", "Not in the register")
    if row.name != name:
        return Text("姓名不同", "Another name")
    if row.paper != "here":
        return Text("登记为不在库", "On record as not in store")
    if row.pages != pages:
        return Text(f"页数不同：登记{row.pages}，清单{pages}", f"{row.pages} pages on record, {pages} listed")
    return None
