"""The screens of AI titles: derived casework; its notices take objections through the review of titles."""

from __future__ import annotations

from gongbao.web.rooms.base import RoomScreens

SCREENS = RoomScreens(
    room="ai_titles", notices="gongbao.web.rooms.ai_titles.notices", party="gongbao.web.rooms.titles.party"
)
