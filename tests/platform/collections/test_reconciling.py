"""Reconciliation: every fen by which the sides differ is on the list, with the reason."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.platform.collections.scene import (
    MONTH,
    SCHEME,
    charged,
    do,
    new,
    officer,
    paid,
    payer,
    planned,
    seen,
    sent,
    signed,
)

from gongbao.platform.collections import services as c
from gongbao.platform.db.services import CITY

ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(-5, 5)), max_size=12)


@given(ROWS, ROWS, ROWS)
def test_the_list_explains_every_fen(one: list, two: list, three: list) -> None:
    sides = {"agency": c.side(one), "tax": c.side(two), "bank": c.side(three)}
    found = c.compare(sides)
    assert found.unexplained() == 0
    brute = {}
    for name, rows in (("agency", one), ("tax", two), ("bank", three)):
        for number, fen in rows:
            brute.setdefault(number, {}).setdefault(name, []).append(fen)
    differing = {
        n
        for n, told in brute.items()
        if len(told) < 3 or any(len(v) > 1 for v in told.values()) or len({sum(v) for v in told.values()}) > 1
    }
    assert set(found.differences["number"]) == differing
    assert found.agreed == len(brute) - len(differing)


def test_a_gap_that_is_not_listed_is_seen() -> None:
    found = c.compare({"a": c.side([("x", 5), ("y", 1)]), "b": c.side([("x", 5)])})
    hidden = c.Compared(found.totals, found.lines, found.agreed, found.differences.head(0))
    assert (found.unexplained(), hidden.unexplained()) == (0, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("at")
def test_a_month_three_ways() -> None:
    people = [payer() for _ in range(6)]
    numbers = charged(*(new(who, 1_000 + n, due=date(2020, 9, 30)) for n, who in enumerate(people)))
    done = paid(people[0], 1_000, numbers[0])
    do(
        lambda tx: str(
            c.remit(
                tx,
                SCHEME,
                "RM",
                [done.money],
                1_000,
                office=CITY,
                collector="tax",
                period="2021-01",
                remitted_on=date(2020, 9, 21),
            )
        )
    )
    paid(people[1], 1_001, numbers[1])
    paid(people[2], 1, numbers[2])
    do(lambda tx: c.hold(tx, [numbers[3]], "户名不一致"))
    signed(people[4])
    batch = planned()
    assert batch
    sent(batch)
    do(lambda tx: c.cancel(tx, numbers[5], "错"))
    made = do(
        lambda tx: [
            str(x) if not isinstance(x, dict) else x
            for x in c.reconcile_period(tx, SCHEME, MONTH, office=CITY)
        ],
        officer(),
    )
    run = made[0]
    assert made[1] == {"agency": 6_015, "tax": 2_002, "treasury": 1_000}
    assert made[2:] == ["1", "5", "0"]
    kinds = {row.number: row.kind.en for row in seen(lambda: c.differences(run))}
    assert [kinds[n] for n in numbers[1:]] == [
        "Collected, not yet passed on",
        "Paid in part",
        "Held: records do not agree",
        "Being debited, no answer yet",
        "The charge was cancelled",
    ]
    assert isinstance(c.compare({"a": c.side([]), "b": c.side([])}).differences, pl.DataFrame)
