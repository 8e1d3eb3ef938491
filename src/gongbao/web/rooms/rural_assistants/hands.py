"""Deeds on cases that pass through an institution: consent, approve, sign, agree, as the procedure has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongbao.kernel.procedure import Action
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.casework.services import form_for
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Absence
from gongbao.platform.rural_assistants.words import LEAVE
from gongbao.policies.rural_assistants.forms import LEAVES
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today

LEFT_OUT = frozenset({"object"})
"""Steps with a form of their own elsewhere on the page."""


def deeds(actor: Actor, cases: list[Case]) -> list[Deed]:
    """Everything the institution can do now on the cases in its hands."""
    found: list[Deed] = []
    for case in cases:
        with opened("roles in hand"):
            roles = set(rural.reach.hands(actor, case))
        found += _of(case, roles)
    return found


def _of(case: Case, roles: set[str]) -> Iterator[Deed]:
    procedure = registered(case.procedure, case.version).procedure
    for action in procedure.actions:
        if case.state in action.sources and roles & set(action.roles) and action.name not in LEFT_OUT:
            yield _deed(case, action)


def _deed(case: Case, action: Action) -> Deed:
    form = form_for(case, action.name)
    fields = list(form.fields) if form else []
    if action.reasons and not action.outcomes:
        fields.append(
            ask(
                "reasons", "choices", "理由", "Reasons", words={each.id: each.text for each in action.reasons}
            )
        )
    typed = {each.name: each.kind for each in (form.fields if form else ())}

    def do(tx: Tx, values: dict[str, Any]) -> object:
        raw = {name: _raw(kind, values.get(name)) for name, kind in typed.items()}
        decided: dict[str, Any] = {}
        if values.get("reasons"):
            decided["reasons"] = list(values["reasons"])
        if case.procedure == LEAVE and action.name == "approve":
            decided["outcome"] = rural.absences.outcome_of(case.key, today())
        return rural.by_hand(tx, case.number, action.name, raw, decided)

    title = Text(f"{action.title.zh}：{case.title}", f"{action.title.say('en')}: {case.title}")
    return Deed(
        f"{case.number}-{action.name}",
        title,
        tuple(fields),
        do,
        action.clause,
        about(case),
        waits=not action.reasons,
    )


def _raw(kind: str, value: Any) -> Any:
    """A typed value as a form takes it again."""
    if value is None:
        return ""
    if kind == "money":
        return f"{value // 100}.{value % 100:02d}"
    if kind == "yes_no":
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return list(value)
    return str(value)


def about(case: Case) -> Text | None:
    """What a leave or duty in hand is about, in a line."""
    with opened("absence of a case"):
        row = Absence.objects.filter(case=case.key).first()
    if row is None:
        return None
    if row.what != "leave":
        return Text(
            f"{row.starts_on} 至 {row.ends_on}，{row.place}", f"{row.starts_on} to {row.ends_on}, {row.place}"
        )
    kind = LEAVES[row.kind]
    return Text(
        f"{kind.zh}，{row.starts_on} 至 {row.ends_on}，{row.working_days}个工作日，前后相连{row.joined_days}个",
        f"{kind.en}, {row.starts_on} to {row.ends_on}, {row.working_days} working days, {row.joined_days} back to back",
    )
