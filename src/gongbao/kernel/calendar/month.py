"""Months as integers (year × 12 + month − 1): arithmetic, first and last day, reading and labelling."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

FIRST, LAST = 12, 9999 * 12 + 11
_FORM = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def month_of(day: date) -> int:
    """The month in which `day` lies."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of `month`; Refusal outside years 1 to 9999."""
    if not FIRST <= month <= LAST:
        raise Refusal(Text("月份超出可用范围", "The month lies outside the usable range"), where="month")
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of `month`; Refusal outside years 1 to 9999."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def parse(text: str) -> int:
    """The month written ``2020-07``; Refusal for anything else."""
    found = _FORM.fullmatch(text.strip())
    if not found or found[1] == "0000":
        raise Refusal(
            Text(f"“{text}”不是月份", f"“{text}” is not a month"),
            where="month",
            mend=Text("请写成 2020-07 的样子", "Write it like 2020-07"),
        )
    return int(found[1]) * 12 + int(found[2]) - 1


def iso(month: int) -> str:
    """The month as ``2020-07``, the form `parse` reads."""
    return first_day(month).isoformat()[:7]


def label(month: int) -> Text:
    """The month in words: 2020年7月, July 2020."""
    day = first_day(month)
    return Text(f"{day.year}年{day.month}月", f"{_ENGLISH[day.month - 1]} {day.year}")
