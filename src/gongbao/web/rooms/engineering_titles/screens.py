"""The screens of engineering titles: derived casework; its notices take objections through the review of titles."""

from __future__ import annotations

from gongbao.web.rooms.base import RoomScreens

SCREENS = RoomScreens(
    room="engineering_titles",
    notices="gongbao.web.rooms.engineering_titles.notices",
    party="gongbao.web.rooms.titles.party",
)
