"""Facts for rosters and firms: unknown is not "has none", months by firm, few statements, who may ask."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.parties.people import code, firm, number, person
from tests.platform.registers.rows import insured, mark, month, record

from gongbao.kernel.calendar.month import iso, last_day
from gongbao.law.errors import Refusal
from gongbao.platform.audit.services import accesses
from gongbao.platform.db.services import PUBLIC, SYSTEM, Actor, read
from gongbao.platform.parties import services as parties
from gongbao.platform.registers import services as registers
from gongbao.platform.registers.protocol import register
from gongbao.platform.registers.services import Spell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
ON = date(2020, 9, 21)


def facts(*people: str, on: date = ON, actor: Actor = SYSTEM, firm_code: str | None = None, **more):
    with read(actor, purpose="社保信息比对"):
        return registers.facts_for_roster(firm_code or code(1), people, on, **more)


def of(sequence: int, **more):
    return facts(mark(sequence), **more)[mark(sequence)]


def test_empty_registers_know_nothing():
    one = of(1)
    assert (one.insurance, one.unemployed, one.hardship, one.graduations, one.training, one.earlier) == (
        None,
    ) * 6
    assert one.insured_here(month("2020-07")) is None
    assert one.training_times(2020) is None


def test_a_covered_register_without_a_row_says_has_none():
    for kind in (
        "insurance",
        "unemployed",
        "hard_to_employ",
        "graduates",
        "training_subsidies",
        "earlier_scheme",
    ):
        record(kind)
    one = of(1)
    assert one.insurance == registers.Insurance()
    assert (one.unemployed, one.hardship, one.graduations, one.training) == ((), (), (), {})
    assert one.earlier == registers.Earlier()
    assert one.insured_here(month("2020-07")) is False
    assert one.unemployed_on(date(2020, 7, 1)) is False
    assert one.graduated_in(2020) == ()
    assert one.training_times(2020) == 0


def test_rows_without_coverage_count_but_their_absence_does_not():
    record("insurance", insured(1, "2020-07"), covers=None)
    assert of(1).insured_here(month("2020-07")) is True
    assert of(1).insured_here(month("2020-08")) is None
    assert of(2).insurance is None


def test_months_here_and_elsewhere_paid_and_unpaid():
    record(
        "insurance",
        insured(1, "2020-06", firm=2),
        insured(1, "2020-07"),
        insured(1, "2020-08", paid=None),
        insured(1, "2020-08", firm=2),
        insured(2, "2020-07"),
    )
    one = of(1).insurance
    assert one.here == {month("2020-07"), month("2020-08")}
    assert one.paid_here == {month("2020-07")}
    assert one.elsewhere == {month("2020-06"), month("2020-08")}
    seen_from_two = of(1, firm_code=code(2)).insurance
    assert (seen_from_two.here, seen_from_two.elsewhere) == (one.elsewhere, one.here)


def test_a_month_is_paid_only_when_every_insured_kind_was():
    record("insurance", insured(1, "2020-07", paid_kinds=["pension"]), insured(2, "2020-07"))
    assert of(1).paid_here(month("2020-07")) is False
    assert of(2).paid_here(month("2020-07")) is True


@pytest.mark.parametrize(("paid_on", "late"), [("2020-08-31", False), ("2020-09-01", True)])
def test_paid_after_the_end_of_the_next_month_is_back_payment(paid_on, late):
    record("insurance", insured(1, "2020-07", paid=paid_on))
    one = of(1).insurance
    assert one.paid_here == {month("2020-07")}
    assert bool(one.backpaid_here) is late


def test_december_and_january_are_neighbours():
    record("insurance", insured(1, "2019-12", paid="2020-01-31"), insured(2, "2019-12", paid="2020-02-01"))
    assert of(1).insurance.backpaid_here == frozenset()
    assert of(2).insurance.backpaid_here == {month("2019-12")}


def test_only_the_months_asked_come_back():
    record("insurance", *(insured(1, f"2020-{m:02d}") for m in range(1, 10)))
    asked = of(1, first=month("2020-03"), last=month("2020-05")).insurance
    assert asked.here == {month("2020-03"), month("2020-04"), month("2020-05")}


_births = itertools.count()
PAID = st.none() | st.integers(0, 75)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.dictionaries(
        st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(0, 90)), PAID, max_size=20
    ),
    window=st.tuples(st.integers(0, 90), st.integers(0, 90)).map(sorted),
)
def test_months_are_gathered_as_counting_row_by_row_would(rows, window):
    birth = f"{date(1950, 1, 1) + timedelta(days=next(_births)):%Y%m%d}"  # each example has people of its own
    start = month("2013-01")
    record(
        "insurance",
        *(
            {
                "person": number(who, birth=birth), "firm": code(where), "month": iso(start + when), "kinds": ["养老"],
                **({"paid_kinds": "养老", "paid_on": last_day(start + when) + timedelta(days=late)} if late is not None else {}),
            }
            for (who, where, when), late in rows.items()
        ),
    )  # fmt: skip
    first, last = (start + each for each in window)
    people = [mark(who, birth=birth) for who in (1, 2, 3)]
    found = facts(*people, first=first, last=last)
    for who, person_mark in zip((1, 2, 3), people, strict=True):
        mine = {
            (w, start + m): late
            for (p, w, m), late in rows.items()
            if p == who and first <= start + m <= last
        }
        here = {m: late for (w, m), late in mine.items() if w == 1}
        expected = registers.Insurance(
            frozenset(here),
            frozenset(m for m, late in here.items() if late is not None),
            frozenset(
                m
                for m, late in here.items()
                if late is not None and last_day(m) + timedelta(days=late) > last_day(m + 1)
            ),
            frozenset(m for (w, m) in mine if w == 2),
        )
        assert (found[person_mark].insurance or registers.Insurance()) == expected


def test_hardship_pending_granted_and_refused():
    base = {"person": number(1), "category": "残疾", "applied_on": "2020-07-01", "office": "中关村街道"}
    record("hard_to_employ", {**base, "due_on": "2020-07-08"})
    assert of(1).hard_to_employ_on(date(2020, 7, 1)) is None
    record("hard_to_employ", {**base, "starts_on": "2020-07-06"})
    assert of(1).hard_to_employ_on(date(2020, 7, 6)) is True
    assert of(1).hard_to_employ_on(date(2020, 7, 5)) is False


def test_graduates_of_technician_colleges_carry_their_class():
    record(
        "graduates",
        {
            "person": number(1),
            "graduated_on": "2020-07-01",
            "level": "技师学院",
            "class_kind": "预备技师班",
            "school_in_beijing": "是",
        },
    )
    (graduation,) = of(1).graduated_in(2020)
    assert (graduation.class_kind, graduation.school_in_beijing, graduation.household_in_beijing) == (
        "pre_technician",
        True,
        None,
    )
    assert of(1).graduated_in(2019) is None


def test_training_subsidies_are_counted_by_year_and_policy():
    rows = [
        {"person": number(1), "policy": "以训稳岗", "year": 2020, "enjoyed_on": "2020-05-01"},
        {"person": number(1), "policy": "以训稳岗", "year": 2020, "enjoyed_on": "2020-06-01"},
        {"person": number(1), "policy": "学徒制", "year": 2020},
        {"person": number(1), "policy": "学徒制", "year": 2019},
    ]
    record("training_subsidies", *rows)
    one = of(1)
    assert one.training == {2020: {"以训稳岗": 2, "学徒制": 1}, 2019: {"学徒制": 1}}
    assert one.training_times(2020) == 3


def test_the_earlier_scheme_by_month_and_as_a_whole():
    record(
        "earlier_scheme",
        {"person": number(1), "firm": code(2), "month": "2020-05"},
        {"person": number(2), "scheme": "以训稳岗"},
    )
    assert of(1).earlier == registers.Earlier(frozenset({month("2020-05")}), whole=False)
    assert of(2).earlier == registers.Earlier(frozenset(), whole=True)


def test_sources_are_named_as_local():
    assert "本系统登记簿" in of(1).sources["insurance"]
    assert "local register" in register("insurance").label.en


def test_convenience_questions():
    record("insurance", insured(1, "2020-07"), insured(1, "2020-08", firm=2))
    with read(SYSTEM, purpose="test"):
        assert registers.insured_months_here(mark(1), code(1), ON) == {month("2020-07")}
        assert registers.paid(mark(1), code(1), month("2020-07")) is True
        assert registers.paid(mark(1), code(1), month("2021-07")) is None
        assert registers.insured_elsewhere(mark(1), code(1), month("2020-08")) is True


def test_a_roster_of_any_length_takes_the_same_number_of_statements():
    record("insurance", *(insured(n, "2020-07") for n in range(1, 60)))

    def statements(count: int) -> int:
        people = [mark(n) for n in range(1, count + 1)]
        with CaptureQueriesContext(connection) as queries:
            facts(*people)
        return sum("registers_" in query["sql"] for query in queries)

    assert statements(2) == statements(200)


def firm_facts(on: date = ON, sequence: int = 1):
    with read(SYSTEM, purpose="test"):
        return registers.facts_for_firm(code(sequence), on)


def test_a_firm_nobody_knows_is_unknown_and_a_covered_one_has_none():
    blank = firm_facts()
    assert (blank.office, blank.size, blank.recognised, blank.is_dispatch) == (None, None, None, None)
    for kind in ("insured_firms", "firm_size", "recognised_firms", "dispatch_firms"):
        record(kind)
    known = firm_facts()
    assert (known.office, known.size, known.recognised, known.is_dispatch) == ("", None, (), False)


def test_a_firm_by_its_registers_on_a_day():
    record(
        "insured_firms",
        {"firm": code(1), "office": "海淀区", "starts_on": "2015-01-01", "ends_on": "2020-08-31"},
        {"firm": code(1), "office": "bda", "starts_on": "2020-09-01"},
    )
    record("firm_size", {"firm": code(1), "on_day": "2020-01-01", "size_class": "小型"})
    record("firm_size", {"firm": code(1), "on_day": "2020-12-31", "size_class": "中型"})
    record(
        "recognised_firms",
        {
            "firm": code(1),
            "list_batch": 1,
            "office": "haidian",
            "industry": "餐饮",
            "starts_on": "2020-08-31",
        },
    )
    record(
        "dispatch_firms",
        {"firm": code(1), "licence": "京0108", "starts_on": "2019-01-01", "ends_on": "2020-09-20"},
    )
    assert firm_facts(date(2020, 8, 31)).office == "haidian"
    today = firm_facts()
    assert (today.office, today.size.size_class, today.is_dispatch) == ("bda", "small", False)
    assert today.recognised == (registers.Recognition("haidian", "餐饮", 1, Spell(date(2020, 8, 31))),)
    assert firm_facts(date(2020, 8, 30)).recognised == ()
    assert firm_facts(date(2020, 9, 20)).is_dispatch is True


def test_a_firm_asks_about_its_own_roster_only():
    own, other = firm(1), firm(2, "另一家")
    record("insurance", insured(1, "2020-07"))
    clerk = Actor("party", uuid4(), party=own)
    assert facts(mark(1), actor=clerk)[mark(1)].insurance.here == {month("2020-07")}
    with pytest.raises(Refusal, match="本单位"):
        facts(mark(1), actor=Actor("party", uuid4(), party=other))


def test_a_person_asks_about_herself_only():
    me = Actor("party", uuid4(), party=person(1))
    assert mark(1) in facts(mark(1), actor=me)
    with pytest.raises(Refusal):
        facts(mark(1), mark(2), actor=me)


@pytest.mark.parametrize("actor", [PUBLIC, Actor("party", uuid4())])
def test_the_public_asks_nothing(actor):
    with pytest.raises(Refusal):
        facts(mark(1), actor=actor)


def test_the_context_of_the_asking_party_returns_after_a_lookup():
    from gongbao.platform.registers.models import InsuredMonth

    record("insurance", insured(1, "2020-07"))
    with read(Actor("party", uuid4(), party=firm(1)), purpose="test"):
        registers.facts_for_roster(code(1), [mark(1)], ON)
        assert not InsuredMonth.objects.exists()


def test_who_looked_up_whom_is_logged_with_the_purpose():
    handler = Actor("officer", uuid4(), "王审核", office="haidian", roles=frozenset({"district_handler"}))
    facts(mark(1), actor=handler)
    (logged,) = accesses(subject=mark(1))
    assert (logged.actor["name"], logged.purpose) == ("王审核", "社保信息比对")


def test_outside_a_transaction_nothing_is_looked_up():
    with pytest.raises(RuntimeError):
        registers.facts_for_roster(code(1), [mark(1)], ON)


class ElsewhereRegister:
    """A connected register, as a test puts one in."""

    code = "unemployed"
    label = registers.kind("unemployed").label

    def covers(self, known_at=None):
        return (Spell(date(2020, 1, 1), date(2020, 12, 31)),)

    def lookup_many(self, asked):
        return {person: (Spell(date(2020, 7, 1)),) for person in asked.people}


def test_a_connected_register_takes_the_local_ones_place(settings):
    settings.GONGBAO_REGISTERS = {"unemployed": f"{__name__}.ElsewhereRegister"}
    register.cache_clear()
    try:
        assert of(1).unemployed_on(date(2020, 7, 1)) is True
        assert "本系统" not in of(1).sources["unemployed"]
    finally:
        register.cache_clear()


def test_fingerprints_are_those_of_parties():
    assert parties.person(person(1)).fingerprint == mark(1)
