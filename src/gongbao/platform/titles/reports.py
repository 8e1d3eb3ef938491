"""Statistics of reviews: by title, speciality, district and age band, from application to certificate."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.parties.services import opened
from gongbao.platform.titles.models import Application, Certificate
from gongbao.policies import policy

BANDS = ((0, 29, "29岁及以下", "29 and under"), (30, 34, "30—34岁", "30–34"), (35, 39, "35—39岁", "35–39"),
         (40, 44, "40—44岁", "40–44"), (45, 49, "45—49岁", "45–49"), (50, 54, "50—54岁", "50–54"),
         (55, 200, "55岁及以上", "55 and over"))  # fmt: skip
BY = {
    "title": Text("层级", "Title"),
    "speciality": Text("专业", "Speciality"),
    "district": Text("区", "District"),
    "age": Text("年龄段", "Age band"),
}
FEW = 3
"""Open data leave a cell with fewer people out."""


class Line(NamedTuple):
    """One line: how many applied, were voted on, passed and hold a certificate."""

    room: Text
    what: Text
    applied: int
    voted: int
    passed: int
    certified: int


def age_band(born_year: int | None, on_year: int) -> Text:
    """The band of an age in full years of the calendar."""
    age = on_year - born_year if born_year else -1
    return next((Text(zh, en) for low, high, zh, en in BANDS if low <= age <= high), Text("未知", "unknown"))


def reviews(by: str, year: int, rooms: tuple[str, ...]) -> list[Line]:
    """The year's applications by one feature, every room apart, in the order of the rooms and of the counts."""
    with opened("title statistics"):
        rows = list(Application.objects.filter(room__in=rooms, submitted_on__year=year))
        certified = frozenset(
            Certificate.objects.filter(
                case__among=frozenset(row.case for row in rows), revoked_on=None
            ).values_list("case", flat=True)
        )
    counts: dict[tuple[str, Text], Counter[str]] = {}
    for row in rows:
        found = counts.setdefault((row.room, _feature(row, by, year)), Counter())
        found["applied"] += 1
        found["voted"] += row.passed is not None
        found["passed"] += row.passed is True
        found["certified"] += row.case in certified
    ordered = sorted(
        counts.items(),
        key=lambda each: (each[0][0], _order(each[0][1], by), -each[1]["applied"], each[0][1].zh),
    )
    return [
        Line(policy(room).short, what, n["applied"], n["voted"], n["passed"], n["certified"])
        for (room, what), n in ordered
    ]


class OpenLine(NamedTuple):
    """A line of open data; None where the cell stands for too few people."""

    room: str
    group: str
    applied: int
    voted: int | None
    passed: int | None
    certified: int | None


def open_lines(lines: list[Line]) -> list[OpenLine]:
    """What may be given to everybody: lines and cells with too few people are left out.

    Where what is left out of a room is itself too few, the next smallest line goes too, so that nobody finds it by
    taking one table's sum from another's.
    """
    out: list[OpenLine] = []
    for room in dict.fromkeys(each.room.zh for each in lines):
        own = [each for each in lines if each.room.zh == room]
        shown = [each for each in own if each.applied >= FEW]
        hidden = sum(each.applied for each in own) - sum(each.applied for each in shown)
        if 0 < hidden < FEW and shown:
            shown.remove(min(shown, key=lambda each: each.applied))
        out += [_opened(each) for each in shown]
    return out


def _opened(line: Line) -> OpenLine:
    voted = _cell(line.voted, line.applied)
    passed = _cell(line.passed, line.voted) if voted is not None else None
    certified = _cell(line.certified, line.passed) if passed is not None else None
    return OpenLine(line.room.zh, line.what.zh, line.applied, voted, passed, certified)


def _cell(number: int, of: int) -> int | None:
    """The number, unless it or what is missing from the whole stands for too few people."""
    return None if 0 < number < FEW or 0 < of - number < FEW else number


def years() -> list[int]:
    """The years with applications, the latest first."""
    with opened("title statistics"):
        found: list[date] = list(Application.objects.dates("submitted_on", "year", order="DESC"))
    return [each.year for each in found]


def _feature(row: Application, by: str, year: int) -> Text:
    match by:
        case "speciality":
            return Text(row.speciality, row.speciality)
        case "district":
            return districts.office(row.office).short
        case "age":
            return age_band(row.born_year, year)
        case _:
            return Text(row.title, row.title)


def _order(what: Text, by: str) -> int:
    if by != "age":
        return 0
    return next((place for place, band in enumerate(BANDS) if band[2] == what.zh), len(BANDS))
