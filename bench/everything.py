"""Every measurement in turn: ``python -m bench [--quick] [--rows …] [--repeat N] [--openfisca PYTHON] [--json FILE]``.

Each subject is a program of its own with a fresh data folder; this one runs them and gathers what they say.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    """Run all and print; with ``--json`` the figures go into a file as well."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000], help="claims in a bulk run")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument(
        "--openfisca", default="", metavar="PYTHON", help="an interpreter with openfisca-core"
    )
    parser.add_argument("--quick", action="store_true", help="short runs, to see that everything works")
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    found: dict[str, Any] = {"load_before": [round(each, 1) for each in os.getloadavg()]}
    found["rules"] = rules(given)
    seconds = ["--seconds", "2" if given.quick else "10"]
    for name, arguments in {
        "start_up": ["--repeat", "3" if given.quick else "9"],
        "assessment": ["--rows", "50000"] if given.quick else [],
        "reconciliation": ["--rows", "50000"] if given.quick else [],
        "roster": ["--people", "2000"] if given.quick else [],
        "titles": ["--rows", "10000", "--dossiers", "200"] if given.quick else [],
        "evidence_papers": ["--contracts", "20", "--seals", "40", "--repeat", "3"] if given.quick else [],
        "every_flip": ["--step", "200"] if given.quick else [],
        "evidence_signatures": ["--rounds", "1"] if given.quick else [],
        "evidence_log": ["--leaves", "20000", "--batch", "2000", "--proofs", "200"] if given.quick else [],
        "write_door": seconds,
        "http_door": seconds,
        "archives": ["--rows", "20000", "--files", "40", "--pages", "5"] if given.quick else [],
        "flexible": ["--people", "100000", "--vacancies", "20000", "--repeat", "3"] if given.quick else [],
        "vehicle": ["--rows", "100000", "--quotes", "400"] if given.quick else [],
    }.items():
        print(f"\n{name}", flush=True)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", str(FOLDER / f"{name}.py"), *arguments],
            capture_output=True, text=True, env=_environ(), check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{name} did not run: {done.stderr[-2000:]}")
        found[name] = json.loads(done.stdout[done.stdout.index("{") :])
        print(json.dumps(found[name], indent=1, ensure_ascii=False), flush=True)
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1))


def rules(given: argparse.Namespace) -> Any:
    """The rules: one case, and claims in bulk beside their yardsticks (``bench/run.py``)."""
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        file = Path(folder) / "rules.json"
        arguments = ["--repeat", str(given.repeat), "--openfisca", given.openfisca, "--json", str(file)]
        arguments += ["--rows", *map(str, [100_000] if given.quick else given.rows)]
        subprocess.run([sys.executable, "-m", "bench.run", *arguments], env=_environ(), check=True)
        return json.loads(file.read_text())


def _environ() -> dict[str, str]:
    """Every subject makes a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "GONGBAO_DATA"}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(FOLDER.parent / "src"), str(FOLDER.parent)])}
