"""One scheme for each person and a cap for each firm: the reference, Polars and SQL give the same fen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.rules.trees import TREES

from gongbao.kernel.rules.groups import Claim, GroupRules, settle
from gongbao.kernel.rules.groups_polars import settle_frame
from gongbao.kernel.rules.groups_sql import settle_sql
from gongbao.platform.db import embedded

RULES = GroupRules(
    person="person",
    scheme="scheme",
    firm="firm",
    order=("applied_on", "number"),
    cap="cap",
    exclusive_clause="x/1",
    cap_clause="x/2",
    granted="granted",
)
COLUMNS = ("id", "person", "scheme", "firm", "applied_on", "number", "amount_fen", "granted")

names = st.sampled_from(["甲", "乙", "丙"])
amounts = st.one_of(st.none(), st.integers(-1, 12), st.just(10**12))
row = st.tuples(
    names,
    st.sampled_from(["expand", "stabilise", "third"]),
    st.sampled_from(["一", "二"]),
    st.integers(1, 3),
    st.sampled_from(["a", "B", "b"]),
    amounts,
    st.sampled_from([0, 0, 0, 0, 3, None]),
)
claims = st.lists(row, max_size=12).map(
    lambda rows: [(f"k{i:02}", *each) for i, each in enumerate(rows)][::-1]
)
caps = st.sampled_from([0, 1, 10, 20, 10**13])


def by_reference(rows: list[Any], cap: int) -> dict[str, tuple[int, str]]:
    given = [
        Claim(key, person, scheme, firm, (day, number), amount or 0, granted or 0)
        for key, person, scheme, firm, day, number, amount, granted in rows
    ]
    return {grant.key: (grant.amount, grant.cut_by) for grant in settle(given, cap)}


@settings(max_examples=3 * min(TREES, 200), deadline=None)
@given(claims, caps)
def test_polars_grants_the_same_fen(rows: list[Any], cap: int) -> None:
    schema = dict.fromkeys(COLUMNS, pl.String) | dict.fromkeys(
        ("applied_on", "amount_fen", "granted"), pl.Int64
    )
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    out = settle_frame(frame, RULES, cap, key="id")
    assert out.columns == [*COLUMNS, "granted_fen", "cut_by"]
    assert {k: (fen, cut) for k, *_, fen, cut in out.rows()} == by_reference(rows, cap)
    assert out["id"].to_list() == frame["id"].to_list()


def make(connection: Any) -> None:
    text = "id VARCHAR(9), person VARCHAR(9), scheme VARCHAR(9), firm VARCHAR(9)"
    connection.execute(
        f"CREATE TEMPORARY TABLE claims ({text}, applied_on BIGINT, number VARCHAR(9), amount_fen BIGINT, granted BIGINT)"
    )


@pytest.fixture(scope="module")
def duck() -> Iterator[Any]:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        make(connection)
        yield connection


@pytest.fixture(scope="module")
def postgres() -> Iterator[Any]:
    reach = embedded.server(Path(os.environ["GONGBAO_DATA"]), durable=False).owner
    with psycopg.connect(**reach, autocommit=True) as connection:  # type: ignore[arg-type]
        make(connection)
        yield connection


def by_sql(engine: Any, rows: list[Any], cap: int, mark: str) -> dict[str, tuple[int, str]]:
    engine.execute("DELETE FROM claims")
    for each in rows:
        engine.execute(f"INSERT INTO claims VALUES ({', '.join([mark] * len(COLUMNS))})", list(each))
    found = engine.execute(settle_sql("claims", RULES, cap, key="id")).fetchall()
    return {key: (fen, cut) for key, fen, cut in found}


@settings(max_examples=min(TREES, 200) // 2, deadline=None)
@given(rows=claims, cap=caps)
def test_duckdb_grants_the_same_fen(duck: Any, rows: list[Any], cap: int) -> None:
    assert by_sql(duck, rows, cap, "?") == by_reference(rows, cap)


@settings(max_examples=min(TREES, 200) // 2, deadline=None)
@given(rows=claims, cap=caps)
def test_postgresql_grants_the_same_fen(postgres: Any, rows: list[Any], cap: int) -> None:
    assert by_sql(postgres, rows, cap, "%s") == by_reference(rows, cap)


def test_the_cap_pays_what_is_left_and_then_nothing() -> None:
    """300,000 yuan: 32 claims of 6 × 1,540 yuan fit, the next receives the remainder, the last nothing."""
    claim, cap = 6 * 154000, 30_000_000
    given = [Claim(f"{i:03}", f"p{i}", "expand", "firm", (i,), claim) for i in range(34)]
    grants = settle(given, cap)
    assert [g.amount for g in grants[31:]] == [claim, 30_000_000 - 32 * claim, 0]
    assert [g.cut_by for g in grants[31:]] == ["", "cap", "cap"]
    assert sum(g.amount for g in grants) == cap


def test_what_the_firm_had_before_counts_towards_the_cap() -> None:
    given = [Claim(str(i), f"p{i}", "expand", "f", (i,), 4, granted=3) for i in range(3)]
    assert [g.amount for g in settle(given, 10)] == [4, 3, 0]
    assert [g.amount for g in settle(given, 2)] == [0, 0, 0]


def test_what_is_not_met_takes_no_place() -> None:
    """A claim under the other scheme counts only when it is paid: a refused first claim blocks nothing."""
    first = Claim("1", "p", "stabilise", "f", (1,), 0)
    second = Claim("2", "p", "expand", "f", (2,), 5)
    assert [g.amount for g in settle([first, second], 10)] == [0, 5]
