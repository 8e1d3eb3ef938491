"""Tax deadlines against the authority's own: 72 monthly ones, and the ten-day periods of vehicle tax."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.calendar.month import first_day, month_of, parse
from gongbao.kernel.calendar.tax import (
    extended,
    long_rest,
    month_15,
    ten_day_period,
    ten_day_plus_5,
    ten_day_remittance,
)
from gongbao.law.errors import Refusal

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "monthly_tax_deadlines.yaml").read_text(encoding="utf-8")
)
OFFICIAL = [
    date(year, number, day)
    for year, row in DATA["years"].items()
    for number, day in enumerate(row["days"], start=1)
]
PERIODS = [date(year, m, day) for year in range(2021, 2027) for m in range(1, 13) for day in (1, 11, 21)]


def test_the_table_is_complete() -> None:
    assert len(OFFICIAL) == 72
    assert len(PERIODS) == 216


@pytest.mark.parametrize("official", OFFICIAL, ids=str)
def test_monthly_deadline_is_the_authoritys(official: date) -> None:
    found = month_15(month_of(official))
    assert (found.due, found.late_after, found.provisional) == (official, official, False)


def test_plain_rolling_reaches_only_44_of_the_72() -> None:
    right = [day for day in OFFICIAL if month_15(month_of(day), reading="roll").due == day]
    assert len(right) == 44


@pytest.mark.parametrize("row", DATA["ten_day_2021"], ids=lambda row: str(row[0]))
def test_ten_day_periods_of_2021_where_the_readings_differ(row: list[date]) -> None:
    first, last, declare, declare_109, remit, remit_109 = row
    assert ten_day_period(first) == ten_day_period(last) == (first, last)
    for day in (first, last):
        declaring, remitting = ten_day_plus_5(day), ten_day_remittance(day)
        assert (declaring.due, declaring.late_after) == (declare, declare_109)
        assert (remitting.due, remitting.late_after) == (remit, remit_109)
        assert ten_day_plus_5(day, reading="roll").late_after == declare
        assert ten_day_remittance(day, reading="roll").late_after == remit


def test_33_ten_day_periods_differ_and_6_of_them_in_2021() -> None:
    differing = [
        day
        for day in PERIODS
        for declaring, remitting in [(ten_day_plus_5(day), ten_day_remittance(day))]
        if not remitting.provisional
        and (declaring.due != declaring.late_after or remitting.due != remitting.late_after)
    ]
    assert len(differing) == 33
    assert [day for day in differing if day.year == 2021] == [row[0] for row in DATA["ten_day_2021"]]


def test_the_last_period_of_2026_is_provisional() -> None:
    assert ten_day_plus_5(date(2026, 12, 31)).provisional
    assert not ten_day_plus_5(date(2026, 12, 20)).provisional


def test_a_plain_period_ends_on_its_fifth_day() -> None:
    found = ten_day_plus_5(date(2021, 3, 3))
    assert (found.due, found.late_after, found.skipped) == (date(2021, 3, 15), date(2021, 3, 15), ())
    assert found.clause == "tax-2020-9/8"
    assert ten_day_remittance(date(2021, 3, 3)).clause == "tax-2020-9/8.a"


def test_a_make_up_saturday_is_a_working_day_for_declaring() -> None:
    assert ten_day_remittance(date(2021, 2, 1)).due == date(2021, 2, 20)  # Saturday, worked


def test_two_rest_days_inside_extend_nothing_three_do() -> None:
    calendar = Calendar.as_known()
    assert long_rest(calendar, date(2021, 4, 1), date(2021, 4, 4)) == ()
    assert len(long_rest(calendar, date(2021, 4, 1), date(2021, 4, 5))) == 3
    assert extended(calendar, date(2021, 4, 1), date(2021, 4, 4)) == date(2021, 4, 6)
    assert extended(calendar, date(2021, 4, 1), date(2021, 4, 5)) == date(2021, 4, 8)


def test_the_extension_is_explained_by_the_days_that_caused_it() -> None:
    found = month_15(parse("2021-10"))
    inside = [day.date for day in found.skipped if day.date <= date(2021, 10, 15)]
    assert inside == [date(2021, 10, n) for n in range(1, 8)]
    assert found.due == date(2021, 10, 26)


def test_an_unknown_reading_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="art109"):
        month_15(parse("2021-10"), reading="art110")


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.booleans())
def test_art_109_never_ends_before_plain_rolling_and_both_are_working_days(day: date, remit: bool) -> None:
    found = (ten_day_remittance if remit else ten_day_plus_5)(day)
    calendar = Calendar.as_known()
    assert found.due <= found.late_after
    assert calendar.is_working_day(found.due)
    assert calendar.is_working_day(found.late_after)
    assert not any(calendar.is_working_day(skipped.date) for skipped in found.skipped)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_exactly_one_ten_day_period(day: date) -> None:
    first, last = ten_day_period(day)
    assert first <= day <= last
    assert first.day in (1, 11, 21)
    assert last.day in (10, 20) or last == day.replace(day=last.day)
    assert ten_day_period(first) == ten_day_period(last) == (first, last)
    assert first_day(month_of(day)) <= first
