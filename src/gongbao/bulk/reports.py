"""What a bulk run found: counts and sums, told as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class BulkReport:
    """One run: `faulty` rows stand in `findings` and were not determined; sums are fen."""

    question: str
    on: str
    engine: str
    rows: int
    faulty: int
    outcomes: dict[str, int]
    amount_fen: int | None
    granted_fen: int | None
    findings: str | None

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Comparison:
    """The same rows with and without changed parameters; `changed` counts rows with another answer."""

    question: str
    on: str
    parameters: dict[str, str]
    before: dict[str, Any]
    after: dict[str, Any]
    changed: int

    def to_json(self) -> dict[str, Any]:
        """The comparison as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class DossierReport:
    """What a screening of dossiers counted: for each title how many came to which outcome."""

    room: str
    on: str
    dossiers: int
    faulty: int
    outcomes: dict[str, dict[str, int]]
    findings: str | None

    def to_json(self) -> dict[str, Any]:
        """The stable JSON of `gongbao bulk ROOM`."""
        return asdict(self)
