"""What several tests share in the database: made once, seen by each, gone afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from gongbao.platform.db import clock


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


def once(build: Callable[[], Any], moment: str) -> Any:
    """A fixture that builds a scene once for each module, at an instant such as ``2020-09-21 09:30``.

    Each test gets a copy of what was returned; what a test does in the database is undone after it. Not for modules
    with tests that commit: they would wait for the scene's transaction.
    """

    @pytest.fixture(scope="module")
    def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock(), undone():
            clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))
            try:
                made = build()
            finally:
                clock.set_clock(None)
            yield made

    return built
