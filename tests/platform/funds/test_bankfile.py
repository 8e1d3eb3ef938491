"""Payment files carry control totals, repeat byte for byte, and are read back as written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.platform.funds.bankfile import (
    LAYOUTS,
    Line,
    Result,
    read_file,
    read_receipts,
    write_file,
    write_receipts,
)

LINES = [
    Line(
        "chaoyang-20200930-001-00001",
        "北京样例科技有限公司",
        "6222020000000000011",
        "102100099996",
        4_928_000,
        "training_subsidy",
    ),
    Line("chaoyang-20200930-001-00002", '甲,乙"餐饮"管理中心', "6222020000000000029", "102100099996", 1, "x"),
]

texts = (
    st.text(st.sampled_from('甲乙丙丁公司a1，, "（）'), min_size=1, max_size=12).map(str.strip).filter(bool)
)
lines = st.lists(
    st.builds(
        Line, texts, texts, st.from_regex(r"\A[0-9]{12,19}\Z"), st.just("102"), st.integers(1, 10**12), texts
    ),
    max_size=5,
)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_bank_reads_what_was_written(layout: object) -> None:
    content = write_file(layout, "B-1", LINES)
    assert read_file(layout, content) == ("B-1", LINES)
    assert sm3(write_file(layout, "B-1", LINES)) == sm3(content)


@settings(max_examples=60, deadline=None)
@given(lines, st.sampled_from(["fixed", "csv"]))
def test_any_lines_are_read_back(wanted: list[Line], layout: str) -> None:
    assert read_file(LAYOUTS[layout], write_file(LAYOUTS[layout], "B", wanted)) == ("B", wanted)


def test_a_fixed_line_is_as_long_as_its_fields_in_gb18030_bytes() -> None:
    layout = LAYOUTS["fixed"]
    rows = write_file(layout, "B-1", LINES).split(b"\r\n")
    assert rows[0] == b"GBPAY1|B-1|2|4928001"
    assert {len(row) for row in rows[1:3]} == {sum(f.width for f in layout.fields)}


def test_a_changed_total_is_noticed() -> None:
    content = write_file(LAYOUTS["csv"], "B-1", LINES).replace(b"4928001", b"4928000")
    with pytest.raises(Refusal, match="总额与内容不符"):
        read_file(LAYOUTS["csv"], content)


def test_a_name_too_long_for_the_bank_is_refused_not_cut() -> None:
    with pytest.raises(Refusal, match="超过银行文件的长度"):
        write_file(LAYOUTS["fixed"], "B-1", [LINES[0]._replace(payee="甲" * 61)])


def test_sm3_of_abc_is_that_of_the_standard() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_receipts_are_read_back_and_chinese_words_are_understood() -> None:
    results = [
        Result("P-1", 5, "paid", date(2020, 9, 30), "", "R1"),
        Result("P-2", 7, "returned", date(2020, 9, 30), "账号不符", "R2"),
    ]
    content = write_receipts(results)
    assert read_receipts(content) == results
    assert read_receipts(content.decode("utf-8-sig").replace("returned", "退回").encode()) == results


@pytest.mark.parametrize(
    "row", ["P-1,5.5,paid,2020-09-30,,R", "P-1,5,maybe,2020-09-30,,R", "P-1,5,paid,30/9/20,,R", "P-1,5"]
)
def test_a_faulty_receipt_row_is_named(row: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_receipts(f"number,amount,outcome,settled_on,reason,reference\r\n{row}\r\n".encode())
    assert refused.value.where == "第2行"
