"""The employer's desk: a new contract from a template, own terms reviewed, the checklist of duties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import Form, collect, parse
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import now
from gongbao.platform.electronic_contracts import drafting, reports, reviews
from gongbao.platform.electronic_contracts.words import ROOM
from gongbao.policies.electronic_contracts.forms import FORMS, OWN_TERMS
from gongbao.web.i18n import language
from gongbao.web.rooms.electronic_contracts.views_contract import crumbs
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import problems_of, shown, tried

FORM = FORMS["contract"]


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Fill the template; gaps and limits are told with their clause, the draft is kept anyway."""
    raw: dict[str, Any] = {}
    problems: list[Any] = []
    if request.method == "POST":
        raw = collect(FORM, request.POST)
        parsed = parse(FORM, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            key = key_of(request)
            number, problems = tried(lambda: drafting.start(request.actor, parsed.values, key=key))
            if number is not None:
                found = drafting.findings({"employer_name": "-", **parsed.values}, local_day(now()))
                for each in found:
                    messages.warning(request, each.what.say(language()))
                return redirect("electronic_contracts:contract", contract=number)
    context = {
        "matter": Text("电子劳动合同", "Electronic labour contract"), "crumbs": crumbs({"text": FORM.title}), "title": FORM.title,
        "lede": Text("一份表格，四种模板：固定期限、无固定期限、以任务为期限、非全日制。文字由系统按所填内容生成。", "One form, four templates; the wording follows from what you fill in."),
        "action": "", "button": Text("生成草稿", "Make the draft"), "back": reverse("electronic_contracts:mine"),
        "fields": [{"field": f, "value": raw.get(f.name)} for f in FORM.fields],
        "aside": [
            {"title": Text("试用期", "Probation"), "text": Text("三个月以上不满一年的最多一个月，不满三年的两个月，三年以上和无固定期限的六个月。", "One month under a year, two under three years, six beyond."), "clause": "lao-2020-28/3.s2"},
            {"title": Text("期限", "Time"), "text": Text("用工之日起一个月内订立；超过的要付二倍工资。", "Within a month of the first day of work; later costs double pay."), "clause": "lao-2020-28/3.s2"},
        ],
    }  # fmt: skip
    return shown(request, "hall/form.html", context, problems)


TERMS = Form(
    id="own_terms", version="2020-10", title=Text("审查常用条款", "Review of terms kept for use"),
    fields=(replace(OWN_TERMS[0], required=True),),
)  # fmt: skip
REVIEW = FORMS["terms_review"]


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Terms the employer keeps for use: put up for review here, before any contract takes them in."""
    raw: dict[str, Any] = {}
    problems: list[Any] = []
    if request.method == "POST":
        raw = collect(TERMS, request.POST)
        parsed = parse(TERMS, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            key, text = key_of(request), str(parsed.values["own_terms"])
            made, problems = tried(lambda: reviews.submit_text(request.actor, text, key=key))
            if made is not None:
                said = Text("已提交，等另一位经办人审查", "Submitted; a colleague reviews it")
                messages.success(request, said.say(language()))
                return redirect("electronic_contracts:terms")
    context = {
        "reviews": reviews.reviews_of(request.actor), "waiting": reviews.waiting(request.actor), "crumbs": crumbs({"text": TERMS.title}),
        "fields": [{"field": f, "value": raw.get(f.name)} for f in TERMS.fields],
    }  # fmt: skip
    return shown(request, "electronic_contracts/terms.html", context, problems)


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def review_terms(request: HttpRequest, review: UUID) -> HttpResponse:
    """A text that waits, reviewed clause by clause by somebody other than its author."""
    each = next((r for r in reviews.waiting(request.actor) if r["row"].key == review), None)
    if each is None:
        raise Http404
    raw: dict[str, Any] = {}
    problems: list[Any] = []
    if request.method == "POST":
        raw = collect(REVIEW, request.POST)
        parsed = parse(REVIEW, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            key = key_of(request)
            outcome, problems = tried(
                lambda: reviews.review_text(request.actor, review, parsed.values, key=key)
            )
            if outcome is not None:
                messages.success(
                    request, Text("审查结果已登记", "The findings were recorded").say(language())
                )
                return redirect("electronic_contracts:terms")
    back = reverse("electronic_contracts:terms")
    context = {
        "matter": Text("电子劳动合同", "Electronic labour contract"), "title": REVIEW.title, "back": back, "action": "",
        "crumbs": crumbs({"text": TERMS.title, "href": back}, {"text": REVIEW.title}),
        "button": Text("登记审查结果", "Record the findings"), "fields": [{"field": f, "value": raw.get(f.name)} for f in REVIEW.fields],
        "effect": Text("起草这段条款的人不能自己审查。", "Whoever wrote these terms does not review them."), "clause": "lao-2020-28/11.s2",
        "aside": [{"title": Text("双方自行约定", "Terms of the parties' own"), "text": Text(each["text"], each["text"]), "clause": ""}],
    }  # fmt: skip
    return shown(request, "hall/act.html", context, problems)


@never_cache
@for_party(ROOM)
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """The employer's duties of item 11 and the days that come."""
    context = {
        "duties": reports.checklist(request.actor),
        "coming": reports.calendar_of(request.actor),
        "today": local_day(now()),
        "crumbs": crumbs({"text": Text("责任清单", "Duties")}),
    }
    return render(request, "electronic_contracts/duties.html", context)
