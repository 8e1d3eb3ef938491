"""The picture of what a choice costs: bars of the three insurances, numbers in, coordinates out."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.flexible_employment import services as flexible

WIDTH, LEFT, HEIGHT, GAP = 360, 84, 26, 20
NAMES = {
    "low": Text("最低", "Least"),
    "middle": Text("居中", "Middle"),
    "high": Text("最高", "Most"),
    "own": Text("您选的", "Yours"),
}


def bars(rows: list[tuple[str, flexible.Cost]]) -> dict[str, Any]:
    """One bar a choice, stacked by insurance, drawn to one scale; every number stands beside it in words."""
    most = max((cost.total for _, cost in rows), default=1) or 1
    room, out = WIDTH - LEFT - 66, []
    for place, (name, cost) in enumerate(rows):
        at, boxes = float(LEFT), []
        for kind, part in enumerate(flexible.INSURANCES, start=1):
            wide = round(cost.parts[part] / most * room, 1)
            boxes.append({"x": round(at, 1), "width": wide, "kind": f"b{kind}"})
            at += wide
        y = 8 + place * (HEIGHT + GAP)
        out.append(
            {"y": y, "mid": y + 17, "label": NAMES[name], "boxes": boxes, "end": round(at + 5, 1), "total": format_yuan(cost.total)}
        )  # fmt: skip
    summary = Text(
        "；".join(f"{NAMES[name].zh}{format_yuan(cost.total)}元" for name, cost in rows),
        "; ".join(f"{NAMES[name].en} {format_yuan(cost.total)} yuan" for name, cost in rows),
    )
    return {
        "rows": out, "height": 8 + len(rows) * (HEIGHT + GAP), "box": HEIGHT, "summary": summary,
        "series": list(flexible.INSURANCES.values()),
    }  # fmt: skip
