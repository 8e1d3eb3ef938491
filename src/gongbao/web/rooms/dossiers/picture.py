"""The line of a working life: degrees, titles and work by year, the years that count marked; numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from gongbao.kernel.calendar.years import completed_years
from gongbao.kernel.rules.counting import Counted
from gongbao.law.text import Text
from gongbao.policies.dossiers import TitleAnswer
from gongbao.web.shared.values import day

LEFT, RIGHT, HEAD, LANE, LINE = 12, 348, 18, 52, 26
DEGREES, TITLES, JOBS = Text("学历", "Degrees"), Text("职称", "Titles"), Text("工作", "Work")
COUNTED, STILL, NONE = Text("计入的年限", "Years counted"), Text("至今", "now"), Text("不计入", "none")
HEADS = (
    Text("序号", "No."), Text("类别", "Kind"), Text("内容", "What"), Text("日期", "When"), Text("计入的时间", "Time counted"),
)  # fmt: skip
Record: TypeAlias = Mapping[str, Any]
Span: TypeAlias = tuple[date, date]


def picture(facts: Mapping[str, Any], on: date, target: TitleAnswer | None) -> dict[str, Any] | None:
    """The context of ``dossiers/picture.html``; None where the dossier names no day at all."""
    degrees, titles = _dated(facts, "degrees", "graduated"), _dated(facts, "titles", "date")
    jobs = _dated(facts, "jobs", "from")
    days = [each for _, each in (*degrees, *titles, *jobs)]
    if not days:
        return None
    counted, full = (target.counted, target.day) if target is not None else (None, None)
    axis = _Axis(min(days) - timedelta(days=120), max(on, full or on, *days) + timedelta(days=200))
    drawn = _Drawn(axis, on, counted)
    drawn.points(DEGREES, degrees, ("level", "school", "major"))
    drawn.points(TITLES, titles, ("series", "level", "name"))
    drawn.periods(jobs)
    told = drawn.years(target, max(on, full or on)) if counted is not None and target is not None else None
    return {
        "lanes": drawn.lanes, "height": drawn.top + 26, "base": drawn.top, "ticks": axis.ticks(), "cut": axis.x(on),
        "on": on, "full": axis.x(full) if full and full > on else None, "full_day": full, "told": told,
        "table": {
            "caption": Text("时间线上的各项", "What stands on the line"), "small": True, "stack": True,
            "head": [{"label": each} for each in HEADS],
            "rows": [{"cells": _labelled(row)} for row in drawn.rows],
        },
    }  # fmt: skip


class _Axis:
    """Days along the picture."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def x(self, at: date) -> float:
        share = (min(max(at, self.first), self.last) - self.first) / (self.last - self.first)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def width(self, start: date, end: date) -> float:
        return max(2.0, round(self.x(end) - self.x(start), 1))

    def ticks(self) -> list[dict[str, Any]]:
        years = range(self.first.year + 1, self.last.year + 1)
        step = next(each for each in (1, 2, 5, 10, 20, 50, 10_000) if len(years) / each <= 6)
        return [{"x": self.x(date(y, 1, 1)), "label": str(y)} for y in years if y % step == 0]


class _Drawn:
    """Lanes one below another, and the same as rows of a table; marks and bars share one numbering."""

    def __init__(self, axis: _Axis, on: date, counted: Counted | None) -> None:
        self.axis, self.on, self.counted = axis, on, counted
        self.top = HEAD
        self.lanes: list[dict[str, Any]] = []
        self.rows: list[tuple[Any, ...]] = []

    def points(self, label: Text, records: Sequence[tuple[Record, date]], told: Sequence[str]) -> None:
        """A lane of days; those too near to one another stand side by side."""
        marks, last = [], float(LEFT - 20)
        for row, at in records:
            last = min(max(self.axis.x(at), last + 18), float(RIGHT))
            self.rows.append((self._next, label, _joined(row, told), day(at), ""))
            marks.append({"x": last, "number": len(self.rows)})
        self.lanes.append({"label": label, "y": self.top, "marks": marks, "line": True})
        self.top += LANE

    def periods(self, records: Sequence[tuple[Record, date]]) -> None:
        """The lane of work: a bar for each period, those at one time below one another."""
        ends: list[date] = []
        bars = []
        for row, start in records:
            to = row.get("to")
            end = max(to or self.on, start)
            line = next((i for i, last in enumerate(ends) if last < start), len(ends))
            ends[line : line + 1] = [end]
            until = day(to) if to else STILL
            told = Text(f"{day(start).zh}{'至' if to else ''}{until.zh}", f"{day(start).en} to {until.en}")
            what = _joined(row, ("work", "employer", "post"))
            self.rows.append((self._next, JOBS, what, told, self._within(start, end)))
            x, width = self.axis.x(start), self.axis.width(start, end)
            bars.append({"x": x, "width": width, "y": line * LINE, "number": len(self.rows)})
        self.lanes.append({"label": JOBS, "y": self.top, "bars": bars})
        self.top += LANE + max(len(ends) - 1, 0) * LINE

    def years(self, target: TitleAnswer, until: date) -> Text:
        """The lane of the periods that count, up to the day on which they are full; and how much is there so far."""
        assert self.counted is not None
        spans = [(s, min(e, until)) for s, e in self.counted.periods if s < until]
        bars = [{"x": self.axis.x(s), "width": self.axis.width(s, e), "y": 0} for s, e in spans]
        self.lanes.append({"label": COUNTED, "y": self.top, "bars": bars, "counted": True})
        self.top += LANE
        so_far = _length(sum((min(e, self.on) - s).days for s, e in spans if s < self.on))
        short, years = target.policy.short, self.counted.years
        return Text(
            f"{target.name}（{short.zh}）最近的一条路要 {years} 年，到截止日已计 {so_far.zh}",
            f"The nearest route to {target.name} ({short.say('en')}) asks {years} years; {so_far.en} counted so far",
        )

    @property
    def _next(self) -> str:
        return str(len(self.rows) + 1)

    def _within(self, start: date, last: date) -> Text | str:
        """How long a period counts, until the cut-off day."""
        if self.counted is None:
            return ""
        end = min(last + timedelta(days=1), self.on)
        parts = ((max(start, s), min(end, e)) for s, e in self.counted.periods)
        days = sum((e - s).days for s, e in parts if s < e)
        return _length(days) if days else NONE


def _dated(facts: Mapping[str, Any], name: str, key: str) -> list[tuple[Record, date]]:
    found = [(row, row[key]) for row in facts.get(name) or () if row.get(key) is not None]
    return sorted(found, key=lambda each: each[1])


def _joined(row: Record, names: Sequence[str]) -> str:
    return " ".join(str(row[name]) for name in names if row.get(name))


def _labelled(row: tuple[Any, ...]) -> list[Any]:
    return [row[0], *({"text": cell, "label": head} for cell, head in zip(row[1:], HEADS[1:], strict=True))]


def _length(days: int) -> Text:
    """Days as years and months, as they would stand from a first of January."""
    start = date(2001, 1, 1)
    end = start + timedelta(days=days)
    years = completed_years(start, end)
    months = end.month - start.month + (end.year - start.year - years) * 12
    return Text(f"{years}年{months}个月", f"{years} y {months} m")
