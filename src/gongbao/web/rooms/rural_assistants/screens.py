"""What the rural assistants give the web."""

from __future__ import annotations

from typing import Any

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens


def _demo(city: Any) -> None:
    from gongbao.web.rooms.rural_assistants.demo import add_to

    add_to(city)


SCREENS = RoomScreens(
    room="rural_assistants",
    prefix="rural-assistants",
    urls="gongbao.web.rooms.rural_assistants.urls",
    officer="gongbao.web.rooms.rural_assistants.officer",
    pages=(
        Page("rural_assistants:mine", Text("我的协理员服务", "My service"), ("party",), main=False),
        Page("rural_assistants:district", Text("协理员", "Assistants"), ("officer",), ("district_handler", "district_reviewer")),
        Page("rural_assistants:city", Text("协理员", "Assistants"), ("officer",), ("city_officer",)),
        Page("rural_assistants:registration", Text("协理员报名", "Registrations of assistants"), ("officer",), ("district_handler", "district_reviewer", "city_officer"), main=False),
    ),
    life_events=(
        LifeEvent(
            Text("我要", "I want"), Text("到农村服务", "to serve in the countryside"),
            Text("协理员：招聘条件、五年服务、请假考核、期满去向", "Assistants: conditions, five years of service, leave, appraisal and after"),
            ("bi-2020-22",),
        ),
    ),
    demo=_demo,
    sign_ins=(
        Text("乡村振兴协理员", "Rural assistants"),
        ("township1", "village1", "village2", "university1", "assistant1", "assistant2", "assistant3", "graduate1", "graduate2"),
    ),
)  # fmt: skip
