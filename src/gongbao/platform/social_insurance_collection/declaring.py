"""Declarations and agreements as cases: drafts, sending, and what each keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from gongbao.kernel.calendar import month as months
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case
from gongbao.platform.audit.services import note
from gongbao.platform.cases import services as cases
from gongbao.platform.collections import services as collections
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, canonical
from gongbao.platform.social_insurance_collection import handing
from gongbao.platform.social_insurance_collection.models import Assessment, Declared, FirmRegistration
from gongbao.platform.social_insurance_collection.registering import Staff
from gongbao.platform.social_insurance_collection.words import AGREEMENT, DECLARATION, ROOM
from gongbao.policies.social_insurance_collection.forms import BANKS
from gongbao.policies.social_insurance_collection.rules import DOCUMENT


def registration_of(party: UUID | None) -> FirmRegistration:
    """The agency's registration of a firm; refuses a firm that has none (registration comes first, 2.1)."""
    row = FirmRegistration.objects.filter(party=party).first() if party is not None else None
    if row is None:
        raise Refusal(
            Text("本单位还没有参保登记", "The firm is not registered for insurance"),
            mend=Text("请先到所属经（代）办机构办理参保登记", "Register with the agency first"),
            clause=DOCUMENT + "2.1",
        )
    return row


def reached(actor: Actor, number: str, *, doing: str, procedure: str = "") -> cases.Case:
    """A case of this room (of one procedure) that the actor may reach; one of another room is not found here."""
    row = access_case(actor, number, doing=doing)
    if row.room != ROOM or (procedure and row.procedure != procedure):
        raise NotFound(number)
    return row


def payer_of_firm(firm: FirmRegistration) -> collections.Payer:
    """A registered firm as payer."""
    return collections.firm_payer(firm.credit_code, firm.name, firm.office, firm.party)


def open_declaration(tx: Tx, month: int) -> cases.Case:
    """Open the acting firm's declaration of a month; one a month, later changes go into a further one."""
    firm = registration_of(tx.actor.party)
    sent = Declared.objects.filter(party=firm.party, month=month).count()
    once = f"{DECLARATION}/{firm.id}/{month}/{sent}"
    title = f"{months.iso(month)} 社会保险费申报"
    return cases.open_case(tx, DECLARATION, firm.office, firm.party, title, once=once)


def send_declaration(
    tx: Tx, case: UUID, month: int, staff: Sequence[Staff], *, action: str = "submit", seen: int | None = None
) -> dict[str, Any]:
    """Send a declaration in, or again after a return; people and bases are sealed under the case.

    Refuses an empty list and a person who stands in it twice.
    """
    row = cases.lock_case(case)
    if not staff:
        raise Refusal(Text("人员明细是空的", "The list of staff is empty"), clause=DOCUMENT + "2.1")
    seen_numbers: set[str] = set()
    for line, person in enumerate(staff, 1):
        if person.number in seen_numbers:
            raise Refusal(
                Text(f"第{line}行与前面的人员重复", f"Line {line} repeats a person"),
                where=person.name,
                mend=Text("每人一行", "One line a person"),
                clause=DOCUMENT + "2.1",
            )
        seen_numbers.add(person.number)
    version = Declared.objects.filter(case=case).count() + 1
    Declared.objects.create(
        office=row.office,
        party=row.party,
        case=case,
        version=version,
        month=month,
        persons=len(staff),
        sealed=secrets.seal_for_case(case, canonical([list(person) for person in staff])),
        sent_at=tx.now,
    )
    body = {"month": month, "version": version, "persons": len(staff)}
    return cases.act(
        tx, case, action, "applicant", body, {}, guards={"declaration_complete": "met"}, seen=seen
    )


def declared(case: UUID) -> tuple[Declared, list[Staff]] | None:
    """The last version sent in a case, with its people; None before any."""
    row = Declared.objects.filter(case=case).order_by("-version").first()
    if row is None:
        return None
    people = json.loads(secrets.unseal_for_case(case, bytes(row.sealed)))
    return row, [Staff(*person) for person in people]


def paid_up(found: Sequence[UUID]) -> list[UUID]:
    """Those of these cases that have handed something over and whose charges are all settled."""
    files: dict[UUID, set[str]] = {}
    rows = Assessment.objects.filter(case__in=found).exclude(charge_file="")
    for case, file in rows.values_list("case", "charge_file"):
        files.setdefault(case, set()).add(file)
    owing = collections.unsettled_files({file for mine in files.values() for file in mine})
    return [case for case, mine in files.items() if not mine & owing]


def assessment_of(case: UUID) -> Assessment | None:
    """The last assessment made in a case."""
    return Assessment.objects.filter(case=case).order_by("-version").first()


def send_agreement(tx: Tx, bank: str, account_name: str, account: str) -> dict[str, Any]:
    """Open the acting firm's agreement and send it in; bank and account are sealed in the case's event."""
    if bank not in {option.value for option in BANKS}:
        raise Refusal(Text("没有这家银行", "There is no such bank"), where="bank")
    firm = registration_of(tx.actor.party)
    title = "签订银税三方（委托）划缴协议"
    case = cases.open_case(tx, AGREEMENT, firm.office, firm.party, title)
    own = "met" if account_name.strip() == firm.name else "not_met"
    personal = {"form": {"bank": bank, "account_name": account_name.strip(), "account": account}}
    return cases.act(tx, case.key, "submit", "applicant", {}, personal, guards={"account_of_firm": own})


def agreement_asked(case: UUID) -> Mapping[str, str]:
    """What a firm asked for in an agreement case; empty before it was sent."""
    for entry in cases.history(case):
        if entry.action == "submit":
            form: Mapping[str, str] = (entry.personal or {}).get("form", {})
            return form
    return {}


def months_staff(case: UUID, *, why: str) -> list[Staff]:
    """The people of a case's last version in full; the reading is logged with its reason."""
    found = declared(case)
    if found is None:
        return []
    note(f"social.staff {why} {found[0].persons} people", case=case)
    return found[1]


def versions(case: UUID) -> list[Declared]:
    """Every version of a declaration, oldest first."""
    return list(Declared.objects.filter(case=case).order_by("version"))


def assessments_of(case: UUID) -> list[Assessment]:
    """The assessments made in a case, by month and version."""
    return list(Assessment.objects.filter(case=case).order_by("month", "version"))


def later_months(firm: FirmRegistration, month: int) -> list[int]:
    """Months after `month` that were assessed before: a back-dated change re-assesses them too."""
    payer = payer_of_firm(firm)
    rows = Assessment.objects.filter(payer_hash=payer.hash, month__gt=month)
    return sorted(set(rows.values_list("month", flat=True)))


def do_hand_over(
    tx: Tx, case: UUID, *, role: str = "insurance_agency", seen: int | None = None
) -> dict[str, Any]:
    """Hand a case's assessments over; the last day to pay is worked out first, because it starts the clock."""
    row = assessment_of(case)
    if row is None:
        raise Refusal(Text("还没有核定", "Nothing is assessed yet"), clause=DOCUMENT + "2.1.a")
    payer = payer_of_firm(registration_of(row.party))
    day = handing.due_on(payer, "pension", row.month, tx.now.astimezone(ZONE).date())
    return cases.act(tx, case, "hand_over", role, {"due_on": day.isoformat()}, seen=seen)


def case_numbers() -> list[str]:
    """Numbers of declarations, newest first; inside a read()."""
    found = cases.Case.objects.filter(procedure=DECLARATION).order_by("-opened_at")
    return list(found.values_list("number", flat=True)[:50])
