"""What an insurer enters, checked: VIN, plate, and the data the tax of each class depends on. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from gongbao.policies.vehicle_tax.facts import CATALOGUES, PER_TONNE
from gongbao.policies.vehicle_tax.rules import LARGEST_CAR_SEATS

_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_LETTERS = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_VIN = re.compile(r"[0-9A-HJ-NPR-Z]{17}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z]"
    r"(?:[0-9A-HJ-NP-Z]{5}|[0-9A-HJ-NP-Z]{6}|[0-9A-HJ-NP-Z]{4}[警学挂领港澳])"
)
_SPECIAL = re.compile(r"(?:WJ[0-9A-Z]{1,8}|[A-Z]{2}[0-9]{5}|\d{6}使|应急.{1,8}|X[0-9]{5}应急)")
SAVING_MAX_ML = 1600
"""Energy-saving cars of the catalogue have at most 1.6 litres."""


def vin_check_digit(vin: str) -> str:
    """The check digit (9th character) a VIN should have; ``ValueError`` for characters a VIN never has."""
    if not _VIN.fullmatch(vin):
        raise ValueError("not 17 characters of a VIN")
    values = (int(each) if each.isdigit() else _LETTERS[each] for each in vin)
    rest = sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def vin_right(vin: str) -> bool:
    """Whether a VIN has 17 characters and the check digit that belongs to them."""
    return bool(_VIN.fullmatch(vin)) and vin[8] == vin_check_digit(vin)


def plate_right(plate: str) -> bool:
    """Whether a plate is written as plates are; a new vehicle has none yet."""
    return not plate or bool(_PLATE.fullmatch(plate) or _SPECIAL.fullmatch(plate))


def masked_vin(vin: str) -> str:
    """A VIN as it is shown: its last six characters."""
    return "*" * 11 + vin[-6:]


def masked_plate(plate: str) -> str:
    """A plate as it is shown: first two and last two characters."""
    return plate[:2] + "*" * max(len(plate) - 4, 0) + plate[-2:] if plate else ""


def figures_missing(entered: Mapping[str, Any]) -> list[str]:
    """The figures the tax of the class depends on that are not there: displacement, seats or kerb weight."""
    kind = entered.get("vehicle_class")
    wanted = ["kerb_kg"] if kind in PER_TONNE else ["seats"] if kind == "coach" else []
    if kind == "motorcycle" or (kind == "passenger_car" and entered.get("energy") != "electric_car"):
        wanted = ["displacement_ml"]
    return [name for name in wanted if (entered.get(name) or 0) <= 0]


def size_given(entered: Mapping[str, Any]) -> bool:
    """Whether the figure the tax of the class depends on is there."""
    return not figures_missing(entered)


def class_fits(entered: Mapping[str, Any]) -> bool:
    """Whether class, seats, displacement and drive can belong to one vehicle."""
    kind, seats, drive = entered.get("vehicle_class"), entered.get("seats"), entered.get("energy")
    if seats is not None and kind == "passenger_car" and seats > LARGEST_CAR_SEATS:
        return False
    if seats is not None and kind == "coach" and seats <= LARGEST_CAR_SEATS:
        return False
    if drive == "energy_saving":
        return kind == "passenger_car" and (entered.get("displacement_ml") or 0) <= SAVING_MAX_ML
    return drive != "electric_car" or kind == "passenger_car"


def energy_of(declared: str | None, registered: str | None, listed: Collection[str]) -> str:
    """What a vehicle counts as: as declared, else as its model is listed, else as registered."""
    return declared or next(iter(sorted(listed)), None) or registered or "ordinary"


def catalogue_agrees(energy: str, listed: Collection[str]) -> bool:
    """Whether what a vehicle counts as agrees with the catalogues its model stands in."""
    return energy in listed or (energy not in CATALOGUES and (not listed or energy == "electric_car"))


def entry_facts(entered: Mapping[str, Any], *, registry_agrees: bool | None) -> dict[str, Any]:
    """The facts of the question ``vehicle_tax/entry`` from what was entered and what the register says."""
    cover_from, cover_to = entered.get("cover_from"), entered.get("cover_to")
    whole = bool(entered.get("policy_number")) and isinstance(cover_from, date) and isinstance(cover_to, date)
    proof = bool(entered.get("proof_number")) and bool(entered.get("proof_office"))
    return {
        "vin_right": vin_right(str(entered.get("vin") or "")),
        "plate_right": plate_right(str(entered.get("plate") or "")),
        "owner_given": bool(entered.get("owner_name")) and bool(entered.get("owner_number")),
        "policy_given": whole and cover_from <= cover_to,  # type: ignore[operator]
        "size_given": size_given(entered),
        "class_fits": class_fits(entered),
        "catalogue_agrees": catalogue_agrees(
            entered.get("energy") or "ordinary", entered.get("listed") or ()
        ),
        "registry_agrees": registry_agrees,
        "standing": entered.get("standing"),
        "proof_seen": entered.get("proof_seen", False),
        "proof_recorded": proof,
        "already_paid": bool(entered.get("already_paid")),
        "bought_on": entered.get("bought_on"),
        "signed_on": entered.get("signed_on"),
    }
