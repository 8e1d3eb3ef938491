"""Quoting and collecting: the rules' amount and nothing else, each year once, every wrong entry told by its code."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.platform.vehicle_tax.conftest import to

from gongbao.platform.db.services import SYSTEM, new_key, read, write
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax
from gongbao.platform.vehicle_tax.models import Item, PaidYear

pytestmark = pytest.mark.django_db
ON = date(2021, 2, 3)


def entered(number: int, **more: Any) -> dict[str, Any]:
    return demo.entry(next(v for v in demo.REGISTER if v["vin"] == demo.vin(number)), ON, **more)


def caller(insurer: demo.Insurer, token: str = "") -> tax.Caller:
    return tax.admit(token or insurer.token)


def do(who: tax.Caller, command: Any, key: str = "") -> Any:
    return write(command, actor=who.actor, key=key or str(new_key()), name="test")


def collect(
    insurer: demo.Insurer, number: int, expected: int | None = None, token: str = "", **more: Any
) -> Any:
    who = caller(insurer, token)
    return do(who, lambda tx: tax.collect(tx, who, entered(number, **more), expected))


def refused(insurer: demo.Insurer, number: int, **more: Any) -> tax.Coded:
    with pytest.raises(tax.Coded) as fault:
        collect(insurer, number, **more)
    assert fault.value.what.zh
    assert fault.value.what.en
    return fault.value


def test_the_amount_is_the_tables(scene: demo.Scene) -> None:
    due = {31: 35000, 32: 40000, 33: 17500, 34: 0, 35: 14352, 36: 114000, 39: 12000, 40: 0}
    for number, fen in due.items():
        made = collect(scene.careful, number)
        assert (made["total_fen"], made["state"], made["filing"]) == (fen, "live", "")
        assert made["vin"].startswith("***********")


def test_an_exempt_vehicle_needs_its_proof_recorded(scene: demo.Scene) -> None:
    assert collect(scene.careful, 37, proof_number="京A0001警", proof_office="北京市公安局")["total_fen"] == 0
    assert refused(scene.careless, 37, standing="ordinary").code == "registry_agrees"


def test_arrears_and_late_fees_come_with_the_year(scene: demo.Scene) -> None:
    made = collect(scene.careful, 38)
    lines = [(y["tax_year"], y["tax_fen"], y["late_fee_fen"]) for y in made["years"]]
    assert lines == [(2019, 23333, 4667), (2020, 35000, 595), (2021, 35000, 0)]


def test_nobody_overrides_an_amount(scene: demo.Scene) -> None:
    fault = refused(scene.careful, 1, expected=34900)
    assert (fault.code, fault.clause) == ("amount_differs", "tax-2020-9/6.3.a")
    assert collect(scene.careful, 1, expected=35000)["total_fen"] == 35000


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"vin": demo.vin(2)[:8] + "X" + demo.vin(2)[9:]}, "vin_right", "vin"),
    ({"vin": "LGB"}, "vin_right", "vin"),
    ({"plate": "京I00001"}, "plate_right", "plate"),
    ({"owner_name": ""}, "owner_given", "owner_name"),
    ({"owner_number": ""}, "owner_given", "owner_number"),
    ({"policy_number": ""}, "policy_given", "policy_number"),
    ({"cover_to": date(2021, 2, 2)}, "policy_given", "cover_to"),
    ({"displacement_ml": None}, "size_given", "displacement_ml"),
    ({"vehicle_class": "truck", "kerb_kg": None}, "size_given", "kerb_kg"),
    ({"vehicle_class": "coach", "seats": None}, "size_given", "seats"),
    ({"seats": 12}, "class_fits", "vehicle_class"),
    ({"bought_on": date(2021, 2, 4)}, "bought_before_policy", "bought_on"),
    ({"displacement_ml": 998}, "registry_agrees", "displacement_ml"),
    ({"owner_number": "110102198001019999"}, "registry_agrees", "owner_number"),
    ({"plate": "京Q99999"}, "registry_agrees", "plate"),
    ({"already_paid": True}, "proof_recorded", "proof_number"),
]


def test_each_wrong_entry_has_its_code(scene: demo.Scene) -> None:
    for change, code, where in WRONG:
        fault = refused(scene.careful, 2, **change)
        assert (fault.code, fault.where) == (code, where), change
        assert fault.mend.zh
        assert fault.clause.startswith("tax-2020-9/6.3")


def test_several_faults_are_told_at_once(scene: demo.Scene) -> None:
    fault = refused(scene.careful, 2, plate="X", owner_name="", displacement_ml=None)
    assert {fault.code, *fault.also} == {"plate_right", "owner_given", "size_given", "registry_agrees"}


def test_a_local_plate_unknown_to_the_register_waits(scene: demo.Scene) -> None:
    assert refused(scene.careful, 3, vin=demo.vin(99), plate="京Q88888").code == "registry_unknown"
    new_car = {"vin": demo.vin(98), "plate": "", "bought_on": date(2021, 2, 1)}
    assert collect(scene.careful, 3, **new_car)["total_fen"] == 32083


def test_a_year_is_collected_once_whoever_asks(scene: demo.Scene) -> None:
    first = collect(scene.careful, 4)
    fault = refused(scene.careless, 4)
    assert (fault.code, fault.status) == ("collected_before", 409)
    paid = {"already_paid": True, "proof_number": first["years"][0]["number"], "proof_office": "华京样例"}
    assert refused(scene.careless, 4, **paid).code == "collected_before"
    assert PaidYear.objects.filter(vin_hash=tax.vin_hash(demo.vin(4))).count() == 1


def test_a_voided_collection_frees_the_year(scene: demo.Scene) -> None:
    first, who = collect(scene.careful, 5), caller(scene.careful)
    gone = do(who, lambda tx: tax.void(tx, who, first["collection"], "退保"))
    assert (gone["state"], gone["returned_fen"]) == ("void", 35000)
    with pytest.raises(tax.Coded, match="已撤销") as fault:
        do(who, lambda tx: tax.void(tx, who, first["collection"], "退保"))
    assert fault.value.code == "ended"
    assert collect(scene.careless, 5)["total_fen"] == 35000


def test_a_correction_replaces_and_tells_the_difference(scene: demo.Scene) -> None:
    who = caller(scene.careful)
    new = {"vin": demo.vin(97), "plate": "", "bought_on": date(2021, 2, 1)}
    first = collect(scene.careful, 6, **new)
    right = entered(6, **{**new, "displacement_ml": 1998})
    made = do(who, lambda tx: tax.correct(tx, who, first["collection"], right, "排量录错"))
    assert (made["total_fen"], made["difference_fen"]) == (36667, 36667 - 32083)
    assert made["corrects"] == first["collection"]
    with read(SYSTEM, purpose="test"):
        assert set(Item.objects.values_list("state", flat=True)) == {"corrected", "live"}


def test_another_insurer_sees_nothing_and_undoes_nothing(scene: demo.Scene) -> None:
    first, other = collect(scene.careful, 7), caller(scene.careless)
    with read(other.actor, purpose="test"), pytest.raises(tax.Coded) as fault:
        tax.collected(other, first["collection"])
    assert fault.value.status == 404
    with pytest.raises(tax.Coded):
        do(other, lambda tx: tax.void(tx, other, first["collection"], "x"))


def test_a_branchs_key_sees_the_branchs_own(scene: demo.Scene) -> None:
    head, branch = collect(scene.careful, 8), caller(scene.careful, scene.careful.unit_token)
    mine = collect(scene.careful, 9, token=scene.careful.unit_token)
    with read(branch.actor, purpose="test"):
        assert tax.collected(branch, mine["collection"])["state"] == "live"
        with pytest.raises(tax.Coded):
            tax.collected(branch, head["collection"])
    with pytest.raises(tax.Coded) as fault:
        tax.require_duty(branch, "file")
    assert fault.value.status == 403


def test_a_system_not_accepted_cannot_collect(scene: demo.Scene) -> None:
    fault = refused(scene.careless, 10, system=demo.UNTESTED)
    assert (fault.status, fault.clause) == (403, "tax-2020-9/11.a")
    assert refused(scene.careless, 10, system="9.9").code == "system_unknown"


def test_before_the_system_went_live_nothing_is_collected(scene: demo.Scene) -> None:
    to("2021-01-13 10:00")
    assert refused(scene.careful, 10, signed_on=date(2021, 1, 13)).code == "system_accepted_system"
    to("2021-01-14 00:00")
    assert collect(scene.careful, 10, signed_on=date(2021, 1, 14))["total_fen"] == 35000


def test_the_sandbox_leaves_the_books_alone(scene: demo.Scene) -> None:
    made = collect(scene.careful, 11, token=scene.careful.sandbox_token, system="dev")
    assert made["sandbox"]
    assert made["collection"].startswith("VTS-")
    assert collect(scene.careful, 11)["total_fen"] == 35000
    assert (
        refused(scene.careful, 11, token=scene.careful.sandbox_token, system="dev").code == "collected_before"
    )


def test_keys_end_at_once_and_their_secret_is_kept_nowhere(scene: demo.Scene) -> None:
    key, _, secret = scene.careful.token.partition(".")
    for wrong in ("", key, f"{key}.", f"{key}.wrong", f"vt0.{secret}"):
        with pytest.raises(tax.Coded) as fault:
            tax.admit(wrong)
        assert fault.value.status == 401
    party = scene.careful.party
    with pytest.raises(tax.Coded):
        do(caller(scene.careless), lambda tx: tax.revoke_key(tx, scene.careless.party, key))
    do(caller(scene.careful), lambda tx: tax.revoke_key(tx, party, key))
    with pytest.raises(tax.Coded):
        tax.admit(scene.careful.token)
    assert secret not in str(tax.keys_of(party))


def test_a_hasty_key_is_slowed(scene: demo.Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongbao.platform.vehicle_tax.credentials.PER_SECOND", 3)
    codes = []
    for _ in range(5):
        try:
            tax.admit(scene.careful.token)
        except tax.Coded as fault:
            codes.append((fault.code, fault.status))
    assert codes == [("too_many", 429)] * 2
    to("2021-02-03 10:01")
    tax.admit(scene.careful.token)
