"""One step of a case: checked, appended, folded and carried out in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongbao.kernel import procedure as kernel
from gongbao.kernel.procedure import Action, CaseState, Choice, step
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases import deputies, events
from gongbao.platform.cases.limits import due_of
from gongbao.platform.cases.models import Case, Event
from gongbao.platform.cases.procedures import Act, Registered, effect_of, registered
from gongbao.platform.cases.schedule import plan
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx


def act(
    tx: Tx,
    case: UUID,
    action: str,
    role: str,
    body: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    *,
    guards: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> dict[str, Any]:
    """Do `action` in `role`; returns case, number, sequence, state and receipt.

    `body` holds nothing personal (the action's personal fields are moved to `personal`, which is sealed
    under the case's key). `guards` gives outcomes of guards, otherwise the registered ones are asked.
    `seen` is the sequence the actor looked at: a later one is refused, so nobody decides on what they
    have not seen. Raises Refusal for state, role, four eyes, clocks, guards, step-up or reasons.
    """
    row = events.lock_case(case)
    made = registered(row.procedure, row.version)
    does = made.procedure.action(action)
    _fresh(row, seen)
    deputy_for = may_act(tx.actor, row, made, role, tx.now)
    if does.step_up:
        _step_up(tx.actor, tx.now)
    _other_eyes(row, made, does, {tx.actor.identity, deputy_for} - {""})
    _guarded(row, made, does, guards, _day(tx.now))
    open_body, hidden = _split(does, dict(body or {}), dict(personal or {}))
    before = CaseState.load(row.fold)
    after = _fold(tx, row, made, before, action, role, open_body)
    event = events.append(
        tx, row, action, open_body, hidden, role=role, step=after.sequence, deputy_for=deputy_for
    )
    _save(row, made, after)
    plan(tx, row, after)
    done = Act(action, role, open_body, hidden, before.state, after.state)
    for name in does.effect:
        carry_out = effect_of(row.procedure, name)
        if carry_out:
            carry_out(tx, row, done)
    return {
        "case": str(row.key),
        "number": row.number,
        "sequence": event.sequence,
        "state": after.state,
        "receipt": receipt(row.number, event),
    }


def receipt(number: str, event: Event) -> str:
    """The receipt number of an event: case number, sequence, and eight digits only its hash gives."""
    return f"{number}-{event.sequence:02}-{event.hash[:8].upper()}"


def may_act(actor: Actor, case: Case, made: Registered, role: str, now: datetime) -> str:
    """Check that `actor` has `role` for the case; returns for which absent officer, "" for themselves.

    Raises Refusal.
    """
    if actor.kind == "system" and role == kernel.SYSTEM:
        return ""
    if actor.kind == "party" and role in made.party_roles and actor.party == case.party:
        return ""
    if actor.kind == "officer" and (actor.office == case.office or actor.is_city):
        if role in actor.roles:
            return ""
        lent = deputies.lent(actor, _day(now)).get(role)
        if lent:
            return lent
    if made.standing and role in made.standing(actor, case):
        return ""
    title = made.procedure.role_title(role)
    raise Refusal(
        Text(f"您没有以“{title.zh}”身份办理本件的权限", f"You may not act on this case as “{title.en}”"),
        mend=Text("请由有此职责的人员办理", "Ask somebody with this duty"),
    )


def options(actor: Actor, case: Case, now: datetime) -> tuple[Choice, ...]:
    """The actions the case offers `actor` now, free or with the reasons why not."""
    made = registered(case.procedure, case.version)
    roles = _roles(actor, case, made, now)
    on = _day(now)
    outcomes = made.guards(case, on) if made.guards else {}
    return kernel.choices(made.procedure, CaseState.load(case.fold), roles, actor.identity, on, outcomes)


def _roles(actor: Actor, case: Case, made: Registered, now: datetime) -> set[str]:
    if actor.kind == "party":
        return set(made.party_roles) if actor.party == case.party else set()
    if actor.kind == "officer" and (actor.office == case.office or actor.is_city):
        return set(actor.roles) | set(deputies.lent(actor, _day(now)))
    return {kernel.SYSTEM} if actor.kind == "system" else set()


def _fresh(case: Case, seen: int | None) -> None:
    if seen is not None and seen != case.sequence:
        raise Refusal(
            Text("办件在您打开之后有了新的记录", "The case has moved on since you opened it"),
            mend=Text("请刷新后再办理", "Reload it and try again"),
        )


def _step_up(actor: Actor, now: datetime) -> None:
    from gongbao.platform.access.services import require_step_up

    require_step_up(actor, now)


def _other_eyes(case: Case, made: Registered, action: Action, eyes: set[str]) -> None:
    """Four eyes hold through deputies too: neither the deputy nor the absent officer may have acted."""
    if not action.not_by:
        return
    acted = Event.objects.filter(case=case.key, action__in=action.not_by, step__isnull=False)
    for name, actor, absent in acted.values_list("action", "actor", "deputy_for"):
        if eyes & {actor, absent} - {""}:
            title = made.procedure.action(name).title
            raise Refusal(
                Text(
                    f"须由另一人办理：本人或所代人员已办“{title.zh}”",
                    f"Somebody else must do this: you, or whom you stand in for, did “{title.en}”",
                ),
                where=action.title.zh,
                clause=action.clause,
            )


def _guarded(case: Case, made: Registered, action: Action, given: Mapping[str, str] | None, on: date) -> None:
    if not action.guard:
        return
    outcomes = given if given is not None else made.guards(case, on) if made.guards else {}
    outcome = outcomes.get(action.guard, "unknown")
    if outcome == "met":
        return
    why, clause = kernel.because(outcome)
    guard = next((each for each in made.procedure.guards if each.name == action.guard), None)
    title = guard.title if guard else Text(action.guard, action.guard)
    raise Refusal(
        Text(f"条件未满足：{title.zh}{why.zh}", f"A condition is not met: {title.en}{why.en}"),
        where=action.title.zh,
        mend=guard.mend if guard else Text("", ""),
        clause=clause or (guard.clause if guard else action.clause),
    )


def _split(
    action: Action, body: dict[str, Any], personal: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    hidden = {name: body.pop(name) for name in action.personal_fields if name in body}
    return body, {**hidden, **personal}


def _fold(
    tx: Tx, case: Case, made: Registered, before: CaseState, action: str, role: str, body: dict[str, Any]
) -> CaseState:
    event = kernel.Event(
        before.sequence + 1, action, tx.now.astimezone(ZONE), tx.actor.identity, role, tx.actor.office, body
    )
    return step(made.procedure, before, event, made.terms(event.day))


def _save(case: Case, made: Registered, after: CaseState) -> None:
    case.state, case.tone = after.state, made.procedure.state(after.state).tone
    case.due = due_of(made.procedure, after)
    case.since, case.assignee, case.fold = after.since, after.assignee, after.dump()
    case.save(update_fields=["state", "tone", "due", "since", "assignee", "fold", "sequence", "head"])


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()
