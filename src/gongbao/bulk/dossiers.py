"""Dossiers in bulk: a file with one dossier a line against every title of a room, shared among processes."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from gongbao.bulk import tables
from gongbao.bulk.reports import DossierReport
from gongbao.kernel.outside import read_json
from gongbao.kernel.rules.compile_python import compile_outcomes
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies import dossiers, policy

CHUNK = 1000
"""Lines a process takes at a time."""
Line: TypeAlias = tuple[str, tuple[str, ...] | None, str, str]
"""Whose dossier, the outcome for each title, or where and what is wrong."""
Decide: TypeAlias = Callable[[Mapping[str, Any]], tuple[str, ...]]


def screen(
    room: str,
    source: Path,
    target: Path,
    *,
    on: date,
    readings: Mapping[str, str] | None = None,
    processes: int = 0,
) -> DossierReport:
    """Determine every dossier of `source` (JSON lines) for every title of `room`; write outcomes to `target`.

    Each is determined at its own cut-off day, else at `on`. Faulty dossiers are written to
    ``TARGET.findings.csv`` and not determined. `processes`: 0 for one a core; few lines stay in this process.
    Raises `Refusal` where the room has no titles or the file cannot be read.
    """
    names = [question.id.partition("/")[2] for question in titles(room)]
    rows: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    counted: dict[str, Counter[str]] = {name: Counter() for name in names}
    for number, (who, outcomes, where, what) in enumerate(
        _lines(room, source, on, readings or {}, processes), 1
    ):
        if outcomes is None:
            found.append({tables.ROW: number, "column": where, "value": who, "what": what})
            continue
        rows.append({tables.ROW: number, "who": who, **dict(zip(names, outcomes, strict=True))})
        for name, outcome in zip(names, outcomes, strict=True):
            counted[name][outcome] += 1
    columns = {tables.ROW: pl.Int64, "who": pl.String, **dict.fromkeys(names, pl.String)}
    tables.write(pl.DataFrame(rows, schema=columns), target)
    findings = target.with_name(target.name + ".findings.csv") if found else None
    if findings is not None:
        kinds = {tables.ROW: pl.Int64, "column": pl.String, "value": pl.String, "what": pl.String}
        tables.write(pl.DataFrame(found, schema=kinds), findings)
    told = {name: dict(sorted(each.items())) for name, each in counted.items()}
    return DossierReport(
        room, on.isoformat(), len(rows), len(found), told, findings.name if findings else None
    )


def titles(room: str) -> tuple[Question, ...]:
    """The room's titles, the lowest first. Raises `Refusal` where it has none."""
    of_room = policy(room).room
    found = tuple(question for each, question in dossiers.titles() if each.room == of_room)
    if not found:
        rooms = dict.fromkeys(each.room for each, _ in dossiers.titles())
        raise Refusal(
            Text(f"“{room}”没有职称", f"{room} has no titles"),
            mend=Text("可用的有：" + "、".join(rooms), "rooms: " + ", ".join(rooms)),
        )
    return found


def _lines(room: str, source: Path, on: date, readings: Mapping[str, str], processes: int) -> Iterator[Line]:
    chosen = tuple(sorted(readings.items()))
    try:
        with source.open(encoding="utf-8") as file:
            first = list(islice(file, CHUNK))
            if len(first) < CHUNK or processes == 1:
                chunks = iter(lambda: list(islice(file, CHUNK)), [])
                for chunk in (first, *([] if len(first) < CHUNK else chunks)):
                    yield from screen_lines(room, on, chosen, chunk)
                return
            yield from _shared(room, on, chosen, first, file, processes or os.cpu_count() or 1)
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            Text("读不到这个文件", "the file cannot be read"),
            where=source.name,
            mend=Text("每行一份档案的 JSON 文件（UTF-8）", "JSON lines in UTF-8, one dossier each"),
        ) from None


def _shared(
    room: str, on: date, chosen: tuple[tuple[str, str], ...], first: list[str], file: Any, processes: int
) -> Iterator[Line]:
    """The chunks worked out by several processes, told in the order of the file; a few wait at a time."""
    waiting: deque[Future[list[Line]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        chunk = first
        while chunk or waiting:
            while chunk and len(waiting) < 2 * processes:
                waiting.append(pool.submit(screen_lines, room, on, chosen, chunk))
                chunk = list(islice(file, CHUNK))
            yield from waiting.popleft().result()


def screen_lines(room: str, on: date, chosen: tuple[tuple[str, str], ...], lines: list[str]) -> list[Line]:
    """The outcomes of some dossiers; what cannot be read is told instead."""
    asked = titles(room)
    found: list[Line] = []
    for line in lines:
        try:
            raw = read_json(line)
            who = str(raw.pop("who", "") or "")
        except (ValueError, AttributeError, TypeError):
            found.append((line.strip()[:80], None, "", "不是一个 JSON 对象"))
            continue
        try:
            facts = asked[0].load(raw)
            found.append((who, _decide(room, asked[0].day(facts, on), chosen)(facts), "", ""))
        except Refusal as refusal:
            found.append((who, None, refusal.where, refusal.what.zh))
    return found


@lru_cache(64)
def _decide(room: str, on: date, chosen: tuple[tuple[str, str], ...]) -> Decide:
    """The room's titles at a day as one function; readings of other rooms are left out."""
    rulings = []
    for question in titles(room):
        own = {id_: choice for id_, choice in chosen if id_ in question.readings}
        rulings.append(question.at(on, own))
    return compile_outcomes(rulings)
