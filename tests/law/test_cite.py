"""Citations: their shape, order, labels and standing in a register."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.law.cite import DOCUMENTS, Cite, Document, arabic_number, chinese_number, roman
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


@pytest.mark.parametrize(
    ("id_", "zh", "en"),
    [
        ("neng-2020-6/2.3", "6号 二（三）", "No. 6, 2(3)"),
        ("neng-2020-6/1.1.f", "6号 一（一）", "No. 6, 1(1)"),
        ("neng-2020-6/1.2.p2.a", "6号 一（二）第二段", "No. 6, 1(2), para. 2"),
        ("neng-2020-6/addr", "6号 主送", "No. 6, addressees"),
        ("neng-2020-6/0", "6号 开头", "No. 6, preamble"),
        ("neng-2020-6/att", "6号 附件目录", "No. 6, list of attachments"),
        ("neng-2020-6/date", "6号 成文日期", "No. 6, date"),
        ("jiu-2020-19/12", "19号 第十二条", "No. 19, art. 12"),
        ("jiu-2020-19/3.b.1", "19号 第三条", "No. 19, art. 3"),
        ("bi-2020-22/5.1.3", "22号 第五条（一）3.", "No. 22, art. 5(1)3"),
        ("lao-2020-28/18.s2", "28号 （十八）", "No. 28, (18)"),
        ("lao-2020-28/VII.2", "28号 七、（二）", "No. 28, part VII(2)"),
        ("gong-2020-17/art.3.4.4.s1.2", "17号 三（四）4.", "No. 17, 3(4)4"),
        ("gong-2020-17/annex.4.1.2.3", "17号 附件 四（一）2.（3）", "No. 17, annex 4(1)2(3)"),
        ("zhongzhi-2020-27/annex1.1.4.2.17", "27号 附件1 一（四）2.（17）", "No. 27, annex 1 1(4)2(17)"),
        ("zhongzhi-2020-27/annex2.6.4", "27号 附件2 六（四）", "No. 27, annex 2 6(4)"),
        ("tax-2020-9/8", "9号公告 第八条", "Announcement No. 9, art. 8"),
        ("gong-2020-17/body.p0", "17号 开头", "No. 17, preamble"),
    ],
)
def test_the_label_is_the_one_people_look_up(id_: str, zh: str, en: str) -> None:
    assert Cite(id_).label() == Text(zh, en)


def test_a_room_of_another_gazette_brings_its_own_document() -> None:
    own = Document("cai-2031-5", "京试财发〔2031〕5号", Text("5号", "No. 5"))
    assert Cite("cai-2031-5/1.2").label((own,)).zh == "5号 一（二）"
    assert Cite("cai-2031-5/1.2").label().zh == "cai-2031-5 一（二）"


@pytest.mark.parametrize(
    "text",
    ["", "2.3", "neng-2020-6", "neng-2020-6/", "Neng-2020-6/2", "neng-20-6/2", "neng-2020-6/2..3", "a b"],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        Cite(text)
    assert "neng-2020-6/2.3" in caught.value.mend.zh


def test_order_is_by_number_not_by_letters() -> None:
    paths = ["addr", "0", "1.1", "1.1.a", "1.2", "1.2.p2", "2.3", "2.10", "10", "att", "date"]
    cites = [Cite(f"neng-2020-6/{path}") for path in paths]
    shuffled = cites[::-1]
    assert sorted(shuffled) == cites


def test_documents_come_in_printed_order() -> None:
    assert Cite("neng-2020-6/5") < Cite("she-2020-18/1.1") < Cite("tax-2020-9/1") < Cite("aaa-2031-1/1")


def test_enclosing_citations_go_outwards() -> None:
    assert [str(cite) for cite in Cite("neng-2020-6/1.1.a").enclosing()] == [
        "neng-2020-6/1.1.a",
        "neng-2020-6/1.1",
        "neng-2020-6/1",
    ]


def test_a_clause_must_be_in_the_register() -> None:
    known = {"neng-2020-6/2.3"}
    assert Cite("neng-2020-6/2.3").require(known).segments == ("2", "3")
    with pytest.raises(Refusal, match=r"neng-2020-6/2\.9"):
        Cite("neng-2020-6/2.9").require(known)


def test_ten_documents_with_distinct_prefixes() -> None:
    assert len({document.prefix for document in DOCUMENTS}) == 10
    assert len({document.number for document in DOCUMENTS}) == 10


@given(st.integers(1, 99))
def test_numerals_read_back(number: int) -> None:
    assert arabic_number(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")]
)
def test_numerals(number: int, numeral: str) -> None:
    assert chinese_number(number) == numeral


@pytest.mark.parametrize("numeral", ["", "零", "百", "一二", "十零", "二十十"])
def test_no_numeral(numeral: str) -> None:
    with pytest.raises(ValueError):
        arabic_number(numeral)


@pytest.mark.parametrize("number", [0, 100, -1])
def test_no_numeral_beyond_ninety_nine(number: int) -> None:
    with pytest.raises(ValueError):
        chinese_number(number)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (7, "VII"), (9, "IX"), (14, "XIV"), (39, "XXXIX")]
)
def test_roman(number: int, text: str) -> None:
    assert roman(number) == text
