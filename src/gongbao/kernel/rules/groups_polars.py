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
    due = pl.col(amount)
    paying = (
        claims.lazy()
        .select(*wanted, before.cast(pl.Int64).clip(lower_bound=0).alias(BEFORE))
        .with_row_index(ROW)
        .filter(due > 0)
        .collect(engine="in-memory")
    )
    granted = claims.select(pl.when(due > 0).then(due.cast(pl.Int64)).otherwise(0).alias("granted_fen"))[
        "granted_fen"
    ]
    cuts = pl.zeros(claims.height, pl.UInt8, eager=True)
    had = _had(paying, rules)
    excluded = _excluded(paying, rules, order)
    if excluded.len():
        paying = paying.filter(~pl.col(ROW).is_in(excluded.implode()))
        granted, cuts = granted.scatter(excluded, 0), cuts.scatter(excluded, 1)
    capped = _capped(paying, had, rules, order, cap, amount)
    if capped.height:
        granted, cuts = granted.scatter(capped[ROW], capped["left"]), cuts.scatter(capped[ROW], 2)
    return claims.with_columns(granted, cuts.cat.to(CUTS).alias("cut_by"))


def _had(paying: pl.DataFrame, rules: GroupRules) -> pl.LazyFrame | None:
    """What each firm was granted before; nothing where no column tells it."""
    if not rules.granted:
        return None
    return paying.lazy().group_by(rules.firm).agg(pl.col(BEFORE).max())


def _excluded(paying: pl.DataFrame, rules: GroupRules, order: list[str]) -> pl.Series:
    """The rows of claims under another scheme than their person's first."""
    persons = _under_two(paying, rules)
    if not persons.len():
        return paying[ROW].clear()
    contested = paying.filter(pl.col(rules.person).is_in(persons.implode())).sort(order)
    firsts = contested.unique(rules.person, keep="first", maintain_order=True)
    return contested.join(firsts, on=[rules.person, rules.scheme], how="anti")[ROW]


def _under_two(paying: pl.DataFrame, rules: GroupRules) -> pl.Series:
    """Persons with claims under more than one scheme: those of the commonest one found among the others."""
    person, scheme = pl.col(rules.person), pl.col(rules.scheme)
    counts = paying[rules.scheme].value_counts(sort=True)
    if counts.height < 2:
        return paying[rules.person].clear()
    most = scheme == pl.lit(counts[rules.scheme][0], dtype=paying.schema[rules.scheme])
    rest, main = paying.filter(~most), paying.filter(most)[rules.person]
    found = rest.filter(person.is_in(main.implode()))[rules.person]
    return found if counts.height == 2 else pl.concat([found, _under_two(rest, rules)])


def _capped(
    paying: pl.DataFrame, had: pl.LazyFrame | None, rules: GroupRules, order: list[str], cap: int, amount: str
) -> pl.DataFrame:
    """The claims that the cap cuts, with what is left for each."""
    claimed, firm = pl.col(amount), pl.col(rules.firm)
    sums = paying.lazy().group_by(rules.firm).agg(claimed.sum().alias("sum"))
    sums = sums.with_columns(pl.lit(0).alias(BEFORE)) if had is None else sums.join(had, on=rules.firm)
    over = sums.filter(pl.col("sum") + pl.col(BEFORE) > cap).select(rules.firm, pl.col(BEFORE).alias("had"))
    firms = over.collect(engine="streaming")
    queue = paying.lazy().join(firms.lazy(), on=rules.firm).sort([rules.firm, *order])
    running = claimed.cum_sum() - claimed
    opening = pl.when(firm.ne_missing(firm.shift())).then(running).otherwise(None).forward_fill()
    left = (cap - pl.col("had") - (running - opening)).clip(0, claimed)
    cut = queue.select(ROW, left.alias("left"), claimed).filter(pl.col("left") < claimed)
    return cut.collect(engine="in-memory")
