"""Identity numbers, credit codes, accounts and phones: what is accepted, and what exactly is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from gongbao.kernel import identity, masking
from gongbao.law.errors import Refusal

# GB 11643 and GB 32100 as tables, independent of the library the code uses.
PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
SAMPLE = "11010519491231002X"
FIRM = "91110000600037341L"


def person(region: str, birth: date, order: int) -> str:
    body = f"{region}{birth:%Y%m%d}{order:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, PERSON_WEIGHTS, strict=True)) % 11]


def firm(head: str, organisation: str) -> str:
    total = sum(int(c, 36) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    rest = 11 - total % 11
    body = head + organisation + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(CODE_LETTERS.index(c) * w for c, w in zip(body, CODE_WEIGHTS, strict=True))
    return body + CODE_LETTERS[-total % 31]


persons = st.builds(
    person,
    st.sampled_from(
        ["110101", "110105", "110119", "110103", "110229", "310115", "440305", "810000", "820000", "830000"]
    ),
    st.dates(date(1930, 1, 1), date(2020, 8, 18)),
    st.integers(0, 999),
)
firms = st.builds(
    firm,
    st.sampled_from(["91110105", "92110108", "91110302", "91110400", "12110000", "52110000"]),
    st.text(st.sampled_from(CODE_LETTERS), min_size=8, max_size=8),
)


@given(persons)
def test_every_right_number_is_accepted_with_birth_and_sex(number: str) -> None:
    got = identity.identity_number(number, on=date(2020, 8, 18))
    assert got.normal == number
    assert got.birth == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    assert got.sex == ("male" if number[16] in "13579" else "female")


@given(persons, st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_refused(number: str, place: int, digit: str) -> None:
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong != number:
        with pytest.raises(Refusal):
            identity.identity_number(wrong)


@given(persons)
def test_whatever_the_library_accepts_is_accepted(number: str) -> None:
    if ric.is_valid(number):
        assert identity.identity_number(number).normal == number


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105-19491231-002X\n",
    ],
)
def test_common_ways_of_writing_are_mended(written: str) -> None:
    assert identity.identity_number(written).normal == SAMPLE


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("1101051949123100X", "应为18位，现为17位"),
        ("110105194912310021", "末位校验码应为X，现为1"),
        ("11010519490230002X", "出生日期1949年02月30日不存在"),
        ("11010518491231002X", "出生日期1849年12月31日不存在"),
        ("11010919491231002X", "校验码"),
        ("11012019491231002X", "没有行政区划110120"),
        ("99010519491231002X", "没有行政区划990105"),
        ("110105491231002", "15位旧身份证号"),
        ("1101051949123I002X", "不能有“I”"),
        ("", "没有填写"),
        (110105194912310021, "丢失"),
        (1.1010519491231e17, "丢失"),
        ("1.10105E+17", "丢失"),
        (None, "没有填写"),
    ],
)
def test_the_refusal_says_what_is_wrong(written: object, fault: str) -> None:
    with pytest.raises(Refusal, match=fault) as caught:
        identity.identity_number(written)
    assert caught.value.what.en


def test_a_birth_date_on_the_day_is_accepted_and_the_day_after_refused() -> None:
    number = person("110105", date(2020, 8, 18), 1)
    assert identity.identity_number(number, on=date(2020, 8, 18)).normal == number
    with pytest.raises(Refusal, match="晚于2020年08月17日"):
        identity.identity_number(number, on=date(2020, 8, 17))


@pytest.mark.parametrize(
    ("region", "kind"), [("810000", "hong_kong"), ("820000", "macao"), ("830000", "taiwan")]
)
def test_residence_permits_are_accepted_whatever_the_birth_year(region: str, kind: str) -> None:
    assert identity.identity_number(person(region, date(1960, 2, 29), 12)).kind == kind


def test_a_code_abolished_before_the_birth_still_names_its_county() -> None:
    assert identity.identity_number(person("110103", date(2015, 1, 1), 5)).region_name == "崇文区"
    assert identity.identity_number(person("110221", date(1950, 1, 1), 5)).region_name == "昌平县"


def test_numbers_show_themselves_masked() -> None:
    got = identity.identity_number(SAMPLE)
    assert str(got) == got.masked == "110***********002X"
    assert SAMPLE not in repr(got)
    assert SAMPLE not in f"{got}"


@given(firms)
def test_every_right_credit_code_is_accepted(code: str) -> None:
    assert uscc.is_valid(code)
    assert identity.credit_code(code.lower()).normal == code


@given(firms, st.integers(0, 17), st.sampled_from(CODE_LETTERS))
def test_one_wrong_character_of_a_credit_code_is_refused(code: str, place: int, letter: str) -> None:
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(Refusal):
            identity.credit_code(wrong)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("91110000600037341M", "校验码应为L，现为M"),
        ("9111OOOO600037341L", "是否把“0”写成了“O”"),
        ("9111000060003734L", "应为18位，现为17位"),
        ("911100006000373419", "校验码"),
        (911100006000373411, "丢失"),
    ],
)
def test_a_wrong_credit_code_is_explained(written: object, fault: str) -> None:
    with pytest.raises(Refusal) as caught:
        identity.credit_code(written)
    assert fault in caught.value.say()


def test_a_code_whose_organisation_part_is_wrong_is_refused() -> None:
    """The last character fits, the seventeenth does not."""
    body = FIRM[:16] + "2"
    total = sum(CODE_LETTERS.index(c) * w for c, w in zip(body, CODE_WEIGHTS, strict=True))
    code = body + CODE_LETTERS[-total % 31]
    assert uscc.is_valid(code)
    with pytest.raises(Refusal, match="组织机构代码末位校验码应为1"):
        identity.credit_code(code)


def test_an_account_is_read_and_only_doubted() -> None:
    assert identity.bank_account("6222 0200 0000 0000 008").normal == "6222020000000000008"
    right, wrong = identity.bank_account("6222021234567890128"), identity.bank_account("6222021234567890129")
    assert sorted([len(right.doubts), len(wrong.doubts)]) == [0, 1]
    assert identity.bank_account("0200001234567890123").doubts == ()
    assert identity.bank_account("0200001234567890123").masked == "***************0123"


@pytest.mark.parametrize("written", ["1234567", "工行6222", "1" * 33, 6.2220200000000003e18, ""])
def test_what_is_no_account_is_refused(written: object) -> None:
    with pytest.raises(Refusal):
        identity.bank_account(written)


@pytest.mark.parametrize(
    "written",
    ["13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "１３８００１３８０００", 13800138000.0],
)
def test_a_mobile_number_is_read(written: object) -> None:
    assert identity.mobile_phone(written) == "13800138000"


@pytest.mark.parametrize("written", ["1380013800", "12800138000", "010-12345678", "13800138000a", ""])
def test_what_is_no_mobile_number_is_refused(written: str) -> None:
    with pytest.raises(Refusal):
        identity.mobile_phone(written)


@pytest.mark.parametrize(
    ("name", "shown"), [("林舟", "林*"), ("林远舟", "林*舟"), ("欧阳远舟", "欧**舟"), ("林", "*")]
)
def test_names_are_masked_as_the_pages_show_them(name: str, shown: str) -> None:
    assert masking.mask_name(name) == shown


@given(
    st.text(st.characters(exclude_characters="*", codec="utf-8"), min_size=1, max_size=30),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_masking_keeps_the_length_and_always_hides_something(text: str, head: int, tail: int) -> None:
    shown = masking.mask_middle(text, head, tail)
    assert len(shown) == len(text)
    assert "*" in shown


def test_phones_and_accounts_are_masked() -> None:
    assert masking.mask_phone("13800138000") == "138****8000"
    assert masking.mask_phone("01082345678") == "*******5678"
    assert masking.mask_account("6222021234567890123") == "***************0123"
