"""What may be given to whom and why: purpose and paper to outcome, with the clause and the reason of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from gongbao.kernel.rules.question import Determination, Question
from gongbao.law.text import Text
from gongbao.platform.personnel_archives.words import OUTCOMES
from gongbao.policies.personnel_archives.facts import MATERIALS
from gongbao.policies.personnel_archives.forms import CERTIFIABLE
from gongbao.policies.personnel_archives.rules import CERTIFICATE, COPY, CUSTODY


class Why(NamedTuple):
    """One reason: the condition's words, its clause, and how it came out."""

    text: Text
    clause: str
    state: str


class Permit(NamedTuple):
    """What becomes of one thing asked for: allow, deny, inform (explained) or refer (to a person)."""

    kind: str
    name: str
    title: Text
    outcome: str
    why: tuple[Why, ...]
    needs: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The outcome in words."""
        return OUTCOMES[self.outcome]

    def as_json(self) -> dict[str, Any]:
        """JSON values, kept with the case."""
        why = [[w.text.zh, w.text.en, w.clause, w.state] for w in self.why]
        return {
            "kind": self.kind,
            "name": self.name,
            "outcome": self.outcome,
            "why": why,
            "needs": list(self.needs),
        }


_NOT_THERE = frozenset({"in_archive", "recorded", "clear_record", "records_agree", "kept_now"})
"""Conditions that speak of the archive, not of the asker: failing them is explained, not denied (5.s2)."""


def may_copy(facts: Mapping[str, Any], on: date) -> Permit:
    """Whether one kind of paper may be copied for a purpose (6.s1, 6.s2)."""
    material = str(facts.get("material", "other"))
    return _permit("copy", material, MATERIALS.get(material, MATERIALS["other"]), COPY, facts, on)


def may_certify(what: str, facts: Mapping[str, Any], on: date) -> Permit:
    """Whether something can be certified from what the archive says (5.s1 to 5.s3)."""
    question = CUSTODY if what == "custody" else CERTIFICATE
    return _permit("certificate", what, CERTIFIABLE[what], question, facts, on)


def whole(permits: Sequence[Permit]) -> str:
    """What the request comes to: referred while anything waits for a person, else the best that was reached."""
    outcomes = {each.outcome for each in permits}
    for outcome in ("refer", "allow", "inform"):
        if outcome in outcomes:
            return outcome
    return "deny"


def _permit(
    kind: str, name: str, title: Text, question: Question, facts: Mapping[str, Any], on: date
) -> Permit:
    answer = question.at(on).determine(facts)
    why = tuple(_reasons(answer))
    needs = tuple(fact.name for fact, _ in answer.open)
    return Permit(kind, name, title, _outcome(answer), why, needs)


def _outcome(answer: Determination) -> str:
    match answer.outcome:
        case "met":
            return "allow"
        case "judgement":
            return "refer"
        case "unknown":
            return "inform"
    failed = {reason.unit.tag.name for reason in answer.reasons if reason.state is False}
    return "inform" if failed and failed <= _NOT_THERE else "deny"


def _reasons(answer: Determination) -> Iterable[Why]:
    for reason in answer.reasons:
        yield Why(reason.unit.tag.label, reason.unit.tag.clause, answer.state_of(reason))
