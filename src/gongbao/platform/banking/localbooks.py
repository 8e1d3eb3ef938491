"""Books of a local stand-in for a bank: one file for each number, written once whatever is asked how often."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4


class LocalBooks:
    """LOCAL, not a bank: keeps what was done under a batch and number in a folder; the first entry stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def once(self, batch: str, number: str, make: Callable[[], list[Any]]) -> list[Any]:
        """What is written under the number: made now if nothing was, by whoever comes first."""
        place = self.folder / f"{batch}.{number.rsplit('-', 1)[-1]}.json"
        if not place.exists():
            new = place.with_suffix(f".{uuid4().hex}.new")
            new.write_text(json.dumps(make(), ensure_ascii=False), encoding="utf-8")
            try:
                os.link(new, place)
            except FileExistsError:
                pass
            finally:
                new.unlink()
        return _read(place)

    def entries(self, batch: str = "*") -> list[list[Any]]:
        """What is written of a batch (or of all), in the order of numbers."""
        return [_read(place) for place in sorted(self.folder.glob(f"{batch}.*.json"))]


def _read(place: Path) -> list[Any]:
    told: list[Any] = json.loads(place.read_text(encoding="utf-8"))
    return told
