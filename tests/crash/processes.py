"""Python programs on a server of their own, to be killed."""

from __future__ import annotations

import os
import subprocess
import sys
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
