"""Forms: what is accepted, what each problem says, and that nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from jsonschema_rs import validator_for
from tests.kernel.forms.sample import FORM, ROSTER, identity, values

from gongbao.kernel.forms import (
    Field,
    Form,
    Option,
    as_date,
    as_month,
    as_months,
    collect,
    json_schema,
    parse,
    read,
    show,
    to_json,
)
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

JULY = 2020 * 12 + 6
ROW = {
    "person": "林远舟",
    "number": identity(1),
    "hired": "2020年7月6日",
    "months": "2020年7月、8月",
    "wage": "3，456.70",
    "category": "高校毕业生",
}
RAW: dict[str, Any] = {
    "firm": " 海淀  示例公司 ", "code": "9111 0000 6000 37341l", "account": "0200 0012 3456 7890", "staff": "１２人",
    "is_dispatch": "否", "promise": "on", "roster": [ROW],
}  # fmt: skip


def test_a_choice_is_written_by_value_or_label_and_the_first_option_that_fits_counts() -> None:
    options = (
        Option("a", Text("甲 类", "Kind A")),
        Option("b", Text("A", "kind　a")),
        Option("Two", Text("乙", "")),
    )
    field = Field(name="kind", kind="choice", label=Text("类别"), options=options)
    written = {"Ａ": "a", " a ": "a", "甲类": "a", "kinda": "a", "KIND a": "a", "two": "Two", "乙": "Two"}
    assert {text: read(field, text) for text in written} == written
    with pytest.raises(Refusal, match="没有“丙”这一项"):
        read(field, "丙")


class Posted(dict[str, list[str]]):
    """A web post as Django gives it."""

    def getlist(self, key: str) -> list[str]:
        return self.get(key, [])


def test_a_form_filled_in_by_hand_is_read() -> None:
    got = parse(FORM, RAW)
    assert got.problems == ()
    assert got.values["firm"] == "海淀 示例公司"
    assert got.values["code"] == "91110000600037341L"
    assert got.values["staff"] == 12
    assert got.values["promise"] == "2020-08"
    assert got.values["roster"][0] == {
        "person": "林远舟", "number": identity(1), "hired": date(2020, 7, 6), "months": (JULY, JULY + 1),
        "wage": 345_670, "category": "graduate",
    }  # fmt: skip


@given(values)
def test_values_survive_json_and_fit_their_schema(filled: dict[str, Any]) -> None:
    stored = to_json(FORM, filled)
    assert validator_for(json_schema(FORM)).is_valid(stored)
    got = parse(FORM, stored)
    assert got.problems == ()
    assert got.values == filled


def test_every_problem_names_its_field_and_clause_and_what_was_typed_is_kept() -> None:
    raw = {**RAW, "staff": "0", "roster": [ROW, {**ROW, "hired": "2020-02-30", "number": ""}]}
    got = parse(FORM, raw)
    assert [each.field for each in got.problems] == ["staff", "roster.1.number", "roster.1.hired"]
    assert got.problems[2].say() == "入职日期：没有2020年2月30日这一天（neng-2020-6/1.1.a）"
    assert got.problems[0].what.zh == "不能小于1人"
    assert got.raw == raw
    assert got.values["firm"] == "海淀 示例公司"
    assert len(got.of("roster")) == 2


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000"])
def test_a_required_answer_left_out_is_a_problem(blank: str | None) -> None:
    assert [each.field for each in parse(FORM, {**RAW, "firm": blank}).problems] == ["firm"]


def test_a_field_due_only_in_some_cases_is_asked_only_then() -> None:
    assert parse(FORM, RAW).ok
    dispatch = parse(FORM, {**RAW, "is_dispatch": "是"})
    assert [(each.field, each.clause) for each in dispatch.problems] == [("agreement", "neng-2020-6/3.1.f")]
    assert "agreement" not in parse(FORM, {**RAW, "agreement": ["key"]}).values
    assert parse(FORM, {**RAW, "is_dispatch": True, "agreement": ["a", "a", "b"]}).values["agreement"] == (
        "a",
        "b",
    )


def test_the_commitment_must_be_ticked_and_be_the_present_one() -> None:
    for answer, said in (("", "先作出承诺"), ("off", "先作出承诺"), ("2019-01", "承诺书已更新")):
        (problem,) = parse(FORM, {**RAW, "promise": answer}).problems
        assert said in problem.what.zh


def test_a_web_post_is_collected_with_its_rows() -> None:
    post = Posted({name: [value] for name, value in RAW.items() if isinstance(value, str)})
    for number in (7, 3):
        post |= {f"roster-{number}-{name}": [value] for name, value in ROW.items()}
    post["roster-3-person"] = ["顾乔"]
    post |= {"roster-9-person": [" "], "uses": ["unemployed", "graduate"], "other": ["x"]}
    got = parse(FORM, collect(FORM, post))
    assert got.problems == ()
    assert [row["person"] for row in got.values["roster"]] == ["顾乔", "林远舟"]
    assert got.values["uses"] == ("unemployed", "graduate")


def test_too_many_rows_are_refused_before_reading_them() -> None:
    (problem,) = parse(FORM, {**RAW, "roster": [ROW] * 1001}).problems
    assert "最多1000行" in problem.what.zh


def test_a_card_number_that_looks_wrong_is_accepted_with_a_note() -> None:
    got = parse(FORM, {**RAW, "account": "6222021234567890120"})
    assert got.ok
    assert [each.field for each in got.notes] == ["account"]


@pytest.mark.parametrize(
    "written", ["2020-07-01", "2020/7/1", "2020.7.1", "2020年7月1日", "２０２０年７月１号", "20200701", "2020-07-01 00:00:00", " 2020 年 7 月 1 日", datetime(2020, 7, 1, 8, tzinfo=UTC), 20200701.0]
)  # fmt: skip
def test_days_are_read_as_people_write_them(written: object) -> None:
    assert as_date(written) == date(2020, 7, 1)


@pytest.mark.parametrize(
    "written", ["7/1/2020", "2020-13-01", "20-7-1", "2020-07", "2020-07-01 13:30", "44013", "today", ""]
)
def test_days_are_not_guessed(written: str) -> None:
    with pytest.raises(Refusal):
        as_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "2020-07",
        "2020/7",
        "2020年7月",
        "2020年07月份",
        "202007",
        "２０２０．７",
        "2020-07-15",
        date(2020, 7, 31),
        202007.0,
    ],
)
def test_months_are_read_as_people_write_them(written: object) -> None:
    assert as_month(written) == JULY


@pytest.mark.parametrize("written", ["7月", "2020-00", "2020-13", "20207", "2020", "七月"])
def test_months_are_not_guessed(written: str) -> None:
    with pytest.raises(Refusal):
        as_month(written)


@pytest.mark.parametrize(
    ("written", "count"),
    [("2020年7月、8月、9月", 3), ("2020-07至2020-09", 3), ("2020年7-9月", 3), ("2020年7月~9月", 3), (["2020-07", "2020-09"], 2), ("2020-07，2020-08；2020-10", 3), ("2020年12月—2021年1月", 2), (date(2020, 7, 1), 1)],
)  # fmt: skip
def test_several_months(written: object, count: int) -> None:
    assert len(as_months(written)) == count


@pytest.mark.parametrize(
    "written",
    ["2020-07,2020-07", "2020-09至2020-07", "2020-07至2020-08至2020-09", "7月、8月", "1900-01至2020-01"],
)
def test_spans_that_make_no_sense_are_refused(written: str) -> None:
    with pytest.raises(Refusal):
        as_months(written)


FIELDS = {each.name: each for each in FORM.fields}


def shown(name: str, raw: Any, language: str = "zh") -> str:
    return show(FIELDS[name], parse(FORM, {**RAW, name: raw}).values[name], language)


def test_values_are_shown_in_words() -> None:
    assert shown("drop", "80%") == "80%"
    assert shown("drop", "0.805") == "80.5%"
    assert shown("since", "202007", "en") == "July 2020"
    assert shown("staff", 3) == "3人"
    assert shown("uses", "登记失业人员、Graduate") == "登记失业人员、高校毕业生"
    assert show(ROSTER.columns[4], 154_050) == "1,540.50元"
    assert show(ROSTER.columns[2], date(2020, 7, 1)) == "2020年7月1日"
    assert show(ROSTER.columns[1], identity(1), masked=True).count("*") == 11
    assert show(ROSTER.columns[6], False, "en") == "no"


def test_a_ratio_is_exact() -> None:
    assert parse(FORM, {**RAW, "drop": 0.1}).values["drop"] == Decimal("0.1")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "\ud800"])
def test_control_characters_are_refused(text: str) -> None:
    assert [each.field for each in parse(FORM, {**RAW, "firm": text}).problems] == ["firm"]


def test_text_over_its_limit_is_refused_with_both_numbers() -> None:
    (problem,) = parse(FORM, {**RAW, "firm": "京" * 41}).problems
    assert problem.what.zh == "最多40字，现有41字"
    assert parse(FORM, {**RAW, "firm": "京" * 40}).ok


def test_an_unknown_choice_lists_the_answers() -> None:
    (problem,) = parse(FORM, {**RAW, "roster": [{**ROW, "category": "退休人员"}]}).problems
    assert "登记失业人员、高校毕业生" in problem.mend.zh


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "a b", "kind": "text", "label": Text("甲", "a")},
        {"name": "a", "kind": "text", "label": Text("", "")},
        {"name": "a", "kind": "choice", "label": Text("甲", "a")},
        {"name": "a", "kind": "text", "label": Text("甲", "a"), "options": (Option("x", Text("乙", "x")),)},
        {"name": "a", "kind": "table", "label": Text("甲", "a")},
        {"name": "a", "kind": "commitment", "label": Text("甲", "a")},
    ],
)
def test_fields_that_contradict_themselves_cannot_be_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Field(**wrong)


def test_forms_that_contradict_themselves_cannot_be_made() -> None:
    one = Field(name="a", kind="text", label=Text("甲", "a"))
    early = Field(name="b", kind="text", label=Text("乙", "b"), only_if=("c", True))
    for fields in ((one, one), (early,)):
        with pytest.raises(ValueError):
            Form(id="f", version="1", title=Text("表", "form"), fields=fields)
