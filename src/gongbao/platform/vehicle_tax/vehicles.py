"""The local copy of the vehicle register and the models' catalogues: taken in as rows, asked by VIN, owners never named.

Stands in for the traffic police's register, to which no link exists here; screens say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from gongbao.platform.db import secrets
from gongbao.platform.db.context import raw_cursor
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.models import ListedModel, Vehicle

_PERSON = re.compile(r"\d{6}(?:19|20)\d{9}[\dX]")
COMPARED = ("vehicle_class", "displacement_ml", "seats", "kerb_kg", "energy", "bought_on", "model")
"""What must agree with the register where the insurer entered it."""
_COLUMNS = ("plate", "vehicle_class", "displacement_ml", "seats", "kerb_kg", "energy", "standing", "bought_on",
            "model", "owner_hash", "paid_through")  # fmt: skip


_LOOK_UP = f"""
SELECT {", ".join(f"v.{name}" for name in _COLUMNS)},
    (SELECT array_agg(tax_year) FROM vehicle_tax_paid_year WHERE vin_hash = %s AND sandbox = %s),
    (SELECT array_agg(ARRAY[m.kind, m.batch]) FROM vehicle_tax_listed_model AS m
     WHERE m.model = COALESCE(NULLIF(v.model, ''), %s) AND m.model <> '' AND m.listed_from <= %s
     AND (m.listed_to IS NULL OR m.listed_to >= COALESCE(v.bought_on, %s)))
FROM (SELECT 1) AS one LEFT JOIN vehicle_tax_vehicle AS v ON v.vin_hash = %s
"""


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


def take_in_models(tx: Tx, rows: Iterable[Mapping[str, Any]]) -> int:
    """Take rows of a catalogue in (kind, model, maker, batch, listed_from, listed_to); a known listing is replaced."""
    made = [ListedModel(**row) for row in rows]
    ListedModel.objects.bulk_create(
        made, 2000, update_conflicts=True, unique_fields=["model", "kind", "listed_from"],
        update_fields=["maker", "batch", "listed_to"],
    )  # fmt: skip
    tx.audit("vehicle_tax.catalogue_taken_in", rows=len(made))
    return len(made)


class ModelRow(NamedTuple):
    """A listed model as the desk shows it."""

    kind: str
    model: str
    maker: str
    batch: str
    listed_from: date
    listed_to: date | None


def models_listed(*, limit: int = 200) -> list[ModelRow]:
    """The models of both catalogues, the latest listings first."""
    rows = ListedModel.objects.order_by("-listed_from", "model")[:limit]
    return [ModelRow(r.kind, r.model, r.maker, r.batch, r.listed_from, r.listed_to) for r in rows]


class Registered(NamedTuple):
    """A vehicle as registered; its owner only as a keyed hash."""

    plate: str
    vehicle_class: str
    displacement_ml: int | None
    seats: int | None
    kerb_kg: int | None
    energy: str
    standing: str
    bought_on: date
    model: str
    owner_hash: str
    paid_through: int | None


class Found(NamedTuple):
    """What is known of a vehicle: as registered, the years collected or recorded, its catalogues with the batch."""

    known: Registered | None
    paid: frozenset[int]
    listed: dict[str, str]


def looked_up(hashed: str, model: str, bought_on: date | None, on: date, *, sandbox: bool) -> Found:
    """The vehicle as registered, the years some insurer has settled, and the catalogues its model stands in on `on`.

    `model` and `bought_on` count where the register has none. One prepared statement over tables that are no party's, inside a transaction or outside: a quote is asked
    two hundred times a second and more.
    """
    asked = [hashed, sandbox, model, on, bought_on or on, hashed]
    row = raw_cursor().execute(_LOOK_UP, asked, prepare=True).fetchone()
    assert row is not None
    *columns, paid, listed = row
    known = Registered(*columns) if columns[1] is not None else None  # type: ignore[arg-type]
    return Found(known, frozenset(paid or ()), dict(listed or ()))  # type: ignore[call-overload]


def agrees(
    known: Registered | None, entered: Mapping[str, Any], *, local: bool
) -> tuple[bool | None, tuple[str, ...]]:
    """Whether what was entered agrees with the register, and which fields do not.

    A local plate the register does not know leaves it open (None); a vehicle without a plate yet, or from
    elsewhere, is taken as entered.
    """
    if known is None:
        return (None, ("plate",)) if local and entered.get("plate") else (True, ())
    differ = [name for name in COMPARED if _contradicts(entered.get(name), getattr(known, name))]
    if known.plate and entered.get("plate") and entered["plate"] != known.plate:
        differ.append("plate")
    if owner_hash(str(entered.get("owner_number") or "")) != known.owner_hash:
        differ.append("owner_number")
    if entered.get("standing", "ordinary") != known.standing:
        differ.append("standing")
    return not differ, tuple(differ)


def _contradicts(entered: Any, registered: Any) -> bool:
    """Whether both say something, and not the same: a figure the register lacks contradicts nobody."""
    return entered not in (None, "") and registered not in (None, "") and entered != registered
