"""Months as integers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar import month
from gongbao.law.errors import Refusal


def test_a_month_is_year_times_twelve_plus_month_less_one() -> None:
    assert month.month_of(date(2020, 7, 31)) == 2020 * 12 + 6
    assert month.parse("2020-07") == 2020 * 12 + 6
    assert month.parse("2020-12") + 1 == month.parse("2021-01")


@pytest.mark.parametrize(
    ("text", "last"), [("2020-02", 29), ("2021-02", 28), ("2020-12", 31), ("2021-04", 30), ("2100-02", 28)]
)
def test_first_and_last_day(text: str, last: int) -> None:
    found = month.parse(text)
    assert month.first_day(found).isoformat() == f"{text}-01"
    assert month.last_day(found).isoformat() == f"{text}-{last}"


def test_label_is_bilingual() -> None:
    assert month.label(month.parse("2020-07")) == ("2020年7月", "July 2020")


@pytest.mark.parametrize(
    "text", ["", "2020-13", "2020-00", "2020-7", "2020/07", "0000-01", "２０２０-07", "2020-07-01"]
)
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        month.parse(text)
    assert "2020-07" in refused.value.say()


@pytest.mark.parametrize("outside", [month.FIRST - 1, month.LAST + 1])
def test_months_outside_the_years_of_a_date_are_refused(outside: int) -> None:
    with pytest.raises(Refusal):
        month.first_day(outside)
    with pytest.raises(Refusal):
        month.last_day(outside)


def test_the_very_last_month() -> None:
    assert month.last_day(month.LAST) == date.max


@given(st.dates(max_value=date.max - timedelta(days=1)))
def test_every_day_lies_between_first_and_last_day(day: date) -> None:
    found = month.month_of(day)
    assert month.first_day(found) <= day <= month.last_day(found)
    assert month.parse(month.iso(found)) == found
    assert month.month_of(month.last_day(found) + timedelta(days=1)) == found + 1 or day.year == 9999
