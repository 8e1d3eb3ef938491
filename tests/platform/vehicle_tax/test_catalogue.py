"""Reliefs are decided from the catalogues of models: listed, not listed, taken out, and what the insurer says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.platform.vehicle_tax.test_collecting import caller, collect, entered, refused

from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax
from gongbao.platform.vehicle_tax.models import Item

pytestmark = pytest.mark.django_db
NEW = {"vin": demo.vin(96), "plate": "", "bought_on": date(2021, 1, 20), "displacement_ml": 1498}


def listed(model: str, kind: str = "energy_saving", first: str = "2018-10-01", last: str = "") -> None:
    row = {
        "kind": kind, "model": model, "maker": "样例汽车有限公司", "batch": "第七批", "listed_from": date.fromisoformat(first),
        "listed_to": date.fromisoformat(last) if last else None,
    }  # fmt: skip
    demo.do(lambda tx: tax.take_in_models(tx, [row]), key=f"listed/{model}/{kind}/{first}/{last}")


def new_car(scene: demo.Scene, model: str, energy: str | None) -> int:
    return int(collect(scene.careful, 1, **NEW, model=model, energy=energy)["total_fen"])


def test_a_listed_model_pays_half_whether_the_insurer_says_so_or_nothing(scene: demo.Scene) -> None:
    assert collect(scene.careful, 33, energy=None)["total_fen"] == 17500
    with read(SYSTEM, purpose="test"):
        item = Item.objects.get()
    assert item.proof == "节能车型目录第一批", "the item names the catalogue the relief rests on"
    assert item.answer["facts"]["energy"] == "energy_saving"


def test_a_flag_alone_gives_nothing(scene: demo.Scene) -> None:
    for energy in ("energy_saving", "new_energy"):
        fault = refused(scene.careful, 1, **NEW, energy=energy)
        assert (fault.code, fault.where) == ("catalogue_agrees", "model")
        assert "没有录入车型" in fault.what.zh
        fault = refused(scene.careful, 1, **NEW, energy=energy, model="YL9999X")
        assert "车型不在" in fault.what.zh
        assert fault.mend is not None
        assert fault.clause == "tax-2020-9/6.3.c"


def test_a_listed_model_is_not_collected_as_an_ordinary_one(scene: demo.Scene) -> None:
    fault = refused(scene.careful, 33, energy="ordinary")
    assert {fault.code, *fault.also} == {"catalogue_agrees", "registry_agrees"}
    listed("YL7150S9")
    fault = refused(scene.careful, 1, **NEW, energy="ordinary", model="YL7150S9")
    assert (fault.code, fault.where) == ("catalogue_agrees", "energy")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021-02-03", ""),
        ("2018-10-01", "2021-01-20"),
    ],  # listed on the day of collection; taken out when bought
)
def test_the_days_of_a_listing_count(scene: demo.Scene, first: str, last: str) -> None:
    listed("YL7150S8", first=first, last=last)
    assert new_car(scene, "YL7150S8", None) == 17500  # bought in January: the whole year, halved


@pytest.mark.parametrize(("first", "last"), [("2021-02-04", ""), ("2018-10-01", "2021-01-19")])
def test_outside_its_days_a_model_is_not_listed(scene: demo.Scene, first: str, last: str) -> None:
    listed("YL7150S7", first=first, last=last)
    assert new_car(scene, "YL7150S7", None) == 35000


def test_a_vehicle_registered_with_a_relief_but_not_listed_waits_for_the_catalogue(scene: demo.Scene) -> None:
    vehicle = demo.car(95, energy="energy_saving", displacement_ml=1498, model="YL7150Z1")
    demo.do(lambda tx: tax.take_in(tx, [vehicle]), key="unlisted")
    who: Any = caller(scene.careful)
    entry = demo.entry(vehicle, date(2021, 2, 3), energy=None)
    with pytest.raises(tax.Coded) as fault:
        tax.quote(entry, date(2021, 2, 3))
    assert fault.value.code == "catalogue_agrees", "neither the whole tax nor the half is taken on a guess"
    listed("YL7150Z1")
    assert tax.quote(entry, date(2021, 2, 3)).total == 17500
    assert who


def test_another_model_than_the_registered_one_is_told(scene: demo.Scene) -> None:
    assert refused(scene.careful, 33, model="YL7150S5").where == "model"
    assert entered(33)["model"] == "YL7150S4"
