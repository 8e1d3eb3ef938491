"""Made-up but well-formed identity numbers and credit codes, by the standards' own sums."""

from __future__ import annotations

from uuid import UUID, uuid4

from gongbao.platform.db.services import SYSTEM, Actor, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def number(sequence: int, region: str = "110108", birth: str = "19900101") -> str:
    """An identity number (GB 11643): the check digit makes the weighted sum 1 modulo 11."""
    body = f"{region}{birth}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def code(sequence: int) -> str:
    """A credit code (GB 32100) of a firm registered in Haidian."""
    body = f"{sequence:08d}"
    rest = 11 - sum(int(c) * w for c, w in zip(body, _ORGANISATION, strict=True)) % 11
    head = "91110108" + body + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(_LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(head))
    return head + _LETTERS[-total % 31]


def done(command, actor: Actor = SYSTEM):
    """Run a command once, as the system unless somebody else is named."""
    return write(command, actor=actor, key=str(uuid4()), name="test")


def person(sequence: int = 1, name: str = "林舟", **more) -> UUID:
    """A person on record."""
    return UUID(done(lambda tx: parties.find_or_create_person(tx, number(sequence, **more), name)))


def firm(sequence: int = 1, name: str = "北京青柠烘焙有限公司", **more) -> UUID:
    """A firm on record, insured in Haidian."""
    more = {"office": "haidian", **more}
    return UUID(done(lambda tx: parties.register_firm(tx, code(sequence), name, **more)))


def account(
    login: str = "linzhou", *, kind: parties.AccountKind = parties.AccountKind.CITIZEN, person=None
) -> Account:
    """An account with the password ``correct horse 7``."""
    key = done(
        lambda tx: parties.open_account(
            tx, login, "correct horse 7", name=f"账号{login}", kind=kind, person=person
        )
    )
    return Account.objects.get(key=key)
