"""The screens of rooms: one package each, found by listing this one; nothing outside names a room's screens."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from gongbao.web.rooms.base import NoticePart, OfficerPart, PartyPart, RoomScreens

_NO_OFFICER, _NO_PARTY = OfficerPart(), PartyPart()


@cache
def all_screens() -> tuple[RoomScreens, ...]:
    """The screens of every room that brings its own, in the order of their names."""
    names = sorted(module.name for module in iter_modules(__path__) if module.ispkg)
    return tuple(import_module(f"{__name__}.{name}.screens").SCREENS for name in names)


@cache
def officer_part(room: str) -> OfficerPart:
    """A room's screens for officers; empty where everything is derived."""
    found: OfficerPart = _part(room, "officer", "OFFICER") or _NO_OFFICER
    return found


@cache
def party_part(room: str) -> PartyPart:
    """A room's screens for parties; empty where everything is derived."""
    found: PartyPart = _part(room, "party", "PARTY") or _NO_PARTY
    return found


@cache
def notice_part(room: str) -> NoticePart | None:
    """How a room takes objections to its public notices; None where it publishes none."""
    found: NoticePart | None = _part(room, "notices", "NOTICE")
    return found


def demo_city() -> Any:
    """The module that makes the demo city: `load` and `printed`."""
    return import_module(next(each.city for each in all_screens() if each.city))


def load_demo() -> Any:
    """The demo city, with what every room adds to it; what was made before is found again."""
    made = demo_city().load()
    for each in all_screens():
        if each.demo:
            each.demo(made)
    return made


def patterns(where: str) -> list[Any]:
    """The addresses rooms add to the hall, the workbench or the site."""
    modules = [getattr(each, where) for each in all_screens() if getattr(each, where)]
    return [pattern for name in modules for pattern in import_module(name).urlpatterns]


def _part(room: str, where: str, name: str) -> Any:
    module = next((getattr(each, where) for each in all_screens() if each.room == room), "")
    return getattr(import_module(module), name) if module else None
