"""The State Council's holiday notices as dated values, read from days.yaml on first use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gongbao.law.text import Text


class Holiday(NamedTuple):
    """Consecutive rest days of one holiday, both ends counted."""

    name: Text
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each of its days."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the year it arranges, the paper's number, the day it became known, what it says."""

    year: int
    paper: str
    known_from: date
    confidence: str
    source: str
    rest: tuple[Holiday, ...]
    working: tuple[date, ...]


class Recurring(NamedTuple):
    """Statutory days that fall on the same date every year from `from_year` on."""

    name: Text
    month: int
    days: tuple[int, ...]
    from_year: int


@dataclass(frozen=True, slots=True)
class Table:
    """All notices in the order they became known, and the statutory days for years without one."""

    notices: tuple[Notice, ...]
    recurring: tuple[Recurring, ...]
    computed: tuple[Holiday, ...]

    def known(self, on: date | None) -> int:
        """How many of the notices were known on a day (all of them for None)."""
        return sum(on is None or notice.known_from <= on for notice in self.notices)

    def statutory(self, year: int) -> Iterator[tuple[date, Text]]:
        """The statutory days of a year as far as they can be told without a notice."""
        for rule in self.recurring:
            if year >= rule.from_year:
                yield from ((date(year, rule.month, day), rule.name) for day in rule.days)
        for holiday in self.computed:
            if holiday.first.year == year:
                yield from ((day, holiday.name) for day in holiday.days())


@cache
def table() -> Table:
    """The project's table of notices and statutory days."""
    import yaml

    from gongbao.law.yamlfile import FAST

    with Path(__file__).with_name("days.yaml").open(encoding="utf-8") as stream:
        raw: dict[str, Any] = yaml.load(stream, Loader=FAST)
    statutory = raw["statutory"]
    return Table(
        tuple(sorted(map(_notice, raw["notices"]), key=lambda notice: notice.known_from)),
        tuple(
            Recurring(_name(row), row["month"], tuple(row["days"]), row["from_year"])
            for row in statutory["every_year"]
        ),
        tuple(map(_holiday, statutory["computed"])),
    )


def _name(row: dict[str, Any]) -> Text:
    return Text(row["zh"], row["en"])


def _holiday(row: dict[str, Any]) -> Holiday:
    return Holiday(_name(row), row["first"], row["last"])


def _notice(row: dict[str, Any]) -> Notice:
    return Notice(
        year=row["year"],
        paper=row["paper"],
        known_from=row["known_from"],
        confidence=row["confidence"],
        source=row["source"],
        rest=tuple(map(_holiday, row["rest"])),
        working=tuple(row["working"]),
    )
