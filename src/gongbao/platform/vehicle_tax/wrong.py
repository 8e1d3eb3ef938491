"""What exactly is wrong with an entry, in figures, and in which field: for people who mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.entry import figures_missing
from gongbao.policies.vehicle_tax.facts import CATALOGUES, CLASSES, ENERGY, displacement_ml, kerb_kg, seats

Told = tuple[Text, str]
VIN = 17
_FIGURES = {each.name: each.label for each in (displacement_ml, kerb_kg, seats)}


def _vin(entered: Mapping[str, Any]) -> Told:
    vin = str(entered.get("vin") or "")
    if len(vin) != VIN:
        what = f"车架号有 {len(vin)} 位，应为 {VIN} 位", f"The VIN has {len(vin)} characters, not {VIN}"
    elif any(each in vin for each in "IOQ"):
        what = "车架号里没有字母 I、O、Q", "A VIN has no letter I, O or Q"
    else:
        what = (
            "车架号的校验位不符，有一位录错了",
            "The check digit of the VIN does not fit: a character is wrong",
        )
    return Text(*what), "vin"


def _owner(entered: Mapping[str, Any]) -> Told:
    if not entered.get("owner_name"):
        return Text("没有录入纳税人名称", "The taxpayer's name is missing"), "owner_name"
    return Text("没有录入纳税人证件号码", "The taxpayer's number is missing"), "owner_number"


def _policy(entered: Mapping[str, Any]) -> Told:
    if not entered.get("policy_number"):
        return Text("没有录入交强险保单号", "The number of the policy is missing"), "policy_number"
    first, last = entered.get("cover_from"), entered.get("cover_to")
    for name, day in (("cover_from", first), ("cover_to", last)):
        if day is None:
            return Text("没有录入保险起止日期", "The days of cover are missing"), name
    said = f"保险止期 {last} 早于起期 {first}", f"Cover ends on {last}, before it begins on {first}"
    return Text(*said), "cover_to"


def _size(entered: Mapping[str, Any]) -> Told:
    name = figures_missing(entered)[0]
    kind = CLASSES[str(entered["vehicle_class"])]
    label = _FIGURES[name]
    return Text(f"{kind.zh}没有录入{label.zh}", f"{kind.en}: {label.en} is missing"), name


def _bought(entered: Mapping[str, Any]) -> Told:
    bought, signed = entered["bought_on"], entered["signed_on"]
    said = (
        f"购买日期 {bought} 晚于签单日期 {signed}",
        f"Bought on {bought}, after the policy was signed on {signed}",
    )
    return Text(*said), "bought_on"


def _catalogue(entered: Mapping[str, Any]) -> Told:
    energy, listed = str(entered["energy"]), entered.get("listed") or {}
    if energy in CATALOGUES:
        what, name = CATALOGUES[energy], ENERGY[energy]
        if not entered.get("model"):
            return Text(
                f"按“{name.zh}”录入，没有录入车型", f"Entered as {name.en}, without its model"
            ), "model"
        return Text(f"车型不在{what.zh}里", f"The model is not in the {what.en}"), "model"
    there = CATALOGUES[sorted(listed)[0]]
    return Text(f"车型列在{there.zh}里，不能按普通车录入", f"The model stands in the {there.en}"), "energy"


TOLD: Mapping[str, Callable[[Mapping[str, Any]], Told]] = {
    "vin_right": _vin,
    "owner_given": _owner,
    "policy_given": _policy,
    "size_given": _size,
    "bought_before_policy": _bought,
    "catalogue_agrees": _catalogue,
}
"""By the condition that does not hold: what is wrong, and the field to mend."""
