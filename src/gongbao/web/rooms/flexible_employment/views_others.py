"""For the halls: other insurance subsidies of a person on record, entered and taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongbao.kernel.forms import Field, Form, options
from gongbao.law.text import Text
from gongbao.platform.db.services import read
from gongbao.platform.flexible_employment import services as flexible
from gongbao.web.rooms.flexible_employment import asking
from gongbao.web.rooms.flexible_employment.views_desk import HALLS
from gongbao.web.shared.refusals import refused, shown
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

FORM = Form(
    id="flexible_employment.other_subsidy", version="1", title=Text("登记其他社保补贴", "Record another subsidy"), clause="jiu-2020-19/4.a",
    fields=(
        Field(name="number", kind="identity_number", label=Text("证件号码", "Identity number")),
        Field(name="subsidy", kind="choice", label=Text("哪种补贴", "Which subsidy"), options=options(flexible.SUBSIDIES)),
        Field(name="first", kind="month", label=Text("从哪个月", "First month"), example="2020-10"),
        Field(name="last", kind="month", label=Text("到哪个月", "Last month"), example="2020-12"),
        Field(name="document", kind="text", label=Text("依据文号或发放批次", "Document or batch"), max_length=80),
    ),
)  # fmt: skip
LEDE = Text(
    "登记后这些月份不再发放灵活就业补贴；已发过的月份登记不进来。",
    "No subsidy of this room is paid for these months afterwards; months paid already cannot be entered.",
)


@officers(*HALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Record another subsidy of a person."""
    return asking.form_page(
        request, FORM, flexible.note_other, back=reverse("flexible_employment:others"), done=Text("已登记", "On record"),
        lede=LEDE, button=Text("登记", "Record"),
    )  # fmt: skip


@officers(*HALLS)
@require_http_methods(["GET", "HEAD"])
def others(request: HttpRequest) -> HttpResponse:
    """What the office has on record, masked, newest first."""
    with read(request.actor, purpose="flexible.others"):
        rows = flexible.others(request.actor.office)
    title = Text("其他社保补贴", "Other subsidies")
    context = {
        "queues": navigation(request, "flexible_employment:desk"),
        "title": title,
        "rows": rows,
        "lede": LEDE,
    }
    return shown(request, "flexible_employment/others.html", context, [])


@officers(*HALLS)
@require_POST
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """A wrong record: its months are free again."""
    why = request.POST.get("why", "")
    _, problems = asking.pressed(
        request,
        "take_back_other",
        lambda tx: flexible.take_back_other(tx, key, why),
        Text("已撤销", "Taken back"),
    )
    back = reverse("flexible_employment:others")
    return refused(request, problems, back=back) if problems else redirect(back)
