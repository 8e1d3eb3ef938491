"""Terms, quotas, leave days, ranks and seats of rural assistants, at their boundaries and against their rules."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar import Calendar
from gongbao.law.errors import Refusal
from gongbao.policies.rural_assistants import dates, quotas
from gongbao.policies.rural_assistants.dates import Quarter, Span
from gongbao.policies.rural_assistants.examining import Paper, Place, Sitter, rank, seat, total
from gongbao.policies.rural_assistants.rules import CONTRACT, EXCELLENT_QUOTA, LEAVE_FILING, QUARTERLY_SHARE

ON = date(2021, 3, 1)
PAPERS = (Paper("笔试", 10000, 60), Paper("面试", 10000, 40))
days = st.dates(date(2020, 8, 3), date(2060, 12, 31))


@given(days)
def test_the_written_end_and_the_rule_agree(start: date) -> None:
    end = dates.contract_end(start, 5)
    ruling = CONTRACT.at(ON)
    for written, outcome in ((end, "met"), (end + timedelta(1), "not_met"), (end - timedelta(1), "not_met")):
        facts = {
            "employer_level": "township",
            "service": [{"starts_on": start}],
            "written_ends_on": written,
            "work_start_on": start,
        }
        assert ruling.determine(ruling.load(facts)).outcome == outcome


def test_a_term_from_29_february_ends_on_the_28th_and_one_to_a_leap_year_on_the_29th() -> None:
    assert dates.contract_end(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert dates.contract_end(date(2023, 3, 1), 5) == date(2028, 2, 29)
    assert dates.contract_end(date(2020, 8, 10), 5) == date(2025, 8, 9)


@given(days)
def test_work_years_follow_each_other_without_a_gap(start: date) -> None:
    years = [dates.work_year(start, n) for n in range(1, 6)]
    assert years[0].first == start
    assert years[-1].last == dates.contract_end(start, 5)
    assert all(later.first == earlier.last + timedelta(1) for earlier, later in pairwise(years))
    quarters = [q for number in range(1, 6) for q in dates.quarters_of(start, number)]
    assert len(quarters) == len(set(quarters))
    assert quarters[0] == dates.quarter_of(start)
    assert quarters[-1] == dates.quarter_of(years[-1].last)
    whole = [q for q in quarters if q.span.last <= years[-1].last]
    assert 20 <= len(whole) <= 21


@given(st.integers(0, 2500), st.integers(0, 2500))
def test_the_quota_and_the_rule_agree(people: int, best: int) -> None:
    best = min(people, best)
    ruling, share = EXCELLENT_QUOTA.at(ON), QUARTERLY_SHARE.at(ON)
    answer = ruling.determine({"intake_people": people, "intake_excellent": best})
    assert (answer.outcome == "met") == (best <= quotas.most_excellent(people, ON)) == (best * 5 <= people)
    assert answer.to_json()["values"]["most"] == quotas.most_excellent(people, ON)
    told = share.determine({"township_people": people, "township_excellent": best}).to_json()
    assert told["values"]["target"] == quotas.about_excellent(people, ON)


def test_quotas_of_groups_count_only_those_appraised() -> None:
    graded = [(("haidian", "2020"), "excellent")] * 3 + [(("haidian", "2020"), "qualified")] * 12
    found = quotas.quotas([*graded, (("miyun", "2020"), "excellent")], ON)
    assert found[("haidian", "2020")] == (15, 3, 3)
    assert found[("haidian", "2020")].over == 0
    assert found[("miyun", "2020")] == (1, 1, 0)
    assert found[("miyun", "2020")].over == 1


def test_pay_deducts_only_by_a_local_rule_and_never_below_nothing() -> None:
    assert quotas.pay(600000, 3, "excellent", quotas.LocalRule()).paid == 600000
    rule = quotas.LocalRule(27586, {"excellent": 50000})
    assert quotas.pay(600000, 3, "excellent", rule) == (600000, 82758, 50000)
    assert quotas.pay(600000, 40, "qualified", rule).paid == 0


def test_leave_over_a_holiday_counts_the_working_days_on_both_sides() -> None:
    calendar = Calendar.as_known()
    national_day = Span(date(2021, 9, 30), date(2021, 10, 9))
    assert dates.leave_days(national_day, [], calendar)[:2] == (3, 10)
    assert calendar.is_working_day(date(2021, 10, 9))


def test_a_make_up_saturday_is_a_day_of_leave() -> None:
    calendar = Calendar.as_known()
    saturday = date(2021, 9, 26)
    assert calendar.is_working_day(saturday)
    assert dates.leave_days(Span(saturday, saturday), [], calendar).working == 1


def test_leaves_are_back_to_back_over_a_weekend_and_apart_over_a_working_day() -> None:
    calendar = Calendar.as_known()
    thursday = Span(date(2021, 3, 4), date(2021, 3, 5))
    monday, tuesday = Span(date(2021, 3, 8), date(2021, 3, 9)), Span(date(2021, 3, 9), date(2021, 3, 10))
    assert dates.leave_days(monday, [thursday], calendar) == (2, 2, 2, 2)
    assert dates.leave_days(tuesday, [thursday], calendar) == (2, 2, 0, 0)
    chain = [thursday, Span(date(2021, 3, 1), date(2021, 3, 3))]
    found = dates.leave_days(monday, chain, calendar)
    assert found.adjacent_working == 5
    ruling = LEAVE_FILING.at(ON)
    facts = {"working_days": found.working, "adjacent_working_days": found.adjacent_working}
    assert ruling.determine(facts).outcome == "met"


def test_overlapping_and_reversed_leaves_are_refused_with_clause_and_mend() -> None:
    calendar, first = Calendar.as_known(), Span(date(2021, 3, 4), date(2021, 3, 5))
    for wrong in (Span(date(2021, 3, 5), date(2021, 3, 8)), Span(date(2021, 3, 9), date(2021, 3, 8))):
        with pytest.raises(Refusal) as refused:
            dates.leave_days(wrong, [first], calendar)
        assert refused.value.clause == "bi-2020-22/14.1.s1"
        assert refused.value.mend.zh


def test_months_served_in_the_quarter_somebody_joined() -> None:
    assert dates.months_served(Quarter(2020, 3), date(2020, 8, 31), None) == (2020 * 12 + 7, 2020 * 12 + 8)
    assert dates.months_served(Quarter(2020, 4), date(2020, 8, 31), date(2020, 10, 1)) == (2020 * 12 + 9,)
    assert dates.months_served(Quarter(2020, 2), date(2020, 8, 31), None) == ()
    assert Quarter(2020, 4).span == Span(date(2020, 10, 1), date(2020, 12, 31))


def sitter(
    ticket: str, *marks: int | None, preferred: bool = False, absent: bool = False, post: str = "P1"
) -> Sitter:
    return Sitter(ticket, post, marks, absent, preferred)


def ranked(*sitters: Sitter, places: int = 2, line: int = 0) -> dict[str, tuple[int, int, str]]:
    return {
        r.ticket: (r.rank, r.sharing, r.result) for r in rank(sitters, PAPERS, {"P1": Place(places, line)})
    }


def test_totals_are_weighed_and_rounded_half_up() -> None:
    assert total((8000, 9000), PAPERS) == 8400
    assert total((8001, 9001), PAPERS) == 8401
    assert total((75, 60), (Paper("a", 150, 50), Paper("b", 100, 50))) == 5500


def test_a_tie_inside_the_places_needs_no_decision() -> None:
    found = ranked(sitter("1", 8000, 8000), sitter("2", 8000, 8000), sitter("3", 7000, 7000))
    assert found == {"1": (1, 2, "shortlisted"), "2": (1, 2, "shortlisted"), "3": (3, 1, "not_shortlisted")}


def test_a_tie_across_the_last_place_is_parted_by_preference_without_points() -> None:
    found = ranked(sitter("1", 9000, 9000), sitter("2", 8000, 8000), sitter("3", 8000, 8000, preferred=True))
    assert found == {"1": (1, 1, "shortlisted"), "3": (2, 1, "shortlisted"), "2": (3, 1, "not_shortlisted")}
    better = ranked(sitter("1", 8001, 8000), sitter("2", 8000, 8000, preferred=True), places=1)
    assert better["1"] == (1, 1, "shortlisted")


def test_a_tie_that_remains_at_the_last_place_is_left_to_a_person() -> None:
    found = ranked(sitter("1", 9000, 9000), sitter("2", 8000, 8000), sitter("3", 8000, 8000))
    assert found["2"] == found["3"] == (2, 2, "decide")


def test_absent_and_below_the_line_have_no_rank() -> None:
    found = ranked(
        sitter("1", 6000, 6000), sitter("2", 5999, 6000), sitter("3", None, None, absent=True), line=6000
    )
    assert found == {"1": (1, 1, "shortlisted"), "2": (0, 0, "below"), "3": (0, 0, "absent")}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (sitter("1", 8000, None), "成绩不全"),
        (sitter("1", 8000), "成绩不全"),
        (sitter("1", 10001, 8000), "满分"),
        (sitter("1", 1, 1, post="P9"), "没有岗位"),
    ],
)
def test_missing_or_impossible_marks_are_refused(wrong: Sitter, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        ranked(wrong)
    assert refused.value.clause == "bi-2020-22/8.3"
    assert refused.value.where == "1"


def test_weights_that_make_no_whole_are_refused() -> None:
    with pytest.raises(Refusal, match="权重"):
        rank([], (Paper("a", 100, 60),), {})


def test_anyone_draws_the_same_seats_from_the_same_seed() -> None:
    tickets = [f"T{n:03}" for n in range(50)]
    drawn = seat(tickets, [("甲", 30), ("乙", 20)], "seed")
    assert drawn == seat(reversed(tickets), [("甲", 30), ("乙", 20)], "seed")
    assert drawn != seat(tickets, [("甲", 30), ("乙", 20)], "other")
    assert {each.ticket for each in drawn} == set(tickets)
    assert len({(each.room, each.number) for each in drawn}) == 50
    with pytest.raises(Refusal, match="座位"):
        seat(tickets, [("甲", 49)], "seed")


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=30), st.integers(0, 10))
def test_ranks_are_those_of_a_plain_count(people: list[tuple[int, bool]], places: int) -> None:
    sitters = [
        sitter(str(n), mark * 1000, mark * 1000, preferred=liked) for n, (mark, liked) in enumerate(people)
    ]
    for n, place in enumerate(
        sorted(rank(sitters, PAPERS, {"P1": Place(places)}), key=lambda r: int(r.ticket))
    ):
        mine = people[n]
        before = sum(other > mine for other in people)
        sharing = sum(other == mine for other in people)
        assert (place.rank, place.sharing) == (before + 1, sharing)
        expected = (
            "shortlisted"
            if before + sharing <= places
            else "not_shortlisted"
            if before >= places
            else "decide"
        )
        assert place.result == expected
