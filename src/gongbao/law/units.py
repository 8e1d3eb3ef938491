"""Units of parameters: how a written value is read exactly, and what type it then has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from gongbao.law import yamlfile

Value = int | date | Fraction | str | tuple[str, ...] | Mapping[str, str]

_TYPES: Mapping[str, type] = {
    "date": date,
    "month": int,
    "months": int,
    "days": int,
    "working_days": int,
    "day_of_month": int,
    "years": int,
    "times": int,
    "times_per_year": int,
    "parts": int,
    "millilitres": int,
    "persons": int,
    "hours": int,
    "ratio": Fraction,
    "text": str,
    "list": tuple,
    "map": Mapping,
}
UNITS = frozenset(_TYPES)


def is_money(unit: str) -> bool:
    """Whether values of `unit` are money: ``fen`` or ``fen_per_…``, held in integer fen."""
    return unit == "fen" or unit.startswith("fen_per_")


def read(written: Any, unit: str, where: str) -> Value:
    """A written value as its unit's type: yuan as fen, ``2020-07`` as a month number (year × 12 +
    month − 1), ``80/100`` as an exact fraction. Raises `Refusal` when it is not so written.
    """
    if unit == "list" and isinstance(written, list) and written:
        return tuple(str(item) for item in written)
    if unit == "map" and isinstance(written, dict) and written:
        return MappingProxyType({str(key): str(value) for key, value in written.items()})
    if not isinstance(written, str) or unit in ("list", "map"):
        raise yamlfile.fault(where, f"不是“{unit}”的写法", f"is not written as {unit}")
    if is_money(unit):
        return _fen(written, where)
    if unit not in UNITS:
        raise yamlfile.fault(where, f"不认识单位 {unit}", f"unknown unit {unit}")
    if unit == "text":
        return written
    readers: Mapping[str, Callable[[str, str], Value]] = {"date": day, "month": _month, "ratio": _ratio}
    return readers.get(unit, _whole)(written, where)


def require(value: Value, unit: str, where: str) -> None:
    """Raise `Refusal` unless `value` is of the type of `unit`."""
    wanted = int if is_money(unit) else _TYPES[unit]
    if isinstance(value, bool) or not isinstance(value, wanted):
        raise yamlfile.fault(where, f"不是“{unit}”类的值", f"is not a value of unit {unit}")


def day(written: Any, where: str) -> date:
    """A day written ``2020-07-01``; raises `Refusal` on anything else."""
    try:
        if not isinstance(written, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            raise ValueError
        return date.fromisoformat(written)
    except ValueError:
        raise yamlfile.fault(where, f"“{written}”不是日期", f"“{written}” is not a day") from None


def _month(written: str, where: str) -> int:
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", written)
    if not match:
        raise yamlfile.fault(where, f"“{written}”不是月份", f"“{written}” is not a month")
    return int(match[1]) * 12 + int(match[2]) - 1


def _whole(written: str, where: str) -> int:
    if not re.fullmatch(r"[0-9]+", written):
        raise yamlfile.fault(where, f"“{written}”不是整数", f"“{written}” is not a whole number")
    return int(written)


def _ratio(written: str, where: str) -> Fraction:
    match = re.fullmatch(r"([0-9]+)/([0-9]+)", written)
    if not match or int(match[2]) == 0:
        zh, en = f"“{written}”不是“80/100”这样的分数", f"“{written}” is not a fraction like 80/100"
        raise yamlfile.fault(where, zh, en)
    return Fraction(int(match[1]), int(match[2]))


def _fen(written: str, where: str) -> int:
    match = re.fullmatch(r"([0-9]+)(?:\.([0-9]{1,2}))?", written)
    if not match:
        zh, en = f"“{written}”不是元（最多两位小数）", f"“{written}” is not yuan with at most two decimals"
        raise yamlfile.fault(where, zh, en)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
