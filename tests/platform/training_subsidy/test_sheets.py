"""Rosters and statements: what is read, kept, mended, and how wages are matched to people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.law.errors import Refusal
from gongbao.platform.parties.demo_people import Someone, someone
from gongbao.platform.training_subsidy import sheets
from gongbao.platform.training_subsidy.demo_sheets import demo_roster, demo_statement, workbook
from gongbao.platform.training_subsidy.people import match, months_without_wage, people_of, repeated

ON = date(2020, 9, 21)
JULY, AUGUST = 2020 * 12 + 6, 2020 * 12 + 7
ANN, BEN, EVE = someone(0), someone(1), someone(2)


def roster(*people: Someone, months: str = "2020-07、2020-08") -> Any:
    rows = [[who.name, who.number, "登记失业人员", date(2020, 7, 6), months] for who in people]
    return sheets.read_sheet("roster", workbook("roster", rows), ON)


def statement(*lines: tuple[str, str, str, int, str]) -> Any:
    rows = [
        [name, number, month, wage, date(2020, 8, 10), reference]
        for name, number, month, wage, reference in lines
    ]
    return sheets.read_sheet("statement", workbook("statement", rows), ON)


def matched(table: Any, *lines: tuple[str, str, str, int, str]) -> Any:
    people, _ = repeated(people_of(table), table)
    return people, match(people, statement(*lines))


@pytest.mark.parametrize("faults", [5, 0])
def test_a_sheet_is_kept_without_loss(faults: int) -> None:
    table = sheets.read_sheet("roster", demo_roster(faults), ON)
    assert sheets.load("roster", sheets.dump("roster", table)) == table


def test_a_statement_is_kept_without_loss() -> None:
    table = sheets.read_sheet("statement", demo_statement(), ON)
    assert sheets.load("statement", sheets.dump("statement", table)) == table


def test_problems_say_sheet_row_and_column_as_excel_shows_them() -> None:
    table = sheets.read_sheet("roster", demo_roster(), ON)
    said = {each.row: each.where() for each in table.problems}
    assert said == {6: "人员花名册 第6行 B列「身份证号码」", 11: "人员花名册 第11行 D列「入职日期」"}


def test_a_row_typed_anew_is_read_like_an_uploaded_one() -> None:
    table = sheets.read_sheet("roster", demo_roster(), ON)
    mended = sheets.mended(table, 11, {"hired_on": "2020年7月6日"}, ON)
    assert [each.row for each in mended.problems] == [6]
    assert next(row for row in mended.rows if row.number == 11).values["hired_on"] == date(2020, 7, 6)
    assert sheets.mended(mended, 11, {"hired_on": ""}, ON).problems[-1].what.zh == "没有填写"


def test_a_row_can_be_removed_and_added() -> None:
    table = roster(ANN, BEN)
    fewer = sheets.mended(table, 2, None, ON)
    assert [row.number for row in fewer.rows] == [3]
    more = sheets.mended(fewer, 0, {"name": EVE.name, "identity_number": EVE.number, "category": "登记失业人员",
                                    "hired_on": "2020-07-06", "months": "2020-07"}, ON)  # fmt: skip
    assert [row.number for row in more.rows] == [3, 4]


@pytest.mark.parametrize("row", [1, 99, -3])
def test_a_row_the_sheet_does_not_have_is_refused(row: int) -> None:
    with pytest.raises(Refusal, match="没有这一行"):
        sheets.mended(roster(ANN), row, {"name": "样"}, ON)


def test_typing_into_an_empty_roster_is_like_uploading_one() -> None:
    table = sheets.blank("roster")
    for who in (ANN, BEN):
        cells = {"name": who.name, "identity_number": who.number, "category": "登记失业人员", "hired_on": "2020-07-06",
                 "months": "2020-07、2020-08"}  # fmt: skip
        table = sheets.mended(table, 0, cells, ON)
    assert [row.values for row in table.rows] == [row.values for row in roster(ANN, BEN).rows]


def test_the_same_person_twice_names_both_rows_and_keeps_the_first() -> None:
    table = roster(ANN, BEN, ANN)
    people, faults = repeated(people_of(table), table)
    assert [person.row for person in people] == [2, 3]
    assert "第2行和第4行重复" in faults[0].say()
    assert faults[0].clause == "neng-2020-6/3.1.c"


def test_a_wage_is_matched_by_number_and_without_one_by_name() -> None:
    people, wages = matched(
        roster(ANN, BEN), (ANN.name, ANN.number, "2020-07", 2200, "A"), (BEN.name, "", "2020-07", 2300, "B")
    )
    assert wages.by == {(people[0].fingerprint, JULY): 220000, (people[1].fingerprint, JULY): 230000}
    assert wages.faults == []


def test_a_name_that_disagrees_with_the_number_is_told_and_not_counted() -> None:
    _, wages = matched(roster(ANN), ("另一人", ANN.number, "2020-07", 2200, "A"))
    assert wages.by == {}
    assert "与花名册第2行的姓名不一致" in wages.faults[0].say()


def test_someone_not_on_the_roster_is_told() -> None:
    _, wages = matched(
        roster(ANN), (EVE.name, EVE.number, "2020-07", 2200, "A"), (EVE.name, "", "2020-07", 2200, "B")
    )
    assert [each.column for each in wages.faults] == ["B", "A"]


def test_two_people_of_one_name_need_the_number() -> None:
    table = roster(ANN, Someone(ANN.name, BEN.number))
    _, wages = matched(table, (ANN.name, "", "2020-07", 2200, "A"))
    assert "第2、3行同名" in wages.faults[0].say()


def test_one_transaction_number_counts_once() -> None:
    people, wages = matched(
        roster(ANN, BEN),
        (ANN.name, ANN.number, "2020-07", 2200, "A1"),
        (BEN.name, BEN.number, "2020-07", 2200, "A1"),
    )
    assert wages.by == {(people[0].fingerprint, JULY): 220000}
    assert wages.faults[0].clause == "neng-2020-6/4.3.c"


def test_two_payments_of_a_month_with_numbers_of_their_own_add_up() -> None:
    people, wages = matched(
        roster(ANN),
        (ANN.name, ANN.number, "2020-07", 1100, "A1"),
        (ANN.name, ANN.number, "2020-07", 1100, "A2"),
    )
    assert wages.by == {(people[0].fingerprint, JULY): 220000}


def test_a_second_line_of_a_month_without_a_number_counts_once() -> None:
    people, wages = matched(
        roster(ANN), (ANN.name, ANN.number, "2020-07", 1100, ""), (ANN.name, ANN.number, "2020-07", 1100, "")
    )
    assert wages.by == {(people[0].fingerprint, JULY): 110000}
    assert "只计一次" in wages.faults[0].say()


def test_a_claimed_month_without_a_line_is_told_at_the_roster() -> None:
    table = roster(ANN)
    people, wages = matched(table, (ANN.name, ANN.number, "2020-07", 2200, "A"))
    (fault,) = months_without_wage(people, wages, table)
    assert (fault.row, fault.column, fault.clause) == (2, "E", "neng-2020-6/3.1.d")
    assert "2020年8月" in fault.say()


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["2020-07", "2020-08"]), st.integers(0, 5)), max_size=12
    )
)
def test_what_counts_never_exceeds_the_distinct_transactions(lines: list[tuple[int, str, int]]) -> None:
    """Whatever is repeated: no transaction number is counted twice, and every line is either counted or told."""
    table = roster(*(someone(place) for place in range(3)))
    given_lines = [(someone(p).name, someone(p).number, month, 100, f"R{r}") for p, month, r in lines]
    people, wages = matched(table, *given_lines)
    counted = [line for line in wages.lines if line.counted]
    assert len({line.reference for line in counted}) == len(counted)
    assert sum(wages.by.values()) == sum(line.wage for line in counted)
    assert len(wages.lines) == len(counted) + len(wages.faults)
    assert {person for person, _ in wages.by} <= {person.fingerprint for person in people}
