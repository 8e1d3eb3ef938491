"""Payment files and receipt files: configurable layouts, control totals and SM3 digests. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text


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


class Field(NamedTuple):
    """A column of a layout; `width` is counted in bytes of the layout's encoding."""

    name: str
    title: str
    width: int = 0


@dataclass(frozen=True)
class Layout:
    """How a bank wants its file. `form` is ``fixed``, ``csv`` or ``xlsx``; `fields` name `Line` members."""

    name: str
    form: str
    encoding: str
    fields: tuple[Field, ...]

    @property
    def suffix(self) -> str:
        """The file name's ending."""
        return {"fixed": "txt"}.get(self.form, self.form)


_FIELDS = (
    Field("number", "支付编号", 40),
    Field("payee", "收款人", 120),
    Field("account", "收款账号", 34),
    Field("bank", "开户行", 24),
    Field("amount", "金额（分）", 15),
    Field("memo", "附言", 60),
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
    head = ("GBPAY1", batch, str(len(lines)), str(sum(line.amount for line in lines)))
    if layout.form == "fixed":
        rows = ["|".join(head)] + ["".join(_pad(layout, f, line) for f in layout.fields) for line in lines]
        return "".join(f"{row}\r\n" for row in rows).encode(layout.encoding)
    table = [list(head), [f.title for f in layout.fields]]
    table += [[_value(line, f) for f in layout.fields] for line in lines]
    return _csv(table, layout.encoding) if layout.form == "csv" else _xlsx(table)


def read_file(layout: Layout, content: bytes) -> tuple[str, list[Line]]:
    """Batch number and lines of a payment file (the bank's side); raises `Refusal` if the totals disagree."""
    if layout.form == "fixed":
        head, *rows = content.decode(layout.encoding).splitlines()
        cells, lines = head.split("|"), [_unpad(layout, row) for row in rows]
    else:
        table = _table(content, layout)
        cells, lines = table[0], [Line(*r[:4], int(r[4]), r[5]) for r in table[2:]]
    if [int(cells[2]), int(cells[3])] != [len(lines), sum(line.amount for line in lines)]:
        raise Refusal(
            Text("支付文件的笔数或总额与内容不符", "The file's control totals do not match its lines"),
            mend=Text("请重新导出支付文件。", "Export the payment file again."),
        )
    return cells[1], lines


def write_receipts(results: Iterable[Result]) -> bytes:
    """A receipt file (CSV, UTF-8) as the local bank writes it."""
    return _csv([list(_RECEIPT), *([str(v) for v in r] for r in results)], "utf-8-sig")


def read_receipts(content: bytes) -> list[Result]:
    """The lines of a receipt file, CSV or Excel; raises `Refusal` naming the row that cannot be read."""
    layout = LAYOUTS["xlsx"] if content[:2] == b"PK" else LAYOUTS["csv"]
    table = [row for row in _table(content, layout) if any(row)]
    if not table or tuple(table[0][:6]) != _RECEIPT:
        raise Refusal(
            Text("回盘文件缺少表头", "The receipt file lacks its header"),
            mend=Text(f"首行应为：{','.join(_RECEIPT)}", f"The first row must be: {','.join(_RECEIPT)}"),
        )
    return [_result(row, n) for n, row in enumerate(table[1:], 2)]


def _result(row: list[str], n: int) -> Result:
    try:
        number, amount, outcome, settled, reason, reference = row[:6]
        return Result(number, int(amount), _OUTCOMES[outcome], _day(settled), reason, reference)
    except (ValueError, KeyError) as fault:
        raise Refusal(
            Text("回盘文件这一行读不懂", "This row of the receipt file cannot be read"),
            where=f"第{n}行",
            mend=Text(
                "金额用整数分，结果填“成功”或“退回”，日期用 2020-09-30 的格式。",
                "Whole fen, 'paid' or 'returned', dates like 2020-09-30.",
            ),
        ) from fault


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()


def _value(line: Line, field: Field) -> str:
    return str(getattr(line, field.name))


def _pad(layout: Layout, field: Field, line: Line) -> str:
    value = _value(line, field)
    room = field.width - len(value.encode(layout.encoding))
    if room < 0:
        raise Refusal(
            Text(f"“{field.title}”超过银行文件的长度", f"'{field.name}' is too long for the bank's file"),
            where=line.number,
            mend=Text(f"最长 {field.width} 字节。", f"At most {field.width} bytes."),
        )
    return " " * room + value if field.name == "amount" else value + " " * room


def _unpad(layout: Layout, row: str) -> Line:
    raw, at, found = row.encode(layout.encoding), 0, {}
    for field in layout.fields:
        found[field.name] = raw[at : at + field.width].decode(layout.encoding).strip()
        at += field.width
    return Line(
        found["number"], found["payee"], found["account"], found["bank"], int(found["amount"]), found["memo"]
    )


def _csv(table: list[list[str]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode(encoding)


def _xlsx(table: list[list[str]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(2020, 1, 1)})  # noqa: DTZ001 - fixed, so that bytes repeat
    sheet = book.add_worksheet("支付")
    for n, row in enumerate(table):
        for m, value in enumerate(row):
            sheet.write_string(n, m, value)
    book.close()
    return out.getvalue()


def _table(content: bytes, layout: Layout) -> list[list[str]]:
    if layout.form == "xlsx":
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [[_cell(c) for c in row] for row in book.get_sheet_by_index(0).to_python()]
    return [list(row) for row in csv.reader(io.StringIO(content.decode(layout.encoding)))]


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
