"""One person of a claim: why they count or not, what an officer finds, leaving out and taking in, the number in full."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, Option
from gongbao.kernel.masking import mask_name
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.db.services import read
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language
from gongbao.web.rooms.training_subsidy.workbench import claims, revealing
from gongbao.web.shared import tree
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import forms
from gongbao.web.workbench.doors import CASEWORK, HANDLER, officers
from gongbao.web.workbench.panels import handed_in
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import address, head, today

OF_PERSON, OF_FIRM = ("hard_to_employ", "earlier_scheme_cleared"), ("firm_size_found",)
EVIDENCE = Field(
    name="evidence",
    kind="long_text",
    label=Text("依据", "On what evidence"),
    help=Text("看了什么材料、何时看的", "What was looked at, and when"),
    max_length=500,
)
PURPOSE = Field(
    name="purpose",
    kind="text",
    label=Text("查看用途", "Purpose"),
    help=Text("会记入查看记录，本人也能看到", "Kept in the access log, which the person can see"),
    max_length=80,
)
WHY_OUT = Field(
    name="reason",
    kind="choice",
    label=Text("理由", "Reason"),
    options=tuple(Option(each.id, each.text) for each in claims.REASONS.values()),
)


@officers(*CASEWORK)
@require_GET
def row(request: HttpRequest, number: str, row: int) -> HttpResponse:
    """The whole answer for one person, beside what the officer can do about it."""
    return _page(request, number, row)


@officers(HANDLER)
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, number: str, row: int = 0) -> HttpResponse:
    """Record what was found of a fact that people judge: of one person, or (row 0) of the firm."""
    if request.method == "GET" and row:
        return redirect("workbench:row", number, row)
    fields = _judging(OF_PERSON if row else OF_FIRM)
    if request.method == "GET":
        return _firm_page(request, number, fields)
    filled = forms.filled(request, fields)
    problems = filled.problems
    if not problems:
        key, values = key_of(request), filled.values
        _, problems = tried(
            lambda: training.judge(
                request.actor,
                number,
                values["fact"],
                values["value"],
                key=key,
                evidence=values["evidence"],
                row=row or None,
            )
        )
    if problems:
        shown = {"judging": forms.shown(fields, filled.raw), "problems": problems}
        return (
            _page(request, number, row, **shown)
            if row
            else _firm_page(request, number, fields, filled.raw, problems)
        )
    messages.success(
        request,
        Text("认定已登记，结论已重新计算", "Recorded; the findings were worked out again").say(language()),
    )
    return redirect("workbench:row", number, row) if row else redirect(address(number))


@officers(HANDLER)
@require_POST
def leave_out(request: HttpRequest, number: str, row: int) -> HttpResponse:
    """Leave the person out for a reason of the list, or take them in again."""
    key, take_in = key_of(request), request.POST.get("do") == "include"
    if take_in:
        _, problems = tried(lambda: training.include_row(request.actor, number, row, key=key))
    else:
        filled = forms.filled(request, (WHY_OUT,))
        problems = filled.problems
        if not problems:
            reason = filled.values["reason"]
            _, problems = tried(
                lambda: training.exclude_row(request.actor, number, row, reason=reason, key=key)
            )
    if problems:
        return _page(request, number, row, problems=problems)
    said = Text("已恢复", "Taken in again") if take_in else Text("已去掉", "Left out")
    messages.success(request, said.say(language()))
    return redirect("workbench:row", number, row)


@officers(*CASEWORK)
@never_cache
@require_POST
def reveal(request: HttpRequest, number: str, row: int) -> HttpResponse:
    """The name and number in full, once, for a purpose that is kept."""
    filled = forms.filled(request, (PURPOSE,))
    problems = filled.problems
    found = None
    if not problems:
        found, problems = tried(
            lambda: revealing.in_full(request.actor, number, row, filled.values["purpose"])
        )
    return _page(request, number, row, full=found, problems=problems)


@officers(HANDLER)
@require_POST
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the registers anew and work every row out again."""
    training.compare_again(request.actor, number, key=key_of(request))
    messages.success(request, Text("已重新比对", "Compared again").say(language()))
    return redirect(address(number))


def _page(request: HttpRequest, number: str, row: int, *, status: int = 200, **more: Any) -> HttpResponse:
    with read(request.actor, purpose="workbench: row"):
        case = handed_in(request.actor, access_case(request.actor, number, doing="row"))
        answer = training.answer(request.actor, number, row)
        kept = revealing.row_of(case, row)
    whole = request.GET.get("all") == "yes"
    conditions = tree.whole(answer.determination) if whole else tree.decisive(answer.determination)
    works = case.state == "in_review" and HANDLER.value in request.actor.roles
    values = {
        "queues": navigation(request),
        "case": head(case),
        "row": row,
        "name": mask_name(answer.name),
        "number": answer.shown,
        "outcome": answer.determination.outcome,
        "amount": answer.determination.amount_fen,
        "granted": answer.granted,
        "conditions": conditions,
        "counts": tree.counts(conditions),
        "whole": whole,
        "other": "?all=yes" if not whole else "?",
        "months": _months(answer),
        "excluded": claims.REASONS[kept.excluded].text if kept and kept.excluded in claims.REASONS else None,
        "works": works,
        "judging": forms.shown(_judging(OF_PERSON)),
        "leaving": forms.shown((WHY_OUT,)),
        "revealing": forms.shown((PURPOSE,)),
        "problems": [],
        "full": None,
        "today": today(),
        **more,
    }
    return render(request, "workbench/row.html", values, status=422 if values["problems"] else status)


def _firm_page(
    request: HttpRequest,
    number: str,
    fields: tuple[Field, ...],
    raw: dict[str, Any] | None = None,
    problems: list[Refusal] | None = None,
) -> HttpResponse:
    with read(request.actor, purpose="workbench: judge"):
        case = handed_in(request.actor, access_case(request.actor, number, doing="judge"))
    values = {
        "queues": navigation(request),
        "case": head(case),
        "title": Text("认定企业规模", "Judge the firm’s size"),
        "text": Text(
            "登记数据分不出规模时，由经办人按材料认定。",
            "Where the register cannot tell, the officer finds it from papers.",
        ),
        "clause": "neng-2020-6/1.1.b",
        "fields": forms.shown(fields, raw),
        "problems": problems or [],
        "seen": case.sequence,
        "back": address(number),
        "today": today(),
    }
    return render(request, "workbench/act.html", values, status=422 if problems else 200)


def _judging(facts: tuple[str, ...]) -> tuple[Field, ...]:
    options = tuple(Option(name, claims.fact_label(name)) for name in facts)
    return (
        Field(name="fact", kind="choice", label=Text("认定什么", "Which fact"), options=options),
        Field(name="value", kind="yes_no", label=Text("结论", "Finding")),
        EVIDENCE,
    )


def _months(answer: training.Answer) -> dict[str, Any]:
    head_ = [{"label": Text("月份", "Month")}, {"label": Text("参保", "Insured")}, {"label": Text("工资（元）", "Wage (yuan)"), "num": True},
             {"label": Text("结论", "Finding")}]  # fmt: skip
    rows = [
        {"cells": [months.label(each.month), _insured(each.insured), {"fen": each.wage, "num": True} if each.wage is not None else "",
                   {"state": "met" if each.counts else "not_met", "text": Text("可计", "counts") if each.counts else Text("不计", "does not count")}]}
        for each in answer.months
    ]  # fmt: skip
    return {"caption": Text("逐月核对", "Month by month"), "head": head_, "rows": rows, "small": True}


def _insured(value: bool | None) -> Text:
    return {True: Text("是", "yes"), False: Text("否", "no"), None: Text("未知", "unknown")}[value]
