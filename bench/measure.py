"""Medians of repeated runs; what is compared is run in turn, so that a busy machine slows both alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Median:
    """Median wall and processor seconds of one run of a thing."""

    wall: float
    cpu: float


def medians(things: Mapping[str, Callable[[], Any]], repeat: int, loops: int = 1) -> dict[str, Median]:
    """The median of `repeat` rounds of each thing, in turn, after one warm-up; seconds for one of `loops`."""
    walls: dict[str, list[float]] = {name: [] for name in things}
    cpus: dict[str, list[float]] = {name: [] for name in things}
    for thing in things.values():
        thing()
    for _ in range(repeat):
        for name, thing in things.items():
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(loops):
                thing()
            walls[name].append((time.perf_counter() - wall) / loops)
            cpus[name].append((time.process_time() - cpu) / loops)
    return {name: Median(median(walls[name]), median(cpus[name])) for name in things}
