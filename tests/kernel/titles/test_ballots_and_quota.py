"""Quorum, passing and shares, boundaries first; the count equals the ballots whoever came, left or was late."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.ballots import CHOICES, Hall, Terms, count, require_quorum
from gongbao.kernel.quota import at_least, at_most, more_than, panel_faults, share
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

TWO_THIRDS = Fraction(2, 3)
TERMS = Terms(TWO_THIRDS, TWO_THIRDS)


@pytest.mark.parametrize(("members", "least"), [(25, 17), (24, 16), (11, 8), (9, 6), (5, 4), (3, 2), (1, 1)])
def test_two_thirds_of_the_members_must_attend(members: int, least: int) -> None:
    assert TERMS.quorum(members) == least
    require_quorum(TERMS, Hall(members, least))
    with pytest.raises(Refusal) as refused:
        require_quorum(TERMS, Hall(members, least - 1), "gong-2020-17/art.3.4.3.s3")
    assert f"至少要到{least}人" in refused.value.what.zh


@pytest.mark.parametrize(
    ("base", "strict", "needed"),
    [("present", False, 15), ("present", True, 15), ("members", False, 17), ("members", True, 17)],
)
def test_the_design_s_example_of_22_voters_in_25(base: str, strict: bool, needed: int) -> None:
    assert Terms(TWO_THIRDS, TWO_THIRDS, base, strict).needed(25, 22) == needed  # type: ignore[arg-type]


def test_strictness_matters_where_the_share_is_a_whole_number() -> None:
    hall = Hall(9, 9)
    six = ["for"] * 6 + ["against"] * 3
    assert count(six, TERMS, hall).passed
    assert not count(six, Terms(TWO_THIRDS, TWO_THIRDS, strict=True), hall).passed
    assert count(["for"] * 7, Terms(TWO_THIRDS, TWO_THIRDS, strict=True), hall).passed


def test_a_ballot_not_cast_is_no_vote_in_favour() -> None:
    result = count(["for"] * 5, TERMS, Hall(9, 9, 1))
    assert (result.for_, result.uncast, result.needed, result.passed) == (5, 3, 6, False)


def test_recusal_makes_the_base_smaller_but_not_the_quorum() -> None:
    hall = Hall(9, 6, 1)
    require_quorum(TERMS, hall)
    assert count(["for"] * 4 + ["against"], TERMS, hall).passed


def test_more_ballots_than_voters_and_unknown_marks_are_refused() -> None:
    with pytest.raises(Refusal, match="多于"):
        count(["for"] * 3, TERMS, Hall(3, 3, 1))
    with pytest.raises(Refusal, match="无法辨认"):
        count(["yes"], TERMS, Hall(3, 3))
    with pytest.raises(Refusal, match="不对"):
        Hall(3, 4)


@given(
    st.integers(1, 60).flatmap(
        lambda members: st.tuples(
            st.just(members), st.integers(0, members).flatmap(lambda here: st.tuples(st.just(here), st.integers(0, here)))
        )
    ),
    st.data(),
)  # fmt: skip
def test_the_count_equals_the_ballots(hall_of: tuple[int, tuple[int, int]], data: st.DataObject) -> None:
    members, (attending, recused) = hall_of
    hall = Hall(members, attending, recused)
    ballots = data.draw(st.lists(st.sampled_from(sorted(CHOICES)), max_size=hall.voting))
    result = count(ballots, TERMS, hall)
    assert (result.for_, result.against, result.abstained) == tuple(ballots.count(each) for each in CHOICES)
    assert result.cast + result.uncast == hall.voting
    assert result.passed == (3 * result.for_ >= 2 * hall.voting and result.for_ > 0)
    assert count(reversed(ballots), TERMS, hall) == result


@given(st.fractions(0, 1), st.integers(0, 500))
def test_shares_are_exact(part: Fraction, of: int) -> None:
    assert at_least(part, of) >= part * of > at_least(part, of) - 1
    assert more_than(part, of) > part * of >= more_than(part, of) - 1
    assert at_most(part, of) <= part * of < at_most(part, of) + 1


@pytest.mark.parametrize("wrong", ["3/2", "-1/3", "many", "1/0"])
def test_a_share_outside_its_bounds_is_refused(wrong: str) -> None:
    with pytest.raises(Refusal, match="比例"):
        share(wrong)


def test_a_panel_s_faults() -> None:
    administrators = Text("行政人员", "administrators")
    rule = {"least": 5, "most": 11, "odd": True, "kind_share": Fraction(1, 3), "kind": administrators}
    assert panel_faults(9, of_kind=3, **rule) == []  # type: ignore[arg-type]
    assert [each.zh for each in panel_faults(9, of_kind=4, **rule)] == ["行政人员最多3人，现为4人"]  # type: ignore[arg-type]
    assert [each.zh for each in panel_faults(4, of_kind=2, **rule)] == [  # type: ignore[arg-type]
        "至少5人，现为4人", "人数应为单数，现为4人", "行政人员最多1人，现为2人",
    ]  # fmt: skip
    assert [each.zh for each in panel_faults(13, **rule)] == ["最多11人，现为13人"]  # type: ignore[arg-type]
