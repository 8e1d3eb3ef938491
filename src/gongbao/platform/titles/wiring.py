"""Connects the rooms' procedures to the platform: derived, with the roles of institutions and their effects."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.districts import OFFICES
from gongbao.kernel.procedure import Procedure
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, register_procedure
from gongbao.platform.casework.effects import notify_applicant
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import kind_of, opened, register_role
from gongbao.platform.titles.words import (
    AUTHORITY,
    CITY_OFFICE,
    CITY_ROLE,
    ROOMS,
    SUPERIOR,
    TEACHERS,
    title_rooms,
)
from gongbao.policies import policy


def connect() -> None:
    """Register every room on titles there is; called once the apps are loaded."""
    register_role(CITY_ROLE, Text("市人社局职称管理", "City bureau, titles"), (CITY_OFFICE,))
    for room in title_rooms():
        for procedure in policy(room).procedures:
            if procedure.id.endswith(".review"):
                _review(room, procedure)
    if TEACHERS in title_rooms():
        _schools()


def _register(room: str, procedure: Procedure, **more: Any) -> None:
    from gongbao.platform.titles import applying, quota

    register_procedure(
        procedure, room=room, digits=ROOMS[room], parameters=policy(room).parameters, derived=True, standing=applying.standing, begins=begins,
        guards=quota.guards if room == TEACHERS else None, **more,
    )  # fmt: skip


def begins(actor: Actor, procedure: str) -> bool:
    """A person applies; a school adopts its plan and reports old titles."""
    if actor.party is None:
        return False
    with opened("who begins"):
        person = kind_of(actor.party) == "person"
    return person != procedure.endswith((".plan", ".transition"))


def _review(room: str, procedure: Procedure) -> None:
    from gongbao.platform.titles import applying, certificates, fees, publicity

    _register(room, procedure)
    carries_out(procedure.id, "ask_fee")(fees.ask)
    carries_out(procedure.id, "settle_fee")(fees.settle)
    carries_out(procedure.id, "notify_office")(applying.notify_office)
    carries_out(procedure.id, "notify_applicant")(_told)
    carries_out(procedure.id, "notify_objector")(publicity.settle)
    carries_out(procedure.id, "publish")(publicity.publish)
    carries_out(procedure.id, "issue_certificate")(certificates.issue)
    carries_out(procedure.id, "revoke_certificate")(certificates.revoke)


def _schools() -> None:
    """The schools' own procedures: the plan, initial titles, old titles."""
    from gongbao.platform.titles import applying, initial

    offices = [office.code for office in OFFICES]
    register_role(SUPERIOR, Text("学校的上级主管单位", "The unit above the school"), offices)
    register_role(AUTHORITY, Text("过渡确认机关", "Authority that confirms old titles"), offices)
    found = {each.id.partition(".")[2]: each for each in policy(TEACHERS).procedures}
    _register(TEACHERS, found["plan"], office_of=_school_office)
    _register(TEACHERS, found["initial"])
    _register(TEACHERS, found["transition"], office_of=_school_office)
    carries_out(found["initial"].id, "notify_office")(applying.notify_office)
    carries_out(found["initial"].id, "notify_applicant")(initial.told)
    carries_out(found["transition"].id, "notify_office")(initial.reported)
    carries_out(found["transition"].id, "notify_applicant")(initial.confirmed)


def _school_office(actor: Actor) -> str:
    from gongbao.platform.titles import schools

    with opened("office of a school"):
        return schools.office_of(actor.party)


def _told(tx: Tx, case: Case, act: Act) -> None:
    """As everywhere; an appointment is kept too."""
    from gongbao.platform.titles import certificates

    certificates.appoint(tx, case, act)
    notify_applicant(tx, case, act)
