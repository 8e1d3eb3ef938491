"""An assistant's own page: contract, leave, hours, appraisals, benefits; the month's record; an objection."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.law.text import Text
from gongbao.platform.cases.services import registered
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Absence, Appraisal, Assistant, Attendance, Placement
from gongbao.platform.rural_assistants.words import (
    BENEFITS,
    EXTENSION,
    INSTITUTIONS,
    LEAVE,
    RECRUITMENT,
    RENEWAL,
    ROOM,
    STUDY,
    TERMINATION,
    month_of,
    said_month,
)
from gongbao.policies.rural_assistants.examining import WORDS
from gongbao.policies.rural_assistants.facts import DUTY_AREAS, UNIVERSITY_SAYS
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.rural_assistants import tables, tables_joining, tables_service
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.shared.doors import for_party
from gongbao.web.shared.refusals import shown

TITLE = Text("我的协理员服务", "My service")
BEGIN = (
    (LEAVE, Text("请假", "Ask for leave")), (STUDY, Text("脱产学习", "Full-time study")), (EXTENSION, Text("延长合同期", "Extend the contract")),
    (RENEWAL, Text("续聘", "Renew the contract")), (TERMINATION, Text("提前解除", "End the contract early")),
)  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Everything kept of one's own service, and what one can do; who is no assistant learns how to become one.

    Who acts for a township, a village or a university is led to its page; who could, learns how.
    """
    actor, on = request.actor, today()
    with read(actor, purpose="rural.mine"):
        level = rural.reach.level_of(actor)
    if level in INSTITUTIONS:
        return redirect(f"rural_assistants:{level}")
    with read(actor, purpose="rural.mine"):
        own = (
            [row for row in rural.reach.people(actor, doing="mine") if row.left_how != "none"]
            if level == "self"
            else []
        )
        row = own[-1] if own else None
        card = card_of(row) if row else None
        deeds = _deeds(actor, row) if row else []
        standing = None if row else _standing(actor)
        institutions = _institutions(request) if actor.on_behalf_of is None else []
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    serving = row is not None and row.left_how == "" and row.serves_from is not None
    begin = BEGIN if serving else () if row else ((RECRUITMENT, Text("报名", "Register")),)
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": TITLE, "row": row, "card": card, "forms": forms,
        "sections": card["sections"] if card else [], "standing": standing,
        "institutions": institutions, "acting": reverse("account:acting-for", query={"next": request.path}),
        "begin": [{"text": text, "href": reverse("hall:begin", args=[procedure])} for procedure, text in begin], "on": on,
    }  # fmt: skip
    return shown(request, "rural_assistants/mine.html", context, problems)


def _institutions(request: HttpRequest) -> list[str]:
    """The townships, villages and universities whose mandate for the room the account holds today, by name."""
    choices = parties.acting_choices(request.user, today(), ROOM)
    kinds = rural.reach.organisation_kinds([each.party.key for each in choices])
    return [each.party.name for each in choices if kinds.get(each.party.key) in INSTITUTIONS]


def _standing(actor: Actor) -> list[dict[str, Any]]:
    """An applicant's registrations: the case, what the university says, the seat, and the rank with its reasons once published."""
    found = []
    for row, case in rural.ranking.standings(actor):
        found.append({
            "post": row.post.number, "intake": row.intake.title, "ticket": row.ticket, "room": row.room, "seat": row.seat,
            "total": f"{row.total / 100:.2f}" if row.total is not None else "", "rank": row.rank, "sharing": row.sharing,
            "result": WORDS.get(row.result), "why": rural.ranking.explained(row), "graduation": _graduation(row),
            "case": case, "state": registered(case.procedure, case.version).procedure.state(case.state).title if case else None,
        })  # fmt: skip
    return found


def _graduation(row: Any) -> dict[str, Any]:
    """What the university named says of the graduation."""
    check = rural.graduation.check_of(row)
    said = check.said if check else "absent"
    words = rural.graduation.say(check.differs) if check else Text("", "")
    told = Text(
        "；".join(filter(None, (words.zh, check.note if check else ""))),
        "; ".join(filter(None, (words.say("en"), check.note if check else ""))),
    )
    return {
        "school": row.claims.get("school", ""),
        "said": UNIVERSITY_SAYS[said],
        "word": said,
        "state": tables_joining.SAID[said],
        "why": told,
    }


def _deeds(actor: Actor, row: Assistant) -> list[Deed]:
    def record(tx: Tx, v: dict[str, Any]) -> object:
        return rural.attendance.hand_in(tx, v["month"], v["duty_area"], v["text"])

    deeds = [
        Deed(
            "record", Text("提交月度工作纪实", "Hand in the month's record"),
            (ask("month", "month", "月份", "Month"), ask("duty_area", "choice", "主要职责", "Area of duty", words=DUTY_AREAS), ask("text", "long_text", "做了什么", "What was done", max_length=3000)),
            record, "bi-2020-22/15.1.s2", None, {"month": said_month(month_of(today()))},
        )
    ]  # fmt: skip
    with opened("rounds one may object to"):
        told = list(Appraisal.objects.select_related("round").filter(assistant=row, told_on__isnull=False, filed_on=None, objection=None))  # fmt: skip
    for case in rural.reach.in_hand(actor):
        mine = next((each for each in told if each.round.case == case.key), None)
        if mine and case.state in ("decided", "told"):
            deeds.append(Deed(
                f"{case.number}-object", Text(f"对 {mine.period} 考核结果提出异议", f"Object to the grade of {mine.period}"),
                (ask("statement", "long_text", "理由", "Reason", max_length=2000),),
                lambda tx, v, number=case.number: rural.objections.objecting(tx, number, v["statement"]), "bi-2020-22/15.s6",
            ))  # fmt: skip
    return deeds


def card_of(row: Assistant) -> dict[str, Any]:
    """Everything kept of one person, as facts and tables; the caller has reached the person."""
    on = today()
    hours = rural.training.hours_of(row, on.year, on)
    mentor, certificate = rural.training.mentor_of(row), rural.ending.certificate_of(row)
    lacking = rural.joining.lacking(row) if row.serves_from else []
    with opened("one person's records"):
        appraised = list(Appraisal.objects.select_related("assistant").filter(assistant=row, told_on__isnull=False).order_by("-told_on"))  # fmt: skip
        away = list(
            Absence.objects.select_related("assistant")
            .filter(assistant=row, state="approved")
            .order_by("-starts_on")[:40]
        )
        months = list(
            Attendance.objects.select_related("assistant").filter(assistant=row).order_by("-month")[:24]
        )
        benefits = rural.joining.benefits_of(row)
        placed = list(Placement.objects.filter(assistant=row).order_by("from_on"))
    entries = rural.ledger.entries(Actor("system"), assistant=row)
    known = tables.names(placed, "village")
    return {
        "row": row, "village": rural.reach.name_of(row.village), "township": rural.reach.name_of(row.township), "hours": hours,
        "mentor": mentor, "certificate": certificate, "placed": [(known.get(p.village, ""), p.from_on, p.to_on) for p in placed],
        "contract": rural.ordering.contract_of(row), "archive": rural.ordering.archive_of(row),
        "lacking": [BENEFITS[kind][0] for kind in lacking],
        "sections": [
            tables.section(tables_service.appraised(appraised, Text("考核", "Appraisals")), "还没有考核结果", "No grade yet"),
            tables.section(tables_service.absences(away, Text("请假和外派", "Leave and duties")), "没有请假或外派", "None"),
            tables.section(tables_service.months(months, Text("考勤", "Attendance")), "还没有考勤", "None yet"),
            tables.section(tables_service.courses(rural.training.history_of(row)[:40], Text("培训", "Training")), "还没有培训", "None yet"),
            tables.section(tables_service.benefits(benefits, Text("待遇和转接", "Benefits and transfers")), "", ""),
            tables.section(tables_service.ventures(rural.ventures.of([row]), Text("创业项目和支持措施", "Ventures and their support")), "没有创业项目", "None"),
            *([tables.section(tables_service.ways(rural.channels.standing(row, on), Text("期满后的渠道", "Ways after the term")), "", "")] if row.serves_from else []),
            tables.section(tables_service.records(entries, Text("其他记录", "Other records")), "没有其他记录", "None"),
        ],
    }  # fmt: skip
