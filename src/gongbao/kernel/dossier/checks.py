"""What in a dossier cannot be, and what should be looked at again: each with its place, the mend and the clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from gongbao.kernel.dossier.words import SERIES
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

BY_SCHOOL_YEAR, BY_YEAR = "hours_by_school_year", "continuing_education"
STINTS = ("enterprise_service", "counterpart_support")
"""Lists of periods that a file may give as one period alone."""
PERIODS = ("jobs", "counsellor", "class_teacher", *STINTS)
RANKED = ("awards", "honours", "standards")
MOST_HOURS = 24 * 366
"""No year has more hours."""
_DEGREES, _YEARS, _OTHER = (f"gong-2020-17/annex.{each}" for each in ("1.2.1", "1.2.2", "4.1.2.4"))
_AWARDS, _STANDARDS, _EDUCATION = (f"gong-2020-17/annex.{each}" for each in ("4.4.2", "4.4.3", "0.g"))
_CLASSES = "zhongzhi-2020-27/annex1.3.2.s2"
CLAUSES = {
    "degrees": _DEGREES, "titles": _OTHER, "jobs": _YEARS, "awards": _AWARDS, "standards": _STANDARDS,
    BY_YEAR: _EDUCATION, BY_SCHOOL_YEAR: _CLASSES, "other_hours": _CLASSES, "class_teacher": _YEARS, "counsellor": _YEARS,
    "honours": _AWARDS,
}  # fmt: skip
"""The clause that makes a list matter, for whatever is wrong in it."""
_LOOK = Text("核对起止日期；至今仍在的，止日不填", "Check both days; leave the end empty where it goes on")
_LATE = Text(
    "截止日之后取得的不能用于本次申报，请删去或核对日期",
    "What comes after the cut-off day does not count: take it out or check the day",
)


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place: a list, the place of the record in it, its field; `asked` where it may be right."""

    name: str
    place: int | None
    field: str
    what: Text
    mend: Text
    asked: bool = False

    @property
    def clause(self) -> str:
        """The clause for which the place matters."""
        return CLAUSES.get(self.name, "")

    @property
    def in_file(self) -> str:
        """The place as a file's reader says it: ``jobs[0].to``."""
        return (
            self.name
            + ("" if self.place is None else f"[{self.place}]")
            + (f".{self.field}" if self.field else "")
        )

    @property
    def in_form(self) -> str:
        """The place as a form names it: ``jobs-0-to``; a single fact by its own name."""
        return (
            "_".join((self.name, self.field))
            if self.place is None
            else f"{self.name}-{self.place}-{self.field}"
        )

    def refusal(self, where: str) -> Refusal:
        """The fault at a place."""
        return Refusal(self.what, where=where, mend=self.mend, clause=self.clause)


def impossible(facts: Mapping[str, Any]) -> Iterator[Fault]:
    """What cannot be; days may still be text, as in a file."""
    for name in PERIODS:
        for place, row in enumerate(facts.get(name) or ()):
            yield from _in_order(row, name, place)
    for name in RANKED:
        for place, row in enumerate(facts.get(name) or ()):
            rank = row.get("rank")
            if isinstance(rank, int) and rank < 1:
                mend = Text(
                    "填第几名，从1起；没有排名的不填",
                    "Write the place, from 1; leave it out if there is none",
                )
                yield Fault(name, place, "rank", Text(f"排名不可能是 {rank}", f"{rank} is no rank"), mend)
    for place, row in enumerate(facts.get("titles") or ()):
        series = row.get("series")
        if series is not None and series not in SERIES:
            what = Text(f"没有“{series}”这一职称系列", f"there is no series of titles “{series}”")
            mend = Text(
                "按证书填写系列，可用的有：" + "、".join(SERIES),
                "Write it as the certificate has it: " + ", ".join(SERIES),
            )
            yield Fault("titles", place, "series", what, mend)
    yield from _late(facts, "degrees", "graduated", Text("毕业日期", "day of graduation"))
    yield from _late(facts, "titles", "date", Text("职称取得日期", "day of the title"))
    yield from _hours(facts)


def doubtful(facts: Mapping[str, Any]) -> Iterator[Fault]:
    """What may be right but should be looked at again."""
    yield from _overlaps(facts)
    yield from _without_rank(facts, "awards", Text("奖项", "award"))
    yield from _without_rank(facts, "standards", Text("标准", "standard"))
    for place, row in enumerate(facts.get("titles") or ()):
        if row.get("level") is not None and row.get("series") is None:
            what = Text("没有写职称属于哪个系列", "the series of this title is missing")
            mend = Text(
                "照证书填写系列；年限按系列分别计算",
                "Take it from the certificate: years are counted by series",
            )
            yield Fault("titles", place, "series", what, mend, asked=True)


def _in_order(row: Mapping[str, Any], name: str, place: int | None) -> Iterator[Fault]:
    start, end = _day(row.get("from")), _day(row.get("to"))
    if start and end and end < start:
        what = Text(f"止日 {end} 早于起日 {start}", f"it ends on {end}, before it begins on {start}")
        yield Fault(name, place, "to", what, _LOOK)


def _late(facts: Mapping[str, Any], name: str, key: str, what: Text) -> Iterator[Fault]:
    limit = _day(facts.get("evaluation_date"))
    for place, row in enumerate(facts.get(name) or ()):
        day = _day(row.get(key))
        if limit and day and day > limit:
            told = Text(
                f"{what.zh} {day} 晚于评价截止日 {limit}",
                f"the {what.en} {day} is after the cut-off day {limit}",
            )
            yield Fault(name, place, key, told, _LATE)


def _hours(facts: Mapping[str, Any]) -> Iterator[Fault]:
    mend = Text("核对学时数", "Check the number of hours")
    years: dict[Any, int] = {}
    for name, keys in (
        (BY_SCHOOL_YEAR, ("hours",)),
        ("other_hours", ("hours",)),
        (BY_YEAR, ("total", "professional")),
    ):
        for place, row in enumerate(facts.get(name) or ()):
            for key in keys:
                hours = row.get(key)
                if not isinstance(hours, int):
                    continue
                if not 0 <= hours <= MOST_HOURS:
                    yield Fault(
                        name,
                        place,
                        key,
                        Text(f"一年不可能有 {hours} 学时", f"no year has {hours} hours"),
                        mend,
                    )
                elif name != BY_YEAR:
                    year = row.get("first_year")
                    years[year] = years.get(year, 0) + hours
                    if year is not None and years[year] > MOST_HOURS:
                        what = Text(
                            f"{year} 学年合计 {years[year]} 课时，平均每天超过 24 小时",
                            f"{years[year]} hours in the school year {year}: more than 24 a day",
                        )
                        yield Fault(name, place, key, what, mend)
            total, professional = row.get("total"), row.get("professional")
            if isinstance(total, int) and isinstance(professional, int) and professional > total:
                what = Text(
                    f"专业科目 {professional} 学时多于总学时 {total}",
                    f"{professional} professional hours are more than the {total} in all",
                )
                yield Fault(name, place, "professional", what, mend)


def _overlaps(facts: Mapping[str, Any]) -> Iterator[Fault]:
    """Two periods of the same work at the same time: counted once, so people should see it."""
    periods = [
        (place, row.get("work"), start, _day(row.get("to")) or date.max)
        for place, row in enumerate(facts.get("jobs") or ())
        if (start := _day(row.get("from")))
    ]
    told: set[int] = set()
    for (one, work, start, end), (other, its, its_start, its_end) in combinations(periods, 2):
        if work == its and other not in told and start <= its_end and its_start <= end and end >= start:
            told.add(other)
            what = Text(
                f"与第 {one + 1} 段工作重叠，重叠的时间只算一次",
                f"overlaps with period {one + 1}: that time counts once",
            )
            mend = Text(
                "如是笔误请改日期；确实同时做的不用改",
                "Mend the days if mistaken; leave them if both were held",
            )
            yield Fault("jobs", other, "from", what, mend, asked=True)


def _without_rank(facts: Mapping[str, Any], name: str, what: Text) -> Iterator[Fault]:
    for place, row in enumerate(facts.get(name) or ()):
        said = any(value is not None for key, value in row.items() if key != "rank")
        if said and row.get("rank") is None:
            told = Text(f"{what.zh}没有填本人排名", f"the rank in this {what.en} is missing")
            mend = Text(
                "照证书填排名；不知道排名，有名次要求的破格条件就定不下来",
                "Take it from the certificate; without it, grounds with a limit of rank stay open",
            )
            yield Fault(name, place, "rank", told, mend, asked=True)


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
