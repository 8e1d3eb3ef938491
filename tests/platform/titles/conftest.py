"""The scene with its rounds open since March 2021; the clock stands at Monday, 29 March 2021."""

from __future__ import annotations

import pytest
from tests.platform.titles import titles_world as w

from gongbao.platform.titles import demo


@pytest.fixture
def scene(db: None, free_clock: None) -> demo.Scene:
    """Body, experts, employer, applicant."""
    w.to("2021-03-29 10:00")
    return demo.load(w.OPENED)
