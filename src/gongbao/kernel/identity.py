"""Numbers that name persons, firms and accounts: read, checked, refused with what exactly is wrong."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from stdnum import luhn, numdb
from stdnum.cn import ric, uscc

from gongbao.kernel import masking
from gongbao.kernel.data import table
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_GAPS = re.compile(r"[\s\u200b\ufeff\-‐‑–—.·]+")
_EXPONENT = re.compile(r"[0-9]+[eE]\+?[0-9]+")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = frozenset("0123456789")
_CODE_LETTERS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_EARLIEST_BIRTH = date(1880, 1, 1)
_NUMBER, _A_NUMBER = Text("身份证号", "identity number"), Text("身份证号", "an identity number")


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A checked identity number (GB 11643) or residence permit; `str` and `repr` show it masked.

    `kind` is ``resident``, ``hong_kong``, ``macao`` or ``taiwan``; `sex` is ``male`` or ``female``.
    """

    normal: str = field(repr=False)
    kind: str

    @property
    def masked(self) -> str:
        """Province and last four characters; the birth date is hidden."""
        return masking.mask_identity(self.normal)

    @property
    def birth(self) -> date:
        """The birth date in the number."""
        return date(int(self.normal[6:10]), int(self.normal[10:12]), int(self.normal[12:14]))

    @property
    def sex(self) -> str:
        """``male`` for an odd sequence number, ``female`` for an even one."""
        return "male" if int(self.normal[16]) % 2 else "female"

    @property
    def region(self) -> str:
        """The county code of first issue; it says nothing of where the person lives now."""
        return self.normal[:6]

    @property
    def region_name(self) -> str:
        """The Chinese name of that county, empty where the tables lack it."""
        return _region_name(self.region) or ""

    def __str__(self) -> str:
        return self.masked


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A checked unified social credit code (GB 32100) of a firm, institution or self-employed household."""

    normal: str

    @property
    def masked(self) -> str:
        """First and last four characters."""
        return masking.mask_credit_code(self.normal)

    @property
    def organisation(self) -> str:
        """The nine characters that name the organisation (GB 11714)."""
        return self.normal[8:17]

    def __str__(self) -> str:
        return self.normal


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A bank account or card number; `doubts` are reasons to look again, never refusals."""

    normal: str = field(repr=False)
    doubts: tuple[Text, ...] = ()

    @property
    def masked(self) -> str:
        """The last four digits."""
        return masking.mask_account(self.normal)

    def __str__(self) -> str:
        return self.masked


def identity_number(value: object, *, on: date | None = None) -> IdentityNumber:
    """Read an identity number or a Hong Kong, Macao or Taiwan residence permit.

    Full-width characters, spaces and hyphens are mended; `on` is the day the birth date may not pass.
    """
    text = _compact(value, _NUMBER, 18).upper()
    if len(text) == 15 and _DIGITS.issuperset(text):
        raise _refuse(
            "这是15位旧身份证号",
            "this is an old 15-digit identity number",
            "请填写现用的18位号码",
            "Give the present 18-character number",
        )
    _check_length(text, 18, _A_NUMBER)
    if not (text.isascii() and text[:17].isdigit() and text[17] in "0123456789X"):
        bad = next((c for c in text[:17] if c not in _DIGITS), text[17])
        raise _refuse(
            f"身份证号里不能有“{bad}”",
            f"an identity number cannot contain “{bad}”",
            "前17位是数字，末位是数字或X",
            "Seventeen digits, then a digit or X",
        )
    kind = _person_kind(text[:6])
    _check_birth(text[6:14], on)
    if (right := ric.calc_check_digit(text)) != text[17]:
        raise _wrong_check_digit("身份证号", "the identity number", text[17], right)
    return IdentityNumber(text, kind)


def credit_code(value: object) -> CreditCode:
    """Read a unified social credit code; both its check characters (GB 32100, GB 11714) must be right."""
    text = _compact(value, Text("统一社会信用代码", "credit code"), 18).upper()
    _check_length(text, 18, Text("统一社会信用代码", "a credit code"))
    if not (_DIGITS.issuperset(text[2:8]) and _CODE_LETTERS.issuperset(text)):
        bad = next(c for i, c in enumerate(text) if c not in (_DIGITS if 2 <= i < 8 else _CODE_LETTERS))
        hint = {"O": "0", "I": "1", "Z": "2", "S": "5"}.get(bad)
        raise _refuse(
            f"统一社会信用代码里不应有“{bad}”",
            f"a credit code has no “{bad}” there",
            f"是否把“{hint}”写成了“{bad}”" if hint else "请照营业执照核对",
            f"Perhaps “{hint}” was meant" if hint else "Check it against the business licence",
        )
    if (right := uscc.calc_check_digit(text)) != text[17]:
        raise _wrong_check_digit("统一社会信用代码", "the credit code", text[17], right)
    organisation_code(text[8:17])
    return CreditCode(text)


def organisation_code(value: object) -> str:
    """Read an organisation code (GB 11714): eight characters and a check character, hyphen optional."""
    text = _compact(value, Text("组织机构代码", "organisation code"), 9).upper()
    _check_length(text, 9, Text("组织机构代码", "an organisation code"))
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", text):
        raise _refuse("组织机构代码只含数字和大写字母", "an organisation code has digits and capitals only")
    rest = 11 - sum(int(c, 36) * w for c, w in zip(text, _ORGANISATION_WEIGHTS, strict=False)) % 11
    right = {10: "X", 11: "0"}.get(rest, str(rest))
    if right != text[8]:
        raise _wrong_check_digit("组织机构代码", "the organisation code", text[8], right)
    return text


def bank_account(value: object) -> BankAccount:
    """Read an account of 8 to 32 digits; a card number that fails the Luhn test is doubted, not refused."""
    text = _compact(value, Text("银行账号", "account number"), 16)
    if not re.fullmatch(r"[0-9]{8,32}", text):
        raise _refuse(
            "银行账号应为8至32位数字",
            "an account number has 8 to 32 digits",
            "请照开户信息填写，不要带户名或行名",
            "Give the number alone, without bank or holder",
        )
    doubtful = text.startswith("62") and 16 <= len(text) <= 19 and not luhn.is_valid(text)
    doubt = Text("卡号的校验位不对，请再核对", "The card number's check digit does not fit; look again")
    return BankAccount(text, (doubt,) if doubtful else ())


def mobile_phone(value: object) -> str:
    """Read a mainland mobile number, with or without +86: eleven digits from 13 to 19."""
    text = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", _compact(value, Text("手机号", "mobile number"), 16))
    if not _DIGITS.issuperset(text):
        raise _refuse("手机号应全是数字", "a mobile number has digits only")
    _check_length(text, 11, Text("手机号", "a mobile number"))
    if not re.match(r"1[3-9]", text):
        raise _refuse(
            f"没有以{text[:2]}开头的手机号",
            f"no mobile number begins with {text[:2]}",
            "请填写13至19开头的手机号",
            "Give a number that begins with 13 to 19",
        )
    return text


def _compact(value: object, label: Text, digits: int) -> str:
    """NFKC, gaps dropped; numbers of `digits` digits that a spreadsheet has rounded are refused."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10 ** min(digits, 15):
        value = int(value)
    if isinstance(value, str):
        plain = value.isascii() and value.isalnum()
        text = value if plain else _GAPS.sub("", unicodedata.normalize("NFKC", value))
        text = "" if _EXPONENT.fullmatch(text) else text
        lost = not text and any(c.isdecimal() for c in value)
    else:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
        lost = isinstance(value, float) or len(text) > 15
    if lost:
        raise _refuse(
            f"{label.zh}被当作数值存放，15位以后的数字已经丢失",
            f"the {label.en} was stored as a number and has lost its digits after the fifteenth",
            "请把单元格设为文本格式后重新填写",
            "Set the cell to text and enter it again",
        )
    if not text:
        raise _refuse(f"没有填写{label.zh}", f"the {label.en} is missing")
    return text


def _check_length(text: str, length: int, label: Text) -> None:
    if len(text) != length:
        raise _refuse(
            f"{label.zh}应为{length}位，现为{len(text)}位",
            f"{label.en} has {length} characters, not {len(text)}",
            "请核对是否漏填或多填",
            "See whether some are missing or too many",
        )


@cache
def _person_kind(region: str) -> str:
    permit = table("identity")["permits"]["codes"].get(region)
    if permit:
        return str(permit["kind"])
    if _region_name(region) is None:
        raise _refuse(
            f"没有行政区划{region}",
            f"there is no administrative division {region}",
            "请核对号码前6位",
            "Check the first six digits",
        )
    return "resident"


@cache
def _region_name(region: str) -> str | None:
    """The county's name, empty where only its province is known, None where there is no such place."""
    tables = table("identity")
    if region in tables["permits"]["codes"]:
        return str(tables["permits"]["codes"][region]["zh"])
    if region.startswith("11"):
        beijing: dict[str, str] = tables["regions"]["current"] | tables["regions"]["historic"]
        return beijing.get(region)
    parts = numdb.get("cn/loc").info(region)
    if "province" not in parts[0][1] or parts[0][0] in ("81", "82"):
        return None
    county = parts[1][1].get("county", "") if len(parts) > 1 else ""
    return re.sub(r"\[[^]]*\]", "", county).split(",")[0]


def _check_birth(digits: str, on: date | None) -> None:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        birth = date.min
    if birth >= _EARLIEST_BIRTH and (on is None or birth <= on):
        return
    spoken = f"{digits[:4]}年{digits[4:6]}月{digits[6:8]}日"
    if on is None or birth < _EARLIEST_BIRTH:
        raise _refuse(
            f"出生日期{spoken}不存在",
            f"there is no birth date {digits}",
            "请核对号码第7至14位",
            "Check characters 7 to 14",
        )
    raise _refuse(
        f"出生日期{spoken}晚于{on:%Y年%m月%d日}",
        f"the birth date {birth} is later than {on}",
        "请核对号码第7至14位",
        "Check characters 7 to 14",
    )


def _wrong_check_digit(zh: str, en: str, given: str, right: str) -> Refusal:
    return _refuse(
        f"{zh}末位校验码应为{right}，现为{given}",
        f"the check digit of {en} should be {right}, not {given}",
        "号码中有数字填错，请照证件核对",
        "Some character is wrong; check it against the document",
    )


def _refuse(zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> Refusal:
    return Refusal(Text(zh, en), mend=Text(mend_zh, mend_en))
