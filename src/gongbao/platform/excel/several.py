"""Workbooks of several tables, one sheet each: to fill in, filled in, and read back sheet by sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from gongbao.kernel.forms import Field, columns
from gongbao.kernel.forms.columns import fold_heading
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel.headings import best_row
from gongbao.platform.excel.reading import Reader
from gongbao.platform.excel.table import NO_TEXT, CellProblem, Table
from gongbao.platform.excel.template import drop_down, instructions
from gongbao.platform.excel.workbook import Sheet, open_sheets
from gongbao.platform.excel.writing import OPTIONS, sheet_name, write_head, write_value

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Sheets:
    """The tables found by the name of their field, and the names of sheets that hold none."""

    tables: dict[str, Table]
    unused: tuple[str, ...]


def workbook(
    tables: Sequence[Field], title: Text, *, rows: Mapping[str, Rows] | None = None, language: str = "zh"
) -> bytes:
    """A sheet of instructions and one sheet for each table field, empty or with `rows` by the field's name.

    Text is written as it stands, also where it is no answer of its column.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        instructions(book, [(each.label, columns(each)) for each in tables], title, language)
        sheets = [book.add_worksheet(sheet_name(each.label.say(language))) for each in tables]
        choices = book.add_worksheet("选项" if language == "zh" else "Options")
        choices.hide()
        line = 0
        for table, sheet in zip(tables, sheets, strict=True):
            wanted = columns(table)
            formats = write_head(book, sheet, wanted, language)
            for index, column in enumerate(wanted):
                line += drop_down(sheet, choices, index, column.field, language, line)
            for number, row in enumerate((rows or {}).get(table.name, ()), 1):
                for index, column in enumerate(wanted):
                    value = row.get(column.field.name)
                    if isinstance(value, str):
                        sheet.write_string(number, index, value, formats[index])
                    elif value is not None:
                        write_value(
                            sheet, number, index, column.field, value, formats[index], language, False
                        )
        sheets[0].activate()
    return out.getvalue()


def read_sheets(
    data: bytes, tables: Iterable[Field], *, limit_rows: int = 50_000, on: date | None = None
) -> Sheets:
    """The tables whose sheets stand in a workbook, found by their names; faults of single cells become problems.

    Raises Refusal where no sheet has the name of a table, or a file cannot be opened.
    """
    wanted = list(tables)
    sheets = {fold_heading(each.name): each for each in open_sheets(data)}
    found: dict[str, Table] = {}
    for table in wanted:
        sheet = next((sheets.pop(name) for name in _names(table) if name in sheets), None)
        if sheet is not None:
            found[table.name] = _table(sheet, table, limit_rows, on)
    if not found:
        names = [each.label for each in wanted]
        raise Refusal(
            Text("没有一张表的名称对得上", "no sheet has a name we know"),
            mend=Text(
                "请用模板填写，工作表应有：" + "、".join(each.zh for each in names),
                "Use the template; its sheets are: " + ", ".join(each.say("en") for each in names),
            ),
        )
    return Sheets(found, tuple(each.name for each in sheets.values()))


def _names(table: Field) -> tuple[str, ...]:
    return tuple(fold_heading(sheet_name(each)) for each in (*table.label, table.name))


def _table(sheet: Sheet, table: Field, limit_rows: int, on: date | None) -> Table:
    wanted = columns(table)
    fit, index = best_row(sheet.grid, wanted)
    if not fit:
        blank = not any(str(cell).strip() for row in sheet.grid for cell in row)
        return Table(
            sheet.name, (), () if blank else (_no_heading(sheet, table),), (), wanted, {}, 0, sheet.grid
        )
    return Reader(sheet, -index, wanted, on).table(limit_rows)


def _no_heading(sheet: Sheet, table: Field) -> CellProblem:
    heads = [each.field.label for each in columns(table)]
    mend = Text(
        "表头应有：" + "、".join(each.zh for each in heads),
        "The headings are: " + ", ".join(each.say("en") for each in heads),
    )
    return CellProblem(sheet.name, 0, "", "", NO_TEXT, Text("找不到表头", "no heading row was found"), mend)
