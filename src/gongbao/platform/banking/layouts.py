"""Files banks send and take: one head, then lines, in fixed width, CSV or Excel. Pure; equal input, equal bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Column(NamedTuple):
    """A column: the member it holds, its heading, its width in bytes of the file's encoding (fixed width only)."""

    name: str
    title: str
    width: int = 0


@dataclass(frozen=True)
class Layout:
    """How one bank wants its files. `form` is ``fixed``, ``csv`` or ``xlsx``."""

    name: str
    form: str
    encoding: str

    @property
    def suffix(self) -> str:
        """The file name's ending."""
        return "txt" if self.form == "fixed" else self.form


class Line(NamedTuple):
    """A line as read: its row in the file, its cells by name, and its raw text."""

    row: int
    cells: dict[str, str]
    raw: str


def write_table(
    layout: Layout, columns: Sequence[Column], head: Sequence[str], rows: Sequence[NamedTuple], *, title: str
) -> bytes:
    """A head, then the rows' members named by `columns`; `title` names the sheet of a workbook."""
    table = [[str(getattr(row, c.name)) for c in columns] for row in rows]
    if layout.form == "fixed":
        lines = ["".join(_pad(layout, c, v) for c, v in zip(columns, row, strict=True)) for row in table]
        return "".join(f"{line}\r\n" for line in ["|".join(head), *lines]).encode(layout.encoding)
    whole = [list(head), [c.title for c in columns], *table]
    return csv_bytes(whole, layout.encoding) if layout.form == "csv" else _xlsx(whole, title)


def read_table(
    layout: Layout, columns: Sequence[Column], content: bytes, kind: str
) -> tuple[list[str], list[Line]]:
    """The head (kind, batch, count, total) and the lines; Refusal where it is no file of this kind and layout."""
    try:
        if layout.form == "fixed":
            first, *rest = content.decode(layout.encoding).splitlines()
            head = first.split("|")
            lines = [Line(n, _cut(layout, columns, raw), raw) for n, raw in enumerate(rest, 2) if raw.strip()]
        else:
            table = table_of(layout, content)
            head, names = table[0], [c.name for c in columns]
            lines = [
                Line(n, dict(zip(names, [*row, *[""] * len(names)], strict=False)), "|".join(row))
                for n, row in enumerate(table[2:], 3)
                if any(row)
            ]
        good = (
            len(head) >= 4 and head[0] == kind and bool(head[1]) and int(head[2]) >= 0 and int(head[3]) >= 0
        )
    except (UnicodeDecodeError, ValueError, IndexError):
        good = False
    if not good:
        raise Refusal(
            Text("文件没有表头或不是约定的格式", "The file has no head or is not of the agreed layout"),
            mend=Text(f"首行应为 {kind}、批次号、笔数、总额", f"The first row: {kind}, batch, count, total"),
        )
    return head[:4], lines


def table_of(layout: Layout, content: bytes) -> list[list[str]]:
    """The cells of a CSV file or a workbook's first sheet as trimmed text. Raises ValueError for another file."""
    if layout.form != "xlsx":
        text = content.decode(layout.encoding)
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [[_cell(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    except CalamineError as fault:
        raise ValueError from fault


def csv_bytes(table: Sequence[Sequence[str]], encoding: str) -> bytes:
    """A table as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode(encoding)


def day(text: str) -> date:
    """A day as files write it, with or without a time."""
    return datetime.fromisoformat(text).date()


def _pad(layout: Layout, column: Column, value: str) -> str:
    room = column.width - len(value.encode(layout.encoding))
    if room < 0:
        raise Refusal(
            Text(f"“{column.title}”超过银行文件的长度", f"“{column.name}” is too long for the bank's file"),
            where=value,
            mend=Text(f"最长 {column.width} 字节", f"At most {column.width} bytes"),
        )
    return " " * room + value if column.name == "amount" else value + " " * room


def _cut(layout: Layout, columns: Sequence[Column], line: str) -> dict[str, str]:
    raw, at, found = line.encode(layout.encoding), 0, {}
    for column in columns:
        found[column.name] = raw[at : at + column.width].decode(layout.encoding, "replace").strip()
        at += column.width
    return found


def _xlsx(table: list[list[str]], title: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(2020, 1, 1)})  # noqa: DTZ001 - fixed, so that bytes repeat
    sheet = book.add_worksheet(title)
    for n, row in enumerate(table):
        for m, value in enumerate(row):
            sheet.write_string(n, m, value)
    book.close()
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat()[:10] if isinstance(value, date) else str(value).strip()
