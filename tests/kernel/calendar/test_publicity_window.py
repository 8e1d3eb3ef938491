"""Publicity periods day by day, as the status page shows them."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar import DayKind, publicity


def test_over_national_day_2020() -> None:
    window = publicity(date(2020, 9, 28), 5)
    strip = [(f"{day.date:%m-%d}", day.kind.value, day.number) for day in window.days]
    assert strip == [
        ("09-28", "published", 0),
        ("09-29", "counted", 1),
        ("09-30", "counted", 2),
        *((f"10-0{n}", "rest", 0) for n in range(1, 9)),
        ("10-09", "counted", 3),
        ("10-10", "counted", 4),
        ("10-11", "rest", 0),
        ("10-12", "due", 5),
    ]
    assert window.days[3].reason.zh == "国庆节、中秋节放假"
    assert window.days[-3].reason.zh == "调休上班"
    assert window.due == date(2020, 10, 12)
    assert window.first_free_day == date(2020, 10, 13)
    assert window.deadline.clause == "neng-2020-6/3.2.b"


def test_published_on_a_make_up_sunday() -> None:
    window = publicity(date(2020, 9, 27), 5)
    assert window.due == date(2020, 10, 10)
    assert window.days[0].reason.zh == "调休上班"
    assert window.first_free_day == date(2020, 10, 11)  # a Sunday: free in law, though nobody works


def test_published_on_friday_five_working_days_end_next_friday() -> None:
    window = publicity(date(2020, 11, 20), 5)
    assert window.due == date(2020, 11, 27)
    assert window.counted(date(2020, 11, 20)) == 0
    assert window.counted(date(2020, 11, 25)) == 3
    assert window.counted(date(2020, 12, 31)) == 5
    assert not window.is_over(date(2020, 11, 27))
    assert window.is_over(date(2020, 11, 28))


@pytest.mark.parametrize("published", [date(2020, 11, 20), date(2020, 11, 21), date(2020, 11, 22)])
def test_friday_and_weekend_publication_end_alike(published: date) -> None:
    assert publicity(published, 5).due == date(2020, 11, 27)


@given(st.dates(date(2020, 1, 1), date(2026, 10, 31)), st.integers(1, 20))
def test_the_strip_is_complete_and_right(published: date, n: int) -> None:
    window = publicity(published, n)
    dates = [day.date for day in window.days]
    assert dates == [published + timedelta(days=k) for k in range(len(dates))]
    assert [day.number for day in window.days if day.number] == list(range(1, n + 1))
    assert [day.kind for day in window.days].count(DayKind.DUE) == 1
    assert window.days[-1].date == window.due == window.first_free_day - timedelta(days=1)
    for day in window.days[1:]:
        assert (day.kind is not DayKind.REST) == chinese_calendar.is_workday(day.date)
        assert bool(day.reason.zh) or day.kind is not DayKind.REST
