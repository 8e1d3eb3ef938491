"""Comparing several sides' books line by line: what agrees, what does not, and that nothing is unexplained. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import polars as pl


@dataclass(frozen=True)
class Compared:
    """The outcome: each side's total (fen) and lines, how many numbers agree, and the differing ones.

    `differences` has `number`, one column of fen a side (null: it has no such line), one `…_lines` a side,
    `kind` (``missing``, ``amount``, ``twice``) and `amount`, the widest gap between two sides in fen.
    """

    totals: dict[str, int]
    lines: dict[str, int]
    agreed: int
    differences: pl.DataFrame

    def unexplained(self) -> int:
        """The fen by which totals differ beyond what the differences add up to: 0 when the list is whole."""
        gap = 0
        for one, other in combinations(self.totals, 2):
            listed = self.differences.select(
                (pl.col(one).fill_null(0) - pl.col(other).fill_null(0)).sum()
            ).item()
            gap += abs(self.totals[one] - self.totals[other] - (listed or 0))
        return gap


def compare(sides: Mapping[str, pl.DataFrame]) -> Compared:
    """Compare two or more sides, each a frame of `number` (text) and `amount` (fen); order does not matter.

    A number that stands twice on one side is a difference even where the sums agree.
    """
    if len(sides) < 2:
        raise ValueError("comparing needs two sides or more")
    whole: pl.LazyFrame | None = None
    for name, frame in sides.items():
        grouped = (
            frame.lazy()
            .select(pl.col("number").cast(pl.String), pl.col("amount").cast(pl.Int64))
            .group_by("number")
            .agg(pl.col("amount").sum().alias(name), pl.len().cast(pl.Int32).alias(f"{name}_lines"))
        )
        whole = grouped if whole is None else whole.join(grouped, on="number", how="full", coalesce=True)
    assert whole is not None
    first, *rest = sides
    present = [pl.col(name).is_not_null() for name in sides]
    missing = ~pl.all_horizontal(present)
    twice = pl.any_horizontal([pl.col(f"{name}_lines").fill_null(0) > 1 for name in sides])
    unequal = pl.any_horizontal([(pl.col(first) != pl.col(name)).fill_null(False) for name in rest])
    known = [pl.col(name).fill_null(0) for name in sides]
    told = whole.with_columns(
        pl.when(twice)
        .then(pl.lit("twice"))
        .when(missing)
        .then(pl.lit("missing"))
        .when(unequal)
        .then(pl.lit("amount"))
        .alias("kind"),
        (pl.max_horizontal(known) - pl.min_horizontal(known)).alias("amount"),
    ).collect()
    differences = told.filter(pl.col("kind").is_not_null()).sort("number")
    return Compared(
        totals={name: int(frame["amount"].sum() or 0) for name, frame in sides.items()},
        lines={name: frame.height for name, frame in sides.items()},
        agreed=told.height - differences.height,
        differences=differences,
    )


def side(rows: list[tuple[str, int]]) -> pl.DataFrame:
    """A side from numbers and fen."""
    return pl.DataFrame(rows, schema={"number": pl.String, "amount": pl.Int64}, orient="row")
