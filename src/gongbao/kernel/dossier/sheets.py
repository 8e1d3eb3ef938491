"""A dossier as tables of a workbook: one row of single facts, one sheet for each list; the first column says whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gongbao.kernel.dossier.typed import Typed
from gongbao.kernel.forms import Field
from gongbao.kernel.rules.answers import NONE, field_of
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

WHO = Field(
    name="who", kind="text", label=Text("姓名或编号", "Name or number"), required=False, max_length=60,
    help=Text("只有一个人的档案可不填；几个人的，每张表都要填", "Leave empty for one person; for several, in every sheet"),
    aliases=("姓名", "编号", "人员编号"),
)  # fmt: skip
NONE_OF = Field(
    name="none_of", kind="text", label=Text("一条也没有的表", "Sheets without any record"), required=False, max_length=400,
    help=Text("写表名，如：荣誉称号、项目；空着的表没有写在这里，就是还不知道", "Names of sheets; an empty one not named here is not known"),
)  # fmt: skip
BASIC = "basic"
"""The name of the table of single facts."""


def tables(facts: Iterable[Fact], findings: Iterable[Fact] = ()) -> tuple[Field, ...]:
    """The tables to fill in: single facts (findings that somebody made after them), then each list."""
    known = list(facts)
    single = [field_of(each) for each in (*(f for f in known if f.kind != "records"), *findings)]
    lists = [
        _table(each.name, each.label, [field_of(part) for part in each.fields])
        for each in known
        if each.kind == "records"
    ]
    return (_table(BASIC, Text("基本情况", "The person"), [*single, NONE_OF]), *lists)


def as_read(table: Field) -> Field:
    """The same table for reading: words are taken as they stand, so that one reading judges them all."""
    loose = (_loose(each) for each in table.columns)
    return _table(table.name, table.label, [each for each in loose if each.name != WHO.name])


def rows_of(
    typed: Mapping[str, str], facts: Sequence[Fact], who: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """What was typed as rows of text by table."""
    mine = {WHO.name: who} if who else {}
    found: dict[str, list[dict[str, Any]]] = {BASIC: [{**mine}]}
    labels = {fact.name: fact.label.zh for fact in facts if fact.kind == "records"}
    none = [labels[name] for name, value in typed.items() if name in labels and value == NONE]
    if none:
        found[BASIC][0][NONE_OF.name] = "、".join(none)
    for name, value in typed.items():
        if name in labels:
            continue
        list_, _, rest = name.partition("-")
        if not rest:
            found[BASIC][0][name] = value
            continue
        place, _, key = rest.partition("-")
        rows = found.setdefault(list_, [])
        rows += [{**mine} for _ in range(int(place) + 1 - len(rows))]
        rows[int(place)][key] = value
    return found


def named_none(text: str, facts: Iterable[Fact]) -> tuple[list[str], list[str]]:
    """The lists that are said to have no record, and the words that name no list."""
    known = {
        label: fact.name for fact in facts if fact.kind == "records" for label in (*fact.label, fact.name)
    }
    words = [word for word in re.split(r"[、，,;；\s]+", text) if word]
    return [known[word] for word in words if word in known], [word for word in words if word not in known]


def typed_of(rows: Mapping[str, Sequence[Mapping[str, Any]]], facts: Iterable[Fact]) -> Typed:
    """Rows of text by table as what was typed."""
    found: Typed = {}
    for row in rows.get(BASIC, ()):
        lists, _ = named_none(str(row.get(NONE_OF.name) or ""), facts)
        found |= dict.fromkeys(lists, NONE)
    for name, listed in rows.items():
        for place, row in enumerate(listed):
            for key, value in row.items():
                if key not in (WHO.name, NONE_OF.name) and value not in (None, ""):
                    found[key if name == BASIC else f"{name}-{place}-{key}"] = str(value)
    return found


def _table(name: str, label: Text, columns: Sequence[Field]) -> Field:
    plain = tuple(_optional(each) for each in columns)
    return Field(name=name, kind="table", label=label, required=False, columns=(WHO, *plain))


def _optional(field: Field) -> Field:
    return replace(field, required=False)


def _loose(field: Field) -> Field:
    return replace(field, kind="text", options=()) if field.kind in ("choice", "integer", "yes_no") else field
