"""Unknown facts, by brute force: what a verdict promises before everything is known, and what it asks for."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st
from tests.kernel.rules.plain import Plain
from tests.kernel.rules.trees import (
    BOOK,
    DAYS,
    FACTS,
    LABEL,
    MONTHS,
    WORDS,
    Shape,
    cases,
    fewer,
    rulings,
    written,
)

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.question import Question, Ruling

SMALL = Shape(
    facts=tuple(
        FACTS[name]
        for name in ("yes_0", "yes_1", "found_0", "count_0", "fen_0", "day_0", "month_0", "word_0", "spells")
    ),
    deferring=False,
    only_if=False,
)
DOMAINS: dict[str, tuple[Any, ...]] = {
    "yes_no": (True, False),
    "integer": (-1, 0, 3),
    "fen": (0, 3, 24245),
    "date": (DAYS[0], DAYS[3], DAYS[-1]),
    "month": MONTHS[:3],
    "word": WORDS,
}


def gaps(case: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Where a case is unknown: a fact, or the cell of a record."""
    found: list[tuple[Any, ...]] = []
    for fact in SMALL.facts:
        rows = case[fact.name]
        if rows is None:
            found.append((fact.name,))
        elif fact.kind == "records":
            found += [(fact.name, i, key) for i, row in enumerate(rows) for key in row if row[key] is None]
    return found


def possible(place: tuple[Any, ...]) -> tuple[Any, ...]:
    fact = FACTS[place[0]]
    if len(place) == 3:
        return DOMAINS[fact[place[2]].kind]
    if fact.kind != "records":
        return DOMAINS[fact.kind]
    rows = [{f.name: DOMAINS[f.kind][i] for f in fact.fields} for i in (0, 1)]
    return ([], rows[:1], rows[1:], rows)


def filled(case: dict[str, Any], places: list[tuple[Any, ...]], values: Any) -> dict[str, Any]:
    out = {name: [dict(row) for row in v] if isinstance(v, list) else v for name, v in case.items()}
    for place, value in zip(places, values, strict=True):
        if len(place) == 3:
            out[place[0]][place[1]][place[2]] = value
        else:
            out[place[0]] = value
    return out


def completions(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    places = gaps(case)
    for values in itertools.product(*(possible(place) for place in places)):
        yield filled(case, places, values)


def nearly_complete() -> list[dict[str, Any]]:
    """Cases with one to four gaps, each in its words' domain."""
    out = []
    for i, case in enumerate(cases(1500, seed=7, facts=SMALL.facts)):
        for row in case["spells"] or ():
            row["sort"] = WORDS[0] if row["sort"] == "其他" else row["sort"]
        case["word_0"] = WORDS[i % 3] if case["word_0"] == "其他" else case["word_0"]
        if 1 <= len(gaps(case)) <= 4:
            out.append(case)
    return out[:40]


CASES = nearly_complete()


@fewer
@given(rulings(SMALL), st.sets(st.sampled_from(range(len(CASES))), min_size=3, max_size=5))
def test_no_completion_contradicts_a_definite_answer(ruling: Ruling, picked: set[int]) -> None:
    note(f"on {ruling.on}: {written(ruling.condition)}")
    question = ruling.question
    for case in (CASES[i] for i in sorted(picked)):
        answer = ruling.determine(case)
        low, high = answer.amount_bounds
        for whole in completions(case):
            plain = Plain(whole, ruling.on, ruling.readings)
            truth = plain.of(question.condition)
            assert answer.truth in (None, truth)
            assert ruling.determine(whole).truth is truth
            if question.amount is not None:
                due = plain.of(question.amount) if truth else 0
                assert low is None or not truth or low <= due or (answer.truth is None and due < 0)
                assert high is None or due <= high or not truth
                assert ruling.determine(whole).amount_fen == due


@fewer
@given(rulings(SMALL), st.sampled_from(range(len(CASES))))
def test_facts_listed_as_missing_are_unknown_and_the_others_do_not_matter(ruling: Ruling, i: int) -> None:
    """Of an undetermined answer only the listed facts, and cells of listed lists, can change anything."""
    answer = ruling.determine(CASES[i])
    if answer.truth is not None:
        assert not [f for f, _ in answer.open] or ruling.amount is not None
        return
    listed = {fact.name for fact, _ in answer.open}
    places = gaps(CASES[i])
    assert listed <= {place[0] for place in places}
    rest = [place for place in places if place[0] not in listed]
    for values in itertools.product(*(possible(place) for place in rest)):
        assert ruling.determine(filled(CASES[i], rest, values)).truth is None


@st.composite
def read_once(draw: Any) -> n.Condition:
    """A rule in which each fact stands once."""
    facts = draw(st.permutations([n.Fact(f"f{i}", "yes_no", LABEL) for i in range(6)]))
    parts: list[n.Condition] = list(facts[: draw(st.integers(1, 6))])
    while len(parts) > 1:
        count = draw(st.integers(1, min(3, len(parts))))
        kind = draw(st.sampled_from(("all", "any", "least", "not")))
        taken, parts = tuple(parts[:count]), parts[count:]
        made: n.Condition = (
            n.All(taken)
            if kind == "all"
            else n.Any_(taken)
            if kind == "any"
            else n.at_least(draw(st.integers(1, count)), *taken)
            if kind == "least"
            else n.Not(taken[0])
        )
        parts = [*parts, *(taken[1:] if kind == "not" else ()), made]
        if kind == "not" and draw(st.booleans()):
            parts = [n.All(tuple(parts))]
        elif count == 1 and len(parts) > 1 and draw(st.booleans()):
            parts = [n.Any_(tuple(parts))]
    return parts[0]


@fewer
@given(read_once(), st.lists(st.sampled_from((True, False, None)), min_size=6, max_size=6))
def test_unknown_is_exact_where_each_fact_stands_once(condition: n.Condition, values: list[Any]) -> None:
    ruling = Question("x/x", LABEL, condition.named("root", LABEL, "x"), (), BOOK).at(DAYS[2])
    names = [f"f{i}" for i in range(6)]
    case = dict(zip(names, values, strict=True))
    used = {fact.name for fact in ruling.question.facts}
    places = [name for name in names if case[name] is None and name in used]
    reached = {
        Plain(case | dict(zip(places, chosen, strict=True)), ruling.on, {}).of(condition)
        for chosen in itertools.product((True, False), repeat=len(places))
    }
    answer = ruling.determine(case)
    assert answer.truth == (reached.pop() if len(reached) == 1 else None)
    for fact, _ in answer.open:
        assert any(
            ruling.determine(filled_case | {fact.name: True}).truth
            is not ruling.determine(filled_case | {fact.name: False}).truth
            for chosen in itertools.product((True, False), repeat=len(places))
            for filled_case in [case | dict(zip(places, chosen, strict=True))]
        )


@fewer
@given(rulings(Shape(deferring=False), amount=False), st.integers(0, 2**32))
def test_the_cited_facts_alone_give_the_answer(ruling: Ruling, seed: int) -> None:
    """An explanation is sufficient: with every fact it does not cite unknown, the answer stands."""
    note(f"on {ruling.on}: {written(ruling.condition)}")
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    for case in chance.sample(EXPLAINED, 6):
        answer = ruling.determine(case)
        if answer.truth is None:
            continue
        cited = {fact.name for reason in answer.reasons for fact in reason.unit.facts}
        assert answer.reasons
        kept = {name: value for name, value in case.items() if name in cited}
        assert ruling.determine(kept).truth is answer.truth


EXPLAINED = cases(60, seed=3)
