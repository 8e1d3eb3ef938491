"""Dated parameters: the value of a day, gaps and overlaps, exact values, what-ifs."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.law.errors import Refusal
from gongbao.law.parameters import Parameters
from gongbao.law.units import Value, read, require

WAGE = """
sources:
  notice: {zh: 市里的通知, en: notice of the city}
parameters:
  wage:
    title: {zh: 最低工资, en: minimum wage}
    unit: fen_per_month
    clause: cai-2031-5/3.1
    values:
      - {from: 2031-08-01, to: null, value: "2320.5", source: notice, confidence: C}
      - {from: 2029-07-01, to: 2031-06-30, value: "2200", source: text, confidence: A, note: {zh: 旧, en: old}}
"""


def load(tmp_path: Path, text: str = WAGE) -> Parameters:
    path = tmp_path / "parameters.yaml"
    path.write_text(text, encoding="utf-8")
    return Parameters.load(path)


@pytest.mark.parametrize(
    ("day", "fen"),
    [
        (date(2029, 7, 1), 220000),
        (date(2031, 6, 30), 220000),
        (date(2031, 8, 1), 232050),
        (date(2099, 1, 1), 232050),
    ],
)
def test_both_ends_of_a_span_are_included(tmp_path: Path, day: date, fen: int) -> None:
    assert load(tmp_path)["wage"].at(day).value == fen


@pytest.mark.parametrize("day", [date(2029, 6, 30), date(2031, 7, 1), date(2031, 7, 31)])
def test_a_day_without_a_value_is_refused_by_name(tmp_path: Path, day: date) -> None:
    with pytest.raises(Refusal) as caught:
        load(tmp_path)["wage"].at(day)
    for words in (str(caught.value), caught.value.say("en")):
        assert "wage" in words
        assert day.isoformat() in words
        assert "2029-07-01" in words
    assert "今后" in caught.value.mend.zh
    assert caught.value.clause == "cai-2031-5/3.1"


def test_the_last_day_is_named_when_there_is_one(tmp_path: Path) -> None:
    text = WAGE.replace("to: null", "to: 2032-12-31")
    with pytest.raises(Refusal, match="2032-12-31"):
        load(tmp_path, text)["wage"].at(date(2033, 1, 1))


def test_sources_confidence_and_flags(tmp_path: Path) -> None:
    wage = load(tmp_path)["wage"]
    old, new = wage.values
    assert (old.flagged, new.flagged, wage.flagged) == (False, True, True)
    assert (old.source.en, new.source.zh) == ("the document as printed in the gazette", "市里的通知")
    assert (old.note.en, new.note.en) == ("old", "")


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        ("fen", "0", 0),
        ("fen", "0.1", 10),
        ("fen", "0.01", 1),
        ("fen_per_person_month", "1540", 154000),
        ("date", "2020-12-31", date(2020, 12, 31)),
        ("month", "2020-01", 24240),
        ("month", "2020-12", 24251),
        ("ratio", "80/100", Fraction(4, 5)),
        ("months", "6", 6),
        ("working_days", "05", 5),
        ("text", "专账", "专账"),
        ("list", ["a", "b"], ("a", "b")),
        ("map", {"a": "甲"}, {"a": "甲"}),
    ],
)
def test_values_are_read_exactly(unit: str, written: object, value: Value) -> None:
    assert read(written, unit, "place") == value
    require(read(written, unit, "place"), unit, "place")


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("fen", "1.234"),
        ("fen", "-1"),
        ("fen", "1,540"),
        ("fen", "1e3"),
        ("fen", ["1"]),
        ("date", "2020-02-30"),
        ("date", "2020-2-3"),
        ("month", "2020-13"),
        ("month", "2020-00"),
        ("ratio", "0.8"),
        ("ratio", "8/0"),
        ("months", "6.0"),
        ("months", "六"),
        ("list", "a"),
        ("list", []),
        ("map", {}),
        ("furlongs", "1"),
    ],
)
def test_values_written_otherwise_are_refused(unit: str, written: object) -> None:
    with pytest.raises(Refusal, match="place"):
        read(written, unit, "place")


@given(st.integers(0, 10**12))
def test_yuan_and_fen_agree(fen: int) -> None:
    assert read(f"{fen // 100}.{fen % 100:02d}", "fen", "") == fen


@given(st.lists(st.integers(0, 400), min_size=2, max_size=8, unique=True), st.integers(-10, 410))
def test_the_value_is_that_of_the_span_around_the_day(starts: list[int], offset: int) -> None:
    """Oracle: days counted one by one."""
    base, starts = date(2030, 1, 1), sorted(starts)
    spans = [(start, later - 1) for start, later in zip(starts, [*starts[1:], 10**4], strict=True)]
    values = "\n".join(
        f"      - {{from: {base + timedelta(first)}, to: {base + timedelta(last)}, value: {first},"
        " source: text, confidence: A}"
        for first, last in reversed(spans)
    )
    text = (
        "parameters:\n  n:\n    title: {zh: 数, en: n}\n    unit: days\n    clause: a-2030-1/1\n    values:\n"
    )
    parameter = _from_text(text + values)["n"]
    holding = [first for first, last in spans if first <= offset <= last]
    if holding:
        assert parameter.at(base + timedelta(offset)).value == holding[0]
    else:
        with pytest.raises(Refusal):
            parameter.at(base + timedelta(offset))


def _from_text(text: str) -> Parameters:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return load(Path(folder), text)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("to: 2031-06-30", "to: 2031-08-01", "重叠"),
        ("to: 2031-06-30", "to: null", "重叠"),
        ("to: 2031-06-30", "to: 2029-06-30", "早于"),
        ("confidence: C", "confidence: F", "A 至 E"),
        ("confidence: C", "confidence: AB", "A 至 E"),
        ("source: notice", "source: rumour", "rumour"),
        ("2029-07-01", "soon", "soon"),
        ('"2200"', "[1]", "fen_per_month"),
        ("unit: fen_per_month", "unit: furlongs", "furlongs"),
        ("clause: cai-2031-5/3.1", "clause: '3.1'", "3.1"),
        ("title: {zh: 最低工资, en: minimum wage}", "title: 最低工资", "wage"),
        (", confidence: C", "", "confidence"),
        ("    unit: fen_per_month\n", "", "unit"),
    ],
)
def test_a_file_that_is_not_in_order_is_refused(tmp_path: Path, before: str, after: str, named: str) -> None:
    assert before in WAGE
    with pytest.raises(Refusal) as caught:
        load(tmp_path, WAGE.replace(before, after))
    assert named in str(caught.value)


@pytest.mark.parametrize("text", ["parameters: []", "parameters: {}", "parameters: {n: {}}", "sources: {}"])
def test_a_file_without_parameters_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal):
        load(tmp_path, text)


def test_values_may_be_missing_from_no_parameter(tmp_path: Path) -> None:
    text = "parameters: {n: {title: {zh: 数, en: n}, unit: days, clause: a-2030-1/1, values: []}}"
    with pytest.raises(Refusal, match="没有写数值"):
        load(tmp_path, text)


def test_an_unknown_name_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load(tmp_path)["wages"]
    assert "wage" in caught.value.mend.zh
    assert "wages" not in load(tmp_path)
    assert len(load(tmp_path)) == 1


def test_a_what_if_holds_on_every_day_and_leaves_the_law_alone(tmp_path: Path) -> None:
    law = load(tmp_path)
    assumed = law.overridden({"wage": 300000})
    for day in (date(1999, 1, 1), date(2031, 7, 15), date(2099, 1, 1)):
        assert assumed["wage"].at(day).value == 300000
    assert assumed["wage"].flagged
    assert law["wage"].at(date(2030, 1, 1)).value == 220000


def test_a_what_if_may_be_written_as_in_the_file(tmp_path: Path) -> None:
    assert load(tmp_path).overridden({"wage": "3000.5"})["wage"].at(date(2030, 1, 1)).value == 300050


@pytest.mark.parametrize("value", [Fraction(1, 2), True, date(2030, 1, 1), "viel", ("a",)])
def test_a_what_if_of_another_type_is_refused(tmp_path: Path, value: Value) -> None:
    with pytest.raises(Refusal, match="wage"):
        load(tmp_path).overridden({"wage": value})


def test_a_what_if_of_an_unknown_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="wages"):
        load(tmp_path).overridden({"wages": 1})
