"""Running commands at the same moment: threads that start together, each with its own connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections


def together(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all `calls` at once; each one's result, or the exception it raised, in order."""
    gate = threading.Barrier(len(calls))
    found: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=30)
            found[place] = call()
        except Exception as fault:
            found[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return found
