"""Time-ordered 128-bit keys made by the application (UUID version 7 layout, RFC 9562)."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from datetime import datetime

_turn = threading.Lock()
_last = 0


def new_key(now: datetime | None = None) -> uuid.UUID:
    """A fresh key; keys made by one process ascend, keys of different processes agree to the millisecond.

    `now` dates the key explicitly (imports of old records); such keys need not ascend.
    """
    if now is not None:
        return _key(int(now.timestamp() * 1000), secrets.randbits(12))
    global _last
    with _turn:
        # 48 bits of milliseconds and 12 bits below them form one ascending number.
        _last = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        stamp = _last
    return _key(stamp >> 12, stamp & 0xFFF)


def _key(milliseconds: int, below: int) -> uuid.UUID:
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | below << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
