"""Money: exact reading, capitals held to cn2an, rounding by name."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel import money
from gongbao.law.errors import Refusal

FEN = st.integers(-(10**17) + 1, 10**17 - 1)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1540", 154_000),
        ("1540.5", 154_050),
        ("1,540.50", 154_050),
        ("￥１，５４０．５０元", 154_050),
        ("-0.01", -1),
        (" 300 000 ", 30_000_000),
        (1540, 154_000),
        (Decimal("0.07"), 7),
    ],
)
def test_amounts_are_read_exactly(written: str | int | Decimal, fen: int) -> None:
    assert money.yuan(written) == fen


@pytest.mark.parametrize(
    "written",
    ["", "十元", "1.234", "1,54", "1540.", "1e5", ".5", "1 5 4 0 a", "5万", 0.1, True, None, "9" * 16],
)
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(Refusal):
        money.yuan(written)  # type: ignore[arg-type]


def test_a_fraction_of_a_fen_is_named_as_such() -> None:
    with pytest.raises(Refusal, match="分以下"):
        money.yuan("1.005")


@given(FEN)
def test_shown_amounts_read_back(fen: int) -> None:
    assert money.yuan(money.format_yuan(fen)) == fen


def test_whole_yuan_are_shown_without_decimals() -> None:
    assert [money.format_yuan(each) for each in (154_000, 154_050, -5, 0)] == [
        "1,540",
        "1,540.50",
        "-0.05",
        "0",
    ]


@given(st.integers(1, 10**17 - 1))
def test_capitals_agree_with_an_independent_library(fen: int) -> None:
    theirs = cn2an.an2cn(f"{Decimal(fen) / 100:f}", "rmb")
    # Where the whole group of ten thousands is empty the standard allows a 零 and the library leaves it out.
    assert money.in_words(fen).replace("亿零", "亿") == theirs.replace("亿零", "亿")


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (154_050, "壹仟伍佰肆拾元伍角"),
        (30_000_000, "叁拾万元整"),
        (100_500_105, "壹佰万伍仟零壹元零伍分"),
        (10_000_543_000, "壹亿零伍仟肆佰叁拾元整"),
        (5, "伍分"),
        (-100, "负壹元整"),
    ],
)
def test_capitals(fen: int, words: str) -> None:
    assert money.in_words(fen) == words


@given(st.integers(-(10**12), 10**12), st.integers(0, 1000), st.integers(1, 1000))
def test_half_up_is_the_nearest_fen_and_halves_go_away_from_zero(fen: int, part: int, whole: int) -> None:
    exact = Fraction(fen * part, whole)
    got = money.share_half_up(fen, part, whole)
    assert abs(got - exact) <= Fraction(1, 2)
    if abs(got - exact) == Fraction(1, 2):
        assert abs(got) > abs(exact)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any))
def test_apportioned_shares_add_up_and_stay_within_one_fen(fen: int, weights: list[int]) -> None:
    shares = money.apportion(fen, weights)
    assert sum(shares) == fen
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(fen * weight, sum(weights))) < 1
