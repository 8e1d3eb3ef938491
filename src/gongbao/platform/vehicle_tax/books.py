"""Reconciling with an insurer's own books: its file against what was collected, filed and remitted, to the fen."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar.tax import ten_day_period
from gongbao.kernel.money import format_yuan, yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import BooksRun, Item
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.platform.vehicle_tax.words import SCHEME

HEAD = ("number", "amount")
MAX_BYTES = 64 * 1024 * 1024


def read_books(content: bytes) -> tuple[list[tuple[str, int]], list[Refusal], int]:
    """An insurer's CSV (number, amount in yuan; a last line ``TOTAL``): good rows, faults by row, the total.

    Raises Coded for a file that is cut off (no total), unreadable, or whose total is not that of its rows.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _bad("encoding", "文件不是UTF-8编码", "The file is not UTF-8") from None
    lines = list(csv.reader(io.StringIO(text)))
    if len(content) > MAX_BYTES or not lines or tuple(cell.strip() for cell in lines[0]) != HEAD:
        raise _bad("head", "第一行应为 number,amount", "The first line is number,amount")
    rows: list[tuple[str, int]] = []
    faults: list[Refusal] = []
    total: int | None = None
    read_sum = 0
    for place, cells in enumerate(lines[1:], start=2):
        try:
            if len(cells) != 2 or not cells[0].strip():
                raise Refusal(Text("应有编号和金额两列", "A line has number and amount"))
            fen = yuan(cells[1].strip())
        except Refusal as fault:
            faults.append(Refusal(fault.what, where=str(place), mend=fault.mend))
            continue
        if cells[0].strip() == "TOTAL":
            total = fen
        else:
            rows.append((cells[0].strip(), fen))
            read_sum += fen
    if total is None:
        raise _bad("truncated", "文件不完整：没有合计行", "The file is cut off: it has no TOTAL line")
    if not faults and total != read_sum:
        said, there = format_yuan(total), format_yuan(read_sum)
        raise _bad(
            "total",
            f"合计写 {said} 元，明细共 {there} 元",
            f"The total says {said} yuan, the lines add up to {there}",
        )
    return rows, faults, total


def reconcile(tx: Tx, party: UUID, day: date, content: bytes) -> dict[str, Any]:
    """Compare the insurer's books of a ten-day period with ours and the treasury's; keeps every difference."""
    insurer, (first, _) = institution(party), ten_day_period(day)
    rows, faults, _total = read_books(content)
    items = Item.objects.filter(party=party, period=first, state="live", sandbox=False)
    ours = [(number, tax + fee) for number, tax, fee in items.values_list("number", "tax", "late_fee")]
    filed = items.exclude(filing="").values_list("number", flat=True)
    paid = collections.settled_of(list(filed))
    sides = {
        "insurer": collections.side(rows),
        "platform": collections.side([row for row in ours if row[1]]),
        "treasury": collections.side([(number, fen) for number, fen in paid.items() if fen]),
    }
    both = {number for number, _ in ours} & {number for number, _ in rows}

    def why(number: str) -> str:
        return "not_remitted" if number in both and not paid.get(number) else ""

    with opened("vehicle_tax.reconcile"):
        done = collections.reconcile(
            tx, SCHEME, f"{insurer.name} {first.isoformat()}", sides, office=insurer.office, explain=why
        )
    told = [{"where": f.where, "zh": f.what.zh, "en": f.what.en} for f in faults]
    BooksRun.objects.create(
        office=insurer.office, party=party, period=first, run=done.run, faults=told, made_at=tx.now
    )
    return {
        "run": str(done.run), "totals": done.totals, "agreed": done.agreed, "differing": done.differing,
        "unexplained": done.unexplained,
        "faults": told,
    }  # fmt: skip


class BooksRow(NamedTuple):
    """A reconciliation as the insurer and its tax office see it."""

    period: date
    run: collections.RunRow
    differences: list[Any]
    faults: list[dict[str, str]]


def books(party: UUID, *, period: date | None = None, limit: int = 20) -> list[BooksRow]:
    """An insurer's reconciliations (of one period) with their differences, newest first; inside a read() of who may see them."""
    rows = BooksRun.objects.filter(party=party)
    rows = rows.filter(period=period) if period is not None else rows
    mine = list(rows.order_by("-made_at")[:limit])
    with opened("vehicle_tax.books"):
        runs = collections.runs_of(row.run for row in mine)
        found = collections.differences_of([row.run for row in mine])
    return [BooksRow(row.period, runs[row.run], found.get(row.run, []), row.faults) for row in mine]


def _bad(code: str, zh: str, en: str) -> Coded:
    return Coded(
        f"books_{code}", Text(zh, en), where="file",
        mend=Text("请重新导出整份文件", "Export the whole file again"), clause="6.1.c",
    )  # fmt: skip
