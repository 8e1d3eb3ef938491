"""The fold: a case's state is what its events make of it, step by step, without clock or storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from gongbao.kernel.procedure import clocks
from gongbao.kernel.procedure.model import BACK, STAY, Action, Outcome, Procedure
from gongbao.kernel.procedure.permit import in_time, require
from gongbao.kernel.procedure.record import BEIJING, CaseState, Event, Item
from gongbao.kernel.procedure.terms import NO_TERMS, Terms
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Visit(NamedTuple):
    """The case came to `state` at `at`."""

    state: str
    at: datetime


def begin(procedure: Procedure, at: datetime, terms: Terms = NO_TERMS) -> CaseState:
    """A case before its first event: at the start, with the standing limits running."""
    case = CaseState(procedure.id, procedure.version, procedure.start, since=at, at=at)
    return case.with_clocks(clocks.standing(procedure, at.astimezone(BEIJING).date(), terms))


def step(
    procedure: Procedure,
    case: CaseState,
    event: Event,
    terms: Terms = NO_TERMS,
) -> CaseState:
    """The case after one more event; raises `Refusal` where the event may not follow.

    Checked are version, order, time, state, role, four eyes, open items, clocks, outcome and reasons.
    Guards are facts outside the log and are asked before an event is written.
    """
    _in_order(procedure, case, event)
    action = procedure.action(event.action)
    require(procedure, case, action, event.role, event.actor, event.day)
    outcome = choose(action, case, event)
    _reasons(action, outcome, event)
    items = _items(action, outcome, case, event)
    target = _target(case, action, outcome, items)
    after = replace(
        case,
        state=target,
        since=event.at if target != case.state else case.since,
        at=event.at,
        sequence=event.sequence,
        actors=_grown(case.actors, event),
        counts={**case.counts, action.name: case.counts.get(action.name, 0) + 1},
        open=items,
        back=_back(procedure, case, target),
        assignee=_assignee(action, event, case),
    )
    return after.with_clocks(clocks.advance(procedure, case, after, event, terms))


def fold(
    procedure: Procedure,
    events: Iterable[Event],
    terms: Terms = NO_TERMS,
) -> CaseState:
    """The state of the case with these events; raises `Refusal` on a wrong order or an empty log."""
    case: CaseState | None = None
    for event in events:
        before = case or begin(procedure, event.at, terms)
        case = step(procedure, before, event, terms)
    if case is None:
        raise Refusal(Text("办件没有任何记录", "The case has no events"), where=procedure.id)
    return case


def visits(
    procedure: Procedure,
    events: Iterable[Event],
    terms: Terms = NO_TERMS,
) -> tuple[Visit, ...]:
    """Every state the case came to, in order, with the instant; the first is the start."""
    found: list[Visit] = []
    case: CaseState | None = None
    for event in events:
        before = case or begin(procedure, event.at, terms)
        found = found or [Visit(before.state, event.at)]
        case = step(procedure, before, event, terms)
        if case.state != found[-1].state:
            found.append(Visit(case.state, event.at))
    return tuple(found)


def choose(action: Action, case: CaseState, event: Event) -> Outcome:
    """The outcome the event names; it may be left out where the state leaves only one."""
    open_to = action.results(case.state)
    named = event.body.get("outcome")
    fitting = [outcome for outcome in open_to if named in (None, outcome.id)]
    if len(fitting) != 1:
        ids = "、".join(outcome.id for outcome in open_to)
        raise Refusal(
            Text(f"“{action.title.zh}”须写明结果", f"“{action.title.en}” needs one of its outcomes"),
            where="outcome",
            mend=Text(f"可选：{ids}", f"Choose from: {ids.replace('、', ', ')}"),
            clause=action.clause,
        )
    if not in_time(case, fitting[0].within or action.within, event.day):
        raise Refusal(
            Text("已过期限，不能作此结果", "The time limit for this outcome is over"),
            where=fitting[0].title.zh,
            clause=action.clause,
        )
    return fitting[0]


def _in_order(procedure: Procedure, case: CaseState, event: Event) -> None:
    if (case.procedure, case.version) != (procedure.id, procedure.version):
        raise Refusal(
            Text(
                f"办件按第{case.version}版流程办理，不能用第{procedure.version}版",
                f"The case runs under version {case.version}, not {procedure.version}",
            ),
            where=procedure.id,
            mend=Text("先作版本迁移", "Migrate the case first"),
        )
    if event.sequence != case.sequence + 1:
        raise Refusal(
            Text(
                f"记录序号应为{case.sequence + 1}，收到{event.sequence}",
                f"Expected event {case.sequence + 1}, got {event.sequence}",
            ),
            where=event.action,
            mend=Text("刷新办件后再办理", "Reload the case and try again"),
        )
    if event.at < case.at:
        raise Refusal(
            Text("记录时间早于上一步", "The event is earlier than the one before it"), where=event.action
        )


def _reasons(action: Action, outcome: Outcome, event: Event) -> None:
    if not outcome.reasoned:
        return
    known = {reason.id for reason in action.reasons}
    given = event.body.get("reasons", ())
    if not given or not set(given) <= known:
        listed = "；".join(f"{reason.id}（{reason.text.zh}）" for reason in action.reasons)
        raise Refusal(
            Text("须从列表中选择理由", "A reason from the list must be given"),
            where=action.title.zh,
            mend=Text(f"可选：{listed}", "Choose from: " + "; ".join(r.text.en for r in action.reasons)),
            clause=action.clause,
        )


def _items(action: Action, outcome: Outcome, case: CaseState, event: Event) -> tuple[Item, ...]:
    items = case.open
    if action.settles:
        mine = case.opened(action.settles)
        settled = mine if outcome.settles_all else (_named(mine, event, action),)
        items = tuple(item for item in items if item not in settled)
    return (*items, Item(action.opens, event.sequence)) if action.opens else items


def _named(mine: tuple[Item, ...], event: Event, action: Action) -> Item:
    number = event.body.get("settles", mine[0].number if len(mine) == 1 else None)
    for item in mine:
        if item.number == number:
            return item
    numbers = "、".join(str(item.number) for item in mine)
    raise Refusal(
        Text("须写明处理的是哪一项", "Say which item is settled"),
        where="settles",
        mend=Text(f"待处理：第{numbers}号记录", f"Open: {numbers.replace('、', ', ')}"),
        clause=action.clause,
    )


def _target(case: CaseState, action: Action, outcome: Outcome, items: tuple[Item, ...]) -> str:
    target = outcome.target
    if outcome.target_while_open and any(item.kind == action.settles for item in items):
        target = outcome.target_while_open
    if target == STAY:
        return case.state
    return case.back if target == BACK else target


def _back(procedure: Procedure, case: CaseState, target: str) -> str:
    if target == case.state:
        return case.back
    return case.state if target in procedure.interludes else ""


def _grown(actors: Mapping[str, tuple[str, ...]], event: Event) -> dict[str, tuple[str, ...]]:
    before = actors.get(event.action, ())
    return {**actors, event.action: before if event.actor in before else (*before, event.actor)}


def _assignee(action: Action, event: Event, case: CaseState) -> str:
    return str(event.body.get("to", "")) if "assign" in action.effect else case.assignee
