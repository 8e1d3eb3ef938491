"""The only clock: Beijing time, settable in tests, with an offset all processes of a demo share."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
REFRESH = 1.0  # seconds after which a process asks again for the demo's offset

_fixed: datetime | None = None
_offset = timedelta()
_asked = float("-inf")


def now() -> datetime:
    """The present instant in Beijing time (or the one set by `set_clock` or the demo)."""
    if _fixed is not None:
        return _fixed
    if is_demo():
        _refresh()
    return (datetime.now(UTC) + _offset).astimezone(ZONE)


def local_day(at: datetime) -> date:
    """The calendar day of an instant in Beijing."""
    return at.astimezone(ZONE).date()


def set_clock(at: datetime | None) -> None:
    """Stop this process's clock at `at`; None lets it run again. Raises ValueError for a naive instant."""
    global _fixed
    if at is not None and at.tzinfo is None:
        raise ValueError("The clock needs an aware datetime.")
    _fixed = at.astimezone(ZONE) if at else None


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """The clock stands at `at` inside the block, for every thread of this process."""
    before = _fixed
    set_clock(at)
    try:
        yield now()
    finally:
        set_clock(before)


def is_demo() -> bool:
    """Whether GONGBAO_DEMO is on; only a demo's clock may be moved in the database."""
    return os.environ.get("GONGBAO_DEMO") == "1"


def move_demo(to: datetime) -> None:
    """Move the clock of a whole demo so that it now shows `to`. Raises RuntimeError outside a demo."""
    if not is_demo():
        raise RuntimeError("Only a demo's clock can be moved (GONGBAO_DEMO=1).")
    from gongbao.platform.db.models import ClockSetting

    global _asked
    seconds = (to - datetime.now(UTC)).total_seconds()
    ClockSetting.objects.update_or_create(id=1, defaults={"offset_seconds": round(seconds)})
    _asked = float("-inf")


def _refresh() -> None:
    global _offset, _asked
    if time.monotonic() - _asked < REFRESH:
        return
    from gongbao.platform.db.models import ClockSetting

    row = ClockSetting.objects.filter(id=1).values_list("offset_seconds", flat=True).first()
    _offset, _asked = timedelta(seconds=row or 0), time.monotonic()
