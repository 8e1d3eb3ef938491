"""Worked examples with their answers, and what another reading would change in them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from gongbao.kernel.rules.answers import written
from gongbao.kernel.rules.question import Determination
from gongbao.law.readings import Reading
from gongbao.law.text import Text
from gongbao.policies import question
from gongbao.policies.base import Policy
from gongbao.policies.examples import Example, examples
from gongbao.web.shared.values import fact_words

FIRST = 10
"""How many examples a guide shows at once."""


@cache
def _solved(policy: Policy) -> tuple[tuple[Example, Determination], ...]:
    return tuple((example, example.determine()) for example in examples(policy))


def count(policy: Policy) -> int:
    """How many examples the room has."""
    return len(_solved(policy))


@cache
def listed(policy: Policy, *, all_: bool) -> list[dict[str, Any]]:
    """The examples, each with what is particular to it, its answer and the page that shows its reasons."""
    wanted = _solved(policy) if all_ else _solved(policy)[:FIRST]
    return [_example(policy, example, answer) for example, answer in wanted]


def _example(policy: Policy, example: Example, answer: Determination) -> dict[str, Any]:
    because = answer.reasons[0].unit.tag.label if answer.outcome != "met" and answer.reasons else None
    amount = answer.amount_fen if answer.ruling.amount is not None else None
    return {
        "title": example.name,
        "given": _given(policy, example, answer),
        "outcome": answer.outcome,
        "sum_fen": amount,
        "because": because,
        "href": _page(policy, example, answer),
    }


def _given(policy: Policy, example: Example, answer: Determination) -> list[Text]:
    """The facts that differ from the room's first example of the same question."""
    plain = next(done.facts for each, done in _solved(policy) if each.question == example.question)
    facts = {fact.name: fact for fact in question(example.question).facts}
    told = []
    for name, fact in facts.items():
        value = answer.facts.get(name)
        if value == plain.get(name) and answer.facts is not plain:
            continue
        words = fact_words(fact, value) or Text("未知", "unknown")
        told.append(Text(f"{fact.label.zh}：{words.zh}", f"{fact.label.say('en')}: {words.say('en')}"))
    return [each for each in told if "未知" not in each.zh][:4] or told[:4]


def _page(policy: Policy, example: Example, answer: Determination) -> str:
    pairs = [("on", example.on.isoformat()), *written(answer.facts, question(example.question).facts)]
    pairs += [(f"reading-{id_}", choice) for id_, choice in example.readings.items()]
    names = [policy.clauses.document.prefix, example.question.partition("/")[2]]
    return reverse("question", args=names) + "?" + urlencode(pairs)


@cache
def readings(policy: Policy) -> list[dict[str, Any]]:
    """The open questions, the reading in use, the others, and how many examples they would change."""
    return [_reading(policy, policy.readings[id_]) for id_ in policy.readings]


def _reading(policy: Policy, reading: Reading) -> dict[str, Any]:
    others = {
        choice: _changed(policy, reading, choice) for choice in reading.choices if choice != reading.default
    }
    parts = [(reading.choices[choice], n) for choice, n in others.items()]
    zh = "；".join(f"换成“{text.zh}”，{count(policy)} 个算例中 {n} 个结果不同" for text, n in parts)
    en = "; ".join(f"with “{text.say('en')}” {n} of {count(policy)} examples change" for text, n in parts)
    source = reading.source
    return {
        "id": reading.id,
        "question": reading.question,
        "clause": reading.clause,
        "choices": [
            {"text": text, "current": id_ == reading.default} for id_, text in reading.choices.items()
        ],
        "effect": Text(
            f"来源：{source.zh}。{zh}。", f"Source: {source.say('en')}. {en[:1].upper()}{en[1:]}."
        ),
    }


def _changed(policy: Policy, reading: Reading, choice: str) -> int:
    """How many examples come out otherwise; those that would only need another fact are not counted."""
    changed = 0
    for example, answer in _solved(policy):
        if reading.id not in answer.ruling.readings or answer.truth is None:
            continue
        ruling = question(example.question).at(example.on, {**example.readings, reading.id: choice})
        other = ruling.determine(answer.facts)
        changed += other.truth is not None and (other.truth, other.amount_fen) != (
            answer.truth,
            answer.amount_fen,
        )
    return changed
