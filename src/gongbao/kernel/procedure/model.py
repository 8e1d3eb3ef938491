"""A procedure as a value: states, actions, roles and clocks, each named once in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

Tone = Literal["now", "done", "stopped"]
NOTHING = Text("", "")
STAY = ""
"""Target of an action that leaves the case where it is."""
BACK = "@back"
"""Target of an action that returns the case to the state it was suspended from."""
SYSTEM = "system"
"""The role of the machine: expiry actions and automatic comparisons."""


@dataclass(frozen=True)
class Role:
    """Somebody who may act, such as the district's reviewer."""

    name: str
    title: Text


@dataclass(frozen=True)
class State:
    """A place where a case can rest.

    `tone` is ``now`` while work goes on, ``done`` at a good end, ``stopped`` at a refusal or withdrawal.
    `beside` names the state of the axis next to which pictures draw this one; empty on the axis itself.
    """

    name: str
    title: Text
    explain: Text
    terminal: bool = False
    tone: Tone = "now"
    beside: str = ""


@dataclass(frozen=True)
class Reason:
    """A ground an officer chooses for a return, refusal or reduction; `why_none` says why no clause is cited."""

    id: str
    text: Text
    clause: str = ""
    why_none: Text = NOTHING


@dataclass(frozen=True)
class Guard:
    """A condition the room or the platform evaluates before an action (`met`, `not_met`, `unknown`, …).

    `mend` says what can be done where it is not met.
    """

    name: str
    title: Text
    clause: str = ""
    mend: Text = Text("", "")


@dataclass(frozen=True)
class Outcome:
    """One of several results an action may have; empty `sources` means every source of the action.

    An action that settles an item settles one, or every open one with `settles_all`; `target_while_open`
    is where the case stays while others remain open. `reasoned`: a reason must be chosen. `within` names
    a clock as in `Action`.
    """

    id: str
    title: Text
    target: str
    sources: tuple[str, ...] = ()
    target_while_open: str = ""
    settles_all: bool = False
    reasoned: bool = False
    within: str = ""


@dataclass(frozen=True)
class Action:
    """Something a role may do to a case in one of the `sources`; it leads to `target` or to an outcome's.

    `opens` and `settles` name a kind of item (an objection, an appeal, a returned payment) that one action
    opens and another settles by its number; `unless_open` bars the action while such an item is open.
    `within` names a clock that must be running and not late. `not_by` lists actions whose actors may not
    do this one (four eyes). `effect` names what the platform carries out in the same transaction;
    ``assign`` also sets the case's assignee from the body's ``to``. `note` says why no clause is cited.
    """

    name: str
    title: Text
    explain: Text
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    clause: str = ""
    note: Text = NOTHING
    guard: str = ""
    form: str = ""
    outcomes: tuple[Outcome, ...] = ()
    reasons: tuple[Reason, ...] = ()
    not_by: tuple[str, ...] = ()
    opens: str = ""
    settles: str = ""
    unless_open: tuple[str, ...] = ()
    within: str = ""
    step_up: bool = False
    batchable: bool = False
    effect: tuple[str, ...] = ()
    personal_fields: tuple[str, ...] = ()

    def results(self, source: str) -> tuple[Outcome, ...]:
        """The outcomes open from `source`; a plain action has one, named after itself."""
        if not self.outcomes:
            return (
                Outcome(self.name, self.title, self.target, reasoned=bool(self.reasons), within=self.within),
            )
        return tuple(o for o in self.outcomes if source in (o.sources or self.sources))

    def targets(self, source: str) -> tuple[str, ...]:
        """Every target reachable from `source`, as written (`STAY` and `BACK` unresolved)."""
        found = [t for o in self.results(source) for t in (o.target, o.target_while_open or o.target)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Clock:
    """A time limit: a named rule of `kernel.calendar` with arguments, started and stopped by actions.

    An argument's value is literal, ``$parameter:NAME`` (dated, resolved on the starting day), ``$date``
    (that day) or ``$body:FIELD`` of the starting event. Empty `starts_on` means a standing limit that holds
    from the beginning of the case. It stops on `stops_on` and on leaving `runs_in` (empty: any state that
    is not an end); an action of `starts_on` that leads elsewhere does not start it, and a running clock
    starts anew only if it `restarts`. In a state of `suspended_in` it stands still, and the due date moves by the working
    days lost. When late, the system may do `on_expiry`. `remind_before` counts working days back from the
    due date, 1 being the last working day on or before it. `start_reading` names a reading of the room by
    whose choice ``same_day`` the starting day is itself the first day.
    """

    name: str
    title: Text
    clause: str
    rule: str
    arguments: Mapping[str, str]
    starts_on: tuple[str, ...]
    stops_on: tuple[str, ...]
    on_expiry: str
    runs_in: tuple[str, ...] = ()
    suspended_in: tuple[str, ...] = ()
    restarts: bool = True
    remind_before: tuple[int, ...] = ()
    start_reading: str = ""
    note: Text = NOTHING

    def lives_in(self, state: State) -> bool:
        """Whether the clock goes on, running or standing still, when the case comes to `state`."""
        return state.name in (*self.runs_in, *self.suspended_in) or not (self.runs_in or state.terminal)


@dataclass(frozen=True)
class Procedure:
    """A versioned table of states, actions and clocks; a case keeps the version it started under."""

    id: str
    version: int
    title: Text
    roles: tuple[Role, ...]
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    clocks: tuple[Clock, ...]
    start: str
    guards: tuple[Guard, ...] = field(default=())

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return {action.name: action for action in self.actions}

    @cached_property
    def _clocks(self) -> dict[str, Clock]:
        return {clock.name: clock for clock in self.clocks}

    @cached_property
    def expiries(self) -> dict[str, tuple[str, ...]]:
        """Each expiry action with the clocks it waits for."""
        found: dict[str, tuple[str, ...]] = {}
        for clock in self.clocks:
            found[clock.on_expiry] = (*found.get(clock.on_expiry, ()), clock.name)
        return found

    @cached_property
    def interludes(self) -> frozenset[str]:
        """The states from which an action leads back to where the case came from."""
        back = (s for a in self.actions for s in a.sources if BACK in a.targets(s))
        return frozenset(back)

    @cached_property
    def axis(self) -> tuple[State, ...]:
        """The states on the main line, in order."""
        return tuple(state for state in self.states if not state.beside)

    def state(self, name: str) -> State:
        """The state `name`; raises `Refusal` where the procedure has none."""
        return _find(self._states, name, Text("状态", "state"), self)

    def action(self, name: str) -> Action:
        """The action `name`; raises `Refusal` where the procedure has none."""
        return _find(self._actions, name, Text("步骤", "action"), self)

    def clock(self, name: str) -> Clock:
        """The clock `name`; raises `Refusal` where the procedure has none."""
        return _find(self._clocks, name, Text("期限", "clock"), self)

    def role_title(self, name: str) -> Text:
        """The title of role `name`, or its bare name."""
        return next((role.title for role in self.roles if role.name == name), Text(name, name))

    def moves(self, source: str) -> list[tuple[Action, str]]:
        """Every action from `source` with each resolved state it may lead to."""
        return [
            (action, state)
            for action in self.actions
            if source in action.sources
            for target in action.targets(source)
            for state in self.resolved(source, target)
        ]

    def resolved(self, source: str, target: str) -> tuple[str, ...]:
        """The states `target` can mean from `source`: itself, the source, or those that lead back here."""
        if target == STAY:
            return (source,)
        if target != BACK:
            return (target,)
        into = [s for a in self.actions for s in a.sources if source in a.targets(s)]
        return tuple(dict.fromkeys(into))


T = TypeVar("T")


def _find(table: Mapping[str, T], name: str, kind: Text, procedure: Procedure) -> T:
    if name in table:
        return table[name]
    raise Refusal(
        Text(f"办件流程没有名为“{name}”的{kind.zh}", f"The procedure has no {kind.en} named “{name}”"),
        where=procedure.id,
        mend=Text(f"可用的有：{'、'.join(table)}", f"Available: {', '.join(table)}"),
    )
