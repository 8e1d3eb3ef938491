"""Days of the measures: filing periods of a year, ten-day periods with their limits, the first day of certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.calendar.deadline import Deadline
from gongbao.kernel.calendar.tax import ten_day_period, ten_day_plus_5, ten_day_remittance
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.rules import BOOK, READINGS

NAMES = (Text("上旬", "1st to 10th"), Text("中旬", "11th to 20th"), Text("下旬", "21st to month end"))


@dataclass(frozen=True)
class Period:
    """A ten-day period: first and last day, and the limits of filing and remittance under the reading in use."""

    first: date
    last: date
    filing: Deadline
    remittance: Deadline

    @property
    def name(self) -> Text:
        """Such as 2021年2月上旬."""
        part = NAMES[min((self.first.day - 1) // 10, 2)]
        return Text(f"{self.first.year}年{self.first.month}月{part.zh}", f"{self.first:%B %Y}, {part.en}")

    @property
    def code(self) -> str:
        """The period's first day without dashes: its name in numbers of filings."""
        return f"{self.first:%Y%m%d}"


def period_of(day: date, *, reading: str | None = None, calendar: Calendar | None = None) -> Period:
    """The ten-day period of a day with its limits; `reading` as in ``ten_day_holidays``."""
    chosen = reading or READINGS["ten_day_holidays"].default
    first, last = ten_day_period(day)
    return Period(
        first,
        last,
        ten_day_plus_5(day, reading=chosen, calendar=calendar),
        ten_day_remittance(day, reading=chosen, calendar=calendar),
    )


def filing_last_day(tax_year: int) -> date:
    """The last day of a year's filing period; the late fee counts from the day after."""
    value = BOOK["filing_period_end"].at(date(tax_year, 1, 1)).value
    return date.fromisoformat(f"{tax_year}-{value}")


def tenth_after(paid_on: date) -> date:
    """The day of the next month (the 10th) after which a certificate can be had."""
    following = (paid_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    day = BOOK["certificate_day"].at(paid_on).value
    assert isinstance(day, int)
    return following.replace(day=day)
