"""The two insurers, their accepted system and the register, with the clock in February 2021."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from gongbao.platform.db import clock
from gongbao.platform.vehicle_tax import demo


def to(moment: str) -> None:
    """Set the clock, such as ``2021-02-03 10:00``."""
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


@pytest.fixture
def scene(db: None, free_clock: None) -> Iterator[demo.Scene]:
    """The scene of January 2021; the clock then stands at 3 February 2021, 10:00, a Wednesday."""
    to("2021-01-11 09:00")
    made = demo.load(clock.now())
    to("2021-02-03 10:00")
    return made
