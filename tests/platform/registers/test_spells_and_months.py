"""Spells of days: union and cover against a plain count of days; answers by month and day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar.month import last_day, month_of
from gongbao.platform.registers.answers import Cover, Hardship, Insurance, RegisterFacts
from gongbao.platform.registers.spells import Spell, covered, union

START = date(2020, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def spells(draw):
    first = draw(DAYS)
    return Spell(first, draw(st.none() | st.integers(0, 20).map(lambda n: first + timedelta(days=n))))


WINDOW = [START + timedelta(days=n) for n in range(-2, 100)]


def days(of) -> set[date]:
    return {day for day in WINDOW if any(spell.holds(day) for spell in of)}


@given(st.lists(spells(), max_size=8))
def test_the_union_has_the_same_days_in_order_without_touching(some):
    merged = union(some)
    assert days(merged) == days(some)
    for one, other in itertools.pairwise(merged):
        assert one.ends_on is not None
        assert other.starts_on > one.ends_on + timedelta(days=1)


@given(st.lists(spells(), max_size=8), DAYS, st.integers(0, 30))
def test_cover_means_every_single_day(some, first, length):
    last = first + timedelta(days=length)
    wanted = {first + timedelta(days=n) for n in range(length + 1)}
    assert covered(some, first, last) == (wanted <= days(some))


def test_both_ends_belong_to_a_spell():
    spell = Spell(date(2020, 7, 1), date(2020, 7, 31))
    assert [spell.holds(d) for d in (date(2020, 6, 30), date(2020, 7, 1), date(2020, 7, 31), date(2020, 8, 1))] == [
        False, True, True, False,
    ]  # fmt: skip


@given(st.lists(spells(), max_size=4), st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_what_a_register_covers_is_the_same_whenever_it_is_asked(some, asked):
    cover = Cover({"graduates": tuple(some), "insurance": ()})
    for first, last in [*asked, *asked]:
        assert cover.whole("graduates", first, last) == covered(some, first, last)
        assert cover.whole_month("graduates", month_of(first)) == covered(
            some, first.replace(day=1), last_day(month_of(first))
        )
        assert not cover.whole("insurance", first, max(first, last))


def facts(cover: dict[str, tuple[Spell, ...]], **parts) -> RegisterFacts:
    return RegisterFacts("p", date(2020, 12, 31), Cover(cover), **parts)


MONTHS = st.integers(2020 * 12, 2020 * 12 + 11)


@given(st.frozensets(MONTHS), MONTHS, MONTHS, MONTHS)
def test_a_month_is_true_if_held_false_if_covered_and_else_unknown(held, one, other, asked):
    first, last = sorted((one, other))
    cover = {"insurance": (Spell(date(first // 12, first % 12 + 1, 1), last_day(last)),)}
    answer = facts(cover, insurance=Insurance(here=held)).insured_here(asked)
    assert answer == (True if asked in held else (False if first <= asked <= last else None))


@given(st.lists(spells(), max_size=5), st.lists(spells(), max_size=3), DAYS)
def test_a_day_of_unemployment_is_true_false_or_unknown(held, cover, day):
    answer = facts({"unemployed": tuple(cover)}, unemployed=tuple(held)).unemployed_on(day)
    assert answer == (True if day in days(held) else (False if day in days(cover) else None))


def test_a_month_half_covered_is_unknown():
    half = facts({"insurance": (Spell(date(2020, 7, 1), date(2020, 7, 30)),)}, insurance=Insurance())
    assert half.insured_here(month_of(date(2020, 7, 1))) is None


def test_a_pending_application_leaves_the_answer_open_from_the_day_it_was_made():
    waiting = Hardship("age", None, date(2020, 7, 10), None, "中关村街道", date(2020, 7, 17))
    known = {"hard_to_employ": (Spell(date(2020, 1, 1), date(2020, 12, 31)),)}
    one = facts(known, hardship=(waiting,))
    assert one.hard_to_employ_on(date(2020, 7, 9)) is False
    assert one.hard_to_employ_on(date(2020, 7, 10)) is None
    assert one.pending(date(2020, 7, 10)) == (waiting,)


def test_a_refused_application_is_no_longer_pending():
    refused = Hardship("age", None, date(2020, 7, 10), date(2020, 7, 16), "中关村街道", None)
    one = facts({"hard_to_employ": (Spell(date(2020, 1, 1), date(2020, 12, 31)),)}, hardship=(refused,))
    assert one.hard_to_employ_on(date(2020, 7, 20)) is False


def test_training_of_a_year_is_unknown_until_it_is_covered_to_the_day_asked():
    enjoyed = {2020: {"以训稳岗": 2, "新型学徒制": 1}}
    partly = facts({"training_subsidies": (Spell(date(2020, 1, 1), date(2020, 9, 30)),)}, training=enjoyed)
    wholly = facts({"training_subsidies": (Spell(date(2020, 1, 1), date(2020, 12, 31)),)}, training=enjoyed)
    assert partly.training_times(2020) is None
    assert wholly.training_times(2020) == 3
    assert wholly.training_times(2019) is None
