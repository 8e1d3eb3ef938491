"""Invented people, firms and account numbers for demonstrations: valid in form, issued to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stdnum import luhn
from stdnum.cn import ric, uscc

STEMS, NUMERALS = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
FIRST_BIRTH = date(1985, 1, 1)
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Someone:
    """An invented person: name and identity number."""

    name: str
    number: str


def someone(place: int) -> Someone:
    """The person at a place from 0: 样甲一, 样甲二, …; the number's sequence part is 991 or 992."""
    stem, numeral = divmod(place, len(NUMERALS))
    name = f"样{STEMS[stem % len(STEMS)]}{NUMERALS[numeral]}" + (
        "" if stem < len(STEMS) else str(stem // len(STEMS))
    )
    birth = FIRST_BIRTH + timedelta(days=place * 7 % 9000)
    body = f"110105{birth:%Y%m%d}{991 + place % 2}"
    return Someone(name, body + ric.calc_check_digit(body + "0"))


def credit_code(place: int, region: str = "110108") -> str:
    """The credit code of an invented firm; its organisation part begins with 999."""
    digits = f"999{place:05d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
    organisation = digits + {10: "X", 11: "0"}.get(rest, str(rest))
    body = f"91{region}{organisation}"
    return body + uscc.calc_check_digit(body + "0")


def account(place: int) -> str:
    """An account number of the test range 622000 with a right check digit."""
    body = f"622000999{place:09d}"
    return body + luhn.calc_check_digit(body)
