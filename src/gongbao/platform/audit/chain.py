"""The seal over the log's end; how rows are chained is the kernel's (`kernel.logchain`)."""

from __future__ import annotations

from gongbao.kernel.logchain import START, Row
from gongbao.platform.db.secrets import fingerprint

__all__ = ["START", "Row", "seal"]


def seal(position: int, digest: str) -> str:
    """A seal over the log's end that only the master key's holder can make."""
    return fingerprint(f"{position}:{digest}", "audit head")
