"""Short ways to write a fact, one for each kind, shared by every room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, Unpack

from gongbao.kernel.rules.nodes import Fact, Kind, Option
from gongbao.law.text import Text

NONE = Text("", "")


class More(TypedDict, total=False):
    """What else a fact may say of itself; see `Fact`."""

    help: Text
    judged_by: Text | None
    options: tuple[Option, ...]
    fields: tuple[Fact, ...]
    of: str


def fact(
    name: str, kind: Kind, zh: str, en: str, ask: int = 10, prefill: str = "", **more: Unpack[More]
) -> Fact:
    """A fact of any kind, its label in both languages."""
    return Fact(name, kind, Text(zh, en), ask=ask, prefill=prefill, **more)


def yes_no(name: str, zh: str, en: str, ask: int = 10, prefill: str = "", **more: Unpack[More]) -> Fact:
    """Something that is so or not."""
    return fact(name, "yes_no", zh, en, ask, prefill, **more)


def whole(name: str, zh: str, en: str, ask: int = 10, prefill: str = "", **more: Unpack[More]) -> Fact:
    """A whole number."""
    return fact(name, "integer", zh, en, ask, prefill, **more)


def fen(name: str, zh: str, en: str, ask: int = 10, prefill: str = "", **more: Unpack[More]) -> Fact:
    """An amount of money in fen."""
    return fact(name, "fen", zh, en, ask, prefill, **more)


def day(name: str, zh: str, en: str, ask: int = 10, prefill: str = "", **more: Unpack[More]) -> Fact:
    """A date."""
    return fact(name, "date", zh, en, ask, prefill, **more)


def month(name: str, zh: str, en: str, ask: int = 10, prefill: str = "", **more: Unpack[More]) -> Fact:
    """A month."""
    return fact(name, "month", zh, en, ask, prefill, **more)


def word(
    name: str,
    zh: str,
    en: str,
    words: Mapping[str, Text],
    ask: int = 10,
    prefill: str = "",
    help: Text = NONE,
) -> Fact:
    """One of several words, each with what it is called."""
    return fact(name, "word", zh, en, ask, prefill, options=options(words), help=help)


def found(name: str, zh: str, en: str, by: Text, ask: int = 50) -> Fact:
    """Something a person finds by judgement: `by` says who."""
    return yes_no(name, zh, en, ask, judged_by=by)


def options(words: Mapping[str, Text]) -> tuple[Option, ...]:
    """The choices of a fact from words and what each is called."""
    return tuple(Option(each, label) for each, label in words.items())
