"""Review bodies: what their filing covers, and rectification → suspension → withdrawal (3.4.3, 3.4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongbao.kernel.calendar import Calendar
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import committees
from gongbao.platform.titles.models import Body, Order
from gongbao.platform.titles.words import (
    BODY_STATES,
    CITY_OFFICE,
    CITY_ROLE,
    KINDS,
    ORGANISATION,
    refuse,
    title_rooms,
    titles_of,
    value,
)
from gongbao.policies import policy

FILED, STEPS = "gong-2020-17/art.3.4.3.s2", "gong-2020-17/art.3.4.4.s6"
NEXT = {
    "rectify": ("rectifying", ("active",)),
    "restore": ("active", ("rectifying", "suspended")),
    "suspend": ("suspended", ("rectifying",)),
    "withdraw": ("withdrawn", ("suspended",)),
}
"""What may be ordered, from where, and what a body then is: suspension only after a rectification failed."""
ORDERS = {
    "rectify": Text("责令限期整改", "Order to rectify"),
    "restore": Text("整改合格，恢复", "Rectified: restored"),
    "suspend": Text("暂停评审工作", "Suspend"),
    "withdraw": Text("收回评审权", "Withdraw the authority"),
}


def accredit(
    tx: Tx,
    credit_code: str,
    name: str,
    kind: str,
    authority: Sequence[tuple[str, str, str]],
    first: date,
    last: date,
) -> UUID:
    """File a body for rooms, titles and specialities ("" for every one), for at most the longest term.

    Refused for a level which the document gives to another office."""
    _city(tx)
    if kind not in KINDS or not authority or any(room not in title_rooms() for room, _, _ in authority):
        raise refuse("机构类别或评审范围不对", "the kind or the scope is wrong", clause=FILED)
    for room, title, _ in authority:
        if title and title not in titles_of(room):
            raise refuse(
                f"{policy(room).title.zh}没有“{title}”", f"no such title: {title}",
                ("可填：" + "、".join(titles_of(room)), "one of: " + ", ".join(titles_of(room))), FILED, "titles",
            )  # fmt: skip
    for room in dict.fromkeys(each for each, _, _ in authority):
        committees.require_office(room, name, [title for each, title, _ in authority if each == room], first)
    years = value(authority[0][0], "filing_years", first)
    if not first <= last < first.replace(year=first.year + years):
        raise refuse(
            f"备案有效期最长{years}年",
            f"a filing holds for {years} years at most",
            clause=FILED,
            where="valid_until",
        )
    party = parties.register_organisation(tx, ORGANISATION, credit_code, name, office=CITY_OFFICE)
    scope = [list(each) for each in authority]
    with parties.opened("review body filed"):
        Body.objects.update_or_create(
            party=party,
            defaults={"office": CITY_OFFICE, "name": name, "kind": kind, "authority": scope, "valid_from": first,
                      "valid_until": last, "state": "active"},
        )  # fmt: skip
    tx.audit("titles.accredited", body=str(party), name=name)
    return party


def order(tx: Tx, party: UUID, kind: str, reason: str) -> date | None:
    """Order something of a body, one step after the other; returns the day by which it must have rectified."""
    _city(tx)
    row = Body.objects.select_for_update().filter(party=party).first()
    if row is None or kind not in NEXT or not reason.strip():
        raise refuse("请选择机构和措施，并写明理由", "choose a body and a measure, and say why", clause=STEPS)
    after, before = NEXT[kind]
    if row.state not in before:
        now = BODY_STATES[row.state]
        raise refuse(
            f"该机构现为“{now.zh}”，不能直接“{ORDERS[kind].zh}”", f"the body is {now.en}: not to be ordered now",
            ("整改无明显改善或逾期不改的，才能暂停；暂停后才能收回", "suspension follows a failed rectification, withdrawal a suspension"),
            STEPS,
        )  # fmt: skip
    today = local_day(tx.now)
    due = None
    if kind == "rectify":
        room = row.authority[0][0]
        due = Calendar.as_known().add_working_days(today, value(room, "rectification_working_days", today))
    Order.objects.create(
        office=CITY_OFFICE, party=party, body=row, kind=kind, reason=reason.strip(), on=today, due=due
    )
    row.state = after
    row.save(update_fields=["state"])
    tx.audit("titles.order", body=str(party), kind=kind, reason=reason.strip())
    messages.to_party(
        tx, party, Text(f"{ORDERS[kind].zh}：{reason}", f"{ORDERS[kind].en}: {reason}"), key=f"{tx.key}:order"
    )
    return due


def may_review(row: Body, room: str, title: str, speciality: str, on: date) -> bool:
    """Whether the body's filing covers the title and speciality on a day, and it is not suspended."""
    if row.state in ("suspended", "withdrawn") or not row.valid_from <= on <= row.valid_until:
        return False
    return any(r == room and t in ("", title) and s in ("", speciality) for r, t, s in row.authority)


def require(row: Body, room: str, title: str, speciality: str, on: date) -> None:
    """Raises Refusal, saying what the body lacks."""
    if row.state in ("suspended", "withdrawn"):
        raise refuse(
            f"{row.name}现为“{BODY_STATES[row.state].zh}”，不能开展评审",
            f"{row.name} may not review now",
            clause=STEPS,
        )
    if not may_review(row, room, title, speciality, on):
        raise Refusal(
            Text(f"{row.name}的备案不含{speciality}{title}", f"the filing of {row.name} does not cover {title}"),
            mend=Text("请向市人社局办理备案", "File it with the city bureau"), clause=FILED,
        )  # fmt: skip


def bodies() -> list[Body]:
    """Every body, by name; inside a reading."""
    with parties.opened("review bodies"):
        return list(Body.objects.order_by("name").prefetch_related("orders"))


def body_of(party: UUID | None) -> Body | None:
    """The body that is this party."""
    with parties.opened("review body"):
        return Body.objects.filter(party=party).first() if party else None


def _city(tx: Tx) -> None:
    if tx.actor.kind != "system" and CITY_ROLE not in tx.actor.roles:
        raise refuse("由市人社局职称管理办理", "the city bureau does this")
