"""Room 18 against what was published: 35 amounts of flexible workers, the days to pay, and every compiler."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.money import yuan
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.compile_python import compile_python
from gongbao.kernel.rules.compile_sql import determine_sql
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.policies.social_insurance_collection.deadlines import (
    PAYS,
    collection_month,
    debit_days,
    firm_deadline,
    firm_first_day,
)
from gongbao.policies.social_insurance_collection.rules import (
    BOOK,
    EMPLOYEE,
    EMPLOYEE_PARTS,
    FLEXIBLE,
    FLEXIBLE_PARTS,
    QUESTIONS,
)

PUBLISHED = [
    # month, pension low and high, unemployment low and high, medical: yuan as published
    ("2020-07", "722.60", "5308.20", "43.36", "318.49", "485.66"),
    ("2021-01", "722.60", "5308.20", "36.13", "265.41", "485.66"),
    ("2021-07", "1072.00", "5644.20", "53.60", "282.21", "460.96"),
    ("2022-07", "1173.80", "6376.80", "58.69", "318.84", "520.80"),
    ("2023-07", "1265.20", "6778.20", "63.26", "338.91", "553.56"),
    ("2024-07", "1364.20", "7056.60", "68.21", "352.83", "576.32"),
    ("2025-07", "1432.40", "7162.20", "71.62", "358.11", "584.92"),
]


def flexible(month: str, base: int) -> dict[str, int | None]:
    """The parts of a flexible worker's month, from the rule."""
    ruling = FLEXIBLE.at(date.fromisoformat(f"{month}-01"))
    facts = ruling.load({
        "month": month, "collector_found": True, "registered": True, "flex_type": "part_time",
        "insured_by_employer": False, "asks_injury": False, "chose_base": True, "chosen_base": base,
        "joins_pension": True, "joins_unemployment": True, "joins_medical": True,
    })  # fmt: skip
    told = ruling.determine(facts).to_json()
    assert told["outcome"] == "met"
    assert told["amount_fen"] == sum(told["values"][name] for name in FLEXIBLE_PARTS)
    values: dict[str, int | None] = told["values"]
    return values


@pytest.mark.parametrize("row", PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_the_published_amounts_come_out_to_the_fen(row: tuple[str, ...]) -> None:
    month, pension_low, pension_high, unemployment_low, unemployment_high, medical = row
    low, high = flexible(month, 0), flexible(month, 10**8)
    assert [low["pension"], high["pension"]] == [yuan(pension_low), yuan(pension_high)]
    assert [low["unemployment"], high["unemployment"]] == [yuan(unemployment_low), yuan(unemployment_high)]
    assert low["medical"] == high["medical"] == yuan(medical)


def test_there_are_35_of_them() -> None:
    assert sum(len(row) - 1 for row in PUBLISHED) == 35


@pytest.mark.parametrize("row", PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_the_published_medical_amount_fits_its_formula(row: tuple[str, ...]) -> None:
    """A check only: twice 3.5 % of seven tenths of the upper limit's third, rounded up to a yuan."""
    on = date.fromisoformat(f"{row[0]}-01")
    upper = BOOK["medical_base_high"].at(on).value
    assert isinstance(upper, int)
    base = ceil(Fraction(7, 10) * upper / 100 / 3)
    half = (Decimal(base) * Decimal("0.035")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert yuan(2 * half) == yuan(row[5])


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ((2020, 11), date(2020, 11, 25)),
        ((2020, 12), date(2020, 12, 30)),
        ((2021, 1), date(2021, 1, 28)),
        ((2021, 2), date(2021, 2, 25)),
        ((2021, 3), date(2021, 3, 30)),
        ((2021, 4), date(2021, 4, 25)),
        ((2021, 9), date(2021, 9, 25)),
        ((2022, 1), date(2022, 1, 25)),
    ],
)
def test_the_official_last_days(month: tuple[int, int], due: date) -> None:
    found = firm_deadline(month[0] * 12 + month[1] - 1)
    assert found.due == found.late_after == due
    assert found.clause.startswith("she-2020-18/")


def test_the_25th_is_a_sunday_in_april_2021_and_stays() -> None:
    assert firm_deadline(2021 * 12 + 3).due.weekday() == 6
    assert firm_first_day(2021 * 12 + 3) == date(2021, 4, 12), "the 10th is a Saturday and moves"
    assert firm_first_day(2020 * 12 + 10) == date(2020, 11, 9)


def test_the_other_reading_of_november() -> None:
    assert firm_deadline(2020 * 12 + 10, {"november_due": "exclusive"}).due == date(2020, 11, 24)


def test_before_the_tax_authority_collects_there_is_no_day() -> None:
    with pytest.raises(Refusal, match="没有有效的数值"):
        firm_deadline(2020 * 12 + 9)


def test_debit_days_are_stored_or_published_never_guessed() -> None:
    with pytest.raises(Refusal, match="没有载入"):
        debit_days(2020 * 12 + 11)
    stored = debit_days(2020 * 12 + 11, [date(2020, 12, 18), date(2020, 12, 8)])
    assert [(d.day, d.certain) for d in stored] == [(date(2020, 12, 8), True), (date(2020, 12, 18), True)]
    april = debit_days(2021 * 12 + 3)
    assert [(d.day.day, d.certain) for d in april] == [(8, True), (19, False)]
    august = debit_days(2021 * 12 + 7)
    assert [(d.day.day, d.certain) for d in august] == [(6, False), (18, True)]


def test_medical_is_collected_a_month_later() -> None:
    assert collection_month("medical", 24240) == 24241
    assert collection_month("pension", 24240) == 24240
    july = 2021 * 12 + 6
    chosen = {pays: collection_month("pension", july, pays) - july for pays in PAYS}
    assert chosen == {"month": 0, "quarter": 2, "half_year": 5, "year": 5}
    assert collection_month("unemployment", july + 2, "quarter") == july + 2
    assert collection_month("medical", july, "year") == july + 1, "medical goes on month by month"
    assert collection_month("pension", july - 1, "year") == july - 1, "not before July 2021"


ON = (date(2020, 11, 1), date(2021, 1, 1), date(2021, 5, 1), date(2021, 7, 1))
FEN = (0, 1, 361299, 361300, 361301, 471300, 536000, 1_000_000, 2_654_100, 2_973_201, 10**9)
TYPES = {"yes_no": "BOOLEAN", "date": "DATE", "word": "VARCHAR(64)"}


def value(fact: n.Fact, chance: random.Random) -> Any:
    if chance.random() < 0.06:
        return None
    match fact.kind:
        case "yes_no":
            return chance.random() < 0.7
        case "date":
            return date(2020, 11, chance.choice((7, 8, 9, 10, 24, 25, 26)))
        case "month":
            return 2020 * 12 + chance.randint(8, 12)
        case "word":
            return chance.choice([option.word for option in fact.options])
        case "integer":
            return chance.choice((0, 50, 80, 100, 120, 150))
        case _:
            return chance.choice(FEN)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_evaluator_agrees(question: Question) -> None:
    chance = random.Random(question.id)  # noqa: S311 - cases
    cases = [{fact.name: value(fact, chance) for fact in question.facts} for _ in range(150)]
    columns = ", ".join(f"{fact.name} {TYPES.get(fact.kind, 'BIGINT')}" for fact in question.facts)
    for on in ON:
        ruling = question.at(on)
        answers = [ruling.determine(case) for case in cases]
        amounts = [each.amount_fen for each in answers]
        decide = compile_python(ruling)
        assert [decide(case).truth for case in cases] == [each.truth for each in answers]
        told = determine_frame(ruling, frame_of(cases, question.facts).lazy(), values=True).collect()
        assert told["verdict"].to_list() == [each.truth for each in answers]
        with duckdb.connect() as base:
            base.execute(f"CREATE TABLE cases (id BIGINT, {columns})")
            rows = [[i, *(case[f.name] for f in question.facts)] for i, case in enumerate(cases)]
            base.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * (len(question.facts) + 1))})", rows)
            sql = base.execute(determine_sql(ruling, "cases") + " ORDER BY id").fetchall()
        assert [row[1] for row in sql] == [each.truth for each in answers]
        if ruling.amount is not None:
            assert told["amount_fen"].to_list() == amounts
            assert [row[3] for row in sql] == amounts


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_higher_wage_never_costs_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    facts = {
        "month": "2021-07", "payer_type": "enterprise", "registered": True, "relief_size": "none",
        "injury_class": "3", "injury_float": 100, "rural_household": False,
    }  # fmt: skip
    ruling = EMPLOYEE.at(date(2021, 7, 1))
    parts = [
        ruling.determine(ruling.load({**facts, "declared_base": base})).to_json() for base in (low, high)
    ]
    assert all(parts[0]["values"][name] <= parts[1]["values"][name] for name in EMPLOYEE_PARTS)
