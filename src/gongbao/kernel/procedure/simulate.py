"""Synthetic cases sent through a procedure's clocks, to see which limits hold under given durations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from statistics import median
from typing import Any

from gongbao.kernel.procedure.fold import begin, step
from gongbao.kernel.procedure.model import Procedure
from gongbao.kernel.procedure.permit import expired
from gongbao.kernel.procedure.record import BEIJING, CaseState, Event
from gongbao.kernel.procedure.terms import NO_TERMS, Terms
from gongbao.law.errors import Refusal

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Leg:
    """A step of the way: the days it may take (one is drawn), by whom, with what; `chance` from 0 to 1.

    A leg that is not drawn is left out. For an expiry action the days count from the day it becomes possible.
    """

    action: str
    role: str
    actor: str
    days: Sequence[int] = (0,)
    body: Mapping[str, Any] = field(default_factory=dict)
    chance: float = 1.0


@dataclass(frozen=True)
class Spread:
    """How many cases, and the least, median and greatest number of calendar days."""

    count: int
    least: int
    middle: float
    most: int


@dataclass(frozen=True)
class Report:
    """What happened: per clock how many were answered in time and ran out, per state and in all the days, and refusals."""

    cases: int
    in_time: Mapping[str, int]
    ran_out: Mapping[str, int]
    states: Mapping[str, Spread]
    whole: Spread
    ends: Mapping[str, int]
    refused: Mapping[str, int]


def simulate(
    procedure: Procedure,
    way: Sequence[Leg],
    n: int,
    opening: datetime,
    draw: Random,
    terms: Terms = NO_TERMS,
    arrive_within: int = 30,
) -> Report:
    """Send `n` cases that begin within `arrive_within` days of `opening` along `way`.

    Expiry actions that fall due on the way are done by the system on the first possible day. A step the
    procedure refuses ends the case there and is counted under its action.
    """
    tally = _Tally()
    for _ in range(n):
        begun = opening + timedelta(days=draw.randrange(arrive_within))
        tally.add(_Case(procedure, begun, terms, tally).travel(way, draw), begun)
    return tally.report(n)


class _Tally:
    def __init__(self) -> None:
        self.in_time: dict[str, int] = {}
        self.ran_out: dict[str, int] = {}
        self.refused: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.states: dict[str, list[int]] = {}
        self.whole: list[int] = []

    def add(self, case: CaseState, begun: datetime) -> None:
        self.ends[case.state] = self.ends.get(case.state, 0) + 1
        self.whole.append((_day(case.at) - _day(begun)).days)

    def clocks(self, before: CaseState, after: CaseState, event: Event) -> None:
        """Count the clocks the event has ended."""
        for run in before.clocks:
            now = after.clock(run.name)
            ended = now is None or now.status in ("stopped", "expired")
            if run.status in ("running", "suspended") and ended:
                table = self.ran_out if run.late(event.day) else self.in_time
                table[run.name] = table.get(run.name, 0) + 1

    def report(self, n: int) -> Report:
        states = {state: _spread(days) for state, days in self.states.items()}
        return Report(n, self.in_time, self.ran_out, states, _spread(self.whole), self.ends, self.refused)


class _Case:
    def __init__(self, procedure: Procedure, begun: datetime, terms: Terms, tally: _Tally) -> None:
        self.procedure, self.terms, self.tally = procedure, terms, tally
        self.state = begin(procedure, begun, terms)

    def travel(self, way: Sequence[Leg], draw: Random) -> CaseState:
        for leg in way:
            if leg.chance < 1 and draw.random() >= leg.chance:
                continue
            moment = self._possible(leg) + timedelta(days=draw.choice(leg.days))
            try:
                self._expire_until(moment, leg)
                self._do(leg.action, leg.role, leg.actor, moment, leg.body)
            except Refusal:
                self.tally.refused[leg.action] = self.tally.refused.get(leg.action, 0) + 1
                break
        return self.state

    def _possible(self, leg: Leg) -> datetime:
        """Now, or for an expiry action the morning after the last day of its clock."""
        waits = self.procedure.expiries.get(leg.action, ())
        runs = [run for run in self.state.clocks if run.name in waits and run.status == "running"]
        after = max((run.deadline.late_after + _ONE_DAY for run in runs), default=None)
        if after is None:
            return self.state.at
        return max(self.state.at, datetime(after.year, after.month, after.day, tzinfo=BEIJING))

    def _expire_until(self, moment: datetime, leg: Leg) -> None:
        """Let the system do every other expiry action that becomes due before the moment of the leg."""
        while True:
            ends = sorted(run.deadline.late_after for run in self.state.clocks if run.status == "running")
            for end in ends:
                day = end + _ONE_DAY
                morning = max(self.state.at, datetime(day.year, day.month, day.day, tzinfo=BEIJING))
                due = [a for a in expired(self.procedure, self.state, morning.date()) if a.name != leg.action]
                if morning <= moment and due:
                    self._do(due[0].name, "system", "system", morning, {})
                    break
            else:
                return

    def _do(self, action: str, role: str, actor: str, at: datetime, body: Mapping[str, Any]) -> None:
        before = self.state
        event = Event(before.sequence + 1, action, at, actor, role, body=body)
        self.state = step(self.procedure, before, event, self.terms)
        self.tally.clocks(before, self.state, event)
        if self.state.state != before.state:
            self.tally.states.setdefault(before.state, []).append((_day(at) - _day(before.since)).days)


def _day(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


def _spread(days: Sequence[int]) -> Spread:
    return Spread(len(days), min(days), median(days), max(days)) if days else Spread(0, 0, 0.0, 0)
