"""The demo city's school and dossiers: whole, found again, told without a fault."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.platform.titles import titles_world as w
from tests.web.test_titles_pages import signed_in

from gongbao.kernel.dossier.typed import read as read_typed
from gongbao.platform.cases.services import Case
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.titles import demo_school
from gongbao.policies.dossiers import answers, next_of
from gongbao.web.rooms.titles.demo import add_to

pytestmark = pytest.mark.django_db


def test_the_demo_city_has_a_school_whose_plan_is_in_use_and_finds_it_again_next_month(
    free_clock: None,
) -> None:
    city = SimpleNamespace(sign_ins=[])
    w.to("2021-03-29 10:00")
    made = add_to(city)
    w.to("2021-04-06 10:00")
    assert add_to(city).school == made.school
    logins = [each.login for each in city.sign_ins]
    assert {"titles-school", "teacher1", "teacher2", "teacher3", "school-superior"} <= set(logins)
    assert len(logins) == len(set(logins))
    page = signed_in(demo_school.CLERK, made.school).get("/titles/school/").content.decode()
    assert "高级讲师2岗" in page
    assert "高级讲师" in signed_in("teacher1").get("/which-titles/").content.decode()
    begun = {
        case.procedure.partition(".")[2]: case.state
        for case in w.seen(lambda: list(Case.objects.filter(room="vocational_teacher_titles")))
    }
    assert begun == {"plan": "in_use", "initial": "appraising", "transition": "confirming"}


def test_the_demos_dossiers_tell_what_each_may_apply_for_without_a_fault(free_clock: None) -> None:
    w.to("2021-03-29 10:00")
    made = add_to(SimpleNamespace(sign_ins=[]))
    told = {}
    for who in (made.applicant, made.teachers[0], made.teachers[2]):
        typed = dossiers.own(made.person(who))
        assert typed is not None
        read = read_typed(typed, w.date(2021, 3, 29))
        assert (read.problems, read.doubts) == ([], [])
        ahead = next_of(answers(read.facts, w.date(2021, 3, 29)))
        assert ahead is not None
        told[who] = (ahead.name, ahead.state)
    assert list(told.values()) == [
        ("高级工程师", "judgement"),
        ("高级讲师", "judgement"),
        ("助理讲师", "judgement"),
    ]
