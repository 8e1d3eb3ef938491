"""What was known when: the notices' table, the extension of 27 January 2020, years not yet proclaimed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongbao.kernel.calendar import Calendar, publicity
from gongbao.kernel.calendar.notices import Notice, table

BEFORE, AFTER = date(2020, 1, 26), date(2020, 1, 27)


def working(on: date | None, *days: date) -> list[bool]:
    calendar = Calendar.as_known(on)
    return [calendar.is_working_day(day) for day in days]


def test_spring_festival_2020_before_and_after_the_extension() -> None:
    days = [date(2020, 1, 30), date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2), date(2020, 2, 3)]
    assert working(BEFORE, *days) == [False, True, True, False, True]
    assert working(AFTER, *days) == [False, False, False, False, True]
    assert working(None, *days) == working(AFTER, *days)


def test_the_extension_changes_nothing_else() -> None:
    before, after = Calendar.as_known(BEFORE), Calendar.as_known(AFTER)
    year = [date(2020, 1, 1) + timedelta(days=n) for n in range(366)]
    changed = [day for day in year if before.is_working_day(day) != after.is_working_day(day)]
    assert changed == [date(2020, 1, 31), date(2020, 2, 1)]
    assert before.is_working_day(date(2020, 1, 19))
    assert after.is_working_day(date(2020, 1, 19))


def test_a_deadline_computed_before_and_after_differs_and_each_was_right() -> None:
    published = date(2020, 1, 21)
    assert publicity(published, 5, calendar=Calendar.as_known(BEFORE)).due == date(2020, 2, 3)
    assert publicity(published, 5, calendar=Calendar.as_known(AFTER)).due == date(2020, 2, 5)
    assert Calendar.as_known(AFTER).describe(date(2020, 2, 1)).paper == "国办发明电〔2020〕1号"


@pytest.mark.parametrize(
    ("year", "known_from"),
    [
        (2020, date(2019, 11, 21)),
        (2021, date(2020, 11, 25)),
        (2022, date(2021, 10, 25)),
        (2023, date(2022, 12, 8)),
        (2024, date(2023, 10, 25)),
        (2025, date(2024, 11, 12)),
        (2026, date(2025, 11, 4)),
    ],
)
def test_a_year_is_provisional_until_its_notice_is_published(year: int, known_from: date) -> None:
    new_year = date(year, 1, 1)
    assert Calendar.as_known(known_from - timedelta(days=1)).provisional(new_year)
    assert not Calendar.as_known(known_from).provisional(new_year)


def test_years_without_a_notice_have_their_statutory_days_and_stay_provisional() -> None:
    calendar = Calendar.as_known()
    statutory = [
        *(date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 4, 5), date(2027, 5, 1)),
        *(date(2027, 5, 2), date(2027, 6, 9), date(2027, 9, 15), date(2027, 10, 1), date(2027, 10, 3)),
    ]
    assert not any(calendar.is_working_day(day) for day in statutory)
    assert calendar.is_working_day(date(2027, 2, 9))
    assert calendar.provisional(date(2027, 2, 9))
    assert calendar.provisional(date(2026, 12, 31), date(2027, 1, 4))
    assert not calendar.provisional(date(2026, 12, 31))
    assert not calendar.is_working_day(date(2031, 10, 1))
    assert not calendar.is_working_day(date(2029, 5, 2))
    assert calendar.describe(date(2027, 6, 9)).paper == ""


def test_the_second_of_may_is_statutory_only_from_2025() -> None:
    early = Calendar.as_known(date(2019, 1, 1))
    assert early.is_working_day(date(2023, 5, 2))  # a Tuesday
    assert not early.is_working_day(date(2025, 5, 2))  # a Friday


def test_before_its_notice_a_make_up_day_is_an_ordinary_weekend() -> None:
    assert working(date(2020, 11, 24), date(2021, 2, 7)) == [False]
    assert working(date(2020, 11, 25), date(2021, 2, 7)) == [True]


@pytest.mark.parametrize("notice", table().notices, ids=lambda notice: notice.paper)
def test_each_notice_is_sound(notice: Notice) -> None:
    rest = [day for holiday in notice.rest for day in holiday.days()]
    assert rest
    assert len(rest) == len(set(rest))
    assert not set(rest) & set(notice.working)
    assert all(day.weekday() >= 5 for day in notice.working)
    assert {day.year for day in notice.working} <= {notice.year}
    assert notice.known_from.year in (notice.year - 1, notice.year)
    assert notice.confidence == "A"
    assert notice.source
    assert all(holiday.name.zh and holiday.name.en for holiday in notice.rest)
