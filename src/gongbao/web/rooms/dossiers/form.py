"""The form of a dossier: one card for each record, added and taken away without script; what was typed stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier.typed import Typed
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies import dossiers
from gongbao.web.templatetags.fields import YES_NO, anchor
from gongbao.web.templatetags.records import EXAMPLES
from gongbao.web.templatetags.words import clause_label

FIRST = ("degrees", "titles", "jobs")
"""The lists that every dossier has: open, with an empty card to begin with."""
PLACE = re.compile(r"(\w+)-([0-9]+)-(\w+)")
NUMBER = "__n__"
FEW = 3
"""So many of the words that count stand as examples; the list behind the field offers all."""


def sections(
    typed: Mapping[str, str], problems: Sequence[Refusal], doubts: Sequence[Refusal], *, folded: bool = False
) -> list[dict[str, Any]]:
    """The single facts, then each list with its records, their problems and doubts at the fields.

    `folded` leaves open only what has a problem or a doubt."""
    told = _by_place(problems, "wrong") | _by_place(doubts, "doubt")
    lists = [each for each in dossiers.asked() if each.kind == "records"]
    single = [each for each in dossiers.asked() if each.kind != "records" and not each.prefill]
    cells = [_cell(each, each.name, typed.get(each.name, ""), told) for each in single]
    found = [
        {"name": "basic", "label": Text("基本情况", "About you"), "cells": cells, "open": True},
        *(_list(each, typed, told) for each in lists),
    ]
    if folded:
        wrong = {where.partition("-")[0] for where in told}
        for section, names in zip(
            found, [{each.name for each in single}, *({each.name} for each in lists)], strict=True
        ):
            section["open"] = bool(names & wrong)
    return found


def with_row(typed: Mapping[str, str], name: str) -> Typed:
    """One more empty record at the end of a list; marked so that it is shown though nothing stands in it."""
    places = _places(typed, name)
    return {**typed, f"{name}-{max(places, default=-1) + 1}-": ""}


def without_row(typed: Mapping[str, str], name: str, place: int) -> Typed:
    """The same without one record of a list."""
    return {key: value for key, value in typed.items() if not key.startswith(f"{name}-{place}-")}


def labelled(problems: Iterable[Refusal], language: str) -> list[Refusal]:
    """Problems for the top of the page: where in words, what, how to mend, and the clause."""
    return [
        Refusal(
            Text(_line(each, "zh"), _line(each, "en")),
            where=each.where,
            mend=Text(_mend(each, "zh"), _mend(each, "en")),
        )
        for each in problems
    ]


def placed(cells: Iterable[Refusal], fields: Sequence[Refusal] = ()) -> list[Refusal]:
    """Problems of a file: the cell in words first; each leads to its field of the form, where `fields` tells it."""
    found = []
    for place, each in enumerate(cells):
        zh, en = (f"{each.where}：", f"{each.where}: ") if each.where else ("", "")
        what = Text(zh + each.what.zh, en + each.what.say("en"))
        mend = Text(_mend(each, "zh"), _mend(each, "en"))
        found.append(Refusal(what, where=fields[place].where if fields else "", mend=mend))
    return found


def _line(problem: Refusal, language: str) -> str:
    where = place(problem.where)
    between = "：" if language == "zh" else ": "
    return (where.say(language) + between if where else "") + problem.what.say(language)


def _mend(problem: Refusal, language: str) -> str:
    cite = clause_label(problem.clause, "en" if language == "en" else "zh") if problem.clause else ""
    brackets = f"（{cite}）" if language == "zh" else f" ({cite})"
    return problem.mend.say(language) + (brackets if cite else "")


def place(where: str) -> Text | None:
    """A place of the form in words: 学历 第2条「毕业日期」."""
    known = {fact.name: fact for fact in dossiers.asked()}
    found = PLACE.fullmatch(where)
    if found is None:
        return known[where].label if where in known else None
    fact = known.get(found[1])
    part = next((each for each in (fact.fields if fact is not None else ()) if each.name == found[3]), None)
    if fact is None or part is None:
        return None
    number = int(found[2]) + 1
    return Text(
        f"{fact.label.zh} 第{number}条「{part.label.zh}」",
        f"{fact.label.say('en')} {number}, {part.label.say('en')}",
    )


def _list(fact: Fact, typed: Mapping[str, str], told: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    places = _places(typed, fact.name)
    records = [_record(fact, str(place), number, typed, told) for number, place in enumerate(places, 1)]
    if not records and fact.name in FIRST:
        records = [_record(fact, "0", 1, typed, told)]
    return {
        "name": fact.name,
        "label": fact.label,
        "records": records,
        "blank": _record(fact, NUMBER, 0, {}, {}),
        "none": typed.get(fact.name) == "none",
        "first": fact.name in FIRST,
        "open": fact.name in FIRST or bool(places),
        "count": len(places),
        "id": anchor(fact.name),
        "notes": told.get(fact.name, []),
    }


def _record(
    fact: Fact, place: str, number: int, typed: Mapping[str, str], told: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    cells = []
    for part in fact.fields:
        name = f"{fact.name}-{place}-{part.name}"
        cells.append(_cell(part, name, typed.get(name, ""), told))
    return {"number": number, "drop": f"drop-{fact.name}-{place}", "cells": cells}


def _cell(fact: Fact, name: str, value: str, told: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    options: list[tuple[str, Any]] = [(each.word, each.label) for each in fact.options]
    if fact.kind == "yes_no":
        options = list(YES_NO)
    if value and options and value not in {code for code, _ in options}:
        options.append((value, Text(f"{value}（认不出）", f"{value} (not known)")))
    of, _, rest = name.partition("-")
    known = (
        dossiers.EMPLOYERS
        if name == f.employer_kind.name
        else dossiers.words().get((of, fact.name if rest else ""), ())
    )
    id_, notes = anchor(name), told.get(name, [])
    hint = fact.help if not rest and fact.help.zh else None
    if hint is not None and len(known) > FEW:
        hint = Text(
            f"如：{'、'.join(known[:FEW])}；输入时可选", f"As: {', '.join(known[:FEW])}; offered as you type"
        )
    return {
        "name": name,
        "id": id_,
        "hint": hint,
        "described": " ".join([f"{id_}-hint"] * bool(hint) + [f"{id_}-note"] * bool(notes)),
        "label": fact.label,
        "value": value,
        "options": options,
        "example": EXAMPLES.get(fact.kind, ""),
        "numeric": fact.kind == "integer",
        "list": "" if options or not known else f"w-{of}-{fact.name}" if rest else f"w-{name}",
        "words": known,
        "notes": notes,
    }


def datalists() -> list[dict[str, Any]]:
    """The words that count, offered where anything may be typed."""
    found = []
    for (of, name), known in dossiers.words().items():
        shown = dossiers.EMPLOYERS if of == f.employer_kind.name else known
        found.append({"id": f"w-{of}-{name}" if name else f"w-{of}", "words": shown})
    return found


def _places(typed: Mapping[str, str], name: str) -> list[int]:
    return sorted(
        {
            int(key.split("-")[1])
            for key in typed
            if key.startswith(f"{name}-") and key.split("-")[1].isdigit()
        }
    )


def _by_place(refusals: Iterable[Refusal], css: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in refusals:
        note = {"wrong": css == "wrong", "what": each.what, "mend": each.mend, "clause": each.clause}
        found.setdefault(each.where, []).append(note)
    return found
