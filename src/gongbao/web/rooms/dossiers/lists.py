"""Many dossiers against every title: one line for each person, a count for each title; page and workbook alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongbao.kernel.dossier import typed as t
from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies import dossiers
from gongbao.policies.dossiers import TitleAnswer
from gongbao.web.rooms.dossiers import form
from gongbao.web.shared.sheets import Sheet, column
from gongbao.web.shared.title_tree import STATES, tally
from gongbao.web.shared.values import day, listed

ROOMS_TAKE = ("now", "judgement", "unknown")
LEFT = Text("本级余岗", "Posts left")
NOTHING = Text("没有", "none")


@dataclass(frozen=True)
class Line:
    """One person: the answers to every title, and what is wrong in the dossier."""

    key: str
    name: str
    answers: tuple[TitleAnswer, ...]
    problems: tuple[Refusal, ...]
    source: Text | None = None

    def best(self, room: str) -> TitleAnswer | None:
        """The highest title of a room that is not held and may be applied for but for facts and findings."""
        ready = [a for a in self.answers if a.policy.room == room and not a.held and a.state in ROOMS_TAKE]
        return ready[-1] if ready else None

    def next(self, room: str) -> TitleAnswer | None:
        """The title of a room that a later day opens soonest."""
        later = [a for a in self.answers if a.policy.room == room and not a.held and a.state == "later"]
        return min(later, key=lambda a: a.day or date.max, default=None)


def line(key: str, name: str, typed: t.Typed, on: date, source: Text | None = None) -> Line:
    """A person's dossier worked out."""
    read = t.read(typed, on, dossiers.findings())
    problems = (*read.problems, *read.doubts, *dossiers.strange_work(read.facts))
    return Line(key, name, tuple(dossiers.answers(read.facts, on)), problems, source)


def sheet(name: str, title: Text, lines: Iterable[Line], *, source: bool = False) -> Sheet:
    """The list as a table: what may be applied for now and what is next, room by room, and what to look at."""
    rooms = {policy.room: policy for policy, _ in dossiers.titles()}
    fields: list[Field] = [column("name", "姓名或编号", "Name or number")]
    for room, policy in rooms.items():
        short = policy.short
        fields.append(column(f"now_{room}", f"{short.zh} 可申报", f"{short.say('en')}: may apply"))
        fields.append(column(f"next_{room}", f"{short.zh} 下一个最早", f"{short.say('en')}: next"))
    fields.append(column("look", "要看的地方", "To look at"))
    if source:
        fields.append(column("source", "来源", "From"))
    return Sheet(name, title, tuple(fields), [_row(each, list(rooms)) for each in lines])


def counts(lines: Sequence[Line], left: Mapping[str, int] | None = None) -> dict[str, Any]:
    """How many stand where for each title, as a table; of a school, with the posts that are `left` by title."""
    found: dict[str, Counter[str]] = {}
    names: dict[str, Text] = {}
    for each in lines:
        for a in each.answers:
            names[a.question.id] = Text(
                f"{a.name}（{a.policy.short.zh}）", f"{a.name} ({a.policy.short.say('en')})"
            )
            found.setdefault(a.question.id, Counter())["held" if a.held else a.state] += 1
    heads = (
        Text("职称", "Title"), Text("可申报", "May apply"), Text("等人认定", "Awaits findings"), Text("缺资料", "Facts missing"),
        Text("以后可以", "Later"), Text("已有", "Held"),
    )  # fmt: skip
    keys = ("now", "judgement", "unknown", "later", "held")
    if left:
        heads, keys = (*heads, LEFT), (*keys, "left")
        for id_ in found:
            found[id_]["left"] = left.get(id_, 0)
    return {
        "caption": Text("各级人数", "People by title"),
        "small": True,
        "stack": True,
        "head": [{"label": head, "num": place > 0} for place, head in enumerate(heads)],
        "rows": [
            {
                "cells": [
                    names[id_],
                    *(
                        {
                            "text": str(n[key]) if key != "left" or id_ in (left or {}) else "—",
                            "num": True,
                            "label": head,
                        }
                        for key, head in zip(keys, heads[1:], strict=True)
                    ),
                ]
            }
            for id_, n in found.items()
        ],
    }


def _row(each: Line, rooms: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": each.name, "source": each.source, "_tags": {}}
    for room in rooms:
        best, later = each.best(room), each.next(room)
        row[f"now_{room}"] = NOTHING if best is None else _said(best)
        if best is not None:
            row["_tags"][f"now_{room}"] = STATES[best.state]
        row[f"next_{room}"] = NOTHING if later is None or later.day is None else _dated(later, later.day)
    row["look"] = listed([_problem(p) for p in each.problems]) if each.problems else ""
    return row


def _said(each: TitleAnswer) -> Text:
    told = tally(each)
    return Text(each.name if each.state == "now" else f"{each.name}，{told.zh}", f"{each.name}, {told.en}")


def _dated(each: TitleAnswer, at: date) -> Text:
    told = day(at)
    return Text(f"{told.zh} {each.name}", f"{told.en} {each.name}")


def _problem(problem: Refusal) -> Text:
    where = form.place(problem.where)
    return Text(f"{where.zh}：{problem.what.zh}" if where else problem.what.zh,
                f"{where.say('en')}: {problem.what.say('en')}" if where else problem.what.say("en"))  # fmt: skip
