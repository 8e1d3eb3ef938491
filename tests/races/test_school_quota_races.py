"""Two recommendations for the last post at the same moment: the school's row lets one through, on any order."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from tests.platform.titles import titles_world as w
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.titles import demo, demo_school, posts, quota
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.words import TEACHERS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def applied(free_clock: None) -> tuple[demo.Scene, list[str]]:
    """A school with one post left and two teachers who wait for its recommendation."""
    w.to("2021-03-29 10:00")
    made = demo_school.load(demo.load(w.OPENED), w.OPENED)
    demo_school.adopt(made)
    numbers = []
    for teacher in made.teachers[:2]:
        who = made.person(teacher)
        number = casework.start(who, f"{TEACHERS}.review", "haidian", key=w.key())["number"]
        casework.do(who, number, "submit", key=w.key(), raw=demo_school.application())
        numbers.append(number)
    return made, numbers


def both(made: demo.Scene, numbers: list[str]) -> list[Any]:
    clerk = demo_school.school_itself(made)
    return together(
        [
            partial(titles.do, clerk, number, "recommend", key=w.key(), raw=w.RECOMMENDATION)
            for number in numbers
        ]
    )


def test_two_recommendations_at_once_do_not_pass_the_quota(applied: tuple[demo.Scene, list[str]]) -> None:
    made, numbers = applied
    found = both(made, numbers)
    assert sorted(type(each).__name__ for each in found) == ["Refusal", "dict"], found
    refusal = next(each for each in found if isinstance(each, Refusal))
    assert refusal.clause == "zhongzhi-2020-27/art.3.5.2.s1"
    assert sorted(w.case(number).state for number in numbers) == ["employer_notice", "employer_review"]


def test_without_the_lock_both_pass(
    applied: tuple[demo.Scene, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: with the row unlocked, and both asked before either is written, two are recommended."""
    import threading

    made, numbers = applied
    gate, asked = threading.Barrier(2), quota.quota_parts

    def slowly(*arguments: Any) -> Any:
        found = asked(*arguments)
        gate.wait(timeout=30)
        return found

    monkeypatch.setattr(posts, "lock", lambda party: titles.School.objects.filter(party=party).first())
    monkeypatch.setattr(quota, "quota_parts", slowly)
    found = both(made, numbers)
    assert [type(each).__name__ for each in found] == ["dict", "dict"], found
