"""A person's name and number in full, from the submission's sealed copy; each reading is logged with its purpose."""

from __future__ import annotations

from typing import NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit.services import note
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, read
from gongbao.platform.training_subsidy.models import Claim, ClaimRow
from gongbao.platform.training_subsidy.submitting import numbers
from gongbao.web.workbench.panels import handed_in


class InFull(NamedTuple):
    """What is shown once."""

    name: str
    number: str


def row_of(case: Case, row: int) -> ClaimRow | None:
    """One row of the present submission; inside a reading."""
    claim = Claim.objects.filter(case=case.key).first()
    return ClaimRow.objects.filter(case=case.key, version=claim.version, row=row).first() if claim else None


def in_full(actor: Actor, number: str, row: int, purpose: str) -> InFull:
    """The name and identity number of a row. Raises NotFound, or Refusal where the row holds nobody."""
    with read(actor, purpose=purpose):
        case = handed_in(actor, access_case(actor, number, doing="reveal"))
        found = row_of(case, row)
        if found is None:
            raise Refusal(Text(f"花名册没有第{row}行", f"The roster has no row {row}"), where="purpose")
        note("identity number", subject=found.person, case=case.key)
        return InFull(found.name, numbers(Claim.objects.get(case=case.key)).get(found.person, ""))
