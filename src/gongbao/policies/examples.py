"""Examples: the cases of a room that a lawyer can read, run by the tests and shown in the guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from gongbao.kernel.money import yuan
from gongbao.kernel.rules.question import Determination
from gongbao.law import yamlfile
from gongbao.law.text import Text
from gongbao.policies import question
from gongbao.policies.base import Policy


@dataclass(frozen=True)
class Example:
    """One case: its facts as JSON, the readings taken, and what must come out.

    `amount_fen` is ``None`` where the amount is not fixed; `clause` is cited in the explanation. `fails` are exactly
    the named conditions that are not met in the explanation, `holds` conditions that it shows as met, `values`
    the further values of the question.
    """

    name: Text
    question: str
    on: date
    facts: Mapping[str, Any]
    readings: Mapping[str, str]
    outcome: str
    amount_fen: int | None
    clause: str
    missing: tuple[str, ...]
    judgement: tuple[str, ...]
    fails: tuple[str, ...] | None = None
    holds: tuple[str, ...] = ()
    values: Mapping[str, Any] | None = None

    def determine(self) -> Determination:
        """The answer of the interpreter."""
        ruling = question(self.question).at(self.on, self.readings)
        return ruling.determine(ruling.load(self.facts))

    def faults(self, answer: Determination) -> list[str]:
        """How the answer differs from what is expected; empty where it does not."""
        told = answer.to_json()
        found = []
        if told["outcome"] != self.outcome:
            found.append(f"outcome {told['outcome']}, expected {self.outcome}")
        if answer.ruling.amount is not None and told["amount_fen"] != self.amount_fen:
            found.append(f"amount {told['amount_fen']}, expected {self.amount_fen}")
        if self.clause and self.clause not in {reason["clause"] for reason in told["explanation"]}:
            found.append(f"{self.clause} is not cited")
        states = {reason.unit.tag.name: answer.state_of(reason) for reason in answer.reasons}
        failed = {name for name, state in states.items() if state == "not_met"}
        if self.fails is not None and failed != set(self.fails):
            found.append(f"not met {sorted(failed)}, expected {sorted(self.fails)}")
        if open_ := [name for name in self.holds if states.get(name) != "met"]:
            found.append(f"{open_} not shown as met, but {states}")
        if self.values is not None and told["values"] != self.values:
            found.append(f"values {told['values']}, expected {self.values}")
        for key, expected in (("missing", self.missing), ("judgement", self.judgement)):
            names = {entry["fact"] for entry in told[key]}
            if not set(expected) <= names or (key == told["outcome"] and names != set(expected)):
                found.append(f"{key} {sorted(names)}, expected {list(expected)}")
        return found


def examples(policy: Policy) -> tuple[Example, ...]:
    """The examples of a room; the day of a case is its `day`, else the day of its application or filing."""
    data = yaml.load((policy.folder / "examples.yaml").read_text(encoding="utf-8"), Loader=yamlfile.FAST)
    return tuple(_example(entry, data["bases"]) for entry in data["cases"])


def _example(entry: Mapping[str, Any], bases: Mapping[str, Any]) -> Example:
    changed = entry.get("facts", {})
    facts = {k: v for k, v in {**bases[entry["base"]], **changed}.items() if v is not None}
    expect = entry["expect"]
    day = entry.get("day") or facts.get("applied_on") or facts.get("filed_on") or facts.get("evaluation_date")
    return Example(
        name=yamlfile.text(entry["name"], "examples.yaml"),
        question=entry["question"],
        on=date.fromisoformat(str(day)),
        facts=facts,
        readings=entry.get("readings", {}),
        outcome=expect["outcome"],
        amount_fen=yuan(expect["yuan"]) if "yuan" in expect else None,
        clause=expect.get("clause", ""),
        missing=tuple(expect.get("missing", ())),
        judgement=tuple(expect.get("judgement", ())),
        fails=tuple(expect["fails"]) if "fails" in expect else None,
        holds=tuple(expect.get("holds", ())),
        values=expect.get("values"),
    )
