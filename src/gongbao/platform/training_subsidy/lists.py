"""Whether a firm is on a district's list of hard-hit firms, as claims ask it."""

from __future__ import annotations

from gongbao.platform.cases.services import Case
from gongbao.platform.parties.services import opened
from gongbao.platform.registers.services import FirmFacts
from gongbao.platform.training_subsidy.models import ListedFirm
from gongbao.platform.training_subsidy.words import RECOGNITION

CLOSED = frozenset({"reported", "locked"})
"""States of a list in which no firm can be added any more."""


def is_listed(credit_code: str, office: str, side: FirmFacts) -> bool | None:
    """True on a reported list, False where register or district say so for good, None while lists are open."""
    if side.recognised:
        return True
    with opened("recognised list"):
        row = ListedFirm.objects.filter(firm=credit_code, outcome="met", filed_on__isnull=False).first()
        states = set(
            Case.objects.filter(procedure=RECOGNITION, office=office).values_list("state", flat=True)
        )
    if row is not None:
        return True
    if side.recognised is not None or states & CLOSED:
        return False
    return None
