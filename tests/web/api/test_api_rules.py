"""The interface answers like the command line: questions, answers, clauses, deadlines, days; errors teach."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao import cli
from gongbao.policies import policy

QUESTION = "/api/questions/training_subsidy/expand"


@pytest.fixture(autouse=True)
def _interface():
    with override_settings(
        ROOT_URLCONF="tests.web.api.urls",
        MIDDLEWARE=["gongbao.web.i18n.LanguageMiddleware", "gongbao.web.middleware.DisplayMiddleware"],
    ):
        yield


def ask(body: Any, path: str = f"{QUESTION}/determine") -> Any:
    return Client().post(path, json.dumps(body), content_type="application/json")


def test_questions_are_those_of_the_command_line(capsys):
    cli.main(["questions", "--json"])
    assert Client().get("/api/questions").json() == json.loads(capsys.readouterr().out)


def test_facts_are_those_of_the_command_line(capsys):
    cli.main(["facts", "training_subsidy/expand", "--json"])
    assert Client().get(f"{QUESTION}/facts").json() == json.loads(capsys.readouterr().out)


def test_clauses_are_those_of_the_command_line(capsys):
    cli.main(["clauses", "--room", "training_subsidy", "--json"])
    assert Client().get("/api/clauses?room=training_subsidy").json() == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "facts", [{}, {"hired_on": "2020-06-30"}, {"hired_on": "2020-07-01", "registered_unemployed": True}]
)
def test_an_answer_is_that_of_the_command_line(tmp_path, capsys, facts):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts), encoding="utf-8")
    cli.main(["determine", "training_subsidy/expand", "--facts", str(file), "--on", "2020-09-21", "--json"])
    assert ask({"facts": facts, "on": "2020-09-21"}).json() == json.loads(capsys.readouterr().out)


def test_a_reading_is_taken_and_told():
    readings = policy("training_subsidy").question("expand").readings
    name = next(iter(readings))
    choices = list(readings[name].choices)
    answer = ask({"facts": {}, "on": "2020-09-21", "readings": {name: choices[-1]}}).json()
    assert {"id": name, "choice": choices[-1]} in answer["readings"]


def test_the_day_is_today_where_none_is_given(at):
    assert ask({"facts": {}}).json()["on"] == "2020-09-21"


def test_hired_on_the_last_day_of_june_is_outside_and_on_the_first_of_july_inside():
    june, july = (
        ask({"facts": {"hired_on": day}, "on": "2020-09-21"}).json() for day in ("2020-06-30", "2020-07-01")
    )
    assert june["outcome"] == "not_met"
    assert "neng-2020-6/1.1.a" in [each["clause"] for each in june["explanation"]]
    assert july["outcome"] == "unknown"


def test_an_unknown_fact_is_refused_with_what_there_is():
    answer = ask({"facts": {"shoe_size": 42}})
    assert answer.status_code == 422
    fault = answer.json()
    assert set(fault) == {"code", "also", "what", "what_en", "where", "mend", "mend_en", "clause"}
    assert fault["where"] == "shoe_size"
    assert "hired_on" in fault["mend"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[" * 100_000, 400), (b"\xff", 400), (b"{}", 422), (b'{"facts": {}, "more": 1}', 422),
     (b'{"facts": {}, "on": "1700-01-01"}', 422), (b'{"facts": [], "on": null}', 422), (b" " * 300_000, 413)],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_answered_in_the_same_form(body, status):
    answer = Client().post(f"{QUESTION}/determine", body, content_type="application/json")
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "also", "what", "what_en", "where", "mend", "mend_en", "clause"}
    assert answer.json()["what_en"]


@pytest.mark.parametrize(
    "path", [f"{QUESTION[:-6]}nothing/facts", "/api/questions/nowhere/expand/facts", "/api/deadlines/nothing"]
)
def test_what_is_not_there_is_404(path):
    answer = Client().get(path)
    assert answer.status_code == 404
    assert answer.json()["mend"]


def test_a_deadline_is_that_of_the_command_line(capsys):
    cli.main(["deadline", "working_days_after", "start=2020-09-30", "days=5", "--json"])
    answer = Client().get("/api/deadlines/working_days_after", {"start": "2020-09-30", "days": "5"})
    assert answer.json() == json.loads(capsys.readouterr().out)
    assert answer.json()["due"] == "2020-10-14"  # the holiday to 8 October; Saturday the 10th is worked


def test_a_missing_argument_names_itself():
    answer = Client().get("/api/deadlines/working_days_after", {"start": "2020-09-30"})
    assert (answer.status_code, answer.json()["where"]) == (422, "days")


@settings(max_examples=20, deadline=None)
@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_a_day_is_that_of_the_calendar(day):
    from gongbao.kernel.calendar import Calendar

    (answer,) = Client().get(f"/api/calendar/{day}").json()
    assert answer == Calendar.as_known().describe(day).as_json()


def test_a_month_has_its_days():
    assert [each["date"] for each in Client().get("/api/calendar/2020-02").json()][-1] == "2020-02-29"


def test_the_description_is_in_the_language_asked_for():
    zh, en = (Client().get("/api/openapi.json", {"lang": each}).json() for each in ("zh", "en"))
    for path, methods in en["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"].isascii(), path
            assert not zh["paths"][path][method]["summary"].isascii()


def test_the_page_names_every_operation_in_both_languages():
    paths = Client().get("/api/openapi.json").json()["paths"]
    for language in ("zh", "en"):
        page = Client().get("/api/", {"lang": language}).content.decode()
        assert all(path.replace("{", "{") in page for path in paths)
        assert "style=" not in page
