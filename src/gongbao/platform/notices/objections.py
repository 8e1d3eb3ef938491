"""Objections: taken within the period to its last second, handled against a clock, and what they block."""

from __future__ import annotations

import secrets as random
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import Calendar
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.notices.models import Notice, NoticeCase, Objection
from gongbao.platform.notices.publishing import locked
from gongbao.platform.notices.words import OUTCOMES

SEALED = "notices.objection"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Raised(NamedTuple):
    """The receipt of an objection: its number, when it was received, by when it is answered (if a limit is set)."""

    objection: UUID
    number: str
    received_at: datetime
    due: date | None


class Standing(NamedTuple):
    """What an objector, or an officer, sees of an objection."""

    objection: UUID
    number: str
    notice: str
    row: int
    text: str
    state: Text
    code: str
    reasons: str
    received_at: datetime
    due: date | None
    settled_at: datetime | None


class Clearance(NamedTuple):
    """Whether a case may be paid as far as its notices go, and if not, why and until when."""

    clear: bool
    reason: Text
    until: datetime | None = None


def anonymous(code: str = "") -> tuple[Actor, str]:
    """An actor for someone unnamed and the code that makes the same actor again, to ask for the outcome."""
    code = code.strip().upper() or "-".join(
        "".join(random.choice(_ALPHABET) for _ in range(4)) for _ in range(4)
    )
    party = UUID(hex=secrets.fingerprint(code, "objector")[:32])
    return Actor("public", name="public", party=party), code


def raise_objection(
    tx: Tx,
    slug: str,
    text: str,
    *,
    row: int = 0,
    evidence: Sequence[str] = (),
    name: str = "",
    contact: str = "",
    handling_days: int | None = None,
) -> Raised:
    """Take an objection to a notice (to one `row`, or 0 for the whole), up to 24:00 of its last day.

    `name` and `contact` are optional and sealed. `handling_days` (working days) sets the time to answer;
    the document sets none, so None records only how long it took.
    """
    found = Notice.objects.filter(slug=slug).first()
    notice = locked(found.pk if found else UUID(int=0))
    _open(tx, notice)
    if not text.strip():
        raise Refusal(Text("请写明异议的内容", "Say what you object to"), where=Text("异议内容").zh)
    if not 0 <= row <= notice.row_count:
        raise Refusal(Text(f"公示里没有第{row}行", f"The notice has no row {row}"))
    assert tx.actor.party is not None, "an objector is a party or anonymous()"
    notice.objections_total, notice.objections_open = notice.objections_total + 1, notice.objections_open + 1
    notice.save(update_fields=["objections_total", "objections_open"])
    due = (
        None
        if handling_days is None
        else Calendar.as_known().add_working_days(local_day(tx.now), handling_days)
    )
    made = Objection.objects.create(
        notice=notice,
        number=f"{notice.slug}-{notice.objections_total:03d}",
        office=notice.office,
        party=tx.actor.party,
        row=row,
        text=text.strip(),
        evidence=list(evidence),
        received_at=tx.now,
        due=due,
        name_sealed=secrets.seal(name, SEALED) if name else None,
        contact_sealed=secrets.seal(contact, SEALED) if contact else None,
    )
    return Raised(made.pk, made.number, made.received_at, due)


def settle(tx: Tx, objection: UUID, outcome: str, reasons: str) -> None:
    """Decide an objection: ``upheld``, ``partly`` or ``rejected``, with reasons."""
    row = Objection.objects.filter(pk=objection).first()
    if row is None:
        raise Refusal(Text("没有这份异议", "No such objection"))
    notice = locked(row.notice_id)
    row = Objection.objects.select_for_update().get(pk=objection)
    if row.state != "open":
        raise Refusal(Text("这份异议已经办结", "This objection is settled"), where=row.number)
    if outcome not in OUTCOMES or outcome == "open" or not reasons.strip():
        raise Refusal(
            Text("请选择办理结果并写明理由", "Choose an outcome and give reasons"), where=row.number
        )
    row.state, row.reasons, row.settled_at = outcome, reasons.strip(), tx.now
    row.settled_by = str(tx.actor.account or tx.actor.kind)
    row.save()
    notice.objections_open -= 1
    notice.save(update_fields=["objections_open"])
    tx.audit("objection.settled", objection=row.number, outcome=outcome)


def open_objections(case: UUID) -> list[Standing]:
    """The unsettled objections to a case: to its row, or to the whole of a notice it is in."""
    return [standing(o) for o in _against(case, ["open"])]


def objections(*, office: str = "", state: str = "", notice: UUID | None = None) -> list[Standing]:
    """Objections by office, state or notice, those due first ahead."""
    wanted = {"office": office, "state": state, "notice": notice}
    rows = Objection.objects.filter(**{k: v for k, v in wanted.items() if v}).select_related("notice")
    return [standing(o) for o in rows.order_by("due", "received_at")]


def clearance(case: UUID, now: datetime) -> Clearance:
    """Whether a case's publicity is over without an objection standing against it."""
    told = NoticeCase.objects.filter(case=case).exclude(notice__state="withdrawn").select_related("notice")
    latest = max((t.notice for t in told), key=lambda n: (n.published_at, n.pk), default=None)
    if latest is None:
        return Clearance(False, Text("尚未公示", "Not yet published"))
    if latest.state == "corrected":
        return Clearance(False, Text("公示已更正，更正后未再列入", "Left out of the corrected notice"))
    if latest.state == "suspended" or latest.closes_at is None:
        return Clearance(False, Text("公示中止", "The notice is suspended"))
    if now < latest.closes_at:
        return Clearance(
            False,
            Text(f"公示至 {latest.last_day} 24时", f"Published until the end of {latest.last_day}"),
            latest.closes_at,
        )
    if _against(case, ["open"]):
        return Clearance(False, Text("有异议尚未办结", "An objection is open"))
    if any(o.notice_id == latest.pk for o in _against(case, ["upheld", "partly"])):
        return Clearance(
            False, Text("异议成立，须更正后重新公示", "An objection was upheld; publish a correction")
        )
    return Clearance(True, Text("公示期满无异议", "Published without objection"))


def reveal_objector(objection: UUID) -> tuple[str, str]:
    """Name and contact of an objector, unsealed; the caller logs the reveal."""
    row = Objection.objects.get(pk=objection)
    name, contact = row.name_sealed, row.contact_sealed
    return (
        secrets.unseal(bytes(name), SEALED) if name else "",
        secrets.unseal(bytes(contact), SEALED) if contact else "",
    )


def standing(row: Objection) -> Standing:
    """An objection as its reader sees it."""
    return Standing(
        row.pk,
        row.number,
        row.notice.slug,
        row.row,
        row.text,
        OUTCOMES[row.state],
        row.state,
        row.reasons,
        row.received_at,
        row.due,
        row.settled_at,
    )


def _against(case: UUID, states: list[str]) -> list[Objection]:
    places = dict(NoticeCase.objects.filter(case=case).values_list("notice", "row"))
    rows = Objection.objects.filter(notice__in=places, state__in=states).select_related("notice")
    return [o for o in rows.order_by("received_at") if o.row in (0, places[o.notice_id])]


def _open(tx: Tx, notice: Notice) -> None:
    if notice.state == "suspended" or (
        notice.state == "open" and notice.closes_at is not None and tx.now < notice.closes_at
    ):
        return
    when = f"，已于 {notice.last_day} 24时截止" if notice.last_day else ""
    raise Refusal(
        Text(
            f"这份公示已不再接受异议{when}",
            f"This notice takes no more objections (last day {notice.last_day})",
        ),
        where=notice.slug,
        clause=notice.clause,
        mend=Text(
            "公示期满后仍可通过信访、举报或依法申请复议反映。", "You may still report or apply for review."
        ),
    )
