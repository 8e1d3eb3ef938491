"""The law files of the training-subsidy room: complete, consistent, well founded."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

import gongbao
from gongbao.law.clauses import ClauseRegister, as_json, check
from gongbao.law.errors import Refusal
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings

ROOM = Path(gongbao.__file__).parent / "policies" / "training_subsidy"
CLAUSES = ClauseRegister.load(ROOM / "clauses.yaml")
PARAMETERS = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")


def test_all_clauses_are_accounted_for() -> None:
    report = as_json(CLAUSES)
    assert (report["total"], report["accounted"]) == (58, 58)
    assert check(CLAUSES, lambda ref: ref.kind != "parameter" or ref.target in PARAMETERS) == []


def test_every_parameter_serves_a_clause_and_names_one() -> None:
    named = {ref.target for clause in CLAUSES for ref in clause.carried_out_by if ref.kind == "parameter"}
    assert named == set(PARAMETERS)
    for parameter in PARAMETERS.values():
        assert parameter.clause in CLAUSES, parameter.name


def test_every_open_question_names_a_clause() -> None:
    for reading in READINGS.values():
        assert reading.clause in CLAUSES, reading.id


def test_numbers_not_printed_in_the_gazette_are_flagged() -> None:
    flagged = {name for name, parameter in PARAMETERS.items() if parameter.flagged}
    assert flagged == {
        "account_correction_working_days",
        "correction_working_days",
        "filing_authorities",
        "graduation_year_end",
        "graduation_year_start",
        "inspection_interval_months",
        "inspection_sample",
        "key_industries",
        "litigation_months",
        "minimum_wage",
        "objection_handling_working_days",
        "payment_working_days",
        "promised_review_working_days",
        "reconsideration_days",
        "recovery_working_days",
        "statement_working_days",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("expand_rate", 154000),
        ("stabilise_rate", 50000),
        ("expand_month_limit", 6),
        ("stabilise_month_limit", 3),
        ("firm_cap", 30000000),
        ("revenue_drop_min", Fraction(80, 100)),
        ("lookback_months", 6),
        ("yearly_times_limit", 3),
        ("publicity_working_days", 5),
        ("fund_request_day", 20),
        ("acceptance_last_day", date(2021, 7, 31)),
        ("expand_window_start", date(2020, 7, 1)),
        ("expand_window_end", date(2020, 12, 31)),
        ("list_batch_1_due", date(2020, 8, 31)),
        ("list_batch_2_due", date(2020, 9, 15)),
        ("effective_from", date(2020, 8, 18)),
    ],
)
def test_the_figures_of_the_notice(name: str, value: object) -> None:
    for day in (date(2020, 8, 18), date(2021, 7, 31)):
        dated = PARAMETERS[name].at(day)
        assert dated.value == value
        assert dated.confidence == "A"


@pytest.mark.parametrize(
    ("day", "fen", "confidence"),
    [
        (date(2020, 7, 1), 220000, "B"),
        (date(2021, 7, 31), 220000, "B"),
        (date(2021, 8, 1), 232000, "A"),
        (date(2023, 8, 31), 232000, "A"),
        (date(2023, 9, 1), 242000, "B"),
        (date(2025, 9, 1), 254000, "C"),
    ],
)
def test_the_minimum_wage_changes_on_the_day(day: date, fen: int, confidence: str) -> None:
    dated = PARAMETERS["minimum_wage"].at(day)
    assert (dated.value, dated.confidence) == (fen, confidence)


def test_no_day_of_the_scheme_lacks_an_entitlement_value() -> None:
    """Facts run from July 2020; amounts are also asked for when claims are decided later."""
    procedural = {name for name, p in PARAMETERS.items() if p.values[0].from_ == date(2020, 8, 18)}
    for offset in range(400):
        day = date(2020, 7, 1) + timedelta(offset)
        for name in set(PARAMETERS) - procedural:
            PARAMETERS[name].at(day)


def test_before_the_scheme_there_is_no_rate() -> None:
    with pytest.raises(Refusal, match="expand_rate"):
        PARAMETERS["expand_rate"].at(date(2020, 6, 30))
