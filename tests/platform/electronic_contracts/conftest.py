"""The town of these tests, on Tuesday 1 December 2020, 09:30."""

from __future__ import annotations

import pytest
from tests.platform.electronic_contracts import world


@pytest.fixture
def where(db: None, free_clock: None) -> world.Town:
    """An employer and a worker without keys."""
    world.to("2020-12-01 09:30")
    return world.town()


@pytest.fixture
def ready(where: world.Town) -> world.Town:
    """Both verified, each with a signing key."""
    world.keys(where)
    return where
