"""Group rules as one portable SQL text: the same fen for each claim as `settle`."""

from __future__ import annotations

from gongbao.kernel.rules.groups import GroupRules


def settle_sql(table: str, rules: GroupRules, cap: int, *, key: str, amount: str = "amount_fen") -> str:
    """A SELECT of `key`, `granted_fen` and `cut_by` for every claim of `table`.

    `cap` is in fen for one firm; ties in the order are settled by `key`, which no two claims share. Text in
    the order is compared by the database's collation: where that is not by code points, use numbers or
    dates. The columns of the group rules must not hold nulls.
    """
    order = ", ".join(dict.fromkeys((*rules.order, key)))
    columns = ", ".join(dict.fromkeys((rules.person, rules.scheme, rules.firm, *rules.order, key, amount)))
    before = f"COALESCE({rules.granted}, 0)" if rules.granted else "0"
    most = f"MAX(CASE WHEN paying = 1 AND had > 0 THEN had ELSE 0 END) OVER (PARTITION BY {rules.firm})"
    turn = f"ROW_NUMBER() OVER (PARTITION BY {rules.person}, paying ORDER BY {order})"
    first = (
        f"MAX(CASE WHEN paying = 1 AND turn = 1 THEN {rules.scheme} END) OVER (PARTITION BY {rules.person})"
    )
    queue = f"PARTITION BY {rules.firm} ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
    counts = f"paying = 1 AND COALESCE({rules.scheme} = first_scheme, FALSE)"
    granted = (
        f"CASE WHEN before + running <= {cap} THEN counted "
        f"WHEN before + running - counted < {cap} THEN {cap} - (before + running - counted) ELSE 0 END"
    )
    cut = (
        "CASE WHEN paying = 1 AND counted = 0 THEN 'exclusive' "
        f"WHEN counted > 0 AND before + running > {cap} THEN 'cap' ELSE '' END"
    )
    steps = {
        "claimed": f"{columns}, {before} AS had, CASE WHEN COALESCE({amount}, 0) > 0 THEN 1 ELSE 0 END AS paying FROM {table}",
        "turns": f"claimed.*, {turn} AS turn, {most} AS before FROM claimed",
        "firsts": f"turns.*, {first} AS first_scheme FROM turns",
        "counts": f"firsts.*, CASE WHEN {counts} THEN {amount} ELSE 0 END AS counted FROM firsts",
        "queues": f"counts.*, SUM(counted) OVER ({queue}) AS running FROM counts",
    }
    text = ", ".join(f"{name} AS (SELECT {select})" for name, select in steps.items())
    return f"WITH {text} SELECT {key}, CAST({granted} AS BIGINT) AS granted_fen, {cut} AS cut_by FROM queues"
