"""Assistants at the same moment: the last excellent grade, one registration, one benefit, one leave; the rest are told why."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import HANDLER, Place
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants import words as w
from gongbao.platform.rural_assistants.models import Absence, Applicant, Appraisal, Benefit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.usefixtures("free_clock"),
]


def told_why(found: list[Any], done: int, why: str, clause: str) -> None:
    """So many went through; every other one was refused for this reason, with its clause and a mend."""
    refused = [each for each in found if isinstance(each, Refusal)]
    assert len(refused) == len(found) - done, found
    assert [
        each for each in refused if why not in each.what.zh or not each.mend or each.clause != clause
    ] == []


def test_the_last_excellent_grade_goes_to_one() -> None:
    """Ten people, two may be excellent: ten handlers grade ten people excellent at once."""
    place = Place()
    served = r.hired(place, 10)
    r.to("2022-08-02")
    number = r.do(lambda tx: rural.appraising.open_round(tx, "annual", "2021", 1), HANDLER)["number"]
    for _, row in served:
        for actor in (next(h for h in place.heads if h.party == row.village), place.clerk):
            r.do(lambda tx, row=row: rural.appraising.give_opinion(tx, number, row.number, "同意"), actor)

    def best(mark: str) -> Any:
        return r.do(
            lambda tx: rural.appraising.grade(tx, number, mark, "excellent", "实绩", "防汛抢险突出"), HANDLER
        )

    told_why(
        together([partial(best, row.number) for _, row in served]), 2, "优秀名额已满", "bi-2020-22/15.s5"
    )
    kept = r.seen(lambda: Appraisal.objects.filter(kind="annual", grade="excellent").count())
    assert kept == 2


def test_one_person_registers_for_one_post() -> None:
    place = Place()
    r.to("2021-03-01")
    post = r.intake(place)
    r.to("2021-03-15")
    seeker = r.person(1)
    cases = [r.start(seeker, w.RECRUITMENT) for _ in range(4)]

    def send(number: str) -> Any:
        return r.step(seeker, number, "submit", {**r.CLAIMS, "post": post})

    told_why(together([partial(send, number) for number in cases]), 1, "只能报一个岗位", "bi-2020-22/8.2")
    assert r.seen(lambda: Applicant.objects.filter(party=seeker.party, dropped=False).count()) == 1


def test_the_settling_in_grant_is_paid_once_and_leaves_do_not_overlap() -> None:
    place = Place()
    actor, row = r.hired(place, 1)[0]
    r.do(
        lambda tx: rural.joining.set_rule(
            tx, r.OFFICE, from_on=date(2021, 1, 1), source="密人社发〔2021〕1号", settling_in=500000
        ),
        HANDLER,
    )

    def pay() -> Any:
        return r.do(
            lambda tx: rural.joining.record_benefit(tx, row, "settling_in", from_on=r.today()), HANDLER
        )

    found = together([pay] * 6)
    refused = [each for each in found if isinstance(each, Refusal)]
    assert len(refused) == 5
    assert {each.clause for each in refused} == {"bi-2020-22/12.s5"}
    assert r.seen(
        lambda: list(Benefit.objects.filter(kind="settling_in").values_list("amount", flat=True))
    ) == [500000]

    numbers = [r.start(actor, w.LEAVE) for _ in range(4)]
    asked = {"kind": "personal", "starts_on": "2021-08-11", "ends_on": "2021-08-13", "why": "家事"}
    told_why(
        together([partial(r.step, actor, n, "submit", asked) for n in numbers]),
        1,
        "重叠",
        "bi-2020-22/14.1.s1",
    )
    assert r.seen(lambda: Absence.objects.filter(assistant=row).count()) == 1
