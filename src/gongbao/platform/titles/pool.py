"""The city's pool of experts: entered by bodies, with specialities and terms; suspended or removed with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.titles.models import Expert, Seat
from gongbao.platform.titles.words import CITY_OFFICE, CITY_ROLE, ROOMS, refuse, value

POOL = "gong-2020-17/art.3.4.3.s4"


def enter(
    tx: Tx,
    person: UUID,
    *,
    source: UUID,
    specialities: Sequence[str],
    title: str,
    employer_code: str = "",
    employer_name: str = "",
    term: tuple[date, date],
) -> str:
    """Enter a person for a term; returns the public code. Entered again, the new values hold under the same code."""
    _manager(tx, source)
    years = value(next(iter(ROOMS)), "filing_years", term[0])
    if not specialities or not term[0] <= term[1] < term[0].replace(year=term[0].year + years):
        raise refuse(
            f"请填写专业；聘期最长{years}年",
            f"give specialities; a term is {years} years at most",
            clause=POOL,
        )
    tx.lock("titles/pool")
    with parties.opened("experts"):
        known = Expert.objects.filter(party=person).first()
        code = known.code if known else f"E{Expert.objects.count() + 1:05}"
        Expert.objects.update_or_create(
            party=person,
            defaults={"office": CITY_OFFICE, "code": code, "name": parties.person(person).name, "employer_code": employer_code,
                      "employer_name": employer_name, "specialities": list(specialities), "title": title, "source": source,
                      "term_from": term[0], "term_to": term[1]},
        )  # fmt: skip
    tx.audit("titles.expert", code=code, specialities=list(specialities))
    return code


def suspend(tx: Tx, code: str, until: date, reason: str) -> None:
    """Leave an expert out of draws until a day."""
    row = _of(tx, code, reason)
    row.suspended_until = until
    row.save(update_fields=["suspended_until"])
    tx.audit("titles.expert_suspended", code=code, until=until.isoformat(), reason=reason)


def remove(tx: Tx, code: str, reason: str) -> None:
    """Take an expert out of the pool for good."""
    row = _of(tx, code, reason)
    row.removed = reason.strip()[:200]
    row.save(update_fields=["removed"])
    tx.audit("titles.expert_removed", code=code, reason=reason)


def available(room: str, speciality: str, on: date) -> list[Expert]:
    """Who may be drawn for a speciality ("" for any) on a day: in term, not suspended, not at the year's limit."""
    rows = Expert.objects.filter(
        Q(suspended_until=None) | Q(suspended_until__lt=on), removed="", term_from__lte=on, term_to__gte=on
    )
    if speciality:
        rows = rows.filter(specialities__contains=[speciality])
    most = value(room, "expert_load", on)
    busy = _loads(on.year)
    return [row for row in rows.order_by("code") if busy.get(row.key, 0) < most]


def _loads(year: int) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for expert in (
        Seat.objects.filter(meeting__held_on__year=year)
        .exclude(state="away")
        .values_list("expert_id", flat=True)
    ):
        found[expert] = found.get(expert, 0) + 1
    return found


def experts(source: UUID | None = None) -> list[Expert]:
    """The pool, or what one body entered, by code."""
    with parties.opened("experts"):
        rows = Expert.objects.filter(source=source) if source else Expert.objects.all()
        return list(rows.order_by("code"))


def _of(tx: Tx, code: str, reason: str) -> Expert:
    row = Expert.objects.filter(code=code).first()
    if row is None or not reason.strip():
        raise refuse("请填写专家编号和理由", "give the expert's code and why", where="code")
    _manager(tx, row.source)
    return row


def _manager(tx: Tx, source: UUID) -> None:
    own = tx.actor.kind == "party" and tx.actor.party == source
    if tx.actor.kind != "system" and not own and CITY_ROLE not in tx.actor.roles:
        raise refuse(
            "由入库机构或市人社局办理", "the body that entered them, or the city, does this", clause=POOL
        )
