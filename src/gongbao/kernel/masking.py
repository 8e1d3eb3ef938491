"""Masking: what of a name, number, account or phone is shown where the whole may not be."""

from __future__ import annotations

STAR = "*"


def mask_middle(text: str, head: int, tail: int) -> str:
    """The first `head` and last `tail` characters, a star for each between; only stars if none would hide."""
    hidden = len(text) - head - tail
    return text[:head] + STAR * hidden + text[len(text) - tail :] if hidden > 0 else STAR * len(text)


def mask_name(name: str) -> str:
    """林舟 → 林*, 林远舟 → 林*舟, 欧阳远舟 → 欧**舟; a single character is hidden."""
    name = name.strip()
    return mask_middle(name, 1, 0 if len(name) < 3 else 1)


def mask_identity(number: str) -> str:
    """An identity number with its province and last four: 110***********002X (birth date hidden)."""
    return mask_middle(number, 3, 4)


def mask_credit_code(code: str) -> str:
    """A unified social credit code with its first four and last four characters."""
    return mask_middle(code, 4, 4)


def mask_account(account: str) -> str:
    """A bank account with its last four digits."""
    return mask_middle(account, 0, 4)


def mask_phone(phone: str) -> str:
    """138****5678; a landline keeps its last four digits only."""
    return mask_middle(phone, 3 if len(phone) == 11 and phone.startswith("1") else 0, 4)
