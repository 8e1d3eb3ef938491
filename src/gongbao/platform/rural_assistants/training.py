"""Training hours by level and form, warnings ahead of the year's end, the city's courses, mentors (21, 22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import completed_years
from gongbao.kernel.rules.question import Ruling
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import answered, asked, ruling_of
from gongbao.platform.rural_assistants.models import Assistant, Mentor, Training
from gongbao.platform.rural_assistants.words import MENTORS, number_of, refuse, today_of
from gongbao.policies.rural_assistants.dates import work_year
from gongbao.policies.rural_assistants.facts import LEVELS, TOPICS, TRAINING_FORMS
from gongbao.policies.rural_assistants.rules import MENTOR, TRAINING

SPECIAL = ("", "prejob", "rotation", "model")


class Hours(NamedTuple):
    """Hours of a calendar year, what is missing, and whether all that is asked for was done."""

    year: int
    total: int
    prejob: int
    rotation: bool
    missing: int
    outcome: str


def record(
    tx: Tx, people: Sequence[Assistant], *, on: date, hours: int, form: str, topic: str, course: str, special: str = "",
) -> int:  # fmt: skip
    """Record the same hours for several people, on the actor's level; a village records its own people only.

    Refuses future days, hours a day cannot have, unknown words, somebody not on duty, and hours on one day above 12.
    """
    level, today = reach.level_of(tx.actor), today_of(tx.now)
    if (
        level not in LEVELS
        or form not in TRAINING_FORMS
        or topic not in TOPICS
        or special not in SPECIAL
        or not course.strip()
    ):
        raise refuse("21.3", "培训信息不完整", "The training is not described", "请选层级、形式、内容并写课程名", "Choose and name it", "course")  # fmt: skip
    if (special == "prejob" and level != "district") or (
        special in ("rotation", "model") and level != "city"
    ):
        raise refuse("21.2.s2", "岗前培训由区组织，轮训和示范培训由市组织", "Before the post: the district; rotation and model course: the city", "请由相应层级登记", "Let that level record it", "special")  # fmt: skip
    if not 1 <= hours <= 80 or on > today:
        raise refuse("21.s2", "学时或日期不对", "Hours or day are wrong", "一次培训1至80学时，不能是将来的日期", "1 to 80 hours, not in the future", "hours")  # fmt: skip
    with opened("training"):
        for row in people:
            early = special == "prejob"
            if row.contract_from is None or (not early and (row.serves_from is None or on < row.serves_from)) or (row.left_on and on > row.left_on):  # fmt: skip
                raise refuse("21.s2", f"{row.name}当日不在岗", "Not on duty on that day", "岗前培训请选“岗前”", "Mark training before the post", row.number)  # fmt: skip
        Training.objects.bulk_create(
            [
                Training(
                    office=row.office, party=row.party, assistant=row, on=on, hours=hours, level=level, form=form, topic=topic,
                    course=course.strip(), special=special,
                )
                for row in people
            ]
        )  # fmt: skip
    tx.audit("rural.training", people=len(people), hours=hours, level=level)
    return len(people)


def by_numbers(actor: Actor, numbers: Sequence[str]) -> list[Assistant]:
    """The people of the actor's reach with these numbers, in their order. Raises Refusal naming those that are none."""
    wanted = [number.strip().upper() for number in numbers if number.strip()]
    with opened("people of a course"):
        known = {row.number: row for row in reach.own(actor).filter(number__in=wanted)}
    strange = [number for number in wanted if number not in known]
    if strange or not wanted or len(set(wanted)) != len(wanted):
        twice = sorted({number for number in wanted if wanted.count(number) > 1})
        raise refuse(
            "21.1.s1", f"没有这些编号，或写了两次：{'、'.join((strange or twice)[:5])}" if wanted else "没有写编号", "Some numbers are unknown or stand there twice",
            "一行一个编号，照信息系统表填写", "One number a line, as in the export", "numbers",
        )  # fmt: skip
    return [known[number] for number in wanted]


class CityCourses(NamedTuple):
    """The city's courses of a year: new hires without the rotation, people in the model course, about how many there should be."""

    missing: list[Assistant]
    hired: int
    model: int
    about: int


def city_courses(actor: Actor, on: date) -> CityCourses:
    """How far rotation and model course of the year are in the actor's reach (21.1)."""
    note("rural.courses")
    first = date(on.year, 1, 1)
    with opened("courses"):
        hired = list(reach.own(actor).filter(left_how="", contract_from__year=on.year))
        own = Training.objects.filter(
            assistant__in=reach.own(actor).order_by().values("pk"), on__range=(first, on)
        )
        been = set(own.filter(special="rotation").values_list("assistant", flat=True))
        model = own.filter(special="model").values("assistant").distinct().count()
    return CityCourses(
        [row for row in hired if row.pk not in been], len(hired), model, number_of("demonstration_places", on)
    )


def hours_of(row: Assistant, year: int, on: date) -> Hours:
    """One person's hours of a calendar year by the rule, the work year beside it."""
    return _hours([row], year, on)[0]


def _hours(people: Sequence[Assistant], year: int, on: date) -> list[Hours]:
    """The hours of each of these people: their courses are read at once."""
    courses: dict[UUID, list[tuple[date, int, str]]] = {row.pk: [] for row in people}
    with opened("training"):
        kept = Training.objects.filter(assistant__in=people).values_list(
            "assistant", "on", "hours", "special"
        )
        for key, day, hours, special in kept:
            courses[key].append((day, hours, special))
        ruling = ruling_of(TRAINING, on)
    return [_counted(row, courses[row.pk], ruling, year, on) for row in people]


def _counted(
    row: Assistant, courses: Sequence[tuple[date, int, str]], ruling: Ruling, year: int, on: date
) -> Hours:
    hired = row.contract_from is not None and row.contract_from.year == year
    total = sum(hours for day, hours, _ in courses if day.year == year)
    prejob = sum(hours for _, hours, special in courses if special == "prejob")
    rotation = any(special == "rotation" for _, _, special in courses)
    in_work_year = 0
    if row.serves_from:
        first, last = work_year(row.serves_from, completed_years(row.serves_from, on) + 1)
        in_work_year = sum(hours for day, hours, _ in courses if first <= day <= last)
    facts: dict[str, Any] = {
        "hours_calendar_year": total, "hours_work_year": in_work_year, "new_hire": hired, "prejob_hours": prejob,
        "rotation_attended": rotation,
    }  # fmt: skip
    answer = answered(ruling, facts)
    return Hours(year, total, prejob, rotation, answer.to_json()["values"]["missing"], answer.outcome)


def short_of_hours(actor: Actor, on: date) -> list[tuple[Assistant, Hours]]:
    """The actor's people who still miss hours this year, most missing first; from the warning month on."""
    if on.month < number_of("training_warning_month", on):
        return []
    people = reach.people(actor, doing="hours", serving=True)
    found = zip(people, _hours(people, on.year, on), strict=True)
    return sorted([each for each in found if each[1].missing], key=lambda each: -each[1].missing)


def name_mentor(tx: Tx, assistant: Assistant, name: str, kind: str) -> None:
    """Name the one mentor (township); the one before ends today (22)."""
    if reach.level_of(tx.actor) != "township" or assistant.township != tx.actor.party:
        raise refuse(
            "22",
            "培养联系人由乡镇确定",
            "The township names the mentor",
            "请以乡镇身份办理",
            "Act for the township",
        )
    if kind not in MENTORS or not name.strip():
        raise refuse(
            "22", "没有写联系人或类别", "Name or kind is missing", "两项都要填", "Fill in both", "name"
        )
    today = today_of(tx.now)
    with opened("mentors"):
        Mentor.objects.filter(assistant=assistant, to_on=None).update(to_on=today)
        Mentor.objects.create(
            office=assistant.office,
            party=assistant.party,
            assistant=assistant,
            name=name.strip(),
            kind=kind,
            from_on=today,
        )
    tx.audit("rural.mentor", assistant=assistant.number)


def without_mentor(actor: Actor, on: date) -> list[Assistant]:
    """The actor's people without exactly one mentor."""
    people = reach.people(actor, doing="mentors", serving=True)
    with opened("mentors"):
        have = set(
            Mentor.objects.filter(assistant__in=people, to_on=None).values_list("assistant", flat=True)
        )
    return [row for row in people if asked(MENTOR, {"mentors": int(row.pk in have)}, on).outcome != "met"]


def history_of(row: Assistant) -> list[Training]:
    """One person's training, newest first."""
    with opened("training"):
        return list(Training.objects.filter(assistant=row).order_by("-on")[:200])


def mentor_of(row: Assistant) -> Mentor | None:
    """The mentor now."""
    with opened("mentor"):
        return Mentor.objects.filter(assistant=row, to_on=None).first()
