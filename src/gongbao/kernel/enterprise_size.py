"""Large, medium, small or micro: the national size classes of enterprises, also where numbers are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from gongbao.kernel.data import table
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

Size = Literal["large", "medium", "small", "micro"]
Measure = Literal["staff", "revenue", "assets"]

SIZES: tuple[Size, ...] = ("micro", "small", "medium", "large")
"""From the smallest up."""

SIZE_NAMES: dict[str, Text] = {
    "large": Text("大型", "large"),
    "medium": Text("中型", "medium"),
    "small": Text("小型", "small"),
    "micro": Text("微型", "micro"),
}
MEASURE_NAMES: dict[str, Text] = {
    "staff": Text("从业人员", "staff"),
    "revenue": Text("营业收入", "revenue"),
    "assets": Text("资产总额", "total assets"),
}
_FEN_IN_TEN_THOUSAND_YUAN = 1_000_000
_DATA: dict[str, Any] = table("enterprise_size")
_SURE_FIRST = "ABECD"

TRADES: dict[str, Text] = {key: Text(row["zh"], row["en"]) for key, row in _DATA["trades"].items()}
"""The sixteen trades of the table with their labels."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A firm of `size` has at least this much: persons for staff, fen for revenue and assets."""

    measure: Measure
    size: Size
    at_least: int
    source: str
    confidence: str

    def label(self) -> Text:
        """The bound in words."""
        name, size = MEASURE_NAMES[self.measure], SIZE_NAMES[self.size]
        if self.measure == "staff":
            zh = f"{size.zh}须有{name.zh}{self.at_least}人及以上"
            return Text(zh, f"{size.en}: {self.at_least} {name.en} or more")
        money = format_yuan(self.at_least)
        return Text(f"{size.zh}须有{name.zh}{money}元及以上", f"{size.en}: {name.en} of {money} yuan or more")


@dataclass(frozen=True, slots=True)
class SizeAnswer:
    """What is known of a firm's size.

    `size` is None while missing numbers can still change it; `possible` are the classes then open, smallest
    first. `failing` are the bounds that keep the firm out of the next class up (of the largest possible
    class), `missing` the measures that can still lower it. `confidence` is the weakest of the bounds used.
    """

    size: Size | None
    possible: tuple[Size, ...]
    failing: tuple[Bound, ...]
    missing: tuple[Measure, ...]
    sources: tuple[str, ...]
    confidence: str

    @property
    def at_most_medium(self) -> bool | None:
        """Whether the firm is medium, small or micro; None while that is open."""
        if "large" not in self.possible:
            return True
        return False if self.size == "large" else None


def bounds(trade: str) -> tuple[Bound, ...]:
    """Every bound of a trade, by measure, from large to small."""
    row = _row(trade)
    doubted = row.get("doubted", {})
    return tuple(
        Bound(
            measure=measure,
            size=size,
            at_least=number * (1 if measure == "staff" else _FEN_IN_TEN_THOUSAND_YUAN),
            source=_DATA["source"],
            confidence=doubted.get(measure, {}).get(size, _DATA["confidence"]),
        )
        for measure in _measures(row)
        for size, number in zip(SIZES[:0:-1], row[measure], strict=True)
    )


def classify(
    trade: str, staff: int | None, revenue_fen: int | None, assets_fen: int | None, on: date
) -> SizeAnswer:
    """The size class on a day; measures the trade does not use are ignored, None is unknown.

    Large, medium and small must meet every bound of their class; one bound missed lowers the class,
    one number under the small bound makes the firm micro.
    """
    if on < _DATA["from"]:
        raise Refusal(
            Text(f"{on}没有施行中的企业划型标准", f"no size standard was in force on {on}"),
            mend=Text(f"标准自{_DATA['from']}起施行", f"The standard runs from {_DATA['from']}"),
        )
    given = {"staff": staff, "revenue": revenue_fen, "assets": assets_fen}
    if any(number is not None and number < 0 for number in given.values()):
        raise Refusal(Text("人数、收入、资产不能是负数", "staff, revenue and assets cannot be negative"))
    limits = bounds(trade)
    used: tuple[Measure, ...] = tuple(dict.fromkeys(each.measure for each in limits))
    ranks = {each: _rank(each, number, limits) for each in used if (number := given[each]) is not None}
    top = min(ranks.values(), default=len(SIZES) - 1)
    missing = tuple(each for each in used if each not in ranks) if top else ()
    failing = tuple(
        each
        for each in limits
        if SIZES.index(each.size) == top + 1 and ranks.get(each.measure, top + 1) == top
    )
    decisive = failing + tuple(each for each in limits if each.size == SIZES[top])
    return SizeAnswer(
        size=None if missing else SIZES[top],
        possible=SIZES[: top + 1] if missing else (SIZES[top],),
        failing=failing,
        missing=missing,
        sources=(_DATA["source"],),
        confidence=max((each.confidence for each in decisive), key=_SURE_FIRST.index),
    )


def trade_of(code: str) -> str | None:
    """The trade of a GB/T 4754-2017 code (section letter or digits); None where the table covers none,
    or the code is too short to tell (70 is development, management and other property business).

    The mapping is from memory (confidence C): let a person confirm it.
    """
    match = re.fullmatch(r"([A-T]?)([0-9]{0,4})", code.strip().upper())
    section, digits = match.groups() if match else ("", "")
    if not section and not digits:
        raise Refusal(
            Text(f"看不懂行业代码“{code}”", f"“{code}” is not a trade code"),
            mend=Text("请填写国民经济行业分类代码，如 I65", "Give a code of GB/T 4754, as I65"),
        )
    if not digits:
        return _SECTIONS.get(section)
    return next((_CODES[digits[:n]] for n in (3, 2) if digits[:n] in _CODES), None)


def _row(trade: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = _DATA["trades"][trade]
    except KeyError:
        raise Refusal(
            Text(f"划型标准没有行业“{trade}”", f"the size standard has no trade “{trade}”"),
            mend=Text("请从十六个行业中选择", "Choose one of the sixteen"),
        ) from None
    return row


def _measures(row: dict[str, Any]) -> tuple[Measure, ...]:
    every: tuple[Measure, ...] = ("staff", "revenue", "assets")
    return tuple(each for each in every if each in row)


def _rank(measure: Measure, number: int, limits: tuple[Bound, ...]) -> int:
    """The position in `SIZES` that this one number reaches."""
    return sum(number >= each.at_least for each in limits if each.measure == measure)


def _expand(code: str) -> list[str]:
    first, _, last = code.partition("-")
    return [f"{n:02d}" for n in range(int(first), int(last) + 1)] if last else [code]


_CODES: dict[str, str] = {
    each: trade
    for trade, codes in _DATA["gbt4754"]["codes"].items()
    for code in codes
    for each in _expand(code)
}
_SECTIONS: dict[str, str] = _DATA["gbt4754"]["sections"]
