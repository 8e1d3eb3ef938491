"""With a real key, whatever is sent to the insurers' interface is answered as its description says."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.web.api.test_api_conformance import CHECKS, OPERATIONS, interface

from gongbao.platform.db import clock
from gongbao.platform.vehicle_tax import demo

MINE = [(path, method) for path, method in OPERATIONS if "/vehicle-tax/" in path]
__all__ = ["interface"]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method"), MINE)
def test_an_insurers_operation_keeps_to_its_description(interface, path, method, free_clock):
    clock.set_clock(datetime(2021, 1, 11, 9, tzinfo=clock.ZONE))
    token = demo.load(clock.now()).careful.token
    clock.set_clock(datetime(2021, 2, 3, 10, tzinfo=clock.ZONE))
    seen = set()

    @settings(
        max_examples=12,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(case=interface[path][method].as_strategy())
    def keeps(case):
        case.headers["Authorization"] = f"Bearer {token}"
        seen.add(case.call_and_validate(checks=CHECKS).status_code)

    keeps()
    assert seen - {401}, "no request got past the key"


def test_every_operation_asks_for_a_key():
    assert len(MINE) == 8
