"""Work one room orders of another by its kind: placed in the same command, its standing asked, its moves heard.

A room that does such work offers it in the `ready` of its app (`offer`), a room that needs it places an order and
keeps the number (`place`), asks where it stands (`standing`) and may hear when it moves (`hears`). Neither knows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx

Hearer = Callable[[Tx, str], object]


@dataclass(frozen=True)
class Standing:
    """Where ordered work stands: `number` as placed, `state` in words, whether it is over and since when, what it came to."""

    number: str
    state: Text
    over: Literal["open", "done", "failed"]
    on: date | None = None
    terms: Mapping[str, Any] | None = None


class Placing(Protocol):
    """Does what is ordered inside the command and gives the number it goes under; raises Refusal."""

    def __call__(self, tx: Tx, /, **asked: Any) -> str: ...


class Offer(NamedTuple):
    """What a room does for others: how it is begun, and where it stands."""

    place: Placing
    standing: Callable[[str], Standing | None]


_offers: dict[str, Offer] = {}
_hearers: dict[str, list[Hearer]] = {}


def offer(kind: str, place: Placing, standing: Callable[[str], Standing | None]) -> None:
    """Say that a room does this kind of work. Raises ValueError where another does already."""
    if kind in _offers and _offers[kind] != (place, standing):
        raise ValueError(f"{kind} is offered twice")
    _offers[kind] = Offer(place, standing)


def offered(kind: str) -> bool:
    """Whether some room does this kind of work here."""
    return kind in _offers


def place(tx: Tx, kind: str, **asked: Any) -> str:
    """Have this work begun, in the open command; the number to ask for later. Raises Refusal; KeyError where nobody does it."""
    number = _offers[kind].place(tx, **asked)
    tx.audit("order placed", kind=kind, number=number)
    return number


def standing(kind: str, number: str) -> Standing | None:
    """Where ordered work stands, inside a reading or a command; None where nobody does it or knows the number."""
    made = _offers.get(kind)
    return made.standing(number) if made and number else None


def hears(kind: str) -> Callable[[Hearer], Hearer]:
    """Decorator: the function is told the number of each work of this kind that moved.

    It runs in the command of whoever moved it: it looks whether the number is its own and plans a job, no more.
    """

    def register(function: Hearer) -> Hearer:
        heard = _hearers.setdefault(kind, [])
        if function not in heard:
            heard.append(function)
        return function

    return register


def moved(tx: Tx, kind: str, number: str) -> None:
    """Tell whoever hears of this kind that a work moved."""
    for hearer in _hearers.get(kind, ()):
        hearer(tx, number)
