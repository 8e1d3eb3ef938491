"""What the generated function tells an interpreter is what the interpreter would have worked out by itself."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest
from bench import teachers, titles
from hypothesis import given, note
from tests.kernel.rules.trees import GATHERING, cases, half_as_many, rulings, written

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.earliest import earliest
from gongbao.kernel.rules.interpret import Interpreter
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.worked_out import WorkedOut
from gongbao.policies import dossiers

ON = date(2020, 12, 31)
CASES = cases(60, seed=20201231)


def same(asked: Iterable[Ruling], cases: Iterable[Mapping[str, Any]]) -> int:
    """Every part, column and earliest day told against one worked out from nothing; how many there were."""
    told = 0
    kept = WorkedOut(tuple(asked), often=0)
    parts = {id(part): part for ruling in kept.rulings for part in n.walk(ruling.condition)}
    for facts in cases:
        run, alone = Interpreter(facts), Interpreter(facts)
        kept.begin(run)
        for key, truth in run.states.items():
            assert truth is alone.truth(parts[key]), written(parts[key])
        for key, bounds in run.found.items():
            assert bounds == alone.bounds(parts[key]), written(parts[key])
        for (records, where), truths in run.listed.items():
            rows = facts.get(records)
            found = None if rows is None else [alone.truth(parts[where], row) for row in rows]
            assert truths == found, written(parts[where])
        for key, days in run.days.items():
            assert days == earliest(parts[key], alone), written(parts[key])
        told += len(run.states) + len(run.days)
    return told


@half_as_many
@given(rulings(GATHERING, amount=False))
def test_any_rule(ruling: Ruling) -> None:
    note(written(ruling.condition))
    same([ruling], CASES)


@pytest.mark.parametrize("series", titles.SERIES)
def test_the_titles_of_any_dossier(series: str) -> None:
    dice, (questions, work) = random.Random(7), titles.SERIES[series]  # noqa: S311 - made-up data
    make = teachers.dossier if questions is titles.TEACHERS else titles.dossier
    files = [titles.whole(series), *(make(dice, work) for _ in range(40))]
    for each in files[1::3]:
        dice.choice([each["degrees"], each["titles"] or each["degrees"]]).append({})
        each.pop(dice.choice(sorted(each.keys() - {"evaluation_date"})))
    loaded = [questions[0].load(each) for each in files]
    assert same([question.at(ON) for question in questions], loaded) > 41 * 100


def test_nobody_sees_when_the_function_takes_over() -> None:
    facts = titles.TEACHERS[0].load(teachers.TEACHER)
    found = []
    for _ in range(6):
        given = dossiers.answers(facts, date(2019, 3, 1), "vocational_teacher_titles")
        found.append([(e.name, e.answer.outcome, e.day, e.ways, e.answer.reasons, e.open) for e in given])
    assert all(each == found[0] for each in found)
    names = {name: (outcome, day) for name, outcome, day, *_ in found[0]}
    assert names["高级讲师"] == ("met", ON)
    assert names["正高级讲师"] == ("not_met", None)
