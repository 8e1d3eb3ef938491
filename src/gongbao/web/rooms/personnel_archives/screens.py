"""What personnel archives give the web."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_OFFICERS = ("district_handler", "district_reviewer", "city_officer")


def _cases(town: Any) -> Sequence[object]:
    from gongbao.platform.db.services import SYSTEM
    from gongbao.platform.personnel_archives import services as archives

    return [each.number for each in archives.cases(SYSTEM)[:2]] or ["HD-2020-24-000000"]


def _keys(model: str) -> Callable[[Any], Sequence[object]]:
    def sample(town: Any) -> Sequence[object]:
        from gongbao.platform.db.services import SYSTEM, new_key, read
        from gongbao.platform.personnel_archives import services as archives

        with read(SYSTEM, purpose="safety walk"):
            rows = list(getattr(archives, model).objects.values_list("pk", flat=True)[:1])
        return [str(each) for each in rows] or [str(new_key())]

    return sample


def _demo(city: Any) -> None:
    from gongbao.web.rooms.personnel_archives.demo import add_to

    add_to(city)


def _kinds(town: Any) -> Sequence[object]:
    return ["intake", "request", "transfer", "stay", "complaint"]


SCREENS = RoomScreens(
    room="personnel_archives",
    prefix="archives",
    urls="gongbao.web.rooms.personnel_archives.urls",
    officer="gongbao.web.rooms.personnel_archives.parts",
    party="gongbao.web.rooms.personnel_archives.parts",
    pages=(
        Page("personnel_archives:mine", Text("我的档案", "My archive"), ("party",)),
        Page("personnel_archives:verify", Text("核验档案证明", "Check a certificate"), ("public",), main=False),
        Page("personnel_archives:desk", Text("人事档案", "Archives"), ("officer",), _OFFICERS),
    ),
    frequent=("personnel_archives/copy",),
    life_events=(
        LifeEvent(
            Text("我要", "I want"), Text("存档案、开证明", "my archive kept, or a certificate"),
            Text("档案放哪里、能复印什么、快退休要准备什么", "Where it is kept, what may be copied, what retirement needs"),
            ("rencai-2020-24",),
        ),
    ),
    demo=_demo,
    samples=(
        ("number", _cases), ("kind", _kinds), ("name", lambda town: ["late", "firm", "household"]), ("archive", _keys("Archive")),
        ("page", _keys("Page")), ("batch", _keys("Batch")), ("key", _keys("Parked")), ("parcel", _keys("Parcel")),
    ),
)  # fmt: skip
