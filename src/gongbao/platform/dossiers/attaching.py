"""A dossier attached to a case: a copy as it stood when the case was submitted, for those the case passes through."""

from __future__ import annotations

from uuid import UUID

from gongbao.kernel.dossier.typed import Typed
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Tx
from gongbao.platform.dossiers.keeping import OWN, opened, write_down
from gongbao.platform.dossiers.models import Dossier


def attach(tx: Tx, person: UUID, case: UUID) -> bool:
    """Copy the person's own dossier to a case, in place of an earlier copy; False where none is kept."""
    row = Dossier.objects.filter(party=person, mark=OWN).first()
    if row is None:
        return False
    write_down(tx, person, _mark(case), "", opened(row))
    tx.audit("dossiers.attach", dossier=row.key, case=str(case))
    return True


def detach(person: UUID, case: UUID) -> None:
    """Take the copy away again: the case was submitted anew without it."""
    Dossier.objects.filter(party=person, mark=_mark(case)).delete()


def attached(person: UUID, case: UUID) -> Typed | None:
    """The copy a case has, the reading logged; the caller has checked who may read, inside a system's context."""
    row = Dossier.objects.filter(party=person, mark=_mark(case)).first()
    if row is None:
        return None
    note("dossiers.attached", case=case)
    return opened(row)


def _mark(case: UUID) -> str:
    return f"case:{case}"
