"""How the room's steps are wired: effects and guards run in the open context, institutions act by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from gongbao.kernel.procedure import decided
from gongbao.kernel.rules.question import Determination, Question, Ruling
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, open_case
from gongbao.platform.casework.services import FORM, answers_of, step
from gongbao.platform.db.services import Tx
from gongbao.platform.messages import services as messages
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach, readings

Effect = Callable[[Tx, Case, Act], object]


def carries(name: str, *procedures: str) -> Callable[[Effect], Effect]:
    """Decorator: the function carries out the effect of these procedures; it may write what others see."""

    def register(function: Effect) -> Effect:
        @wraps(function)
        def inside(tx: Tx, case: Case, act: Act) -> object:
            with opened(f"rural.{name}"):
                return function(tx, case, act)

        for procedure in procedures:
            carries_out(procedure, name)(inside)
        return function

    return register


def given(case: Case, act: Act) -> dict[str, Any]:
    """The answers of the step just made."""
    return dict(act.personal.get(FORM) or {})


def applied(case: Case) -> dict[str, Any]:
    """The answers the case was last applied with."""
    from gongbao.platform.cases.services import history

    found = [each for each in answers_of(case, history(case.key)) if each.action in ("submit", "resubmit")]
    return dict(found[-1].raw) if found else {}


def by_hand(
    tx: Tx, number: str, action: str, raw: Mapping[str, Any] | None = None,
    decided: Mapping[str, Any] | None = None, note: str = "",
) -> dict[str, Any]:  # fmt: skip
    """An institution (or the person appraised) does a step of a case that passes through it."""
    with opened("a step by hand"):
        case = reach.handed(tx, number, action)
        return step(tx, case, action, raw=raw, decided=decided, note=note)


def begun(
    tx: Tx, procedure: str, office: str, party: UUID | None, title: str, *, once: str | None = None
) -> Case:
    """A case the bureau or the system opens."""
    with opened("a case of the room"):
        return open_case(tx, procedure, office, party, title[:200], once=once)


def ruling_of(question: Question, on: date, kept: Mapping[str, str] | None = None) -> Ruling:
    """The question on a day by the readings adopted, but for those `kept` from the day on which the matter began.

    Who asks for many people takes it once."""
    kept = {name: choice for name, choice in (kept or {}).items() if name in question.readings}
    return question.at(on, {**readings.in_force(on, question.readings), **kept})


def asked(
    question: Question, facts: Mapping[str, Any], on: date, kept: Mapping[str, str] | None = None
) -> Determination:
    """The question answered, by the readings adopted or `kept`, for facts of which some may be unknown."""
    return answered(ruling_of(question, on, kept), facts)


def answered(ruling: Ruling, facts: Mapping[str, Any]) -> Determination:
    """A ruling's answer on those of the facts it reads."""
    known = {fact.name for fact in ruling.question.facts}
    return ruling.determine(ruling.load({name: value for name, value in facts.items() if name in known}))


def required(
    question: Question, facts: Mapping[str, Any], on: date, mend: Text, where: str = "", kept: Mapping[str, str] | None = None,
) -> Determination:  # fmt: skip
    """The answer, where the condition is met; otherwise a refusal naming the first condition that fails."""
    answer = asked(question, facts, on, kept)
    if answer.outcome == "met":
        return answer
    failed = next((r for r in answer.reasons if answer.state_of(r) != "met"), answer.reasons[0])
    tag = failed.unit.tag
    raise Refusal(
        Text(f"不符合：{tag.label.zh}", f"Not met: {tag.label.en}"), where=where, mend=mend, clause=tag.clause
    )


def verdicts(
    question: Question, facts: Mapping[str, Any], on: date, kept: Mapping[str, str] | None = None
) -> str:
    """``met``, ``not_met``, ``unknown`` or ``judgement``, as guards are told, with the conditions behind it."""
    return decided(asked(question, facts, on, kept))


def tell(tx: Tx, party: UUID | None, case: Case | None, key: str, zh: str, en: str) -> None:
    """A message to a person's or an institution's box, once a key."""
    if party is not None:
        messages.to_party(tx, party, Text(zh, en), case=case.key if case else None, key=f"rural:{key}"[:120])


def tell_office(tx: Tx, office: str, key: str, zh: str, en: str, case: Case | None = None) -> None:
    """A message to an office, once a key."""
    messages.to_office(tx, office, Text(zh, en), case=case.key if case else None, key=f"rural:{key}"[:120])
