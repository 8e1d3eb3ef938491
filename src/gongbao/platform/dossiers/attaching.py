"""A dossier attached to a case: a copy as it stood when the case was submitted, for those the case passes through.

The log keeps a fingerprint of each copy: what was decided on stays provable after the copy is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.kernel.dossier.typed import Typed
from gongbao.platform.audit.services import note
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.dossiers.keeping import OWN, TYPED_SEAL, opened, write_down
from gongbao.platform.dossiers.models import Dossier

_CASE = "case:"


@dataclass(frozen=True)
class Copy:
    """A copy as typed, and the day of the submission it went with."""

    typed: Typed
    on: date


def attach(tx: Tx, person: UUID, case: UUID) -> bool:
    """Copy the person's own dossier to a case, in place of an earlier copy; False where none is kept."""
    row = Dossier.objects.filter(party=person, mark=OWN).first()
    if row is None:
        return False
    copy = write_down(tx, person, _mark(case), "", opened(row))
    tx.audit("dossiers.attach", dossier=row.key, case=str(case), fingerprint=_fingerprint(copy))
    return True


def detach(tx: Tx, person: UUID, case: UUID, why: str) -> bool:
    """Delete the copy of a case; whether there was one. Its fingerprint and the reason stay in the log."""
    row = Dossier.objects.filter(party=person, mark=_mark(case)).first()
    if row is None:
        return False
    tx.audit("dossiers.detach", case=str(case), fingerprint=_fingerprint(row), why=why)
    row.delete()
    return True


def attached(cases: Iterable[tuple[UUID, UUID]]) -> dict[UUID, Copy]:
    """The copies of cases, each with its person, in one query; each reading is logged.

    The caller has checked who may read, and is inside a system's context.
    """
    of = {_mark(case): (person, case) for person, case in cases}
    found = {}
    for row in Dossier.objects.filter(mark__in=list(of)):
        person, case = of[row.mark]
        if row.party == person:
            note("dossiers.attached", case=case)
            found[case] = Copy(opened(row), local_day(row.saved_at))
    return found


def copies() -> list[tuple[UUID, UUID]]:
    """Person and case of every copy there is, the oldest first; inside a system's context."""
    rows = Dossier.objects.filter(mark__startswith=_CASE).order_by("saved_at", "key")
    return [(party, UUID(mark.removeprefix(_CASE))) for party, mark in rows.values_list("party", "mark")]


def _mark(case: UUID) -> str:
    return f"{_CASE}{case}"


def _fingerprint(row: Dossier) -> str:
    return secrets.fingerprint(secrets.unseal(row.typed, TYPED_SEAL), TYPED_SEAL)
