"""Full years around 29 February and their exact inverse (民法典第202条)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongbao.kernel.calendar import add_months, add_years, completed_years, years_threshold
from gongbao.law.errors import Refusal


@pytest.mark.parametrize(
    ("start", "on", "years"),
    [
        (date(2020, 2, 29), date(2021, 2, 27), 0),
        (date(2020, 2, 29), date(2021, 2, 28), 1),
        (date(2020, 2, 29), date(2024, 2, 28), 3),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
        (date(2019, 2, 28), date(2020, 2, 28), 1),
        (date(2019, 3, 1), date(2020, 2, 29), 0),
        (date(2019, 8, 18), date(2020, 8, 17), 0),
        (date(2019, 8, 18), date(2020, 8, 18), 1),
        (date(2020, 8, 18), date(2020, 8, 18), 0),
        (date(2020, 8, 19), date(2020, 8, 18), -1),
    ],
)
def test_completed_years(start: date, on: date, years: int) -> None:
    assert completed_years(start, on) == years


@pytest.mark.parametrize(
    ("on", "years", "latest"),
    [
        (date(2021, 2, 28), 1, date(2020, 2, 29)),
        (date(2021, 2, 28), 2, date(2019, 2, 28)),
        (date(2024, 2, 28), 4, date(2020, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2020, 12, 31), 16, date(2004, 12, 31)),
        (date(2020, 8, 18), 0, date(2020, 8, 18)),
    ],
)
def test_latest_start_with_full_years(on: date, years: int, latest: date) -> None:
    assert years_threshold(on, years) == latest


def test_threshold_is_the_exact_inverse_on_every_day_of_a_leap_cycle() -> None:
    for n in range(4 * 366):
        on = date(2019, 1, 1) + timedelta(days=n)
        for years in range(-2, 67):
            latest = years_threshold(on, years)
            assert completed_years(latest, on) >= years
            assert completed_years(latest + timedelta(days=1), on) < years


def test_threshold_over_a_century_without_leap_day() -> None:
    assert years_threshold(date(1900, 2, 28), 4) == date(1896, 2, 29)
    assert years_threshold(date(2100, 2, 28), 96) == date(2004, 2, 29)
    assert completed_years(date(1896, 2, 29), date(1900, 2, 28)) == 4


def test_completed_years_never_falls_as_time_passes_and_steps_on_the_anniversary() -> None:
    for n in range(4 * 366):
        start = date(2019, 1, 1) + timedelta(days=n)
        for years in range(9):
            anniversary = add_years(start, years)
            assert completed_years(start, anniversary) == years
            assert completed_years(start, anniversary - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2020, 8, 31), 6, date(2021, 2, 28)),
        (date(2020, 8, 31), -6, date(2020, 2, 29)),
        (date(2020, 8, 18), 6, date(2021, 2, 18)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_beyond_the_years_of_a_date_is_refused() -> None:
    with pytest.raises(Refusal):
        add_years(date(2020, 1, 1), 9000)
    with pytest.raises(Refusal):
        years_threshold(date(2020, 1, 1), 3000)
