"""Python programs on a server of their own, to be killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(data: Path) -> dict[str, str]:
    """The environment of a process that uses the server of `data`, with disk flushes on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGBAO_")}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path])
    return {**kept, "GONGBAO_DATA": str(data), "PYTHONPATH": path}


def run(data: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a python program on the server of `data`; its lines are read from its output."""
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment(data), stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def kill_after_progress(process: subprocess.Popen[str], done: Callable[[], int], dice: random.Random) -> int:
    """Kill with SIGKILL at a random point of the step after the next one that ends; how much was done by then.

    What was done is asked of the database, so a slow machine delays the kill and never makes it come too early.
    """
    before = done()
    while process.poll() is None and done() == before:
        time.sleep(0.002)
    time.sleep(dice.uniform(0, 0.05))
    process.send_signal(signal.SIGKILL)
    process.wait()
    return done()
