"""What several tests share in the database: made once, seen by each, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """A transaction on every connection that is rolled back at the end, as the test cases of Django have it."""
    opened = []
    for alias in ("default", "owner"):
        block = transaction.atomic(using=alias)
        block._from_testcase = True  # type: ignore[attr-defined]
        block.__enter__()
        opened.append((alias, block))
    try:
        yield
    finally:
        for alias, block in reversed(opened):
            transaction.set_rollback(True, using=alias)
            block.__exit__(None, None, None)
