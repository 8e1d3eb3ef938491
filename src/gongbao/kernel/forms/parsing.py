"""Parsing a form: every answer read, every problem kept, what was typed never lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from gongbao.kernel import identity
from gongbao.kernel.forms.dates import is_blank
from gongbao.kernel.forms.fields import NO_TEXT, SEVERAL, Field, Form
from gongbao.kernel.forms.reading import read
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One answer that cannot be accepted, or (in notes) should be looked at again.

    `field` is the field's name, in a table with row and column: ``roster.2.name`` (rows from 0).
    """

    field: str
    label: Text
    what: Text
    mend: Text = NO_TEXT
    clause: str = ""

    def say(self, language: str = "zh") -> str:
        """Label, fault, remedy and clause in one sentence."""
        return Refusal(self.what, where=self.label.say(language), mend=self.mend, clause=self.clause).say(
            language
        )


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a form holds: the good values, the problems, notes to look at again, and the raw answers."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    raw: Mapping[str, Any]

    @property
    def ok(self) -> bool:
        """Whether every answer was accepted."""
        return not self.problems

    def of(self, name: str) -> tuple[Problem, ...]:
        """The problems of one field, rows of a table included."""
        return tuple(each for each in self.problems if each.field.split(".")[0] == name)


class Post(Protocol):
    """A web form's answers, as Django's QueryDict gives them."""

    def getlist(self, key: str) -> list[Any]: ...
    def __iter__(self) -> Any: ...


def parse(form: Form, raw: Mapping[str, Any], *, on: date | None = None) -> Parsed:
    """Read the answers `raw` (field name to text, list, or list of rows); `on` bounds birth dates."""
    values, problems, notes = _parse_row(form.fields, raw, "", on)
    return Parsed(values, tuple(problems), tuple(notes), raw)


def collect(form: Form, post: Post) -> dict[str, Any]:
    """The raw answers in a web post; table cells are named ``roster-0-name``, wholly blank rows dropped."""
    raw: dict[str, Any] = {}
    for field in form.fields:
        if field.kind == "table":
            raw[field.name] = _collect_rows(field, post)
        else:
            raw[field.name] = _answer(field, post, field.name)
    return raw


def _collect_rows(table: Field, post: Post) -> list[dict[str, Any]]:
    pattern = re.compile(rf"{table.name}-([0-9]{{1,9}})-\w+")
    numbers = sorted({int(found[1]) for key in post if (found := pattern.fullmatch(key))})
    rows = [
        {
            column.name: _answer(column, post, f"{table.name}-{number}-{column.name}")
            for column in table.columns
        }
        for number in numbers
    ]
    return [row for row in rows if not all(map(is_blank, row.values()))]


def _answer(field: Field, post: Post, key: str) -> Any:
    answers = post.getlist(key)
    return answers if field.kind in SEVERAL else (answers[-1] if answers else None)


def _parse_row(
    fields: Iterable[Field], raw: Mapping[str, Any], path: str, on: date | None
) -> tuple[dict[str, Any], list[Problem], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    notes: list[Problem] = []
    for field in fields:
        if field.only_if and values.get(field.only_if[0]) != field.only_if[1]:
            continue
        answer, where = raw.get(field.name), path + field.name
        if is_blank(answer):
            if field.required:
                problems.append(missing(field, where))
        elif field.kind == "table":
            values[field.name] = _parse_table(field, answer, where, on, problems, notes)
        else:
            try:
                values[field.name] = read(field, answer, on)
            except Refusal as refusal:
                problems.append(problem(field, where, refusal))
            else:
                notes += [Problem(where, field.label, each) for each in doubts(field, values[field.name])]
    return values, problems, notes


def _parse_table(
    table: Field, rows: Any, where: str, on: date | None, problems: list[Problem], notes: list[Problem]
) -> tuple[dict[str, Any], ...]:
    if not (isinstance(rows, (list, tuple)) and all(isinstance(row, Mapping) for row in rows)):
        problems.append(Problem(where, table.label, Text("这里应是表格", "a table belongs here")))
        return ()
    if len(rows) > table.max_rows:
        what = Text(
            f"最多{table.max_rows}行，现有{len(rows)}行", f"at most {table.max_rows} rows, not {len(rows)}"
        )
        problems.append(
            Problem(where, table.label, what, Text("请改用表格文件上传", "Upload a sheet instead"))
        )
        return ()
    parsed = [_parse_row(table.columns, row, f"{where}.{i}.", on) for i, row in enumerate(rows)]
    for _, faults, doubted in parsed:
        problems += faults
        notes += doubted
    return tuple(values for values, _, _ in parsed)


def missing(field: Field, where: str = "") -> Problem:
    """The problem of a required answer not given."""
    if field.kind == "commitment":
        what, mend = (
            Text("须先作出承诺才能提交", "the commitment must be made first"),
            Text("请阅读后勾选", "Read and tick it"),
        )
    elif field.kind in ("file", "files"):
        what, mend = Text("没有上传", "nothing was uploaded"), Text("请上传材料", "Upload the document")
    else:
        what, mend = Text("没有填写", "no answer was given"), Text("请填写", "Give an answer")
    return Problem(where or field.name, field.label, what, mend, field.clause)


def problem(field: Field, where: str, refusal: Refusal) -> Problem:
    """A refusal as the problem of a field; the field's clause stands in where the refusal has none."""
    return Problem(where, field.label, refusal.what, refusal.mend, refusal.clause or field.clause)


def doubts(field: Field, value: Any) -> tuple[Text, ...]:
    """Reasons to look again at an accepted value."""
    return identity.bank_account(value).doubts if field.kind == "account" else ()
