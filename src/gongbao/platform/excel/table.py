"""A table read from a sheet: good rows, and each problem by sheet, row and column as Excel shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gongbao.kernel.forms import Column
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem (or, among notes, a remark) at one cell; `row` 0 means the whole sheet, `column` may be empty."""

    sheet: str
    row: int
    column: str
    field: str
    label: Text
    what: Text
    mend: Text = NO_TEXT
    clause: str = ""

    def where(self, language: str = "zh") -> str:
        """The place in words: 花名册 第12行 C列「身份证号」."""
        label = self.label.say(language)
        if language.startswith("en"):
            parts = [
                self.sheet,
                f"row {self.row}" if self.row else "",
                f"column {self.column}" if self.column else "",
            ]
            return " ".join(filter(None, parts)) + (f" “{label}”" if label else "")
        parts = [self.sheet, f"第{self.row}行" if self.row else "", f"{self.column}列" if self.column else ""]
        return " ".join(filter(None, parts)) + (f"「{label}」" if label else "")

    def say(self, language: str = "zh") -> str:
        """Place, fault, remedy and clause in one sentence."""
        return Refusal(self.what, where=self.where(language), mend=self.mend, clause=self.clause).say(
            language
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One good row: its number in the sheet (from 1) and its values by field name."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """What a sheet held: good rows, problems, notes, and the raw cells for sending it back with findings.

    `places` are the columns found (field name to index from 0), `header` the heading row's index from 0.
    """

    sheet: str
    rows: tuple[Row, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[CellProblem, ...]
    columns: tuple[Column, ...] = field(repr=False)
    places: dict[str, int] = field(repr=False)
    header: int = field(repr=False)
    grid: list[list[Any]] = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether no row failed."""
        return not self.problems

    def problem(
        self, row: int, name: str, what: Text, *, mend: Text = NO_TEXT, clause: str = ""
    ) -> CellProblem:
        """A problem the caller found (a duplicate, a failed match) at a row and field of this table."""
        label = next((each.field.label for each in self.columns if each.field.name == name), NO_TEXT)
        letters = column_letters(self.places[name]) if name in self.places else ""
        return CellProblem(self.sheet, row, letters, name, label, what, mend, clause)


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def by_row(problems: Iterable[CellProblem]) -> dict[int, list[CellProblem]]:
    """Problems grouped by their row."""
    grouped: dict[int, list[CellProblem]] = {}
    for each in problems:
        grouped.setdefault(each.row, []).append(each)
    return grouped
