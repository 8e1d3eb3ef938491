"""Who may ask about an archive: the person, and bodies on the list until their entry ends; asked through a number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import outside, parking
from gongbao.platform.personnel_archives.models import Archive, Body
from gongbao.platform.personnel_archives.words import BODIES, COMPLAINT, DOCUMENT, LOAN

READERS = ("department", "street")
ASKERS = ("department", "street", "employer", "keeper")


def today(tx: Tx) -> date:
    """The day of the command in Beijing."""
    return tx.now.astimezone(ZONE).date()


def body(party: UUID | None, kind: str, on: date) -> Body | None:
    """The party as a listed body of a kind on a day."""
    row = _listed(party, kind)
    return row if row and (row.valid_until is None or row.valid_until >= on) else None


def bodies(office: str) -> list[Body]:
    """The list of an office ("" for all), those about to end first."""
    rows = Body.objects.order_by("valid_until", "name")
    return list(rows.filter(office=office) if office else rows)


def may_keep(name: str, on: date) -> bool:
    """Whether a unit or body of this name is on the list of those that may keep archives."""
    with opened("keepers of archives"):
        found = list(Body.objects.filter(kind="keeper", name=name.strip())) if name.strip() else []
    return any(row.valid_until is None or row.valid_until >= on for row in found)


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
    """Put a party on the list of ``department``, ``street``, ``employer`` or ``keeper`` bodies, or renew its entry."""
    if kind not in BODIES:
        raise Refusal(
            Text("名册里没有这一类", "There is no such list"),
            where="kind",
            mend=Text("请从列表中选", "Choose one of the list"),
            clause=DOCUMENT + "8.z.s1",
        )
    row, _ = Body.objects.update_or_create(
        party=party, kind=kind,
        defaults={"office": office, "name": name, "street": street, "valid_until": valid_until},
    )  # fmt: skip
    tx.audit("archives.listed", body=str(row.id), kind=kind, until=str(valid_until or ""))
    return row.id


def archive_asked(tx: Tx, case: Case, archive: UUID | None) -> Archive | None:
    """The archive a case asks about: one's own, or another's for a listed body; refuses everybody else."""
    if case.procedure == COMPLAINT:
        return None
    on = today(tx)
    with opened("archive of a request"):
        if archive is None:
            return Archive.objects.filter(party=case.party).exclude(paper="sent").first()
        row = Archive.objects.filter(pk=archive).first()
    listed = any(body(case.party, kind, on) for kind in ASKERS) or (
        row is not None and employs(row, case.party)
    )
    if row is None or (row.party != case.party and not listed):
        raise Refusal(
            Text("没有这份档案，或您不能申请", "There is no such archive, or it is not yours to ask about"),
            mend=Text("本人办理，或由名册内的部门办理", "The person asks, or a department on the list"),
            clause=DOCUMENT + "8.z.s2",
        )
    if case.procedure == LOAN:
        check_listed(case.party, READERS, on)
    return row


def check_listed(party: UUID | None, kinds: tuple[str, ...], on: date) -> None:
    """Refuse who is on none of these lists, or whose entry has ended: the two are told apart."""
    if any(body(party, kind, on) for kind in kinds):
        return
    if ended := next(filter(None, (_listed(party, kind) for kind in kinds)), None):
        raise Ended(
            Text(
                f"名册登记已于{ended.valid_until}到期",
                f"The entry on the list ended on {ended.valid_until}",
            ),
            mend=Text(
                "请公服中心续登记后继续，已填的内容保留", "Have it renewed and go on; what you wrote is kept"
            ),
            clause=DOCUMENT + "8.z.s1",
        )
    raise Refusal(
        Text(
            "借阅由名册内的部门或街道机构办理",
            "Reading and borrowing is for departments and street bodies on the list",
        )
        if kinds == READERS
        else Text("由名册内的单位和机构办理", "For units and bodies on the list"),
        mend=Text("请先由公服中心登记进名册", "Have the body listed by the centre first"),
        clause=DOCUMENT + "8.z.s1",
    )


class Ended(Refusal):
    """A mandate or an entry on a list has ended: what was asked is parked, and taken up once it is renewed."""


def held_for(tx: Tx, number: str, kinds: tuple[str, ...] = READERS) -> Archive:
    """The archive of the person with this number, for a listed body that asks for it; logged, refusals too.

    For certificates and copies the person's employer counts too, as the insurance register names it. Who is on no
    list learns nothing, not even whether there is one.
    """
    mark = parties.person_fingerprint(number)
    note("archives.asked_for", subject=mark)
    with opened("archive asked for"):
        row = Archive.objects.filter(person_hash=mark).exclude(paper="sent").first()
    if kinds == READERS or row is None or not employs(row, tx.actor.party):
        check_listed(tx.actor.party, kinds, today(tx))
    if row is None:
        raise Refusal(
            Text("没有找到此人的档案", "No archive of this person is kept here"),
            where="identity_number",
            mend=Text("请核对号码", "Check the number"),
            clause=DOCUMENT + "8.s2",
        )
    return row


def park_request(tx: Tx, office: str, why: Refusal, asked: Mapping[str, Any]) -> UUID:
    """Keep a request whose mandate or entry has ended, for whoever sent it; it is taken up once that is renewed."""
    owner = tx.actor.party
    return parking.park(tx, office, str(asked["title"]), why, dict(asked), kind="request", party=owner)


def employs(archive: Archive, party: UUID | None) -> bool:
    """Whether the insurance register says that a firm employs the archive's person now."""
    work = outside.says(archive.person_hash, "insurance")
    if party is None or not work or work.get("ended") or not work.get("firm"):
        return False
    firm = parties.find_firm(str(work["firm"]))
    return firm is not None and firm.key == party


def _listed(party: UUID | None, kind: str) -> Body | None:
    with opened("listed bodies"):
        return Body.objects.filter(party=party, kind=kind).first() if party else None
