"""Reading and writing city-wide tables on behalf of the services, whoever's transaction is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg

from gongbao.platform.db import context
from gongbao.platform.db.services import SYSTEM, current, read

_opened: ContextVar[Any] = ContextVar("opened", default=None)
"""The transaction whose context is open now: a block within a block leaves it so."""


@contextmanager
def opened(purpose: str) -> Iterator[None]:
    """A system's row-security context for the block: the open transaction's, or one of its own.

    Only for services that have checked what the actor may know or do; the actor's context returns at the end of the
    outermost block.
    """
    outer = current()
    if outer is None:
        with read(SYSTEM, purpose=purpose):
            yield
        return
    if _opened.get() is outer:
        yield
        return
    context.set_context(SYSTEM.context())
    mark = _opened.set(outer)
    try:
        yield
    finally:
        _opened.reset(mark)
        if context.raw_status() == psycopg.pq.TransactionStatus.INTRANS:
            context.set_context(outer.actor.context())
