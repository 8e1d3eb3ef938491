"""The town of these tests, on Tuesday 1 December 2020, 09:30."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.platform.electronic_contracts import world
from tests.undone import once

from gongbao.evidence import keys

DAY = "2020-12-01 09:30"


@pytest.fixture(autouse=True)
def quick_rsa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test founds its own house: smaller RSA keys are found sooner."""
    monkeypatch.setattr(keys, "RSA_BITS", 2048)


@pytest.fixture
def where(db: None, free_clock: None) -> world.Town:
    """An employer and a worker without keys."""
    world.to(DAY)
    return world.town()


@pytest.fixture
def ready(with_keys: world.Town, db: None, free_clock: None) -> world.Town:
    """Both verified, each with a signing key."""
    world.to(DAY)
    return deepcopy(with_keys)


def _with_keys() -> world.Town:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "RSA_BITS", 2048)
        town = world.town()
        world.keys(town)
        return town


with_keys = once(_with_keys, DAY)
