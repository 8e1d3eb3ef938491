"""Two insurers at the same vehicle, one filing from many windows: collected once, filed once, remitted once."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from tests.races.together import together

from gongbao.platform.collections import services as collections
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, new_key, read, write
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax
from gongbao.platform.vehicle_tax.models import Filing, Item, PaidYear, PaymentForm

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ON = date(2021, 2, 3)


def to(moment: str) -> None:
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


@pytest.fixture
def scene(free_clock: None) -> demo.Scene:
    to("2021-01-11 09:00")
    made = demo.load(clock.now())
    to("2021-02-03 10:00")
    return made


def collect(insurer: demo.Insurer, number: int) -> Any:
    who = tax.admit(insurer.token)
    vehicle = next(v for v in demo.REGISTER if v["vin"] == demo.vin(number))
    return write(
        lambda tx: tax.collect(tx, who, demo.entry(vehicle, ON)),
        actor=who.actor,
        key=str(new_key()),
        name="t",
    )


def test_a_vehicle_is_collected_once_though_all_insurers_ask_at_once(scene: demo.Scene) -> None:
    found = together([partial(collect, each, 1) for each in (scene.careful, scene.careless) * 6])
    won = [each for each in found if isinstance(each, dict)]
    assert len(won) == 1, found
    assert {each.code for each in found if isinstance(each, tax.Coded)} == {"collected_before"}
    with read(SYSTEM, purpose="test"):
        assert Item.objects.count() == 1
        assert PaidYear.objects.get().item == won[0]["years"][0]["number"]


def test_a_period_is_filed_and_remitted_once_from_many_windows(scene: demo.Scene) -> None:
    for number in range(1, 6):
        collect(scene.careful, number)
    to("2021-02-18 09:00")
    who, party = scene.careful.actor, scene.careful.party

    def file() -> Any:
        return write(lambda tx: tax.draw_up(tx, party, ON), actor=who, key=str(new_key()), name="t")

    found = together([file] * 6)
    (filed,) = [each for each in found if isinstance(each, dict)]
    assert [each.code for each in found if isinstance(each, tax.Coded)] == ["filed"] * 5, found
    form = {
        "number": "F1", "instrument": "电子缴库专用缴款书", "tax_type": "四代解缴", "amount": 175000,
        "remitted_on": date(2021, 2, 18), "treasury_reference": "T1",
    }  # fmt: skip

    def remit(turn: int) -> Any:
        own = {**form, "number": f"F{turn % 2}"}
        return write(
            lambda tx: tax.remit(tx, party, filed["filing"], own), actor=who, key=str(new_key()), name="t"
        )

    found = together([partial(remit, turn) for turn in range(6)])
    won = [each for each in found if isinstance(each, dict)]
    assert len(won) == 3, found
    assert {each["remitted_fen"] for each in won} == {175000}
    assert [each.code for each in found if isinstance(each, tax.Coded)] == ["amount"] * 3, found
    with read(SYSTEM, purpose="test"):
        assert Filing.objects.get().remitted == 175000
        assert PaymentForm.objects.count() == 1
        assert collections.check_books("vehicle_tax") == []
