"""The contract every room keeps: clauses carried out, states reachable, everything labelled in two languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongbao.kernel.forms import Field, Form
from gongbao.kernel.procedure import checks
from gongbao.law.text import Text
from gongbao.policies import policies
from gongbao.policies.base import Policy

pytestmark = pytest.mark.parametrize("policy", policies(), ids=lambda policy: policy.room)


def test_every_clause_is_carried_out_or_says_why_not(policy: Policy) -> None:
    assert policy.faults() == []


def test_every_condition_cites_a_clause_of_the_document(policy: Policy) -> None:
    cited = [tag.clause for question in policy.questions for tag in question.tags.values()]
    assert cited
    assert [clause for clause in cited if clause not in policy.clauses] == []


def test_every_parameter_and_reading_cites_a_clause(policy: Policy) -> None:
    cited = [(p.name, p.clause) for p in policy.parameters.values()]
    cited += [(r.id, r.clause) for r in policy.readings.values()]
    assert [name for name, clause in cited if clause not in policy.clauses] == []


def test_procedures_are_sound(policy: Policy) -> None:
    for procedure in policy.procedures:
        assert checks.faults(procedure) == [], procedure.id


def test_every_guard_says_how_to_mend_what_it_refuses(policy: Policy) -> None:
    guards = [guard for procedure in policy.procedures for guard in procedure.guards]
    assert [guard.name for guard in guards if not (guard.mend.zh and guard.mend.en)] == []


def test_procedures_cite_clauses_of_the_document(policy: Policy) -> None:
    for procedure in policy.procedures:
        cited = [action.clause for action in procedure.actions if action.clause]
        cited += [clock.clause for clock in procedure.clocks if clock.clause.startswith("neng-")]
        assert [clause for clause in cited if clause not in policy.clauses] == []


def _words(policy: Policy) -> Iterator[tuple[str, Text]]:
    for question in policy.questions:
        yield question.id, question.title
        for fact in question.facts:
            yield fact.name, fact.label
            yield from ((f"{fact.name}.{part.name}", part.label) for part in fact.fields)
            yield from ((f"{fact.name}={option.word}", option.label) for option in fact.options)
        yield from ((tag.name, tag.label) for tag in question.tags.values())
    for form in (policy.forms or {}).values():
        yield form.id, form.title
        yield from _field_words(form)
    for clause in policy.clauses:
        yield clause.id, clause.summary


def _field_words(form: Form) -> Iterator[tuple[str, Text]]:
    fields: list[Field] = [each for field in form.fields for each in (field, *field.columns)]
    for field in fields:
        yield f"{form.id}.{field.name}", field.label
        yield from ((f"{field.name}={option.value}", option.label) for option in field.options)


def test_everything_is_said_in_chinese_and_english(policy: Policy) -> None:
    assert [name for name, words in _words(policy) if not words.zh or not words.en] == []


def test_judged_facts_name_who_judges(policy: Policy) -> None:
    judged = [fact for question in policy.questions for fact in question.facts if fact.judged_by]
    assert all(fact.judged_by and fact.judged_by.zh and fact.judged_by.en for fact in judged)


def test_readings_are_used_or_belong_to_the_platform(policy: Policy) -> None:
    used = {id_ for question in policy.questions for id_ in question.readings}
    unused = set(policy.readings) - used
    assert unused <= {"uses_list", "publicity_start", "account_shortfall"}
