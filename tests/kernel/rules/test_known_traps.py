"""The known traps of three-valued rules, each by name, in every compiler."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest
from tests.kernel.rules.trees import LABEL, NEVER, READINGS

from gongbao.kernel.calendar.years import completed_years
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.compile_python import compile_python
from gongbao.kernel.rules.compile_sql import determine_sql
from gongbao.kernel.rules.question import Question, Ruling
from gongbao.law.parameters import Parameters

ON = date(2020, 11, 10)
TRUTHS = (True, False, None)
A, B, C = (n.Fact(name, "yes_no", LABEL) for name in "abc")
MONTHS = n.Fact("months", "integer", LABEL)
SINCE = n.Fact("since", "date", LABEL)


def ruling(condition: n.Condition, amount: n.Value | None = None, on: date = ON) -> Ruling:
    named = condition.named("root", LABEL, "x/1")
    return Question("x/x", LABEL, named, ("x/1",), Parameters(()), READINGS, amount=amount).at(on)


def everywhere(rule: Ruling, cases: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Verdict and amount of each case, after all evaluators have given the same ones."""
    facts = rule.question.facts
    frame = determine_frame(rule, frame_of(cases, facts).lazy()).collect()
    amounts = frame["amount_fen"].to_list() if "amount_fen" in frame.columns else [None] * len(cases)
    by_polars = list(zip(frame["verdict"].to_list(), amounts, strict=True))
    by_tree = [(each.truth, each.amount_fen) for each in map(rule.determine, cases)]
    decide = compile_python(rule)
    by_python = [
        (a.truth, a.low if rule.amount is not None and a.truth is not None and a.low == a.high else None)
        for a in map(decide, cases)
    ]
    assert by_polars == by_tree == by_python == by_duckdb(rule, cases)
    return by_tree


def by_duckdb(rule: Ruling, cases: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    types = {"yes_no": "BOOLEAN", "date": "DATE", "integer": "BIGINT"}
    facts = rule.question.facts
    with duckdb.connect() as connection:
        columns = ", ".join(f"{fact.name} {types[fact.kind]}" for fact in facts)
        connection.execute(f"CREATE TABLE cases (id BIGINT, {columns})")
        rows = [[i, *(case.get(fact.name) for fact in facts)] for i, case in enumerate(cases)]
        connection.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * (len(facts) + 1))})", rows)
        text = determine_sql(rule, "cases")
        amount = "amount_fen" if rule.amount is not None else "NULL"
        return connection.execute(f"SELECT verdict, {amount} FROM ({text}) ORDER BY id").fetchall()


COMBINATIONS = [dict(zip("abc", values, strict=True)) for values in itertools.product(TRUTHS, repeat=3)]


def test_at_least_two_of_three_counts_what_is_true_and_what_is_possible() -> None:
    """A sum over unknowns is wrong in every engine; all 27 combinations by the two-valued rule."""
    for case, (truth, _) in zip(
        COMBINATIONS, everywhere(ruling(n.at_least(2, A, B, C)), COMBINATIONS), strict=True
    ):
        options = [(True, False) if value is None else (value,) for value in case.values()]
        reached = {sum(values) >= 2 for values in itertools.product(*options)}
        assert truth == (reached.pop() if len(reached) == 1 else None)


def test_the_smaller_of_six_and_an_unknown_number_is_not_six() -> None:
    """LEAST(NULL, 6) is 6 in most engines, which would pay six months for months nobody knows."""
    rule = ruling(A, amount=MONTHS.at_most(6) * 154000)
    cases = [{"a": True, "months": months} for months in (None, 5, 6, 7)]
    assert [amount for _, amount in everywhere(rule, cases)] == [None, 770000, 924000, 924000]


def test_months_that_are_enough_in_any_case_settle_the_amount() -> None:
    """Six sure months stay six although a seventh is still open."""
    listed = n.Fact("listed", "records", LABEL, fields=(n.Fact("ok", "yes_no", LABEL),))
    rule = ruling(A, amount=n.CountWhere(listed, listed["ok"]).at_most(6) * 154000)
    months = [{"ok": True}] * 6
    for extra in ([], [{"ok": None}], [{"ok": False}]):
        case = {"a": True, "listed": [*months, *extra]}
        assert rule.determine(case).amount_fen == 924000
        frame = frame_of([case], rule.question.facts).lazy()
        assert determine_frame(rule, frame).collect()["amount_fen"].to_list() == [924000]
        assert compile_python(rule)(case)[1:3] == (924000, 924000)


def test_splitting_by_a_condition_and_its_opposite_loses_the_undetermined() -> None:
    frame = determine_frame(ruling(n.all_of(A, B, C)), frame_of(COMBINATIONS, (A, B, C)).lazy()).collect()
    verdict = pl.col("verdict")
    assert (frame.filter(verdict).height, frame.filter(~verdict).height) == (1, 19)
    assert frame.filter(verdict.is_null()).height == 7


def test_at_least_inside_at_least() -> None:
    rule = ruling(n.at_least(2, n.at_least(2, A, B, C), ~n.at_least(1, A, B), n.at_least(1, B, C)))
    for case, (truth, _) in zip(COMBINATIONS, everywhere(rule, COMBINATIONS), strict=True):
        options = [(True, False) if value is None else (value,) for value in case.values()]
        reached = {
            ((a + b + c >= 2) + (not (a or b)) + (b or c)) >= 2 for a, b, c in itertools.product(*options)
        }
        if len(reached) == 2:
            assert truth is None
        assert truth in (None, *reached)


def test_more_than_there_are_is_no_condition() -> None:
    for count in (0, 3):
        with pytest.raises(ValueError, match="no condition"):
            n.at_least(count, A, B)


@pytest.mark.parametrize(
    "on", [date(2020, 2, 28), date(2020, 2, 29), date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 29)]
)
@pytest.mark.parametrize("years", [0, 1, 3, 4])
def test_full_years_around_29_february(on: date, years: int) -> None:
    """The day that has just completed N years, and the day after, by completed years themselves."""
    around = [on.replace(day=1, year=on.year - years) + timedelta(days=i - 40) for i in range(80)]
    rule = ruling(n.FullYears(SINCE, n.Const(years)), on=on)
    cases: list[dict[str, Any]] = [{"since": day} for day in (*around, NEVER, None)]
    wanted: list[bool | None] = [completed_years(day, on) >= years for day in around]
    assert [truth for truth, _ in everywhere(rule, cases)] == [*wanted, False, None]


def test_one_year_after_29_february_is_complete_on_28_february() -> None:
    leap = {"since": date(2020, 2, 29)}
    for on, truth in ((date(2021, 2, 27), False), (date(2021, 2, 28), True), (date(2021, 3, 1), True)):
        assert ruling(n.FullYears(SINCE, n.Const(1)), on=on).determine(leap).truth is truth


def test_never_is_a_value_and_only_null_is_unknown() -> None:
    rule = ruling(n.all_of(SINCE <= ON))
    assert everywhere(rule, [{"since": NEVER}, {"since": None}]) == [(False, None), (None, None)]


@pytest.mark.parametrize(("rate", "holds"), [(-1, None), (0, False), (1, True)])
def test_a_rate_below_zero_is_unknown_also_where_it_is_a_constant(rate: int, holds: bool | None) -> None:
    rule = ruling(n.all_of(n.Share(MONTHS, n.Const(rate)) >= 1))
    assert [truth for truth, _ in everywhere(rule, [{"months": 4}])] == [holds]


def test_conditions_refuse_pythons_own_logic() -> None:
    for write in (lambda: A and B, lambda: not A, lambda: 1 if A else 0):
        with pytest.raises(TypeError, match="all_of"):
            write()
    with pytest.raises(TypeError, match="whole number"):
        _ = MONTHS >= 1.5  # type: ignore[operator]


def test_a_dated_parameter_read_by_a_fact_is_a_question_about_that_fact() -> None:
    """The day that picks the parameter's value is itself asked for."""
    from tests.kernel.rules.trees import BOOK

    rate = n.Param("gapped", when=SINCE)
    question = Question("x/x", LABEL, A, ("x/1",), BOOK, amount=rate)
    assert {fact.name for fact in question.facts} == {"a", "since"}
    answer = question.at(ON).determine({"a": True})
    assert [fact.name for fact, _ in answer.open] == ["since"]


def test_a_what_if_may_replace_a_condition_by_one_with_parameters() -> None:
    from tests.kernel.rules.trees import BOOK

    condition = n.all_of(A.named("first", LABEL, "x/1"), B).named("root", LABEL, "x/1")
    question = Question("x/x", LABEL, condition, ("x/1",), BOOK)
    changed = question.at(ON, replaced={"first": n.Param("day") >= SINCE})
    answer = changed.determine({"b": True, "since": date(2020, 7, 1)})
    assert answer.truth is True
    assert changed.determine({"b": True, "since": date(2020, 7, 2)}).reasons[0].unit.tag.name == "first"
