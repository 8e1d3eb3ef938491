"""Clocks that stand still: the due day moves by the working days of the pauses, no more."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar import Pause, moved_due, remaining
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

START = date(2020, 11, 20)  # a Friday; five working days end on Friday the 27th
CORRECTION = Text("等待补正", "awaiting correction")


def test_without_pauses_nothing_moves() -> None:
    moved = moved_due(START, 5, [])
    assert moved.before == moved.after
    assert moved.after.due == date(2020, 11, 27)
    assert moved.paused == ()


def test_a_pause_moves_the_due_day_by_its_working_days_and_is_explained() -> None:
    moved = moved_due(START, 5, [Pause(date(2020, 11, 25), date(2020, 11, 29), CORRECTION)])
    assert moved.before.due == date(2020, 11, 27)
    assert moved.after.due == date(2020, 12, 2)
    assert [day.date.day for day in moved.paused] == [25, 26, 27]
    assert {day.reason for day in moved.paused} == {CORRECTION}
    assert [day.date.day for day in moved.after.skipped] == [21, 22, 25, 26, 27, 28, 29]


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        (date(2020, 11, 27), date(2020, 11, 27), date(2020, 11, 30)),  # on the due day itself
        (date(2020, 11, 28), date(2020, 12, 3), date(2020, 11, 27)),  # the day after: too late to matter
        (date(2020, 11, 28), date(2020, 11, 29), date(2020, 11, 27)),  # a weekend
        (date(2020, 11, 10), date(2020, 11, 20), date(2020, 11, 27)),  # over when the clock starts
        (date(2020, 11, 10), date(2020, 11, 23), date(2020, 11, 30)),  # begun before the clock
    ],
)
def test_edges_of_a_pause(first: date, last: date, due: date) -> None:
    assert moved_due(START, 5, [Pause(first, last)]).after.due == due


def test_overlapping_pauses_count_once_and_a_second_may_lie_in_the_moved_part() -> None:
    overlapping = [
        Pause(date(2020, 11, 24), date(2020, 11, 25)),
        Pause(date(2020, 11, 25), date(2020, 11, 26)),
    ]
    assert moved_due(START, 5, overlapping).after.due == date(2020, 12, 2)
    chained = [Pause(date(2020, 11, 27), date(2020, 11, 27)), Pause(date(2020, 11, 30), date(2020, 12, 1))]
    assert moved_due(START, 5, chained).after.due == date(2020, 12, 2)


def test_an_open_pause_leaves_the_end_unknown() -> None:
    open_pause = [Pause(date(2020, 11, 25), None, CORRECTION)]
    with pytest.raises(Refusal):
        moved_due(START, 5, open_pause)
    seen = remaining(START, 5, open_pause, date(2020, 12, 31))
    assert (seen.used, seen.left, seen.standing, seen.moved) == (2, 3, True, None)
    assert moved_due(START, 5, [Pause(date(2020, 11, 28), None)]).after.due == date(2020, 11, 27)


def test_remaining_counts_what_has_run() -> None:
    pauses = [Pause(date(2020, 11, 25), date(2020, 11, 26))]
    seen = {on.day: remaining(START, 5, pauses, on) for on in (date(2020, 11, n) for n in range(19, 31))}
    assert [seen[day].left for day in range(19, 31)] == [5, 5, 5, 5, 4, 3, 3, 3, 2, 2, 2, 1]
    assert [day for day in seen if seen[day].standing] == [25, 26]
    assert seen[25].moved == moved_due(START, 5, pauses)
    after = remaining(START, 5, pauses, date(2021, 5, 1))
    assert (after.used, after.left, after.standing) == (5, 0, False)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    wrong = [Pause(date(2020, 11, 26), date(2020, 11, 25))]
    with pytest.raises(Refusal):
        moved_due(START, 5, wrong)
    with pytest.raises(Refusal):
        remaining(START, 5, wrong, START)


starts = st.dates(date(2020, 1, 1), date(2025, 12, 31))
spans = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 25)), max_size=4)


@given(starts, st.integers(1, 20), spans)
def test_agrees_with_walking_day_by_day(start: date, days: int, raw: list[tuple[int, int]]) -> None:
    pauses = [
        Pause(start + timedelta(days=first), start + timedelta(days=first + length)) for first, length in raw
    ]
    day, left = start, days
    while left:
        day += timedelta(days=1)
        held = any(pause.first <= day <= pause.last for pause in pauses if pause.last)
        left -= chinese_calendar.is_workday(day) and not held
    moved = moved_due(start, days, pauses)
    assert moved.after.due == day
    assert remaining(start, days, pauses, day).left == 0
    assert remaining(start, days, pauses, day - timedelta(days=1)).left == 1
