"""What a form asks: fields and forms as values, from which screens, schemas and sheets are derived."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from gongbao.law.text import Text

Kind = Literal[
    "text", "long_text", "identity_number", "credit_code", "account", "phone", "date", "month", "months",
    "money", "integer", "ratio", "choice", "choices", "yes_no", "file", "files", "commitment", "table",
]  # fmt: skip

SEVERAL: frozenset[Kind] = frozenset({"months", "choices", "files"})
"""Kinds whose value is a tuple."""

NO_TEXT = Text("", "")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: the stored value and its label."""

    value: str
    label: Text


def options(words: Mapping[str, Text]) -> tuple[Option, ...]:
    """The answers of a choice from stored values and their labels."""
    return tuple(Option(value, label) for value, label in words.items())


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question.

    Values by kind: ``money`` fen, ``month`` months since year 0, ``ratio`` Decimal, ``date`` a date, ``yes_no``
    bool, ``integer`` int, ``months``, ``choices`` and ``files`` tuples, ``commitment`` the version agreed to,
    ``table`` a tuple of rows, every other kind normal text. `minimum` and `maximum` (inclusive) are in the
    value's own unit. `only_if` names an earlier field of the same form and the value that makes this one due.
    `aliases` are other headings under which a sheet may carry it; `accept` lists the kinds of file allowed.
    """

    name: str
    kind: Kind
    label: Text
    help: Text = NO_TEXT
    required: bool = True
    options: tuple[Option, ...] = ()
    clause: str = ""
    unit: Text = NO_TEXT
    prefill: str = ""
    example: str = ""
    aliases: tuple[str, ...] = ()
    minimum: int | date | None = None
    maximum: int | date | None = None
    max_length: int = 0
    only_if: tuple[str, object] | None = None
    columns: tuple[Field, ...] = ()
    max_rows: int = 1000
    words: Text = NO_TEXT
    version: str = ""
    accept: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise ValueError(f"field name {self.name!r} is not an identifier")
        if not self.label.zh:
            raise ValueError(f"field {self.name} has no label")
        if bool(self.options) != (self.kind in ("choice", "choices")):
            raise ValueError(f"field {self.name}: options belong to choices, and to nothing else")
        if bool(self.columns) != (self.kind == "table"):
            raise ValueError(f"field {self.name}: columns belong to tables, and to nothing else")
        if self.kind == "commitment" and not (self.version and self.words.zh):
            raise ValueError(f"commitment {self.name} needs its words and their version")
        _check_names(self.columns, self.name)

    @property
    def limit(self) -> int:
        """The most characters of text accepted."""
        return self.max_length or (5000 if self.kind == "long_text" else 200)

    def option(self, value: str) -> Option | None:
        """The option with this value."""
        return next((each for each in self.options if each.value == value), None)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The value behind each way of writing an option (its value or a label), folded by `fold_answer`."""
        found: dict[str, str] = {}
        for each in self.options:
            found.setdefault(each.value.lower(), each.value)
            for label in each.label:
                found.setdefault(fold_answer(label), each.value)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A set of questions under one id; `version` changes whenever what is asked changes."""

    id: str
    version: str
    title: Text
    fields: tuple[Field, ...]
    help: Text = NO_TEXT
    clause: str = ""

    def __post_init__(self) -> None:
        _check_names(self.fields, self.id)
        seen: set[str] = set()
        for each in self.fields:
            if each.only_if and each.only_if[0] not in seen:
                raise ValueError(
                    f"form {self.id}: {each.name} depends on {each.only_if[0]}, not asked before"
                )
            seen.add(each.name)

    def field(self, name: str) -> Field:
        """The field of this name; KeyError where there is none."""
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(name)


def plain(raw: object) -> str:
    """Half-width text without surrounding or inner blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", str(raw)))


def fold_answer(raw: object) -> str:
    """An answer without width, blanks and case."""
    return plain(raw).lower()


def _check_names(fields: tuple[Field, ...], where: str) -> None:
    names = [each.name for each in fields]
    if len(names) != len(set(names)):
        raise ValueError(f"{where}: a field name occurs twice")
