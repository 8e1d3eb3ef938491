"""What the README shows is what happens."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongbao.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_worked_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.search(r"^(\{\"applied_on\".*?\]\})$", README, re.M | re.S)
    assert shown
    facts = tmp_path / "facts.json"
    facts.write_text(shown[1], encoding="utf-8")
    arguments = ["determine", "training_subsidy/expand", "--facts", str(facts), "--on", "2020-11-09"]
    assert main(arguments) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert f"\n{first}\n" in README
    assert main([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["amount_fen"], told["values"]["countable_months"]) == ("met", 308_000, 2)


def test_the_deadline(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "working_days_after", "start=2020-09-28", "days=5"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2020-10-12"


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [link for link in links if not (Path(__file__).parent.parent / link).exists()]
    assert missing == []
