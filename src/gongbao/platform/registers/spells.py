"""Spells of days: membership, union and complete cover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple


class Spell(NamedTuple):
    """From the first to the last day, both included; no last day while it runs on."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def last(self) -> date:
        return self.ends_on or date.max


def union(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The same days as disjoint spells in order; spells that overlap or adjoin become one."""
    merged: list[Spell] = []
    for spell in sorted(spells, key=lambda spell: (spell.starts_on, spell.last)):
        if merged and spell.starts_on <= _next(merged[-1].last):
            last = max(merged[-1].last, spell.last)
            merged[-1] = Spell(merged[-1].starts_on, None if last == date.max else last)
        else:
            merged.append(spell)
    return tuple(merged)


def covered(spells: Iterable[Spell], starts_on: date, ends_on: date) -> bool:
    """Whether every day from `starts_on` to `ends_on` lies in some spell."""
    return any(spell.starts_on <= starts_on and ends_on <= spell.last for spell in union(spells))


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
