"""The acceptance register: what an insurer applies for, what two departments find, and whether it may be used."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, act, carries_out, open_case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import System
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.platform.vehicle_tax.words import SYSTEM_STATES
from gongbao.policies.vehicle_tax.procedure import ACCEPTANCE
from gongbao.policies.vehicle_tax.rules import SYSTEM_USE

NEVER = date.max
_PROCEDURE = ACCEPTANCE.id


class SystemRow(NamedTuple):
    """A system in the register."""

    name: str
    release: str
    applied_on: date
    go_live_on: date
    technology_passed_on: date | None
    business_passed_on: date | None
    accepted_on: date | None
    state: Text
    code: str
    party: UUID | None
    case: UUID


def apply_for_acceptance(tx: Tx, party: UUID, entered: dict[str, Any]) -> dict[str, Any]:
    """Apply in writing before going live (11): opens the case and makes its first step; returns case and number.

    `entered` has system, release, change, go_live_on. Refused where the day of going live is not after today.
    """
    insurer = institution(party)
    if entered["go_live_on"] <= local_day(tx.now):
        raise Coded(
            "already_live", Text("应在上线前申请验收", "Acceptance is applied for before going live"), where="go_live_on",
            mend=Text("上线日期应晚于今天", "The day of going live must be after today"), clause="11",
        )  # fmt: skip
    title = f"{insurer.name} {entered['system']} {entered['release']}"
    once = f"vehicle_tax:{party}:{entered['system']}:{entered['release']}"
    case = open_case(tx, _PROCEDURE, insurer.office, party, title, once=once)
    body = {**entered, "go_live_on": entered["go_live_on"].isoformat()}
    return act(tx, case.key, "apply", "applicant", body)


@carries_out(_PROCEDURE, "record_application")
def _record(tx: Tx, case: Case, done: Act) -> None:
    body = done.body
    System.objects.create(
        office=case.office, party=case.party, case=case.key, name=body["system"], release=body["release"],
        change=body.get("change", ""), applied_on=local_day(tx.now), go_live_on=date.fromisoformat(body["go_live_on"]),
    )  # fmt: skip


@carries_out(_PROCEDURE, "record_technology")
def _technology(tx: Tx, case: Case, done: Act) -> None:
    System.objects.filter(case=case.key).update(technology_passed_on=local_day(tx.now))


@carries_out(_PROCEDURE, "record_acceptance")
def _accept(tx: Tx, case: Case, done: Act) -> None:
    today = local_day(tx.now)
    System.objects.filter(case=case.key).update(business_passed_on=today, accepted_on=today, state="accepted")


@carries_out(_PROCEDURE, "record_failure")
def _fail(tx: Tx, case: Case, done: Act) -> None:
    from gongbao.platform.cases.services import free_once

    System.objects.filter(case=case.key).update(state="failed")
    free_once(tx, case)


def require_usable(party: UUID, release: str, on: date, *, operates: bool) -> str:
    """The system ``name release`` with which an insurer may collect on a day; Coded 403 with the clause otherwise."""
    row = (
        System.objects.filter(party=party, release=release)
        .exclude(state="failed")
        .order_by("-applied_on")
        .first()
    )
    if row is None:
        raise Coded(
            "system_unknown", Text("这个系统版本没有申请验收", "Acceptance was never applied for"), where="system",
            mend=Text("上线前向主管税务机关申请验收", "Apply to the tax authority before going live"), clause="11", status=403,
        )  # fmt: skip
    facts = {
        "operates": operates, "applied_on": row.applied_on, "go_live_on": row.go_live_on, "used_on": on,
        "accepted_on": row.accepted_on or NEVER, "technology_passed": row.technology_passed_on is not None,
        "business_passed": row.business_passed_on is not None, "online": True,
    }  # fmt: skip
    answer = SYSTEM_USE.at(on).determine(facts)
    if answer.outcome != "met":
        tag = answer.reasons[0].unit.tag
        what = Text(
            f"不得用此系统代收：未满足“{tag.label.zh}”",
            f"This system may not collect: not so: {tag.label.en}",
        )
        raise Coded(
            f"system_{tag.name}", what, where="system", clause=tag.clause.partition("/")[2], status=403
        )
    return f"{row.name} {row.release}"


def systems(party: UUID | None = None) -> list[SystemRow]:
    """The register, newest application first; inside a read() of somebody who may see it."""
    rows = System.objects.filter(**({"party": party} if party else {})).order_by("-applied_on", "name")
    return [
        SystemRow(
            r.name,
            r.release,
            r.applied_on,
            r.go_live_on,
            r.technology_passed_on,
            r.business_passed_on,
            r.accepted_on,
            SYSTEM_STATES[r.state],
            r.state,
            r.party,
            r.case,
        )
        for r in rows
    ]


__all__ = ["SystemRow", "apply_for_acceptance", "require_usable", "systems"]
