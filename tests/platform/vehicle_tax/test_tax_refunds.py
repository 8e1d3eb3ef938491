"""Refunds: the taxpayer asks, two people look and decide, the rule gives the sum, the books stay balanced."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.platform.parties import people
from tests.platform.vehicle_tax.conftest import to
from tests.platform.vehicle_tax.test_collecting import caller, do
from tests.platform.vehicle_tax.test_filing import FEBRUARY, faults, file, form, remit

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import SYSTEM, Actor, new_key, read
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax

pytestmark = pytest.mark.django_db
ACCOUNT = "6222000012345678901"


@pytest.fixture
def owner(scene: demo.Scene) -> Actor:
    """The owner of vehicle 60, whose tax of 2021 was collected."""
    number = people.number(60)
    vehicle = demo.car(60, owner_number=number)
    demo.do(lambda tx: tax.take_in(tx, [vehicle]), key="refund/vehicle")
    who = caller(scene.careful)
    do(who, lambda tx: tax.collect(tx, who, demo.entry(vehicle, FEBRUARY)))
    party = demo.do(lambda tx: str(parties.find_or_create_person(tx, number, "林知舟")), key="refund/owner")
    return Actor("party", account=new_key(), party=UUID(party))


def asked(owner: Actor, **more: Any) -> str:
    started = casework.start(owner, "vehicle_tax.refund", "xicheng", key=f"k-{new_key()}")
    typed = {
        "vin": demo.vin(60),
        "tax_year": "2021",
        "event": "stolen",
        "event_on": "2021-09-01",
        "account": ACCOUNT,
    }
    casework.do(owner, started["number"], "submit", key=f"k-{new_key()}", raw={**typed, **more})
    return str(started["number"])


def step(number: str, action: str, role: str, person: str, **more: Any) -> Any:
    who = demo.officer(role, person=person)
    return casework.do(who, number, action, key=f"k-{new_key()}", **more)


def checked(number: str, proof: str = "yes") -> None:
    step(number, "check", "tax_officer", "ann", raw={"event_proof": proof, "seen": "公安机关立案回执"})


def filed(scene: demo.Scene) -> None:
    to("2021-02-18 09:00")
    made = file(scene.careful)
    remit(scene.careful, made["filing"], form("F1", made["total_fen"], date(2021, 2, 18)))
    to("2021-09-10 09:00")


def rows() -> list[tuple[str, int | None, str]]:
    with read(SYSTEM, purpose="test"):
        return [(r.event, r.amount, r.state.en) for r in tax.claims()]


def test_what_is_not_filed_yet_is_the_insurers_to_void(owner: Actor) -> None:
    with pytest.raises(tax.Coded) as fault:
        asked(owner)
    assert fault.value.code == "not_filed"


def test_a_stolen_car_gets_its_months_back_decided_by_two(scene: demo.Scene, owner: Actor) -> None:
    filed(scene)
    number = asked(owner)
    with pytest.raises(tax.Coded) as fault:
        asked(owner)
    assert fault.value.code == "asked_before"
    checked(number)
    assert rows() == [("stolen", 11667, "Being checked")]  # 350 yuan, four of twelve months
    with pytest.raises(Refusal, match="另一人"):
        step(number, "decide", "tax_reviewer", "ann", decided={"outcome": "approve"})
    step(number, "decide", "tax_reviewer", "ben", decided={"outcome": "approve"})
    with pytest.raises(Refusal, match="另一人"):
        step(number, "pay", "tax_officer", "ben", raw={"slip": "T-1", "paid_on": "2021-09-10"})
    step(number, "pay", "tax_officer", "ann", raw={"slip": "T-1", "paid_on": "2021-09-10"})
    assert rows() == [("stolen", 11667, "Paid back")]
    assert faults() == []
    with read(SYSTEM, purpose="test"):
        kinds = [each.kind for each in letters.letters(case=tax.claims()[0].case)]
    assert any(kind.startswith("receipt") for kind in kinds), kinds
    assert any(kind.startswith("decision") for kind in kinds), kinds


def test_a_sale_is_no_ground_and_no_proof_gives_nothing(scene: demo.Scene, owner: Actor) -> None:
    filed(scene)
    for event, proof, reason in (("transferred", "yes", "no_ground"), ("stolen", "no", "no_proof")):
        number = asked(owner, event=event)
        checked(number, proof)
        with pytest.raises(tax.Coded, match="没有可退"):
            step(number, "decide", "tax_reviewer", "ben", decided={"outcome": "approve"})
        with pytest.raises(Refusal):
            step(number, "decide", "tax_reviewer", "ben", decided={"outcome": "refuse"})
        step(number, "decide", "tax_reviewer", "ben", decided={"outcome": "refuse", "reasons": [reason]})
    assert rows() == [("stolen", 0, "Refused or withdrawn"), ("transferred", 0, "Refused or withdrawn")]
    assert faults() == []


def test_nobody_gets_another_ones_tax_back(scene: demo.Scene, owner: Actor) -> None:
    filed(scene)
    other = demo.do(
        lambda tx: str(parties.find_or_create_person(tx, people.number(61), "顾明章")), key="refund/other"
    )
    with pytest.raises(tax.Coded) as fault:
        asked(Actor("party", account=new_key(), party=UUID(other)))
    assert fault.value.code == "not_found"
