"""The measurements of the rules: medians and ratios to named yardsticks, as a table and as JSON.

``python -m bench.run [--rows 1000000 …] [--repeat 5] [--openfisca PYTHON] [--json FILE]``. Yardsticks run in turn
with what they measure. OpenFisca-core (AGPL) is only run, by an interpreter that has it installed:
``python -m venv V; V/bin/pip install -r requirements/bench.txt``, then ``--openfisca V/bin/python``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from bench import bulk_claims, fisca, one_case
from bench.claims import ON, QUESTIONS, claims
from bench.measure import medians
from gongbao.kernel.rules.compile_polars import determine_frame


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    options.add_argument("--rows", type=int, nargs="*", default=[1_000_000], help="claims in a bulk run")
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument(
        "--openfisca", default="", metavar="PYTHON", help="an interpreter with openfisca-core"
    )
    options.add_argument("--json", type=Path, metavar="FILE")
    given = options.parse_args()
    found: dict[str, Any] = {
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "polars": pl.__version__,
            "load": [round(each, 1) for each in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        },
        "one_case_us": one_case.measure(given.repeat),
        "bulk": {rows: bulk(rows, given.repeat, given.openfisca) for rows in given.rows},
    }
    show(found)
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1))


def bulk(rows: int, repeat: int, openfisca: str) -> dict[str, Any]:
    """Claims of both schemes with exclusivity and cap; and the size of what is kept."""
    made = claims(rows)
    mine, hand = bulk_claims.ours(made), bulk_claims.by_hand(made)
    if not bulk_claims.same(mine, hand):
        raise SystemExit("the yardstick gives other answers")
    things: dict[str, Callable[[], Any]] = {
        "rules": lambda: bulk_claims.ours(made),
        "rules with outcomes": lambda: bulk_claims.ours(made, outcomes=True),
        "polars by hand": lambda: bulk_claims.by_hand(made),
    }
    times = medians(things, repeat)
    rules = times["rules"]
    out: dict[str, Any] = {
        "seconds": {name: round(each.wall, 4) for name, each in times.items()},
        "cpu_seconds": {name: round(each.cpu, 4) for name, each in times.items()},
        "million_claims_per_second": round(rows / rules.wall / 1e6, 1),
        "million_claims_per_second_if_both_cores_were_free": round(2 * rows / rules.cpu / 1e6, 1),
        "ratio_to_polars_by_hand": round(rules.wall / times["polars by hand"].wall, 2),
        "granted_fen": int(mine["granted_fen"].sum()),
        "bytes_per_claim_of_all_conditions": conditions_size(made),
    }
    if openfisca:
        fiscal = fisca.measure(made, openfisca)
        whole = sum(fiscal[name] for name in ("inputs_s", "calculate_s", "settle_s"))
        again = medians({"rules": things["rules"]}, repeat)["rules"]
        cores = min(os.cpu_count() or 1, 2)
        free = fiscal["cpu_s"] / (again.cpu / cores)  # OpenFisca uses one core
        out["openfisca"] = fiscal | {
            "seconds": round(whole, 3),
            "times_slower": round(whole / again.wall, 1),
            "times_slower_if_cores_were_free": round(free, 1),
        }
    return out


def conditions_size(made: dict[str, pl.DataFrame]) -> float:
    """Bytes a claim keeps when every named condition is kept, three-valued."""
    frame = made["expand"]
    out = determine_frame(QUESTIONS["expand"].at(ON), frame.lazy(), conditions=True)
    kept = out.drop(frame.columns).drop("amount_fen").collect(engine="in-memory")
    return round(kept.estimated_size() / kept.height, 2)


def show(found: dict[str, Any]) -> None:
    """The measurements as a table."""
    print("machine:", found["machine"])
    print(f"\n{'one case, µs of processor time':32}{'explained':>12}{'verdict':>12}{'plain':>12}{'ratio':>8}")
    for name, each in found["one_case_us"].items():
        plain = each.get("plain function")
        ratio = f"{each['explained'] / plain:8.1f}" if plain else ""
        shown = f"{plain:12.2f}" if plain else " " * 12
        print(f"{name:32}{each['explained']:12.2f}{each['verdict']:12.2f}{shown}{ratio}")
    for rows, each in found["bulk"].items():
        print(f"\n{rows:,} claims, both schemes, exclusivity and cap")
        for name, seconds in each["seconds"].items():
            print(f"  {name:30}{seconds:10.3f} s wall{each['cpu_seconds'][name]:10.3f} s processor")
        fiscal = each.get("openfisca")
        if fiscal:
            seconds = f"{fiscal['seconds']:10.3f} s wall{fiscal['cpu_s']:10.3f} s processor"
            free = fiscal["times_slower_if_cores_were_free"]
            print(f"  {'OpenFisca-core, two-valued':30}{seconds}")
            print(f"  {'times slower; if cores were free':34}{fiscal['times_slower']:>6}{free:>10}")
        else:
            print("  OpenFisca-core: not measured; name an interpreter that has it with --openfisca")
        for name in each:
            if name not in ("seconds", "cpu_seconds", "openfisca"):
                print(f"  {name.replace('_', ' '):56}{each[name]:>14,}")


if __name__ == "__main__":
    main()
