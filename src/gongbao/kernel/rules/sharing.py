"""Parts that say the same are made one, across rules too, so that every evaluator works each out once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields
from functools import cache
from typing import Any
from weakref import WeakValueDictionary

from gongbao.kernel.rules import nodes as n

_ONE: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()


def shared(part: Any) -> Any:
    """The one part that says what `part` does, whose own parts are shared already."""
    key = (type(part), *(_mark(getattr(part, name)) for name in _slots(part.__class__)))
    try:
        return _ONE.setdefault(key, part)
    except TypeError:  # a table in it cannot be compared
        return part


def _mark(value: Any) -> Any:
    """A value by which equal parts are known: nodes by themselves, constants with their kind."""
    if isinstance(value, n.Node):
        return n.Node, id(value)
    if isinstance(value, tuple) and value and isinstance(value[0], n.Node):
        return tuple(_mark(each) for each in value)
    return type(value), value


@cache
def _slots(kind: type[Any]) -> tuple[str, ...]:
    return tuple(slot.name for slot in fields(kind))
