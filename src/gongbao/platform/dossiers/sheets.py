"""Dossiers in files: the workbook to fill in, one person's or many people's dossiers read, each fault at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongbao.kernel.dossier import sheets as s
from gongbao.kernel.dossier import typed as t
from gongbao.kernel.forms import Field, read
from gongbao.kernel.outside import read_json
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel.services import CellProblem, Table, read_sheets, workbook
from gongbao.policies import dossiers

MOST_PEOPLE = 2000
TITLE = Text("职称档案", "Dossier for titles")
ROWS = Text("行", "row")
_ZIP = b"PK\x03\x04"


@dataclass
class Person:
    """One person of a file: what was typed, and the cell from which each part came."""

    who: str
    typed: t.Typed = field(default_factory=dict)
    places: dict[tuple[str, int], tuple[Table, int]] = field(default_factory=dict)
    line: int = 0

    def at_cell(self, refusal: Refusal) -> Refusal:
        """A refusal of the form told at its cell of the file, or at its line."""
        name, _, rest = refusal.where.partition("-")
        place, _, key = rest.partition("-")
        found = self.places.get((name, int(place)) if place else (s.BASIC, 0))
        if found is None:
            where = f"第{self.line}行 {refusal.where}" if self.line else refusal.where
            return Refusal(refusal.what, where=where.strip(), mend=refusal.mend, clause=refusal.clause)
        table, row = found
        cell = table.problem(row, key or name, refusal.what, mend=refusal.mend, clause=refusal.clause)
        return told(cell)


@dataclass(frozen=True)
class File:
    """The people of a file, and what could not be read at all (each at its cell or line)."""

    people: list[Person]
    problems: list[Refusal]


def template(*, many: bool = False, language: str = "zh") -> bytes:
    """The workbook to fill in; for many people with the findings an employer may enter."""
    return workbook(_tables(many), TITLE, language=language)


def written(
    people: Iterable[tuple[str, Mapping[str, str]]], *, many: bool = False, language: str = "zh"
) -> bytes:
    """Dossiers as the same workbook, filled in."""
    tables, rows = _tables(many), dict[str, list[dict[str, Any]]]()
    kinds = {(table.name, column.name): column for table in tables for column in table.columns}
    for who, typed in people:
        for name, listed in s.rows_of(typed, dossiers.asked(), who).items():
            kept = rows.setdefault(name, [])
            kept += [{k: _cell(kinds.get((name, k)), v) for k, v in row.items()} for row in listed]
    return workbook(tables, TITLE, rows=rows, language=language)


def read_file(data: bytes, on: date, *, many: bool = False) -> File:
    """The dossiers of an Excel workbook, of a JSON file or of JSON lines; what is sound is kept beside the faults."""
    if data.startswith((_ZIP, b"\xd0\xcf\x11\xe0")):
        return _sheets(data, on, many)
    return _json(data, many)


def told(problem: CellProblem) -> Refusal:
    """A problem of a cell as a refusal that names sheet, row and column."""
    return Refusal(problem.what, where=problem.where(), mend=problem.mend, clause=problem.clause)


def _tables(many: bool) -> tuple[Field, ...]:
    return s.tables(dossiers.asked(), dossiers.findings() if many else ())


def _sheets(data: bytes, on: date, many: bool) -> File:
    found = read_sheets(data, [s.as_read(each) for each in _tables(True)], on=on)
    people: dict[str, Person] = {}
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    problems = [told(p) for table in found.tables.values() for p in table.problems if not p.field]
    cells: list[CellProblem] = [p for table in found.tables.values() for p in table.problems if p.field]
    for name, table in found.tables.items():
        for number, row in _filled(table):
            who = str(row.get(s.WHO.name) or "").strip()
            if who not in people and len(people) >= MOST_PEOPLE:
                problems.append(_too_many())
                break
            person = people.setdefault(who, Person(who))
            listed = rows.setdefault(who, {}).setdefault(name, [])
            if name == s.BASIC and listed:
                what = Text(
                    f"“{who}”在这张表里有两行，后一行没有读入",
                    f"“{who}” has two rows here; the second was not read",
                )
                problems.append(
                    told(table.problem(number, s.WHO.name, what, mend=Text("每人只填一行", "One row each")))
                )
                continue
            person.places[name, len(listed)] = table, number
            listed.append(row)
    for who, person in people.items():
        person.typed = s.typed_of(rows[who], dossiers.asked())
        for row in rows[who].get(s.BASIC, ()):
            _, strange = s.named_none(str(row.get(s.NONE_OF.name) or ""), dossiers.asked())
            problems += [_no_sheet(person, word) for word in strange]
    if not many and len(people) > 1:
        problems.append(_one_only(len(people)))
    faulty = {(p.sheet, p.row) for p in cells}
    theirs = [e for e in people.values() if any((t.sheet, row) in faulty for t, row in e.places.values())]
    read_again = {(p.sheet, p.row, p.field) for p in _told_by_reading(theirs, on)}
    problems += [told(p) for p in cells if (p.sheet, p.row, p.field) not in read_again]
    return File(list(people.values()) if many else list(people.values())[:1], problems)


def _told_by_reading(people: Iterable[Person], on: date) -> list[CellProblem]:
    """The cells about which reading the dossier will speak itself."""
    found = []
    for person in people:
        for problem in t.read(person.typed, on, dossiers.findings()).problems:
            name, _, rest = problem.where.partition("-")
            place, _, key = rest.partition("-")
            at = person.places.get((name, int(place)) if place else (s.BASIC, 0))
            if at is not None:
                found.append(at[0].problem(at[1], key or name, problem.what))
    return found


def _filled(table: Table) -> list[tuple[int, dict[str, Any]]]:
    """Every row with something in it: good ones as read, faulty ones as they stand in their cells."""
    found = {row.number: {k: _text(v) for k, v in row.values.items()} for row in table.rows}
    for number in {p.row for p in table.problems if p.field} - set(found):
        cells = table.grid[number - 1]
        found[number] = {name: _text(cells[i]) for name, i in table.places.items() if i < len(cells)}
    return sorted(found.items())


def _json(data: bytes, many: bool) -> File:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable("文件不是 UTF-8 文字", "the file is not UTF-8 text") from None
    entries: list[tuple[int, Any]] = []
    problems: list[Refusal] = []
    try:
        whole = read_json(text)
        entries = list(enumerate(whole, 1)) if isinstance(whole, list) else [(0, whole)]
    except ValueError:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                _line(number, line, entries, problems)
        if not entries:
            raise _unreadable("既不是 Excel，也不是 JSON", "neither Excel nor JSON") from None
    if len(entries) > MOST_PEOPLE:
        entries, problems = entries[:MOST_PEOPLE], [*problems, _too_many()]
    people = [_person(number, raw, problems) for number, raw in entries]
    found = [each for each in people if each is not None]
    if not many and len(found) > 1:
        problems.append(_one_only(len(found)))
        found = found[:1]
    return File(found, problems)


def _line(number: int, line: str, entries: list[tuple[int, Any]], problems: list[Refusal]) -> None:
    try:
        entries.append((number, read_json(line)))
    except ValueError:
        what = Text("这一行不是 JSON 对象", "this line is not a JSON object")
        problems.append(Refusal(what, where=f"第{number}行"))


def _person(number: int, raw: Any, problems: list[Refusal]) -> Person | None:
    if not isinstance(raw, dict):
        what = Text("一份档案应是一个 JSON 对象", "a dossier is one JSON object")
        problems.append(Refusal(what, where=f"第{number}行" if number else ""))
        return None
    who = str(raw.get("who") or raw.get("name") or (number or ""))
    rest = {key: value for key, value in raw.items() if key not in ("who", "name")}
    typed, strange = t.of_file(rest, dossiers.findings())
    problems += [
        Refusal(each.what, where=f"第{number}行" if number else "", mend=each.mend) for each in strange
    ]
    return Person(who, typed, line=number)


def _cell(column: Field | None, text: Any) -> Any:
    """What was typed in the cell's own kind, where it can be read; else as it stands."""
    if column is None or column.kind not in ("date", "yes_no", "integer"):
        return text
    try:
        value = read(column, text)
    except Refusal:
        return text
    return ("是" if value else "否") if isinstance(value, bool) else value


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "date") and callable(value.date):
        value = value.date()
    return "" if value is None else str(value)


def _one_only(found: int) -> Refusal:
    return Refusal(
        Text(
            f"文件里有 {found} 个人，这里只读第一个",
            f"{found} people stand in the file; only the first is read here",
        ),
        mend=Text("几个人的档案，请单位在“全员一览”里导入", "Employers take in several people under “Staff”"),
    )


def _no_sheet(person: Person, word: str) -> Refusal:
    table, row = person.places[s.BASIC, 0]
    what = Text(f"没有叫“{word}”的表", f"there is no sheet named {word}")
    return told(
        table.problem(
            row,
            s.NONE_OF.name,
            what,
            mend=Text("照表名写，用顿号隔开", "Write the names of sheets, with commas"),
        )
    )


def _too_many() -> Refusal:
    return Refusal(
        Text(
            f"一次最多 {MOST_PEOPLE} 人，后面的没有读入",
            f"{MOST_PEOPLE} people at a time; the rest was not read",
        ),
        mend=Text("请分成几个文件", "Split it into several files"),
    )


def _unreadable(zh: str, en: str) -> Refusal:
    return Refusal(
        Text(zh, en),
        where="file",
        mend=Text("请用模板（xlsx）或 JSON 文件", "Use the template (xlsx) or a JSON file"),
    )
