"""Sheets out: exact values, no formulas, numbers masked by default, templates that can be filled in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernel.forms.sample import FORM, ROSTER, identity, rows

from gongbao.kernel.forms import Field, columns
from gongbao.law.text import Text
from gongbao.platform.excel.services import csv_lines, export, harmless, read_table, template
from gongbao.platform.excel.workbook import open_sheets

COLUMNS = columns(ROSTER)
NOTE = columns(
    [Field(name="a", kind="text", label=Text("甲", "A")), Field(name="b", kind="text", label=Text("乙", "B"))]
)
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(rows, min_size=1, max_size=5))
def test_what_is_exported_reads_back_the_same(filled: list[dict[str, Any]]) -> None:
    table = read_table(export(COLUMNS, filled, masked=False), COLUMNS)
    assert table.problems == ()
    assert [row.values for row in table.rows] == filled


def test_identity_numbers_are_masked_unless_asked_for() -> None:
    row = {"person": "林远舟", "number": identity(1)}
    assert open_sheets(export(COLUMNS, [row]))[0].grid[1][1].count("*") == 11
    assert open_sheets(export(COLUMNS, [row], masked=False))[0].grid[1][1] == identity(1)


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_or_link(text: str) -> None:
    data = export(NOTE, [{"a": text, "b": "http://example.org"}])
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    assert not any(mark in sheet for mark in (b"<f>", b"<f ", b"<hyperlink"))
    assert open_sheets(data)[0].grid[1][0].replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_cells_are_made_harmless(text: str) -> None:
    (_, line) = list(csv.reader(io.StringIO("".join(csv_lines(NOTE, [{"a": text}])), newline="")))
    assert line[0] == f"'{text}"


@given(st.text(max_size=20))
def test_harmless_text_never_starts_a_formula_and_loses_nothing(text: str) -> None:
    assert harmless(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert harmless(text).endswith(text)


def test_negative_amounts_stay_numbers_in_csv() -> None:
    assert "".join(csv_lines(columns([ROSTER.columns[4]]), [{"wage": -154_050}])).endswith("-1540.50\r\n")


def test_rows_are_taken_one_by_one() -> None:
    assert len(open_sheets(export(NOTE, ({"a": str(i)} for i in range(500))))[0].grid) == 501


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_has_instructions_then_the_sheet_and_takes_rows(language: str) -> None:
    data = template(ROSTER, language=language)
    first, second = open_sheets(data)
    wanted = [each.field.label.say(language) for each in COLUMNS]
    assert [row[0] for row in first.grid[4:]] == wanted
    assert [cell.rstrip("*") for cell in second.grid[0]] == wanted
    assert [cell.endswith("*") for cell in second.grid[0]] == [each.field.required for each in COLUMNS]
    assert read_table(data, COLUMNS).rows == ()


def test_a_template_keeps_digits_freezes_its_heading_and_offers_answers() -> None:
    inside = parts(template(ROSTER))
    sheet = inside["xl/worksheets/sheet2.xml"].decode()
    looks = inside["xl/styles.xml"].decode()
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', looks))
    formats = [codes.get(each) for each in re.findall(r'<xf numFmtId="(\d+)"', looks.split("<cellXfs")[1])]
    styles = [int(style) for style in re.findall(r'<col [^>]*style="(\d+)"', sheet)]
    assert [formats[style] for style in styles][:3] == ["@", "@", "yyyy-mm-dd"]
    assert 'state="frozen"' in sheet
    assert sheet.count("<dataValidation ") == 2
    assert "$A$6:$B$6" in sheet


def test_files_and_commitments_have_no_column() -> None:
    assert {each.field.kind for each in columns(FORM)} & {"file", "files", "commitment", "table"} == set()
