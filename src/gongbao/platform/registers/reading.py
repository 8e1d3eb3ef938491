"""Reads a register's file row by row: values of good rows, and the faults of the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Problem, parse
from gongbao.kernel.forms.columns import fold_heading
from gongbao.kernel.outside import read_json
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.excel.services import CellProblem, read_table
from gongbao.platform.parties.services import person_fingerprint
from gongbao.platform.registers.kinds import Kind, Values

LIMIT_ROWS = 1_000_000
_BROKEN = "原文"
_NO_OBJECT = Text("这一行不是JSON对象", "this line is not a JSON object")
_ONE_OBJECT = Text("每行写一个对象", "Write one object a line")
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A good row: its number in the file, its values (`person` a fingerprint) and what they hash to.

    `number` and `name` are the person's, if the register is about persons; `withdrawn` takes back an
    earlier row about the same thing.
    """

    row: int
    values: Values
    identity: UUID
    content: UUID
    number: str = ""
    name: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken in: where, what is wrong, how to mend it, and the row as it came."""

    row: int
    column: str
    what: Text
    mend: Text
    raw: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: good lines, faults, and the numbers of rows that repeat an earlier one.

    `digest` is a keyed hash of all its rows.
    """

    kind: Kind
    digest: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def read_file(kind: Kind, data: bytes, file_name: str) -> Reading:
    """Read an xlsx workbook, a CSV file, or JSON lines (``.jsonl``) with the register's headings.

    Of rows about the same thing, the second is a fault if it says something else. Raises `Refusal` for
    what is no such file and for missing columns.
    """
    if file_name.lower().endswith((".jsonl", ".ndjson")):
        lines = data.decode("utf-8-sig", errors="replace").splitlines()
        return read_records(kind, (_object(line) for line in lines), first=1)
    table = read_table(data, kind.columns, limit_rows=LIMIT_ROWS)
    faults = _by_row(table.problems)
    if faults and not table.rows and min(faults) <= table.header + 1:
        what, mend = _joined(faults[min(faults)])
        raise Refusal(what, where=kind.label.zh, mend=mend)
    headings = [str(cell) for cell in table.grid[table.header]]
    reading = Reading(kind, secrets.fingerprint(hashlib.sha256(data).hexdigest(), "registers.file"))
    for row, problems in faults.items():
        raw = _cells(headings, table.grid[row - 1])
        reading.faults.append(Fault(row, problems[0].label.zh, *_joined(problems), raw))
    seen: dict[UUID, Line] = {}
    for good in table.rows:
        raw_of = partial(_cells, headings, table.grid[good.number - 1])
        _take(reading, seen, good.number, good.values, raw_of)
    reading.faults.sort(key=lambda fault: fault.row)
    return reading


def read_records(kind: Kind, records: Iterable[Raw], *, first: int = 1) -> Reading:
    """Read rows given as mappings by field name or heading; `first` numbers the first of them."""
    listed = list(records)
    reading = Reading(kind, secrets.fingerprint(_ENCODER.encode(listed), "registers.file"))
    seen: dict[UUID, Line] = {}
    for count, record in enumerate(listed, start=first):
        if not record:
            continue
        try:
            values = read_values(kind, record)
        except Refusal as refusal:
            reading.faults.append(_fault(count, refusal, _shown(record)))
            continue
        _take(reading, seen, count, values, partial(_shown, record))
    return reading


def read_values(kind: Kind, record: Raw) -> Values:
    """The checked values of one row given as a mapping; raises `Refusal`."""
    if set(record) == {_BROKEN}:
        raise Refusal(_NO_OBJECT, mend=_ONE_OBJECT)
    folded = {kind.headings.get(fold_heading(str(name)), str(name)): cell for name, cell in record.items()}
    parsed = parse(kind.form, folded)
    if parsed.problems:
        what, mend = _joined(parsed.problems)
        raise Refusal(what, where=parsed.problems[0].label.zh, mend=mend)
    return parsed.values


def make_line(kind: Kind, row: int, values: Values) -> Line:
    """Checked values as a line, after the checks across columns; raises `Refusal`."""
    values = {**kind.empty, **values}
    withdrawn = bool(values.pop("withdrawn", False))
    values = kind.complete(values)
    name, number = values.pop("name", None) or "", ""
    if kind.personal:
        number, values["person"] = values["person"], person_fingerprint(values["person"])
    about = {key: values[key] for key in kind.about}
    return Line(row, values, _hash(kind.code, about), _hash(kind.code, values), number, name, withdrawn)


def _take(
    reading: Reading, seen: dict[UUID, Line], row: int, values: Values, raw_of: Callable[[], dict[str, str]]
) -> None:
    """Add a good row; `raw_of` gives its cells, should it be faulty after all."""
    try:
        line = make_line(reading.kind, row, values)
        earlier = seen.setdefault(line.identity, line)
        if (earlier.content, earlier.withdrawn) != (line.content, line.withdrawn):
            raise _contradiction(earlier.row)
    except Refusal as refusal:
        reading.faults.append(_fault(row, refusal, raw_of()))
        return
    if earlier is line:
        reading.lines.append(line)
    else:
        reading.repeated.append(row)


def _hash(code: str, values: Values) -> UUID:
    """128 bits naming these values of this register; a person stands in them as a keyed fingerprint."""
    text = _ENCODER.encode([code, values])
    return UUID(bytes=hashlib.blake2b(text.encode(), digest_size=16).digest())


def _by_row(problems: Iterable[CellProblem]) -> dict[int, list[CellProblem]]:
    rows: dict[int, list[CellProblem]] = {}
    for each in problems:
        rows.setdefault(each.row, []).append(each)
    return rows


def _joined(problems: Iterable[CellProblem | Problem]) -> tuple[Text, Text]:
    """What is wrong with a row, and how to mend it, each in one text."""
    listed = list(problems)
    mends = list(dict.fromkeys(each.mend for each in listed if each.mend.zh))
    return (
        Text("；".join(each.what.zh for each in listed), "; ".join(each.what.en for each in listed)),
        Text("；".join(mend.zh for mend in mends), "; ".join(mend.en for mend in mends)),
    )


def _fault(row: int, refusal: Refusal, raw: dict[str, str]) -> Fault:
    return Fault(row, refusal.where, refusal.what, refusal.mend, raw)


def _shown(record: Raw) -> dict[str, str]:
    return {str(name): str(cell) for name, cell in record.items()}


def _cells(headings: list[str], cells: list[Any]) -> dict[str, str]:
    return {heading: str(cell) for heading, cell in zip(headings, cells, strict=False)}


def _contradiction(row: int) -> Refusal:
    return Refusal(
        Text(
            f"与第{row}行说的是同一件事，内容却不同", f"row {row} is about the same thing but says otherwise"
        ),
        mend=Text("请保留正确的一行", "Keep the row that is right"),
    )


def _object(line: str) -> Raw:
    if not line.strip():
        return {}
    try:
        found = read_json(line)
    except ValueError:
        found = None
    return found if isinstance(found, dict) and found else {_BROKEN: line}
