"""A small procedure with every feature of the engine, its parameters, and helpers to write logs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gongbao.kernel.procedure import (
    BEIJING,
    SYSTEM,
    Action,
    Clock,
    Event,
    Guard,
    Outcome,
    Procedure,
    Reason,
    Role,
    State,
    Terms,
)
from gongbao.kernel.procedure.common import Common, returned, suspended, withdrawn
from gongbao.law.parameters import Dated, Parameter, Parameters
from gongbao.law.text import Text


def both(word: str) -> Text:
    return Text(f"中{word}", word)


WHY = (Reason("thin", both("thin"), "x/1"), Reason("wrong", both("wrong"), "x/2"))


def parameter(name: str, unit: str, value: object) -> Parameter:
    return Parameter(
        name, both(name), unit, "x/1", (Dated(date(2020, 1, 1), None, value, both("test"), "A"),)
    )


TERMS = Terms(
    Parameters(
        (
            parameter("last_day", "date", date(2020, 12, 31)),
            parameter("publicity_days", "working_days", 5),
            parameter("review_days", "working_days", 10),
        )
    )
)


def state(name: str, terminal: bool = False, tone: str = "now", beside: str = "") -> State:
    return State(name, both(name), both(name), terminal, tone, beside)  # type: ignore[arg-type]


def act(name: str, sources: tuple[str, ...], target: str, *roles: str, **more: object) -> Action:
    return Action(name, both(name), both(name), sources, target, roles, "x/1", **more)  # type: ignore[arg-type]


SAMPLE = Procedure(
    "sample",
    1,
    both("sample"),
    tuple(Role(name, both(name)) for name in ("applicant", "handler", "reviewer", "public", SYSTEM)),
    (
        state("draft"),
        state("review"),
        state("passed"),
        state("publicity"),
        state("done", True, "done"),
        state("lapsed", True, "stopped", "draft"),
        state("refused", True, "stopped", "passed"),
        state("objection_open", beside="publicity"),
        returned("review"),
        suspended("review"),
        withdrawn("review"),
    ),
    (
        act("submit", ("draft",), "review", "applicant", within="acceptance", guard="complete"),
        act("lapse", ("draft",), "lapsed", SYSTEM),
        act("pass", ("review",), "passed", "handler", not_by=("submit",)),
        act("approve", ("passed",), "publicity", "reviewer", "handler", not_by=("submit", "pass"), step_up=True),
        act("refuse", ("passed",), "refused", "reviewer", reasons=WHY, not_by=("pass",)),
        act("close", ("publicity",), "done", SYSTEM, unless_open=("objection",)),
        *Common(
            applicant=("applicant",),
            officers=("handler", "reviewer"),
            draft=("draft",),
            withdrawable=("review", "publicity"),
            returnable=("review",),
            return_reasons=WHY,
            return_clause="x/3",
            resubmitted="review",
            suspendable=("review", "passed"),
            handled=("review",),
            published=("publicity", "objection_open"),
            publicity="publicity",
            objection_clause="x/4",
            objected="objection_open",
            objection_outcomes=(
                Outcome("rejected", both("rejected"), "publicity", target_while_open="objection_open"),
                Outcome("upheld", both("upheld"), "review", settles_all=True, reasoned=True),
            ),
            objection_reasons=WHY,
            overdue=("review", "passed"),
        ).actions(),
    ),
    (
        Clock(
            "acceptance", both("acceptance"), "x/1", "fixed_date", {"day": "$parameter:last_day"}, (), (), "lapse",
            runs_in=("draft",),
        ),
        Clock(
            "review", both("review"), "x/1", "working_days_after",
            {"start": "$date", "days": "$parameter:review_days"}, ("submit",), (), "escalate",
            runs_in=("review", "passed"), suspended_in=("returned", "suspended"), remind_before=(3, 1),
        ),
        Clock(
            "publicity", both("publicity"), "x/2", "working_days_after",
            {"start": "$date", "days": "$parameter:publicity_days"}, ("approve",), (), "close",
            runs_in=("publicity", "objection_open"),
        ),
    ),
    "draft",
    (Guard("complete", both("complete"), "x/1"),),
)  # fmt: skip


def log(*acts: tuple[object, ...]) -> list[Event]:
    """Events from (action, role, actor, day[, body])."""
    events = []
    for number, (name, role, actor, day, *body) in enumerate(acts, 1):
        at = datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING) + timedelta(minutes=number)  # type: ignore[attr-defined]
        events.append(Event(number, name, at, actor, role, "HD", body[0] if body else {}))  # type: ignore[arg-type]
    return events


def submitted(on: date) -> tuple[object, ...]:
    return ("submit", "applicant", "firm", on)


def published(on: date) -> list[Event]:
    """A log submitted on 2 January 2020 that reaches the publicity on the day `on`."""
    return log(submitted(date(2020, 1, 2)), ("pass", "handler", "a", on), ("approve", "reviewer", "b", on))
