"""What an applicant states of a graduation against the university's list: where the two differ (7.6, 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gongbao.law.text import Text

FIELDS: Mapping[str, Text] = {
    "name": Text("姓名", "name"),
    "degree": Text("学历", "degree"),
    "major": Text("专业", "subject"),
    "graduate": Text("毕业情况", "graduate status"),
    "student": Text("学籍状态", "student status"),
    "origin": Text("北京生源", "Beijing origin"),
}
"""What is compared, in the order in which it is told."""


class Stated(NamedTuple):
    """What the registration says."""

    degree: str
    major: str
    graduate: str
    beijing_origin: bool | None = None


class Listed(NamedTuple):
    """What the university's list says: degree, subject, year of graduation, student status, origin where it is kept."""

    degree: str
    major: str
    year: int
    student: str
    beijing_origin: bool | None = None


def differences(
    stated: Stated, listed: Listed, fresh_year: int, *, same_name: bool = True
) -> tuple[str, ...]:
    """Where statement and list differ; `fresh_year` is the year of graduation that the announcement calls this year's.

    Who is still studying may graduate this year; nobody who completed without a diploma or left has graduated. What
    the list leaves out is not compared.
    """
    found = {
        "name": not same_name,
        "degree": stated.degree != listed.degree,
        "major": _bare(stated.major) != _bare(listed.major),
        "graduate": (stated.graduate == "this_year") != (listed.year == fresh_year) or listed.year > fresh_year,
        "student": not (listed.student == "graduated" or (listed.student == "studying" and stated.graduate == "this_year")),
        "origin": None not in (stated.beijing_origin, listed.beijing_origin) and stated.beijing_origin != listed.beijing_origin,
    }  # fmt: skip
    return tuple(name for name in FIELDS if found[name])


def _bare(major: str) -> str:
    return "".join(sign for sign in major.casefold() if sign.isalnum()).removesuffix("专业")
