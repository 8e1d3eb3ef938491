"""What every title room derives from a dossier: when a degree or title was had, and what was served since.

Each reading the documents share is written here once and named as in the inventory: R-year, R-29feb, R-sum,
R-field, R-in-service, R-later-of, R-higher, R-multi-degree, R-degree-paper, R-qual. What is asked for twice is the
same part of the rule, so that it is worked out once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from gongbao.kernel.calendar.years import Way
from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier import words as w
from gongbao.kernel.dossier.flat import full_on, or_worked_out
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Condition,
    Const,
    CountWhere,
    Fact,
    FirstWhere,
    Greatest,
    Least,
    Reading,
    Served,
    Today,
    Value,
    all_of,
    any_of,
    first_known,
)

NEVER_MET = any_of()
"""A condition that never holds: what is not claimed."""
_GRADES = {"助理级": ("初级", "二级"), "中级": ("中级", "一级"), "副高级": ("高级",)}
"""Grades of professional qualifications by the level of title they stand for (gong-2020-17/art.3.3.3.s3)."""


def read(id_: str, **choices: Any) -> Reading:
    """A place where the text allows several readings."""
    return Reading(id_, choices)


def claimed(finding: Condition) -> Condition:
    """A finding that counts only where somebody made it: nobody waits for what was not claimed."""
    return first_known(finding, NEVER_MET)


@cache
def degree_date(level: str, *, schools: bool = False) -> Value:
    """When a degree of at least `level` was first had; with `schools` from a technical-school class instead."""
    higher = w.at_least(w.DEGREE_ORDER, level)
    return read("R-higher", A=_first_degree(higher, schools), B=_first_degree((level,), schools))


def _first_degree(levels: Sequence[str], schools: bool) -> Value:
    named = tuple(c for c, equal in w.CLASS_EQUALS.items() if equal in levels) if schools else levels
    graduated = read("R-degree-paper", A=first_known(f.degrees["certificate"], ALWAYS), B=ALWAYS)
    return FirstWhere(f.degrees, f.degrees["graduated"], f.degrees["level"].one_of(*named) & graduated)


def no_higher_degree(level: str) -> Condition:
    """Under the reading that only the highest degree counts: there is none above `level`."""
    above = w.at_least(w.DEGREE_ORDER, level)[1:]
    if not above:
        return ALWAYS
    higher = CountWhere(f.degrees, f.degrees["level"].one_of(*above))
    return read("R-multi-degree", A=ALWAYS, B=higher <= 0)


@cache
def title_date(
    level: str, series: Sequence[str] = ("工程",), *, qualified: bool = True, where: Condition = ALWAYS
) -> Value:
    """When a title of at least `level` in one of `series` (any, if none named) was first had.

    With `qualified` a professional qualification that stands for such a title counts from its own day.
    """
    own = f.titles["series"].one_of(*series) if series else ALWAYS
    return _first_title(level, own & where, qualified)


@cache
def other_title_date(level: str, series: Sequence[str], *, where: Condition = NEVER_MET) -> Value:
    """When a title of at least `level` outside `series` (or one of the series that `where` names) was had."""
    outside = f.titles["series"].one_of(*(each for each in w.SERIES if each not in series))
    return _first_title(level, outside | where, qualified=False)


def _first_title(level: str, where: Condition, qualified: bool) -> Value:
    def first(levels: Sequence[str]) -> Value:
        had = FirstWhere(f.titles, f.titles["date"], f.titles["level"].one_of(*levels) & where)
        return Least(had, _qualified(levels)) if qualified else had

    return read("R-higher", A=first(w.at_least(w.LEVELS, level)), B=first((level,)))


def _qualified(levels: Sequence[str]) -> Value:
    q = f.qualifications

    def first(grades: Sequence[str]) -> Value:
        graded = q["grade"].one_of(*grades) if grades else NEVER_MET
        ungraded = ~q["graded"] if "中级" in levels else NEVER_MET
        return FirstWhere(q, q["date"], q["in_list"] & (ungraded | (q["graded"] & graded)))

    usual = [g for level in levels for g in _GRADES.get(level, ())]
    other = [
        g
        for level in levels
        for g in {"员级": ("初级", "二级"), "中级": ("中级", "一级"), "正高级": ("高级",)}.get(level, ())
    ]
    return read("R-qual", A=first(usual), B=first(other))


@cache
def doing(*works: str) -> Condition:
    """A job of the field, or any job under the reading that all work counts."""
    return read("R-field", A=f.jobs["work"].one_of(*works), B=ALWAYS)


def served(
    where: Condition, years: int, since: Value | None, full: Fact | None = None, over: Fact = f.jobs
) -> Condition:
    """The years are full on the day of the determination, counted as R-sum, R-year and R-29feb say.

    `full` is the day a flat row may give in place of the periods; `over` is the list these stand in.
    """

    def by(way: Way, unbroken: bool) -> Condition:
        day = Served(over, over["from"], over["to"], where, Const(years), since, way, unbroken)
        complete: Value = or_worked_out(full, day)
        return complete <= Today()

    def counted(unbroken: bool) -> Condition:
        leap = read("R-29feb", A=by("same_day", unbroken), B=by("march_first", unbroken))
        return read("R-year", A=leap, B=by("next_day", unbroken), C=by("calendar_year", unbroken))

    return read("R-sum", A=counted(False), B=counted(True)) if years else by("same_day", False)


def after_degree(
    works: Condition, years: int, level: str, *, schools: bool = False, kind: str = ""
) -> Condition:
    """A degree of at least `level`, then the years in the field; `kind` tells one field from another."""
    had = degree_date(level, schools=schools)
    full = full_on(years, level, kind="school" * schools + kind)
    anywhere = all_of(had <= Today(), served(works, years, None))
    return read("R-in-service", A=served(works, years, had, full), B=anywhere) & no_higher_degree(level)


def after_both(
    works: Condition,
    years: int,
    level: str,
    title: Value,
    *,
    name: str = "",
    schools: bool = False,
    kind: str = "",
) -> Condition:
    """A degree of at least `level` and a title (called `name`), then the years from the later of the two.

    `kind` tells one field from another.
    """
    had = degree_date(level, schools=schools)
    full = full_on(years, level, name, "school" * schools + kind)
    later = served(works, years, Greatest(had, title), full)
    return read("R-later-of", A=later, B=all_of(had <= Today(), served(works, years, title)))


def after_title(works: Condition, years: int, title: Value, *, name: str = "") -> Condition:
    """A title (called `name`), then the years; whether earlier years in the field count is R-nonseries."""
    anywhere = all_of(title <= Today(), served(works, years, None))
    return read("R-nonseries", A=served(works, years, title, full_on(years, "", name, "other")), B=anywhere)
