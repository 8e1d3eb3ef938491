"""The steps of a procedure as data for its guide: who does what, where, in which time, under which clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongbao.kernel.procedure.model import Action, Clock, Procedure
from gongbao.kernel.procedure.terms import NO_TERMS, Terms
from gongbao.law.text import Text


@dataclass(frozen=True)
class Limit:
    """A time limit of a step: `values` are the parameters of its rule in force, such as 5 (working days)."""

    title: Text
    rule: str
    values: tuple[str, ...]
    clause: str
    note: Text


@dataclass(frozen=True)
class Step:
    """One action of the guide; `limits` are the clocks that run until it, `starts` those it sets going."""

    action: str
    title: Text
    explain: Text
    who: tuple[Text, ...]
    stage: Text
    beside: bool
    clause: str
    note: Text
    limits: tuple[Limit, ...]
    starts: tuple[Limit, ...]
    reasons: tuple[Text, ...]


def guide(procedure: Procedure, on: date, terms: Terms = NO_TERMS) -> tuple[Step, ...]:
    """The steps in the order of the axis, those beside it after the gate they belong to.

    The values of limits are those in force on `on`; a parameter the terms lack is left out.
    """
    return tuple(_steps(procedure, on, terms))


def _steps(procedure: Procedure, on: date, terms: Terms) -> Iterator[Step]:
    order = [
        state.name
        for gate in procedure.axis
        for state in procedure.states
        if gate.name in (state.name, state.beside)
    ]
    told: set[str] = set()
    for name in order:
        state = procedure.state(name)
        for action in procedure.actions:
            if name not in action.sources or action.name in told:
                continue
            told.add(action.name)
            yield Step(
                action.name,
                action.title,
                action.explain,
                tuple(procedure.role_title(role) for role in action.roles),
                state.title,
                bool(state.beside),
                action.clause,
                action.note,
                tuple(
                    _limit(clock, on, terms)
                    for clock in procedure.clocks
                    if _answers(procedure, action, clock)
                ),
                tuple(
                    _limit(clock, on, terms) for clock in procedure.clocks if action.name in clock.starts_on
                ),
                tuple(reason.text for reason in action.reasons),
            )


def _answers(procedure: Procedure, action: Action, clock: Clock) -> bool:
    """Whether doing the action in time satisfies or uses the clock."""
    if action.name == clock.on_expiry:
        return True
    if action.name in clock.stops_on or clock.name in (action.within, *(o.within for o in action.outcomes)):
        return True
    inside = [source for source in action.sources if source in clock.runs_in]
    targets = {state for s in inside for t in action.targets(s) for state in procedure.resolved(s, t)}
    return bool(targets) and not targets & {*clock.runs_in, *clock.suspended_in}


def _limit(clock: Clock, on: date, terms: Terms) -> Limit:
    names = [value.partition(":")[2] for value in clock.arguments.values() if value.startswith("$parameter:")]
    values = tuple(terms.value(name, on) for name in names if name in terms.parameters)
    return Limit(clock.title, clock.rule, values, clock.clause, clock.note)
