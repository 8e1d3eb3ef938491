"""A dossier as it is typed: names and text, kept whole with its mistakes, read to facts, problems and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier.checks import (
    BY_SCHOOL_YEAR,
    BY_YEAR,
    CLAUSES,
    PERIODS,
    STINTS,
    Fault,
    doubtful,
    impossible,
)
from gongbao.kernel.dossier.reading import CLAIMED, GROUPS
from gongbao.kernel.dossier.words import ALSO_CALLED
from gongbao.kernel.rules.answers import given, written
from gongbao.kernel.rules.facts import shown
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

Typed: TypeAlias = dict[str, str]
"""Text by its place: ``employer_place``, ``degrees-0-graduated``; a list without records is ``none``."""
MOST_RECORDS = 100
_ITEMS = re.compile(r"[0-9]+")
_claimed = f.fact(CLAIMED, "word", "用于第几项", "Claimed for items", help=Text("如 1、3", "as 1, 3"))


COUNTED_WITH = {"class_teacher": "counsellor"}
"""A list into which another one is counted, each record by its kind."""


def _shown(fact: Fact) -> Fact:
    if fact.name in COUNTED_WITH:
        return replace(fact, fields=tuple(each for each in fact.fields if each.name != "kind"))
    if fact.name != "achievements":
        return fact
    return replace(fact, fields=(*(e for e in fact.fields if not e.name.startswith("claimed_")), _claimed))


SHOWN: tuple[Fact, ...] = tuple(_shown(each) for each in f.FACTS)
"""Every fact of a dossier as people fill it in: the items an achievement is claimed for stand in one place."""


@dataclass(frozen=True)
class Read:
    """What was typed, the facts it gives, what cannot be (that fact is unknown), and what to look at again."""

    typed: Typed
    facts: dict[str, Any]
    problems: list[Refusal]
    doubts: list[Refusal]


def read(answers: Mapping[str, Any], on: date, findings: Sequence[Fact] = ()) -> Read:
    """Facts from what was typed (a form's post, a draft); `on` is the cut-off day where none is typed."""
    known = (*SHOWN, *findings)
    given_ = given(_own(answers, known), known, most=MOST_RECORDS)
    facts, problems, flat = given_.facts, given_.problems, _flat(given_.raw, given_.facts)
    facts.setdefault(f.evaluation_date.name, on)
    for problem in problems:
        _unsettle(facts, problem.where)
    _no_more(answers, known, problems)
    _claims(facts, problems)
    for fault in impossible(facts):
        problems.append(fault.refusal(fault.in_form))
    for fault in list(impossible(facts)):
        _unsettle(facts, fault.in_form)
    _count_in(facts)
    doubts = [fault.refusal(fault.in_form) for fault in doubtful(facts) if not _told(fault, problems)]
    return Read(flat, facts, [_with_clause(each) for each in problems], doubts)


def of_facts(facts: Mapping[str, Any]) -> Typed:
    """Typed facts as they would be typed."""
    told = {
        name: _unclaimed(value) if name == "achievements" else _own_rows(name, value)
        for name, value in facts.items()
    }
    known = {fact.name: fact for fact in SHOWN}
    others = {
        name: ("yes" if value else "no")
        for name, value in told.items()
        if name not in known and value is not None
    }
    return {**dict(written(told, SHOWN)), **others}


def of_file(raw: Mapping[str, Any], findings: Sequence[Fact] = ()) -> tuple[Typed, list[Refusal]]:
    """What a file holds, as it would be typed; what has no place there is a problem, the rest stays."""
    found: Typed = {}
    problems: list[Refusal] = []
    known = {fact.name: fact for fact in (*SHOWN, *findings)}
    for name, place, key, value in _entries(raw):
        fact = known.get(name)
        fields = {each.name for each in fact.fields} if fact is not None else set()
        if fact is None or (place is not None and (key not in fields) and key):
            where = name if place is None else f"{name}[{place}].{key}"
            what = Text(f"没有“{where}”这一项，没有读入", f"there is no {where}; it was not read")
            problems.append(Refusal(what, mend=Text("照模板的名称写", "Use the template’s names")))
        elif place is None:
            found[name] = _text(value)
        elif key:
            found[f"{name}-{place}-{key}"] = _text(value)
    return {name: value for name, value in found.items() if value}, problems


def to_file(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Typed facts as the file people keep: grouped members, hours by year, the items claimed in a list."""
    kinds = {fact.name: fact for fact in f.FACTS}
    out: dict[str, Any] = {}
    for name, given_ in facts.items():
        value = _own_rows(name, given_)
        group = next(
            (g for g in GROUPS if name.startswith(f"{g}_") and name.removeprefix(f"{g}_") in GROUPS[g]), ""
        )
        if value is None:
            continue
        if group:
            out.setdefault(group, {})[name.removeprefix(f"{group}_")] = shown(value, kinds[name])
        elif name == BY_SCHOOL_YEAR and _whole(value, "first_year"):
            out[name] = {f"{row['first_year']}-{row['first_year'] + 1}": row.get("hours") for row in value}
        elif name == BY_YEAR and _whole(value, "year"):
            out[name] = {str(row["year"]): {k: v for k, v in row.items() if k != "year"} for row in value}
        elif name == "achievements":
            out[name] = [_claiming(row) for row in shown(value, kinds[name])]
        else:
            out[name] = shown(value, kinds[name]) if name in kinds else value
    return out


def _entries(raw: Mapping[str, Any]) -> Iterator[tuple[str, int | None, str, Any]]:
    """Everything in a file by name, place in its list and field."""
    for name, value in raw.items():
        if name in GROUPS and isinstance(value, Mapping):
            yield from ((f"{name}_{key}", None, "", each) for key, each in value.items())
            continue
        rows: Any = value
        if isinstance(value, Mapping) and name == BY_SCHOOL_YEAR:
            rows = [{"first_year": _begins(year), "hours": hours} for year, hours in value.items()]
        elif isinstance(value, Mapping) and name == BY_YEAR:
            rows = [
                {"year": year, **(each if isinstance(each, Mapping) else {"total": each})}
                for year, each in value.items()
            ]
        elif isinstance(value, Mapping) and name in STINTS:
            rows = [value]
        if not isinstance(rows, list):
            yield name, None, "", rows
            continue
        if not rows:
            yield name, None, "", "none"
        for place, row in enumerate(rows):
            fields = row if isinstance(row, Mapping) else {"": row}
            for key, each in fields.items():
                school_year = name == "other_hours" and key == "school_year"
                yield (
                    name,
                    place,
                    "first_year" if school_year else key,
                    _begins(each) if school_year else each,
                )


def _begins(written_: Any) -> Any:
    """The first year of a school year that is one, else what was written, which then is told as no year."""
    first, _, second = str(written_).partition("-")
    return first if first.isdigit() and second.isdigit() and int(second) == int(first) + 1 else written_


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _own(answers: Mapping[str, Any], known: Iterable[Fact]) -> Typed:
    """What belongs to a dossier, other ways of writing a term put right."""
    names = {fact.name for fact in known}
    return {
        name: ALSO_CALLED.get(str(value).strip(), str(value))
        for name, value in answers.items()
        if name.partition("-")[0] in names
    }


def _flat(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Typed:
    """What was typed by its places; yes and no in one way of writing."""
    found: Typed = {}
    for name, value in raw.items():
        if not isinstance(value, list):
            found[name] = _said(value, facts.get(name))
        rows = facts.get(name) or ()
        for place, row in enumerate(value if isinstance(value, list) else ()):
            for key, each in row.items():
                found[f"{name}-{place}-{key}"] = _said(each, rows[place].get(key))
        if value == [] and facts.get(name) == []:
            found[name] = "none"
    return {name: value for name, value in found.items() if value.strip()}


def _said(typed: Any, value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(typed)


def _no_more(answers: Mapping[str, Any], known: Iterable[Fact], problems: list[Refusal]) -> None:
    for fact in known:
        if fact.kind == "records":
            places = {name.split("-")[1] for name in answers if name.startswith(f"{fact.name}-")}
            if len(places) > MOST_RECORDS:
                what = Text(
                    f"“{fact.label.zh}”最多 {MOST_RECORDS} 条，后面的没有读入",
                    f"{fact.label.en}: at most {MOST_RECORDS}; the rest was not read",
                )
                problems.append(
                    Refusal(what, where=fact.name, mend=Text("只留用得上的", "Keep those that matter"))
                )


def _unsettle(facts: dict[str, Any], where: str) -> None:
    """What was typed wrongly is unknown; a period whose end is wrong has no known beginning either."""
    name, _, rest = where.partition("-")
    place, _, key = rest.partition("-")
    if not rest:
        facts.pop(where, None)
        return
    rows = facts.get(name)
    if isinstance(rows, list) and int(place) < len(rows):
        row = rows[int(place)]
        row.pop(key, None)
        if name in PERIODS and key == "to":
            row.pop("from", None)


def _count_in(facts: dict[str, Any]) -> None:
    """Counsellors count with class teachers, each by its kind, as in a file."""
    if isinstance(facts.get("class_teacher"), list):
        counsellors = [{**row, "kind": "辅导员"} for row in facts.get("counsellor") or ()]
        facts["class_teacher"] = [
            *({**row, "kind": "班主任"} for row in facts["class_teacher"]),
            *counsellors,
        ]


def _own_rows(name: str, value: Any) -> Any:
    """A list as it was given: without what was counted into it, its kind left to the list."""
    if name not in COUNTED_WITH or value is None:
        return value
    return [{k: v for k, v in row.items() if k != "kind"} for row in value if row.get("kind") != "辅导员"]


def _told(fault: Fault, problems: Iterable[Refusal]) -> bool:
    return any(problem.where == fault.in_form for problem in problems)


def _with_clause(problem: Refusal) -> Refusal:
    clause = problem.clause or CLAUSES.get(problem.where.partition("-")[0], "")
    mend = problem.mend if problem.mend.zh else Text("请核对后改正", "Check and mend it")
    return Refusal(problem.what, where=problem.where, mend=mend, clause=clause)


def _claims(facts: dict[str, Any], problems: list[Refusal]) -> None:
    """The items each achievement is claimed for, as the facts have them: any, where none is named."""
    for place, row in enumerate(facts.get("achievements") or ()):
        told = row.pop(CLAIMED, None)
        items = None if told is None else {int(each) for each in _ITEMS.findall(told)}
        if items is not None and not (items and all(1 <= each <= f.ITEMS for each in items)):
            what = Text(f"“{told}”不是项的序号", f"“{told}” names no items")
            mend = Text(f"写 1 至 {f.ITEMS} 的序号，如 1、3", f"Write numbers from 1 to {f.ITEMS}, as 1, 3")
            problems.append(Refusal(what, where=f"achievements-{place}-{CLAIMED}", mend=mend))
            continue
        for i in range(1, f.ITEMS + 1):
            row[f"claimed_{i}"] = items is None or i in items


def _claiming(row: Mapping[str, Any]) -> dict[str, Any]:
    flags = [row.get(f"claimed_{i}") for i in range(1, f.ITEMS + 1)]
    kept = {key: value for key, value in row.items() if not key.startswith("claimed_")}
    chosen = [i for i, flag in enumerate(flags, 1) if flag]
    return {**kept, CLAIMED: chosen} if chosen and len(chosen) < f.ITEMS else kept


def _unclaimed(rows: Any) -> Any:
    if rows is None:
        return None
    made = [_claiming(row) for row in rows]
    return [
        {**row, **({CLAIMED: "、".join(map(str, row[CLAIMED]))} if CLAIMED in row else {})} for row in made
    ]


def _whole(rows: Any, key: str) -> bool:
    """Whether a list by year can be written by its years: each named, none twice."""
    years = [row.get(key) for row in rows]
    return None not in years and len(set(years)) == len(years)
