"""What the registers answer about firms, as plain values: None is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongbao.platform.registers.spells import Spell


@dataclass(frozen=True, slots=True)
class Recognition:
    """A firm's place on a district's list."""

    office: str
    industry: str
    list_batch: int
    spell: Spell


@dataclass(frozen=True, slots=True)
class Size:
    """The last statement of a firm's size: a class, or a trade and figures (None where not given)."""

    on_day: date
    size_class: str
    trade: str
    staff: int | None
    revenue_fen: int | None
    assets_fen: int | None


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """What the registers say of a firm on a day.

    `office` is empty for a firm insured nowhere here; None parts are unknown.
    """

    firm: str
    on: date
    office: str | None
    size: Size | None
    recognised: tuple[Recognition, ...] | None
    is_dispatch: bool | None
    sources: Mapping[str, str]
