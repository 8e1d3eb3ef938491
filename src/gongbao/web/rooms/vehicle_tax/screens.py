"""What the vehicle tax gives the web."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_OFFICERS = ("tax_officer", "tax_reviewer", "city_tax_business", "city_tax_technology")


def _demo(city: Any) -> None:
    from gongbao.web.rooms.vehicle_tax.demo import add_to

    add_to(city)


def _periods(town: Any) -> list[str]:
    return [date(2021, 2, 1).isoformat()]


def _insurers(town: Any) -> list[str]:
    """Nobody's insurer: the page answers that there is none."""
    return [str(UUID(int=9))]


SCREENS = RoomScreens(
    room="vehicle_tax",
    prefix="vehicle-tax",
    urls="gongbao.web.rooms.vehicle_tax.urls",
    officer="gongbao.web.rooms.vehicle_tax.parts",
    party="gongbao.web.rooms.vehicle_tax.parts",
    pages=(
        Page("vehicle_tax:office", Text("车船税", "Vehicle tax"), ("officer",), _OFFICERS),
    ),
    frequent=("vehicle_tax/tax",),
    life_events=(
        LifeEvent(
            Text("我要", "I am"), Text("给车买保险", "Insuring a vehicle"),
            Text("车船税：随交强险缴多少、怎么开完税证明", "Vehicle tax: what is due with the insurance, and the certificate"),
            ("tax-2020-9",),
        ),
    ),
    demo=_demo,
    samples=(("period", _periods), ("insurer", _insurers)),
)  # fmt: skip
