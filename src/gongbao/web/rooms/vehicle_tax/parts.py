"""Where the room's cases are shown, to insurers and to officers: on one page of its own."""

from __future__ import annotations

from gongbao.policies.vehicle_tax.procedure import ACCEPTANCE, HANDLING_FEE, VIOLATION
from gongbao.web.rooms.base import OfficerPart, PartyPart

_PAGES = {each.id: "vehicle_tax:case" for each in (ACCEPTANCE, HANDLING_FEE, VIOLATION)}
OFFICER = OfficerPart(case_pages=_PAGES)
PARTY = PartyPart(case_pages=_PAGES)
