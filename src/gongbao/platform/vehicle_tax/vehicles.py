"""The local copy of the vehicle register and models' catalogue: taken in as rows, asked by VIN, owners never named.

Stands in for the traffic police's register, to which no link exists here; screens say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.models import PaidYear, Vehicle

_PERSON = re.compile(r"\d{6}(?:19|20)\d{9}[\dX]")
COMPARED = ("vehicle_class", "displacement_ml", "seats", "kerb_kg", "energy", "bought_on")
"""What must agree with the register where the insurer entered it."""
_COLUMNS = ("plate", "vehicle_class", "displacement_ml", "seats", "kerb_kg", "energy", "standing", "bought_on",
            "owner_hash", "paid_through")  # fmt: skip


def vin_hash(vin: str) -> str:
    """The keyed hash a vehicle is found by."""
    return secrets.fingerprint(vin, "vehicle.vin")


def owner_hash(number: str) -> str:
    """The keyed hash of a taxpayer's identity number or credit code, the one all apps use."""
    return secrets.fingerprint(number, "person.number" if _PERSON.fullmatch(number) else "firm.code")


def take_in(tx: Tx, rows: Iterable[Mapping[str, Any]]) -> int:
    """Take rows of the register in (vin, owner_number and the columns of a vehicle); a known VIN is replaced."""
    made = []
    for row in rows:
        columns = {name: row[name] for name in _COLUMNS if name in row}
        made.append(
            Vehicle(
                vin_hash=vin_hash(row["vin"]), **{"owner_hash": owner_hash(row["owner_number"]), **columns}
            )
        )
    Vehicle.objects.bulk_create(
        made, 2000, update_conflicts=True, unique_fields=["vin_hash"], update_fields=list(_COLUMNS)
    )
    tx.audit("vehicle_tax.register_taken_in", rows=len(made))
    return len(made)


def registered(hashed: str) -> Vehicle | None:
    """The vehicle as registered."""
    return Vehicle.objects.filter(vin_hash=hashed).first()


def agrees(
    known: Vehicle | None, entered: Mapping[str, Any], *, local: bool
) -> tuple[bool | None, tuple[str, ...]]:
    """Whether what was entered agrees with the register, and which fields do not.

    A local plate the register does not know leaves it open (None); a vehicle without a plate yet, or from
    elsewhere, is taken as entered.
    """
    if known is None:
        return (None, ("plate",)) if local and entered.get("plate") else (True, ())
    differ = [
        name for name in COMPARED if entered.get(name) is not None and entered[name] != getattr(known, name)
    ]
    if known.plate and entered.get("plate") and entered["plate"] != known.plate:
        differ.append("plate")
    if owner_hash(str(entered.get("owner_number") or "")) != known.owner_hash:
        differ.append("owner_number")
    if entered.get("standing", "ordinary") != known.standing:
        differ.append("standing")
    return not differ, tuple(differ)


def paid_years(hashed: str, *, sandbox: bool) -> set[int]:
    """The years of a vehicle that some insurer has collected or recorded."""
    rows = PaidYear.objects.filter(vin_hash=hashed, sandbox=sandbox)
    return set(rows.values_list("tax_year", flat=True))
