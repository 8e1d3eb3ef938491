"""Size classes: the bounds' edges, the step down, and what can be said with numbers missing."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel import enterprise_size as size
from gongbao.law.errors import Refusal

DAY = date(2020, 8, 18)
WAN = 1_000_000  # ten thousand yuan in fen


def test_three_hundred_people_with_too_little_revenue_are_small() -> None:
    answer = size.classify("industry", 300, 1999 * WAN, None, DAY)
    assert answer.size == "small"
    assert [(each.measure, each.at_least) for each in answer.failing] == [("revenue", 2000 * WAN)]
    assert size.classify("industry", 300, 1999_00_00_00 + 9_999_99, None, DAY).size == "small"


@pytest.mark.parametrize(
    ("staff", "revenue", "expected"),
    [
        (1000, 40000, "large"),
        (999, 40000, "medium"),
        (1000, 39999, "medium"),
        (300, 2000, "medium"),
        (299, 2000, "small"),
        (20, 300, "small"),
        (19, 300, "micro"),
        (20, 299, "micro"),
        (5000, 299, "micro"),
        (5000, 300, "small"),
    ],
)
def test_industry_at_its_edges(staff: int, revenue: int, expected: str) -> None:
    assert size.classify("industry", staff, revenue * WAN, None, DAY).size == expected


def test_trades_without_staff_bounds_ignore_staff() -> None:
    assert size.classify("construction", None, 6000 * WAN, 5000 * WAN, DAY).size == "medium"
    assert size.classify("agriculture", None, 50 * WAN, None, DAY).size == "small"


def test_a_missing_number_matters_only_where_it_can_change_the_class() -> None:
    micro = size.classify("industry", 19, None, None, DAY)
    assert (micro.size, micro.missing) == ("micro", ())
    open_ = size.classify("industry", 300, None, None, DAY)
    assert (open_.size, open_.possible, open_.missing) == (None, ("micro", "small", "medium"), ("revenue",))
    assert open_.at_most_medium is True
    assert size.classify("industry", 1000, None, None, DAY).at_most_medium is None
    assert size.classify("industry", 1000, 40000 * WAN, None, DAY).at_most_medium is False


NUMBERS = st.none() | st.integers(0, 3000)
MONEY = st.none() | st.integers(0, 300_000).map(lambda wan: wan * WAN)


@given(st.sampled_from(sorted(size.TRADES)), NUMBERS, MONEY, MONEY)
def test_the_possible_classes_are_those_some_completion_gives(
    trade: str, staff: int | None, revenue: int | None, assets: int | None
) -> None:
    """Every way of filling in the missing numbers, tried at each bound and just under it."""
    edges = {each.measure: {0} for each in size.bounds(trade)}
    for each in size.bounds(trade):
        edges[each.measure] |= {each.at_least, each.at_least - 1}
    given_ = {"staff": staff, "revenue": revenue, "assets": assets}
    choices = [
        [given_[m]] if given_[m] is not None or m not in edges else sorted(edges[m])
        for m in ("staff", "revenue", "assets")
    ]
    reachable = {size.classify(trade, *numbers, DAY).size for numbers in product(*choices)}
    answer = size.classify(trade, staff, revenue, assets, DAY)
    assert set(answer.possible) == reachable
    assert answer.size == (next(iter(reachable)) if len(reachable) == 1 else None)


def literally(trade: str, numbers: dict[str, int]) -> str:
    """The standard's own words: a class needs all its bounds, else one class down."""
    for each in ("large", "medium", "small"):
        if all(numbers[b.measure] >= b.at_least for b in size.bounds(trade) if b.size == each):
            return each
    return "micro"


@given(
    st.sampled_from(sorted(size.TRADES)),
    st.integers(0, 3000),
    st.integers(0, 300_000),
    st.integers(0, 300_000),
)
def test_the_class_is_what_the_standard_says_word_for_word(
    trade: str, staff: int, revenue: int, assets: int
) -> None:
    answer = size.classify(trade, staff, revenue * WAN, assets * WAN, DAY)
    assert answer.size == literally(trade, {"staff": staff, "revenue": revenue * WAN, "assets": assets * WAN})


def test_bounds_from_memory_are_flagged() -> None:
    doubted = {(t, b.measure, b.size) for t in size.TRADES for b in size.bounds(t) if b.confidence == "C"}
    assert doubted == {
        ("leasing_business", "staff", "medium"),
        ("leasing_business", "assets", "medium"),
        ("other", "staff", "medium"),
    }
    assert size.classify("other", 100, None, None, DAY).confidence == "C"
    assert size.classify("other", 5, None, None, DAY).confidence == "B"


@pytest.mark.parametrize(
    ("code", "trade"),
    [("C", "industry"), ("1311", "industry"), ("I6510", "software_it"), ("591", "transport"), ("5920", "storage"), ("7020", "property_management"), ("86", "other"), ("J66", None), ("P83", None), ("70", None), ("8411", None)],
)  # fmt: skip
def test_trade_codes_map_to_trades(code: str, trade: str | None) -> None:
    assert size.trade_of(code) == trade


def test_what_cannot_be_classified_is_refused() -> None:
    with pytest.raises(Refusal, match="没有行业"):
        size.classify("finance", 1, 1, 1, DAY)
    with pytest.raises(Refusal, match="负数"):
        size.classify("industry", -1, None, None, DAY)
    with pytest.raises(Refusal, match="没有施行"):
        size.classify("industry", 300, None, None, date(2011, 6, 17))
    with pytest.raises(Refusal, match="行业代码"):
        size.trade_of("软件")
