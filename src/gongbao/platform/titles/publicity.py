"""The public notice of those who passed: published on acceptance, open to anybody's objection, answered."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, Event, lock_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import applying, meetings
from gongbao.platform.titles.models import Application, Item, Meeting
from gongbao.platform.titles.words import CITY_OFFICE, CITY_ROLE, SITE, clause_of, refuse, value
from gongbao.policies import policy

COLUMNS = (
    Text("姓名", "Name"), Text("单位", "Employer"), Text("职称", "Title"), Text("专业", "Speciality"), Text("公示网站", "Site"),
)  # fmt: skip
_together: ContextVar[bool] = ContextVar("accepted together", default=False)
SETTLED = {"unfounded": "rejected", "upheld": "upheld"}


def publish(tx: Tx, case: Case, act: Act) -> None:
    """One accepted case, published by itself unless its meeting's results are accepted together."""
    if _together.get():
        return
    with parties.opened("publicity"):
        _publish(tx, [(case, applying.of(case.key))])


def accept_meeting(actor: Actor, meeting: Any, raw: dict[str, Any], *, key: str) -> dict[str, Any]:
    """The city accepts what a meeting passed, all of it in one notice. Raises Refusal."""

    def command(tx: Tx) -> dict[str, Any]:
        if CITY_ROLE not in tx.actor.roles:
            raise refuse("由市人社局职称管理验收", "the city bureau accepts the results")
        rows = [
            item.application
            for item in Item.objects.select_related("application")
            .filter(meeting_id=meeting, passed=True)
            .order_by("number")
        ]
        cases = [(lock_case(row.case), row) for row in rows]
        waiting = [(case, row) for case, row in cases if case.state == "acceptance"]
        if not waiting:
            raise refuse("这次会议没有待验收的结果", "nothing of this meeting waits for acceptance")
        token = _together.set(True)
        try:
            for case, _ in waiting:
                casework.step(tx, case, "accept_results", raw=raw)
        finally:
            _together.reset(token)
        return {"notice": _publish(tx, waiting), "accepted": len(waiting)}

    done: dict[str, Any] = meetings.command(actor, key, "accept_meeting", command, [str(meeting), raw])
    return done


def object_to(
    slug: str, text: str, *, key: str, actor: Actor | None = None, row: int = 1, name: str = "", contact: str = "",
    evidence: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """Take anybody's objection to one row of a notice; without an `actor` it is anonymous and gets a code."""
    code = ""
    if actor is None or actor.party is None:
        who, code = notices.anonymous()
    else:
        who = actor
    entering = Actor("system", account=who.account, name="公众", party=who.party, person=who.person)

    def command(tx: Tx) -> dict[str, Any]:
        raised = notices.raise_objection(
            tx, slug, text, row=row, evidence=list(evidence), name=name, contact=contact
        )
        told = Application.objects.filter(notice=slug, notice_row=row).first() if row else None
        if told is None:
            raise refuse(
                "请选择对公示中的哪一位提出异议", "choose whom of the notice you object to", where="row"
            )
        raw = {"name": name or "匿名", "contact": contact or "未留", "statement": text}
        done = casework.step(tx, lock_case(told.case), "object", raw=raw)
        tx.event(
            told.case, "objection_linked", {"objection": str(raised.objection), "sequence": done["sequence"]}
        )
        return {"number": raised.number, "received_at": raised.received_at.isoformat(), "due": raised.due,
                "receipt": done["receipt"], "code": code}  # fmt: skip

    done: dict[str, Any] = write(
        command, actor=entering, key=key, name="titles.object", request=[slug, row, text, name, contact]
    )
    return done


def settle(tx: Tx, case: Case, act: Act) -> None:
    """Answer the notice's objections as the case's were settled, and tell who asks with the receipt's code."""
    outcome = SETTLED.get(str(act.body.get("outcome")), "")
    given = act.personal.get(casework.FORM) or {}
    if act.action != "settle_objection" or not outcome:
        return
    with parties.opened("objections of a case"):
        linked = Event.objects.filter(case=case.key, action="objection_linked").order_by("sequence")
        open_ = {each.objection for each in notices.open_objections(case.key)}
        for event in linked:
            objection = UUID(event.body["objection"])
            if objection in open_:
                notices.settle(tx, objection, outcome, str(given.get("answer", "")))
                if outcome == "rejected":
                    break


def standing_of(code: str, number: str) -> Any:
    """What an anonymous objector sees of an objection, by code and number; refuses when they do not fit."""
    actor, _ = notices.anonymous(code)
    with read(actor, purpose="own objection"):
        found = next((each for each in notices.objections() if each.number == number), None)
    if found is None:
        raise refuse(
            "编号与查询码不符", "number and code do not fit", ("请核对回执", "see your receipt"), where="code"
        )
    return found


def _publish(tx: Tx, rows: Sequence[tuple[Case, Application]]) -> str:
    """One notice at the city bureau for the working days in force; each title's own site stands beside it."""
    day, room = local_day(tx.now), rows[0][0].room
    told = [notices.Told(case.key, case.office, case.party, _row(row, day)) for case, row in rows]
    title = Text(
        f"{policy(room).title.zh}评审通过人员公示（{len(told)}人）",
        f"{policy(room).title.en}: {len(told)} who passed",
    )
    notice = notices.publish(
        tx, told, CITY_OFFICE, title, COLUMNS, days=int(value(room, "publicity_working_days", day)), room=room,
        clause=clause_of(room, "publicity_working_days"),
    )  # fmt: skip
    for place, (_, row) in enumerate(rows, 1):
        row.notice, row.notice_row = notice.slug, place
        row.save(update_fields=["notice", "notice_row"])
    return notice.slug


def _row(row: Application, day: Any) -> list[str]:
    book = policy(row.room).parameters
    sites: Any = book["publicity_site_of_level"].at(day).value if "publicity_site_of_level" in book else {}
    return [row.name, row.employer_name, row.title, row.speciality, sites.get(row.title, SITE.zh)]


def to_accept() -> list[tuple[Meeting, int]]:
    """Meetings with results that wait for the city's acceptance, and how many."""
    with parties.opened("results to accept"):
        rows = list(
            Item.objects.filter(passed=True, application__notice="").select_related("meeting", "application")
        )
        waiting = frozenset(
            Case.objects.filter(
                key__among=frozenset(row.application.case for row in rows), state="acceptance"
            ).values_list("key", flat=True)
        )
    found: dict[Any, tuple[Meeting, int]] = {}
    for row in rows:
        if row.application.case in waiting:
            found[row.meeting_id] = (row.meeting, found.get(row.meeting_id, (row.meeting, 0))[1] + 1)
    return list(found.values())
