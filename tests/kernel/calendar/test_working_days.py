"""Working days: every proclaimed day against an independent package, counting against walking day by day."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.calendar.month import month_of
from gongbao.law.errors import Refusal

DAY = timedelta(days=1)
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
ALL_DAYS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
proclaimed = st.dates(FIRST, LAST)


def walk(day: date, n: int) -> date:
    """The n-th working day after (before) `day`, found by asking the oracle day by day."""
    step = DAY if n > 0 else -DAY
    while n:
        day += step
        if chinese_calendar.is_workday(day):
            n -= 1 if n > 0 else -1
    return day


def test_every_proclaimed_day_agrees_with_the_independent_package() -> None:
    calendar = Calendar.as_known()
    differing = [d for d in ALL_DAYS if calendar.is_working_day(d) != chinese_calendar.is_workday(d)]
    assert len(ALL_DAYS) == 2557
    assert differing == []


@pytest.mark.parametrize(
    ("year", "days"),
    [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_working_days_of_a_year(year: int, days: int) -> None:
    calendar = Calendar.as_known()
    assert len(calendar.working_days(date(year, 1, 1), date(year, 12, 31))) == days
    assert calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_the_first_working_day_after_a_holiday_day_is_not_the_second() -> None:
    calendar = Calendar.as_known()
    assert calendar.add_working_days(date(2020, 10, 4), 1) == date(2020, 10, 9)
    assert calendar.add_working_days(date(2020, 10, 4), 2) == date(2020, 10, 10)


def test_neighbours_of_a_working_day_and_of_a_rest_day() -> None:
    calendar = Calendar.as_known()
    friday, saturday, monday = date(2020, 11, 20), date(2020, 11, 21), date(2020, 11, 23)
    assert calendar.next_working_day(friday) == calendar.next_working_day(saturday) == monday
    assert calendar.previous_working_day(monday) == calendar.previous_working_day(saturday) == friday
    assert (calendar.on_or_after(friday), calendar.on_or_after(saturday)) == (friday, monday)
    assert (calendar.on_or_before(monday), calendar.on_or_before(saturday)) == (monday, friday)
    assert calendar.add_working_days(saturday, 0) == saturday


def test_reasons_name_the_holiday_and_the_paper() -> None:
    calendar = Calendar.as_known()
    holiday = calendar.describe(date(2020, 10, 4))
    assert (holiday.reason.zh, holiday.paper) == ("国庆节、中秋节放假", "国办发明电〔2019〕16号")
    assert calendar.describe(date(2020, 10, 10)).reason.zh == "调休上班"
    assert calendar.describe(date(2020, 11, 21)).reason.zh == "周末"
    assert calendar.describe(date(2020, 11, 20)).reason.zh == ""
    assert calendar.describe(date(2020, 10, 10)).as_json() == {
        "date": "2020-10-10",
        "working": True,
        "reason": "调休上班",
        "reason_en": "make-up working day",
        "paper": "国办发明电〔2019〕16号",
        "provisional": False,
    }


@given(proclaimed, st.integers(-60, 60))
def test_adding_agrees_with_walking(day: date, n: int) -> None:
    slack = 20 * DAY
    assume(day + 2 * n * DAY > FIRST + slack and day + 2 * n * DAY < LAST - slack)
    assert Calendar.as_known().add_working_days(day, n) == walk(day, n)


@given(proclaimed, proclaimed)
def test_between_agrees_with_counting(start: date, end: date) -> None:
    calendar = Calendar.as_known()
    counted = [
        d for d in ALL_DAYS if (start < d <= end or end <= d < start) and chinese_calendar.is_workday(d)
    ]
    expected = len(counted) if start <= end else -len(counted)
    assert calendar.working_days_between(start, end) == expected


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-500, 500))
def test_between_undoes_adding(day: date, n: int) -> None:
    calendar = Calendar.as_known()
    assert calendar.working_days_between(day, calendar.add_working_days(day, n)) == n


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
def test_rest_days_and_working_days_make_up_every_span(first: date, length: int) -> None:
    calendar, last = Calendar.as_known(), first + length * DAY
    rest = [day for day, _ in calendar.rest_days(first, last)]
    assert len(rest) + len(calendar.working_days(first, last)) == length + 1
    assert not any(calendar.is_working_day(day) for day in rest)


@pytest.mark.parametrize(
    ("month", "last"),
    [((2020, 12), 31), ((2021, 1), 29), ((2021, 2), 26), ((2022, 1), 30), ((2022, 4), 29), ((2024, 9), 30)],
)
def test_last_working_day_of_a_month(month: tuple[int, int], last: int) -> None:
    year, number = month
    found = Calendar.as_known().last_working_day(month_of(date(year, number, 1)))
    assert found == date(year, number, last)


def test_counting_beyond_the_calendar_is_refused_but_asking_is_not() -> None:
    calendar = Calendar.as_known()
    with pytest.raises(Refusal):
        calendar.add_working_days(date(2099, 12, 30), 30)
    with pytest.raises(Refusal):
        calendar.add_working_days(date(1980, 1, 3), -30)
    with pytest.raises(Refusal):
        calendar.working_days_between(date(2099, 1, 1), date(2100, 1, 1))
    assert calendar.is_working_day(date(2150, 1, 5))
    assert calendar.provisional(date(2150, 1, 5))
