"""Group rules over a frame of claims: the same fen for each claim as `settle`, for millions of them.

Only persons with claims under two schemes and firms whose claims exceed the cap need an order, so only
their claims are sorted.
"""

from __future__ import annotations

import polars as pl

from gongbao.kernel.rules.groups import GroupRules

CUTS = pl.Enum(["", "exclusive", "cap"])
ROW = "__row"


def settle_frame(
    claims: pl.DataFrame, rules: GroupRules, cap: int, *, key: str, amount: str = "amount_fen"
) -> pl.DataFrame:
    """`claims` with `granted_fen` and `cut_by` (``exclusive``, ``cap`` or nothing).

    `cap` is in fen for one firm; ties in the order are settled by `key`. A claim whose amount is unknown or
    not positive is granted 0 and takes nothing. The columns of the group rules must not hold nulls.
    """
    order = list(dict.fromkeys((*rules.order, key)))
    wanted = list(dict.fromkeys((rules.person, rules.scheme, rules.firm, *order, amount)))
    paying = claims.lazy().select(wanted).with_row_index(ROW).filter(pl.col(amount) > 0).collect()
    granted = claims[amount].cast(pl.Int64).fill_null(0).clip(lower_bound=0).rename("granted_fen")
    cuts = pl.zeros(claims.height, pl.UInt8, eager=True)
    excluded = _excluded(paying, rules, order)
    if excluded.len():
        paying = paying.join(excluded.to_frame(), on=ROW, how="anti")
        granted, cuts = granted.scatter(excluded, 0), cuts.scatter(excluded, 1)
    capped = _capped(paying, rules, order, cap, amount)
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
    contested = paying.lazy().join(both, on=rules.person, how="semi").sort(order).collect()
    firsts = contested.unique(rules.person, keep="first", maintain_order=True)
    return contested.join(firsts, on=[rules.person, rules.scheme], how="anti")[ROW]


def _capped(paying: pl.DataFrame, rules: GroupRules, order: list[str], cap: int, amount: str) -> pl.DataFrame:
    """The claims that the cap cuts, with what is left for each."""
    claimed = pl.col(amount)
    over = paying.lazy().group_by(rules.firm).agg(claimed.sum().alias("sum")).filter(pl.col("sum") > cap)
    queue = paying.lazy().join(over, on=rules.firm, how="semi").sort([rules.firm, *order])
    running, firm = claimed.cum_sum(), pl.col(rules.firm)
    opening = pl.when(firm.ne_missing(firm.shift())).then(running - claimed).otherwise(None).forward_fill()
    left = (cap - (running - claimed - opening)).clip(0, claimed)
    return queue.select(ROW, left.alias("left"), claimed).filter(pl.col("left") < claimed).collect()
