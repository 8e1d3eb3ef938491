"""Payment files and receipt files: configurable layouts with control totals. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.banking import services as banking

HEAD = "GBPAY1"


class Line(NamedTuple):
    """One payment as the bank reads it; `amount` in fen."""

    number: str
    payee: str
    account: str
    bank: str
    amount: int
    memo: str


class Result(NamedTuple):
    """One line of a receipt file: what became of a payment. `outcome` is ``paid`` or ``returned``."""

    number: str
    amount: int
    outcome: str
    settled_on: date
    reason: str
    reference: str


@dataclass(frozen=True)
class Layout(banking.Layout):
    """How a bank wants its payment file; `fields` name `Line` members."""

    fields: tuple[banking.Column, ...]


_FIELDS = (
    banking.Column("number", "支付编号", 40),
    banking.Column("payee", "收款人", 120),
    banking.Column("account", "收款账号", 34),
    banking.Column("bank", "开户行", 24),
    banking.Column("amount", "金额（分）", 15),
    banking.Column("memo", "附言", 60),
)
LAYOUTS = {
    "fixed": Layout("fixed", "fixed", "gb18030", _FIELDS),
    "csv": Layout("csv", "csv", "utf-8-sig", _FIELDS),
    "xlsx": Layout("xlsx", "xlsx", "utf-8", _FIELDS),
}
_RECEIPT = ("number", "amount", "outcome", "settled_on", "reason", "reference")
_OUTCOMES = {"paid": "paid", "成功": "paid", "returned": "returned", "退回": "returned"}


def write_file(layout: Layout, batch: str, lines: Sequence[Line]) -> bytes:
    """The payment file: a head with count and total (fen), then the lines; the same input gives the same bytes."""
    head = (HEAD, batch, str(len(lines)), str(sum(line.amount for line in lines)))
    return banking.write_table(layout, layout.fields, head, lines, title="支付")


def read_file(layout: Layout, content: bytes) -> tuple[str, list[Line]]:
    """Batch number and lines of a payment file (the bank's side); raises `Refusal` if the totals disagree."""
    head, rows = banking.read_table(layout, layout.fields, content, HEAD)
    lines = [
        Line(c["number"], c["payee"], c["account"], c["bank"], int(c["amount"]), c["memo"])
        for _, c, _ in rows
    ]
    if [int(head[2]), int(head[3])] != [len(lines), sum(line.amount for line in lines)]:
        raise Refusal(
            Text("支付文件的笔数或总额与内容不符", "The file's control totals do not match its lines"),
            mend=Text("请重新导出支付文件。", "Export the payment file again."),
        )
    return head[1], lines


def write_receipts(results: Iterable[Result]) -> bytes:
    """A receipt file (CSV, UTF-8) as the local bank writes it."""
    return banking.csv_bytes([list(_RECEIPT), *([str(v) for v in r] for r in results)], "utf-8-sig")


def read_receipts(content: bytes) -> list[Result]:
    """The lines of a receipt file, CSV or Excel; raises `Refusal` naming the row that cannot be read."""
    layout = LAYOUTS["xlsx"] if content[:2] == b"PK" else LAYOUTS["csv"]
    table = [row for row in banking.table_of(layout, content) if any(row)]
    if not table or tuple(table[0][:6]) != _RECEIPT:
        raise Refusal(
            Text("回盘文件缺少表头", "The receipt file lacks its header"),
            mend=Text(f"首行应为：{','.join(_RECEIPT)}", f"The first row must be: {','.join(_RECEIPT)}"),
        )
    return [_result(row, n) for n, row in enumerate(table[1:], 2)]


def _result(row: list[str], n: int) -> Result:
    try:
        number, amount, outcome, settled, reason, reference = row[:6]
        return Result(number, int(amount), _OUTCOMES[outcome], banking.day(settled), reason, reference)
    except (ValueError, KeyError) as fault:
        raise Refusal(
            Text("回盘文件这一行读不懂", "This row of the receipt file cannot be read"),
            where=f"第{n}行",
            mend=Text(
                "金额用整数分，结果填“成功”或“退回”，日期用 2020-09-30 的格式。",
                "Whole fen, 'paid' or 'returned', dates like 2020-09-30.",
            ),
        ) from fault
