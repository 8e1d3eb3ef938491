"""The town is built once and walked through once; what was seen is kept, the database is left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

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


@contextmanager
def a_town() -> Iterator[Any]:
    """The town, in a transaction that is undone; the clock runs again afterwards."""
    from tests.safety.town import build

    with override_settings(WHITENOISE_AUTOREFRESH=True), undone():
        try:
            yield build()
        finally:
            clock.set_clock(None)


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Everything every visitor saw; nothing of it stays in the database."""
    from tests.safety.walk import walk

    with django_db_blocker.unblock(), a_town() as built:
        return walk(built)
