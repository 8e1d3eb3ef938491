"""The screens of vocational teachers' titles: derived casework; its notices take objections through the review of titles."""

from __future__ import annotations

from gongbao.web.rooms.base import RoomScreens

SCREENS = RoomScreens(
    room="vocational_teacher_titles",
    notices="gongbao.web.rooms.vocational_teacher_titles.notices",
    party="gongbao.web.rooms.titles.party",
    officer="gongbao.web.rooms.vocational_teacher_titles.officer",
)
