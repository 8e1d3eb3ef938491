"""Every night: what is not reported, who comes to the end of a term, whose duty ended, who lacks hours or a mentor."""

from __future__ import annotations

from datetime import date, timedelta

from gongbao.platform.db.services import CITY, SYSTEM, Actor, Tx
from gongbao.platform.jobs.services import Job, every_night
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import attendance, ending, graduation, ledger, reach, training
from gongbao.platform.rural_assistants.carrying import tell, tell_office
from gongbao.platform.rural_assistants.models import Absence, Assistant
from gongbao.platform.rural_assistants.words import month_of, number_of, said_month, today_of

NIGHTLY = "rural.nightly"


@every_night(NIGHTLY)
def nightly(tx: Tx, job: Job) -> None:
    """The look of one night."""
    look(tx)


def look(tx: Tx, on: date | None = None) -> dict[str, int]:
    """Look at everything on a day; each thing is told once. Returns how many of each kind were found."""
    today = on or today_of(tx.now)
    return {
        "ended": ending.end_terms(tx, today),
        "ahead": _ahead(tx, today),
        "attendance": _attendance(tx, today),
        "duties": _duties(tx, today),
        "hours": _hours(tx, today),
        "officers": _officers(tx, today),
        "graduations": graduation.remind(tx, today),
    }


def _ahead(tx: Tx, today: date) -> int:
    """Terms that end soon: the district prepares the end-of-term appraisal (15.3.s1)."""
    until = today + timedelta(days=number_of("term_notice_days", today))
    with opened("terms ahead"):
        found = list(
            Assistant.objects.filter(left_how="", serves_from__isnull=False, ends_on__range=(today, until))
        )
    for row in found:
        tell_office(tx, row.office, f"{row.id}:ahead:{row.ends_on}", f"{row.number} 将于 {row.ends_on} 期满，请准备期满考核", "A term ends soon")  # fmt: skip
        tell(tx, row.party, None, f"{row.id}:ahead:{row.ends_on}", f"您的合同将于 {row.ends_on} 期满", f"Your contract ends on {row.ends_on}")  # fmt: skip
    return len(found)


def _attendance(tx: Tx, today: date) -> int:
    """Last month's attendance not sent by the village's day, or not filed by the township's (14.2)."""
    month, found = month_of(today) - 1, 0
    with opened("attendance overdue"):
        people = list(Assistant.objects.filter(serves_from__isnull=False))
        late = (
            attendance.missing_in(people, month, today)
            if today.day > number_of("attendance_report_day", today)
            else []
        )
        unfiled = []
        if today.day > number_of("township_filing_day", today):
            rows = attendance.Attendance.objects.filter(month=month, sent_on__isnull=False, passed_on=None)
            unfiled = list(rows.values_list("assistant__township", "office").distinct())
    for village in {row.village for row in late if row.village}:
        tell(
            tx,
            village,
            None,
            f"late:{village}:{month}",
            f"{said_month(month)} 考勤还没有报乡镇",
            "Attendance is overdue",
        )
        found += 1
    for township, office in unfiled:
        tell(
            tx,
            township,
            None,
            f"late:{township}:{month}",
            f"{said_month(month)} 考勤还没有报区备案",
            "Attendance was not filed",
        )
        tell_office(tx, office, f"late:{township}:{month}", f"有乡镇未报 {said_month(month)} 考勤", "A township has not filed attendance")  # fmt: skip
        found += 1
    return found


def _duties(tx: Tx, today: date) -> int:
    """Duties past their last day from which nobody came back, and people away for long (13.s2)."""
    over, long = not_back(SYSTEM, today), away_long(SYSTEM, today)
    for each in over:
        told = f"{each.assistant.number} 外派期满未回村"
        tell_office(tx, each.office, f"{each.id}:over", told, "A duty is over and nobody is back")
    for row in long:
        told = f"{row.number} 一年内外派多日，请核查是否长期借调"
        tell_office(tx, row.office, f"{row.id}:long:{today:%Y-%m}", told, "Away for long: please examine")
    return len(over) + len(long)


def not_back(actor: Actor, today: date) -> list[Absence]:
    """The duties of the actor's people that are over without a return."""
    with opened("duties"):
        rows = Absence.objects.select_related("assistant").filter(assistant__in=reach.own(actor), what="duty")
        return list(rows.filter(state="approved", back_on=None, ends_on__lt=today))


def away_long(actor: Actor, today: date) -> list[Assistant]:
    """Who of the actor's people was on duties for more days of the last year than the local mark: flagged, not decided."""
    mark, since = number_of("long_secondment_days", today), today - timedelta(days=365)
    with opened("duties"):
        rows = list(
            Absence.objects.select_related("assistant__intake").filter(
                assistant__in=reach.own(actor), what="duty", state="approved", ends_on__gte=since
            )
        )
    days: dict[Assistant, int] = {}
    for row in rows:
        last = min(row.back_on or row.ends_on, today)
        days[row.assistant] = days.get(row.assistant, 0) + max(0, (last - max(row.starts_on, since)).days + 1)
    return [row for row, count in days.items() if count > mark]


def _hours(tx: Tx, today: date) -> int:
    """Hours that are missing ahead of the year's end (21.s2)."""
    found = training.short_of_hours(SYSTEM, today)
    for row, hours in found:
        tell(tx, row.party, None, f"{row.id}:hours:{today:%Y-%m}", f"今年培训还差 {hours.missing} 学时", f"{hours.missing} training hours are missing this year")  # fmt: skip
    return len(found)


def _officers(tx: Tx, today: date) -> int:
    """Districts without a named officer of the information system (20.s1)."""
    found = ledger.without_officer(today)
    for office in found:
        for told in (office, CITY):
            tell_office(
                tx,
                told,
                f"officer:{office}:{told}:{today:%Y-%m}",
                f"{office} 没有明确信息系统专人",
                "No officer is named",
            )
    return len(found)
