"""The policies: one room each, found by listing this package; rooms never import each other."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

if TYPE_CHECKING:
    from gongbao.kernel.procedure.model import Procedure
    from gongbao.kernel.rules.question import Question
    from gongbao.policies.base import Policy


@cache
def rooms() -> tuple[str, ...]:
    """The names of the rooms: every package here."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.ispkg))


@cache
def policy(room: str) -> Policy:
    """The policy of a room; raises `Refusal` naming the rooms there are."""
    if room not in rooms():
        raise Refusal(
            Text(f"没有名为“{room}”的政策", f"there is no policy named {room}"),
            mend=Text("可用的有：" + "、".join(rooms()), "policies: " + ", ".join(rooms())),
        )
    found: Policy = import_module(f"{__name__}.{room}.policy").POLICY
    return found


def policies() -> tuple[Policy, ...]:
    """Every policy."""
    return tuple(policy(room) for room in rooms())


def question(identifier: str) -> Question:
    """The question ``room/name``; raises `Refusal` naming the questions of the room."""
    room, _, name = identifier.partition("/")
    found = policy(room).question(name)
    if found is None:
        names = [q.id for q in policy(room).questions]
        raise Refusal(
            Text(f"没有问题“{identifier}”", f"there is no question {identifier}"),
            mend=Text("可用的有：" + "、".join(names), "questions: " + ", ".join(names)),
        )
    return found


def procedure(identifier: str) -> Procedure:
    """The procedure ``room.name``; raises `Refusal` where there is none."""
    for found in policy(identifier.partition(".")[0]).procedures:
        if found.id == identifier:
            return found
    raise Refusal(Text(f"没有流程“{identifier}”", f"there is no procedure {identifier}"))
