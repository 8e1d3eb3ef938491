"""Follow-up visits: agreed with each service, recorded when made, on the list while owed (art. 15)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.flexible_employment.conftest import october  # noqa: F401

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.jobs.services import run_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october")]
ASKS = {"client": "worker", "services": ["career_guidance"], "phone": "13812345678"}


def served(number: str, visit_on: str, service: str = "career_guidance") -> str:
    return w.step(w.HALL, number, "serve", {"service": service, "given": "谈了一小时", "visit_on": visit_on})


def owed(on: date) -> list[tuple[str, date, int]]:
    return [
        (each.service, each.visit_on, each.late)
        for each in w.seen(lambda: flexible.visits_owed(on, office="haidian"), w.HALL)
    ]


def test_a_visit_is_agreed_owed_overdue_and_made() -> None:
    number = w.begin(w.person(1), flexible.SERVICE, ASKS)
    assert served(number, "2020-10-20") == "served"
    assert owed(date(2020, 10, 20)) == [("career_guidance", date(2020, 10, 20), 0)]
    w.to("2020-10-20 23:00")
    run_due()
    assert w.seen(lambda: Case.objects.get(number=number).state) == "served"
    w.to("2020-10-22 09:00")
    run_due()
    assert w.seen(lambda: Case.objects.get(number=number).state) == "follow_up"
    assert owed(date(2020, 10, 22)) == [("career_guidance", date(2020, 10, 20), 2)]
    assert served(number, "2020-11-10", "follow_up") == "served"
    assert owed(date(2020, 10, 22)) == [("follow_up", date(2020, 11, 10), 0)]
    assert w.seen(lambda: flexible.made_in_time(date(2020, 10, 1), date(2020, 10, 31)), w.HALL) == (1, 0)


@pytest.mark.parametrize("day", ["2020-10-13", "2020-11-13", "2020-10-01"])
def test_a_visit_lies_ahead_and_not_too_far(day: str) -> None:
    number = w.begin(w.person(1), flexible.SERVICE, ASKS)
    with pytest.raises(Refusal) as refused:
        served(number, day)
    assert (refused.value.clause, refused.value.where) == ("jiu-2020-19/15", "visit_on")


def test_the_last_day_allowed_and_the_first() -> None:
    number = w.begin(w.person(1), flexible.SERVICE, ASKS)
    assert served(number, "2020-11-12") == "served"
    assert served(number, "2020-10-14") == "served"


def test_a_closed_case_is_owed_nothing_and_a_visit_in_time_counts() -> None:
    number = w.begin(w.person(1), flexible.SERVICE, ASKS)
    served(number, "2020-10-20")
    w.to("2020-10-19 09:00")
    served(number, "2020-10-30", "follow_up")
    w.step(w.HALL, number, "close")
    assert owed(date(2020, 11, 1)) == []
    assert w.seen(lambda: flexible.made_in_time(date(2020, 10, 1), date(2020, 10, 25)), w.HALL) == (1, 1)


def test_another_district_sees_none_of_them() -> None:
    number = w.begin(w.person(1), flexible.SERVICE, ASKS)
    served(number, "2020-10-20")
    assert w.seen(lambda: flexible.visits_owed(date(2020, 10, 21)), w.ELSEWHERE) == []
