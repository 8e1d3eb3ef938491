"""Townships, villages and universities entered on their level, so that their people can act in the room (5.s2, 8.2)."""

from __future__ import annotations

from uuid import UUID

from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.words import (
    INSTITUTIONS,
    TOWNSHIP_KIND,
    UNIVERSITY_KIND,
    VILLAGE_KIND,
    refuse,
    today_of,
)
from gongbao.policies.rural_assistants.rules import BOOK

CLAUSES = {TOWNSHIP_KIND: "5.s2", VILLAGE_KIND: "5.s2", UNIVERSITY_KIND: "8.2"}


def enter(tx: Tx, kind: str, code: str, name: str, *, office: str = "", parent: UUID | None = None) -> UUID:
    """Enter an institution: universities by the city, townships and villages by their district, which must have farming.

    Refuses another level, a district without farming, a village without a township of the district.
    """
    clause = CLAUSES[kind]
    reach.officer(tx.actor, clause, city=kind == UNIVERSITY_KIND)
    office = office or tx.actor.office
    if not name.strip():
        raise refuse(clause, f"没有写{INSTITUTIONS[kind].zh}名称", "The name is missing", "照登记证书填写", "Copy it from the certificate", "name")  # fmt: skip
    if kind != UNIVERSITY_KIND and office not in farming(tx):
        raise refuse("notice.1", "本区不在涉农区名单", "Not a district with farming", "名单由市里以参数维护", "The city keeps the list as a parameter", office)  # fmt: skip
    if kind == VILLAGE_KIND and parent not in {
        each.party for each in parties.organisations(TOWNSHIP_KIND, office=office)
    }:
        raise refuse(clause, "没有选本区的乡镇", "No township of the district is chosen", "先登记乡镇，再登记村", "Enter the township first", "parent")  # fmt: skip
    return parties.register_organisation(tx, kind, code, name.strip(), office=office, parent=parent)


def farming(tx: Tx) -> tuple[str, ...]:
    """The districts with farming on the day of the command."""
    value = BOOK["agricultural_districts"].at(today_of(tx.now)).value
    assert isinstance(value, tuple)
    return value
