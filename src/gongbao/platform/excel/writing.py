"""Writing sheets: lists to take away, and a sheet sent back with its findings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Column, Field, show
from gongbao.law.text import Text
from gongbao.platform.excel.headings import FINDINGS
from gongbao.platform.excel.table import CellProblem, Table, by_row, column_letters

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_EXACT = 10**15


def export(
    wanted: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: Text = Text("名单", "List"),
    language: str = "zh",
    masked: bool = True,
) -> bytes:
    """A workbook of values by field name; identity, account and phone numbers masked unless told otherwise."""
    out = io.BytesIO()
    export_to(out, wanted, rows, title=title, language=language, masked=masked)
    return out.getvalue()


def export_to(
    out: IO[bytes],
    wanted: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: Text = Text("名单", "List"),
    language: str = "zh",
    masked: bool = True,
) -> None:
    """Like `export`, into a binary file; rows are taken one by one and never held together."""
    export_sheets(out, [(title, wanted, rows)], language=language, masked=masked)


def export_sheets(
    out: IO[bytes],
    sheets: Iterable[tuple[Text, Sequence[Column], Iterable[Mapping[str, Any]]]],
    *,
    language: str = "zh",
    masked: bool = True,
) -> None:
    """Like `export_to`, several lists on a sheet each under its title."""
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        for title, wanted, rows in sheets:
            sheet = book.add_worksheet(sheet_name(title.say(language)))
            formats = write_head(book, sheet, wanted, language)
            for number, row in enumerate(rows, 1):
                for index, column in enumerate(wanted):
                    value = row.get(column.field.name)
                    if value is not None:
                        write_value(
                            sheet, number, index, column.field, value, formats[index], language, masked
                        )


def with_findings(
    table: Table, problems: Sequence[CellProblem] | None = None, *, language: str = "zh"
) -> bytes:
    """The sheet as it came, its faulty cells marked and a last column that says what is wrong in each row.

    `problems` are the table's own unless others (duplicates, failed matches) are given with them.
    """
    grouped = by_row(table.problems if problems is None else problems)
    letters = {row: {each.column for each in found} for row, found in grouped.items()}
    own = {FINDINGS.zh, FINDINGS.en}
    keep = [i for i, cell in enumerate(table.grid[table.header]) if cell not in own]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet(sheet_name(table.sheet))
        looks = _Looks(book)
        sheet.set_column(0, len(keep), 20)
        sheet.set_column(len(keep), len(keep), 60)
        sheet.freeze_panes(table.header + 1, 0)
        for index, row in enumerate(table.grid):
            faulty = letters.get(index + 1, set())
            for place, source in enumerate(i for i in keep if i < len(row)):
                looks.write(
                    sheet, index, place, row[source], index == table.header, column_letters(source) in faulty
                )
            if index == table.header:
                sheet.write_string(index, len(keep), FINDINGS.say(language), looks.head)
            elif found := grouped.get(index + 1):
                sheet.write_string(index, len(keep), _in_one(found, language), looks.wrong)
    return out.getvalue()


def _in_one(found: Iterable[CellProblem], language: str) -> str:
    """The findings of one row, each with its column, in one cell."""
    said = []
    for each in found:
        label = each.label.say(language)
        tail = "" if not each.mend.zh else f"{'。' if language == 'zh' else '. '}{each.mend.say(language)}"
        said.append(
            f"{label}{'：' if language == 'zh' else ': '}{each.what.say(language)}{tail}"
            if label
            else each.what.say(language) + tail
        )
    return ("；" if language == "zh" else "; ").join(said)[:32_000]


class _Looks:
    """Cell formats of a sheet sent back."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format({"bold": True, "bg_color": "#EDEFF2", "border": 1})
        self.wrong = book.add_format({"font_color": "#9C1C1C", "text_wrap": True, "valign": "top"})
        self._text = {bad: _format(book, "@", bad) for bad in (False, True)}
        self._day = {bad: _format(book, "yyyy-mm-dd", bad) for bad in (False, True)}
        self._plain = {bad: _format(book, "General", bad) for bad in (False, True)}

    def write(self, sheet: Worksheet, row: int, column: int, cell: Any, head: bool, bad: bool) -> None:
        """Write a raw cell as it was."""
        if cell == "" or cell is None:
            sheet.write_blank(row, column, None, self._plain[bad])
        elif head:
            sheet.write_string(row, column, str(cell), self.head)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self._plain[bad])
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, column, cell, self._plain[bad])
        elif isinstance(cell, (date, datetime)):
            sheet.write_datetime(row, column, cell, self._day[bad])
        else:
            sheet.write_string(row, column, str(cell), self._text[bad])


def _format(book: xlsxwriter.Workbook, number_format: str, bad: bool) -> Format:
    return book.add_format({"num_format": number_format, **({"bg_color": "#FBE3E1"} if bad else {})})


def write_head(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    wanted: Sequence[Column],
    language: str,
    *,
    star: bool = False,
) -> list[Format]:
    """The heading row; the format of each column."""
    head = book.add_format(
        {"bold": True, "bg_color": "#EDEFF2", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    formats = [book.add_format({"num_format": column.number_format}) for column in wanted]
    for index, column in enumerate(wanted):
        sheet.set_column(index, index, column.width, formats[index])
    for index, column in enumerate(wanted):
        label = column.field.label.say(language)
        sheet.write_string(0, index, f"{label}*" if star and column.field.required else label, head)
    sheet.freeze_panes(1, 0)
    return formats


def write_value(
    sheet: Worksheet,
    row: int,
    index: int,
    field: Field,
    value: Any,
    look: Format,
    language: str,
    masked: bool,
) -> None:
    """One value in the cell's own kind."""
    if field.kind == "money" and abs(value) < _EXACT:
        sheet.write_number(row, index, value / 100, look)
    elif field.kind == "integer" and abs(value) < _EXACT:
        sheet.write_number(row, index, value, look)
    elif field.kind == "ratio":
        sheet.write_number(row, index, float(Decimal(value)), look)
    elif field.kind == "date" and value.year >= 1900:
        sheet.write_datetime(row, index, value, look)
    elif field.kind == "month" and value >= 1900 * 12:
        sheet.write_datetime(row, index, months.first_day(value), look)
    else:
        sheet.write_string(row, index, show(field, value, language, masked=masked), look)


def sheet_name(name: str) -> str:
    """A name that a sheet may have."""
    return re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31] or "Sheet"
