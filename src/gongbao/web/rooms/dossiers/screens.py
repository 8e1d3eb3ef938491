"""What the dossier gives the web: one page for people, one for employers, one for officers; it belongs to no policy."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

_OFFICERS = ("district_handler", "district_reviewer", "city_officer", "city_titles_officer")

SCREENS = RoomScreens(
    room="dossiers",
    prefix="which-titles",
    urls="gongbao.web.rooms.dossiers.urls",
    pages=(
        Page("dossiers:which", Text("职称测评", "Title check"), ("public", "party")),
        Page("dossiers:staff", Text("全员职称", "Staff titles"), ("party",), main=False),
        Page("dossiers:check", Text("职称批量核查", "Check dossiers"), ("officer",), _OFFICERS, main=False),
    ),
    life_events=(
        LifeEvent(
            Text("我想知道", "I wonder"),
            Text("能评哪些职称", "which titles I may have"),
            Text("能评哪一级、还差什么、最早哪天", "Which level, what is missing, how soon"),
            ("gong-2020-17", "ai-2020-30"),
            "dossiers:which",
        ),
    ),
)
