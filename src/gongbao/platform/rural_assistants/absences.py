"""What takes somebody from the village: leave, duties elsewhere, full-time study (13, 14, 21)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.calendar import Calendar
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import (
    applied,
    asked,
    carries,
    given,
    required,
    tell,
    tell_office,
)
from gongbao.platform.rural_assistants.models import Absence, Assistant
from gongbao.platform.rural_assistants.words import DUTY, LEAVE, STUDY, refuse, today_of
from gongbao.policies.rural_assistants.dates import LeaveDays, Span, leave_days
from gongbao.policies.rural_assistants.rules import DUTY as MAY_SEND
from gongbao.policies.rural_assistants.rules import LEAVE as MAY_LEAVE
from gongbao.policies.rural_assistants.rules import LEAVE_FILING
from gongbao.policies.rural_assistants.rules import STUDY as MAY_STUDY

DISTRICTS_OWN = ("township_stage", "post_training")
"""Duties the district approves; the city approves all others (13.s3, 13.s4)."""


def serving(party: UUID | None, first: date, last: date) -> Assistant:
    """The assistant who is this person, on duty from the first to the last day. Raises Refusal."""
    row = Assistant.objects.filter(party=party, left_how="", serves_from__isnull=False).first()
    if (
        row is None
        or row.serves_from is None
        or first < row.serves_from
        or (row.ends_on and last > row.ends_on)
    ):
        raise refuse(
            "2", "起止日期内不在岗服务", "Not on duty on these days",
            "请核对日期；只有在岗协理员可以办理", "Check the days; only for assistants on duty", "starts_on",
        )  # fmt: skip
    return row


def days_of(row: Assistant, span: Span, on: date, besides: UUID | None = None) -> LeaveDays:
    """The working days of a leave and of those back to back with it."""
    others = Absence.objects.filter(assistant=row, what="leave", state__in=("asked", "approved")).exclude(
        case=besides
    )
    spans = [Span(each.starts_on, each.ends_on) for each in others]
    return leave_days(span, spans, Calendar.as_known(on))


def _span(told: dict[str, Any]) -> Span:
    return Span(date.fromisoformat(told["starts_on"]), date.fromisoformat(told["ends_on"]))


@carries("take_leave", LEAVE)
def take_leave(tx: Tx, case: Case, act: Act) -> None:
    """Keep a leave asked for and lead it to the village and the township (14.1)."""
    told, today = given(case, act), today_of(tx.now)
    span = _span(told)
    row = serving(case.party, *span)
    tx.lock(f"rural:absence:{row.id}")
    days = days_of(row, span, today, case.key)
    facts = {
        "working_days": days.working,
        "calendar_days": days.calendar,
        "village_consented": True,
        "township_approved": True,
    }
    mend = Text("周末和节假日不用请假；调休上班日要请", "Rest days need no leave; make-up working days do")
    required(MAY_LEAVE, facts, today, mend, "starts_on")
    Absence.objects.create(
        office=row.office, party=row.party, case=case.key, assistant=row, what="leave", kind=told["kind"],
        starts_on=span.first, ends_on=span.last, working_days=days.working, joined_days=days.adjacent_working,
    )  # fmt: skip
    reach.pass_through(case, [("village", row.village), ("township", row.township)], row.id)  # type: ignore[list-item]
    tell(tx, row.village, case, f"{case.key}:leave", f"{row.name}请假 {span.first} 至 {span.last}，待村同意", f"{row.name} asks for leave")  # fmt: skip


def must_file(row: Absence, on: date) -> bool:
    """Whether a leave is filed with the district: more than three days, those back to back added (14.1.s2)."""
    days = days_of(row.assistant, Span(row.starts_on, row.ends_on), on, row.case)
    facts = {
        "working_days": days.working, "adjacent_working_days": days.adjacent_working,
        "calendar_days": days.calendar, "adjacent_calendar_days": days.adjacent_calendar,
    }  # fmt: skip
    return asked(LEAVE_FILING, facts, on).outcome == "met"


@carries("grant_leave", LEAVE)
def grant_leave(tx: Tx, case: Case, act: Act) -> None:
    """Check that the outcome is the rule's, and let the leave run; the district only records it."""
    today = today_of(tx.now)
    row = Absence.objects.select_related("assistant").get(case=case.key)
    tx.lock(f"rural:absence:{row.assistant_id}")
    days = days_of(row.assistant, Span(row.starts_on, row.ends_on), today, case.key)
    row.joined_days = days.adjacent_working
    right = "long" if must_file(row, today) else "short"
    if act.body.get("outcome") != right:
        raise refuse(
            "14.1.s2" if right == "long" else "14.1.s1",
            "超过三天，须报区备案" if right == "long" else "三天及以内，不用报区", "The outcome is not the rule's",
            f"本次{row.working_days}个工作日，前后相连{row.joined_days}个", f"{row.working_days} working days, {row.joined_days} back to back",
        )  # fmt: skip
    row.state, row.approved_by, row.approved_on = "approved", "township", today
    row.save(update_fields=["state", "approved_by", "approved_on", "joined_days"])
    if right == "long":
        tell_office(
            tx,
            case.office,
            f"{case.key}:file",
            f"{case.number} 请假超过三天，待备案",
            "A leave to be filed",
            case,
        )


@carries("drop_leave", LEAVE)
@carries("release_reservation", LEAVE, DUTY, STUDY)
def drop(tx: Tx, case: Case, act: Act) -> None:
    """A refused or withdrawn absence takes no days."""
    Absence.objects.filter(case=case.key).update(state="dropped")


def outcome_of(case: UUID, on: date) -> str:
    """The outcome an approval of a leave has by the rule."""
    with opened("a leave"):
        return (
            "long" if must_file(Absence.objects.select_related("assistant").get(case=case), on) else "short"
        )


@carries("take_duty", DUTY)
@carries("difference", DUTY)
def take_duty(tx: Tx, case: Case, act: Act) -> None:
    """Keep a duty asked for by the township for one of its people (13.s3); no secondment at all (13.s2)."""
    told = given(case, act)
    span = _span(told)
    if span.last < span.first:
        raise refuse(
            "13.s3",
            "结束日期早于开始日期",
            "It ends before it starts",
            "请核对起止日期",
            "Check both days",
            "ends_on",
        )
    found = Assistant.objects.filter(number=told["assistant"].strip().upper(), township=case.party).first()
    if found is None:
        raise refuse("13.s3", "本乡镇没有这名协理员", "No such assistant in the township", "请核对编号", "Check the number", "assistant")  # fmt: skip
    row = serving(found.party, *span)
    Absence.objects.update_or_create(
        case=case.key,
        defaults={
            "office": row.office, "party": row.party, "assistant": row, "what": "duty", "kind": told["kind"], "state": "asked",
            "starts_on": span.first, "ends_on": span.last, "place": told["place"],
        },
    )  # fmt: skip


@carries("decide_duty", DUTY)
def decide_duty(tx: Tx, case: Case, act: Act) -> None:
    """Check approver and day before somebody is sent; then it runs (13)."""
    row, today = Absence.objects.select_related("assistant").get(case=case.key), today_of(tx.now)
    if act.body.get("outcome") != "approve":
        row.state = "dropped"
        row.save(update_fields=["state"])
        return
    approver = "city" if act.action == "decide_city" else "district"
    facts = {
        "duty_kind": row.kind, "plan_made": bool(applied(case).get("plan")), "duty_starts_on": row.starts_on,
        "duty_ends_on": row.ends_on, "approved_by": approver, "approved_on": today, "long_found": False,
    }  # fmt: skip
    mend = Text(
        "先批准后派出；重大活动和紧急任务报市人社局批准",
        "Approve first; events and urgent tasks go to the city",
    )
    required(MAY_SEND, facts, today, mend, case.number)
    row.state, row.approved_by, row.approved_on = "approved", approver, today
    row.save(update_fields=["state", "approved_by", "approved_on"])
    tell(tx, row.assistant.village, case, f"{case.key}:duty", f"{row.assistant.name} {row.starts_on} 至 {row.ends_on} 外派", "One of the village's people is sent on duty")  # fmt: skip


@carries("end_duty", DUTY)
def end_duty(tx: Tx, case: Case, act: Act) -> None:
    """Back in the village."""
    Absence.objects.filter(case=case.key).update(back_on=today_of(tx.now))


@carries("take_study", STUDY)
@carries("difference", STUDY)
def take_study(tx: Tx, case: Case, act: Act) -> None:
    """Keep the study asked for (21.z)."""
    told = given(case, act)
    span = _span(told)
    row = serving(case.party, *span)
    Absence.objects.update_or_create(
        case=case.key,
        defaults={
            "office": row.office, "party": row.party, "assistant": row, "what": "study", "kind": "study", "state": "asked",
            "starts_on": span.first, "ends_on": span.last, "place": told["course"],
        },
    )  # fmt: skip


@carries("consent_study", STUDY)
def consent_study(tx: Tx, case: Case, act: Act) -> None:
    """The district consents before it starts (21.z)."""
    row, today = Absence.objects.get(case=case.key), today_of(tx.now)
    facts = {"study_consented": True, "study_consented_on": today, "study_starts_on": row.starts_on}
    required(MAY_STUDY, facts, today, Text("已经开始的不能补同意", "It cannot be consented to once begun"), case.number)  # fmt: skip
    row.state, row.approved_by, row.approved_on = "approved", "district", today
    row.save(update_fields=["state", "approved_by", "approved_on"])


def guards(case: Case, on: date) -> dict[str, str]:
    """Guards of the three procedures."""
    row = Absence.objects.filter(case=case.key).first()
    if row is None:
        return {"takes_days": "met"}
    own = row.kind in DISTRICTS_OWN
    return {
        "takes_days": "met",
        "district_may": "met" if own else "not_met",
        "city_must": "not_met" if own else "met",
        "before_start": "met" if on <= row.starts_on else "not_met",
    }


def absences(actor: Actor, first: date, last: date) -> list[Absence]:
    """Approved absences of the actor's people that touch these days."""
    with opened("absences of one's people"):
        found = Absence.objects.select_related("assistant").filter(
            assistant__in=reach.own(actor), state="approved", starts_on__lte=last, ends_on__gte=first
        )
        return list(found.order_by("starts_on"))
