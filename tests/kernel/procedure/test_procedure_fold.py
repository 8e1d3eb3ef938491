"""The fold: the exact days of publicity and suspension, four eyes, expiry, wrong orders."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.kernel.procedure.procedure_sample import SAMPLE, TERMS, log, published, submitted

from gongbao.kernel.calendar import Calendar, Pause, moved_due
from gongbao.kernel.procedure import (
    BEIJING,
    Because,
    CaseState,
    Event,
    Terms,
    allowed,
    begin,
    choices,
    expired,
    fold,
    reminders,
    step,
    visits,
)
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MONDAY = date(2020, 11, 9)


def refused(events: list[Event]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        fold(SAMPLE, events, TERMS)
    assert caught.value.what.zh
    assert caught.value.what.en
    return caught.value


def names(case: CaseState, role: str, actor: str, on: date, guards: dict[str, str] | None = None) -> set[str]:
    return {action.name for action in allowed(SAMPLE, case, role, actor, on, guards)}


def closing(on: date, published_on: date) -> list[Event]:
    events = published(published_on)
    return [*events, Event(4, "close", datetime(on.year, on.month, on.day, tzinfo=BEIJING), "sys", "system")]


@pytest.mark.parametrize(
    ("published_on", "last_day"),
    [
        (date(2020, 9, 29), date(2020, 10, 13)),  # National Day: 30 Sep, 9, 10 (Saturday worked), 12, 13 Oct
        (date(2020, 9, 27), date(2020, 10, 10)),  # a worked Sunday, not counted: 28, 29, 30 Sep, 9, 10 Oct
        (date(2020, 11, 20), date(2020, 11, 27)),
        (date(2021, 2, 10), date(2021, 2, 23)),  # Spring Festival, worked Saturday 20 February
    ],
)
def test_publicity_ends_on_the_fifth_working_day_and_not_before(published_on: date, last_day: date) -> None:
    run = fold(SAMPLE, published(published_on), TERMS).clock("publicity")
    assert run is not None
    assert run.deadline.due == last_day
    assert "期限未届满" in refused(closing(last_day, published_on)).what.zh
    assert fold(SAMPLE, closing(last_day + timedelta(days=1), published_on), TERMS).state == "done"


def test_an_objection_is_in_time_on_the_last_day_and_late_after() -> None:
    published_on, last = date(2020, 11, 20), date(2020, 11, 27)
    case = fold(SAMPLE, published(published_on), TERMS)
    assert names(case, "public", "p", last) == {"object"}
    late = choices(SAMPLE, case, "public", "p", last + timedelta(days=1))
    assert [h.kind for h in late[0].hindrances] == ["clock"]
    assert late[0].hindrances[0].clause == "x/2"


def test_closing_needs_the_period_over_and_every_objection_settled() -> None:
    base = published(date(2020, 11, 20))
    more = log(
        *(("", "", "", MONDAY),) * 3,
        ("object", "public", "p", date(2020, 11, 23)),
        ("object", "public", "q", date(2020, 11, 24)),
        ("settle_objection", "handler", "c", date(2020, 12, 1), {"outcome": "rejected", "settles": 4}),
    )[3:]
    case = fold(SAMPLE, [*base, *more], TERMS)
    assert case.state == "objection_open"
    assert [item.number for item in case.open] == [5]
    assert expired(SAMPLE, case, date(2020, 12, 1)) == ()
    last = {"outcome": "rejected"}
    settled = Event(7, "settle_objection", case.at, "c", "handler", body=last)
    case = step(SAMPLE, case, settled, TERMS)
    assert case.state == "publicity"
    assert [action.name for action in expired(SAMPLE, case, date(2020, 12, 1))] == ["close"]


def test_an_upheld_objection_settles_all_and_stops_the_publicity() -> None:
    events = [
        *published(date(2020, 11, 20)),
        *log(
            *(("", "", "", MONDAY),) * 3,
            ("object", "public", "p", date(2020, 11, 23)),
            ("object", "public", "q", date(2020, 11, 23)),
            (
                "settle_objection",
                "handler",
                "c",
                date(2020, 11, 24),
                {"outcome": "upheld", "reasons": ["thin"]},
            ),
        )[3:],
    ]
    case = fold(SAMPLE, events, TERMS)
    assert (case.state, case.open) == ("review", ())
    run = case.clock("publicity")
    assert run is not None
    assert run.status == "stopped"
    del events[-1].body["reasons"]  # type: ignore[attr-defined]
    assert "理由" in refused(events).what.zh


def test_settling_one_of_two_must_say_which() -> None:
    events = [
        *published(date(2020, 11, 20)),
        *log(
            *(("", "", "", MONDAY),) * 3,
            ("object", "public", "p", date(2020, 11, 23)),
            ("object", "public", "q", date(2020, 11, 23)),
            ("settle_objection", "handler", "c", date(2020, 11, 24), {"outcome": "rejected"}),
        )[3:],
    ]
    assert "4、5" in refused(events).mend.zh


@pytest.mark.parametrize(
    ("paused", "resumed", "lost"),
    [
        (date(2020, 11, 11), date(2020, 11, 13), 2),  # Wednesday to Friday
        (date(2020, 11, 11), date(2020, 11, 11), 0),  # the same day
        (date(2020, 11, 13), date(2020, 11, 16), 1),  # Friday over the weekend to Monday
        (MONDAY, date(2020, 11, 10), 0),  # the day it began is not counted anyway
        (date(2020, 11, 14), date(2020, 11, 16), 0),  # a weekend only
    ],
)
def test_suspension_moves_the_due_date_by_the_working_days_lost(
    paused: date, resumed: date, lost: int
) -> None:
    events = log(
        submitted(MONDAY),
        ("suspend", "handler", "a", paused, {"reasons": ["evidence"]}),
        ("resume", "handler", "a", resumed),
    )
    standing = fold(SAMPLE, events[:2], TERMS)
    assert (standing.state, standing.due, standing.back) == ("suspended", None, "review")
    case = fold(SAMPLE, events, TERMS)
    run = case.clock("review")
    assert run is not None
    assert (case.state, case.back, run.working_days_lost) == ("review", "", lost)
    pauses = [Pause(paused, resumed - timedelta(days=1))] if resumed > paused else []
    assert run.deadline.due == moved_due(MONDAY, 10, pauses).after.due
    assert run.deadline.due == Calendar.as_known().add_working_days(date(2020, 11, 23), lost)


def test_resuming_goes_back_to_where_the_case_was_suspended() -> None:
    events = log(
        submitted(MONDAY),
        ("pass", "handler", "a", MONDAY),
        ("suspend", "handler", "a", MONDAY, {"reasons": ["evidence"]}),
        ("resume", "reviewer", "b", MONDAY),
    )
    assert fold(SAMPLE, events, TERMS).state == "passed"


def test_a_return_pauses_the_review_and_is_counted() -> None:
    friday = date(2020, 11, 13)
    events = log(
        submitted(MONDAY),
        ("return", "handler", "a", date(2020, 11, 11), {"reasons": ["thin"]}),
        ("resubmit", "applicant", "firm", friday),
        ("return", "handler", "a", friday, {"reasons": ["wrong"]}),
        ("resubmit", "applicant", "firm", date(2020, 11, 16)),
    )
    case = fold(SAMPLE, events, TERMS)
    assert case.counts["return"] == 2
    assert case.due == date(2020, 11, 26)  # 23 November and three working days


def test_a_clock_already_late_is_not_saved_by_suspension() -> None:
    late = date(2020, 11, 24)
    events = log(
        submitted(MONDAY),
        ("suspend", "handler", "a", late, {"reasons": ["evidence"]}),
        ("resume", "handler", "a", date(2020, 12, 4)),
    )
    run = fold(SAMPLE, events, TERMS).clock("review")
    assert run is not None
    assert (run.status, run.deadline.due) == ("running", date(2020, 11, 23))


def test_nobody_approves_what_they_passed() -> None:
    events = log(submitted(MONDAY), ("pass", "handler", "a", MONDAY), ("approve", "handler", "a", MONDAY))
    assert "另一人" in refused(events).what.zh
    case = fold(SAMPLE, events[:2], TERMS)
    assert "approve" not in names(case, "handler", "a", MONDAY)
    assert "approve" in names(case, "handler", "b", MONDAY)


def test_four_eyes_remember_everybody_who_ever_passed_the_case() -> None:
    events = [
        *published(date(2020, 11, 20)),
        *log(
            *(("", "", "", MONDAY),) * 3,
            ("object", "public", "p", date(2020, 11, 23)),
            (
                "settle_objection",
                "handler",
                "c",
                date(2020, 11, 24),
                {"outcome": "upheld", "reasons": ["thin"]},
            ),
            ("pass", "handler", "b", date(2020, 11, 25)),
        )[3:],
    ]
    case = fold(SAMPLE, events, TERMS)
    assert "approve" not in names(case, "handler", "a", date(2020, 11, 25))


def test_acceptance_closes_at_the_end_of_the_last_day() -> None:
    last = date(2020, 12, 31)
    draft = ("save_draft", "applicant", "firm", date(2020, 12, 1))
    assert fold(SAMPLE, log(draft, submitted(last)), TERMS).state == "review"
    assert refused(log(draft, submitted(date(2021, 1, 1)))).clause == "x/1"
    lapse = ("lapse", "system", "sys", date(2021, 1, 1))
    case = fold(SAMPLE, log(draft, lapse), TERMS)
    assert case.state == "lapsed"
    run = case.clock("acceptance")
    assert run is not None
    assert run.status == "expired"
    refused(log(draft, ("lapse", "system", "sys", last)))


def test_the_day_is_the_day_in_beijing() -> None:
    at = datetime.fromisoformat("2020-12-31T15:59:59+00:00")
    assert fold(SAMPLE, [Event(1, "submit", at, "firm", "applicant")], TERMS).state == "review"
    with pytest.raises(Refusal):
        fold(SAMPLE, [Event(1, "submit", at + timedelta(seconds=1), "firm", "applicant")], TERMS)


def test_escalation_happens_once() -> None:
    day = date(2020, 11, 24)
    case = fold(SAMPLE, log(submitted(MONDAY)), TERMS)
    assert expired(SAMPLE, case, date(2020, 11, 23)) == ()
    assert [action.name for action in expired(SAMPLE, case, day)] == ["escalate"]
    case = fold(SAMPLE, log(submitted(MONDAY), ("escalate", "system", "sys", day)), TERMS)
    assert (case.state, expired(SAMPLE, case, day)) == ("review", ())


def test_reminders_fall_on_working_days_before_the_due_date() -> None:
    case = fold(SAMPLE, log(submitted(MONDAY)), TERMS)  # due Monday 23 November
    days = [MONDAY + timedelta(days=n) for n in range(20)]
    assert [d for d in days if any(reminders(case, d))] == [date(2020, 11, 19), date(2020, 11, 23)]


def test_guards_are_unknown_until_somebody_answers() -> None:
    case = begin(SAMPLE, datetime(2020, 11, 9, tzinfo=BEIJING), TERMS)
    assert names(case, "applicant", "firm", MONDAY) == {"save_draft"}
    assert "submit" in names(case, "applicant", "firm", MONDAY, {"complete": "met"})
    for answer, words in {"not_met": "不符合", "judgement": "待人工认定", "unknown": "尚不能判断"}.items():
        found = choices(SAMPLE, case, "applicant", "firm", MONDAY, {"complete": answer})
        told = [h.why.zh for choice in found for h in choice.hindrances]
        assert told == [f"中complete：{words}"]


def test_a_guard_that_knows_why_says_which_condition_and_its_clause() -> None:
    case = begin(SAMPLE, datetime(2020, 11, 9, tzinfo=BEIJING), TERMS)
    why = [
        (Text("没有别的登记", "no other registration"), "she-2020-31/2"),
        (Text("已承诺", "committed"), "x-2020-1/3"),
    ]
    found = choices(SAMPLE, case, "applicant", "firm", MONDAY, {"complete": Because("not_met", why)})
    [told] = [h for choice in found for h in choice.hindrances]
    assert told.why.zh == "中complete：不符合（没有别的登记；已承诺）"
    assert told.clause == "she-2020-31/2"
    assert "submit" in names(case, "applicant", "firm", MONDAY, {"complete": Because("met")})


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"sequence": 3}, "序号"),
        ({"action": "fly"}, "没有名为"),
        ({"action": "approve", "role": "reviewer"}, "不能"),
        ({"role": "public"}, "无权"),
        ({"at": datetime(2020, 11, 8, tzinfo=BEIJING)}, "早于"),
    ],
)
def test_wrong_orders_are_refused(change: dict[str, object], word: str) -> None:
    first, second = log(submitted(MONDAY), ("pass", "handler", "a", MONDAY))
    assert word in refused([first, replace(second, **change)]).what.zh  # type: ignore[arg-type]


def test_an_empty_log_and_another_version_are_refused() -> None:
    refused([])
    case = fold(SAMPLE, log(submitted(MONDAY)), TERMS)
    with pytest.raises(Refusal, match="第1版"):
        step(replace(SAMPLE, version=2), case, log(submitted(MONDAY))[0], TERMS)


def test_a_return_needs_a_reason_from_the_list() -> None:
    bad = log(submitted(MONDAY), ("return", "handler", "a", MONDAY, {"reasons": ["mood"]}))
    assert "thin" in refused(bad).mend.zh


def test_delegation_names_the_assignee() -> None:
    case = fold(SAMPLE, log(submitted(MONDAY), ("delegate", "handler", "a", MONDAY, {"to": "c"})), TERMS)
    assert (case.assignee, case.state) == ("c", "review")


def test_holidays_are_those_known_on_the_day_asked() -> None:
    known = Terms(TERMS.parameters, known_on=date(2020, 1, 20))
    events = published(date(2020, 1, 22))
    before = fold(SAMPLE, events, known).clock("publicity")
    after = fold(SAMPLE, events, TERMS).clock("publicity")
    assert before is not None
    assert after is not None
    assert before.deadline.due < after.deadline.due  # the notice of 27 January 2020 lengthened the holiday


def test_events_and_states_survive_json() -> None:
    events = published(date(2020, 9, 29))
    again = [Event.load(json.loads(json.dumps(event.dump()))) for event in events]
    assert again == events
    case = fold(SAMPLE, again, TERMS)
    assert CaseState.load(json.loads(json.dumps(case.dump()))) == case


def test_visits_tell_the_way() -> None:
    assert [visit.state for visit in visits(SAMPLE, published(MONDAY), TERMS)] == [
        "draft",
        "review",
        "passed",
        "publicity",
    ]
