"""The JSON shapes of the insurers' interface; there is no field in which an amount could be set."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from gongbao.web.api.shapes import Day

Word = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")]
Number = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z一-龥-]+$")]
Release = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z._-]+$")]
Figure = Annotated[int, Field(ge=0, le=1_000_000)]
Fen = Annotated[int, Field(ge=0, le=10**14)]
PeriodDay = Annotated[date, Field(ge=date(2012, 1, 1), le=date(2099, 12, 31))]
"""A day on which vehicle tax could be collected: its law is in force from 2012."""
VehicleClass = Literal[
    "passenger_car", "coach", "truck", "special_purpose", "wheeled_machine", "motorcycle", "trailer", "other"
]
Energy = Literal["ordinary", "energy_saving", "new_energy", "electric_car"]
Standing = Literal[
    "ordinary", "military", "police", "rescue", "diplomatic", "tractor", "temporary_foreign", "temporary_region",
    "public_transport",
]  # fmt: skip


class Entered(Schema):
    """A vehicle and its compulsory policy as the insurer enters them (format gongbao-vehicle-tax/1)."""

    model_config = ConfigDict(extra="forbid")

    system: Release
    vin: Annotated[str, Field(max_length=17, pattern=r"^[0-9A-Z]*$")]
    plate: Annotated[str, Field(max_length=12, pattern=r"^[0-9A-Z一-龥]*$")] = ""
    vehicle_class: VehicleClass
    displacement_ml: Figure | None = None
    seats: Figure | None = None
    kerb_kg: Figure | None = None
    energy: Energy | None = None
    """Left out: as the catalogue of models or the register says. Said: it must agree with both."""
    model: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Z()/.-]*$")] = ""
    standing: Standing = "ordinary"
    bought_on: Day
    owner_name: Annotated[str, Field(max_length=120, pattern=r"^[^\x00-\x1f]*$")]
    owner_number: Annotated[str, Field(max_length=18, pattern=r"^[0-9A-Z]*$")]
    policy_number: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z-]*$")]
    signed_on: Day
    cover_from: Day
    cover_to: Day
    already_paid: bool = False
    proof_number: Annotated[str, Field(max_length=60, pattern=r"^[^\x00-\x1f]*$")] = ""
    proof_office: Annotated[str, Field(max_length=60, pattern=r"^[^\x00-\x1f]*$")] = ""


class Collect(Entered):
    """As `Entered`; `expected_fen` only checks: anything but the amount due is refused."""

    expected_fen: Fen | None = None


class Correct(Collect):
    """The right entries, and why the collection is corrected."""

    reason: Word


class Void(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: Word


class DueYear(Schema):
    """One tax year; sums in fen. `to_confirm` names amounts that the tax authority is to confirm before use."""

    tax_year: int
    outcome: Literal["collected", "not_due"]
    tax_fen: int
    late_fee_fen: int
    months: int | None
    before_relief_fen: int
    why: str
    why_en: str
    clause: str
    to_confirm: list[str]


class Quoted(Schema):
    """What is due with the policy today. `certificate_from` is to be told to the taxpayer."""

    total_fen: int
    years: list[DueYear]
    sandbox: bool
    certificate_from: date
    notice: str
    notice_en: str


class CollectedYear(Schema):
    number: str
    tax_year: int
    outcome: str
    tax_fen: int
    late_fee_fen: int
    refunded_fen: int = 0
    refunded_on: date | None = None


class Collected(Schema):
    """A collection; VIN and plate masked. `refunded_fen` is what the treasury gave back to the taxpayer since."""

    collection: str
    state: str
    policy_number: str
    collected_on: date
    period_first_day: date
    vin: str
    plate: str
    sandbox: bool
    filing: str
    total_fen: int
    refunded_fen: int = 0
    years: list[CollectedYear]
    corrects: str = ""
    difference_fen: int = 0


class Voided(Schema):
    collection: str
    state: str
    returned_fen: int


class FilingAsked(Schema):
    """Any day of the ten-day period to file."""

    model_config = ConfigDict(extra="forbid")

    period: PeriodDay
    reading: Literal["art109", "roll"] | None = None


class Form(Schema):
    """The electronic payment form; `instrument` and `tax_type` are prescribed."""

    model_config = ConfigDict(extra="forbid")

    number: Number
    instrument: Word
    tax_type: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^\x00-\x1f]+$")]
    amount: Fen
    remitted_on: Day
    treasury_reference: Number


class Filed(Schema):
    """A filing with its limits; sums in fen."""

    filing: str
    state: str
    reading: str
    lines: int
    not_due: int
    tax_fen: int
    late_fee_fen: int
    total_fen: int
    remitted_fen: int
    left_fen: int
    digest: str
    first: date
    last: date
    filing_due: date
    filing_late_after: date
    remittance_due: date
    remittance_late_after: date
    filed_on: date


class PeriodLine(Schema):
    """A ten-day period of the insurer: collected, filed or not, and until when."""

    first: date
    last: date
    name: str
    name_en: str
    lines: int
    collected_fen: int
    filing: str
    remitted_fen: int
    filing_due: date
    filing_late_after: date
    remittance_due: date
    remittance_late_after: date
