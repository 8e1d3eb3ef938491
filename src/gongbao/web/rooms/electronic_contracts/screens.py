"""What electronic contracts give the web."""

from __future__ import annotations

from typing import Any

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_OFFICERS = ("district_handler", "district_reviewer", "city_officer", "insurance_agency", "supervisor")


def _demo(city: Any) -> None:
    from gongbao.web.rooms.electronic_contracts.demo import add_to

    add_to(city)


def _numbers(town: Any) -> list[str]:
    """Contracts of the first firm, made by the demo's hand where the town has none yet."""
    from gongbao.platform.electronic_contracts import reports

    _demo(town.city)
    found = reports.contracts_of(town.city.clerk(0))
    return [each.number for each in found if each.batch is None][:2]


def _batches(town: Any) -> list[str]:
    from gongbao.platform.electronic_contracts import batches

    _demo(town.city)
    return [str(each.key) for each in batches.batches_of(town.city.clerk(0))[:1]]


def _reviews(town: Any) -> list[str]:
    """Texts that wait for their review."""
    from gongbao.platform.electronic_contracts import reviews

    _demo(town.city)
    return [str(each["row"].key) for each in reviews.waiting(town.city.clerk(0))][:1]


def _acts(town: Any) -> list[str]:
    return ["propose", "sign"]


def _files(town: Any) -> list[str]:
    return ["contract", "package"]


SCREENS = RoomScreens(
    room="electronic_contracts",
    prefix="contracts",
    urls="gongbao.web.rooms.electronic_contracts.urls",
    pages=(
        Page("electronic_contracts:mine", Text("劳动合同", "Labour contracts"), ("party",)),
        Page(
            "electronic_contracts:office",
            Text("电子劳动合同", "Electronic contracts"),
            ("officer",),
            _OFFICERS,
        ),
        Page(
            "electronic_contracts:supervision",
            Text("订立和结束监督", "Supervision of contracts"),
            ("officer",),
            _OFFICERS,
            main=False,
        ),
    ),
    frequent=("electronic_contracts/compensation",),
    life_events=(
        LifeEvent(
            Text("我要", "I am"),
            Text("签劳动合同", "Signing a labour contract"),
            Text(
                "在线订立、变更、续订、结束，随时可查可验",
                "Made, changed, renewed and ended on line, and always verifiable",
            ),
            ("lao-2020-28",),
        ),
    ),
    demo=_demo,
    samples=(
        ("contract", _numbers),
        ("case", _numbers),
        ("batch", _batches),
        ("review", _reviews),
        ("name", _acts),
        ("what", _files),
    ),
)
