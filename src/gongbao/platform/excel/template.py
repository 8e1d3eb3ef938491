"""Templates: a workbook to fill in, with instructions, drop-downs and columns that keep every digit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from gongbao.kernel.forms import Column, Field, Form, columns
from gongbao.law.text import Text
from gongbao.platform.excel.table import column_letters
from gongbao.platform.excel.writing import OPTIONS, sheet_name, write_head

_TEMPLATE_ROWS = 10_000
_HOW: dict[str, Text] = {
    "identity_number": Text("18位，按文本填写", "18 characters, as text"),
    "credit_code": Text("18位，按文本填写", "18 characters, as text"),
    "account": Text("按文本填写", "as text"),
    "phone": Text("11位手机号", "11-digit mobile number"),
    "date": Text("如 2020-07-01", "as 2020-07-01"),
    "month": Text("如 2020-07", "as 2020-07"),
    "months": Text("如 2020年7月、8月，或 2020-07至2020-09", "as 2020-07, 2020-08 or 2020-07~2020-09"),
    "money": Text("单位元，最多两位小数", "in yuan, at most two decimals"),
    "integer": Text("整数", "a whole number"),
    "ratio": Text("如 80%", "as 80%"),
    "choice": Text("从下拉列表中选择", "choose from the list"),
    "choices": Text("可填多项，用顿号隔开", "several, separated by commas"),
    "yes_no": Text("是或否", "yes or no"),
}

_FILL_IN = {
    False: Text(
        "请在下一张表填写，带*的列必填；不要改表头，不要合并单元格。",
        "Fill in the next sheet; * is required. Keep the headings, do not merge cells.",
    ),
    True: Text(
        "请在后面各张表填写，没有的表留空；不要改表名和表头，不要合并单元格。",
        "Fill in the next sheets; leave empty what does not apply. Keep names and headings, do not merge cells.",
    ),
}


def template(form: Form | Field, *, language: str = "zh", title: Text | None = None) -> bytes:
    """An empty workbook for a form or a table field: a sheet of instructions, then the sheet to fill in."""
    wanted = columns(form)
    name = title or (form.title if isinstance(form, Form) else form.label)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        instructions(book, [(Text("", ""), wanted)], name, language)
        sheet = book.add_worksheet(sheet_name(name.say(language)))
        write_head(book, sheet, wanted, language, star=True)
        choices = book.add_worksheet("选项" if language == "zh" else "Options")
        choices.hide()
        for index, column in enumerate(wanted):
            drop_down(sheet, choices, index, column.field, language, index)
        sheet.activate()
    return out.getvalue()


def instructions(
    book: xlsxwriter.Workbook, tables: Sequence[tuple[Text, Sequence[Column]]], name: Text, language: str
) -> None:
    """The sheet that says how each column of the next ones is filled in."""
    zh = language == "zh"
    sheet = book.add_worksheet("填写说明" if zh else "How to fill in")
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate((24, 8, 40, 50, 22, 18)):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, name.say(language), bold)
    sheet.write_string(1, 0, _FILL_IN[len(tables) > 1].say(language))
    heads = (
        ("列", "必填", "怎么填", "说明", "例", "依据")
        if zh
        else ("Column", "Required", "How", "Help", "Example", "Clause")
    )
    for index, head in enumerate(heads):
        sheet.write_string(3, index, head, bold)
    number = 4
    for label, wanted in tables:
        if label.zh:
            sheet.write_string(number, 0, label.say(language), bold)
            number += 1
        for column in wanted:
            field = column.field
            cells = (field.label.say(language), ("是" if zh else "yes") if field.required else "",
                     _HOW.get(field.kind, Text("", "")).say(language), field.help.say(language),
                     field.example, field.clause)  # fmt: skip
            for index, cell in enumerate(cells):
                sheet.write_string(number, index, cell, wrap)
            number += 1


def drop_down(
    sheet: Worksheet, choices: Worksheet, index: int, field: Field, language: str, line: int
) -> int:
    """The list of a choice's answers at its column; how many lines of `choices` it took, from `line` on."""
    taken = 0
    if field.kind == "yes_no":
        source: Any = ["是", "否"] if language == "zh" else ["yes", "no"]
    elif field.kind == "choice":
        labels = [each.label.say(language) for each in field.options]
        for place, label in enumerate(labels):
            choices.write_string(line, place, label)
        last, taken = column_letters(len(labels) - 1), 1
        source = f"='{choices.get_name()}'!$A${line + 1}:${last}${line + 1}"
    else:
        return 0
    sheet.data_validation(1, index, _TEMPLATE_ROWS, index, {
        "validate": "list", "source": source,
        "error_title": "请从列表中选择" if language == "zh" else "Choose from the list",
        "error_message": "这一格只能选列表中的内容" if language == "zh" else "Only the listed answers fit here",
    })  # fmt: skip
    return taken
