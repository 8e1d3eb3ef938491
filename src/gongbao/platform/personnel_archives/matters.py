"""Cases of the room: what each is about, and the facts its rules are asked on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.cases import services as cases
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import custody, outside, permits
from gongbao.platform.personnel_archives.models import Archive, Body, Item, Loan, Matter, Page
from gongbao.platform.personnel_archives.words import COMPLAINT, DOCUMENT, INTAKE, LOAN, REQUEST, TRANSFER
from gongbao.policies.personnel_archives.forms import CERTIFIABLE

TITLES = {
    INTAKE: "个人委托存档", REQUEST: "档案证明和复印", LOAN: "档案借阅", TRANSFER: "档案转递", COMPLAINT: "诉求",
}  # fmt: skip
FINDINGS = frozenset({
    "other_person_found", "development_centre_found", "near_found", "transfer_found", "purpose_found",
    "material_found", "relevant_found", "asker_found", "matter_found", "image_insufficient_found",
})  # fmt: skip
"""The facts a person of the centre finds."""


def send(
    tx: Tx, procedure: str, office: str, asked: Mapping[str, Any], archive: UUID | None = None
) -> dict[str, Any]:
    """Open a case for the acting party and send it in; returns what `cases.act` does.

    Refuses somebody who asks about an archive that is not theirs without being a listed body or its keeper.
    """
    party = tx.actor.party
    if party is None:
        raise Refusal(Text("请先登录", "Sign in first"))
    case = cases.open_case(tx, procedure, office, party, TITLES[procedure])
    return submit(tx, case, asked, archive)


def submit(tx: Tx, case: cases.Case, asked: Mapping[str, Any], archive: UUID | None = None) -> dict[str, Any]:
    """Send a case in, or again after a return, keeping what is asked."""
    row = _archive_asked(tx, case, archive)
    Matter.objects.update_or_create(
        case=case.key,
        defaults={"office": case.office, "party": case.party, "archive": row, "asked": _plain(asked)},
    )
    action = "submit" if case.state == "draft" else "resubmit"
    return cases.act(tx, case.key, action, "applicant", {}, {"form": _plain(asked)})


def of(case: UUID) -> Matter:
    """What a case is about."""
    row = Matter.objects.select_related("archive").filter(case=case).first()
    if row is None:
        raise Refusal(Text("办件还没有提交", "The case was not sent in yet"))
    return row


def find(tx: Tx, case: UUID, found: Mapping[str, bool]) -> None:
    """Record what a person of the centre found; refuses anything that is not theirs to find."""
    strange = sorted(set(found) - FINDINGS)
    if strange or tx.actor.kind != "officer":
        raise Refusal(
            Text("不是由公服中心认定的事项", "This is not the centre's to find"), where=", ".join(strange)
        )
    row = Matter.objects.select_for_update().get(case=case)
    row.found = {**row.found, **{name: bool(value) for name, value in found.items()}}
    row.save(update_fields=["found"])
    tx.event(case, "found", {"found": dict(row.found)})


def body(party: UUID | None, kind: str, on: date) -> Body | None:
    """The party as a listed department, street body or keeper on a day."""
    with opened("listed bodies"):
        row = Body.objects.filter(party=party, kind=kind).first() if party else None
    return row if row and (row.valid_until is None or row.valid_until >= on) else None


def ask_paper(tx: Tx, case: UUID, why: str, back_on: date) -> dict[str, Any]:
    """Say why the image does not suffice and when the paper will be back (8.s2, 8.z.s1)."""
    if not why.strip():
        raise Refusal(
            Text("没有说明影像为什么不够", "It is not said why the image does not suffice"),
            mend=Text("请写明原因", "Give the reason"),
            clause=DOCUMENT + "8.s2",
        )
    row = Matter.objects.select_for_update().get(case=case)
    row.asked = {**row.asked, "why": why, "back_on": back_on.isoformat()}
    row.save(update_fields=["asked"])
    return cases.act(tx, case, "ask_paper", "applicant", {}, {"why": why})


def list_body(
    tx: Tx,
    party: UUID,
    kind: str,
    name: str,
    *,
    office: str,
    street: str = "",
    valid_until: date | None = None,
) -> UUID:
    """Put a party on the list of ``department``, ``street``, ``employer`` or ``keeper`` bodies."""
    if kind not in ("department", "street", "employer", "keeper"):
        raise Refusal(Text("名册里没有这一类", "There is no such list"), where=kind)
    row, _ = Body.objects.update_or_create(
        party=party, kind=kind,
        defaults={"office": office, "name": name, "street": street, "valid_until": valid_until},
    )  # fmt: skip
    tx.audit("archives.listed", body=str(row.id), kind=kind)
    return row.id


def facts(row: Matter, on: date) -> dict[str, Any]:
    """Everything known on a day for the rules of a case: asked, found, on record, told by registers."""
    archive = row.archive
    mark = archive.person_hash if archive else _own_mark(row.party)
    known = outside.facts_of(mark, row.office) if mark else {}
    known |= _of_archive(archive) if archive else {"stored_here": False}
    known |= {name: value for name, value in row.asked.items() if isinstance(value, bool)}
    for name in ("purpose", "matter", "destination", "post"):
        if row.asked.get(name):
            known[name] = row.asked[name]
    if "matter" in known:
        known["purpose_stated"] = bool(str(known.pop("purpose", "")).strip())
    known |= _of_asker(row, on) | row.found
    return known


def permits_of(row: Matter, on: date) -> list[permits.Permit]:
    """What becomes of each thing asked for in a request."""
    known = facts(row, on)
    found = []
    what = row.asked.get("certify")
    if what:
        found.append(permits.may_certify(what, known | _record_of(row.archive, what), on))
    for material in row.asked.get("materials", ()):
        count = Item.objects.filter(archive=row.archive, material=material).count() if row.archive else 0
        found.append(permits.may_copy(known | {"material": material, "catalogued": count}, on))
    if not found:
        raise Refusal(
            Text("没有写要证明什么或复印什么", "Nothing to certify or copy is named"),
            mend=Text("请至少选一项", "Choose at least one"),
            clause=DOCUMENT + "6.s1",
        )
    return found


def today(tx: Tx) -> date:
    """The day of the command in Beijing."""
    return tx.now.astimezone(ZONE).date()


def _archive_asked(tx: Tx, case: cases.Case, archive: UUID | None) -> Archive | None:
    if case.procedure == COMPLAINT:
        return None
    on = today(tx)
    with opened("archive of a request"):
        if archive is None:
            return Archive.objects.filter(party=case.party).exclude(paper="sent").first()
        row = Archive.objects.filter(pk=archive).first()
    listed = any(body(case.party, kind, on) for kind in ("department", "street", "employer"))
    if row is None or (row.party != case.party and not listed):
        raise Refusal(
            Text("没有这份档案，或您不能申请", "There is no such archive, or it is not yours to ask about"),
            mend=Text("本人办理，或由名册内的部门办理", "The person asks, or a department on the list"),
            clause=DOCUMENT + "8.z.s2",
        )
    if case.procedure == LOAN and not (body(case.party, "department", on) or body(case.party, "street", on)):
        raise Refusal(
            Text(
                "借阅由名册内的部门或街道机构办理",
                "Reading and borrowing is for departments and street bodies on the list",
            ),
            mend=Text("名册登记过期的，请先更新", "Renew the entry on the list where it has ended"),
            clause=DOCUMENT + "8.z.s1",
        )
    return row


def _of_archive(archive: Archive) -> dict[str, Any]:
    return {
        "stored_here": archive.paper in ("here", "lent"),
        "born_on": archive.born_on,
        "sex": archive.sex,
        "post": archive.post,
        "archive_reviewed": archive.reviewed_on is not None,
        "image_available": archive.digital == "whole",
        "overdue_loans": 0,
        "approval_filed": Item.objects.filter(archive=archive, material="admission").exists(),
    }


def _of_asker(row: Matter, on: date) -> dict[str, Any]:
    if row.archive is not None and row.party == row.archive.party:
        return {"asker": "self"}
    if body(row.party, "department", on):
        late = Loan.objects.filter(borrower=row.party, returned_on=None, back_on__lt=on).count()
        return {"asker": "department", "borrower_body": True, "read_only": True, "overdue_loans": late}
    street = body(row.party, "street", on)
    if street is not None:
        house = outside.says(row.archive.person_hash, "household") if row.archive else None
        serves = bool(house) and house.get("street") == street.street  # type: ignore[union-attr]
        return {"asker": "street", "street_of_person": serves, "read_only": True, "borrower_body": True}
    if row.archive is None:
        return {"asker": "self"}
    return {"asker": "employer" if body(row.party, "employer", on) else "other"}


def _record_of(archive: Archive | None, what: str) -> dict[str, Any]:
    """What the catalogue says of something: how many papers, whether they say it, whether they agree."""
    assert what in CERTIFIABLE
    papers = list(Item.objects.filter(archive=archive, certifies=what)) if archive else []
    said = {paper.states for paper in papers if paper.states}
    return {"catalogued": len(papers), "clear_record": bool(said), "records_agree": len(said) <= 1}


def stated(archive: Archive, what: str) -> str:
    """What the archive says of something, word for word as catalogued; empty where nothing."""
    paper = Item.objects.filter(archive=archive, certifies=what).exclude(states="").order_by("place").first()
    return f"{paper.states}（材料：{paper.title}）" if paper else ""


def unbroken(archive: Archive) -> bool:
    """Whether every hand-over joins the one before."""
    return not custody.broken(archive.id)


def imaged(archive: Archive) -> int:
    """How many pages the image has."""
    return Page.objects.filter(archive=archive).count()


def _own_mark(party: UUID | None) -> str:
    if party is None:
        return ""
    try:
        return parties.person(party).fingerprint
    except Refusal:
        return ""


def _plain(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asked.items()}


def held_for(tx: Tx, number: str) -> Archive:
    """The archive of the person with this number, for a listed body that asks for it; logged, refusals too.

    Who is on no list learns nothing, not even whether there is one.
    """
    on = today(tx)
    if not any(body(tx.actor.party, kind, on) for kind in ("department", "street")):
        raise Refusal(
            Text(
                "借阅由名册内的部门或街道机构办理",
                "Reading and borrowing is for departments and street bodies on the list",
            ),
            mend=Text("请先登记为借阅部门", "Have the body listed first"),
            clause=DOCUMENT + "8.z.s1",
        )
    mark = parties.person_fingerprint(number)
    note("archives.asked_for", subject=mark)
    with opened("archive asked for"):
        row = Archive.objects.filter(person_hash=mark).exclude(paper="sent").first()
    if row is None:
        raise Refusal(
            Text("没有找到此人的档案", "No archive of this person is kept here"),
            where="identity_number",
            mend=Text("请核对号码", "Check the number"),
        )
    return row
