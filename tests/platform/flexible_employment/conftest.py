"""The clock stands at Tuesday, 13 October 2020, and may be moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.platform.flexible_employment import flex_world as w

from gongbao.platform.db import clock


@pytest.fixture
def october() -> Iterator[None]:
    w.to("2020-10-13 10:00")
    yield
    clock.set_clock(None)
