"""The town is built once and walked through once; what was seen is kept, the database is left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import override_settings
from tests.undone import undone

from gongbao.platform.db import clock


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
