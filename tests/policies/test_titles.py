"""The title rooms: flat rows say what the lists say, in every evaluator; the notices last five working days."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.compile_polars import determine_frame, type_of
from gongbao.kernel.rules.kinds import is_truth, named_conditions
from gongbao.kernel.rules.logic import point
from gongbao.kernel.rules.question import Determination
from gongbao.policies import policies
from gongbao.policies.examples import examples

ROOMS = [each for each in policies() if each.room.endswith("_titles")]
FINDINGS = (
    "performance_ok",
    "teaching_findings_ok",
    "achievements_ok",
    "class_teacher_ok",
    "hours_ok",
    "continuing_education_ok",
)
"""What a flat row says in place of lists that it cannot hold."""


def _flat(answer: Determination) -> dict[str, Any] | None:
    """The facts of a flat row, worked out from the lists; nothing where a list leaves one of them open."""
    facts = {name: value for name, value in answer.facts.items() if not isinstance(value, list)}
    parts = (part for part in n.walk(answer.ruling.condition) if isinstance(part, n.FirstKnown))
    for part in parts:
        if isinstance(part.parts[0], n.Fact) and not part.parts[0].ask and not is_truth(part):
            value = point(answer.run.bounds(part.parts[1]))
            if value is None:
                return None
            facts[part.parts[0].name] = value
    return facts


@pytest.mark.parametrize("policy", ROOMS, ids=lambda policy: policy.room)
def test_flat_rows_say_what_the_lists_say(policy: Any) -> None:
    """Where the lists settle every number and day, a row of these alone comes out the same, one by one and in bulk."""
    seen, every = 0, examples(policy)
    for example in every[:: 1 + len(every) // 150]:
        answer = example.determine()
        facts = _flat(answer)
        told = {fact.name for fact in answer.ruling.question.facts} & set(FINDINGS)
        if example.readings or not told or facts is None or any(facts.get(name) is None for name in told):
            continue
        again = answer.ruling.determine(facts)
        assert again.truth is answer.truth, example.name.en
        kinds = {fact.name: fact for fact in answer.ruling.question.facts if fact.kind != "records"}
        columns = {name: pl.Series([facts.get(name)], dtype=type_of(fact)) for name, fact in kinds.items()}
        row = determine_frame(answer.ruling, pl.DataFrame(columns).lazy(), conditions=True).collect()
        assert row["verdict"][0] is answer.truth, example.name.en
        for name, part in named_conditions(answer.ruling.condition, answer.ruling.question.facts).items():
            assert row[name][0] is again.run.truth(part), (example.name.en, name)
        seen += 1
    assert seen >= 25


def test_there_are_three_title_rooms() -> None:
    assert [each.room for each in ROOMS] == ["ai_titles", "engineering_titles", "vocational_teacher_titles"]


NOTICES = {"employer_notice": "notice_over", "publicity": "publicity_over"}


@pytest.mark.parametrize("policy", ROOMS, ids=lambda policy: policy.room)
def test_both_notices_are_clocks_of_five_working_days(policy: Any) -> None:
    (review,) = (each for each in policy.procedures if each.id == f"{policy.room}.review")
    notices = {clock.name: clock for clock in review.clocks if clock.on_expiry in NOTICES.values()}
    assert {name: clock.on_expiry for name, clock in notices.items()} == NOTICES
    for clock in notices.values():
        assert clock.rule == "working_days_after"
        name = clock.arguments["days"].removeprefix("$parameter:")
        parameter = policy.parameters[name]
        assert (parameter.at(policy.in_force).value, parameter.unit) == (5, "working_days")
        assert clock.clause == parameter.clause


def test_ai_levels_have_a_committee_an_office_and_a_site() -> None:
    """Every level of the document is in each of the three tables, and full senior engineers go elsewhere."""
    policy = next(each for each in ROOMS if each.room == "ai_titles")
    levels = {question.id.partition("/")[2] for question in policy.questions}
    for name in ("committee_of_level", "office_of_level", "publicity_site_of_level"):
        table = policy.parameters[name].at(policy.in_force).value
        assert set(table) == levels
    offices = policy.parameters["office_of_level"].at(policy.in_force).value
    sites = policy.parameters["publicity_site_of_level"].at(policy.in_force).value
    assert [level for level in levels if offices[level] != offices["工程师"]] == ["正高级工程师"]
    assert {level for level in levels if sites[level] != sites["工程师"]} == {"高级工程师", "正高级工程师"}
