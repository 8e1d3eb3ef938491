"""The agency's desk: declarations to assess, assessments to hand over, disputes; flexible workers' month."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, Option
from gongbao.kernel.logchain import sm3
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases import services as cases
from gongbao.platform.db.services import Tx, now, read, write
from gongbao.platform.social_insurance_collection import services as social
from gongbao.web.i18n import language
from gongbao.web.rooms.social_insurance_collection import sheets
from gongbao.web.rooms.social_insurance_collection.acts import asked_of
from gongbao.web.rooms.social_insurance_collection.views_party import case_values
from gongbao.web.rooms.social_insurance_collection.views_public import FIRST
from gongbao.web.shared import again
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import refused, tried
from gongbao.web.shared.uploads import MOST_SHOWN, read_rows
from gongbao.web.workbench import forms
from gongbao.web.workbench.doors import AGENCY, officers
from gongbao.web.workbench.queues import navigation

STATES = ("submitted", "assessed", "disputed", "handed_over", "returned", "collected")
ACTS = ("assess", "hand_over", "return", "settle_dispute")


@officers(AGENCY)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Every declaration by state, those that wait for the agency first."""
    with read(request.actor, purpose="agency desk"):
        found = [
            each
            for each in cases.inbox("all", room=social.ROOM).filter(procedure=social.DECLARATION)[:300]
            if each.state != "draft"
        ]
        made = social.assessments([each.key for each in found])
        rows = [
            _line(each, made[each.key])
            for each in sorted(
                found, key=lambda c: (STATES.index(c.state) if c.state in STATES else 9, c.number)
            )
        ]
    month = months.month_of(now().date())
    values = {
        "queues": navigation(request, "social:agency"),
        "title": Text("社保核定", "Assessments"),
        "rows": rows,
        "waiting": sum(row["waits"] for row in rows),
        "month": months.iso(max(month, FIRST)),
        "today": now().date(),
    }
    return render(request, "social_insurance_collection/agency.html", values)


def _line(case: cases.Case, rows: list[social.Assessed]) -> dict[str, Any]:
    made = cases.registered(case.procedure, case.version).procedure
    return {
        "number": case.number,
        "href": reverse("social:agency-case", args=[case.number]),
        "title": case.title,
        "state": made.state(case.state).title,
        "tone": {"done": "met", "stopped": "not_met"}.get(case.tone, "unknown"),
        "waits": case.state in STATES[:3],
        "due": case.due,
        "persons": rows[-1].persons if rows else None,
        "total": sum(row.total for row in rows) if rows else None,
    }


@officers(AGENCY)
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One declaration, person by person, and what the agency can do about it."""
    here = reverse("social:agency-case", args=[number])
    if request.method == "POST" and (told := again.answered(request, here)):
        return told
    with read(request.actor, purpose="assessment"):
        found = social.reached(request.actor, number, doing="assess", procedure=social.DECLARATION)
        values = case_values(found)
        choices = {c.action.name: c for c in cases.options(request.actor, found, now())}
    problems: list[Refusal] = []
    if request.method == "POST":
        name = request.POST.get("act", "")
        if name not in ACTS:
            return refused(request, [_no_such()], back=here)
        done, problems = _act(request, found, name)
        if done is not None:
            messages.success(request, _said(found, name).say(language()))
            return redirect(here)
    free = [c.action for c in choices.values() if not c.hindrances and c.action.name in ACTS]
    values |= {
        "queues": navigation(request, "social:agency"),
        "title": Text(found.title, found.title),
        "acts": [
            {
                "name": each.name,
                "title": each.title,
                "explain": each.explain,
                "clause": each.clause,
                "fields": forms.shown(_fields(each)),
                "grave": each.name == "return",
            }
            for each in free
        ],
        "problems": problems,
    }
    return render(
        request,
        "social_insurance_collection/agency_case.html",
        values,
        status=422 if problems else 200,
    )


def _fields(action: Any) -> tuple[Field, ...]:
    found: list[Field] = []
    if action.outcomes:
        found.append(forms.outcomes(action.outcomes))
    if action.reasons:
        found.append(forms.reasons(action.reasons))
    return tuple(found)


def _act(request: HttpRequest, found: cases.Case, name: str) -> tuple[Any, list[Refusal]]:
    action = cases.registered(found.procedure, found.version).procedure.action(name)
    filled = forms.filled(request, _fields(action))
    if filled.problems:
        return None, filled.problems
    body = {k: list(v) if isinstance(v, tuple) else v for k, v in filled.values.items()}
    seen = found.sequence
    role = AGENCY.value

    def command(tx: Any) -> Any:
        if name == "hand_over":
            return social.do_hand_over(tx, found.key, role=role, seen=seen)
        return cases.act(tx, found.key, name, role, body, seen=seen)

    return tried(
        lambda: write(
            command,
            actor=request.actor,
            key=key_of(request),
            name=f"social.{name}",
            request=[found.number, asked_of(body)],
        )
    )


def _said(found: cases.Case, name: str) -> Text:
    title = cases.registered(found.procedure, found.version).procedure.action(name).title
    return Text(f"{found.number}：{title.zh}，已办", f"{found.number}: {title.en}, done")


def _no_such() -> Refusal:
    return Refusal(Text("没有这一步", "There is no such step"))


MONTH = Field(name="month", kind="month", label=Text("费款所属月", "Month"))


@officers(AGENCY)
@require_POST
def flexible(request: HttpRequest) -> HttpResponse:
    """Assess and hand over every flexible worker's month that is not assessed yet."""
    back = reverse("social:agency")
    if told := again.answered(request, back):
        return told
    filled = forms.filled(request, (MONTH,))
    if filled.problems:
        return refused(request, filled.problems, back=back)
    month = filled.values["month"]
    count, problems = tried(
        lambda: write(
            lambda tx: _month_done(social.assess_month(tx, month)),
            actor=request.actor,
            key=key_of(request),
            name="social.flexible",
            request=month,
        )
    )
    if count is None:
        return refused(request, problems, back=back)
    messages.success(request, Text(*count["said"]).say(language()))
    for each in count["unsettled"]:
        messages.warning(request, Text(*each).say(language()))
    return redirect(back)


def _month_done(done: social.MonthDone) -> dict[str, Any]:
    """What was done, in words; whom the rule does not settle is named, masked."""
    more = Text(f"，其余 {done.left} 人由后台继续", f"; {done.left} more follow in the background")
    said = Text(
        f"已核定并传递 {done.assessed} 人{more.zh if done.left else ''}",
        f"{done.assessed} people assessed and handed over{more.en if done.left else ''}",
    )
    unsettled = [
        [f"{u.name}（{u.shown}）不能核定，请补齐登记资料", f"{u.name} ({u.shown}) cannot be assessed: complete the records"]
        for u in done.unsettled[: MOST_SHOWN]
    ]  # fmt: skip
    return {"said": list(said), "unsettled": unsettled}


PROJECT = (
    Field(name="credit_code", kind="credit_code", label=Text("施工单位信用代码", "Contractor's credit code")),
    Field(name="number", kind="text", label=Text("项目编号", "Number of the project"), max_length=30),
    Field(name="name", kind="text", label=Text("项目名称", "Name of the project"), max_length=100),
    Field(
        name="base",
        kind="money",
        label=Text("核定的缴费基数", "Base as assessed"),
        unit=Text("元", "yuan"),
        minimum=1,
    ),
    Field(name="registered_on", kind="date", label=Text("登记日期", "Registered on")),
)


@officers(AGENCY)
@require_http_methods(["GET", "POST"])
def project(request: HttpRequest) -> HttpResponse:
    """Register a construction project and charge its injury contribution, once (1.1.b)."""
    return _form(
        request,
        Text("按项目缴工伤保险费", "Injury contribution by project"),
        Text("一个项目缴一次；基数由经办机构核定", "Once a project; the agency assesses the base"),
        "she-2020-18/1.1.b",
        PROJECT,
        _charge_project,
    )


def _charge_project(tx: Tx, v: dict[str, Any], rows: list[dict[str, Any]]) -> Text:
    firm = social.firm_by_code(v["credit_code"])
    key = social.register_project(tx, firm, v["number"], v["name"], v["base"], v["registered_on"])
    sent = social.charge_project(tx, key)
    yuan = format_yuan(sent.total)
    return Text(f"已核定并传递 {yuan} 元", f"{yuan} yuan assessed and handed over")


KIND = Field(
    name="kind",
    kind="choice",
    label=Text("登记的是", "What is registered"),
    options=tuple(Option(name, title) for name, (title, _) in sheets.KINDS.items()),
)


@officers(AGENCY)
@require_http_methods(["GET", "POST"])
def registrations(request: HttpRequest) -> HttpResponse:
    """Take in registrations by sheet: good rows are kept, the others told by row and column."""
    return _form(
        request,
        Text("导入参保登记", "Take in registrations"),
        Text(
            "按表头识别；有错的行单独列出，其余照常入库",
            "Found by their headings; faulty rows are listed, the rest is kept",
        ),
        "she-2020-18/2.1",
        (KIND,),
        _register,
        upload=True,
    )


def _register(tx: Tx, v: dict[str, Any], rows: list[dict[str, Any]]) -> Text:
    for row in rows:
        sheets.RECORD[v["kind"]](tx, row)
    return Text(f"已登记 {len(rows)} 条", f"{len(rows)} registered")


def _form(
    request: HttpRequest,
    title: Text,
    text: Text,
    clause: str,
    fields: tuple[Field, ...],
    do: Callable[[Tx, dict[str, Any], list[dict[str, Any]]], Text],
    *,
    upload: bool = False,
) -> HttpResponse:
    """A form of the agency's desk, perhaps with a sheet, and its doing; faults of the sheet are told beside what was done."""
    if told := again.answered(request, reverse("social:agency")):
        return told
    raw: dict[str, Any] = {}
    problems: list[Refusal] = []
    if request.method == "POST":
        filled = forms.filled(request, fields)
        raw, problems = filled.raw, filled.problems
        rows: list[dict[str, Any]] = []
        faults: list[Refusal] = []
        data = b""
        if upload and not problems:
            file = request.FILES.get("file")
            data = file.read() if file else b""
            found, faults = read_rows(data, sheets.KINDS[filled.values["kind"]][1])
            rows = found or []
            problems = faults if not rows else []
        if not problems:
            said, problems = tried(
                lambda: write(
                    lambda tx: list(do(tx, filled.values, rows)),
                    actor=request.actor,
                    key=key_of(request),
                    name="social.agency.form",
                    request=[title.zh, asked_of(filled.values), sm3(data).hex()],
                )
            )
            if said is not None:
                messages.success(request, Text(*said).say(language()))
                for fault in faults:
                    messages.warning(request, fault.what.say(language()))
                return redirect("social:agency")
    values = {
        "queues": navigation(request, "social:agency"),
        "title": title,
        "text": text,
        "clause": clause,
        "fields": forms.shown(fields, raw),
        "upload": upload,
        "problems": problems,
        "step_up": False,
        "back": reverse("social:agency"),
    }
    return render(request, "workbench/plain_act.html", values, status=422 if problems else 200)
