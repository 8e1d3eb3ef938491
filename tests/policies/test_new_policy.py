"""docs/how-to-add-a-policy.md, followed once: a toy room works everywhere without a change outside its folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongbao.policies as house
from gongbao.cli import main
from gongbao.law.errors import Refusal
from gongbao.policies.examples import examples
from gongbao.policies.starting import start


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A room of its own folder, found because the policies package lists that folder too."""
    start("toy_policy", "京示发〔2020〕1号", tmp_path)
    monkeypatch.setattr(house, "__path__", [*house.__path__, str(tmp_path)])
    house.rooms.cache_clear()
    yield "toy_policy"
    house.rooms.cache_clear()
    house.policy.cache_clear()


def test_the_toy_room_keeps_the_contract(toy: str) -> None:
    policy = house.policy(toy)
    assert policy.faults() == []
    assert [fault for example in examples(policy) for fault in example.faults(example.determine())] == []


def test_the_toy_room_answers_on_the_command_line(
    toy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"born_on": "2004-02-29"}')
    arguments = ["determine", f"{toy}/first", "--facts", str(facts), "--on", "2020-02-29", "--json"]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "met"
    assert main(["clauses", "--room", toy, "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert (counted["accounted"], counted["total"]) == (1, 1)


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    start("toy_policy", "1号", tmp_path)
    with pytest.raises(Refusal, match="已经有"):
        start("toy_policy", "1号", tmp_path)


def test_a_name_that_is_no_identifier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="不能作房间名"):
        start("Toy-Policy", "1号", tmp_path)
