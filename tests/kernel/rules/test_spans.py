"""Years made up of periods, one record for one item, and the earliest day: against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.rules.trees import BOOK, FACTS, GATHERING, LABEL, cases, half_as_many, rulings

from gongbao.kernel.calendar.years import completed_on, years_threshold
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.earliest import earliest
from gongbao.kernel.rules.question import Question, Ruling
from gongbao.kernel.rules.resolve import Day, Elapsed
from gongbao.kernel.rules.spans import NEVER, matched, served

ALWAYS = (date.min, date.min)
WAYS = ("same_day", "next_day", "march_first", "calendar_year")


def d(text: str) -> date:
    return date.fromisoformat(text)


def day_of(rows: list[tuple[str, str | None]], years: int, since: str = "0001-01-01", **more: object) -> date:
    periods = [(True, d(start), d(end) if end else None) for start, end in rows]
    low, high = served(periods, years, (d(since), d(since)), **more)  # type: ignore[arg-type]
    assert low == high
    return low


def test_five_years_without_a_break_are_full_on_the_corresponding_day() -> None:
    assert day_of([("2015-07-01", None)], 5) == d("2020-07-01")
    assert day_of([("2015-07-01", "2020-06-30")], 5) == d("2020-07-01")
    assert day_of([("2015-07-01", "2020-06-29")], 5) == NEVER


def test_work_begun_on_a_leap_day() -> None:
    assert day_of([("2016-02-29", None)], 1) == d("2017-02-28")
    assert day_of([("2016-02-29", None)], 1, way="march_first") == d("2017-03-01")
    assert day_of([("2016-02-29", None)], 4) == d("2020-02-29")
    assert day_of([("2016-02-29", None)], 1, way="next_day") == d("2017-03-01")
    assert day_of([("2016-12-31", None)], 1, way="calendar_year") == d("2017-01-01")


def test_overlaps_count_once_and_breaks_push_back_by_their_length() -> None:
    assert day_of([("2015-01-01", "2016-12-31"), ("2016-01-01", None)], 4) == d("2019-01-01")
    assert day_of([("2015-01-01", "2015-12-31"), ("2016-01-31", None)], 4) == d("2019-01-31")
    assert day_of([("2015-01-01", "2015-12-31"), ("2016-01-31", None)], 4, unbroken=True) == d("2020-01-31")


def test_only_what_comes_after_the_title_counts_and_no_years_are_full_at_once() -> None:
    assert day_of([("2010-01-01", None)], 5, since="2016-06-15") == d("2021-06-15")
    assert day_of([("2018-03-01", None)], 0, since="2016-06-15") == d("2018-03-01")
    assert day_of([("2010-01-01", "2012-01-01")], 0, since="2016-06-15") == NEVER


def test_what_is_not_known_leaves_bounds() -> None:
    assert served(None, 5, ALWAYS) == (None, None)
    assert served([], 5, ALWAYS) == (NEVER, NEVER)
    unsure = [(None, d("2015-07-01"), None), (True, d("2018-07-01"), None)]
    assert served(unsure, 5, ALWAYS) == (d("2020-07-01"), d("2023-07-01"))
    assert served([(True, d("2015-07-01"), None)], 5, (None, None)) == (d("2020-07-01"), None)


days = st.dates(date(2015, 1, 1), date(2021, 12, 31))


@given(st.lists(st.tuples(days, st.integers(0, 900)), max_size=5), days, st.integers(0, 4))
def test_counting_day_by_day(rows: list[tuple[date, int]], since: date, years: int) -> None:
    worked = {start + timedelta(days=i) for start, length in rows for i in range(length + 1)}
    worked = {day for day in worked if day >= since}
    periods = [(True, start, start + timedelta(days=length)) for start, length in rows]
    found = served(periods, years, (since, since))[0]
    if not worked:
        assert found == NEVER
        return
    need = (completed_on(min(worked), years) - min(worked)).days
    inside = sorted(worked)[:need]
    if need == 0:
        assert found == min(worked)
    else:
        assert found == (inside[-1] + timedelta(days=1) if len(inside) == need else NEVER)


@given(st.dates(date(2000, 1, 1), date(2024, 12, 31)), st.dates(date(2000, 1, 1), date(2040, 12, 31)),
       st.integers(0, 8), st.sampled_from(WAYS))  # fmt: skip
def test_the_threshold_is_the_exact_inverse(start: date, on: date, years: int, way: str) -> None:
    assert (completed_on(start, years, way) <= on) == (start <= years_threshold(on, years, way))  # type: ignore[arg-type]


@given(st.lists(st.lists(st.sampled_from((True, False, None)), min_size=3, max_size=3), max_size=4))
def test_matching_by_trying_every_order(rows: list[list[bool | None]]) -> None:
    def best(wanted: tuple[bool | None, ...]) -> int:
        tried = permutations(range(len(rows) + 3), 3)
        return max(
            sum(row < len(rows) and rows[row][item] in wanted for item, row in enumerate(order))
            for order in tried
        )

    assert matched(rows, 3) == (best((True,)), best((True, None)))


def test_two_papers_meet_one_item_only_and_one_fact_serves_one_item() -> None:
    assert matched([[True, False], [True, False]], 2) == (1, 1)
    assert matched([[True, True]], 2) == (1, 1)
    assert matched([[True, True], [True, False]], 2) == (2, 2)
    assert matched(None, 2) == (0, 2)


def test_time_alone_turns_the_answer_on_its_earliest_day() -> None:
    """Asked on its earliest day, where that is settled and the tree is monotone in time, the answer is yes; the day
    before it is no. The book says the same on every day since 2000, so nothing else changes between the two."""
    turned = set()

    @half_as_many
    @given(rulings(GATHERING))
    def ask(ruling: Ruling) -> None:
        whole = ruling.question
        question = Question("x/x", LABEL, _only_time(whole.condition), ("x/0",), BOOK, whole.all_readings)
        readings = {k: v for k, v in ruling.readings.items() if k in question.readings}
        at = question.at(ruling.on, readings)
        for case in cases(6, seed=7):
            answer = at.determine(case)
            low, high = earliest(at.condition, answer.run)
            if answer.truth is True:
                assert low <= ruling.on
            if answer.truth is False:
                assert high > ruling.on
            if low == high and d("2000-01-01") < low < NEVER and _monotone(at.condition):
                assert question.at(low, readings).determine(case).truth is True
                assert question.at(low - timedelta(days=1), readings).determine(case).truth is False
                turned.add((low, ruling.on < low))

    ask()
    assert {later for _, later in turned} == {True, False}, "no case was asked on its own earliest day"
    assert len({low for low, _ in turned}) > 1


def _monotone(part: Any) -> bool:
    """Whether the day stands only where `earliest` reads it: what was met stays met as time passes."""
    match part:
        case Elapsed(left=left) | n.Compare(left=left, op="<=", right=Day()):
            return not _timed(left)
        case n.Compare(left=Day(), op=">=", right=right):
            return not _timed(right)
        case n.All(parts=parts) | n.Any_(parts=parts) | n.AtLeast(parts=parts):
            return all(_monotone(each) for each in parts)
        case _:
            return not _timed(part)


def _timed(part: Any) -> bool:
    return any(isinstance(each, Day | Elapsed) for each in n.walk(part))


def _only_time(part: n.Condition) -> n.Condition:
    """The rule and one condition that waits for time, so that both kinds meet."""
    spells = FACTS["spells"]
    waits = n.Served(spells, spells["day"], spells["last"], spells["ok"], n.Const(1)) <= n.Today()
    return n.any_of(n.all_of(part, waits), n.FullYears(FACTS["day_0"], n.Const(1)))


@pytest.mark.parametrize("on", [date(2019, 1, 1), date(2025, 1, 1)])
def test_the_earliest_day_does_not_depend_on_the_day_asked(on: date) -> None:
    spells = FACTS["spells"]
    rule = n.Served(spells, spells["day"], spells["last"], spells["ok"], n.Const(5)) <= n.Today()
    question = Question("x/x", LABEL, rule.named("served", LABEL, "x/1"), ("x/1",), BOOK, routes=("served",))
    answer = question.at(on).determine({"spells": [{"day": date(2015, 7, 1), "last": None, "ok": True}]})
    assert answer.to_json()["earliest"] == "2020-07-01"
    assert answer.to_json()["routes"][0]["state"] == ("met" if on.year == 2025 else "not_met")
