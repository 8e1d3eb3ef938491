"""The toy room is there for these tests, and gone for all others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.platform.training_subsidy import world
from tests.web.rooms import toy

from gongbao.platform.cases import procedures
from gongbao.platform.training_subsidy import demo


@pytest.fixture
def toy_room() -> Iterator[None]:
    before = dict(procedures._procedures)
    toy.register()
    yield
    procedures._procedures.clear()
    procedures._procedures.update(before)


@pytest.fixture
def city(db: None, free_clock: None, toy_room: None) -> demo.City:
    """The demo city without cases, on Monday 21 September 2020, 09:30."""
    world.to("2020-09-21 09:30")
    return world.city()
