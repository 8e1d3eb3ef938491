"""Random rules over random cases: every compiler says what the interpreter says."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import psycopg
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from tests.kernel.rules.trees import (
    FACTS,
    GATHERING,
    LISTS,
    TREES,
    WORDS,
    cases,
    many,
    rulings,
    written,
)

from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.compile_python import compile_python
from gongbao.kernel.rules.compile_sql import determine_sql
from gongbao.kernel.rules.kinds import named_conditions
from gongbao.kernel.rules.question import Determination, Ruling
from gongbao.platform.db import embedded

CASES = cases(60, seed=20201110)
WORDS_SEEN = pl.Enum(["其他", *WORDS])
FRAME = frame_of(CASES, FACTS.values()).with_columns(pl.col("word_1").cast(WORDS_SEEN)).lazy()
PARTS = 8
"""Trees are shared out to as many tests, so that several workers take them; each part draws rules of its own."""
ANSWERS = ("verdict", "waits_for_people", "amount_fen")
FOR_ALL = settings(many, max_examples=-(-TREES // PARTS))
FOR_THOSE_THAT_GATHER = settings(many, max_examples=-(-TREES // (4 * PARTS)))
RECORDS = {fact.name: f"{fact.name}_rows" for fact in LISTS}
SQL_TYPES = {"yes_no": "BOOLEAN", "date": "DATE", "word": "VARCHAR(64)", "records": "BOOLEAN"}


def tables(run: Any, mark: str) -> None:
    """The cases as a table, each list as a child table."""
    for name, facts, rows in _rows():
        columns = ", ".join(f"{fact.name} {SQL_TYPES.get(fact.kind, 'BIGINT')}" for fact in facts)
        run.execute(f"CREATE TEMPORARY TABLE {name} (id BIGINT, {columns})")
        marks = ", ".join([mark] * (len(facts) + 1))
        cursor = run.cursor() if mark == "%s" else run
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)


def _rows() -> Iterator[tuple[str, Sequence[Any], list[list[Any]]]]:
    facts = tuple(FACTS.values())

    def cell(fact: Any, case: Any) -> Any:
        found = case[fact.name]
        return found if fact.kind != "records" or found is None else True

    yield "cases", facts, [[i, *(cell(f, case) for f in facts)] for i, case in enumerate(CASES)]
    for fact in LISTS:
        rows = [
            [i, *(row[part.name] for part in fact.fields)]
            for i, case in enumerate(CASES)
            for row in case[fact.name] or ()
        ]
        yield RECORDS[fact.name], fact.fields, rows


def answers(ruling: Ruling) -> list[Determination]:
    note(f"on {ruling.on}: {written(ruling.condition)}")
    note(f"amount: {written(ruling.amount) if ruling.amount is not None else None}")
    return [ruling.determine(case) for case in CASES]


def expected(ruling: Ruling, told: list[Determination]) -> list[tuple[Any, ...]]:
    """Of each case: verdict, waiting, amount if asked, then every named condition."""
    named = named_conditions(ruling.condition, ruling.question.facts).values()

    def row(each: Determination) -> tuple[Any, ...]:
        amount = () if ruling.amount is None else (each.amount_fen,)
        return (each.truth, each.outcome == "judgement", *amount, *(each.run.truth(part) for part in named))

    return [row(each) for each in told]


def columns(ruling: Ruling) -> list[str]:
    amount = [] if ruling.amount is None else ["amount_fen"]
    return [
        "verdict",
        "waits_for_people",
        *amount,
        *named_conditions(ruling.condition, ruling.question.facts),
    ]


def check_python(ruling: Ruling, told: list[Determination]) -> None:
    decide, short = compile_python(ruling), compile_python(ruling, reasons=False)
    for case, each in zip(CASES, told, strict=True):
        answer = decide(case)
        bounds = each.amount_bounds
        assert (answer.truth, (answer.low, answer.high)) == (each.truth, bounds)
        assert short(case)[:3] == answer[:3]
        said = {
            unit.tag.name: (state, dict(zip((f.name for f in unit.facts), values, strict=True)))
            for unit, state, values in answer.reasons
        }
        wanted = {
            r.unit.tag.name: (r.state, {f.name: case[f.name] for f in r.unit.facts}) for r in each.reasons
        }
        assert list(said.items()) == list(wanted.items())


def check_polars(ruling: Ruling, wanted: list[tuple[Any, ...]], conditions: bool) -> None:
    out = determine_frame(ruling, FRAME, conditions=conditions).collect()
    asked = columns(ruling) if conditions else [c for c in columns(ruling) if c in ANSWERS]
    assert out.columns == [*FACTS, *asked]
    assert out.select(asked).rows() == [row[: len(asked)] for row in wanted]


@pytest.fixture(scope="module")
def duck() -> Iterator[Any]:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        tables(connection, "?")
        yield connection


@pytest.fixture(scope="module")
def postgres() -> Iterator[Any]:
    data = Path(os.environ["GONGBAO_DATA"])
    reach = embedded.server(data, durable=False).owner
    with psycopg.connect(**reach, autocommit=True) as connection:  # type: ignore[arg-type]
        tables(connection, "%s")
        yield connection


def check_sql(ruling: Ruling, wanted: list[tuple[Any, ...]], *engines: Any) -> None:
    text = determine_sql(ruling, "cases", records=RECORDS, conditions=True)
    note(text)
    for engine in engines:
        found = engine.execute(f"SELECT * FROM ({text}) x ORDER BY id").fetchall()
        assert [tuple(row[1:]) for row in found] == wanted, type(engine)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_compiler_says_what_the_interpreter_says(duck: Any, postgres: Any, part: int) -> None:
    @FOR_ALL
    @given(rulings(part=part), st.booleans())
    def agree(ruling: Ruling, conditions: bool) -> None:
        told = answers(ruling)
        wanted = expected(ruling, told)
        check_python(ruling, told)
        check_polars(ruling, wanted, conditions)
        check_sql(ruling, wanted, duck, postgres)

    agree()


@pytest.mark.parametrize("part", range(PARTS))
def test_rules_that_gather_rows_which_sql_leaves_to_the_others(part: int) -> None:
    @FOR_THOSE_THAT_GATHER
    @given(rulings(GATHERING, part=part), st.booleans())
    def agree(ruling: Ruling, conditions: bool) -> None:
        told = answers(ruling)
        check_python(ruling, told)
        check_polars(ruling, expected(ruling, told), conditions)

    agree()
