"""The rooms' own rules under every reading: the compilers say what the interpreter says."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.compile_python import compile_python
from gongbao.kernel.rules.compile_sql import determine_sql
from gongbao.kernel.rules.kinds import named_conditions
from gongbao.kernel.rules.question import Question
from gongbao.policies.training_subsidy.rules import QUESTIONS

ON = date(2020, 11, 10)
TYPES = {"yes_no": "BOOLEAN", "date": "DATE", "word": "VARCHAR(64)", "records": "BOOLEAN"}


def value(fact: n.Fact, chance: random.Random, unknown: float) -> Any:
    """A value near what the rules look at."""
    if chance.random() < unknown:
        return None
    match fact.kind:
        case "yes_no":
            return chance.random() < 0.6
        case "date":
            return date(2020, 7, 1) + timedelta(days=chance.choice((-200, -1, 0, 1, 60, 183, 184, 395, 396)))
        case "month":
            return 2020 * 12 + chance.randint(0, 14)
        case "integer":
            return chance.choice((0, 0, 0, 1, 2, 3, 6, 299, 1000))
        case "fen":
            return chance.choice((0, 100, 219999, 220000, 29_999_999, 30_000_000, 10**13))
        case "word":
            return chance.choice([option.word for option in fact.options])
        case _:
            many = range(chance.choice((0, 1, 3, 7)))
            return [{part.name: value(part, chance, unknown / 3) for part in fact.fields} for _ in many]


JULY = 2020 * 12 + 6
GOOD: dict[str, Any] = {
    "applied_on": date(2020, 12, 1),
    "hired_on": date(2020, 7, 1),
    "filed_on": date(2020, 9, 15),
    "graduated_on": date(2020, 7, 1),
    "graduate_kind": "university",
    "firm_size": "small",
    "key_industry": "city_operations",
    "firm_trade": "industry",
    "first_insured_month": JULY,
    "revenue_may_2019": 500,
    "revenue_june_2019": 500,
    "revenue_may_2020": 100,
    "revenue_june_2020": 100,
    **dict.fromkeys(("commitment_made", "firm_insured_here", "firm_registered_here"), True),
    **dict.fromkeys(("registered_unemployed", "school_here", "household_here", "on_recognised_list"), True),
    **dict.fromkeys(("host_confirmation", "dispatch_agreement"), True),
    **dict.fromkeys(("firm_dispatches", "other_scheme_anywhere", "other_scheme_here"), False),
    **dict.fromkeys(("earlier_scheme_person", "firm_size_found", "revenue_drop_found"), False),
    **dict.fromkeys(("firm_granted", "unit_granted", "months_granted", "firm_months_granted"), 0),
    **dict.fromkeys(("subsidies_this_year", "payments_this_year", "subsidies_12_months"), 0),
    "payments_12_months": 0,
    "prior_months": [],
    "months": [
        {
            "month": JULY + i,
            "insured": True,
            "pension_paid": True,
            "paid_late": False,
            "full": True,
            "wage": 220000,
            "own_contributions": 0,
            "training_record": True,
            "other_scheme": False,
            "earlier_scheme": False,
            "granted": False,
        }
        for i in range(4)
    ],
}


def cases(question: Question, count: int, seed: int) -> list[dict[str, Any]]:
    """Good cases with a few facts changed, removed or left unknown."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    shares = ((0.0, 0.0), (0.1, 0.1), (0.05, 0.5), (0.6, 0.3))
    out = []
    for i in range(count):
        change, unknown = shares[i % len(shares)]
        row = {fact.name: GOOD.get(fact.name) for fact in question.facts}
        changed = [fact for fact in question.facts if chance.random() < change]
        out.append(row | {fact.name: value(fact, chance, unknown) for fact in changed})
    return out


def choices(question: Question) -> list[dict[str, str]]:
    """The defaults, then each reading's other choices one at a time, then the last of all."""
    ones = [{id_: c} for id_, r in question.readings.items() for c in r.choices if c != r.default]
    return [{}, *ones, {id_: list(r.choices)[-1] for id_, r in question.readings.items()}]


EACH = [
    pytest.param(question, chosen, id=f"{question.id}-{'-'.join(chosen.values())[:40] or 'default'}")
    for question in QUESTIONS
    for chosen in choices(question)
]


@pytest.mark.parametrize(("question", "chosen"), EACH)
def test_compilers_agree(question: Question, chosen: dict[str, str]) -> None:
    ruling = question.at(ON, chosen)
    rows = cases(question, 60, seed=len(str(chosen)))
    answers = [ruling.determine(row) for row in rows]
    named = named_conditions(ruling.condition, question.facts)
    wanted = [
        (a.truth, a.outcome == "judgement", a.amount_fen, *(a.run.truth(p) for p in named.values()))
        for a in answers
    ]
    decide = compile_python(ruling)
    for row, answer in zip(rows, answers, strict=True):
        made = decide(row)
        assert (made.truth, (made.low, made.high)) == (answer.truth, answer.amount_bounds)
        said = {unit.tag.name: state for unit, state, _ in made.reasons}
        assert said == {reason.unit.tag.name: reason.state for reason in answer.reasons}
    names = ["verdict", "waits_for_people", *(["amount_fen"] if ruling.amount is not None else []), *named]
    wanted = wanted if ruling.amount is not None else [(*row[:2], *row[3:]) for row in wanted]
    frame = determine_frame(ruling, frame_of(rows, question.facts).lazy(), conditions=True).collect()
    assert frame.select(names).rows() == wanted
    assert by_duckdb(question, chosen, rows) == wanted


def by_duckdb(question: Question, chosen: dict[str, str], rows: list[dict[str, Any]]) -> list[Any]:
    lists = [fact for fact in question.facts if fact.kind == "records"]
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")

        def table(name: str, facts: Any, given: list[Any]) -> None:
            columns = ", ".join(f'"{fact.name}" {TYPES.get(fact.kind, "BIGINT")}' for fact in facts)
            connection.execute(f"CREATE TABLE {name} (id BIGINT, {columns})")
            if given:
                marks = ", ".join("?" * (len(facts) + 1))
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", given)

        flat = [{k: v if not isinstance(v, list) else True for k, v in row.items()} for row in rows]
        table("cases", question.facts, [[i, *row.values()] for i, row in enumerate(flat)])
        for fact in lists:
            inner = [
                [i, *(each[part.name] for part in fact.fields)]
                for i, row in enumerate(rows)
                for each in row[fact.name] or ()
            ]
            table(f"{fact.name}_rows", fact.fields, inner)
        records = {fact.name: f"{fact.name}_rows" for fact in lists}
        text = determine_sql(question.at(ON, chosen), "cases", records=records, conditions=True)
        return [row[1:] for row in connection.execute(f"SELECT * FROM ({text}) ORDER BY id").fetchall()]


def test_the_cases_reach_every_outcome() -> None:
    for question in QUESTIONS:
        ruling = question.at(ON)
        seen = {ruling.determine(row).outcome for row in cases(question, 2000, seed=1)}
        assert seen == {"met", "not_met", "unknown", "judgement"}, question.id


def test_a_name_stands_for_one_condition_only() -> None:
    for question in QUESTIONS:
        ruling = question.at(ON)
        parts = [p for p in n.walk(ruling.condition) if getattr(p, "tag", None)]
        clauses = {(p.tag.name, p.tag.clause) for p in parts}  # type: ignore[attr-defined]
        assert len(clauses) == len({name for name, _ in clauses})


def test_the_answer_names_the_value_of_each_month_used() -> None:
    ruling = QUESTIONS[0].at(date(2021, 11, 9))
    months = [{"month": "2021-07", "wage": 220000}, {"month": "2021-08", "wage": 220000}, {"month": None}]
    told = ruling.determine(ruling.load({"months": months})).to_json()["parameters"]
    wages = [(each["from"], each["value"]) for each in told if each["name"] == "minimum_wage"]
    assert wages == [("2019-07-01", 220000), ("2021-08-01", 232000)]
