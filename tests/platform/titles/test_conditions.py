"""The applicant's dossier attached to an application: a copy for those it passes through, counted to the cut-off day, open for its time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.audit.models import Entry
from gongbao.platform.audit.services import accesses, sequence_all
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.titles import copies, demo, demo_school
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.words import TEACHERS

pytestmark = pytest.mark.django_db
DOSSIER = {
    "evaluation_date": "2021-03-31", "employer_place": "北京", "employer_kind": "企业",
    "degrees-0-level": "本科", "degrees-0-graduated": "2007-07-01", "titles-0-series": "工程", "titles-0-level": "中级",
    "titles-0-date": "2016-10-01", "jobs-0-work": "本专业技术工作", "jobs-0-from": "2007-08-01",
    "awards": "none", "honours": "none", "standards": "none", "projects": "none", "qualifications": "none",
}  # fmt: skip
TEACHER = {
    "school_place": "北京", "school_kind": "职业高中", "school_public": "yes", "employer_place": "北京", "employer_kind": "事业单位",
    "teacher_certificate": "yes", "frontline_teaching": "yes", "degrees-0-level": "本科", "degrees-0-graduated": "2020-06-20",
    "jobs-0-work": "中等职业学校教师", "jobs-0-from": "2020-06-30",
    "awards": "none", "honours": "none", "standards": "none", "projects": "none", "qualifications": "none",
}  # fmt: skip
NIGHT: Any = None
"""The night’s job is handed to its work, which does not look at it."""


def keep(scene: demo.Scene, **changed: str) -> None:
    w.do(lambda tx: dossiers.save_own(tx, {**DOSSIER, **changed}), scene.person(scene.applicant))


def seen_by(scene: demo.Scene, number: str) -> Any:
    return titles.view(scene.clerk(scene.employer, "titles-employer"), number).answer


def told_to(scene: demo.Scene, number: str) -> str:
    """What the employer's page says of the dossier; "" where none was attached."""
    words = titles.view(scene.clerk(scene.employer, "titles-employer"), number).dossier
    return words.zh if words else ""


def test_without_a_dossier_kept_none_is_attached_and_the_draft_stays(scene: demo.Scene) -> None:
    who = scene.person(scene.applicant, demo.APPLICANT)
    number = casework.start(who, f"{w.ROOM}.review", "haidian", key=w.key())["number"]
    raw = {**demo.application(scene), "dossier": "yes"}
    with pytest.raises(Refusal, match="还没有保存职称档案") as refused:
        casework.do(who, number, "submit", key=w.key(), raw=raw)
    assert refused.value.where == "dossier"
    assert w.case(number).state == "draft"
    keep(scene)
    casework.do(who, number, "submit", key=w.key(), raw=raw)
    assert w.case(number).state == "employer_review"


def test_the_title_is_worked_out_at_the_rounds_cut_off_day(scene: demo.Scene) -> None:
    """Five years in the middle title are full on 1 October: after the day typed, before the round's 31 December."""
    keep(scene)
    answer = seen_by(scene, w.submitted(scene, dossier="yes"))
    assert (answer.name, answer.on, answer.state) == ("高级工程师", w.date(2021, 12, 31), "judgement")


def test_what_is_changed_afterwards_does_not_change_the_copy(scene: demo.Scene) -> None:
    keep(scene)
    number = w.submitted(scene, dossier="yes")
    keep(scene, **{"titles-0-date": "2020-10-01"})
    assert seen_by(scene, number).state == "judgement"
    w.do(dossiers.drop_own, scene.person(scene.applicant))
    assert seen_by(scene, number).state == "judgement"


def test_nobody_reads_a_dossier_that_was_not_attached(scene: demo.Scene) -> None:
    keep(scene)
    number = w.submitted(scene)
    assert (seen_by(scene, number), told_to(scene, number)) == (None, "")


def kept(number: str) -> bool:
    """Whether the case still has a copy."""
    key = w.case(number).key
    with read(SYSTEM, purpose="test"):
        return key in {case for _, case in dossiers.copies()}


def logged(number: str) -> list[tuple[str, dict[str, Any]]]:
    """What the global log says of the case's copy, in order."""
    sequence_all()
    rows = Entry.objects.filter(kind="audit", body__detail__case=str(w.case(number).key)).order_by("position")
    return [
        (each.body["what"], each.body["detail"]) for each in rows if each.body["what"].startswith("dossiers.")
    ]


def refused(scene: demo.Scene, *, dossier: str = "yes") -> str:
    """An application the employer does not recommend, on 29 March 2021."""
    number = w.submitted(scene, dossier=dossier)
    titles.do(
        scene.clerk(scene.employer, "titles-employer"), number, "decline", key=w.key(), decided={"reasons": ["ethics"]}, note="考察不合格"
    )  # fmt: skip
    return number


def test_a_withdrawal_deletes_the_copy_and_leaves_its_fingerprint(scene: demo.Scene) -> None:
    keep(scene)
    number = w.submitted(scene, dossier="yes")
    casework.do(scene.person(scene.applicant), number, "withdraw", key=w.key())
    assert not kept(number)
    assert seen_by(scene, number) is None
    assert told_to(scene, number) == "申报已撤回，附上的档案已经删除"
    (attached, before), (detached, after) = logged(number)
    assert (attached, detached, after["why"]) == ("dossiers.attach", "dossiers.detach", "withdrawn")
    assert before["fingerprint"] == after["fingerprint"]
    assert len(after["fingerprint"]) == 64


def test_another_dossier_has_another_fingerprint(scene: demo.Scene) -> None:
    keep(scene)
    first = w.submitted(scene, dossier="yes")
    casework.do(scene.person(scene.applicant), first, "withdraw", key=w.key())
    keep(scene, **{"titles-0-date": "2016-11-01"})
    again = w.submitted(scene, dossier="yes")
    assert logged(first)[0][1]["fingerprint"] != logged(again)[0][1]["fingerprint"]


def test_what_was_decided_on_is_open_for_sixty_days_and_kept_sealed(scene: demo.Scene) -> None:
    keep(scene)
    number = refused(scene)
    w.to("2021-05-28 23:59")
    assert seen_by(scene, number) is not None
    assert told_to(scene, number).endswith("可查看到2021-05-28")
    w.to("2021-05-29 00:00")
    assert seen_by(scene, number) is None
    assert told_to(scene, number) == "附上的档案开放到2021-05-28，现在不能再看"
    assert kept(number)


def test_after_ten_years_the_night_deletes_it(scene: demo.Scene) -> None:
    keep(scene)
    number, other = refused(scene), w.another(scene, 1, "申报人乙")
    for day, there in (("2031-03-29 02:00", True), ("2031-03-30 02:00", False)):
        w.to(day)
        w.do(lambda tx: copies.sweep(tx, NIGHT))
        assert kept(number) is there, day
    assert logged(number)[-1][1]["why"] == "retention"
    assert w.case(other).state == "employer_review"


def test_an_open_case_keeps_its_copy_however_long_it_takes(scene: demo.Scene) -> None:
    keep(scene)
    number = w.submitted(scene, dossier="yes")
    w.to("2032-04-01 02:00")
    w.do(lambda tx: copies.sweep(tx, NIGHT))
    assert kept(number)
    assert seen_by(scene, number) is not None


def test_the_night_takes_what_a_withdrawn_case_still_has(scene: demo.Scene) -> None:
    """Copies of cases withdrawn before withdrawing deleted them."""
    keep(scene)
    number, who = w.submitted(scene, dossier="yes"), scene.person(scene.applicant)
    casework.do(who, number, "withdraw", key=w.key())
    key = w.case(number).key
    w.do(lambda tx: dossiers.attach(tx, scene.applicant, key), who)
    assert seen_by(scene, number) is None
    w.do(lambda tx: copies.sweep(tx, NIGHT))
    assert not kept(number)


def test_a_desk_reads_its_dossiers_at_once_and_each_reading_is_logged(scene: demo.Scene) -> None:
    keep(scene)
    numbers = [w.submitted(scene, dossier="yes")]
    for _ in range(2):
        person = w.newcomer()
        w.do(lambda tx: dossiers.save_own(tx, DOSSIER), scene.person(person))
        numbers.append(w.submitted(demo.Scene(person, scene.employer, scene.employer_code), dossier="yes"))
    employer = scene.clerk(scene.employer, "titles-employer")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = titles.answers_of(employer, titles.lists(employer))
    assert set(found) == {w.case(number).key for number in numbers}
    assert len([each for each in asked.captured_queries if "dossiers_dossier" in each["sql"]]) == 1
    for number in numbers:
        noted = accesses(case=w.case(number).key)
        assert [each.what for each in noted].count("dossiers.attached") == 1


@pytest.mark.parametrize(("day", "state"), [("2021-06-29", "later"), ("2021-06-30", "judgement")])
def test_an_initial_title_takes_the_dossier_along_counted_to_the_day_of_submission(
    scene: demo.Scene, day: str, state: str
) -> None:
    """With a bachelor’s degree a year of teaching is asked: it is full on 30 June."""
    made = demo_school.load(scene, w.OPENED)
    teacher, school = made.person(made.teachers[0]), demo_school.school_itself(made)
    number = casework.start(teacher, f"{TEACHERS}.initial", "haidian", key=w.key())["number"]
    raw = {"title": "助理讲师", "speciality": "数控", "employer_code": demo_school.code(), "dossier": "yes"}
    with pytest.raises(Refusal, match="还没有保存职称档案"):
        casework.do(teacher, number, "submit", key=w.key(), raw=raw)
    w.do(lambda tx: dossiers.save_own(tx, TEACHER), teacher)
    w.to(f"{day} 10:00")
    casework.do(teacher, number, "submit", key=w.key(), raw=raw)
    w.to("2021-07-20 10:00")
    answer = titles.view(school, number).answer
    assert answer is not None
    assert (answer.name, str(answer.on), answer.state) == ("助理讲师", day, state)
    assert set(titles.answers_of(school, titles.lists(school))) == {w.case(number).key}
    casework.do(teacher, number, "withdraw", key=w.key())
    assert titles.view(school, number).answer is None
    assert not kept(number)
