"""The pages of the village (made for a phone) and of the township: what waits, who is on duty, attendance, what can be done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import read
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.words import (
    DUTY,
    INCIDENT,
    QUARTERLY,
    ROOM,
    month_of,
    refuse,
    said_month,
)
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.rural_assistants import hands, tables, tables_service
from gongbao.web.rooms.rural_assistants.deeds import today, worked
from gongbao.web.rooms.rural_assistants.deeds_township import township_deeds
from gongbao.web.rooms.rural_assistants.deeds_village import village_deeds
from gongbao.web.shared.doors import for_party
from gongbao.web.shared.refusals import refused, shown

VILLAGE, TOWNSHIP = (
    Text("协理员：村工作台", "Assistants: the village"),
    Text("协理员：乡镇工作台", "Assistants: the township"),
)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def village(request: HttpRequest) -> HttpResponse:
    """The village's page: leaves to consent to, the month's attendance, proposals and opinions."""
    return _page(request, "village", VILLAGE, village_deeds)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def township(request: HttpRequest) -> HttpResponse:
    """The township's page: leaves to approve, contracts to sign, attendance to file, quarters, mentors, benefits."""
    return _page(request, "township", TOWNSHIP, township_deeds)


def _page(request: HttpRequest, level: str, title: Text, more: Any) -> HttpResponse:
    actor, on = request.actor, today()
    with read(actor, purpose=f"rural.{level}"):
        if rural.reach.level_of(actor) != level:
            return refused(request, [_wrong(level)], status=403)
        people = rural.reach.people(actor, doing=level, serving=True)
        waiting = rural.reach.in_hand(actor)
        month = month_of(on) - 1
        deeds = [*hands.deeds(actor, waiting), *(more(actor, people, waiting, month, on))]
        rows = rural.attendance.months_of(actor, month)
        away = rural.absences.absences(actor, on, date(on.year + 1, on.month, 1))
        alone = rural.training.without_mentor(actor, on) if level == "township" else []
        short = rural.training.short_of_hours(actor, on)
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    sections = [
        tables.section(tables.cases(waiting, Text("经本级办理的办件", "Cases that pass through here")), "没有待办的办件", "Nothing waits"),
        tables.section(tables_service.people(people, Text("在岗协理员", "Assistants on duty"), links=False), "还没有在岗协理员", "Nobody on duty"),
        tables.section(tables_service.months(rows, Text(f"{said_month(month)} 考勤", f"Attendance of {said_month(month)}")), "还没有登记", "Not entered yet"),
        tables.section(tables_service.absences(away, Text("请假和外派", "Away")), "没有请假或外派", "Nobody is away"),
    ]  # fmt: skip
    if alone:
        sections.append(
            tables.section(
                tables_service.people(alone, Text("还没有培养联系人", "Without a mentor"), links=False),
                "",
                "",
                "-alone",
            )
        )
    if projects := rural.ventures.of(people):
        sections.append(
            tables.section(
                tables_service.ventures(projects, Text("创业项目和支持措施", "Ventures and their support")),
                "",
                "",
            )
        )
    if short:
        sections.append(
            tables.section(tables_service.short(short, Text("学时不足", "Hours missing")), "", "")
        )
    context = {
        "crumbs": [HOME_CRUMB, {"text": title}], "title": title, "forms": forms, "sections": sections,
        "who": rural.reach.name_of(actor.party), "links": _links(level),
    }  # fmt: skip
    return shown(request, "rural_assistants/level.html", context, problems)


def _links(level: str) -> list[dict[str, Any]]:
    """What the institution begins on pages of its own."""
    begin = (
        (
            (QUARTERLY, Text("开始本季度考核", "Open a quarter")),
            (DUTY, Text("申请临时任务", "Ask for a duty")),
        )
        if level == "township"
        else ()
    )
    begin += ((INCIDENT, Text("报告重大情况", "Report an incident")),)
    found = [{"text": text, "href": reverse("hall:begin", args=[procedure])} for procedure, text in begin]
    return [*found, {"text": Text("本机构的办件", "Own cases"), "href": reverse("hall:cases")}]


def _wrong(level: str) -> Refusal:
    word = Text("村", "a village") if level == "village" else Text("乡镇", "a township")
    return refuse(
        "5.s2", f"这一页是{word.zh}用的", f"This page is for {word.en}",
        "请先选择您代办的机构", "Choose the institution you act for",
    )  # fmt: skip
