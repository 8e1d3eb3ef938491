"""Everybody a register has on a day: for lists drawn for a stated purpose, by officers and the system; logged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gongbao.kernel import identity, masking
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db import secrets
from gongbao.platform.db.services import required
from gongbao.platform.parties import services as parties
from gongbao.platform.registers.models import Subject
from gongbao.platform.registers.protocol import register
from gongbao.platform.registers.storing import NUMBER_SEAL


class Shown(NamedTuple):
    """A person of a register as a list shows one: masked."""

    name: str
    number: str


def everybody(kind: str, *, purpose: str) -> list[str]:
    """The fingerprints of all people a register has rows of; refuses parties and an empty purpose."""
    if required().actor.kind not in ("officer", "system"):
        raise Refusal(Text("由公共机构查阅", "For public offices"))
    if not purpose.strip():
        raise Refusal(Text("请写明查阅用途", "State the purpose"), where="purpose")
    with parties.opened(purpose):
        found = sorted(register(kind).people())
    audit.note(f"registers everybody {kind} ({len(found)}) {purpose}")
    return found


def born_and_sex(people: Iterable[str]) -> dict[str, tuple[date, str]]:
    """Date of birth and sex (``male``, ``female``) by fingerprint, as the numbers tell them; the numbers stay sealed."""
    with parties.opened("age and sex"):
        rows = Subject.objects.filter(fingerprint__among=frozenset(people))
        sealed = dict(rows.values_list("fingerprint", "number_sealed"))
    found = {}
    for mark, number in sealed.items():
        read = identity.identity_number(secrets.unseal(bytes(number), NUMBER_SEAL))
        found[mark] = (read.birth, read.sex)
    return found


def masked(people: Iterable[str]) -> dict[str, Shown]:
    """Name and number of people by fingerprint, both masked."""
    with parties.opened("masked names"):
        rows = list(Subject.objects.filter(fingerprint__among=frozenset(people)))
    return {
        row.fingerprint: Shown(
            row.name[:1] + "*" * max(len(row.name) - 1, 1),
            masking.mask_identity(secrets.unseal(bytes(row.number_sealed), NUMBER_SEAL)),
        )
        for row in rows
    }
