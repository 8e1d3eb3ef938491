"""Reading and writing city-wide tables on behalf of the services, whoever's transaction is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from gongbao.platform.db import context
from gongbao.platform.db.services import SYSTEM, current, read


@contextmanager
def opened(purpose: str) -> Iterator[None]:
    """A system's row-security context for the block: the open transaction's, or one of its own.

    Only for services that have checked what the actor may know or do; the actor's context returns at the end
    of the outermost block.
    """
    outer = current()
    if outer is None:
        with read(SYSTEM, purpose=purpose):
            yield
        return
    if outer.opened:
        yield
        return
    context.set_context(SYSTEM.context())
    outer.opened = True
    try:
        yield
    finally:
        outer.opened = False
        if context.raw_status() == psycopg.pq.TransactionStatus.INTRANS:
            context.set_context(outer.actor.context())
