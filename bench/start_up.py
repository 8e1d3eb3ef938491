"""How long the command line takes from start to answer: ``gongbao determine``, beside an empty Python.

Run ``python bench/start_up.py [--repeat 9]``. Each run is a new process; the files are in the disk cache.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.one_case import FLAT  # noqa: E402


def measure(repeat: int) -> dict[str, Any]:
    """Median seconds of each; the answer must be ``met``."""
    facts = {name: str(value) if isinstance(value, date) else value for name, value in FLAT.items()}
    facts = {name: value for name, value in facts.items() if name != "on_recognised_list"}
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        file = Path(folder) / "facts.json"
        file.write_text(json.dumps(facts))
        determine = [
            "-m",
            "gongbao.cli",
            "determine",
            "training_subsidy/expand",
            "--facts",
            str(file),
            "--json",
        ]
        runs = {"gongbao determine": [*determine, "--on", "2020-12-01"], "empty Python": ["-c", "pass"]}
        walls: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(repeat + 1):
            for name, arguments in runs.items():
                began = time.perf_counter()
                done = subprocess.run(
                    [sys.executable, *arguments], env=environ, capture_output=True, check=True
                )
                walls[name].append(time.perf_counter() - began)
                if arguments is not runs["empty Python"] and json.loads(done.stdout)["outcome"] != "met":
                    raise SystemExit("the command line gives another answer")
    seconds = {name: round(median(each[1:]), 3) for name, each in walls.items()}
    ratio = seconds["gongbao determine"] / seconds["empty Python"]
    return {"seconds": seconds, "ratio": round(ratio, 1), "load": round(os.getloadavg()[0], 1)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=9)
    print(json.dumps(measure(parser.parse_args().repeat), indent=1))
