"""Group rules over a frame of claims: the same fen for each claim as `settle`, for millions of them.

Only persons with claims under two schemes and firms whose claims exceed the cap need an order, so only
their claims are sorted.
"""

from __future__ import annotations

import polars as pl

from gongbao.kernel.rules.groups import GroupRules

CUTS = pl.Enum(["", "exclusive", "cap"])
ROW, BEFORE = "__row", "__before"


def settle_frame(
    claims: pl.DataFrame, rules: GroupRules, cap: int, *, key: str, amount: str = "amount_fen"
) -> pl.DataFrame:
    """`claims` with `granted_fen` and `cut_by` (``exclusive``, ``cap`` or nothing).

    `cap` is in fen for one firm; ties in the order are settled by `key`. A claim whose amount is unknown or
    not positive is granted 0 and takes nothing. The columns of the group rules must not hold nulls.
    """
    order = list(dict.fromkeys((*rules.order, key)))
    wanted = dict.fromkeys((rules.person, rules.scheme, rules.firm, *order, amount))
    before = pl.col(rules.granted).fill_null(0) if rules.granted else pl.lit(0)
    paying = (
        claims.lazy()
        .select(*wanted, before.cast(pl.Int64).alias(BEFORE))
        .with_row_index(ROW)
        .filter(pl.col(amount) > 0)
        .with_columns(pl.col(BEFORE).clip(lower_bound=0))
        .collect(engine="in-memory")
    )
    had = paying.select(rules.firm, BEFORE) if rules.granted else None
    granted = claims[amount].cast(pl.Int64).fill_null(0).clip(lower_bound=0).rename("granted_fen")
    cuts = pl.zeros(claims.height, pl.UInt8, eager=True)
    excluded = _excluded(paying, rules, order)
    if excluded.len():
        paying = paying.join(excluded.to_frame(), on=ROW, how="anti")
        granted, cuts = granted.scatter(excluded, 0), cuts.scatter(excluded, 1)
    capped = _capped(paying, had, rules, order, cap, amount)
    if capped.height:
        granted, cuts = granted.scatter(capped[ROW], capped["left"]), cuts.scatter(capped[ROW], 2)
    return claims.with_columns(granted, cuts.cat.to(CUTS).alias("cut_by"))


def _excluded(paying: pl.DataFrame, rules: GroupRules, order: list[str]) -> pl.Series:
    """The rows of claims under another scheme than their person's first."""
    if paying[rules.scheme].n_unique() < 2:
        return paying[ROW].clear()
    scheme = pl.col(rules.scheme)
    both = (
        paying.lazy()
        .group_by(rules.person)
        .agg(scheme.min().alias("least"), scheme.max().alias("most"))
        .filter(pl.col("least") != pl.col("most"))
    )
    contested = paying.lazy().join(both, on=rules.person, how="semi").sort(order).collect(engine="in-memory")
    firsts = contested.unique(rules.person, keep="first", maintain_order=True)
    return contested.join(firsts, on=[rules.person, rules.scheme], how="anti")[ROW]


def _capped(
    paying: pl.DataFrame, had: pl.DataFrame | None, rules: GroupRules, order: list[str], cap: int, amount: str
) -> pl.DataFrame:
    """The claims that the cap cuts, with what is left for each."""
    claimed, firm = pl.col(amount), pl.col(rules.firm)
    sums = paying.lazy().group_by(rules.firm).agg(claimed.sum().alias("sum"), pl.col(BEFORE).max())
    if had is not None:
        most = had.lazy().group_by(rules.firm).agg(pl.col(BEFORE).max())
        sums = sums.drop(BEFORE).join(most, on=rules.firm)
    over = sums.filter(pl.col("sum") + pl.col(BEFORE) > cap).select(rules.firm, pl.col(BEFORE).alias("had"))
    queue = paying.lazy().join(over, on=rules.firm).sort([rules.firm, *order])
    running = claimed.cum_sum() - claimed
    opening = pl.when(firm.ne_missing(firm.shift())).then(running).otherwise(None).forward_fill()
    left = (cap - pl.col("had") - (running - opening)).clip(0, claimed)
    cut = queue.select(ROW, left.alias("left"), claimed).filter(pl.col("left") < claimed)
    return cut.collect(engine="in-memory")
