"""Attendance kept by the village month by month, monthly records of work, and what they come to in pay (12, 14.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from gongbao.kernel.calendar import Calendar
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import asked, tell_office
from gongbao.platform.rural_assistants.joining import rule_of
from gongbao.platform.rural_assistants.models import Absence, Appraisal, Assistant, Attendance, WorkRecord
from gongbao.platform.rural_assistants.words import (
    ATTENDANCE,
    TOWNSHIP_KIND,
    VILLAGE_KIND,
    month_of,
    refuse,
    said_month,
    today_of,
)
from gongbao.policies.rural_assistants import quotas
from gongbao.policies.rural_assistants.facts import DUTY_AREAS
from gongbao.policies.rural_assistants.rules import DEDUCTION


def bounds(month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    first = date(month // 12, month % 12 + 1, 1)
    return first, date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)


def due_days(row: Assistant, month: int, on: date) -> list[date]:
    """The working days of a month on which somebody served, up to `on`."""
    first, last = bounds(month)
    begins = max(first, row.serves_from or date.max)
    ends = min(last, on, row.left_on or date.max)
    return list(Calendar.as_known(on).working_days(begins, ends)) if begins <= ends else []


def merged(row: Assistant, days: Iterable[date]) -> dict[date, str]:
    """What approved leaves, duties and studies say of these days; other days are in the village."""
    told = dict.fromkeys(days, "village")
    for each in Absence.objects.filter(assistant=row, state="approved"):
        code = "leave" if each.what in ("leave", "study") else "duty"
        last = each.back_on or each.ends_on
        for day in told:
            if each.starts_on <= day <= min(last, each.ends_on):
                told[day] = code
    return told


def suggested(row: Assistant, month: int, on: date) -> dict[date, str]:
    """The month as approved absences and what was entered before have it."""
    with opened("attendance"):
        told = merged(row, due_days(row, month, on))
        kept = Attendance.objects.filter(assistant=row, month=month).first()
    if kept:
        told |= {
            date.fromisoformat(day): code
            for day, code in kept.days.items()
            if date.fromisoformat(day) in told
        }
    return told


def keep(tx: Tx, assistant: Assistant, month: int, days: Mapping[date, str]) -> Attendance:
    """Enter a month's days (village); approved absences stand, a month sent on stands still.

    Refuses days that are no working days of the service, leave that nobody approved, and absence on approved leave.
    """
    village = reach.institution(tx.actor, VILLAGE_KIND, "14.2.s1")
    today = today_of(tx.now)
    with opened("attendance"):
        row = Assistant.objects.get(pk=assistant.pk)
        if row.village != village:
            raise refuse(
                "5.4.1", "不在本村服务", "Not of this village", "请核对编号", "Check the number", row.number
            )
        due = due_days(row, month, today)
        approved = merged(row, due)
        for day, code in days.items():
            _check(row, day, code, approved)
        told = approved | dict(days)
        held = Attendance.objects.select_for_update().filter(assistant=row, month=month).first()
        if held is not None and held.sent_on:
            raise refuse(
                "14.2.s2", f"{said_month(month)} 考勤已报乡镇", "This month was sent to the township",
                "要更正的，请乡镇退回", "The township returns it for correction", row.number,
            )  # fmt: skip
        counted = Counter(told.values())
        kept, _ = Attendance.objects.update_or_create(
            assistant=row, month=month,
            defaults={
                "office": row.office, "party": row.party, "days": {day.isoformat(): code for day, code in told.items()},
                "working_days": len(told), **{f"{code}_days": counted[code] for code in ATTENDANCE},
            },
        )  # fmt: skip
    return kept


def _check(row: Assistant, day: date, code: str, approved: Mapping[date, str]) -> None:
    if code not in ATTENDANCE:
        raise refuse(
            "14.2.s1",
            "没有这种考勤",
            "There is no such entry",
            "请从列表中选",
            "Choose from the list",
            str(day),
        )
    if day not in approved:
        raise refuse(
            "14.2.s1", f"{day} 不是在岗的工作日", f"{day} is no working day of the service",
            "节假日、周末和未在岗的日子不登记；调休上班日要登记", "Rest days are not entered, make-up days are", str(day),
        )  # fmt: skip
    if code in ("leave", "duty") and approved[day] != code:
        raise refuse(
            "14.1.s1" if code == "leave" else "13.s2", f"{day} 没有经批准的{ATTENDANCE[code].zh}", "Nobody approved it",
            "先办请假或外派审批，批准后自动并入", "Have it approved first; it is then entered by itself", row.number,
        )  # fmt: skip
    if code == "absent" and approved[day] != "village":
        raise refuse(
            "14.2.s1",
            f"{day} 已批准请假或外派，不是旷工",
            "An approved absence",
            "请核对",
            "Check it",
            row.number,
        )


def send(tx: Tx, month: int) -> int:
    """Send the village's month to the township (14.2.s2); refuses while somebody's month is not entered."""
    village = reach.institution(tx.actor, VILLAGE_KIND, "14.2.s2")
    today = today_of(tx.now)
    if month >= month_of(today):
        raise refuse(
            "14.2.s2",
            "本月还没有结束",
            "The month is not over",
            "次月再报",
            "Send it next month",
            said_month(month),
        )
    with opened("attendance"):
        people = [a for a in Assistant.objects.filter(village=village, serves_from__isnull=False) if due_days(a, month, today)]  # fmt: skip
        kept = {a.assistant_id: a for a in Attendance.objects.filter(assistant__in=people, month=month)}
        missing = [a.name for a in people if a.pk not in kept or kept[a.pk].working_days != len(due_days(a, month, today))]  # fmt: skip
        if missing:
            raise refuse("14.2.s1", f"还没有登记：{'、'.join(missing[:5])}", "Not entered yet", "逐人登记后再报", "Enter everybody first", said_month(month))  # fmt: skip
        done = Attendance.objects.filter(pk__in=[k.pk for k in kept.values()], sent_on=None).update(
            sent_on=today
        )
    tx.audit("rural.attendance_sent", month=said_month(month), people=done)
    return done


def give_back(tx: Tx, assistant: Assistant, month: int) -> None:
    """The township gives a month back to the village for correction, while it was not passed on."""
    reach.institution(tx.actor, TOWNSHIP_KIND, "14.2.s2")
    with opened("attendance"):
        changed = Attendance.objects.filter(assistant=assistant, assistant__township=tx.actor.party, month=month, passed_on=None).update(sent_on=None)  # fmt: skip
    if not changed:
        raise refuse("14.2.s3", "没有可退回的考勤", "Nothing to give back", "已报区备案的不再退回", "What was filed stays", said_month(month))  # fmt: skip
    tx.audit("rural.attendance_back", assistant=assistant.number, month=said_month(month))


def pass_on(tx: Tx, month: int) -> int:
    """The township files the month with the district (14.2.s3); refuses while a village has not sent it."""
    township = reach.institution(tx.actor, TOWNSHIP_KIND, "14.2.s3")
    today = today_of(tx.now)
    with opened("attendance"):
        waiting = missing_in(list(Assistant.objects.filter(township=township)), month, today)
        if waiting:
            raise refuse("14.2.s2", f"村还没有报：{'、'.join(a.name for a in waiting[:5])}", "Villages have not sent it", "请催报后再报区", "Remind them first", said_month(month))  # fmt: skip
        rows = Attendance.objects.filter(assistant__township=township, month=month, passed_on=None)
        office = rows.values_list("office", flat=True).first()
        done = rows.update(passed_on=today)
    if office:
        tell_office(tx, office, f"attendance:{township}:{month}", f"{reach.name_of(township)} 已报 {said_month(month)} 考勤", "Attendance was filed")  # fmt: skip
    return done


def missing_in(people: Iterable[Assistant], month: int, on: date) -> list[Assistant]:
    """Who has working days in a month and no attendance sent to the township; inside `opened`."""
    served = [a for a in people if a.serves_from and due_days(a, month, on)]
    sent = set(Attendance.objects.filter(assistant__in=served, month=month, sent_on__isnull=False).values_list("assistant", flat=True))  # fmt: skip
    return [a for a in served if a.pk not in sent]


def hand_in(tx: Tx, month: int, duty_area: str, text: str) -> None:
    """The assistant hands in the record of a month (15.1.s2); it may be handed in again until the quarter is decided."""
    today = today_of(tx.now)
    if duty_area not in DUTY_AREAS or not text.strip():
        raise refuse(
            "15.1.s2",
            "没有选职责或没有写内容",
            "No area, or nothing written",
            "两项都要填",
            "Fill in both",
            "text",
        )
    with opened("records"):
        rows = Assistant.objects.filter(party=tx.actor.party, serves_from__isnull=False)
        row = rows.order_by("-serves_from").first()
        last = month_of(row.left_on or today) if row else 0
        if row is None or row.serves_from is None or not month_of(row.serves_from) <= month <= last:
            raise refuse(
                "15.1.s2",
                "这个月没有在岗服务",
                "Not on duty in that month",
                "请核对月份",
                "Check the month",
                said_month(month),
            )
        if Appraisal.objects.filter(assistant=row, kind="quarterly", period=f"{month // 12}Q{month % 12 // 3 + 1}").exclude(grade="").exists():  # fmt: skip
            raise refuse("15.1.s2", "该季度考核已确定，不能再交", "The quarter is decided", "请交以后月份的", "Hand in later months", said_month(month))  # fmt: skip
        WorkRecord.objects.update_or_create(
            assistant=row, month=month,
            defaults={"office": row.office, "party": row.party, "duty_area": duty_area, "text": text.strip(), "handed_in_on": today},
        )  # fmt: skip


def pay_of(row: Assistant, month: int, grade: str = "") -> quotas.Pay:
    """A month's pay: by attendance and grade where the district has a rule, else the plain subsidy."""
    last = bounds(month)[1]
    rule = rule_of(row.office, last)
    with opened("attendance"):
        kept = Attendance.objects.filter(assistant=row, month=month).first()
    local = quotas.LocalRule(rule.daily_deduction, rule.rewards) if rule else quotas.LocalRule()
    return quotas.pay(row.subsidy, kept.absent_days if kept else 0, grade, local)


def deduction_of(row: Assistant, month: int) -> tuple[int, Text]:
    """What the rule deducts for a month and why (14.2.s4)."""
    last = bounds(month)[1]
    rule = rule_of(row.office, last)
    with opened("attendance"):
        kept = Attendance.objects.filter(assistant=row, month=month).first()
    facts = {
        "deduction_rule": rule is not None and rule.daily_deduction is not None,
        "absent_days": kept.absent_days if kept else 0,
        "daily_deduction": rule.daily_deduction if rule else None,
    }
    answer = asked(DEDUCTION, facts, last)
    return answer.amount_fen or 0, answer.reasons[0].unit.tag.label


def months_of(actor: Actor, month: int) -> list[Attendance]:
    """A month's attendance of the actor's people."""
    with opened("attendance of one's people"):
        return list(
            Attendance.objects.select_related("assistant")
            .filter(assistant__in=reach.own(actor), month=month)
            .order_by("assistant__number")
        )
