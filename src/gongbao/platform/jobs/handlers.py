"""Which function does which kind of job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gongbao.platform.db.services import Tx


@dataclass(frozen=True)
class Job:
    """A piece of due work as its handler sees it; `attempts` counts earlier failures, `error` is the last one."""

    id: UUID
    kind: str
    key: str
    case: UUID | None
    payload: dict[str, Any]
    run_at: datetime
    attempts: int
    error: str = ""


Handler = Callable[[Tx, Job], object]
_handlers: dict[str, Handler] = {}
NIGHTLY: set[str] = set()
"""Kinds planned anew each day."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Decorator: the function does jobs of `kind`, as a command of the system.

    What it writes through `tx` happens once; what it does outside the database (a file sent to a bank)
    may happen again after a crash and must carry `tx.key`. Raises ValueError for a second handler.
    """

    def register(handler: Handler) -> Handler:
        known = _handlers.get(kind)
        if known and (known.__module__, known.__qualname__) != (handler.__module__, handler.__qualname__):
            raise ValueError(f"Jobs of kind {kind} have a handler already.")
        _handlers[kind] = handler
        return handler

    return register


def every_night(kind: str) -> Callable[[Handler], Handler]:
    """Decorator: as `handles`, for a job the worker plans by itself once a day, in the small hours of Beijing."""

    def register(handler: Handler) -> Handler:
        NIGHTLY.add(kind)
        return handles(kind)(handler)

    return register


def handler(kind: str) -> Handler:
    """The handler of `kind`. Raises LookupError."""
    if kind not in _handlers:
        raise LookupError(f"No handler for jobs of kind {kind}.")
    return _handlers[kind]
