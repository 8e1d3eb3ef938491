"""A month's assessment of a city: 1,000,000 people with four insurances, from Parquet to charge files.

``nice python -m bench.assessment [--rows 1000000] [--repeat 3] [--json FILE]``. The yardstick is the same arithmetic
written by hand in Polars without unknowns, reasons or dated parameters. Exactness is checked first: a sample in
fractions, person by person, and every total against the yardstick. Memory is the peak of this process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from bench.measure import medians
from gongbao.bulk.contributions import assess_city

MONTH = 2021 * 12  # January 2021
CITY_LINES = 70_000_000
CLASSES = {"1": 2000, "2": 4000, "3": 7000, "4": 9000, "5": 11000, "6": 13000, "7": 16000, "8": 19000}
LIMITS = {
    "pension": (361_300, 2_654_100),
    "unemployment": (361_300, 2_654_100),
    "injury": (471_300, 2_654_100),
    "medical": (536_000, 2_973_200),
}


def people(rows: int) -> pl.DataFrame:
    """Made-up insured people with every class, floating, household and wages around the limits."""

    def pick(salt: int, n: int) -> pl.Expr:
        return (pl.int_range(rows, dtype=pl.UInt64).hash(salt) % n).cast(pl.Int64)

    def word(salt: int, words: list[str]) -> pl.Expr:
        return pick(salt, len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.Enum(words))

    return pl.select(
        person=pl.int_range(rows, dtype=pl.Int64),
        firm=pick(1, max(rows // 20, 1)),
        month=pl.repeat(MONTH, rows, dtype=pl.Int32),
        payer_type=pl.repeat("enterprise", rows, dtype=pl.String).cast(pl.Enum(["enterprise"])),
        registered=pl.repeat(True, rows),
        declared_base=pick(2, 4_000_000),
        relief_size=word(3, ["small", "large", "none"]),
        injury_class=word(4, list(CLASSES)),
        injury_float=pick(5, 5).replace_strict({0: 50, 1: 80, 2: 100, 3: 120, 4: 150}),
        rural_household=pick(6, 2) == 1,
    )


def by_hand(table: pl.DataFrame) -> dict[str, int]:
    """Totals by insurance as a Polars author writes them for this one month."""

    def part(item: str, parts: int, per: int) -> pl.Expr:
        low, high = LIMITS[item]
        return (2 * pl.col("declared_base").clip(low, high) * parts + per) // (2 * per)

    low, high = LIMITS["injury"]
    rate = pl.col("injury_class").cast(pl.String).replace_strict(CLASSES, return_dtype=pl.Int64)
    rate = rate * 8 // 10 * pl.col("injury_float") // 100
    injury = (2 * pl.col("declared_base").clip(low, high) * rate + 1_000_000) // 2_000_000
    urban = part("unemployment", 2, 1000)
    lines = table.lazy().select(
        pension=part("pension", 16, 100) + part("pension", 8, 100),
        unemployment=part("unemployment", 8, 1000) + pl.when("rural_household").then(0).otherwise(urban),
        injury=injury,
        medical=part("medical", 98, 1000) + part("medical", 20, 1000) + 300,
    )
    totals: dict[str, int] = lines.sum().collect(engine="in-memory").row(0, named=True)
    return totals


def exact(row: dict[str, Any]) -> dict[str, int]:
    """One person's four sums in fractions, part by part."""

    def half_up(value: Fraction) -> int:
        return int(value + Fraction(1, 2))

    def base(item: str) -> int:
        low, high = LIMITS[item]
        return max(low, min(high, int(row["declared_base"])))

    injury = Fraction(CLASSES[row["injury_class"]], 1_000_000) * Fraction(8, 10) * row["injury_float"] / 100
    own = 0 if row["rural_household"] else half_up(base("unemployment") * Fraction(2, 1000))
    return {
        "pension": half_up(base("pension") * Fraction(16, 100)) + half_up(base("pension") * Fraction(8, 100)),
        "unemployment": half_up(base("unemployment") * Fraction(8, 1000)) + own,
        "injury": half_up(base("injury") * injury),
        "medical": half_up(base("medical") * Fraction(98, 1000))
        + half_up(base("medical") * Fraction(20, 1000))
        + 300,
    }


def check(table: pl.DataFrame, folder: Path, manifest: dict[str, Any], sample: int = 20_000) -> None:
    """Every total against the yardstick, and a sample of people in fractions; stops at the first difference."""
    totals = {each["name"].removesuffix(".parquet"): each["total_fen"] for each in manifest["files"]}
    hand = by_hand(table)
    wrong = [item for item, fen in hand.items() if totals[item] != fen]
    if wrong or manifest["total_fen"] != sum(hand.values()) or totals["firms"] != manifest["total_fen"]:
        raise SystemExit(f"totals differ: {wrong}")
    step = max(table.height // sample, 1)
    for item in LIMITS:
        lines = pl.read_parquet(folder / f"{item}.parquet").gather_every(step)
        for row, fen in zip(table.gather_every(step).iter_rows(named=True), lines["amount"], strict=True):
            if exact(row)[item] != fen:
                raise SystemExit(f"person {row['person']}: {item} {fen}, exactly {exact(row)[item]}")


def measure(rows: int, repeat: int) -> dict[str, Any]:
    """Seconds from Parquet to charge files, the yardstick's, and the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        table, source = people(rows), place / "people.parquet"
        table.write_parquet(source)
        manifest = assess_city(source, place / "out", MONTH)
        check(table, place / "out", manifest)
        del table
        times = medians(
            {
                "parquet to charge files": lambda: assess_city(source, place / "out", MONTH),
                "polars by hand, totals only": lambda: by_hand(pl.read_parquet(source)),
            },
            repeat,
        )
        size = sum(path.stat().st_size for path in (place / "out").iterdir())
    mine, hand = times["parquet to charge files"], times["polars by hand, totals only"]
    per_line = mine.wall / manifest["lines"]
    return {
        "people": rows,
        "charge_lines": manifest["lines"],
        "seconds": round(mine.wall, 3),
        "cpu_seconds": round(mine.cpu, 3),
        "ratio_to_polars_by_hand": round(mine.wall / hand.wall, 2),
        "peak_memory_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
        "files_mb": round(size / 1e6, 1),
        "total_fen": manifest["total_fen"],
        "projected_70_million_lines_s": round(per_line * CITY_LINES, 1),
        "load": [round(each, 1) for each in os.getloadavg()],
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench.assessment", description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--json", type=Path, metavar="FILE")
    given = options.parse_args()
    found = measure(given.rows, given.repeat)
    print(json.dumps(found, indent=1))
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
