"""Money in whole fen: reading, writing, Chinese capitals and rounding, each rule by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MAX_FEN = 10**17 - 1
"""The largest amount accepted either way: under 10^15 yuan, well inside a 64-bit column."""

_AMOUNT = re.compile(r"¥?([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?元?")
_TRIM = str.maketrans("", "", " \u3000\u00a0\t")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def yuan(amount: str | int | Decimal) -> int:
    """`amount` in yuan as fen, exactly: ``yuan("1,540.50") == 154050``.

    Text may be full width and carry ``¥``, ``元`` and thousands separators. Floats are refused,
    as are fractions of a fen and amounts of 10^15 yuan and more.
    """
    if isinstance(amount, bool) or not isinstance(amount, (str, int, Decimal)):
        raise Refusal(
            Text(f"金额不能用{type(amount).__name__}表示", f"an amount cannot be a {type(amount).__name__}"),
            mend=Text("请用整数或文字写金额，如 1540.50", "Write it as text or a whole number, as 1540.50"),
        )
    text = f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).translate(_TRIM))
    if match is None:
        raise _unreadable(text)
    sign, whole, part = match.groups()
    fen = int(whole.replace(",", "")) * 100 + int((part or "").ljust(2, "0"))
    if fen > MAX_FEN:
        raise Refusal(Text(f"金额“{text}”过大", f"the amount “{text}” is too large"))
    return -fen if sign == "-" else fen


def _unreadable(text: str) -> Refusal:
    if re.fullmatch(r"[+-]?[\d,]+\.\d{3,}", text):
        return Refusal(
            Text(f"金额“{text}”精确到了分以下", f"“{text}” has fractions of a fen"),
            mend=Text("最多写两位小数", "Give at most two decimals"),
        )
    return Refusal(
        Text(f"看不懂金额“{text}”", f"“{text}” is not an amount"),
        mend=Text("请以元为单位写数字，如 1540.50", "Write a number in yuan, as 1540.50"),
    )


def format_yuan(fen: int) -> str:
    """Fen as yuan with separators: ``1,540.50``; whole yuan without decimals: ``1,540``."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}{f'.{part:02d}' if part else ''}"


def in_words(fen: int) -> str:
    """Fen in Chinese capitals as cheques and decisions use: ``壹仟伍佰肆拾元伍角``."""
    if abs(fen) > MAX_FEN:
        raise Refusal(Text("金额过大，无法写成大写", "the amount is too large for capitals"))
    whole, part = divmod(abs(fen), 100)
    jiao, cent = divmod(part, 10)
    words = f"{_whole_in_words(whole)}元" if whole or not part else ""
    words += f"{_DIGITS[jiao]}角" if jiao else ("零" if whole and cent else "")
    words += f"{_DIGITS[cent]}分" if cent else ""
    return ("负" if fen < 0 else "") + words + ("" if part else "整")


def _whole_in_words(number: int) -> str:
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            zero = "零" if 0 < low < size // 10 else ""
            return _whole_in_words(high) + unit + zero + (_whole_in_words(low) if low else "")
    return _group_in_words(number) or "零"


def _group_in_words(group: int) -> str:
    words, gap = "", False
    for power, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = group // power % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words


def divide_half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest whole number, halves away from zero (四舍五入)."""
    quotient = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return quotient if (numerator < 0) == (denominator < 0) else -quotient


def share_half_up(fen: int, numerator: int, denominator: int) -> int:
    """`numerator`/`denominator` of an amount, rounded half up to the fen."""
    return divide_half_up(fen * numerator, denominator)


def apportion(fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount divided by weights, whole fen, adding up exactly: largest remainders first, then by order."""
    total = sum(weights)
    if fen < 0 or total <= 0 or min(weights) < 0:
        raise ValueError("apportion needs an amount of zero or more and weights that are not negative")
    shares = [fen * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(fen * weights[i] % total), i))
    for i in by_remainder[: fen - sum(shares)]:
        shares[i] += 1
    return tuple(shares)
