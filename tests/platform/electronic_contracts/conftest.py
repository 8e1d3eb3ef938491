"""The town of these tests, on Tuesday 1 December 2020, 09:30."""

from __future__ import annotations

from functools import cache
from itertools import cycle

import pytest
from tests.platform.electronic_contracts import world

from gongbao.evidence import keys
from gongbao.evidence.keys import SoftwareKey

_generate = keys.generate


@cache
def _rsa() -> cycle[SoftwareKey]:
    return cycle([_generate("rsa") for _ in range(3)])


@pytest.fixture(autouse=True)
def quick_rsa(monkeypatch: pytest.MonkeyPatch) -> None:
    """RSA keys are made once for all tests: every test founds its own house."""
    monkeypatch.setattr(keys, "generate", lambda kind: next(_rsa()) if kind == "rsa" else _generate(kind))


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
