"""Facts from outside: checked and typed from JSON, and described as a JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongbao.kernel.calendar.month import first_day
from gongbao.kernel.rules import nodes as n
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\Z")
_EXPECTED: dict[str, Text] = {
    "yes_no": Text("应为 true、false 或 null", "expected true, false or null"),
    "integer": Text("应为整数", "expected a whole number"),
    "fen": Text(
        "应为以分计的整数，如 220000 表示 2,200 元", "expected whole fen, e.g. 220000 for 2,200 yuan"
    ),
    "date": Text("应为日期，如 2020-07-01", "expected a date such as 2020-07-01"),
    "month": Text("应为月份，如 2020-07", "expected a month such as 2020-07"),
    "word": Text("不在可选值之内", "not one of the choices"),
    "records": Text("应为列表，每项是一条记录", "expected a list of records"),
}


def load(
    raw: Mapping[str, Any], facts: Iterable[n.Fact] | Mapping[str, n.Fact], where: str = ""
) -> dict[str, Any]:
    """The facts of one case, typed; absent or null stays unknown, a name nobody asks for is refused."""
    known = facts if isinstance(facts, Mapping) else {fact.name: fact for fact in facts}
    if not raw.keys() <= known.keys():
        strange = sorted(name for name in raw if name not in known)
        raise Refusal(
            Text(f"没有名为“{strange[0]}”的事实", f"there is no fact named {strange[0]}"),
            where=f"{where}{strange[0]}",
            mend=Text("可用的事实：" + "、".join(known), "facts: " + ", ".join(known)),
        )
    return {name: _value(value, known[name], where) for name, value in raw.items()}


def _value(raw: Any, fact: n.Fact, where: str) -> Any:
    """A typed value; `where` is the record it stands in."""
    if raw is None:
        return None
    match fact.kind:
        case "word" if isinstance(raw, str) and (not fact.options or raw in _words(fact)):
            return raw
        case "yes_no" if isinstance(raw, bool):
            return raw
        case "integer" | "fen" if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        case "date" if isinstance(raw, date):
            return raw
        case "date" if isinstance(raw, str):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                pass
        case "month" if isinstance(raw, str) and _MONTH.match(raw):
            return int(raw[:4]) * 12 + int(raw[5:]) - 1
        case "month" if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        case "records" if isinstance(raw, list) and all(isinstance(each, Mapping) for each in raw):
            return [load(each, fact.by_name, f"{where}{fact.name}[{i}].") for i, each in enumerate(raw)]
    expected = _EXPECTED[fact.kind]
    choices = f"：{'、'.join(_words(fact))}" if fact.options else ""
    raise Refusal(
        Text(f"“{fact.label.zh}”{expected.zh}{choices}，现在是 {raw!r}", f"{expected.en}, found {raw!r}"),
        where=where + fact.name,
    )


def _words(fact: n.Fact) -> list[str]:
    return [option.word for option in fact.options]


def shown(value: Any, fact: n.Fact) -> Any:
    """A fact's value as JSON writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if fact.kind == "month" and isinstance(value, int):
        return f"{value // 12:04d}-{value % 12 + 1:02d}"
    if fact.kind == "records" and value is not None:
        fields = {part.name: part for part in fact.fields}
        return [{k: shown(v, fields[k]) for k, v in row.items()} for row in value]
    return value


def day_of(value: date | int) -> date:
    """The day a date or month stands for where a dated value is looked up by it: a month's first day."""
    return value if isinstance(value, date) else first_day(value)


_SCHEMA: dict[str, dict[str, Any]] = {
    "yes_no": {"type": ["boolean", "null"]},
    "integer": {"type": ["integer", "null"]},
    "fen": {"type": ["integer", "null"], "x-unit": "fen"},
    "date": {"type": ["string", "null"], "format": "date"},
    "month": {"type": ["string", "null"], "pattern": "^\\d{4}-(0[1-9]|1[0-2])$"},
    "word": {"type": ["string", "null"]},
}


def schema(title: Text, identifier: str, facts: Iterable[n.Fact]) -> dict[str, Any]:
    """The JSON Schema of a question's facts, with labels in both languages."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identifier,
        "title": title.zh,
        "x-title-en": title.en,
        "type": "object",
        "additionalProperties": False,
        "properties": {fact.name: _property(fact) for fact in facts},
    }


def _property(fact: n.Fact) -> dict[str, Any]:
    out: dict[str, Any] = {"title": fact.label.zh, "x-title-en": fact.label.en}
    if fact.help.zh:
        out |= {"description": fact.help.zh, "x-description-en": fact.help.en}
    if fact.kind == "records":
        record = {part.name: _property(part) for part in fact.fields}
        items = {"type": "object", "additionalProperties": False, "properties": record}
        out |= {"type": ["array", "null"], "items": items}
    else:
        out |= _SCHEMA[fact.kind]
    if fact.options:
        out["enum"] = [*_words(fact), None]
        out["x-labels"] = {option.word: option.label.zh for option in fact.options}
        out["x-labels-en"] = {option.word: option.label.en for option in fact.options}
    if fact.prefill:
        out["x-prefill"] = fact.prefill
    if fact.judged_by:
        out["x-judged-by"] = fact.judged_by.zh
        out["x-judged-by-en"] = fact.judged_by.en
    return out
