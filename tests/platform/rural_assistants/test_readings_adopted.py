"""Readings of open questions: which can be adopted, and that a round or a contract keeps the reading of the day it began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import CITY_OFFICER, HANDLER, Place

from gongbao.law.errors import Refusal
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants import words as w
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Round
from gongbao.platform.rural_assistants.ordering import five_years
from gongbao.platform.rural_assistants.readings import BUILT_IN, SWITCHABLE
from gongbao.policies.rural_assistants.rules import READINGS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_clock")]


@pytest.fixture
def place() -> Place:
    r.to("2021-03-01")
    return Place()


def refused(clause: str, what: str, do: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        do()
    assert caught.value.clause == w.DOCUMENT + clause
    assert what in caught.value.what.zh
    assert caught.value.mend.zh


def adopt(reading: str, choice: str, on: date) -> None:
    r.do(
        lambda tx: rural.readings.adopt(tx, reading, choice, from_on=on, source="样例〔2023〕1号"),
        CITY_OFFICER,
    )


def test_every_reading_can_be_adopted_or_says_why_not() -> None:
    assert set(SWITCHABLE) | set(BUILT_IN) == set(READINGS)
    assert not set(SWITCHABLE) & set(BUILT_IN)


def test_what_is_built_in_is_refused_with_its_reason(place: Place) -> None:
    refused("5.1.1", "不能在这里改", lambda: adopt("work_year", "calendar", date(2021, 3, 1)))


def opened(intake: str, year: int) -> str:
    return str(r.do(lambda tx: rural.appraising.open_round(tx, "annual", intake, year), HANDLER)["number"])


def quota(intake: str) -> tuple[int, int]:
    """People and most excellent grades that the round of an intake counts."""
    found = r.seen(lambda: rural.rounds.quota_of(Round.objects.get(intake__number=intake), r.today()))
    return found.people, found.most


def excel(place: Place, number: str, row: Assistant) -> Any:
    """Opinions of both levels, then an excellent grade by exception."""
    head = next(each for each in place.heads if each.party == row.village)
    for actor in (head, place.clerk):
        r.do(lambda tx: rural.appraising.give_opinion(tx, number, row.number, "同意"), actor)
    return r.do(
        lambda tx: rural.appraising.grade(tx, number, row.number, "excellent", "实绩", "防汛突出"), HANDLER
    )


@pytest.mark.parametrize(("from_on", "shared"), [(date(2023, 8, 2), True), (date(2023, 8, 3), False)])
def test_a_round_begun_before_the_day_keeps_its_own_intakes_quota(
    place: Place, from_on: date, shared: bool
) -> None:
    """Two intakes of five: a fifth of ten is two, wherever they serve; a fifth of five is one in each."""
    r.hired(place, 5)
    later = r.hired(place, 5, first=11, number="2022", on_duty="2022-08-02")
    r.to("2023-08-02")
    adopt("batch", "round", from_on)
    opened("2021", 2)
    if not shared:
        r.to("2023-08-03")
    number = opened("2022", 1)
    assert quota("2021") == quota("2022") == ((10, 2) if shared else (5, 1))
    allowed = 2 if shared else 1
    for _, row in later[:allowed]:
        excel(place, number, row)
    refused("15.s5", "优秀名额已满", lambda: excel(place, number, later[allowed][1]))


@pytest.mark.parametrize(("begun", "base"), [("2021-10-08", "township"), ("2021-10-09", "district")])
def test_a_quarter_counts_in_the_base_of_the_day_it_began(place: Place, begun: str, base: str) -> None:
    """In the district one of three is excellent, about two fifths; in the township none of two is, one too few."""
    served = r.hired(place, 3)
    r.to("2021-10-08")
    adopt("quarterly_base", "district", date(2021, 10, 9))
    r.to(begun)
    number = r.start(place.clerk, w.QUARTERLY)
    r.step(place.clerk, number, "submit", {"year": "2021", "quarter": "3"})
    row = r.seen(lambda: Round.objects.get(kind="quarterly"))

    def graded(tx: Any) -> None:
        other = Round.objects.create(
            office=row.office, case=r.new_key(), kind="quarterly", period=row.period, township=r.new_key()
        )
        Appraisal.objects.filter(round=row).update(grade="qualified")
        Appraisal.objects.filter(assistant=served[0][1]).update(round=other, grade="excellent")

    r.do(graded)
    r.to("2021-11-01")
    share = r.seen(lambda: rural.quarters.share_of(row, r.today()))
    assert (share.base, share.people, share.excellent, share.target, share.about_right) == (
        ("district", 3, 1, 1, True) if base == "district" else ("township", 2, 0, 1, False)
    )
    assert ("全区" in share.said().zh) is (base == "district")


@pytest.mark.parametrize(("first", "right"), [("2021-08-02", "2026-08-01"), ("2021-08-03", "2026-08-03")])
def test_a_contract_ends_by_the_reading_of_its_first_day(place: Place, first: str, right: str) -> None:
    adopt("contract_days", "civil", date(2021, 8, 3))
    begins, ends = date.fromisoformat(first), date.fromisoformat(right)
    for day in (ends - timedelta(days=1), ends + timedelta(days=1)):
        refused("9.s2", "合同期五年", lambda day=day: r.seen(lambda: five_years(begins, day, r.today())))
    with pytest.raises(Refusal, match=f"止于{right}"):
        r.seen(lambda: five_years(begins, ends + timedelta(days=1), r.today()))
    r.seen(lambda: five_years(begins, ends, r.today()))


@pytest.mark.parametrize(("first", "opens"), [("2021-08-02", "2026-08-02"), ("2021-08-03", "2026-08-04")])
def test_the_ways_open_on_the_day_after_the_term(place: Place, first: str, opens: str) -> None:
    """The term's last day is never enough, whichever day it is; who began before the reading keeps the former one."""
    row = r.hired(place, 1)[0][1]
    adopt("contract_days", "civil", date(2021, 8, 3))
    row.contract_from = row.serves_from = date.fromisoformat(first)

    def graded(tx: Any) -> None:
        told = {"office": row.office, "kind": "term", "period": "2021/term", "intake_id": row.intake_id}
        round_ = Round.objects.create(case=r.new_key(), **told)
        Appraisal.objects.create(
            party=row.party, assistant=row, round=round_, grade="qualified", told_on=r.today(), **told
        )

    r.do(graded)
    day = date.fromisoformat(opens)
    for on, open_ in ((day - timedelta(days=1), False), (day, True)):
        assert {each.open for each in r.seen(lambda on=on: rural.channels.standing(row, on))} == {open_}, on
