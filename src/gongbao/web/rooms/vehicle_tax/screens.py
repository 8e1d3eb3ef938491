"""What the vehicle tax gives the web."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_OFFICERS = ("tax_officer", "tax_reviewer", "city_tax_business", "city_tax_technology")


def _demo(city: Any) -> None:
    from gongbao.web.rooms.vehicle_tax.demo import add_to

    add_to(city)


def _periods(town: Any) -> list[str]:
    return [date(2021, 2, 1).isoformat()]


def _cases(town: Any) -> list[str]:
    from gongbao.platform.cases.models import Case
    from gongbao.platform.db.services import SYSTEM, read

    with read(SYSTEM, purpose="safety walk"):
        numbers = list(Case.objects.filter(room="vehicle_tax").values_list("number", flat=True)[:2])
    return numbers or ["XC-2021-09-000000"]


def _insurers(town: Any) -> list[str]:
    from gongbao.platform.db.services import SYSTEM, new_key, read
    from gongbao.platform.vehicle_tax.services import institutions

    with read(SYSTEM, purpose="safety walk"):
        return [str(each.party) for each in institutions()[:1]] or [str(new_key())]


SCREENS = RoomScreens(
    room="vehicle_tax",
    prefix="vehicle-tax",
    urls="gongbao.web.rooms.vehicle_tax.urls",
    officer="gongbao.web.rooms.vehicle_tax.parts",
    party="gongbao.web.rooms.vehicle_tax.parts",
    pages=(
        Page("vehicle_tax:office", Text("车船税", "Vehicle tax"), ("officer",), _OFFICERS),
    ),
    life_events=(
        LifeEvent(
            Text("我要", "I am"), Text("给车买保险", "Insuring a vehicle"),
            Text("车船税：随交强险缴多少、怎么开完税证明", "Vehicle tax: what is due with the insurance, and the certificate"),
            ("tax-2020-9",),
        ),
    ),
    demo=_demo,
    samples=(("period", _periods), ("number", _cases), ("insurer", _insurers)),
)  # fmt: skip
