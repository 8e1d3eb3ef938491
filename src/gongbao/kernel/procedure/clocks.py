"""The clocks of a case: started, stopped, suspended with the due date moved, and run out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gongbao.kernel.calendar import Calendar, Deadline, Skipped
from gongbao.kernel.procedure.model import Clock, Procedure, State
from gongbao.kernel.procedure.record import CaseState, ClockRun, Event
from gongbao.kernel.procedure.terms import Terms
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

SAME_DAY = "same_day"
"""The choice of a clock's `start_reading` that counts the starting day."""
_ONE_DAY = timedelta(days=1)


def standing(procedure: Procedure, on: date, terms: Terms) -> tuple[ClockRun, ...]:
    """The limits that hold from the beginning of a case begun on the day `on`."""
    return tuple(start(clock, on, {}, terms) for clock in procedure.clocks if not clock.starts_on)


def start(clock: Clock, on: date, body: Mapping[str, Any], terms: Terms) -> ClockRun:
    """The clock running from the day `on`; raises `Refusal` where an argument cannot be resolved."""
    arguments = {name: _resolve(clock, value, on, body, terms) for name, value in clock.arguments.items()}
    deadline = terms.deadline(clock.rule, arguments)
    deadline = replace(deadline, clause=clock.clause or deadline.clause)
    reminders = _reminders(clock, deadline.due, terms.calendar)
    return ClockRun(clock.name, "running", on, deadline, remind_on=reminders)


def advance(
    procedure: Procedure, before: CaseState, after: CaseState, event: Event, terms: Terms
) -> tuple[ClockRun, ...]:
    """The clocks after `event` has led from `before` to `after`, in the procedure's order.

    One that has come to its end no longer lists the days its deadline skipped, to keep the state small.
    """
    state = procedure.state(after.state)
    runs: list[ClockRun] = []
    for clock in procedure.clocks:
        run = before.clock(clock.name)
        if _starts(clock, run, event, state):
            run = start(clock, event.day, event.body, terms)
        elif run:
            run = _acted_on(clock, run, event)
        if run is None:
            continue
        if run.status in ("running", "suspended") and not clock.lives_in(state):
            run = replace(run, status="stopped", paused_on=None)
        if run.status in ("stopped", "expired") and run.deadline.skipped:
            run = replace(run, deadline=replace(run.deadline, skipped=()))
        runs.append(_paused_or_resumed(clock, run, after.state, event.day, terms.calendar))
    return tuple(runs)


def moved(deadline: Deadline, working_days: int, calendar: Calendar) -> Deadline:
    """The deadline moved back by the working days a suspension has cost."""
    if not working_days:
        return deadline
    due = calendar.add_working_days(deadline.due, working_days)
    late_after = calendar.add_working_days(deadline.late_after, working_days)
    rest = calendar.rest_days(deadline.due + _ONE_DAY, due)
    return replace(
        deadline,
        due=due,
        late_after=late_after,
        remind_on=calendar.on_or_before(due),
        skipped=(*deadline.skipped, *(Skipped(day, why) for day, why in rest)),
        provisional=deadline.provisional or calendar.provisional(deadline.due, due),
    )


def reminders(case: CaseState, on: date) -> Iterator[ClockRun]:
    """The running clocks of which the parties are to be reminded on the day `on`."""
    return (run for run in case.clocks if run.status == "running" and on in run.remind_on)


def _starts(clock: Clock, run: ClockRun | None, event: Event, state: State) -> bool:
    if event.action not in clock.starts_on or not clock.lives_in(state):
        return False
    return clock.restarts or run is None or run.status not in ("running", "suspended")


def _acted_on(clock: Clock, run: ClockRun, event: Event) -> ClockRun:
    if event.action == clock.on_expiry and run.late(event.day):
        return replace(run, status="expired")
    if event.action in clock.stops_on and run.status in ("running", "suspended"):
        return replace(run, status="stopped", paused_on=None)
    return run


def _paused_or_resumed(clock: Clock, run: ClockRun, state: str, on: date, calendar: Calendar) -> ClockRun:
    stands_still = state in clock.suspended_in
    if run.status == "running" and stands_still and not run.late(on):
        return replace(run, status="suspended", paused_on=on)
    if run.status == "suspended" and not stands_still and run.paused_on:
        first = max(run.paused_on, run.started + _ONE_DAY)
        lost = len(calendar.working_days(first, on - _ONE_DAY))
        deadline = moved(run.deadline, lost, calendar)
        return replace(
            run,
            status="running",
            deadline=deadline,
            paused_on=None,
            working_days_lost=run.working_days_lost + lost,
            remind_on=_reminders(clock, deadline.due, calendar),
        )
    return run


def _reminders(clock: Clock, due: date, calendar: Calendar) -> tuple[date, ...]:
    last = calendar.on_or_before(due)
    return tuple(calendar.add_working_days(last, 1 - n) for n in clock.remind_before)


def _resolve(clock: Clock, value: str, on: date, body: Mapping[str, Any], terms: Terms) -> str:
    kind, _, name = value.partition(":")
    if kind == "$parameter":
        return terms.value(name, on)
    if kind == "$date":
        same_day = terms.readings.get(clock.start_reading) == SAME_DAY
        return (on - _ONE_DAY if same_day else on).isoformat()
    if kind != "$body":
        return value
    if body.get(name) in (None, ""):
        raise Refusal(
            Text(
                f"缺少“{name}”，无法起算“{clock.title.zh}”", f"“{name}” is needed to start “{clock.title.en}”"
            ),
            where=name,
            mend=Text("补上后再办理", "Add it and try again"),
            clause=clock.clause,
        )
    return str(body[name])
