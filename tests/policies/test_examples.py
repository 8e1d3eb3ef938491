"""Every example of every room comes out as written, and together they reach every named condition."""

from __future__ import annotations

from collections import Counter

import pytest

from gongbao.kernel.rules.compile_python import compile_python
from gongbao.policies import policies
from gongbao.policies.examples import Example, examples

CASES = [(policy, example) for policy in policies() for example in examples(policy)]


@pytest.mark.parametrize(("policy", "example"), CASES, ids=[e.name.en for _, e in CASES])
def test_example(policy: object, example: Example) -> None:
    answer = example.determine()
    assert example.faults(answer) == []
    compiled = compile_python(answer.ruling)(answer.facts)
    assert (compiled.truth, (compiled.low, compiled.high)) == (answer.truth, answer.amount_bounds)


@pytest.mark.parametrize("policy", policies(), ids=lambda policy: policy.room)
def test_every_condition_is_seen_to_hold_and_to_fail(policy: object) -> None:
    """Each named condition on which an answer can turn is met in one example and not met in another."""
    seen: dict[tuple[str, str], set[str]] = {}
    for example in examples(policy):  # type: ignore[arg-type]
        answer = example.determine()
        for reason in answer.reasons:
            key = (example.question, reason.unit.tag.name)
            seen.setdefault(key, set()).add(answer.state_of(reason))
    shared = {}
    for (_, name), states in seen.items():
        shared.setdefault(name, set()).update(states)
    thin = sorted(name for name, states in shared.items() if not {"met", "not_met"} <= states)
    assert thin == []


# How many boundaries each room had when this was written, rounded down to tens: none may be lost again.
AT_LEAST = {
    "ai_titles": 130,
    "electronic_contracts": 130,
    "engineering_titles": 100,
    "personnel_archives": 110,
    "social_insurance_collection": 80,
    "training_subsidy": 70,
    "vehicle_tax": 110,
    "vocational_teacher_titles": 300,
}


def test_every_room_has_enough_boundaries() -> None:
    counted = Counter(policy.room for policy, _ in CASES)
    assert set(counted) == set(AT_LEAST) == {policy.room for policy in policies()}
    assert {room: counted[room] for room in AT_LEAST if counted[room] < AT_LEAST[room]} == {}
