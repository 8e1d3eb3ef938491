"""The readings the title rooms share, each under the clause of the room where it arises."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongbao.law.readings import Readings

_SHARED = Path(__file__).with_name("readings.yaml")


def shared(clauses: Mapping[str, str], own: Path | None = None) -> Readings:
    """The shared readings named in `clauses` (id → clause), and those of the room's own file."""
    found = Readings.load(_SHARED, clauses)
    return Readings((*found.values(), *(Readings.load(own).values() if own else ())))
