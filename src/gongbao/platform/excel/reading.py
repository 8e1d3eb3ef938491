"""Reading a table: the headings are found, every cell is checked, good rows are kept when others fail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from gongbao.kernel.forms import Column, Field, is_blank, read
from gongbao.kernel.forms.columns import fold_heading
from gongbao.kernel.forms.parsing import doubts, missing
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel.headings import OWN, find_headings
from gongbao.platform.excel.table import NO_TEXT, CellProblem, Row, Table, column_letters
from gongbao.platform.excel.workbook import Sheet, open_sheets

_TOTALS = {"合计", "总计", "小计", "total"}
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
_SHOWN_ROWS = 8
_MOST_MERGED = 1_000_000
_FIRST_DAY = 19_000_101
_REPEATING = {"choice", "choices", "yes_no", "date", "month", "months", "credit_code", "money"}


def read_table(
    data: bytes, columns: Sequence[Column], *, limit_rows: int = 50_000, on: date | None = None
) -> Table:
    """The rows of an xlsx workbook or CSV under the headings of `columns`.

    Takes the visible sheet that fits best and the heading row among its first twenty. Raises Refusal
    where there is no such sheet, or more than `limit_rows` rows; faults of single cells become problems.
    `on` is the day birth dates may not pass.
    """
    sheet, header = find_headings(open_sheets(data), columns)
    return Reader(sheet, header, tuple(columns), on).table(limit_rows)


@dataclass
class Reader:
    """Reads one sheet under its heading row."""

    sheet: Sheet
    header: int
    columns: tuple[Column, ...]
    on: date | None
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[CellProblem] = field(default_factory=list)
    text_days: dict[str, list[int]] = field(default_factory=dict)
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)

    def table(self, limit_rows: int) -> Table:
        complete = self._check_headings()
        body = self.sheet.grid[self.header + 1 :]
        filled = [(i, row) for i, row in enumerate(body, self.header + 2) if not _empty(row)]
        if len(filled) > limit_rows:
            raise Refusal(
                Text(
                    f"最多{limit_rows}行，现有{len(filled)}行",
                    f"at most {limit_rows} rows, not {len(filled)}",
                ),
                mend=Text("请分成几个文件上传", "Split it into several files"),
            )
        rows = tuple(row for number, cells in filled if (row := self._row(number, cells)) is not None)
        if self.sheet.hidden:
            self._note_hidden({number for number, _ in filled})
        self._note_text_days()
        return Table(
            self.sheet.name, rows if complete else (), tuple(self.problems), tuple(self.notes),
            self.columns, self.places, self.header, self.sheet.grid,
        )  # fmt: skip

    @cached_property
    def places(self) -> dict[str, int]:
        """Field name to column index; the first of several columns with one heading counts."""
        headings = [fold_heading(str(cell)) for cell in self.sheet.grid[self.header]]
        places: dict[str, int] = {}
        for column in self.columns:
            found = [i for i, heading in enumerate(headings) if heading in column.headings]
            if found:
                places[column.field.name] = found[0]
        return places

    def _check_headings(self) -> bool:
        number = self.header + 1
        for column in self.columns:
            each = column.field
            if each.name not in self.places and each.required and not each.only_if:
                what = Text(f"缺少“{each.label.zh}”列", f"the column “{each.label.en}” is missing")
                mend = Text("请补上这一列，或用模板填写", "Add it, or use the template")
                self.problems.append(self._at(number, "", column, what, mend, each.clause))
        used = set(self.places.values())
        for index, cell in enumerate(self.sheet.grid[self.header]):
            if index not in used and not is_blank(cell) and fold_heading(str(cell)) not in OWN:
                what = Text(f"“{cell}”列没有用到", f"the column “{cell}” is not used")
                self.notes.append(
                    CellProblem(self.sheet.name, number, column_letters(index), "", NO_TEXT, what)
                )
        return not self.problems

    def _row(self, number: int, cells: list[Any]) -> Row | None:
        """The row's values, or None with its problems noted."""
        if _is_total(cells):
            what = Text("合计行未读入", "the total row was not read")
            self.notes.append(CellProblem(self.sheet.name, number, "", "", NO_TEXT, what))
            return None
        values: dict[str, Any] = {}
        before, width = len(self.problems), len(cells)
        for name, place, column in self._placed:
            each = column.field
            if each.only_if and values.get(each.only_if[0]) != each.only_if[1]:
                continue
            cell = cells[place] if place < width else ""
            if is_blank(cell):
                self._blank(number, place, column)
                continue
            try:
                if each.kind in _REPEATING and isinstance(cell, str):
                    values[name] = self._seen(number, each, cell)
                else:
                    values[name] = self._value(number, place, column, cell)
            except Refusal as refusal:
                what, mend = refusal.what, refusal.mend
                self.problems.append(
                    self._at(number, place, column, what, mend, refusal.clause or each.clause)
                )
        return Row(number, values) if len(self.problems) == before else None

    @cached_property
    def _placed(self) -> tuple[tuple[str, int, Column], ...]:
        """The columns the sheet has, in the order wanted, each with its field's name and place."""
        return tuple(
            (each.field.name, self.places[each.field.name], each)
            for each in self.columns
            if each.field.name in self.places
        )

    def _value(self, number: int, place: int, column: Column, cell: Any) -> Any:
        each = column.field
        if isinstance(cell, str):
            _check_formula(cell)
        elif isinstance(cell, float) and each.kind == "date" and cell < _FIRST_DAY:
            raise Refusal(
                Text(f"日期存成了数值{cell:g}", f"the date is stored as the number {cell:g}"),
                mend=Text(
                    "请把单元格设为日期格式，或写成 2020-07-01", "Set the cell to date, or write 2020-07-01"
                ),
            )
        value = read(each, cell, self.on)
        for doubt in doubts(each, value):
            self.notes.append(self._at(number, place, column, doubt))
        return value

    def _seen(self, number: int, each: Field, cell: str) -> Any:
        """The value of a text that recurs, worked out once."""
        known = self.seen.setdefault(each.name, {})
        if cell not in known:
            _check_formula(cell)
            known[cell] = read(each, cell, self.on)
        if each.kind in ("date", "month"):
            self.text_days.setdefault(each.name, []).append(number)
        return known[cell]

    def _blank(self, number: int, place: int, column: Column) -> None:
        if (number - 1, place) in self._merged_over:
            what = Text("合并单元格只有左上角有内容", "only the first cell of a merged area holds content")
            mend = Text("请取消合并，每行都填写", "Unmerge it and fill every row")
            self.problems.append(self._at(number, place, column, what, mend))
        elif column.field.required:
            fault = missing(column.field)
            self.problems.append(self._at(number, place, column, fault.what, fault.mend, fault.clause))

    @cached_property
    def _merged_over(self) -> set[tuple[int, int]]:
        """Cells of merged areas other than their first, within the table."""
        last, used = len(self.sheet.grid) - 1, sorted(self.places.values())
        covered: set[tuple[int, int]] = set()
        looked_at = 0
        for (top, left), (bottom, right) in self.sheet.merged:
            rows = range(max(top, self.header + 1), min(bottom, last) + 1)
            looked_at += len(rows) * len(used)
            if looked_at > _MOST_MERGED:
                raise Refusal(
                    Text("合并单元格太多", "too many cells are merged"),
                    mend=Text("请取消合并后上传", "Unmerge them"),
                )
            covered |= {(row, column) for row in rows for column in used if left <= column <= right}
            covered.discard((top, left))
        return covered

    def _note_hidden(self, filled: set[int]) -> None:
        hidden = [row + 1 for row in self.sheet.hidden if row + 1 in filled]
        if hidden:
            rows = _some(hidden)
            what = Text(f"第{rows}行是隐藏行，也已读入", f"hidden rows were read too: {rows}")
            self.notes.append(CellProblem(self.sheet.name, hidden[0], "", "", NO_TEXT, what))

    def _note_text_days(self) -> None:
        for column in self.columns:
            if rows := self.text_days.get(column.field.name):
                where = _some(rows)
                what = Text(
                    f"第{where}行的日期是文字，已读成日期", f"dates written as text were read in rows {where}"
                )
                self.notes.append(self._at(rows[0], self.places[column.field.name], column, what))

    def _at(
        self, row: int, place: int | str, column: Column, what: Text, mend: Text = NO_TEXT, clause: str = ""
    ) -> CellProblem:
        letters = column_letters(place) if isinstance(place, int) else place
        each = column.field
        return CellProblem(self.sheet.name, row, letters, each.name, each.label, what, mend, clause)


def _is_total(cells: list[Any]) -> bool:
    return any(isinstance(cell, str) and cell.strip().lower() in _TOTALS for cell in cells[:2])


def _check_formula(cell: str) -> None:
    if cell in _ERRORS:
        raise Refusal(
            Text(f"单元格的公式出错（{cell}）", f"the cell's formula failed ({cell})"),
            mend=Text("请改为直接填写内容", "Type the content itself"),
        )


def _empty(row: Iterable[Any]) -> bool:
    return all(is_blank(cell) for cell in row)


def _some(rows: Sequence[int]) -> str:
    listed = "、".join(map(str, rows[:_SHOWN_ROWS]))
    return listed if len(rows) <= _SHOWN_ROWS else f"{listed}等{len(rows)}"
