"""Vacancies and matching: a ranking everybody can follow: skills first, then the district, then the pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.context import raw_cursor
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Vacancy, VacancySkill
from gongbao.platform.flexible_employment.words import refuse
from gongbao.platform.parties import services as parties

MOST_SKILLS, MOST_DISTRICTS = 8, 3
FIND = """
SELECT vacancy_id, count(*) AS hits, max(pay) AS pay, bool_or(district = %(first)s) AS near
FROM flexible_vacancy_skill
WHERE skill = ANY(%(skills)s) AND district = ANY(%(districts)s) AND pay >= %(pay)s AND hours <= %(hours)s
  AND open_until >= %(today)s
GROUP BY vacancy_id ORDER BY hits DESC, near DESC, pay DESC, vacancy_id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Seeker:
    """What somebody looks for: skills, districts (the first is nearest), least pay in fen an hour, most hours a week."""

    skills: tuple[str, ...]
    districts: tuple[str, ...]
    pay: int = 0
    hours: int = 168


@dataclass(frozen=True)
class Match:
    """A vacancy with its place in the ranking and why it stands there."""

    vacancy: Vacancy
    skills: tuple[str, ...]
    near: bool
    why: tuple[Text, ...]


def publish(tx: Tx, given: Mapping[str, Any]) -> UUID:
    """Publish work of the acting firm (15.a). Refused without skills, pay or a day still to come."""
    party = tx.actor.party
    if tx.actor.kind != "party" or party is None or parties.party(party).kind != "firm":
        raise refuse("岗位由用人单位发布", "Vacancies are published by firms", "15.a")
    skills = tuple(dict.fromkeys(skill_words(str(given["skills"]))))
    until: date = given["open_until"]
    if not skills:
        raise refuse("请写明需要的技能", "Say which skills are wanted", "15.a", where="skills")
    if until < local_day(tx.now):
        raise refuse("有效期已经过了", "The day has passed", "15.a", where="open_until")
    firm = parties.firm(party)
    row = Vacancy.objects.create(
        firm=party, firm_name=firm.name, title=given["title"], skills=list(skills), district=given["district"],
        pay=given["pay"], hours=given["hours"], places=given.get("places") or 1, open_until=until, published_at=tx.now,
    )  # fmt: skip
    VacancySkill.objects.bulk_create(
        VacancySkill(
            vacancy=row, skill=skill, district=row.district, pay=row.pay, hours=row.hours, open_until=until
        )
        for skill in skills
    )
    return row.pk


def close(tx: Tx, vacancy: UUID) -> None:
    """Take a vacancy of the acting firm back; it is found no more."""
    row = Vacancy.objects.filter(pk=vacancy, firm=tx.actor.party, closed_at=None).first()
    if row is None:
        raise refuse("没有可以撤下的岗位", "There is no such open vacancy of yours", "15.a")
    row.closed_at = tx.now
    row.save(update_fields=["closed_at"])
    VacancySkill.objects.filter(vacancy=row).delete()


def match(seeker: Seeker, today: date, most: int = 20) -> list[Match]:
    """The vacancies that fit best: most skills met, then the nearest district, then the highest pay."""
    if not seeker.skills or not seeker.districts:
        return []
    rows = raw_cursor().execute(
        FIND,
        {
            "skills": list(seeker.skills), "districts": list(seeker.districts), "first": seeker.districts[0],
            "pay": seeker.pay, "hours": seeker.hours, "today": today, "most": most,
        },
        prepare=True,
    ).fetchall()  # fmt: skip
    found = Vacancy.objects.in_bulk([row[0] for row in rows])
    return [_match(found[key], seeker, near) for key, _, _, near in rows]


def mine(party: UUID | None) -> list[Vacancy]:
    """A firm's vacancies, newest first."""
    return list(Vacancy.objects.filter(firm=party).order_by("-published_at")[:200])


def seeker(
    skills: str, wanted: Sequence[str], pay: int | None = None, hours: int | None = None
) -> tuple[Seeker, list[Text]]:
    """What was typed as a search, and what was left out of it."""
    words = tuple(dict.fromkeys(skill_words(skills)))
    offices = tuple(each for each in dict.fromkeys(wanted) if each in {o.code for o in districts.OFFICES})
    left = []
    if len(words) > MOST_SKILLS:
        left.append(
            Text(f"只按前{MOST_SKILLS}项技能查找", f"Only the first {MOST_SKILLS} skills are looked for")
        )
    if len(offices) > MOST_DISTRICTS:
        left.append(
            Text(f"只在前{MOST_DISTRICTS}个区查找", f"Only the first {MOST_DISTRICTS} districts are searched")
        )
    return Seeker(words[:MOST_SKILLS], offices[:MOST_DISTRICTS], pay or 0, hours or 168), left


def skill_words(text: str) -> list[str]:
    """Skills as typed, one by one: separated by commas, blanks or the Chinese enumeration comma."""
    for mark in "，、,;；\n\t":
        text = text.replace(mark, " ")
    return [word[:30] for word in text.split()]


def _match(row: Vacancy, seeker: Seeker, near: bool) -> Match:
    met = tuple(skill for skill in seeker.skills if skill in row.skills)
    where = districts.office(row.district).name
    why = (
        Text(
            f"技能符合{len(met)}/{len(seeker.skills)}：{'、'.join(met)}",
            f"{len(met)} of {len(seeker.skills)} skills: {', '.join(met)}",
        ),
        Text(
            f"{where.zh}{'，首选区' if near else ''}", f"{where.say('en')}{', first choice' if near else ''}"
        ),
        Text(f"每小时{row.pay / 100:.2f}元", f"{row.pay / 100:.2f} yuan an hour"),
        Text(f"每周{row.hours}小时", f"{row.hours} hours a week"),
    )
    return Match(row, met, near, why)
