"""The contract every procedure keeps, as a list of faults, and its authorisation matrix for tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gongbao.kernel.calendar import rule
from gongbao.kernel.procedure.model import BACK, STAY, SYSTEM, Action, Clock, Procedure, Reason
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_FOLDED = frozenset({"outcome", "reasons", "settles", "to"})
"""Fields of an event's body the fold reads; they must stay readable when personal fields are erased."""


class Right(NamedTuple):
    """Whether the table lets `role` do `action` in `state` (before four eyes, clocks and guards)."""

    state: str
    action: str
    role: str
    granted: bool


def matrix(procedure: Procedure) -> Iterator[Right]:
    """Every state × action × role with the right the table gives."""
    for state in procedure.states:
        for action in procedure.actions:
            for role in procedure.roles:
                granted = state.name in action.sources and role.name in action.roles
                yield Right(state.name, action.name, role.name, granted)


def faults(procedure: Procedure) -> list[str]:
    """What is wrong with the procedure; an empty list is a sound one."""
    found = [*_names(procedure), *_ends(procedure)]
    if not found:  # the rest looks names up
        found = [*_walk(procedure), *_labels(procedure)]
        found += [fault for action in procedure.actions for fault in _action(procedure, action)]
        found += [fault for clock in procedure.clocks for fault in _clock(procedure, clock)]
    return found


def cited(procedure: Procedure) -> set[str]:
    """Every clause id the procedure cites, for a look-up in the clause register."""
    reasons = (reason.clause for action in procedure.actions for reason in action.reasons)
    actions = (action.clause for action in procedure.actions)
    clocks = (clock.clause for clock in procedure.clocks)
    guards = (guard.clause for guard in procedure.guards)
    return {clause for clause in (*reasons, *actions, *clocks, *guards) if clause}


def parameters(procedure: Procedure) -> set[str]:
    """Every dated parameter the clocks ask for."""
    values = (value for clock in procedure.clocks for value in clock.arguments.values())
    return {value.partition(":")[2] for value in values if value.startswith("$parameter:")}


def _names(procedure: Procedure) -> Iterator[str]:
    tables = {
        "state": [s.name for s in procedure.states],
        "action": [a.name for a in procedure.actions],
        "clock": [c.name for c in procedure.clocks],
        "role": [r.name for r in procedure.roles],
        "guard": [g.name for g in procedure.guards],
    }
    for kind, names in tables.items():
        yield from (f"{kind} {name} is defined twice" for name in {n for n in names if names.count(n) > 1})


def _ends(procedure: Procedure) -> Iterator[str]:
    """Names that are used and do not exist."""
    states = {state.name for state in procedure.states}
    actions = {action.name for action in procedure.actions}
    clocks = {clock.name for clock in procedure.clocks}
    axis = {state.name for state in procedure.axis}
    if procedure.start not in states:
        yield f"start {procedure.start} is no state"
    for state in procedure.states:
        if state.beside and state.beside not in axis:
            yield f"state {state.name} is drawn beside {state.beside}, which is not on the axis"
    for action in procedure.actions:
        outcomes = action.outcomes or action.results("")
        targets = {o.target for o in outcomes} | {o.target_while_open for o in outcomes}
        places = {*action.sources, *(s for o in outcomes for s in o.sources), *targets} - {STAY, BACK}
        yield from (f"action {action.name} names no state {name}" for name in sorted(places - states))
        yield from (f"action {action.name} knows no action {n}" for n in action.not_by if n not in actions)
        waits = {action.within, *(o.within for o in outcomes)} - {""}
        yield from (f"action {action.name} knows no clock {name}" for name in sorted(waits - clocks))
    for clock in procedure.clocks:
        for name in (*clock.starts_on, *clock.stops_on, clock.on_expiry):
            if name not in actions:
                yield f"clock {clock.name} knows no action {name}"
        for name in (*clock.runs_in, *clock.suspended_in):
            if name not in states:
                yield f"clock {clock.name} names no state {name}"


def _walk(procedure: Procedure) -> Iterator[str]:
    """Unreachable states, dead ends, and ends that are left."""
    next_to = {s.name: {t for _, t in procedure.moves(s.name)} - {s.name} for s in procedure.states}
    reached, border = {procedure.start}, [procedure.start]
    while border:
        for target in next_to[border.pop()] - reached:
            reached.add(target)
            border.append(target)
    ending = {state.name for state in procedure.states if state.terminal}
    for state in procedure.states:
        if state.name not in reached:
            yield f"state {state.name} cannot be reached"
        if state.terminal and next_to[state.name]:
            yield f"state {state.name} is an end and is left"
    while more := {name for name, targets in next_to.items() if name not in ending and targets & ending}:
        ending |= more
    yield from (f"state {name} leads to no end" for name in next_to if name not in ending)


def _labels(procedure: Procedure) -> Iterator[str]:
    parts: list[tuple[str, Text]] = [(procedure.id, procedure.title)]
    parts += [(role.name, role.title) for role in procedure.roles]
    parts += [(s.name, text) for s in procedure.states for text in (s.title, s.explain)]
    parts += [(a.name, text) for a in procedure.actions for text in (a.title, a.explain)]
    parts += [(o.id, o.title) for a in procedure.actions for o in a.outcomes]
    parts += [(r.id, r.text) for a in procedure.actions for r in a.reasons]
    parts += [(c.name, c.title) for c in procedure.clocks] + [(g.name, g.title) for g in procedure.guards]
    yield from (
        f"{name} lacks a Chinese or English label" for name, text in parts if not (text.zh and text.en)
    )


def _action(procedure: Procedure, action: Action) -> Iterator[str]:
    known = {role.name for role in procedure.roles}
    if not action.roles or not set(action.roles) <= known:
        yield f"action {action.name} lacks a role, or has one the procedure does not list"
    if not (action.clause or action.note.zh):
        yield f"action {action.name} cites no clause and does not say why"
    if action.guard and action.guard not in {guard.name for guard in procedure.guards}:
        yield f"action {action.name} has an undescribed guard {action.guard}"
    yield from (
        f"reason {r.id} of {action.name} has no clause and no why" for r in action.reasons if _bare(r)
    )
    if _adverse(procedure, action) and not action.reasons:
        yield f"action {action.name} goes against the applicant without a reason"
    if any(outcome.reasoned for outcome in action.outcomes) and not action.reasons:
        yield f"action {action.name} asks for a reason and offers none"
    if any(not action.results(source) for source in action.sources):
        yield f"action {action.name} has a source without an outcome"
    if set(action.personal_fields) & _FOLDED:
        yield f"action {action.name} hides a field the fold reads"
    kinds = {each.opens for each in procedure.actions}
    wanted = {action.settles, *action.unless_open} - {""}
    yield from (f"action {action.name} waits for {kind}, which nothing opens" for kind in wanted - kinds)


def _bare(reason: Reason) -> bool:
    return not (reason.clause or reason.why_none.zh)


def _adverse(procedure: Procedure, action: Action) -> bool:
    """Whether an officer stops a case or sends it back to the applicant."""
    if not set(action.roles) - {SYSTEM} or "applicant" in action.roles or action.outcomes:
        return False
    waits = {a.sources for a in procedure.actions if a.name == "resubmit"}
    targets = {target for source in action.sources for target in action.targets(source)} - {STAY, BACK}
    stopped = any(procedure.state(target).tone == "stopped" for target in targets)
    returned = any(target in sources for target in targets for sources in waits)
    return stopped or returned


def _clock(procedure: Procedure, clock: Clock) -> Iterator[str]:
    expiry = procedure.action(clock.on_expiry)
    if SYSTEM not in expiry.roles:
        yield f"clock {clock.name} runs out and the system may not do {expiry.name}"
    missing = {state for state in clock.runs_in if state not in expiry.sources}
    if clock.runs_in and missing == set(clock.runs_in):
        yield f"clock {clock.name} runs out where {expiry.name} cannot be done"
    if not (clock.clause or clock.note.zh):
        yield f"clock {clock.name} cites no clause and does not say why"
    try:
        wanted = {parameter.name for parameter in rule(clock.rule).parameters}
    except Refusal as refusal:
        yield f"clock {clock.name}: {refusal}"
    else:
        if set(clock.arguments) != wanted:
            yield f"clock {clock.name} gives {sorted(clock.arguments)} where its rule asks {sorted(wanted)}"
    personal = {field for name in clock.starts_on for field in procedure.action(name).personal_fields}
    bodies = {value.partition(":")[2] for value in clock.arguments.values() if value.startswith("$body:")}
    yield from (f"clock {clock.name} starts from the personal field {field}" for field in bodies & personal)
