"""The demo city these tests begin in."""

from __future__ import annotations

import pytest
from tests.platform.training_subsidy import world

from gongbao.platform.training_subsidy import demo


@pytest.fixture
def where(db: None, free_clock: None) -> demo.City:
    """The demo city without cases, on Monday 21 September 2020, 09:30."""
    world.to("2020-09-21 09:30")
    return world.city()
