"""Two intakes share one quota of excellent grades: of two grades at the same moment the last place takes one."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import CITY_OFFICER, HANDLER, Place
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.rural_assistants import appraising, readings
from gongbao.platform.rural_assistants import services as rural

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def rounds(free_clock: None) -> list[tuple[str, str]]:
    """A person of each of two rounds, three and two people: together one may be excellent."""
    r.to("2021-03-01")
    place = Place()
    served = {
        "2021": r.hired(place, 3),
        "2022": r.hired(place, 2, first=11, number="2022", on_duty="2022-08-02"),
    }
    r.to("2023-08-02")
    r.do(
        lambda tx: readings.adopt(tx, "batch", "round", from_on=r.today(), source="样例〔2023〕1号"),
        CITY_OFFICER,
    )
    found = []
    for intake, year in (("2021", 2), ("2022", 1)):
        number = r.do(lambda tx, i=intake, y=year: rural.appraising.open_round(tx, "annual", i, y), HANDLER)[
            "number"
        ]
        row = served[intake][0][1]
        head = next(each for each in place.heads if each.party == row.village)
        for actor in (head, place.clerk):
            r.do(lambda tx, n=number, a=row.number: rural.appraising.give_opinion(tx, n, a, "同意"), actor)
        found.append((number, row.number))
    assert r.today() == date(2023, 8, 2)
    return found


def both(rounds: list[tuple[str, str]]) -> list[Any]:
    def excel(number: str, who: str) -> Any:
        return r.do(
            lambda tx: rural.appraising.grade(tx, number, who, "excellent", "实绩", "防汛突出"), HANDLER
        )

    return together([partial(excel, number, who) for number, who in rounds])


def test_of_two_grades_at_once_the_last_place_takes_one(rounds: list[tuple[str, str]]) -> None:
    found = both(rounds)
    assert sorted(type(each).__name__ for each in found) == ["Refusal", "dict"], found
    refusal = next(each for each in found if isinstance(each, Refusal))
    assert refusal.clause == "bi-2020-22/15.s5"


def test_without_the_lock_both_are_excellent(
    rounds: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: unlocked, and both counted before either is written, two are excellent."""
    gate, counted = threading.Barrier(2), appraising.quota_of

    def slowly(*arguments: Any) -> Any:
        found = counted(*arguments)
        gate.wait(timeout=30)
        return found

    monkeypatch.setattr(appraising, "lock_quota", lambda tx, row: None)
    monkeypatch.setattr(appraising, "quota_of", slowly)
    found = both(rounds)
    assert [type(each).__name__ for each in found] == ["dict", "dict"], found
