"""Reconciliation of 1,000,000 lines on three sides, with differences of every kind; the list must explain every fen.

``nice python -m bench.reconciliation [--rows 1000000] [--repeat 3]``. The yardstick is one plain join of two sides.
"""

from __future__ import annotations

import argparse
import json
import os
import resource

import polars as pl

from bench.measure import medians
from gongbao.platform.collections.comparing import compare


def sides(rows: int) -> dict[str, pl.DataFrame]:
    """Agency, tax authority and treasury: one line in 1,000 missing, one in 2,000 of another sum, some twice."""
    n = pl.int_range(rows, dtype=pl.Int64)
    agency = pl.select(number="SI-2021-01-" + n.cast(pl.String).str.zfill(10), amount=n % 997_331 + 1)
    tax = agency.with_row_index().filter(pl.col("index") % 1000 != 7)
    tax = tax.with_columns(
        pl.when(pl.col("index") % 2000 == 3).then(pl.col("amount") + 1).otherwise("amount")
    )
    treasury = agency.with_row_index().filter(pl.col("index") % 1000 != 11)
    again = agency.with_row_index().filter(pl.col("index") % 50_000 == 5)
    return {
        "agency": agency,
        "tax": tax.drop("index").sample(fraction=1, shuffle=True, seed=1),
        "treasury": pl.concat([treasury, again]).drop("index").sample(fraction=1, shuffle=True, seed=2),
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench.reconciliation", description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=3)
    given = options.parse_args()
    made = sides(given.rows)
    found = compare(made)
    expected = len({i for i in range(given.rows) if i % 1000 in (7, 11) or i % 2000 == 3 or i % 50_000 == 5})
    if found.unexplained() or found.differences.height != expected:
        raise SystemExit(f"{found.differences.height} differences, expected {expected}")
    times = medians(
        {
            "three sides": lambda: compare(made).unexplained(),
            "one join of two sides": lambda: made["agency"].join(made["tax"], on="number", how="full"),
        },
        given.repeat,
    )
    mine, plain = times["three sides"], times["one join of two sides"]
    told = {
        "lines_on_each_side": given.rows,
        "differences_all_explained": expected,
        "seconds": round(mine.wall, 2),
        "cpu_seconds": round(mine.cpu, 2),
        "ratio_to_one_join": round(mine.wall / plain.wall, 1),
        "peak_memory_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
        "load": [round(each, 1) for each in os.getloadavg()],
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
