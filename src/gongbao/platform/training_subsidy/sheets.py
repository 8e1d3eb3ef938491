"""The roster and the statement as sheets: read from files or typed, mended row by row, kept without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gongbao.kernel.forms import Field, columns, is_blank, read
from gongbao.kernel.forms.parsing import missing
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel.services import CellProblem, Row, Table, read_table
from gongbao.platform.training_subsidy.words import FORM, ROSTER, STATEMENT, TITLES

FIELDS: dict[str, Field] = {part: FORM.field(part) for part in (ROSTER, STATEMENT)}
COLUMNS = {part: columns(field) for part, field in FIELDS.items()}


def read_sheet(part: str, data: bytes, on: date) -> Table:
    """The table in an uploaded workbook or CSV; faulty rows become problems, their cells stay.

    Raises Refusal where there is no such table or too many rows (the form's own limit).
    """
    return read_table(data, COLUMNS[part], limit_rows=FIELDS[part].max_rows, on=on)


def blank(part: str) -> Table:
    """An empty table with its headings, to be filled in on screen."""
    wanted = COLUMNS[part]
    heads: list[list[Any]] = [[each.field.label.zh for each in wanted]]
    places = {each.field.name: index for index, each in enumerate(wanted)}
    return Table(TITLES[part].zh, (), (), (), wanted, places, 0, heads)


def mended(table: Table, number: int, cells: Mapping[str, Any] | None, on: date) -> Table:
    """The table with other cells in one row (None removes the row, 0 adds one at the end)."""
    strange = set(cells or ()) - set(table.places)
    if strange or (number and not table.header + 1 < number <= len(table.grid)):
        raise Refusal(
            Text("表中没有这一行或这一列", "the sheet has no such row or column"),
            mend=Text(
                "请重新打开页面再修改，或重新上传整张表", "Open the page again, or upload the sheet anew"
            ),
        )
    grid = [list(row) for row in table.grid]
    number = number or len(grid) + 1
    if number > len(grid):
        grid.append([])
    if cells is None:
        grid[number - 1] = []
    else:
        width = max(table.places.values(), default=-1) + 1
        row = grid[number - 1]
        row += [""] * (width - len(row))
        for name, cell in cells.items():
            row[table.places[name]] = cell
    changed = replace(
        table,
        grid=grid,
        rows=tuple(row for row in table.rows if row.number != number),
        problems=tuple(each for each in table.problems if each.row != number),
        notes=tuple(each for each in table.notes if each.row != number),
    )
    return changed if all(map(is_blank, grid[number - 1])) else _with_row(changed, number, on)


def _with_row(table: Table, number: int, on: date) -> Table:
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for column in table.columns:
        each, place = column.field, table.places.get(column.field.name)
        cell = table.grid[number - 1][place] if place is not None else ""
        if is_blank(cell):
            if each.required:
                fault = missing(each)
                problems.append(
                    table.problem(number, each.name, fault.what, mend=fault.mend, clause=fault.clause)
                )
            continue
        try:
            values[each.name] = read(each, cell, on)
        except Refusal as refusal:
            clause = refusal.clause or each.clause
            problems.append(table.problem(number, each.name, refusal.what, mend=refusal.mend, clause=clause))
    if problems:
        return replace(table, problems=(*table.problems, *problems))
    rows = sorted((*table.rows, Row(number, values)), key=lambda row: row.number)
    return replace(table, rows=tuple(rows))


def without_rows(table: Table, numbers: set[int]) -> Table:
    """The table with only those rows that are not in `numbers`."""
    grid = [[] if index + 1 in numbers else row for index, row in enumerate(table.grid)]
    return replace(
        table,
        grid=grid,
        rows=tuple(row for row in table.rows if row.number not in numbers),
        problems=tuple(each for each in table.problems if each.row not in numbers),
    )


def dump(part: str, table: Table) -> str:
    """The table as JSON text; `load` gives the same table back."""
    kept = {
        "sheet": table.sheet,
        "header": table.header,
        "places": table.places,
        "rows": [[row.number, row.values] for row in table.rows],
        "problems": [_problem(each) for each in table.problems],
        "notes": [_problem(each) for each in table.notes],
        "grid": table.grid,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), default=_plain)


def load(part: str, text: str) -> Table:
    """The table that `dump` wrote."""
    kept = json.loads(text)
    kinds = {each.name: each.kind for each in FIELDS[part].columns}
    rows = tuple(
        Row(number, {k: _typed(kinds[k], v) for k, v in values.items()}) for number, values in kept["rows"]
    )
    grid = [[_cell(cell) for cell in row] for row in kept["grid"]]
    problems, notes = (tuple(_unproblem(each) for each in kept[name]) for name in ("problems", "notes"))
    return Table(kept["sheet"], rows, problems, notes, COLUMNS[part], kept["places"], kept["header"], grid)


def _typed(kind: str, value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return tuple(value) if kind == "months" else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return str(value)


def _cell(cell: Any) -> Any:
    if isinstance(cell, dict):
        return datetime.fromisoformat(cell["at"]) if "at" in cell else date.fromisoformat(cell["day"])
    return cell


def _problem(each: CellProblem) -> list[Any]:
    return [
        each.sheet,
        each.row,
        each.column,
        each.field,
        *map(list, (each.label, each.what, each.mend)),
        each.clause,
    ]


def _unproblem(kept: list[Any]) -> CellProblem:
    sheet, row, column, name, label, what, mend, clause = kept
    return CellProblem(sheet, row, column, name, Text(*label), Text(*what), Text(*mend), clause)
