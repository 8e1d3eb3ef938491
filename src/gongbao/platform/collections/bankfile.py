"""Debit files and result files: bank layouts as data (fixed width, CSV, Excel), with control totals. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.banking import services as banking
from gongbao.platform.banking.services import Column


class Debit(NamedTuple):
    """One debit as the bank reads it; `amount` in fen."""

    number: str
    name: str
    account: str
    amount: int
    memo: str


class Result(NamedTuple):
    """What became of a debit: `outcome` is ``paid`` or ``failed``; `row` is where it stood in the file."""

    number: str
    amount: int
    outcome: str
    settled_on: date
    reason: str
    row: int


@dataclass(frozen=True)
class Layout(banking.Layout):
    """How one bank wants its debit and result files.

    `outcomes` maps the bank's words to ``paid`` and ``failed``; `reasons` its codes to plain words.
    """

    debits: tuple[Column, ...]
    results: tuple[Column, ...]
    outcomes: tuple[tuple[str, str], ...] = (("成功", "paid"), ("失败", "failed"))
    reasons: tuple[tuple[str, str], ...] = ()


class Answer(NamedTuple):
    """A result file as read: its batch, the lines that could be read, and those that could not (row, raw, why)."""

    batch: str
    results: list[Result]
    unread: list[tuple[int, str, Refusal]]


_DEBITS = (
    Column("number", "扣款编号", 40),
    Column("name", "户名", 120),
    Column("account", "账号", 32),
    Column("amount", "金额（分）", 15),
    Column("memo", "摘要", 60),
)
_RESULTS = (
    Column("number", "扣款编号", 40),
    Column("amount", "金额（分）", 15),
    Column("outcome", "结果", 8),
    Column("settled_on", "扣款日", 10),
    Column("reason", "原因", 60),
)
_CODES = (("00", "paid"), ("09", "failed"), ("01", "failed"), ("02", "failed"), ("03", "failed"))
_MEANING = (("09", "其他原因"), ("01", "余额不足"), ("02", "户名与账号不符"), ("03", "账户已销户或冻结"))
LAYOUTS = {
    "fixed": Layout("fixed", "fixed", "gb18030", _DEBITS, _RESULTS, outcomes=_CODES, reasons=_MEANING),
    "csv": Layout("csv", "csv", "utf-8-sig", _DEBITS, _RESULTS),
    "xlsx": Layout("xlsx", "xlsx", "utf-8", _DEBITS, _RESULTS),
}
"""Layouts in use, by name; a bank's own is one entry more."""

HEAD_OUT, HEAD_BACK, SHEET = "GBDEBIT1", "GBRESULT1", "扣款"


def write_debits(layout: Layout, batch: str, debits: Sequence[Debit]) -> bytes:
    """The debit file: a head with count and total, then the lines; the same input gives the same bytes."""
    head = (HEAD_OUT, batch, str(len(debits)), str(sum(d.amount for d in debits)))
    return banking.write_table(layout, layout.debits, head, debits, title=SHEET)


def write_results(layout: Layout, batch: str, results: Sequence[Result]) -> bytes:
    """A result file as the local bank writes it: count and total of all its lines in the head."""
    words = {outcome: word for word, outcome in reversed(layout.outcomes)}
    codes = {meaning: code for code, meaning in layout.reasons}
    told = [r._replace(outcome=codes.get(r.reason, words[r.outcome])) for r in results]
    head = (HEAD_BACK, batch, str(len(results)), str(sum(r.amount for r in results)))
    return banking.write_table(layout, layout.results, head, told, title=SHEET)


def read_debits(layout: Layout, content: bytes) -> tuple[str, list[Debit]]:
    """Batch and debits of a debit file (the bank's side)."""
    head, rows = banking.read_table(layout, layout.debits, content, HEAD_OUT)
    debits = [Debit(r["number"], r["name"], r["account"], int(r["amount"]), r["memo"]) for _, r, _ in rows]
    _check_totals(head, len(debits), sum(d.amount for d in debits))
    return head[1], debits


def read_results(layout: Layout, content: bytes) -> Answer:
    """Batch and results of a result file; lines that cannot be read are set apart.

    Raises `Refusal` for a file that is no result file, is cut off, or whose count or total is wrong.
    """
    head, rows = banking.read_table(layout, layout.results, content, HEAD_BACK)
    results, unread = [], list[tuple[int, str, Refusal]]()
    for number, cells, raw in rows:
        try:
            results.append(_result(layout, number, cells))
        except (ValueError, KeyError):
            unread.append((number, raw, _unreadable(number)))
    broken = layout.form != "xlsx" and not content.endswith(b"\n")
    if broken:
        raise Refusal(
            Text("文件不完整：最后一行没有写完", "The file is cut off: its last line is not whole"),
            mend=Text("请银行重新发送完整的文件", "Ask the bank to send the whole file again"),
        )
    if len(rows) < int(head[2]):
        raise Refusal(
            Text(
                f"文件不完整：表头写 {head[2]} 笔，只有 {len(rows)} 笔",
                f"The file is cut off: {head[2]} lines announced, {len(rows)} there",
            ),
            mend=Text("请银行重新发送完整的文件", "Ask the bank to send the whole file again"),
        )
    if not unread:
        _check_totals(head, len(results), sum(r.amount for r in results))
    return Answer(head[1], results, unread)


def layout_of(content: bytes, layouts: Iterable[Layout]) -> Layout:
    """The layout a file is written in, told by its first bytes; raises `Refusal` where none fits."""
    form = (
        "xlsx"
        if content[:2] == b"PK"
        else "fixed"
        if content[:12].strip(b"\xef\xbb\xbf").startswith(b"GB")
        else ""
    )
    first = content.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if form == "fixed" and b"," in first:
        form = "csv"
    for layout in layouts:
        if layout.form == form:
            return layout
    raise Refusal(
        Text("不是认识的结果文件", "This is no result file we know"),
        mend=Text("请用银行约定的格式", "Use the layout agreed with the bank"),
    )


def _result(layout: Layout, row: int, cells: dict[str, str]) -> Result:
    code = cells["outcome"]
    outcome = dict(layout.outcomes)[code]
    reason = cells["reason"] or dict(layout.reasons).get(code, "")
    day = banking.day(cells["settled_on"])
    amount = int(cells["amount"])
    if not cells["number"] or amount <= 0:
        raise ValueError
    return Result(cells["number"], amount, outcome, day, "" if outcome == "paid" else reason, row)


def _unreadable(row: int) -> Refusal:
    return Refusal(
        Text("这一行读不懂", "This line cannot be read"),
        where=f"第{row}行",
        mend=Text("编号、整数分的金额、结果和日期都要有", "It needs number, whole fen, outcome and date"),
    )


def _check_totals(head: Sequence[str], count: int, total: int) -> None:
    if [int(head[2]), int(head[3])] != [count, total]:
        raise Refusal(
            Text(
                f"笔数或总额不符：表头 {head[2]} 笔 {head[3]} 分，内容 {count} 笔 {total} 分",
                f"Totals differ: {head[2]} lines, {head[3]} fen announced; {count} lines, {total} fen there",
            ),
            mend=Text("请银行核对后重新发送", "Ask the bank to check and send it again"),
        )
