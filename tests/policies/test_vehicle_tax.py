"""The vehicle tax against an independent recomputation in exact fractions, and the ten-day dates told officially."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.kernel.calendar.tax import ten_day_plus_5, ten_day_remittance
from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.compile_python import compile_python
from gongbao.policies.vehicle_tax.rules import LATE_FEE, TAX

YUAN = {1000: 300, 1600: 420, 2000: 480, 2500: 900, 3000: 1920, 4000: 3480}
ON = date(2021, 6, 30)
DAYS = st.dates(date(2012, 1, 1), date(2022, 6, 30))
VEHICLES = st.fixed_dictionaries(
    {
        "insured_here": st.just(True),
        "vehicle_class": st.sampled_from(
            ("passenger_car", "coach", "truck", "special_purpose", "wheeled_machine", "motorcycle", "trailer")
        ),
        "displacement_ml": st.one_of(st.sampled_from((1000, 1001, 1600, 1601, 4000, 4001)), st.integers(50, 8000)),
        "seats": st.integers(2, 60),
        "kerb_kg": st.integers(1, 60000),
        "energy": st.sampled_from(("ordinary", "energy_saving", "new_energy", "electric_car")),
        "standing": st.sampled_from(("ordinary", "police", "public_transport")),
        "proof_seen": st.booleans(),
        "bought_on": DAYS,
        "tax_year": st.just(2021),
        "collected_on": st.just(ON),
        "cover": st.sampled_from(("whole_year", "short")),
        "cover_from": st.dates(date(2021, 1, 1), date(2021, 12, 31)),
        "cover_to": st.dates(date(2021, 1, 1), date(2022, 12, 31)),
        "already_paid": st.booleans(),
    }
)  # fmt: skip


def by_hand(car: dict[str, Any]) -> int:
    """The tax in fen, told step by step as a clerk would, in exact fractions and rounded once."""
    kind = car["vehicle_class"]
    if car["already_paid"] or kind == "trailer" or car["energy"] in ("new_energy", "electric_car"):
        return 0
    if car["standing"] != "ordinary" and car["proof_seen"]:
        return 0
    if kind == "passenger_car":
        year = Fraction(next((y for ml, y in YUAN.items() if car["displacement_ml"] <= ml), 5280)) * 10 / 12
    elif kind == "coach":
        year = Fraction(960 if car["seats"] < 20 else 1140)
    elif kind == "motorcycle":
        year = Fraction(120)
    else:
        year = Fraction(96 * car["kerb_kg"], 1000)
    if car["energy"] == "energy_saving":
        year /= 2
    bought = car["bought_on"]
    months = 12 if bought.year < 2021 else 13 - bought.month if bought.year == 2021 else 0
    if car["cover"] == "short":
        ends = 12 if car["cover_to"].year > 2021 else car["cover_to"].month
        months = max(ends - car["cover_from"].month + 1, 0) if months else 0
    return math.floor(year * 100 * months / 12 + Fraction(1, 2))


@settings(max_examples=150, deadline=None)
@given(st.lists(VEHICLES, min_size=1, max_size=20))
def test_every_evaluator_gives_the_tax_worked_out_by_hand(cars: list[dict[str, Any]]) -> None:
    ruling = TAX.at(ON)
    decide = compile_python(ruling)
    expected = [by_hand(car) for car in cars]
    assert [ruling.determine(car).amount_fen for car in cars] == expected
    assert [decide(car).low for car in cars] == expected
    frame = frame_of(cars, TAX.facts)
    told = determine_frame(ruling, frame.lazy()).collect()
    assert told["amount_fen"].to_list() == expected


@given(st.integers(0, 10**9), st.dates(date(2021, 1, 1), date(2030, 12, 31)))
def test_late_fees_are_exact_whatever_the_sum(owed: int, paid: date) -> None:
    facts = {"owed": owed, "filing_last_day": date(2020, 12, 31), "paid_on": paid, "already_paid": False}
    days = (paid - date(2020, 12, 31)).days
    exact = Fraction(owed * 5 * days, 10000)
    answer = LATE_FEE.at(paid).determine(facts)
    assert answer.amount_fen == math.floor(exact + Fraction(1, 2))


DIFFER = [
    ("2021-02-01", "2021-02-18", "2021-02-23", "2021-02-20", "2021-03-02"),
    ("2021-03-21", "2021-04-06", "2021-04-08", "2021-04-12", "2021-04-14"),
    ("2021-04-21", "2021-05-06", "2021-05-11", "2021-05-10", "2021-05-17"),
    ("2021-06-01", "2021-06-15", "2021-06-18", "2021-06-21", "2021-06-23"),
    ("2021-09-21", "2021-10-08", "2021-10-13", "2021-10-11", "2021-10-19"),
    ("2021-12-21", "2022-01-05", "2022-01-10", "2022-01-10", "2022-01-13"),
]


@pytest.mark.parametrize("row", DIFFER, ids=lambda row: row[0])
def test_the_ten_day_dates_of_2021_where_the_readings_part(row: tuple[str, ...]) -> None:
    day, *expected = (date.fromisoformat(each) for each in row)
    filing, remittance = ten_day_plus_5(day), ten_day_remittance(day)
    assert [filing.due, filing.late_after, remittance.due, remittance.late_after] == expected


def test_an_unknown_weight_of_a_truck_leaves_cars_decided() -> None:
    ruling = TAX.at(ON)
    common = {"insured_here": True, "energy": "ordinary", "standing": "ordinary", "bought_on": date(2019, 1, 1),
              "tax_year": 2021, "collected_on": ON, "cover": "whole_year", "already_paid": False}  # fmt: skip
    cars = [
        {**common, "vehicle_class": "passenger_car", "displacement_ml": 1598},
        {**common, "vehicle_class": "truck"},
    ]
    answers = [ruling.determine(car) for car in cars]
    assert [answer.amount_fen for answer in answers] == [35000, None]
    assert [fact.name for fact, _ in answers[1].open] == ["kerb_kg"]
    told = determine_frame(ruling, frame_of(cars, TAX.facts).lazy()).collect()
    assert told["amount_fen"].to_list() == [35000, None]
    assert isinstance(told, pl.DataFrame)
