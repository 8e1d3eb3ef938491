"""Drawing members: the list is announced and logged, the log's root fixes the seed, is stamped and published, then drawn.

Who looks on sees codes only: every candidate, who is avoided and for which named reason, the root, the outcome.
`gongbao.kernel.drawing` says the method, `gongbao.evidence.draws` checks the stamp too; the public page and its JSON file hold all that it needs.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from gongbao.evidence import draws as evidence
from gongbao.kernel import drawing
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db import clock
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import pool
from gongbao.platform.titles.models import Application, Draw, Expert, Meeting, Seat
from gongbao.platform.titles.words import refuse, value

AVOID = "gong-2020-17/art.3.4.4.s1.1"


def announce(tx: Tx, meeting: Meeting, why: str = "") -> Draw:
    """Publish from whom will be drawn and log the list's digest; a second draw needs a reason."""
    done = list(meeting.draws.order_by("number"))
    if done and not why.strip():
        raise refuse("重新抽取须写明理由", "a new draw needs a reason", where="why", clause=AVOID)
    if any(seat.state == "attending" for seat in meeting.seats.all()):
        raise refuse("已有委员到会，不能重新抽取", "members attend already: no new draw", clause=AVOID)
    day = meeting.held_on
    candidates = pool.available(meeting.room, meeting.speciality, day)
    announced = drawing.announcement(
        meeting.name, len(done) + 1, [each.code for each in candidates], _avoided(meeting, candidates), meeting.size,
        int(value(meeting.room, "reserves", day)), meeting.purpose,
    )  # fmt: skip
    digest = drawing.digest(announced)
    row = Draw.objects.create(
        office=meeting.office, party=meeting.party, meeting=meeting, number=len(done) + 1, why=why.strip(),
        announcement=announced, digest=digest, announced_at=tx.now,
    )  # fmt: skip
    tx.post(
        "audit",
        {
            "what": "titles.draw_announced",
            "subject": digest,
            "detail": {"digest": digest, "draw": str(row.key)},
        },
    )
    return row


def fix_root(tx: Tx, row: Draw) -> None:
    """Publish the log's root at the announcement's own row, timestamped: nobody can choose or exchange it."""
    if row.root:
        return
    found = audit.anchor(row.digest)
    if found is None:
        raise refuse(
            "日志还没有收录抽取名单",
            "the log has not taken the list in yet",
            ("请稍后再试", "try again in a moment"),
        )
    row.position, row.root = found.position, found.root
    row.checkpoint, row.stamp = evidence.stamp(found.position, found.root, letters.authority_of_stamps(tx))
    row.stamped_at = tx.now
    row.save(update_fields=["position", "root", "checkpoint", "stamp", "stamped_at"])
    tx.audit("titles.draw_root", draw=str(row.key), position=found.position, root=found.root)


def run(tx: Tx, row: Draw) -> None:
    """Draw, seat the members and tell them. Refused before the root is published."""
    if not row.root:
        raise refuse("请先公布日志根", "publish the log's root first")
    if row.drawn_at is not None:
        return
    _still_stamped(row, tx.now)
    drawn = drawing.draw(row.root, row.announcement)
    row.members, row.reserves, row.drawn_at = list(drawn.members), list(drawn.reserves), tx.now
    row.save(update_fields=["members", "reserves", "drawn_at"])
    meeting = row.meeting
    meeting.seats.all().delete()
    experts = {each.code: each for each in Expert.objects.filter(code__in=drawn.members)}
    for number, code in enumerate(drawn.members, 1):
        seat(tx, meeting, experts[code], number)
    tx.audit("titles.drawn", draw=str(row.key), members=list(drawn.members))


def _still_stamped(row: Draw, at: datetime) -> None:
    """The root drawn from must be the one that was stamped."""
    wrong = evidence.check(_told(row), letters.trust(at), at)
    if wrong.faults or wrong.open:
        said = (*wrong.faults, *wrong.open)[0]
        raise refuse(f"日志根的时间戳核对不上：{said.zh}", f"the root's timestamp does not hold: {said.say('en')}",
                     ("请查明原因，重新公布名单再抽取", "find out why; announce the list anew"), AVOID)  # fmt: skip


def seat(tx: Tx, meeting: Meeting, expert: Expert, number: int, instead_of: str = "") -> Seat:
    """Give an expert a place and tell them."""
    made = Seat.objects.create(
        office=meeting.office, party=expert.party, meeting=meeting, number=number, code=expert.code, expert=expert,
        instead_of=instead_of,
    )  # fmt: skip
    assert expert.party is not None
    text = Text(
        f"请参加{meeting.held_on}的{meeting.name}", f"You are asked to {meeting.name} on {meeting.held_on}"
    )
    messages.to_party(tx, expert.party, text, key=f"{meeting.key}:{expert.code}:invited")
    return made


def replace(tx: Tx, seat_: Seat) -> Seat | None:
    """Seat the next reserve of the last draw for somebody who cannot come; None when there is none left."""
    last = seat_.meeting.draws.exclude(drawn_at=None).order_by("-number").first()
    there = set(seat_.meeting.seats.values_list("code", flat=True))
    code = next((each for each in (last.reserves if last else ()) if each not in there), None)
    if code is None:
        return None
    number = seat_.meeting.seats.count() + 1
    return seat(tx, seat_.meeting, Expert.objects.get(code=code), number, seat_.code)


def published(draw: UUID) -> dict[str, Any] | None:
    """All that anybody needs to re-run a draw, as the public page and its file give it."""
    with parties.opened("a published draw"):
        row = Draw.objects.select_related("meeting").filter(key=draw).first()
        return _told(row) | _roots() if row else None


def checked(told: dict[str, Any], at: datetime) -> evidence.Checked:
    """A published draw checked here and now, with the house's own root."""
    with parties.opened("a published draw"):
        return evidence.check(told, letters.trust(at), at)


def _roots() -> dict[str, Any]:
    """The authority's root and what it says of revocations, for who checks elsewhere and compares the root first."""
    trust = letters.trust(clock.now())
    return {
        "timestamp_roots": [evidence.root_pem(each.dump()) for each in trust.roots],
        "crls": [b64encode(each.dump()).decode() for each in trust.crls],
    }


def _told(row: Draw) -> dict[str, Any]:
    return {
        "announcement": row.announcement, "digest": row.digest, "announced_at": row.announced_at.isoformat(), "why": row.why,
        "position": row.position, "root": row.root, "members": row.members, "reserves": row.reserves,
        "drawn_at": row.drawn_at.isoformat() if row.drawn_at else None,
        "checkpoint": row.checkpoint, "stamp": b64encode(bytes(row.stamp)).decode(),
    }  # fmt: skip


def draws() -> list[Draw]:
    """Every draw, the latest first: they are public."""
    with parties.opened("published draws"):
        return list(Draw.objects.select_related("meeting", "meeting__body").order_by("-announced_at")[:200])


def _avoided(meeting: Meeting, candidates: list[Expert]) -> dict[str, str]:
    """Who is left out because of one of the meeting's applicants, and the named reason."""
    applications = list(Application.objects.filter(items__meeting=meeting))
    found: dict[str, str] = {}
    for expert in candidates:
        why = next(filter(None, (conflict(expert, each) for each in applications)), "")
        if why:
            found[expert.code] = why
    return found


def conflict(expert: Expert, application: Application) -> str:
    """Why an expert may not judge an application, "" when they may: names are compared, so a namesake stays out too."""
    if expert.party == application.party:
        return "self"
    if expert.employer_code and expert.employer_code == application.employer_code:
        return "employer"
    return next(
        (str(each["why"]) for each in application.avoid if parties.same_name(str(each["name"]), expert.name)),
        "",
    )
