"""What the review of titles gives the web."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens


def _rows(model: str, column: str, otherwise: str) -> Callable[[Any], Sequence[object]]:
    def sample(town: Any) -> Sequence[object]:
        from gongbao.platform.db.services import SYSTEM, read
        from gongbao.platform.titles import services as titles

        with read(SYSTEM, purpose="safety walk"):
            found = list(getattr(titles, model).objects.values_list(column, flat=True)[:1])
        return [str(each) for each in found] or [otherwise]

    return sample


def _demo(city: Any) -> None:
    from gongbao.web.rooms.titles.demo import add_to

    add_to(city)


NOBODY = "00000000-0000-4000-8000-000000000000"
SCREENS = RoomScreens(
    room="titles",
    prefix="titles",
    urls="gongbao.web.rooms.titles.urls",
    serves=("ai_titles", "engineering_titles", "vocational_teacher_titles"),
    pages=(
        Page("titles:home", Text("职称评审", "Title review"), ("public",)),
        Page("titles:desk", Text("职称评审", "Title review"), ("party",)),
        Page("titles:city", Text("职称评审管理", "Titles"), ("officer",), ("city_titles_officer",)),
    ),
    life_events=(
        LifeEvent(
            Text("我要", "I want"), Text("评职称", "A professional title"),
            Text("工程、人工智能、中职教师：条件、申报、进度、证书", "Engineers, AI, vocational teachers: conditions, application, certificate"),
            ("gong-2020-17", "ai-2020-30"),
        ),
    ),
    demo=_demo,
    sign_ins=(
        Text("职称评审", "Titles"),
        ("engineer1", "titles-employer", "titles-body1", "titles-body2", "city-titles", "titles-school", "teacher1", "teacher2", "teacher3", "school-superior", *(f"expert{n}" for n in range(1, 16))),
    ),
    samples=(
        ("meeting", _rows("Meeting", "key", NOBODY)), ("draw", _rows("Draw", "key", NOBODY)), ("item", lambda town: [1]),
        ("case", _rows("Application", "number", "HD-2020-17-000000")), ("paper", lambda town: [NOBODY]),
        ("certificate", _rows("Certificate", "code", "2222-2222-2222")), ("report", lambda town: ["title"]),
    ),
)  # fmt: skip
