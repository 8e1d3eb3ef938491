"""The statutory age of everybody on file, set by set: months worked out anew by the day's rule, who newly comes near it.

Everybody born in one month, of one sex and kind of post, reaches the age in the same month: the rule is asked once for
each such group (a few hundred among millions of archives), and the database does the rest in a few statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel import districts
from gongbao.platform.db.context import raw_cursor
from gongbao.platform.personnel_archives import outside
from gongbao.platform.personnel_archives.registering import retires
from gongbao.policies.personnel_archives.rules import ADVANCE, BOOK

MOST_LATER = 60
"""Months by which the rule of a later day may put the statutory age off."""
WANTED = {"born_on": "出生日期", "experience": "工作经历", "identity": "干部或工人身份"}
"""What retirement needs of the archive, by the names of `certifies`."""
BATCH = 20_000
_OFFICES = [each.code for each in districts.OFFICES]
_WHERE = "office = ANY(%(offices)s) AND retires_month BETWEEN %(first)s AND %(last)s"
_GROUPS = (
    f"SELECT DISTINCT date_trunc('month', born_on)::date, sex, post FROM archives_archive WHERE {_WHERE}"
)
_MOVE = f"""UPDATE archives_archive AS a SET retires_month = v.month
FROM unnest(%(born)s::date[], %(sex)s::text[], %(post)s::text[], %(month)s::int[]) AS v(born, sex, post, month)
WHERE {_WHERE} AND date_trunc('month', a.born_on)::date = v.born AND a.sex = v.sex AND a.post = v.post
    AND a.retires_month <> v.month"""
_FRESH = f"""SELECT a.id, a.office, a.person_hash FROM archives_archive AS a
JOIN unnest(%(born)s::date[], %(sex)s::text[], %(post)s::text[]) AS v(born, sex, post)
    ON date_trunc('month', a.born_on)::date = v.born AND a.sex = v.sex AND a.post = v.post
WHERE {_WHERE} AND a.alerted_on IS NULL AND a.paper IN ('here', 'lent')"""
_WHOLE = """SELECT archive_id FROM archives_item
WHERE archive_id = ANY(%s::uuid[]) AND certifies = ANY(%s::text[]) AND states <> ''
GROUP BY archive_id HAVING count(DISTINCT certifies) = %s"""
_TOLD = "UPDATE archives_archive SET alerted_on = %s WHERE id = ANY(%s::uuid[])"


class Group(NamedTuple):
    """People who reach the age together: the first of the month of birth, sex, kind of post."""

    born: date
    sex: str
    post: str


class Alert(NamedTuple):
    """How many of a centre newly come near the age, and how many of their archives lack something."""

    people: int
    lacking: int


@lru_cache(maxsize=20_000)
def month_of(group: Group, on: date) -> int:
    """The month in which a group reaches the age by the rule of `on`."""
    return retires(group.born, group.sex, group.post, on)


@lru_cache(maxsize=20_000)
def comes_near(group: Group, on: date) -> bool:
    """Whether those of a group whose archive is kept here are verified and told ahead (4.s3, 4.s4)."""
    facts = {"stored_here": True, "born_on": group.born, "sex": group.sex, "post": group.post}
    return ADVANCE.at(on).determine(facts).outcome == "met"


def group_of(born_on: date, sex: str, post: str) -> Group:
    """The group of a person."""
    return Group(born_on.replace(day=1), sex, post)


def window(on: date) -> tuple[int, int]:
    """This month and the last in which somebody's age is told ahead."""
    now = on.year * 12 + on.month - 1
    return now, now + int(str(BOOK["early_verification_months"].at(on).value))


def refresh(on: date) -> int:
    """Work the statutory months out anew where the rule of `on` may have moved them; how many it has moved."""
    first, last = window(on)
    where = {"offices": _OFFICES, "first": first - MOST_LATER, "last": last}
    groups = _groups(where)
    if not groups:
        return 0
    told = _columns(groups) | {"month": [month_of(each, on) for each in groups]}
    return max(0, raw_cursor().execute(_MOVE, where | told).rowcount)


def alert(on: date) -> dict[str, Alert]:
    """Mark everybody who newly comes near the age as told today; how many of each centre (4.s3)."""
    first, last = window(on)
    where = {"offices": _OFFICES, "first": first, "last": last}
    groups = [each for each in _groups(where) if comes_near(each, on)]
    found: dict[str, Alert] = {}
    if not groups:
        return found
    rows: list[Any] = raw_cursor().execute(_FRESH, where | _columns(groups)).fetchall()
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        retired = outside.among((mark for _, _, mark in part), "retirement")
        fresh = [(key, office) for key, office, mark in part if mark not in retired]
        keys = [key for key, _ in fresh]
        whole = _whole(keys)
        raw_cursor().execute(_TOLD, [on, keys])
        for key, office in fresh:
            people, lacking = found.get(office, (0, 0))
            found[office] = Alert(people + 1, lacking + (key not in whole))
    return found


def _groups(where: dict[str, Any]) -> list[Group]:
    rows: list[Any] = raw_cursor().execute(_GROUPS, where).fetchall()
    return [Group(*row) for row in rows]


def _columns(groups: Iterable[Group]) -> dict[str, Any]:
    born, sex, post = zip(*groups, strict=True)
    return {"born": list(born), "sex": list(sex), "post": list(post)}


def _whole(keys: list[UUID]) -> set[UUID]:
    """Those among the archives that lack nothing of what retirement needs."""
    rows: list[Any] = raw_cursor().execute(_WHOLE, [keys, list(WANTED), len(WANTED)]).fetchall()
    return {row[0] for row in rows}
