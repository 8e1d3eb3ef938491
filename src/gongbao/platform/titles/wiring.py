"""Connects the rooms' procedures to the platform: derived, with the roles of institutions and their effects."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, register_procedure
from gongbao.platform.casework.effects import notify_applicant
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import register_role
from gongbao.platform.titles.words import CITY_OFFICE, CITY_ROLE, ROOMS, title_rooms
from gongbao.policies import policy


def connect() -> None:
    """Register every room on titles there is; called once the apps are loaded."""
    from gongbao.platform.titles import applying, certificates, publicity

    register_role(CITY_ROLE, Text("市人社局职称管理", "City bureau, titles"), (CITY_OFFICE,))
    for room in title_rooms():
        for procedure in policy(room).procedures:
            if not procedure.id.endswith(".review"):
                continue
            register_procedure(
                procedure, room=room, digits=ROOMS[room], parameters=policy(room).parameters, derived=True, standing=applying.standing,
            )  # fmt: skip
            carries_out(procedure.id, "notify_office")(applying.notify_office)
            carries_out(procedure.id, "notify_applicant")(_told)
            carries_out(procedure.id, "notify_objector")(publicity.settle)
            carries_out(procedure.id, "publish")(publicity.publish)
            carries_out(procedure.id, "issue_certificate")(certificates.issue)
            carries_out(procedure.id, "revoke_certificate")(certificates.revoke)


def _told(tx: Tx, case: Case, act: Act) -> None:
    """As everywhere; an appointment is kept too."""
    from gongbao.platform.titles import certificates

    certificates.appoint(tx, case, act)
    notify_applicant(tx, case, act)
