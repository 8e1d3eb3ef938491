"""What a choice of insurance costs a month, beside the least and the most one may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongbao.kernel.calendar.month import first_day
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.flexible_employment.rules import BOOK, MONTH_COST

INSURANCES = {
    "pension": Text("养老保险", "Pension"),
    "unemployment": Text("失业保险", "Unemployment"),
    "medical": Text("医疗保险", "Medical"),
}


@dataclass(frozen=True)
class Cost:
    """A month's cost in fen by insurance, with the limits of the base and what goes to the own account."""

    month: int
    low: int
    high: int
    parts: dict[str, int]
    total: int
    own_account: int
    answer: Determination


def last_known() -> int:
    """The last month whose limits have been published."""
    to = BOOK["base_high"].values[-1].to
    assert to is not None
    return to.year * 12 + to.month - 1


def usable(today: date) -> int:
    """The month shown first: this one, or the last whose limits are published."""
    return min(today.year * 12 + today.month - 1, last_known())


def limits(month: int) -> tuple[int, int]:
    """The least and the greatest base of a month in fen. Raises Refusal where none is in force."""
    on = first_day(month)
    return int(str(BOOK["base_low"].at(on).value)), int(str(BOOK["base_high"].at(on).value))


def cost(
    month: int, joins: frozenset[str], pension_base: int | None = None, unemployment_base: int | None = None
) -> Cost:
    """What a month costs for the insurances joined on the bases chosen (the least where none is). Raises Refusal."""
    on = first_day(month)
    low, high = limits(month)
    facts: dict[str, Any] = {f"joins_{name}": name in joins for name in INSURANCES}
    facts |= {"pension_base": pension_base or low, "unemployment_base": unemployment_base or low}
    answer = MONTH_COST.at(on).determine(facts)
    if answer.outcome != "met":
        failed = next(each for each in answer.reasons if answer.state_of(each) != "met")
        tag = failed.unit.tag
        raise Refusal(
            Text(f"{tag.label.zh}未满足：这个月从{low / 100:.2f}元到{high / 100:.2f}元", f"{tag.label.en}: from {low / 100:.2f} to {high / 100:.2f} yuan"),
            where=tag.name.partition("_")[0] + "_base",
            mend=Text("请在上下限之间选择", "Choose between the limits"),
            clause=tag.clause,
        )  # fmt: skip
    values = answer.to_json()["values"]
    parts = {name: int(values[name]) for name in INSURANCES}
    return Cost(month, low, high, parts, int(answer.amount_fen or 0), int(values["own_account"]), answer)


def choices(month: int, joins: frozenset[str]) -> list[tuple[str, Cost]]:
    """The least, the middle and the greatest base side by side: what the choice changes."""
    low, high = limits(month)
    named = (("low", low), ("middle", (low + high) // 2), ("high", high))
    return [(name, cost(month, joins, base, base)) for name, base in named]
