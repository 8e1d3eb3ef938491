"""The line of a working life: degrees, titles and work by year, with the years that count marked; numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from gongbao.kernel.calendar.years import completed_years
from gongbao.kernel.rules.spans import NEVER
from gongbao.law.text import Text
from gongbao.policies.dossiers import TitleAnswer
from gongbao.web.shared.values import day

WIDTH, LEFT, RIGHT = 360, 12, 348
LANE, BAR, HEAD = 54, 12, 22
LANES = {
    "degrees": Text("学历", "Degrees"), "titles": Text("职称", "Titles"), "jobs": Text("工作", "Work"),
    "counted": Text("计入的年限", "Years counted"),
}  # fmt: skip
STILL = Text("至今", "now")


def picture(facts: Mapping[str, Any], on: date, target: TitleAnswer | None) -> dict[str, Any] | None:
    """The context of ``dossiers/picture.html``; None where the dossier names no day at all."""
    degrees = _dated(facts.get("degrees"), "graduated")
    titles = _dated(facts.get("titles"), "date")
    jobs = [(row, row["from"], row.get("to")) for row in facts.get("jobs") or () if row.get("from")]
    if not (degrees or titles or jobs):
        return None
    counted = target.counted if target is not None else None
    full = target.day if target is not None else None
    end = max([on, *([full] if full else [])]) + timedelta(days=200)
    start = min([d for _, d in (*degrees, *titles)] + [s for _, s, _ in jobs] + [on]) - timedelta(days=120)
    axis = _Axis(start, end)
    top, lanes, rows = HEAD, list[dict[str, Any]](), list[list[Any]]()
    number = 0
    for name, points, what in (("degrees", degrees, "level"), ("titles", titles, "name")):
        marks = []
        for row, at in sorted(points, key=lambda each: each[1]):
            number += 1
            label = _label(row, name, what)
            marks.append({"x": axis.x(at), "number": number, "label": label})
            rows.append([str(number), LANES[name], label, day(at), ""])
        lanes.append({"label": LANES[name], "y": top, "marks": _apart(marks), "bars": []})
        top += LANE
    bars, depth = _bars(jobs, on, axis, number, rows, counted)
    lanes.append({"label": LANES["jobs"], "y": top, "marks": [], "bars": bars})
    top += LANE + depth * (BAR + 6)
    told: Text | None = None
    if counted is not None and target is not None:
        until = max(on, full or on)
        spans = [(s, min(e, until)) for s, e in counted.periods if s < until]
        counts = [{"x": axis.x(s), "width": axis.width(s, e), "y": 0} for s, e in spans]
        lanes.append({"label": LANES["counted"], "y": top, "marks": [], "bars": counts, "counted": True})
        told = _counted(counted.years, spans, on, target)
        top += LANE
    return {
        "lanes": lanes, "height": top + 26, "base": top, "ticks": axis.ticks(), "cut": axis.x(on), "on": on,
        "full": axis.x(full) if full and full > on else None, "full_day": full, "told": told, "span": (start, end),
        "table": {
            "caption": Text("时间线上的各项", "What stands on the line"), "small": True, "stack": True,
            "head": [{"label": each} for each in (
                Text("序号", "No."), Text("类别", "Kind"), Text("内容", "What"), Text("日期", "When"), Text("计入的时间", "Time counted"))],
            "rows": [{"cells": row} for row in rows],
        },
    }  # fmt: skip


class _Axis:
    """Days along the picture."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = max((last - first).days, 1)

    def x(self, at: date) -> float:
        share = ((min(max(at, self.first), self.last)) - self.first).days / self.days
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def width(self, start: date, end: date) -> float:
        return max(2.0, round(self.x(end) - self.x(start), 1))

    def ticks(self) -> list[dict[str, Any]]:
        years = range(self.first.year + 1, self.last.year + 1)
        step = next(each for each in (1, 2, 5, 10, 20, 50) if len(years) / each <= 6)
        return [{"x": self.x(date(y, 1, 1)), "label": str(y)} for y in years if y % step == 0]


def _dated(rows: Sequence[Mapping[str, Any]] | None, key: str) -> list[tuple[Mapping[str, Any], date]]:
    return [(row, row[key]) for row in rows or () if row.get(key) is not None]


def _label(row: Mapping[str, Any], lane: str, what: str) -> str:
    if lane == "titles":
        return " ".join(filter(None, (row.get("series"), row.get("level"), row.get("name"))))
    return " ".join(filter(None, (row.get("level"), row.get("school"), row.get("major"))))


def _apart(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks that would stand on one another step down in turn."""
    last, level = -100.0, 0
    for mark in marks:
        level = 1 - level if mark["x"] - last < 20 else 0
        mark["dy"] = level * 0
        if mark["x"] - last < 20:
            mark["x"] = round(min(last + 20, RIGHT), 1)
        last = mark["x"]
    return marks


def _bars(
    jobs: Sequence[tuple[Mapping[str, Any], date, date | None]], on: date, axis: _Axis, number: int,
    rows: list[list[Any]], counted: Any,
) -> tuple[list[dict[str, Any]], int]:  # fmt: skip
    """A bar for each job, those at one time below one another; how many lines below the first."""
    ends: list[date] = []
    bars = []
    for place, (row, start, to) in enumerate(sorted(jobs, key=lambda each: each[1]), number + 1):
        end = to or max(on, start)
        line = next((i for i, last in enumerate(ends) if last < start), len(ends))
        ends[line : line + 1] = [end]
        what = " ".join(filter(None, (row.get("work"), row.get("employer"), row.get("post"))))
        bars.append(
            {
                "x": axis.x(start),
                "width": axis.width(start, end),
                "y": line * (BAR + 6),
                "number": place,
                "open": to is None,
            }
        )
        until = day(to) if to else STILL
        told = Text(f"{day(start).zh} 至 {until.zh}", f"{day(start).en} to {until.en}")
        rows.append([str(place), LANES["jobs"], what, told, _within(start, to, on, counted)])
    return bars, max(len(ends) - 1, 0)


def _within(start: date, to: date | None, on: date, counted: Any) -> Text | str:
    """The part of a job that falls into the periods counted, until the cut-off day."""
    last = min(to + timedelta(days=1) if to and to < NEVER else on, on)
    found = [(max(start, s), min(last, e)) for s, e in (counted.periods if counted else ())]
    days = [(s, e) for s, e in found if s < e]
    if not days:
        return Text("不计入", "none") if counted else ""
    return Text("；".join(_length(s, e).zh for s, e in days), "; ".join(_length(s, e).en for s, e in days))


def _length(start: date, end: date) -> Text:
    years = completed_years(start, end)
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day) - years * 12
    return Text(f"{years}年{months}个月", f"{years} y {months} m")


def _counted(years: int, spans: Sequence[tuple[date, date]], on: date, target: TitleAnswer) -> Text:
    """How many years the nearest route counts until the cut-off day, and how many it asks."""
    have = [(s, min(e, on)) for s, e in spans if s < on]
    total = sum((e - s).days for s, e in have)
    length = _length(date(2001, 1, 1), date(2001, 1, 1) + timedelta(days=total))
    return Text(
        f"{target.name}（{target.policy.short.zh}）最近的一条路要 {years} 年，到截止日已计 {length.zh}",
        f"The nearest route to {target.name} ({target.policy.short.say('en')}) asks {years} years; {length.en} counted so far",
    )
