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
from gongbao.platform.cases.services import act
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import SYSTEM, Actor, new_key, now, read
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters
from gongbao.platform.letters.models import Letter
from gongbao.platform.messages import services as messages
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
    with read(SYSTEM, purpose="test"):
        found = Letter.objects.get(kind__startswith="decision")
    known = letters.verify_code(found.code)
    assert known is not None
    assert known.issuer.zh == "国家税务总局北京市西城区税务局"
    told = str(found.body)
    assert "2020年第9号）第一条" in told, "the clause as people read it"


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
    with read(SYSTEM, purpose="test"):
        found = [each.body["remedies"] for each in Letter.objects.filter(kind__startswith="decision")]
    assert len(found) == 2
    for remedies in found:
        assert "国家税务总局北京市税务局" in str(remedies), "asked for at the tax service above"
        assert "60" in str(remedies)
        assert "人民政府" not in str(remedies)
    assert faults() == []


def test_nobody_gets_another_ones_tax_back(scene: demo.Scene, owner: Actor) -> None:
    filed(scene)
    other = demo.do(
        lambda tx: str(parties.find_or_create_person(tx, people.number(61), "顾明章")), key="refund/other"
    )
    with pytest.raises(tax.Coded) as fault:
        asked(Actor("party", account=new_key(), party=UUID(other)))
    assert fault.value.code == "not_found"


def given_back(owner: Actor, event_on: str = "2021-09-01", paid_on: str = "2021-09-10", **more: Any) -> None:
    number = asked(owner, event_on=event_on, **more)
    checked(number)
    step(number, "decide", "tax_reviewer", "ben", decided={"outcome": "approve"})
    step(number, "pay", "tax_officer", "ann", raw={"slip": f"T-{paid_on}", "paid_on": paid_on})


def certificate() -> Any:
    who = {"vin": demo.vin(60), "owner_number": people.number(60), "tax_year": 2021}
    return demo.do(lambda tx: tax.issue_certificate(tx, **who), key=f"certificate/{new_key()}")


def test_the_item_says_what_was_given_back_to_its_insurer_and_its_desks(
    scene: demo.Scene, owner: Actor
) -> None:
    filed(scene)
    given_back(owner)
    run_due()
    who, party = caller(scene.careful), scene.careful.party
    with read(who.actor, purpose="test"):
        (row,) = tax.items(party, FEBRUARY, FEBRUARY)
        told = tax.collected(who, row.collection)
        note = messages.inbox(now(), party=party)[0].text.zh
    assert (row.refunded, row.refunded_on, row.state.zh) == (11667, date(2021, 9, 10), "已代收，部分退税")
    assert (told["total_fen"], told["refunded_fen"]) == (35000, 11667)
    assert [(y["refunded_fen"], y["refunded_on"]) for y in told["years"]] == [(11667, "2021-09-10")]
    assert "116.67" in note
    assert "林知舟" not in note


def test_a_certificate_shows_a_refund_in_part_and_its_next_letter_states_it(
    scene: demo.Scene, owner: Actor
) -> None:
    filed(scene)
    first = certificate()
    before = letters.verify_code(first["code"])
    assert before is not None
    assert before.remark is None
    given_back(owner)
    seen = letters.verify_code(first["code"])
    assert seen is not None
    assert seen.in_force
    assert seen.remark is not None
    assert "2021-09-10由国库退还116.67元" in seen.remark.zh
    second = certificate()
    assert second["code"] != first["code"]
    assert certificate() == second, "the same refund makes no third"
    old, new = letters.verify_code(first["code"]), letters.verify_code(second["code"])
    assert old is not None
    assert new is not None
    assert (old.standing.en, new.standing.en) == ("Replaced by a later letter", "In force")
    with read(SYSTEM, purpose="test"):
        body = str(Letter.objects.get(code=second["code"]).body)
    assert "116.67元" in body
    assert "23333" in body, "350.00 - 116.67 are still paid"


def test_a_tax_given_back_whole_leaves_no_certificate(scene: demo.Scene, owner: Actor) -> None:
    filed(scene)
    first = certificate()
    given_back(owner, event="paid_twice")
    seen = letters.verify_code(first["code"])
    assert seen is not None
    assert (seen.standing.zh, seen.in_force) == ("已撤销", False)
    assert seen.remark is not None
    assert "350元" in seen.remark.zh
    with pytest.raises(tax.Coded) as fault:
        certificate()
    assert (fault.value.code, fault.value.status) == ("refunded", 409)
    with read(SYSTEM, purpose="test"):
        (row,) = tax.items(scene.careful.party, FEBRUARY, FEBRUARY)
    assert row.state.zh == "已全部退税"


def test_the_fee_rests_on_what_stayed_with_the_treasury_each_refund_counted_once(
    scene: demo.Scene, owner: Actor
) -> None:
    from tests.platform.vehicle_tax.test_collecting import collect

    collect(scene.careful, 1)
    filed(scene)
    party, clerk = scene.careful.party, scene.careful.actor

    def bases(year: int) -> tuple[int, int]:
        with read(SYSTEM, purpose="test"):
            return tax.base_of(party, year), tax.refunded_of(party, year)

    assert bases(2021) == (70000, 0)
    case = demo.do(lambda tx: tax.apply_for_fee(tx, party, 2021, 70000), clerk, key="fee/refund")
    given_back(owner)  # after the application, before it is decided
    assert bases(2021) == (70000, 11667)
    for action, role, person in (("check", "tax_officer", "ann"), ("approve", "tax_reviewer", "ben")):
        demo.do(
            lambda tx, a=action, r=role: act(tx, UUID(case["case"]), a, r, {}),
            demo.officer(role, person=person), key=f"refund/{action}",
        )  # fmt: skip
    with read(SYSTEM, purpose="test"):
        (row,) = tax.fees(party)
    assert (row.base, row.refunded, row.fee) == (70000, 11667, 1750)  # 583.33 yuan × 3 %
    assert bases(2021) == (70000, 11667), "the year's own claim does not hide what it took off"
    assert bases(2022) == (0, 0), "what one year took off is not taken off again"


def test_a_refund_after_the_fee_was_decided_is_taken_off_the_next_years(
    scene: demo.Scene, owner: Actor
) -> None:
    from tests.platform.vehicle_tax.test_collecting import collect, entered

    filed(scene)
    party, clerk = scene.careful.party, scene.careful.actor
    case = demo.do(lambda tx: tax.apply_for_fee(tx, party, 2021, 35000), clerk, key="fee/early")
    for action, role, person in (("check", "tax_officer", "ann"), ("approve", "tax_reviewer", "ben")):
        demo.do(
            lambda tx, a=action, r=role: act(tx, UUID(case["case"]), a, r, {}),
            demo.officer(role, person=person), key=f"early/{action}",
        )  # fmt: skip
    given_back(owner)
    to("2022-01-12 09:00")
    year = {"signed_on": date(2022, 1, 12), "cover_from": date(2022, 1, 12), "cover_to": date(2023, 1, 11)}
    collect(scene.careful, 1, **year)
    assert entered(1)["vin"] == demo.vin(1)
    to("2022-01-24 09:00")
    made = file(scene.careful, date(2022, 1, 12))
    remit(scene.careful, made["filing"], form("F2", made["total_fen"], date(2022, 1, 24)))
    with read(SYSTEM, purpose="test"):
        assert (tax.base_of(party, 2022), tax.refunded_of(party, 2022)) == (made["tax_fen"], 11667)
