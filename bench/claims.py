"""Synthetic claims of both schemes for the benchmarks: flat facts, two per cent of every fact unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from gongbao.kernel.rules.compile_polars import type_of
from gongbao.policies.training_subsidy.rules import EXPAND, STABILISE

ON = date(2020, 11, 10)
QUESTIONS = {"expand": EXPAND, "stabilise": STABILISE}
SCHEMES = pl.Enum(sorted(QUESTIONS))
UNKNOWN_PER_MILLE = 20
JULY = 2020 * 12 + 6

# The share of claims for which a yes-or-no fact holds, in per mille.
SHARES = {
    "commitment_made": 990,
    "firm_insured_here": 970,
    "registered_unemployed": 400,
    "hard_to_employ": 150,
    "school_here": 600,
    "household_here": 500,
    "other_scheme_anywhere": 30,
    "earlier_scheme_person": 50,
    "earlier_scheme_cleared": 500,
    "firm_dispatches": 100,
    "host_confirmation": 800,
    "dispatch_agreement": 800,
    "on_recognised_list": 600,
    "firm_size_found": 500,
}
# The values a fact may have; the first ones are as likely as the others.
WORDS = {
    "firm_size": ("small", "micro", "medium", "large", None, None),
    "firm_trade": ("industry", "software_it", "retail", "catering", "other"),
    "graduate_kind": ("university", "technician", "none", "other"),
}
WHOLE = {
    "firm_staff": (1, 1500),
    "firm_revenue": (0, 60_000_000_000),
    "firm_assets": (0, 200_000_000_000),
    "prior_months_in_half_year": (-8, 2),
    "subsidies_this_year": (0, 3),
    "months_granted": (-6, 3),
    "firm_granted": (-200_000_000, 31_000_000),
    "countable_months": (0, 7),
    "first_insured_month": (JULY, JULY + 5),
}
DAYS = {
    "applied_on": (date(2020, 9, 1), date(2021, 8, 10)),
    "hired_on": (date(2020, 6, 1), date(2021, 1, 10)),
    "graduated_on": (date(2019, 12, 1), date(2020, 12, 31)),
}


def claims(rows: int) -> dict[str, pl.DataFrame]:
    """`rows` claims, each scheme's in a table of its own: who claims for whom and when, and every flat fact."""
    facts = {fact.name: fact for question in QUESTIONS.values() for fact in question.facts}
    frame = pl.select(pl.int_range(rows, dtype=pl.Int64).alias("number"))
    seed = iter(range(10_000))

    def dice(sides: int) -> pl.Expr:
        return pl.col("number").hash(next(seed)) % sides

    columns = [
        pl.when(dice(2) == 0)
        .then(pl.lit("expand"))
        .otherwise(pl.lit("stabilise"))
        .cast(SCHEMES)
        .alias("scheme"),
        dice(rows * 19 // 20).cast(pl.Int64).alias("person"),
        dice(max(rows // 400, 1)).cast(pl.Int64).alias("firm"),
    ]
    for name, fact in facts.items():
        made_fact = _fact(name, dice)
        if made_fact is not None:
            known = dice(1000) >= UNKNOWN_PER_MILLE
            always = name == "applied_on"
            words = [option.word for option in fact.options]
            value = made_fact.cast(pl.Enum(words) if words else type_of(fact))
            columns.append((value if always else pl.when(known).then(value)).alias(name))
    made = frame.with_columns(columns)
    return {scheme: made.filter(pl.col("scheme") == scheme).rechunk() for scheme in QUESTIONS}


def _fact(name: str, dice: Any) -> pl.Expr | None:
    if name in SHARES:
        return dice(1000) < SHARES[name]
    if name in WORDS:
        words = WORDS[name]
        return dice(len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.String)
    if name in WHOLE:
        low, high = WHOLE[name]
        return (dice(high - low + 1).cast(pl.Int64) + low).clip(0)
    if name in DAYS:
        low, high = ((day - date(1970, 1, 1)).days for day in DAYS[name])
        return (dice(high - low + 1).cast(pl.Int32) + low).cast(pl.Date)
    return None
