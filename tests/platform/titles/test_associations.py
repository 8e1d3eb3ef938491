"""Titles for those without an employer: a recognised association publishes and recommends in its place (jiu-2020-19/13.a)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.http import Http404
from tests.platform.registers import rows
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import credit_code
from gongbao.platform.registers.services import Spell
from gongbao.platform.titles import demo
from gongbao.platform.titles import services as titles

pytestmark = pytest.mark.django_db
CODE = credit_code(262)


def association(**more: object) -> UUID:
    """Listed by the city's employment service as recognised."""
    given = {
        "code": "A1", "title": "样例软件行业协会", "recognised_by": "样例主管部门", "series": "工程技术", "credit_code": CODE,
        "starts_on": date(2020, 10, 1), **more,
    }  # fmt: skip
    w.do(lambda tx: str(flexible.enter(tx, "association", given).pk))
    return UUID(str(w.seen(lambda: parties.find_firm(CODE).key)))


def test_the_association_recommends_publishes_and_sends_on(scene: demo.Scene) -> None:
    clerk = scene.clerk(association(), "association1")
    number = w.submitted(scene, employer_code=CODE)
    assert [case.number for case, _ in titles.lists(clerk)] == [number]
    titles.do(clerk, number, "recommend", key=w.key(), raw=w.RECOMMENDATION)
    assert w.case(number).state == "employer_notice"
    w.to("2021-04-12 09:00")
    run_due()
    w.checked(scene, number)
    assert w.case(number).state == "expert_review"  # the association's part is over, the body's has begun
    with pytest.raises(Http404):
        titles.do(
            scene.clerk(scene.employer, "titles-employer"),
            number,
            "recommend",
            key=w.key(),
            raw=w.RECOMMENDATION,
        )


def test_an_association_no_longer_recognised_is_refused(scene: demo.Scene) -> None:
    association(ends_on=date(2021, 3, 28))
    with pytest.raises(Refusal, match="已不在认可的协会学会名录中") as refused:
        w.submitted(scene, employer_code=CODE)
    assert (refused.value.clause, refused.value.where) == ("jiu-2020-19/13.a", "employer_code")
    association(ends_on=date(2021, 3, 29))  # its last day is today
    assert w.case(w.submitted(scene, employer_code=CODE)).state != "draft"


def test_recognised_again_it_recommends_again(scene: demo.Scene) -> None:
    association(ends_on=date(2021, 3, 1))
    association()
    assert w.case(w.submitted(scene, employer_code=CODE)).state != "draft"


def test_who_is_insured_by_an_employer_is_recommended_by_it(scene: demo.Scene) -> None:
    association()
    told = rows.insured(999, "2021-03") | {"person": demo.identity(1, "19850612")}
    rows.record("insurance", told, covers=Spell(date(2021, 1, 1), date(2021, 12, 31)))
    with pytest.raises(Refusal, match="由单位推荐") as refused:
        w.submitted(scene, employer_code=CODE)
    assert refused.value.clause == "jiu-2020-19/13.a"
    assert w.case(w.submitted(scene)).state != "draft"  # the employer itself recommends as ever
