"""Random legal walks: the fold against a naive reference, refolding, JSON, and permission against refusal."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.kernel.procedure.procedure_sample import SAMPLE, TERMS

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.procedure import BEIJING, CaseState, Event, begin, choices, fold, step
from gongbao.law.errors import Refusal

ACTORS = {"applicant": ["firm"], "public": ["p", "firm"], "system": ["sys"]}
OFFICERS = ["a", "b", "c"]
MOVES = {
    ("draft", "save_draft"): "draft",
    ("draft", "submit"): "review",
    ("draft", "lapse"): "lapsed",
    ("review", "pass"): "passed",
    ("review", "withdraw"): "withdrawn",
    ("review", "return"): "returned",
    ("review", "suspend"): "suspended",
    ("review", "delegate"): "review",
    ("review", "escalate"): "review",
    ("passed", "approve"): "publicity",
    ("passed", "refuse"): "refused",
    ("passed", "suspend"): "suspended",
    ("passed", "escalate"): "passed",
    ("returned", "resubmit"): "review",
    ("publicity", "withdraw"): "withdrawn",
    ("publicity", "object"): "objection_open",
    ("publicity", "close"): "done",
    ("objection_open", "object"): "objection_open",
}


def naive_state(events: list[Event]) -> tuple[str, int]:
    """State and open objections, from a table written by hand."""
    state, before, open_ = "draft", "", 0
    for event in events:
        if event.action == "settle_objection":
            open_ = 0 if event.body["outcome"] == "upheld" else open_ - 1
            state = (
                "review" if event.body["outcome"] == "upheld" else "objection_open" if open_ else "publicity"
            )
        elif event.action == "resume":
            state = before
        else:
            open_ += event.action == "object"
            before = state if event.action == "suspend" else before
            state = MOVES[state, event.action]
    return state, open_


def naive_review_due(events: list[Event]) -> date | None:
    """Day by day: the tenth working day after submission on which the case did not stand still."""
    calendar = Calendar.as_known()
    submitted = next((event.day for event in events if event.action == "submit"), None)
    if submitted is None:
        return None
    still: set[date] = set()
    paused: date | None = None
    for event in events:
        if event.action in ("suspend", "return"):
            paused = event.day
        if event.action in ("resume", "resubmit") and paused:
            still |= {paused + timedelta(days=n) for n in range((event.day - paused).days)}
            paused = None
    day, left = submitted, 10
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day) and day not in still
    return day


def act(data: st.DataObject, case: CaseState, on: date) -> Event | None:
    """A legal next event, drawn; None where nothing can be done."""
    free = []
    for role in ("applicant", "handler", "reviewer", "public", "system"):
        for actor in ACTORS.get(role, OFFICERS):
            found = choices(SAMPLE, case, role, actor, on, {"complete": "met"})
            free += [(choice, role, actor) for choice in found if not choice.hindrances]
    if not free:
        return None
    choice, role, actor = data.draw(st.sampled_from(free))
    body: dict[str, Any] = {}
    outcome = data.draw(st.sampled_from(choice.outcomes))
    if choice.action.outcomes:
        body["outcome"] = outcome.id
    if choice.action.reasons:
        body["reasons"] = [data.draw(st.sampled_from(choice.action.reasons)).id]
    if choice.action.settles:
        body["settles"] = data.draw(st.sampled_from(case.opened(choice.action.settles))).number
    at = datetime(on.year, on.month, on.day, 12, tzinfo=BEIJING)
    return Event(case.sequence + 1, choice.action.name, at, actor, role, body=body)


@given(st.data(), st.dates(date(2020, 9, 1), date(2020, 12, 15)))
@hypothesis_settings(max_examples=150, deadline=None)
def test_a_legal_walk_folds_as_the_naive_reference_does(data: st.DataObject, day: date) -> None:
    case = begin(SAMPLE, datetime(day.year, day.month, day.day, tzinfo=BEIJING), TERMS)
    events: list[Event] = []
    late = False
    for _ in range(data.draw(st.integers(1, 14))):
        day += timedelta(days=data.draw(st.sampled_from([0, 0, 1, 2, 6, 11])))
        event = act(data, case, day)
        if event is None:
            break
        run = case.clock("review")
        late = late or bool(run and run.late(day))
        case = step(SAMPLE, case, event, TERMS)
        events.append(event)
        state, open_ = naive_state(events)
        assert (case.state, len(case.open)) == (state, open_)
        run = case.clock("review")
        if run and run.status == "running" and not late:
            assert run.deadline.due == naive_review_due(events)
    if events:
        assert fold(SAMPLE, events, TERMS) == fold(SAMPLE, events, TERMS)
        again = [Event.load(json.loads(json.dumps(event.dump()))) for event in events]
        refolded = fold(SAMPLE, again, TERMS)
        assert (refolded.state, refolded.counts, refolded.actors) == (case.state, case.counts, case.actors)
        assert CaseState.load(json.loads(json.dumps(case.dump()))) == case


@given(st.data(), st.dates(date(2020, 9, 1), date(2020, 12, 15)))
@hypothesis_settings(max_examples=60, deadline=None)
def test_what_is_hindered_is_refused_and_what_is_free_is_done(data: st.DataObject, day: date) -> None:
    case = begin(SAMPLE, datetime(day.year, day.month, day.day, tzinfo=BEIJING), TERMS)
    for _ in range(data.draw(st.integers(0, 8))):
        day += timedelta(days=data.draw(st.sampled_from([0, 1, 6])))
        event = act(data, case, day)
        if event is None:
            break
        case = step(SAMPLE, case, event, TERMS)
    at = datetime(day.year, day.month, day.day, 13, tzinfo=BEIJING)
    for action in SAMPLE.actions:
        for role in (role.name for role in SAMPLE.roles):
            found = choices(SAMPLE, case, role, "a", day, {"complete": "met"})
            offered = next((choice for choice in found if choice.action is action), None)
            if offered is None or offered.hindrances:
                body = {"reasons": ["thin"], "outcome": "upheld", "to": "x"}
                with pytest.raises(Refusal):
                    step(SAMPLE, case, Event(case.sequence + 1, action.name, at, "a", role, body=body), TERMS)
