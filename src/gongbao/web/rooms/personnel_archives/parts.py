"""Where the room's cases are shown, to parties and to officers: on one page of its own."""

from __future__ import annotations

from gongbao.policies.personnel_archives.procedure import PROCEDURES
from gongbao.web.rooms.base import OfficerPart, PartyPart

_PAGES = {each.id: "personnel_archives:case" for each in PROCEDURES}
OFFICER = OfficerPart(case_pages=_PAGES)
PARTY = PartyPart(case_pages=_PAGES)
