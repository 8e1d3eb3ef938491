"""The screens of rooms: one package each, found by listing this one; nothing outside names a room's screens."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gongbao.web.rooms.base import RoomScreens


@cache
def all_screens() -> tuple[RoomScreens, ...]:
    """The screens of every room that brings its own, in the order of their names."""
    names = sorted(module.name for module in iter_modules(__path__) if module.ispkg)
    return tuple(import_module(f"{__name__}.{name}.screens").SCREENS for name in names)
