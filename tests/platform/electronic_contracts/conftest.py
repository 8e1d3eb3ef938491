"""The town of these tests, on Tuesday 1 December 2020, 09:30."""

from __future__ import annotations

import pytest
from tests.platform.electronic_contracts import world

from gongbao.evidence import keys


@pytest.fixture(autouse=True)
def quick_rsa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test founds its own house: smaller RSA keys are found sooner."""
    monkeypatch.setattr(keys, "RSA_BITS", 2048)


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
