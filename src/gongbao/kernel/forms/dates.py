"""Days and months as people write them, full width and with Chinese units, read without guessing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from gongbao.kernel.calendar import month as months
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_DATE = re.compile(
    r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})", re.ASCII
)
_MIDNIGHT = re.compile(r"[ T]00?:00(:00(\.0+)?)?$")
_MONTH = re.compile(r"(?:(\d{4})(?:[-/.]|年))?(\d{1,2})月?(?:份)?|(\d{4})(\d{2})", re.ASCII)
_BETWEEN = re.compile(r"至|到|~|—+|–|(?<=月)-|(?<=年\d)-(?=\d{1,2}月)|(?<=年\d\d)-(?=\d{1,2}月)", re.ASCII)
_APART = re.compile(r"[,、;\n]|(?<=月)和")
_MAX_MONTHS = 120


def is_blank(raw: object) -> bool:
    """Whether nothing was answered: None, only white space, or a list of such."""
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, (list, tuple)):
        return all(is_blank(each) for each in raw)
    return raw is None


def as_date(raw: object) -> date:
    """A day written 2020-07-01, 2020/7/1, 2020.7.1, 2020年7月1日 or 20200701, full width too."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    found = _DATE.fullmatch(_MIDNIGHT.sub("", _half_width(raw)).replace(" ", ""))
    if found is None:
        raise _refuse(f"看不懂日期“{raw}”", f"“{raw}” is not a date",
                      "请写成 2020-07-01 的样子", "Write it like 2020-07-01")  # fmt: skip
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise _refuse(
            f"没有{year}年{month}月{day}日这一天", f"there is no day {year}-{month}-{day}"
        ) from None


def as_month(raw: object, year: int | None = None) -> int:
    """A month written 2020-07, 2020/7, 2020年7月 or 202007, or a whole date in it; `year` for a bare 7月."""
    if isinstance(raw, date):
        return months.month_of(raw)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = _MIDNIGHT.sub("", _half_width(raw)).replace(" ", "")
    found = _MONTH.fullmatch(text)
    if found:
        parts = found.groups()
        the_year, the_month = int(parts[0] or parts[2] or year or 0), int(parts[1] or parts[3])
        if the_year and 1 <= the_month <= 12:
            return the_year * 12 + the_month - 1
    elif _DATE.fullmatch(text):
        return months.month_of(as_date(text))
    raise _refuse(f"看不懂月份“{raw}”", f"“{raw}” is not a month",
                  "请写成 2020-07 的样子", "Write it like 2020-07")  # fmt: skip


def as_months(raw: object) -> tuple[int, ...]:
    """Several months: a list, or text as 2020年7月、8月 or 2020-07至2020-09; sorted, none twice."""
    pieces = raw if isinstance(raw, (list, tuple)) else [raw]
    found: list[int] = []
    for piece in pieces:
        whole = isinstance(piece, (date, int, float))
        for part in [piece] if whole else _APART.split(_half_width(piece)):
            if not is_blank(part):
                found += _span(part, found[-1] // 12 if found else None)
    if len(found) != len(set(found)):
        raise _refuse(
            "同一个月份写了两次", "a month occurs twice", "每个月份只写一次", "Write each month once"
        )
    return tuple(sorted(found))


def _span(part: object, year: int | None) -> list[int]:
    ends = _BETWEEN.split(part) if isinstance(part, str) else [part]
    if len(ends) > 2:
        raise _refuse(f"看不懂月份“{part}”", f"“{part}” is not a span of months",
                      "请写成 2020-07至2020-09 的样子", "Write it like 2020-07~2020-09")  # fmt: skip
    first = as_month(ends[0], year)
    last = as_month(ends[-1], first // 12)
    if not 0 <= last - first < _MAX_MONTHS:
        raise _refuse(f"月份“{part}”先后颠倒或跨度过大", f"the span “{part}” is reversed or too long")
    return list(range(first, last + 1))


def _half_width(raw: object) -> str:
    return unicodedata.normalize("NFKC", str(raw)).strip()


def _refuse(zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> Refusal:
    return Refusal(Text(zh, en), mend=Text(mend_zh, mend_en))
