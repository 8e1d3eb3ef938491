"""The clock stands at Monday, 2 November 2020."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from gongbao.platform.db import clock


@pytest.fixture
def november() -> Iterator[None]:
    with clock.frozen(datetime(2020, 11, 2, 10, 0, tzinfo=clock.ZONE)):
        yield
