"""Days as the look shows them: what is left of a deadline, and a window day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gongbao.kernel.calendar.workdays import MAKE_UP, Calendar
from gongbao.law.text import Text
from gongbao.web.i18n import Language
from gongbao.web.templatetags import formats

SOON = 2  # working days


def attribute(thing: Any, name: str, default: Any = None) -> Any:
    """A value of a mapping or an object."""
    return thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)


def due_day(deadline: Any) -> date | None:
    """The due date of a deadline, which may be a plain date; None where there is none."""
    value = deadline if isinstance(deadline, date) else attribute(deadline, "due")
    if value is None or value == "":
        return None
    value = formats.in_beijing(value)
    return value.date() if isinstance(value, datetime) else value


def due(deadline: Any, today: date, short: bool, left: int | None) -> dict[str, Any]:
    """The words and the class of what is left, empty without a date. `left` replaces the count of working days."""
    end = due_day(deadline)
    if end is None:
        return {"css": "", "text": "", "day": None}
    if end < today:
        late = (today - end).days
        return {
            "css": "is-late",
            "text": Text(f"逾期 {late} 日", f"{late} day{'' if late == 1 else 's'} late"),
            "day": end,
        }
    if end == today:
        return {
            "css": "is-today",
            "text": Text("今天", "Today") if short else Text("今天截止", "Due today"),
            "day": end,
        }
    count = left if left is not None else Calendar.as_known().working_days_between(today, end)
    css = "is-soon" if count <= SOON else ""
    if short:
        return {"css": css, "text": Text(f"剩 {count} 日", f"{count} d left"), "day": end}
    plural = "" if count == 1 else "s"
    return {
        "css": css,
        "text": Text(f"还剩 {count} 个工作日", f"{count} working day{plural} left"),
        "day": end,
    }


def leaf(entry: Any, today: date, language: Language) -> dict[str, Any]:
    """The calendar leaf of a deadline in a list; urgent when at most two working days are left."""
    end = due_day(entry)
    state = due(end, today, False, None)["css"]
    month = formats.MONTHS[end.month - 1] if language == "en" else f"{end.month}月"
    return {
        "month": month,
        "day": end.day,
        "weekday": formats.weekday(end, language),
        "machine": end.isoformat(),
        "urgent": bool(state),
    }


def strip(window: Any, today: date, language: Language) -> list[dict[str, Any]]:
    """Whole weeks around a window: `window` has ``published`` (not counted), ``due``, and may have
    ``marks``, a word for particular days."""
    start, end = attribute(window, "published"), due_day(window)
    marks = attribute(window, "marks") or {}
    calendar = Calendar.as_known()
    total = calendar.working_days_between(start, end)
    first = start - timedelta(days=start.weekday())
    last = end + timedelta(days=6 - end.weekday())
    out = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        rests = not calendar.is_working_day(day)
        counted = start < day <= end and not rests
        out.append(
            {
                "name": _name(day, today, language),
                "spare": day > end,
                "note": MAKE_UP if day.weekday() >= 5 and not rests else None,
                "number": day.day,
                "machine": day.isoformat(),
                "word": _word(
                    day, start, end, rests, calendar.working_days_between(start, day), total, marks, calendar
                ),
                "css": _css(day, end, today, rests, counted),
            }
        )
    return out


def _name(day: date, today: date, language: Language) -> str:
    name = formats.weekday(day, language)
    return f"{Text('今天', 'Today').say(language)} {name}" if day == today else name


def _word(
    day: date,
    start: date,
    end: date,
    rests: bool,
    count: int,
    total: int,
    marks: Mapping[date, Text],
    known: Calendar,
) -> Text:
    if day in marks:
        return marks[day]
    if day == start:
        return Text("发布", "Start")
    if rests:
        between = start < day < end
        holiday = known.rest_reason(day)
        if holiday is not None and day.weekday() < 5:
            return holiday
        return Text("跳过", "Skip") if between else Text("休息", "Rest")
    if day == end:
        return Text("截止", "Ends")
    return Text(f"{count}/{total}", f"{count}/{total}") if start < day < end else Text("", "")


def _css(day: date, end: date, today: date, rests: bool, counted: bool) -> str:
    if day == today:
        return "is-today"
    if rests:
        return "is-off"
    if day == end and today < end:
        return "is-due"
    return "is-counted" if counted and day < today else ""
