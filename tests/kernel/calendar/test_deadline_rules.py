"""The named deadline rules: the gazette's own dates first, then shape, readings and refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.calendar import Calendar, RuleInfo, compute, rule, rules
from gongbao.kernel.calendar.periods import working_days_after
from gongbao.law.errors import Refusal

SAMPLE = {
    "start": "2020-09-28",
    "days": "5",
    "months": "6",
    "years": "5",
    "month": "2020-12",
    "day": "2021-07-31",
    "period": "2021-02-05",
}


def sample(info: RuleInfo) -> dict[str, str]:
    return {p.name: "20" if p.most == 31 else SAMPLE[p.name] for p in info.parameters}


@pytest.mark.parametrize(
    ("rule_id", "arguments", "reading", "due"),
    [
        # neng-2020-6/3.2.b: five working days, the day of publication not counted
        ("working_days_after", "start=2020-11-20 days=5", None, "2020-11-27"),
        ("working_days_after", "start=2020-11-21 days=5", None, "2020-11-27"),
        ("working_days_after", "start=2020-09-28 days=5", None, "2020-10-12"),
        ("working_days_after", "start=2020-09-27 days=5", None, "2020-10-10"),
        # neng-2020-6/1.3.a ends on a Saturday; 1.2.p2.a both on weekdays
        ("fixed_date", "day=2021-07-31", None, "2021-07-31"),
        ("fixed_date", "day=2020-08-31", None, "2020-08-31"),
        ("fixed_date", "day=2020-09-15", None, "2020-09-15"),
        ("fixed_date_rolls", "day=2021-07-31", None, "2021-08-02"),
        ("fixed_date_rolls", "day=2020-10-01", None, "2020-10-09"),
        ("fixed_date_rolls", "day=2020-10-10", None, "2020-10-10"),
        # she-2020-18/2.2.a: before the last working day
        ("before_last_working_day", "month=2020-12", None, "2020-12-30"),
        ("before_last_working_day", "month=2021-01", None, "2021-01-28"),
        ("before_last_working_day", "month=2021-02", None, "2021-02-25"),
        ("before_last_working_day", "month=2021-05", None, "2021-05-30"),
        # neng-2020-6/3.3.a: the 20th
        ("day_of_month", "month=2020-12 day=20", None, "2020-12-20"),
        ("day_of_month", "month=2020-12 day=20", "roll", "2020-12-21"),
        ("day_of_month", "month=2021-02 day=31", None, "2021-02-28"),
        ("calendar_days_after", "start=2020-09-21 days=10", None, "2020-10-09"),
        ("calendar_days_after", "start=2020-09-21 days=10", "no_roll", "2020-10-01"),
        ("months_after", "start=2020-08-31 months=6", None, "2021-02-28"),
        ("months_after", "start=2020-08-31 months=6", "roll", "2021-03-01"),
        ("years_after", "start=2020-02-29 years=5", None, "2025-02-28"),
        # bi-2020-22/9.s2: a contract of five years whose first day counts
        ("years_after", "start=2020-08-01 years=5", "start_counted", "2025-07-31"),
        ("years_after", "start=2020-02-29 years=5", "start_counted", "2025-02-28"),
        ("years_after", "start=2020-02-29 years=4", "start_counted", "2024-02-28"),
        ("years_after", "start=2020-03-01 years=4", "start_counted", "2024-02-29"),
        ("ten_day_plus_5", "period=2021-02-05", None, "2021-02-18"),
        ("ten_day_remittance", "period=2021-02-05", None, "2021-02-20"),
        ("month_15", "month=2021-02", None, "2021-02-23"),
        ("month_15", "month=2021-02", "roll", "2021-02-18"),
    ],
)
def test_due_day(rule_id: str, arguments: str, reading: str | None, due: str) -> None:
    given_arguments = dict(pair.split("=") for pair in arguments.split())
    assert compute(rule_id, given_arguments, reading=reading).due.isoformat() == due


def test_only_the_ten_day_rules_grant_time_after_the_due_day() -> None:
    for info in rules():
        found = compute(info.id, sample(info))
        assert (found.due != found.late_after) == info.id.startswith("ten_day")
        assert not found.is_late(found.late_after)
        assert found.is_late(found.late_after + timedelta(days=1))


@pytest.mark.parametrize("info", rules(), ids=lambda info: info.id)
def test_every_rule_answers_in_every_reading_with_its_id_clause_and_json_form(info: RuleInfo) -> None:
    for reading in info.readings:
        found = compute(info.id, sample(info), reading=reading.id)
        assert (found.rule, found.reading) == (info.id, reading.id)
        assert found.clause in info.clauses
        form = found.as_json()
        assert list(form) == ["due", "late_after", "rule", "clause", "reading", "skipped", "provisional"]
        assert json.loads(json.dumps(form)) == form
    assert compute(info.id, sample(info)).reading == info.readings[0].id
    assert compute(info.id, sample(info) | {"clause": "x-2020-1/1"}).clause == "x-2020-1/1"
    assert all(title.zh and title.en for title in (info.title, *(r.title for r in info.readings)))
    assert all(parameter.title.zh and parameter.title.en for parameter in info.parameters)
    assert json.dumps(info.as_json())
    assert rule(info.id) is info


def test_rule_ids_are_unique() -> None:
    assert len({info.id for info in rules()}) == len(rules()) == 11


def test_reminders_fall_on_the_last_working_day_up_to_the_due_day() -> None:
    def remind(rule_id: str, **arguments: str) -> date:
        return compute(rule_id, arguments).remind_on

    assert remind("day_of_month", month="2020-12", day="20") == date(2020, 12, 18)  # the 20th is a Sunday
    assert remind("day_of_month", month="2020-11", day="20") == date(2020, 11, 20)
    assert remind("fixed_date", day="2021-07-31") == date(2021, 7, 30)
    assert remind("before_last_working_day", month="2021-05") == date(2021, 5, 28)


def test_skipped_days_are_those_that_did_not_count() -> None:
    found = compute("working_days_after", {"start": "2020-09-28", "days": "5"})
    assert [day.date.day for day in found.skipped] == [1, 2, 3, 4, 5, 6, 7, 8, 11]
    assert found.skipped[0].reason.zh == "国庆节、中秋节放假"
    assert found.as_json()["skipped"][-1] == {"date": "2020-10-11", "reason": "周末", "reason_en": "weekend"}  # type: ignore[index]
    before = compute("before_last_working_day", {"month": "2021-01"})
    assert [day.date.day for day in before.skipped] == [29, 30, 31]


def test_known_on_gives_the_answer_of_that_day() -> None:
    arguments = {"start": "2020-01-21", "days": "5"}
    assert compute("working_days_after", arguments, known_on=date(2020, 1, 26)).due == date(2020, 2, 3)
    assert compute("working_days_after", arguments, known_on=date(2020, 1, 27)).due == date(2020, 2, 5)


def test_answers_that_rest_on_unproclaimed_years_are_provisional() -> None:
    def provisional(rule_id: str, known_on: date | None = None, **arguments: str) -> bool:
        return compute(rule_id, arguments, known_on=known_on).provisional

    assert provisional("working_days_after", start="2026-12-28", days="5")
    assert not provisional("working_days_after", start="2026-12-28", days="3")
    assert provisional("working_days_after", date(2020, 11, 24), start="2020-12-28", days="5")
    assert not provisional("working_days_after", date(2020, 11, 25), start="2020-12-28", days="5")
    assert not provisional("fixed_date", day="2028-07-31")  # no calendar asked
    assert provisional("fixed_date_rolls", day="2028-07-31")


@pytest.mark.parametrize(
    ("rule_id", "arguments", "where", "named"),
    [
        ("publicity", {}, "rule", "working_days_after"),
        ("working_days_after", {"start": "2020-09-28"}, "days", "working_days_after start=YYYY-MM-DD days=N"),
        ("working_days_after", {"start": "2020-9-28", "days": "5"}, "start", "start=YYYY-MM-DD"),
        ("working_days_after", {"start": "20200928", "days": "5"}, "start", "start=YYYY-MM-DD"),
        ("working_days_after", {"start": "2021-02-29", "days": "5"}, "start", "start=YYYY-MM-DD"),
        ("working_days_after", {"start": "2020-09-28", "days": "0"}, "days", "2000"),
        ("working_days_after", {"start": "2020-09-28", "days": "2001"}, "days", "2000"),
        ("working_days_after", {"start": "2020-09-28", "days": "-1"}, "days", "days=N"),
        ("working_days_after", {"start": "2020-09-28", "days": "五"}, "days", "days=N"),
        ("working_days_after", {"start": "2020-09-28", "days": "²"}, "days", "days=N"),
        ("day_of_month", {"month": "2020-13", "day": "20"}, "month", "month=YYYY-MM"),
        ("month_15", {"month": "2020-12", "day": "15"}, "day", "month=YYYY-MM"),
        ("fixed_date", {"day": "2100-01-01"}, "", "2099"),
        ("day_of_month", {"month": "9999-12", "day": "1"}, "", "2099"),
        ("working_days_after", {"start": "2099-12-30", "days": "30"}, "", "2099"),
    ],
)
def test_bad_arguments_are_refused_with_the_rules_usage(
    rule_id: str, arguments: dict[str, str], where: str, named: str
) -> None:
    with pytest.raises(Refusal) as refused:
        compute(rule_id, arguments)
    assert refused.value.where == where
    for language in ("zh", "en"):
        assert named in refused.value.say(language)


def test_an_unknown_reading_is_refused_naming_the_readings() -> None:
    with pytest.raises(Refusal, match="art109、roll"):
        compute("month_15", {"month": "2021-01"}, reading="x")
    with pytest.raises(Refusal, match="start_not_counted"):
        compute("working_days_after", sample(rule("working_days_after")), reading="roll")


@given(st.dates(date(2020, 1, 1), date(2026, 9, 30)), st.integers(1, 40))
def test_working_days_after_agrees_with_walking(start: date, days: int) -> None:
    found, day, counted, rested = working_days_after(start, days), start, 0, []
    while counted < days:
        day += timedelta(days=1)
        if chinese_calendar.is_workday(day):
            counted += 1
        else:
            rested.append(day)
    assert found.due == day
    assert [skipped.date for skipped in found.skipped] == rested


@given(st.dates(date(2020, 1, 1), date(2026, 9, 30)), st.sampled_from(["no_roll", "roll"]))
def test_rolling_moves_only_from_rest_days_and_only_to_the_next_working_day(day: date, reading: str) -> None:
    found = compute("day_of_month", {"month": f"{day:%Y-%m}", "day": str(day.day)}, reading=reading)
    rolls = reading == "roll" and not chinese_calendar.is_workday(day)
    assert found.due == (Calendar.as_known().next_working_day(day) if rolls else day)
    assert len(found.skipped) == (found.due - day).days


def test_importing_the_calendar_reads_no_yaml_and_no_django() -> None:
    program = "import sys, gongbao.kernel.calendar; print({'yaml', 'django'} & set(sys.modules))"
    shown = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert shown.stdout.strip() == "set()"
