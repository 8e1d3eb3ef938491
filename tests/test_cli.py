"""The command line others script against: shapes, exit codes, and what it must not import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongbao.cli import main
from gongbao.policies import policies, policy
from gongbao.policies.examples import Example, examples

ALL = [example for room in policies() for example in examples(room)]
TRAINING = [each for each in ALL if each.question.startswith("training_subsidy/")]
KEYS = [
    "question", "on", "outcome", "amount_fen", "values", "explanation", "missing", "judgement", "readings",
    "parameters",
]  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON a command prints; it must end with 0."""
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def ask(example: Example, folder: Path) -> list[str]:
    facts = folder / "facts.json"
    facts.write_text(json.dumps(example.facts), encoding="utf-8")
    readings = [f"--reading={id_}={choice}" for id_, choice in example.readings.items()]
    return ["determine", example.question, "--facts", str(facts), "--on", example.on.isoformat(), *readings]


@pytest.mark.parametrize("example", ALL[::11], ids=lambda example: example.name.en)
def test_determine_answers_like_the_examples(
    example: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, *ask(example, tmp_path))
    assert list(told)[: len(KEYS)] == KEYS
    assert set(told) - set(KEYS) <= {"routes", "earliest", "other_readings"}
    assert (told["outcome"], told["amount_fen"]) == (example.outcome, example.amount_fen)
    for reason in told["explanation"]:
        assert set(reason) == {"clause", "text", "state", "facts"}
        assert reason["clause"] in policy(example.question.partition("/")[0]).clauses


def test_the_four_outcomes_are_all_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = {run(capsys, *ask(example, tmp_path))["outcome"] for example in ALL[::5]}
    assert seen == {"met", "not_met", "unknown", "judgement"}


def test_an_open_sum_is_given_as_bounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = next(e for e in TRAINING if e.outcome == "met" and e.amount_fen is None and e.missing)
    told = run(capsys, *ask(example, tmp_path))
    assert told["amount_fen"] is None
    assert told["values"]["amount_at_least_fen"] == 154_000
    assert told["values"]["amount_at_most_fen"] == 308_000


def test_facts_is_a_json_schema_every_example_fits(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for question in {example.question for example in ALL}:
        schema = run(capsys, "facts", question)
        jsonschema.Draft202012Validator.check_schema(schema)
        fits = jsonschema.Draft202012Validator(schema)
        for example in ALL:
            if example.question == question:
                fits.validate(dict(example.facts))


def test_clauses_are_all_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "clauses", "--room", "training_subsidy")
    assert (told["total"], told["accounted"]) == (58, 58)


def test_questions_name_their_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "questions")
    assert {entry["id"] for entry in told} >= {"training_subsidy/expand", "training_subsidy/stabilise"}
    assert all(entry["clauses"] and entry["title_en"] for entry in told)


def test_a_deadline_says_by_which_rule(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "deadline", "working_days_after", "start=2020-09-28", "days=5")
    assert list(told) == ["due", "late_after", "rule", "clause", "reading", "skipped", "provisional"]
    assert told["due"] == "2020-10-12"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["determine", "no_such_room/x", "--facts", "-"], "没有名为“no_such_room”的政策"),
        (["determine", "training_subsidy/x", "--facts", "-"], "training_subsidy/expand"),
        (["determine", "training_subsidy/expand", "--facts", "no-such-file.json"], "读不到文件"),
        (["deadline", "no_such_rule"], "no_such_rule"),
        (["calendar", "2020-13"], "2020-13"),
        (["clauses", "--room", "x"], "training_subsidy"),
    ],
)
def test_refused_input_is_exit_1_with_the_reason(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert word in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ('{"hired_on": "6 July"}', "应为日期"),
        ('{"firm_granted": 1.5}', "以分计"),
        ('{"months": [{"month": "2020-7"}]}', r"months[0].month"),
        ('{"hired": "2020-07-01"}', "没有名为“hired”的事实"),
        ('{"firm_size": "huge"}', "medium"),
        ("[]", "一个 JSON 对象"),
        ("{", "不是 JSON"),
    ],
)
def test_a_wrong_fact_is_refused_by_its_place(
    facts: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(facts, encoding="utf-8")
    assert main(["determine", "training_subsidy/expand", "--facts", str(file)]) == 1
    assert word in capsys.readouterr().err


def test_a_reading_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ask(TRAINING[0], tmp_path)
    assert main([*arguments, "--reading", "half_year=moons"]) == 1
    assert "days_183" in capsys.readouterr().err


def test_usage_is_exit_2() -> None:
    with pytest.raises(SystemExit) as end:
        main(["determine"])
    assert end.value.code == 2


def test_answers_come_in_english_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_LANGUAGE", "en")
    assert main(ask(TRAINING[0], tmp_path)) == 0
    assert capsys.readouterr().out.startswith("met  4,620 yuan")


LIGHT = [
    ["questions"],
    ["clauses"],
    ["facts", "training_subsidy/expand"],
    ["deadline", "fixed_date", "day=2021-07-31"],
]


@pytest.mark.parametrize("arguments", LIGHT, ids=lambda arguments: arguments[0])
def test_light_commands_import_neither_django_nor_polars(arguments: list[str]) -> None:
    program = (
        "import sys; from gongbao.cli import main; main(sys.argv[1:]);"
        "heavy = {'django', 'polars', 'psycopg', 'numpy'} & set(sys.modules);"
        "sys.exit(9 if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
