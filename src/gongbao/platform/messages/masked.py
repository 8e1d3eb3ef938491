"""A guard against whole identity, account and phone numbers in texts that leave the case. Pure."""

from __future__ import annotations

import re
import unicodedata

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_NUMBERS = (
    (re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])"), Text("身份证件号码", "an identity number")),
    (re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z])"), Text("手机号码", "a mobile number")),
    (re.compile(r"(?<![0-9A-Za-z-])\d{16,19}(?![0-9A-Za-z-])"), Text("银行账号", "a bank account number")),
)


def personal(text: str) -> Text | None:
    """What kind of whole personal number `text` holds, or None."""
    plain = re.sub(r"(?<=\d)[ \u3000](?=\d)", "", unicodedata.normalize("NFKC", text))
    return next((what for pattern, what in _NUMBERS if pattern.search(plain)), None)


def refuse_personal(text: str, *, where: str = "") -> None:
    """Raise Refusal when `text` holds a whole identity, mobile or account number."""
    what = personal(text)
    if what is not None:
        raise Refusal(
            Text(f"含有未遮盖的{what.zh}", f"It holds {what.en} in full"),
            where=where,
            mend=Text("请遮盖后再发布或发送。", "Mask it first."),
        )
