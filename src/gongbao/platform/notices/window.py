"""The period of a notice: its last day, the instant it closes, and its days one by one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from gongbao.kernel.calendar import Deadline, Moved, Pause, PublicityWindow, moved_due, publicity
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE

SUSPENDED = Text("公示中止", "Notice suspended")


def window(published: date, days: int, clause: str = "") -> PublicityWindow:
    """The period of `days` working days after the day of publication, day by day."""
    return publicity(published, days, clause=clause)


def deadline(
    published: date, days: int, pauses: Sequence[Sequence[str]], clause: str = ""
) -> Deadline | None:
    """The period's end with its pauses left out; None while it stands still."""
    spans = [Pause(date.fromisoformat(a), date.fromisoformat(b) if b else None, SUSPENDED) for a, b in pauses]
    if any(span.last is None for span in spans):
        return None
    moved: Moved = moved_due(published, days, spans, clause=clause)
    return moved.after


def closing(last_day: date) -> datetime:
    """The instant the period is over: 24:00 Beijing time of its last day."""
    return datetime(last_day.year, last_day.month, last_day.day, tzinfo=ZONE) + timedelta(days=1)
