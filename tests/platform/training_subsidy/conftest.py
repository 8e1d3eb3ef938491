"""The demo city these tests begin in."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.platform.training_subsidy import world
from tests.undone import once

from gongbao.platform.training_subsidy import demo

MONDAY = "2020-09-21 09:30"
city_of_module = once(world.city, MONDAY)


@pytest.fixture
def where(city_of_module: demo.City, db: None, free_clock: None) -> demo.City:
    """The demo city without cases, on Monday 21 September 2020, 09:30."""
    world.to(MONDAY)
    return deepcopy(city_of_module)
