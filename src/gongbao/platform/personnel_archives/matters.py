"""Cases of the room: what each is about, and the facts its rules are asked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases import services as cases
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import custody, outside, permits
from gongbao.platform.personnel_archives.asking import archive_asked, body, employs, may_keep
from gongbao.platform.personnel_archives.models import Archive, Item, Loan, Matter, Page
from gongbao.platform.personnel_archives.words import COMPLAINT, DOCUMENT, INTAKE, LOAN, REQUEST, TRANSFER
from gongbao.policies.personnel_archives.forms import CERTIFIABLE, MISSING
from gongbao.policies.personnel_archives.rules import MAY_ASK

TITLES = {
    INTAKE: "个人委托存档", REQUEST: "档案证明和复印", LOAN: "档案借阅", TRANSFER: "档案转递", COMPLAINT: "诉求",
}  # fmt: skip
FINDINGS = frozenset({
    "other_person_found", "development_centre_found", "near_found", "transfer_found", "purpose_found",
    "material_found", "relevant_found", "asker_found", "matter_found", "image_insufficient_found",
})  # fmt: skip
"""The facts a person of the centre finds."""
TOLD = frozenset({"own_file", "wishes_return", "notice_served", "promise_given"})
"""The facts an applicant tells, or a step keeps; every other is found or on record."""


def send(
    tx: Tx, procedure: str, office: str, asked: Mapping[str, Any], archive: UUID | None = None
) -> dict[str, Any]:
    """Open a case for the acting party and send it in; returns what `cases.act` does.

    Refuses somebody who asks about an archive that is not theirs without being a listed body or its keeper.
    """
    party = tx.actor.party
    if party is None:
        raise Refusal(
            Text("请先登录", "Sign in first"),
            mend=Text("登录后继续", "Go on once signed in"),
            clause=DOCUMENT + "8.s1",
        )
    case = cases.open_case(tx, procedure, office, party, TITLES[procedure])
    return submit(tx, case, asked, archive)


def submit(tx: Tx, case: cases.Case, asked: Mapping[str, Any], archive: UUID | None = None) -> dict[str, Any]:
    """Send a case in, or again after a return, keeping what is asked."""
    row = archive_asked(tx, case, archive)
    if case.procedure == TRANSFER:
        _receiver_named(asked)
    if tx.actor.on_behalf_of:
        asked = {**asked, "by_agent": True}
    Matter.objects.update_or_create(
        case=case.key,
        defaults={"office": case.office, "party": case.party, "archive": row, "asked": _plain(asked)},
    )
    action = "submit" if case.state == "draft" else "resubmit"
    role = "system" if tx.actor.kind == "system" else "applicant"
    return cases.act(tx, case.key, action, role, {}, {"form": _plain(asked)})


def check_missing(missing: Sequence[str], on: date) -> None:
    """Refuse a return that asks for what a register can give (7.s3)."""
    for name in missing:
        label, shared = MISSING[name]
        if MAY_ASK.at(on).determine({"shared_source": shared, "source_down": False}).outcome != "met":
            raise Refusal(
                Text(
                    f"“{label.zh}”可以共享取得，不能要求提供",
                    f"“{label.en}” comes from a register and is not asked for",
                ),
                where="missing",
                mend=Text(
                    "请从登记导入中查询；查不到的由中心核实",
                    "Look it up in the imported registers, or verify it yourself",
                ),
                clause=DOCUMENT + "7.s3",
            )
    if not missing:
        raise Refusal(
            Text("没有写缺什么", "It is not said what is missing"),
            where="missing",
            mend=Text("一次写清全部需要补的", "Name everything at once"),
            clause=DOCUMENT + "7.s3",
        )


def of(case: UUID) -> Matter:
    """What a case is about."""
    row = Matter.objects.select_related("archive").filter(case=case).first()
    if row is None:
        raise Refusal(
            Text("办件还没有提交", "The case was not sent in yet"),
            mend=Text("请申请人先提交", "The applicant sends it in first"),
            clause=DOCUMENT + "7.s1",
        )
    return row


def find(tx: Tx, case: UUID, found: Mapping[str, bool]) -> None:
    """Record what a person of the centre found; refuses anything that is not theirs to find."""
    strange = sorted(set(found) - FINDINGS)
    if strange or tx.actor.kind != "officer":
        raise Refusal(
            Text("不是由公服中心认定的事项", "This is not the centre's to find"),
            where=", ".join(strange),
            mend=Text("只认定页面上列出的事项", "Find only what the page lists"),
            clause=DOCUMENT + "7.s1",
        )
    row = Matter.objects.select_for_update().get(case=case)
    row.found = {**row.found, **{name: bool(value) for name, value in found.items()}}
    row.save(update_fields=["found"])
    tx.event(case, "found", {"found": dict(row.found)})


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


def facts(row: Matter, on: date) -> dict[str, Any]:
    """Everything known on a day for the rules of a case: asked, found, on record, told by registers."""
    archive = row.archive
    mark = archive.person_hash if archive else _own_mark(row.party)
    known = outside.facts_of(mark, row.office) if mark else {}
    known |= _of_archive(archive) if archive else {"stored_here": False}
    known |= {name: bool(row.asked[name]) for name in TOLD if name in row.asked}
    for name in ("purpose", "matter", "destination", "post"):
        if row.asked.get(name):
            known[name] = row.asked[name]
    if "matter" in known:
        known["purpose_stated"] = bool(str(known.pop("purpose", "")).strip())
    if row.asked.get("destination"):
        known |= _of_destination(row, mark, on)
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


def _of_destination(row: Matter, mark: str, on: date) -> dict[str, Any]:
    """Whether a transfer goes to the household's centre, or to somebody on the list of keepers (2.s1)."""
    house = outside.says(mark, "household") if mark else None
    keeps = may_keep(str(row.asked.get("destination_name") or ""), on)
    return {
        "wishes_return": row.asked["destination"] == "origin", "employer_may_keep": keeps, "body_may_keep": keeps,
        "centre_of_household": bool(house) and house.get("office") == row.asked.get("destination_office"),
    }  # type: ignore[union-attr] # fmt: skip


def _receiver_named(asked: Mapping[str, Any]) -> None:
    """Refuse a transfer that does not say to whom."""
    if (
        asked.get("destination") in ("district_centre", "stay")
        or str(asked.get("destination_name") or "").strip()
    ):
        return
    raise Refusal(
        Text("没有写接收单位", "The receiver is not named"),
        where="destination_name",
        mend=Text("请写接收单位全称", "Give its full name"),
        clause=DOCUMENT + "2.s1",
    )


def _of_asker(row: Matter, on: date) -> dict[str, Any]:
    if row.archive is not None and row.party == row.archive.party:
        return {"asker": "agent", "mandate_valid": True} if row.asked.get("by_agent") else {"asker": "self"}
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
    hired = employs(row.archive, row.party)
    unit = hired or body(row.party, "employer", on) or body(row.party, "keeper", on)
    return {"asker": "employer", "employs": hired} if unit else {"asker": "other"}


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
