"""What flexible employment gives the web."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_HALLS = ("district_handler", "district_reviewer")


def _demo(city: Any) -> None:
    from gongbao.web.rooms.flexible_employment.demo import add_to

    add_to(city)


SCREENS = RoomScreens(
    room="flexible_employment",
    prefix="flexible-employment",
    urls="gongbao.web.rooms.flexible_employment.urls",
    pages=(
        Page("flexible_employment:rights", Text("灵活就业", "Flexible work"), ("party",)),
        Page("flexible_employment:vacancies", Text("找活干", "Find work"), ("public",)),
        Page("flexible_employment:desk", Text("灵活就业", "Flexible work"), ("officer",), (*_HALLS, "city_officer", "city_finance"), main=False),
        Page("flexible_employment:not_asked", Text("应享未享", "Entitled, not asked"), ("officer",), (*_HALLS, "city_officer"), main=False),
    ),
    frequent=("flexible_employment/graduate_subsidy",),
    life_events=(
        LifeEvent(
            Text("我在", "I am"), Text("灵活就业", "Working without an employer"),
            Text("登记、参保、补贴、贷款、找活、申诉", "Registration, insurance, subsidies, loans, work, complaints"), ("jiu-2020-19",),
        ),
    ),
    demo=_demo,
    sign_ins=(Text("灵活就业", "Flexible work"), ("rider", "guarantor1", "bank1", "association1")),
    samples=(
        ("kind", lambda town: ["occupation"]), ("code", lambda town: ["none"]), ("run", lambda town: [str(UUID(int=19))]),
        ("key", lambda town: [str(UUID(int=19))]),
    ),
)  # fmt: skip
