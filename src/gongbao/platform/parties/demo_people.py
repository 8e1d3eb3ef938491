"""Invented people, firms, account numbers and sign-ins for demonstrations: valid in form, issued to nobody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum import luhn
from stdnum.cn import ric, uscc

PASSWORD = "demo-gongbao-2020"  # noqa: S105 - printed with the demo's sign-ins
NEWCOMER = "newcomer"
"""Whose account was opened on line and waits for a window."""
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


def newcomer() -> Someone:
    """The holder of the account `NEWCOMER`, whose card the window is to see."""
    return someone(88)


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


@dataclass(frozen=True)
class SignIn:
    """A demo account: login, whose it is, and the secret of its one-time codes (officers only)."""

    login: str
    name: str
    secret: str = ""


def one_time_code(secret: str, at: float | None = None) -> str:
    """The code an authenticator app shows for `secret` (RFC 6238, 30 seconds, six digits)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def secret_of(login: str) -> str:
    """The demo's secret of a login: the same every time, and known to everybody."""
    return base64.b32encode(hashlib.sha256(f"gongbao demo {login}".encode()).digest()[:20]).decode()
