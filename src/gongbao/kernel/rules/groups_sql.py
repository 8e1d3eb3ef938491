"""Group rules as one portable SQL text: the same fen for each claim as `settle`."""

from __future__ import annotations

from gongbao.kernel.rules.groups import GroupRules


def settle_sql(query: str, rules: GroupRules, cap: int, *, key: str, amount: str = "amount_fen") -> str:
    """A SELECT of all columns of `query` (a table or a SELECT) with `granted_fen` and `cut_by` after them.

    `cap` is in fen for one firm; ties in the order are settled by `key`. Text in the order is compared by
    the database's collation; where that is not by code points, use numbers or dates. The columns of the
    group rules must not hold nulls.
    """
    source = query if query.replace("_", "").isalnum() else f"({query})"
    order = ", ".join(dict.fromkeys((*rules.order, key)))
    turn = f"ROW_NUMBER() OVER (PARTITION BY {rules.person}, g_paying ORDER BY {order})"
    first = f"MAX(CASE WHEN g_paying = 1 AND g_turn = 1 THEN {rules.scheme} END) OVER (PARTITION BY {rules.person})"
    running = (
        f"SUM(g_counted) OVER (PARTITION BY {rules.firm} ORDER BY {order} "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    )
    own = ["g_paying", "g_turn", "g_first", "g_counted", "g_running"]
    return (
        f"WITH g0 AS (SELECT c.*, CASE WHEN COALESCE({amount}, 0) > 0 THEN 1 ELSE 0 END AS g_paying "
        f"FROM {source} c), "
        f"g1 AS (SELECT g0.*, {turn} AS g_turn FROM g0), "
        f"g2 AS (SELECT g1.*, {first} AS g_first FROM g1), "
        f"g3 AS (SELECT g2.*, CASE WHEN g_paying = 1 AND COALESCE({rules.scheme} = g_first, FALSE) "
        f"THEN {amount} ELSE 0 END AS g_counted FROM g2), "
        f"g4 AS (SELECT g3.*, {running} AS g_running FROM g3) "
        f"SELECT g4.*, CAST(CASE WHEN g_running <= {cap} THEN g_counted "
        f"WHEN g_running - g_counted < {cap} THEN {cap} - (g_running - g_counted) ELSE 0 END AS BIGINT) "
        "AS granted_fen, CASE WHEN g_paying = 1 AND g_counted = 0 THEN 'exclusive' "
        f"WHEN g_counted > 0 AND g_running > {cap} THEN 'cap' ELSE '' END AS cut_by FROM g4"
    ).replace("g4.*", _all_but("g4", own))


def _all_but(table: str, own: list[str]) -> str:
    """Every column; the steps' own columns stand among them, named ``g_…`` (no portable EXCEPT exists)."""
    del own
    return f"{table}.*"
