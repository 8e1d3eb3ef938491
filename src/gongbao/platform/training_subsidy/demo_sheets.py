"""The demonstration's roster and statement as workbooks: thirty people, five of them with a fault."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from gongbao.platform.parties.demo_people import Someone, someone
from gongbao.platform.training_subsidy import sheets
from gongbao.platform.training_subsidy.words import ROSTER, STATEMENT

PEOPLE = 30
ELSEWHERE = 60
"""The place of the person who has the other scheme elsewhere already."""
MONTHS = ("2020-07", "2020-08")
WRONG_DIGIT, BAD_DATE, TWICE, OTHER_SCHEME, NO_WAGE = 6, 11, 16, 21, 26
"""Rows of the faulty roster as Excel shows them."""
TWICE_OF = 5
SPARES = {TWICE: 40, OTHER_SCHEME: 41}
"""Who takes the place of the doubled person and of the one with the other scheme when the roster is mended."""


def roster_rows(faulty: int = 5) -> list[list[Any]]:
    """The rows of the roster by the form's columns, with the first `faulty` of the five faults."""
    rows = [_row(_at(place + 2)) for place in range(PEOPLE)]
    faults = (
        (WRONG_DIGIT, 1, _wrong(_at(WRONG_DIGIT).number)),
        (BAD_DATE, 3, "七月上旬"),
        (TWICE, 0, None),
        (OTHER_SCHEME, 0, None),
    )
    for number, column, cell in faults[:faulty]:
        if cell is not None:
            rows[number - 2][column] = cell
        else:
            who = _at(TWICE_OF) if number == TWICE else someone(ELSEWHERE)
            rows[number - 2][:2] = [who.name, who.number]
    return rows


def demo_roster(faulty: int = 5) -> bytes:
    """The roster of thirty people; with `faulty` 5 also one month misses on `demo_statement`, 0 is the mended one."""
    return workbook(ROSTER, roster_rows(faulty))


def demo_statement(faulty: int = 5) -> bytes:
    """The bank statement that goes with `demo_roster`: a wage for every person and month."""
    return workbook(STATEMENT, statement_rows(faulty))


def statement_rows(faulty: int = 5) -> list[list[Any]]:
    """The rows of the statement by the form's columns."""
    rows: list[list[Any]] = []
    seen = set()
    for place, row in enumerate(roster_rows(min(faulty, 4))):
        who = _at(place + 2) if place + 2 == WRONG_DIGIT else Someone(row[0], row[1])
        for month in MONTHS:
            if (who.number, month) in seen or (faulty >= 5 and place + 2 == NO_WAGE and month == MONTHS[1]):
                continue
            seen.add((who.number, month))
            paid_on = date(2020, int(month[-2:]) + 1, 10)
            rows.append([who.name, who.number, month, 3600 + place, paid_on, f"DEMO{month[-2:]}{place:04d}"])
    return rows


def workbook(part: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with the part's headings and these rows; numbers of persons as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(sheets.FIELDS[part].label.zh)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, each in enumerate(sheets.COLUMNS[part]):
            sheet.write_string(0, column, each.field.label.zh)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, str(cell))
    return out.getvalue()


def _at(number: int) -> Someone:
    """Who stands on a row of the mended roster."""
    return someone(SPARES.get(number, number - 2))


def _row(who: Someone) -> list[Any]:
    return [who.name, who.number, "登记失业人员", date(2020, 7, 6), "、".join(MONTHS)]


def _wrong(number: str) -> str:
    """The number with another check digit."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")
