"""Verification codes XXXX-XXXX-XXXX: drawn at random, with a check character, and what they show to anyone."""

from __future__ import annotations

import secrets as random
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.letters.models import Verification
from gongbao.platform.letters.words import STANDINGS

SIGNED_FORMS: set[Callable[[str, bytes], bool]] = set()
"""How a room that signs its letters says that a file is the signed form of the letter with a code."""
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Verified(NamedTuple):
    """What anyone may learn of a letter: `digest` is the SM3 of its PDF, empty until it is made; `remark` what happened since."""

    kind: Text
    number: str
    office: str
    dated: date
    standing: Text
    code: str
    digest: str
    remark: Text | None = None
    issuer: Text = Text("", "")

    @property
    def in_force(self) -> bool:
        """Whether the letter still holds."""
        return self.standing == STANDINGS["in_force"]


def new_code() -> str:
    """A fresh code of 55 random bits and a check character."""
    body = "".join(random.choice(ALPHABET) for _ in range(11))
    whole = body + check(body)
    return "-".join(whole[n : n + 4] for n in (0, 4, 8))


def check(body: str) -> str:
    """The check character (Luhn modulo 32): catches every single wrong sign and most swapped neighbours."""
    total = 0
    for n, sign in enumerate(reversed(body)):
        value = ALPHABET.index(sign) * (2 - n % 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def normal(code: str) -> str:
    """A code as typed by a person in its one spelling; refuses what cannot be a code."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    if len(plain) != 12 or any(c not in ALPHABET for c in plain) or check(plain[:11]) != plain[11]:
        raise Refusal(
            Text("核验码不对", "This is not a verification code"),
            where=code,
            mend=Text(
                "请照文书页脚重新输入，共12位，不含字母I、O和数字0、1。",
                "Copy the 12 signs from the footer; there is no I, O, 0 or 1.",
            ),
        )
    return "-".join(plain[n : n + 4] for n in (0, 4, 8))


def verify_code(code: str) -> Verified | None:
    """What is public of the letter with this code; None when there is none. Refuses a mistyped code."""
    row = Verification.objects.filter(code=normal(code)).first()
    if row is None:
        return None
    return Verified(
        Text(row.kind_zh, row.kind_en),
        row.number,
        row.office,
        row.dated,
        STANDINGS[row.standing],
        row.code,
        row.digest,
        Text(row.remark_zh, row.remark_en) if row.remark_zh else None,
        office_of(row.office).body(row.issuer),
    )


def same_file(code: str, content: bytes) -> bool | None:
    """Whether `content` is the letter's PDF byte for byte, as made or as a room signed it; None when there is no such letter or no file yet."""
    found = verify_code(code)
    if found is None or not found.digest:
        return None
    return sm3(content).hex() == found.digest or any(knows(found.code, content) for knows in SIGNED_FORMS)
