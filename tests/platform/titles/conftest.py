"""The scene with its rounds open since March 2021; the clock stands at Monday, 29 March 2021."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.platform.titles import titles_world as w
from tests.undone import once

from gongbao.platform.titles import demo

MONDAY = "2021-03-29 10:00"
scene_of_module = once(lambda: demo.load(w.OPENED), MONDAY)


@pytest.fixture
def scene(scene_of_module: demo.Scene, db: None, free_clock: None) -> demo.Scene:
    """Body, experts, employer, applicant."""
    w.to(MONDAY)
    return deepcopy(scene_of_module)
