"""Finding the table: the visible sheet and row that name the most of the columns wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongbao.kernel.forms import Column
from gongbao.kernel.forms.columns import fold_heading
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel.workbook import Sheet

FINDINGS = Text("核对结果", "Findings")
"""The heading of the column in which problems are sent back; ignored when such a sheet comes in again."""

OWN = {fold_heading(FINDINGS.zh), fold_heading(FINDINGS.en)}
_HEADER_WITHIN = 20


def find_headings(sheets: Sequence[Sheet], columns: Sequence[Column]) -> tuple[Sheet, int]:
    """The sheet that fits best and the index of its heading row, among its first twenty.

    Refuses where no row names two of the columns (or the only one).
    """
    fit, header, place = max(
        ((*best_row(sheet.grid, columns), -number) for number, sheet in enumerate(sheets)), default=(0, 0, 0)
    )
    if fit < min(2, len(columns)):
        wanted = "、".join(each.field.label.zh for each in columns)
        wanted_en = ", ".join(each.field.label.en for each in columns)
        raise Refusal(
            Text("找不到表头", "no heading row was found"),
            mend=Text(
                f"请用模板填写，表头应有：{wanted}", f"Use the template; the headings are: {wanted_en}"
            ),
        )
    return sheets[-place], -header


def best_row(grid: list[list[Any]], columns: Sequence[Column]) -> tuple[int, int]:
    """How many columns the best heading row names, and its index, negative so that the first wins."""
    folded = (
        ({fold_heading(str(cell)) for cell in row}, -index) for index, row in enumerate(grid[:_HEADER_WITHIN])
    )
    fits = ((sum(bool(each.headings & names) for each in columns), index) for names, index in folded)
    return max(fits, default=(0, 0))
