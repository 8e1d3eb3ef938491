"""How sums, months and dates are written, in Chinese and in English."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongbao.kernel.money import format_yuan
from gongbao.web.i18n import Language

BEIJING = ZoneInfo("Asia/Shanghai")
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def yuan(fen: int | None, decimals: int = 0) -> str:
    """Fen as yuan, ``1,540.50``; whole yuan without decimals unless `decimals` is 2. None is empty."""
    if fen is None:
        return ""
    text = format_yuan(fen)
    return text if "." in text or not decimals else f"{text}.00"


def month(value: int | date | None, language: Language) -> str:
    """A month (year × 12 + month − 1, or any date in it): ``2020年9月`` or ``Sep 2020``."""
    if value is None:
        return ""
    year, index = (value.year, value.month - 1) if isinstance(value, date) else divmod(value, 12)
    return f"{MONTHS[index]} {year}" if language == "en" else f"{year}年{index + 1}月"


def weekday(day: date, language: Language) -> str:
    """``周五`` or ``Fri``."""
    name = WEEKDAYS[language][day.weekday()]
    return name if language == "en" else f"周{name}"


def in_beijing(value: date) -> date:
    """An instant in Beijing's time; a plain date as it is."""
    return value.astimezone(BEIJING) if isinstance(value, datetime) and value.tzinfo else value


def day(value: date | None, language: Language, style: str = "") -> str:
    """A date as text. None is empty.

    Styles: by default ``11月27日（周五）`` / ``27 Nov 2020 (Fri)``; ``short`` ``11月27日`` / ``27 Nov``;
    ``year`` ``2020年11月27日`` / ``27 Nov 2020``; ``full`` year and weekday; ``time`` adds the minute.
    """
    if value is None:
        return ""
    value = in_beijing(value)
    if language == "en":
        text = f"{value.day} {MONTHS[value.month - 1]}" + ("" if style == "short" else f" {value.year}")
        text += f" ({weekday(value, 'en')})" if style in ("", "full") else ""
    else:
        text = f"{value.year}年" if style in ("year", "full") else ""
        text += f"{value.month}月{value.day}日"
        text += f"（{weekday(value, 'zh')}）" if style in ("", "full") else ""
    return f"{text} {value:%H:%M}" if style == "time" and isinstance(value, datetime) else text


def machine(value: date | None) -> str:
    """The value of a ``datetime`` attribute."""
    if value is None:
        return ""
    value = in_beijing(value)
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
