"""The demo city's contracts: one in force, one proposed, a roster with a row to correct; found again where they stand."""

from __future__ import annotations

import pytest
from tests.platform.training_subsidy import world as town

from gongbao.platform.electronic_contracts import batches, reports
from gongbao.web.rooms.electronic_contracts import demo

pytestmark = pytest.mark.django_db


def test_the_demo_has_contracts_at_several_stages(free_clock: None) -> None:
    town.to("2020-10-21 09:30")
    city = town.city()
    demo.add_to(city)
    demo.add_to(city)
    found = reports.contracts_of(city.clerk(0))
    assert sorted(each.state for each in found) == ["effective", "proposed", "proposed", "proposed"]
    (batch,) = batches.batches_of(city.clerk(0))
    assert [each["row"] for each in batch.findings] == [4]
