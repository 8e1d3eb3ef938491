"""Demo accounts are opened with a fast hash: these tests never sign in."""

from __future__ import annotations

from typing import Any

import pytest
from tests.platform.training_subsidy import world

from gongbao.platform.training_subsidy import demo


@pytest.fixture(autouse=True)
def fast_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def where(db: None, free_clock: None) -> demo.City:
    """The demo city without cases, on Monday 21 September 2020, 09:30."""
    world.to("2020-09-21 09:30")
    return world.city()
