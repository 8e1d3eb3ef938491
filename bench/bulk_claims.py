"""Millions of claims under both schemes, one scheme each person, the cap each firm: ours and by hand."""

from __future__ import annotations

from functools import reduce
from operator import or_

import polars as pl

from bench.claims import ON, QUESTIONS
from bench.one_case import LIMITS
from gongbao.kernel.rules.compile_polars import determine_frame
from gongbao.kernel.rules.groups import GroupRules
from gongbao.kernel.rules.groups_polars import settle_frame

CAP = 30_000_000
RULES = GroupRules("person", "scheme", "firm", ("applied_on", "number"), "firm_cap", "", "", "")
ANSWERS = ["number", "verdict", "amount_fen"]


def ours(claims: dict[str, pl.DataFrame], *, outcomes: bool = False) -> pl.DataFrame:
    """Verdict, amount and grant by the compiled rules; with `outcomes`, who waits for people as well."""
    columns = [
        *ANSWERS,
        "person",
        "scheme",
        "firm",
        "applied_on",
        *(["waits_for_people"] if outcomes else []),
    ]
    parts = []
    for scheme, question in QUESTIONS.items():
        parts.append(determine_frame(question.at(ON), claims[scheme].lazy(), waits=outcomes).select(columns))
    both = pl.concat(pl.collect_all(parts, engine="in-memory"))
    return settle_frame(both, RULES, CAP, key="number")


def by_hand(claims: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The same work as a practised Polars author writes it, in three values."""
    parts = [_hand_determined(claims[scheme].lazy(), scheme) for scheme in QUESTIONS]
    both = pl.concat(pl.collect_all(parts, engine="in-memory"))
    return _hand_settled(both)


def _hand_small() -> pl.Expr:
    size, trade = pl.col("firm_size"), pl.col("firm_trade")
    below = []
    for measure, limits in LIMITS.items():
        figure, groups = pl.col("firm_" + measure), sorted(set(limits.values()))
        fits = [
            trade.is_in([t for t, v in limits.items() if v == limit]) & (figure < limit) for limit in groups
        ]
        known = trade.is_not_null() & figure.is_not_null()
        found = pl.when(known).then(reduce(or_, fits)).otherwise(None)
        below.append(trade.is_in(list(limits)) & found)
    return pl.coalesce(
        size.is_in(["medium", "small", "micro"]), reduce(or_, below), pl.col("firm_size_found")
    )


def _hand_determined(claims: pl.LazyFrame, scheme: str) -> pl.LazyFrame:
    c = pl.col
    met = (
        (c("applied_on") <= pl.date(2021, 7, 31))
        & c("commitment_made")
        & _hand_small()
        & c("firm_insured_here")
        & ~c("other_scheme_anywhere")
        & (c("subsidies_this_year") < 3)
        & (~c("earlier_scheme_person") | c("earlier_scheme_cleared"))
        & (c("firm_granted") < CAP)
        & (c("countable_months") >= 1)
    )
    if scheme == "expand":
        graduate = (
            c("graduate_kind").is_in(["university", "technician", "senior_worker", "preparatory_technician"])
            & (c("graduated_on") >= pl.date(2020, 1, 1))
            & (c("graduated_on") <= pl.date(2020, 12, 31))
            & (c("school_here") | c("household_here"))
        )
        met = (
            met
            & (c("hired_on") >= pl.date(2020, 7, 1))
            & (c("hired_on") <= pl.date(2020, 12, 31))
            & (c("registered_unemployed") | graduate | c("hard_to_employ"))
            & (c("prior_months_in_half_year") == 0)
            & (~c("firm_dispatches") | (c("host_confirmation") & c("dispatch_agreement")))
            & (c("months_granted") < 6)
        )
        limit, rate = 6, 154000
    else:
        met = met & c("on_recognised_list") & (c("months_granted") < 3)
        limit, rate = 3, 50000
    months = pl.min_horizontal(c("countable_months"), limit - c("months_granted"))
    amount = pl.min_horizontal(months * rate, CAP - c("firm_granted"))
    return claims.with_columns(met.alias("verdict")).select(
        *ANSWERS[:2],
        pl.when(c("verdict")).then(amount).when(~c("verdict")).then(0).alias("amount_fen"),
        *("person", "scheme", "firm", "applied_on"),
    )


def _hand_settled(claims: pl.DataFrame) -> pl.DataFrame:
    """Filter, sort, first scheme of each person, running sum of each firm, joined back."""
    queue = claims.lazy().filter(pl.col("amount_fen") > 0).sort("applied_on", "number")
    first = queue.unique("person", keep="first", maintain_order=True).select("person", "scheme")
    counted = queue.join(first, on=["person", "scheme"], how="semi", maintain_order="left")
    amount = pl.col("amount_fen")
    running = counted.sort("firm", maintain_order=True).with_columns(run=amount.cum_sum() - amount)
    start = pl.when(pl.col("firm") != pl.col("firm").shift()).then(pl.col("run")).forward_fill().fill_null(0)
    granted = running.select("number", granted_fen=(CAP - (pl.col("run") - start)).clip(0, amount))
    return (
        claims.lazy()
        .join(granted, on="number", how="left", maintain_order="left")
        .with_columns(pl.col("granted_fen").fill_null(0))
        .collect(engine="in-memory")
    )


def same(left: pl.DataFrame, right: pl.DataFrame) -> bool:
    """Whether both give every claim the same verdict, amount and grant."""
    columns = [*ANSWERS, "granted_fen"]
    return left.sort("number").select(columns).equals(right.sort("number").select(columns))
