"""Who may borrow, ask or keep, listed by the city; and sealed archives on their way here, compared and taken over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import Role
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.i18n import language
from gongbao.web.rooms.personnel_archives import tables
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, form, values_of
from gongbao.web.rooms.personnel_archives.views_desk import STAFF
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

BODIES = Text("名册", "Bodies on the list")
LIST_A_BODY = form(
    "lists.body", "登记或续登记", "List or renew",
    field("credit_code", "credit_code", "统一社会信用代码", "Credit code"),
    field("kind", "choice", "类别", "Kind", options=tuple(Option(k, v) for k, v in archives.BODIES.items())),
    field("street", "text", "服务的街道（乡镇）", "Street it serves", max_length=40, required=False),
    field("valid_until", "date", "有效期至", "Until", required=False), clause="8.z.s1")  # fmt: skip
RECEIVE = form(
    "lists.receive", "核收", "Receive",
    field("barcode", "text", "扫描条码", "Barcode", max_length=40), field("seal", "text", "封签号", "Seal", max_length=40),
    field("pages", "integer", "清点页数", "Pages counted", minimum=0, maximum=5000), clause="8.z.s2")  # fmt: skip


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def bodies(request: HttpRequest) -> HttpResponse:
    """Who may borrow, ask or keep, until when; the city's officers list and renew."""
    problems, raw = list[Refusal](), None
    city = Role.CITY_OFFICER.value in request.actor.roles
    if request.method == "POST":
        raw = request.POST.dict()
        values, problems = values_of(request, LIST_A_BODY)
        done, problems = (None, problems) if problems else tried(lambda: _listed(request, values))
        if done:
            messages.success(request, Text("已登记", "Recorded").say(language()))
            return redirect("personnel_archives:bodies")
    with read(request.actor, purpose="archives.bodies"):
        rows = archives.bodies("")
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": BODIES,
        "note": Text("由市公服中心登记和续登记；到期后未提交的申请暂存。", "The city lists and renews; what could not be sent in is parked."),
        "sections": [tables.section(tables.bodies(rows), "名册为空", "Nobody is listed")],
        "forms": [{"go": "list", "title": LIST_A_BODY.title, "fields": fields_of(LIST_A_BODY, raw), "open": bool(problems)}] if city else [],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


@officers(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def parcel(request: HttpRequest, parcel: UUID) -> HttpResponse:
    """A sealed archive on its way here: compared on arrival, then taken over; a difference goes back to the sender."""
    problems, raw = list[Refusal](), None
    if request.method == "POST":
        raw = request.POST.dict()
        values, problems = values_of(request, RECEIVE)
        done, problems = (None, problems) if problems else tried(lambda: _received(request, parcel, values))
        if done:
            return redirect("personnel_archives:archive", archive=done)
        if done == "":
            return redirect("personnel_archives:parcel", parcel=parcel)
    with read(request.actor, purpose="archives.parcel"):
        row = archives.reach_parcel(request.actor, parcel)
    if row is None:
        raise Http404(str(parcel))
    facts = [
        {"label": Text("档案编号", "Archive"), "value": row.number}, {"label": Text("姓名", "Name"), "value": row.name},
        {"label": Text("交寄日期", "Sent"), "value": row.sent_on.isoformat()},
        {"label": Text("结果", "Result"), "value": row.differs or (Text("已核收", "received") if row.received_on else Text("等待核收", "awaited"))},
    ]  # fmt: skip
    context = {
        "queues": navigation(request, "personnel_archives:desk"), "title": RECEIVE.title, "facts": facts,
        "forms": [] if row.received_on else [{"go": "receive", "title": RECEIVE.title, "fields": fields_of(RECEIVE, raw), "open": True}],
    }  # fmt: skip
    return shown(request, "personnel_archives/desk.html", context, problems)


def _listed(request: HttpRequest, values: dict[str, Any]) -> str:
    if Role.CITY_OFFICER.value not in request.actor.roles:
        raise Refusal(
            Text("由市公服中心登记", "The city's centre lists bodies"),
            mend=Text("请报市公服中心", "Ask the city's centre"),
            clause="rencai-2020-24/8.z.s1",
        )
    found = parties.find_firm(values["credit_code"])
    if found is None:
        raise Refusal(
            Text("没有这家单位", "There is no such unit"),
            where="credit_code",
            mend=Text("请先由单位注册", "Have it registered first"),
            clause="rencai-2020-24/8.z.s1",
        )
    until = date.fromisoformat(values["valid_until"]) if values.get("valid_until") else None

    def command(tx: Tx) -> str:
        key = archives.list_body(
            tx,
            found.key,
            values["kind"],
            found.name,
            office=request.actor.office,
            street=values.get("street", ""),
            valid_until=until,
        )
        return str(key)

    done: str = write(command, actor=request.actor, key=key_of(request), name="archives.body", request=values)
    return done


def _received(request: HttpRequest, parcel: UUID, values: dict[str, Any]) -> str:
    def command(tx: Tx) -> str:
        if archives.reach_parcel(request.actor, parcel) is None:
            raise Http404(str(parcel))
        return archives.receive(
            tx, parcel, barcode=values["barcode"], seal=values["seal"], pages=values["pages"]
        )

    asked = [str(parcel), values]
    done: str = write(
        command, actor=request.actor, key=key_of(request), name="archives.receive", request=asked
    )
    return done
