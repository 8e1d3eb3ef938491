"""Tables in: each fault at its cell, good rows kept, and the traps of real sheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.forms.sample import ROSTER, identity

from gongbao.kernel.forms import columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel import area
from gongbao.platform.excel.services import FINDINGS, csv_lines, read_table, with_findings
from gongbao.platform.excel.workbook import open_sheets

COLUMNS = columns(ROSTER)
HEAD = ["姓名", "身份证号", "入职日期", "申请月份", "月工资", "人员类别", "劳务派遣"]
JULY = 2020 * 12 + 6
GOOD = ["林远舟", identity(1), date(2020, 7, 6), "2020年7月、8月", 3456.7, "高校毕业生", "否"]

Prepare = Callable[[xlsxwriter.Workbook, Any], None]


def book(rows: Sequence[Sequence[Any]], prepare: Prepare | None = None, **options: Any) -> bytes:
    """A workbook of one sheet as a careless person makes it; dates as date cells."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, **options}) as made:
        sheet = made.add_worksheet("花名册")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, day)
                elif cell is not None:
                    sheet.write(r, c, cell)
        if prepare:
            prepare(made, sheet)
    return out.getvalue()


def changed(**cells: Any) -> list[Any]:
    """The good row with some cells changed, by their letters."""
    row = list(GOOD)
    for letter, cell in cells.items():
        row[ord(letter) - 65] = cell
    return row


def test_a_right_row_is_read() -> None:
    table = read_table(book([HEAD, GOOD]), COLUMNS)
    assert table.problems == ()
    (row,) = table.rows
    assert row.number == 2
    assert row.values == {
        "person": "林远舟", "number": identity(1), "hired": date(2020, 7, 6), "months": (JULY, JULY + 1),
        "wage": 345_670, "category": "graduate", "dispatched": False,
    }  # fmt: skip


def test_good_rows_are_kept_and_each_fault_stands_at_its_cell() -> None:
    rows = [HEAD, GOOD, changed(B="11010519491231002Y"), changed(C="2020-02-30", F="退休"), GOOD]
    table = read_table(book(rows), COLUMNS)
    assert [row.number for row in table.rows] == [2, 5]
    assert [(each.row, each.column, each.field) for each in table.problems] == [
        (3, "B", "number"), (4, "C", "hired"), (4, "F", "category"),
    ]  # fmt: skip
    assert (
        table.problems[1].say()
        == "花名册 第4行 C列「入职日期」：没有2020年2月30日这一天（neng-2020-6/1.1.a）"
    )
    assert (
        table.problems[1].say("en").startswith("花名册 row 4 column C “Hired on”: there is no day 2020-2-30")
    )


@pytest.mark.parametrize("cell", [float(identity(12).replace("X", "0")), 1.1010519491231e17])
def test_an_identity_number_typed_as_a_number_has_lost_digits(cell: float) -> None:
    (problem,) = read_table(book([HEAD, changed(B=cell)]), COLUMNS).problems
    assert (problem.row, problem.column) == (2, "B")
    assert "丢失" in problem.what.zh
    assert "文本格式" in problem.mend.zh


@pytest.mark.parametrize(
    ("letter", "cell", "said"),
    [
        ("A", None, "没有填写"),
        ("B", identity(1)[:17], "应为18位，现为17位"),
        ("C", 44013, "日期存成了数值44013"),
        ("C", "7/1/2020", "看不懂日期"),
        ("E", 12.345, "分以下"),
        ("E", "三千元", "看不懂金额"),
        ("G", "也许", "看不懂“也许”"),
        ("E", "#N/A", "公式出错"),
    ],
)
def test_faulty_cells_say_what_is_wrong(letter: str, cell: Any, said: str) -> None:
    (problem,) = read_table(book([HEAD, changed(**{letter: cell})]), COLUMNS).problems
    assert (problem.row, problem.column) == (2, letter)
    assert said in problem.what.zh
    assert problem.what.en


def test_full_width_digits_trailing_spaces_and_text_dates_are_read_with_a_note() -> None:
    row = changed(
        A="　林远舟 ",
        B="".join(chr(ord(c) + 0xFEE0) for c in identity(1)) + " ",
        C="2020.7.6",
        E="３，４５６．７０ ",
    )
    table = read_table(book([HEAD, row]), COLUMNS)
    assert table.rows == read_table(book([HEAD, GOOD]), COLUMNS).rows
    assert [(each.column, each.row) for each in table.notes] == [("C", 2)]
    assert "日期是文字" in table.notes[0].what.zh


@pytest.mark.parametrize("title_rows", [0, 1, 5])
def test_the_heading_row_need_not_be_first(title_rows: int) -> None:
    rows: list[list[Any]] = [["2020年以工代训花名册"]] * title_rows
    table = read_table(book([*rows, HEAD, GOOD, changed(A="")]), COLUMNS)
    assert [row.number for row in table.rows] == [title_rows + 2]
    assert [each.row for each in table.problems] == [title_rows + 3]


def test_columns_are_found_by_any_heading_in_any_order() -> None:
    head = ["劳务派遣（是/否）", "人员类别*", "月工资 (元)", "申请月份", "入职日期", "公民身份号码", "Name"]
    assert read_table(book([head, GOOD[::-1]]), COLUMNS).rows[0].values["number"] == identity(1)


def test_a_missing_column_is_said_once_and_an_unknown_one_noted() -> None:
    table = read_table(
        book(
            [
                ["姓名", "身份证号", "部门", "申请月份", "人员类别"],
                ["林", identity(1), "甲", "202007", "高校毕业生"],
            ]
        ),
        COLUMNS,
    )
    assert [(each.row, each.field) for each in table.problems] == [(1, "hired")]
    assert table.rows == ()
    assert [(each.column, each.what.zh) for each in table.notes] == [("C", "“部门”列没有用到")]


def test_blank_and_total_rows_are_passed_over() -> None:
    rows = [HEAD, GOOD, [None] * 7, ["  "], changed(B=identity(2)), ["合计", None, None, None, 6913.4]]
    table = read_table(book(rows), COLUMNS)
    assert [row.number for row in table.rows] == [2, 5]
    assert table.problems == ()
    assert [each.row for each in table.notes] == [6]


def test_merged_cells_are_explained() -> None:
    def merge(made: Any, sheet: Any) -> None:
        sheet.merge_range(1, 5, 2, 5, "高校毕业生")

    table = read_table(book([HEAD, GOOD, changed(B=identity(2), F=None)], merge), COLUMNS)
    (problem,) = table.problems
    assert (problem.row, problem.column) == (3, "F")
    assert "合并单元格" in problem.what.zh


def test_merging_without_end_is_refused() -> None:
    data = book([HEAD, changed(A=None), *[GOOD] * 400])
    out = io.BytesIO()
    merged = b"<mergeCells>" + b'<mergeCell ref="A2:G400"/>' * 500 + b"</mergeCells>"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", b"</sheetData>" + merged))
    with pytest.raises(Refusal, match="合并单元格太多"):
        read_table(out.getvalue(), COLUMNS)


def test_hidden_rows_are_read_and_named() -> None:
    def hide(made: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})

    table = read_table(book([HEAD, GOOD, changed(B=identity(2))], hide), COLUMNS)
    assert [row.number for row in table.rows] == [2, 3]
    assert ["第3行是隐藏行" in each.what.zh for each in table.notes] == [True]


def test_hidden_sheets_are_not_read_and_the_best_visible_one_is() -> None:
    def more(made: Any, sheet: Any) -> None:
        made.add_worksheet("说明").write(0, 0, "请填写花名册")
        secret = made.add_worksheet("旧表")
        secret.write_row(0, 0, HEAD)
        secret.hide()

    assert read_table(book([HEAD, GOOD], more), COLUMNS).sheet == "花名册"


def test_both_date_systems_give_the_same_day() -> None:
    assert read_table(book([HEAD, GOOD], date_1904=True), COLUMNS).rows[0].values["hired"] == date(2020, 7, 6)


def test_a_sheet_without_the_headings_is_refused_with_the_headings_wanted() -> None:
    with pytest.raises(Refusal) as caught:
        read_table(book([["甲", "乙"], ["1", "2"]]), COLUMNS)
    assert "姓名、身份证号" in caught.value.mend.zh


def test_too_many_rows_are_refused() -> None:
    data = book([HEAD, *[GOOD] * 3])
    assert len(read_table(data, COLUMNS, limit_rows=3).rows) == 3
    with pytest.raises(Refusal, match="最多2行，现有3行"):
        read_table(data, COLUMNS, limit_rows=2)


def test_a_cell_at_the_far_end_is_refused_before_it_takes_all_memory() -> None:
    def far(made: Any, sheet: Any) -> None:
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(Refusal, match="表格太大"):
        open_sheets(book([HEAD, GOOD], far))


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1">' + b"<c><v>1</v></c>" * 2000 + b'</row><row r="300000"><c><v>2</v></c></row>',
        b'<row r="1">'
        + b"<c s=\" r='A1'\"><v>1</v></c>" * 2000
        + b'</row><row r="300000"><c><v>2</v></c></row>',
        b'<row r="1"><c r="XFD1"><v>1</v></c></row>' + b"<row><c><v>2</v></c></row>" * 5000,
        b'<row r="1"><c r\n=\n"XFD3000"><v>1</v></c></row>',
        b"<x:row r=\"1\"><x:c r='xfd03000'><v>1</v></x:c></x:row>",
        b'<row r="1"><c x=\'<c y="\' r=\'XFD9000\' w="/>"><v>1</v></c></row>',
        b'<row r="1048575"/><row>' + b"<c><v>1</v></c>" * 30 + b"</row>",
    ],
)
def test_distance_cannot_be_hidden_from_the_check(cells: bytes) -> None:
    """Each of these would otherwise take gigabytes; cells without a place follow the one before."""
    data = book([HEAD, GOOD])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(
                    rb"<sheetData>.*</sheetData>",
                    lambda _: b"<sheetData>" + cells + b"</sheetData>",
                    part,
                    flags=re.S,
                )
            new.writestr(name, part)
    with pytest.raises(Refusal, match="表格太大"):
        open_sheets(out.getvalue())


@given(
    st.lists(
        st.sampled_from(
            ['<c r="AB12"', "<row", " r = '7'", ' xr="9"', "r='XFD8'", ' spans="1:6"', '\tr=\n"3', "ht", '"']
        )
    )
)
def test_every_place_is_found_that_a_plain_search_finds(tokens: list[str]) -> None:
    part = "".join(tokens).encode()
    assert area._PLACE_ROW.findall(part) == re.findall(rb"""\br\s*=\s*["']\s*[A-Za-z]*([0-9]+)""", part)
    assert area._PLACE_COLUMN.findall(part) == re.findall(rb"""\br\s*=\s*["']\s*([A-Za-z]{2,})[0-9]""", part)


def test_formats_without_content_may_reach_as_far_as_they_like() -> None:
    """Formatting whole columns or rows, as WPS users do."""

    def formatted(made: Any, sheet: Any) -> None:
        bold = made.add_format({"bold": True})
        sheet.write_blank(1_048_575, 16_383, None, bold)
        sheet.set_row(1_048_574, 20, bold)

    assert len(read_table(book([HEAD, GOOD], formatted), COLUMNS).rows) == 1


def test_a_stray_cell_not_too_far_away_does_no_harm() -> None:
    def stray(made: Any, sheet: Any) -> None:
        sheet.write(199_999, 0, " ")
        sheet.write(0, 60, "备用")

    assert not read_table(book([HEAD, GOOD]), COLUMNS).notes
    with pytest.raises(Refusal):
        read_table(book([HEAD, GOOD], stray), COLUMNS)
    assert read_table(book([HEAD, GOOD], lambda made, sheet: sheet.write(0, 60, "备用")), COLUMNS).rows


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"<html><table>",
        b"\x00\x01\x02",
    ],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        read_table(data, COLUMNS)


def test_a_damaged_workbook_is_refused() -> None:
    data = book([HEAD, GOOD])
    for cut in (len(data) // 3, len(data) - 40):
        with pytest.raises(Refusal):
            read_table(data[:cut], COLUMNS)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(
                info.filename,
                b"<worksheet><sheetData><row" if "sheet1.xml" in info.filename else old.read(info),
            )
    with pytest.raises(Refusal):
        read_table(out.getvalue(), COLUMNS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_too(encoding: str) -> None:
    text = (
        ",".join(HEAD) + "\r\n" + f'林远舟,{identity(1)},2020/7/6,2020年7月、8月,"3,456.70",高校毕业生,否\r\n'
    )
    table = read_table(text.encode(encoding), COLUMNS)
    assert table.rows == read_table(book([HEAD, GOOD]), COLUMNS).rows


def test_a_list_taken_away_as_csv_comes_back_unchanged() -> None:
    rows = read_table(book([HEAD, GOOD, changed(B=identity(2))]), COLUMNS).rows
    text = "".join(csv_lines(COLUMNS, [row.values for row in rows], masked=False))
    assert read_table(text.encode(), COLUMNS).rows == rows


def test_findings_go_back_in_the_same_sheet_and_are_not_in_the_way_when_it_returns() -> None:
    rows = [
        ["2020年花名册"],
        HEAD,
        GOOD,
        changed(B=1.1010519491231e17, E=0.07),
        changed(A="", C="2020年7月1日"),
    ]
    table = read_table(book(rows), COLUMNS)
    double = table.problem(3, "number", Text("与第9行重复", "same as row 9"), clause="neng-2020-6/1.3.b")
    sent = with_findings(table, [*table.problems, double])
    (sheet,) = open_sheets(sent)
    assert sheet.grid[1] == [*HEAD, FINDINGS.zh]
    assert sheet.grid[0][0] == "2020年花名册"
    assert [row[:7] for row in sheet.grid[2:]] == [row[:7] for row in table.grid[2:]]
    assert sheet.grid[2][7] == "身份证号：与第9行重复"
    assert "丢失" in sheet.grid[3][7]
    assert "姓名：没有填写" in sheet.grid[4][7]
    again = read_table(sent, COLUMNS)
    assert again.problems == table.problems
    assert with_findings(again).count(b"PK") > 0
    assert open_sheets(with_findings(again))[0].grid[1] == [*HEAD, FINDINGS.zh]
