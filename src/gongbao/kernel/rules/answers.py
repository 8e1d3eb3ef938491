"""Answers to a question's facts as a web form and an address hold them; nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, Option, is_blank, read
from gongbao.kernel.money import format_yuan
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.errors import Refusal

KINDS = {"fen": "money", "word": "choice"}
NONE = "none"
"""How “has none” is written for a list."""
MOST_ROWS = 60


class Answers(Protocol):
    """A query string or a web post."""

    def get(self, key: str, default: str, /) -> Any: ...
    def __iter__(self) -> Any: ...


@dataclass(frozen=True)
class Given:
    """Facts read, what was typed for each, and what could not be read."""

    facts: dict[str, Any]
    raw: dict[str, Any]
    problems: list[Refusal]


def field_of(fact: Fact) -> Field:
    """A fact as a form's field: the same label and help."""
    options = tuple(Option(each.word, each.label) for each in fact.options)
    kind = KINDS.get(fact.kind, fact.kind)
    if kind == "choice" and not options:
        kind = "text"
    example = {"month": "2020-07", "date": "2020-07-06"}.get(kind, "")
    more: Any = {"name": fact.name, "kind": kind, "label": fact.label, "help": fact.help, "options": options}
    return Field(**more, example=example)


def given(answers: Answers, facts: Iterable[Fact], most: int = MOST_ROWS) -> Given:
    """What was answered; a wrong answer is a problem at its field and leaves the fact unknown.

    Of a list the first `most` records are read.
    """
    out = Given({}, {}, [])
    for fact in facts:
        if fact.kind == "records":
            _read_records(answers, fact, out, most)
        else:
            raw = answers.get(fact.name, "")
            out.raw[fact.name] = raw
            _read(fact, raw, fact.name, out, out.facts)
    return out


def _read(fact: Fact, raw: Any, where: str, out: Given, into: dict[str, Any]) -> None:
    if is_blank(raw):
        return
    try:
        into[fact.name] = read(field_of(fact), raw)
    except Refusal as refusal:
        out.problems.append(Refusal(refusal.what, where=where, mend=refusal.mend, clause=refusal.clause))


def _read_records(answers: Answers, fact: Fact, out: Given, most: int) -> None:
    pattern = re.compile(rf"{fact.name}-([0-9]{{1,3}})-\w+")
    numbers = sorted({int(found[1]) for name in answers if (found := pattern.fullmatch(name))})[:most]
    rows: list[dict[str, Any]] = []
    typed: list[dict[str, Any]] = []
    for number in numbers:
        raw = {part.name: answers.get(f"{fact.name}-{number}-{part.name}", "") for part in fact.fields}
        if all(map(is_blank, raw.values())):
            continue
        row: dict[str, Any] = {}
        for part in fact.fields:
            _read(part, raw[part.name], f"{fact.name}-{len(typed)}-{part.name}", out, row)
        typed.append(raw)
        rows.append(row)
    out.raw[fact.name] = typed
    if rows:
        out.facts[fact.name] = rows
    elif answers.get(fact.name, "") == NONE:
        out.facts[fact.name] = []


def written(facts: Mapping[str, Any], known: Iterable[Fact]) -> list[tuple[str, str]]:
    """Facts as the pairs of an address, which `given` reads back to the same facts."""
    pairs: list[tuple[str, str]] = []
    for fact in known:
        value = facts.get(fact.name)
        if value is None:
            continue
        if fact.kind != "records":
            pairs.append((fact.name, _written(fact, value)))
        elif not value:
            pairs.append((fact.name, NONE))
        for number, row in enumerate(value if fact.kind == "records" else ()):
            pairs += [
                (f"{fact.name}-{number}-{part.name}", _written(part, row[part.name]))
                for part in fact.fields
                if row.get(part.name) is not None
            ]
    return pairs


def _written(fact: Fact, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if fact.kind == "month":
        return months.iso(value)
    return format_yuan(value).replace(",", "") if fact.kind == "fen" else str(value)
