"""Geometry of the server-drawn charts: numbers in, SVG coordinates out, no styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gongbao.kernel.money import format_yuan

WIDTH, LEFT, RIGHT, TOP, BASE = 360, 24, 348, 48, 180


def _place(value: float, low: float, high: float, first: float, last: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return round(first + share * (last - first), 1)


def steps(
    periods: Sequence[tuple[date, int, str]], until: date, band: tuple[date, date] | None
) -> dict[str, Any]:
    """A value that holds from date to date: `periods` are (from, number, label), in order of date.

    The last holds to `until`, drawn dashed. `band` marks the time a policy looks at.
    """
    first = periods[0][0].toordinal()
    last = max(until.toordinal(), periods[-1][0].toordinal() + 90)
    low, high = min(v for _, v, _ in periods), max(v for _, v, _ in periods)

    def across(day: date) -> float:
        return _place(min(max(day.toordinal(), first), last), first, last, LEFT, RIGHT)

    points: list[dict[str, Any]] = [
        {
            "x": across(start),
            "y": _place(v, low, high, 150, 62) if high > low else 104,
            "label": label,
            "from": start,
        }
        for start, v, label in periods
    ]
    path = f"M{points[0]['x']} {points[0]['y']}"
    for point in points[1:]:
        path += f"H{point['x']}V{point['y']}"
    gone = across(periods[-1][0]) + 0.6 * (RIGHT - across(periods[-1][0]))
    path += f"H{round(gone, 1)}"
    shade = (
        {"x": across(band[0]), "width": max(2, round(across(band[1]) - across(band[0]), 1))} if band else None
    )
    return {
        "points": points,
        "path": path,
        "tail": f"M{round(gone, 1)} {points[-1]['y']}H{RIGHT}",
        "band": shade,
        "until": until.year if RIGHT - points[-1]["x"] > 70 else "",
    }


def share(parts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """A bar of parts in proportion: `parts` are (label, count). Empty parts are left out."""
    out: list[dict[str, Any]] = []
    at = 0
    for place, (label, count) in enumerate(parts, start=1):
        if count:
            out.append({"x": at, "count": count, "label": label, "kind": f"b{min(place, 6)}"})
            at += count
    for part in out:
        gap = 0 if part is out[-1] else min(at / 400, part["count"] / 2)
        part["width"] = round(part["count"] - gap, 3)
    return out


def columns(rows: Sequence[tuple[str, Sequence[int]]]) -> dict[str, Any]:
    """Stacked columns: `rows` are (label, one fen amount per series), with a scale in round steps."""
    tallest = max((sum(values) for _, values in rows), default=0)
    step = _round_step(tallest)
    top = max(step, -(-tallest // step) * step)
    width = (RIGHT - 48) / max(1, len(rows))
    out = []
    for index, (label, values) in enumerate(rows):
        x, y, boxes = 48 + index * width, float(BASE), []
        for kind, value in enumerate(values, start=1):
            height = value / top * (BASE - 20)
            y -= height
            boxes.append({"y": round(y, 1), "height": round(height, 1), "kind": f"b{kind}"})
        out.append(
            {"x": round(x + width * 0.2, 1), "mid": round(x + width / 2, 1), "label": label, "boxes": boxes}
        )
    ticks = [
        {"y": round(BASE - at / top * (BASE - 20), 1), "label": format_yuan(at // 10_000)}
        for at in range(0, top + 1, step)
    ]
    return {"columns": out, "width": round(width * 0.6, 1), "ticks": ticks}


def _round_step(tallest: int) -> int:
    step = 1_000_000  # one ten-thousand yuan, in fen
    while tallest > 4 * step:
        step = step * 5 if str(step)[0] == "2" or str(step)[0] == "1" else step * 2
    return step


def qr_path(rows: Iterable[Sequence[int]]) -> str:
    """The dark modules of a QR code as one path of horizontal runs."""
    out = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if row[x]:
                run = x
                while run < len(row) and row[run]:
                    run += 1
                out.append(f"M{x} {y}h{run - x}v1H{x}z")
                x = run
            x += 1
    return "".join(out)
