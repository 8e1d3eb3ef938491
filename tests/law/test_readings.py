"""Readings: the default of every open question and the choices it allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongbao.law.errors import Refusal
from gongbao.law.readings import Readings

TEXT = """
sources: {open: {zh: 暂定, en: provisional}}
readings:
  - id: half_year
    clause: cai-2031-5/1.1
    question: {zh: 半年怎么算, en: How is half a year counted}
    choices: [{id: months, zh: 六个月, en: six months}, {id: days, zh: 183天, en: 183 days}]
    default: months
    source: open
"""


def load(tmp_path: Path, text: str = TEXT) -> Readings:
    path = tmp_path / "readings.yaml"
    path.write_text(text, encoding="utf-8")
    return Readings.load(path)


def test_defaults_stand_unless_another_choice_is_made(tmp_path: Path) -> None:
    readings = load(tmp_path)
    assert readings.chosen() == {"half_year": "months"}
    assert readings.chosen({"half_year": "days"}) == {"half_year": "days"}
    assert readings["half_year"].choices["days"].en == "183 days"
    assert list(readings) == ["half_year"]
    assert len(readings) == 1


@pytest.mark.parametrize(
    ("chosen", "named"), [({"half_year": "weeks"}, "months"), ({"year": "days"}, "half_year")]
)
def test_other_choices_are_refused_with_those_there_are(
    tmp_path: Path, chosen: dict[str, str], named: str
) -> None:
    with pytest.raises(Refusal) as caught:
        load(tmp_path).chosen(chosen)
    assert named in caught.value.mend.zh


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("default: months", "default: weeks"),
        ("id: days", "id: months"),
        (", {id: days, zh: 183天, en: 183 days}", ""),
        ("source: open", "source: rumour"),
        ("en: six months", "en: ''"),
        ("clause: cai-2031-5/1.1", "clause: somewhere"),
        ("    default: months\n", ""),
    ],
)
def test_a_file_that_is_not_in_order_is_refused(tmp_path: Path, before: str, after: str) -> None:
    assert before in TEXT
    with pytest.raises(Refusal):
        load(tmp_path, TEXT.replace(before, after))


def test_a_question_may_stand_only_once(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="写了两次"):
        load(tmp_path, TEXT + TEXT[TEXT.index("  - id") :])


def test_the_questions_are_a_list(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        load(tmp_path, "readings: none")
