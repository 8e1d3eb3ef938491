"""For everybody: what a choice costs, work on offer, published lists and their versions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongbao.kernel.calendar import month as months
from gongbao.kernel.districts import OFFICES
from gongbao.kernel.forms import Field, Form, Option, parse, show
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import PUBLIC, now, read
from gongbao.platform.flexible_employment import services as flexible
from gongbao.policies.flexible_employment.rules import BOOK
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.flexible_employment import pictures
from gongbao.web.shared.refusals import problems_of

DISTRICTS = tuple(Option(each.code, each.short) for each in OFFICES)
COSTS = Form(
    id="flexible_employment.costs", version="1", title=Text("一个月缴多少", "What a month costs"),
    fields=(
        Field(name="month", kind="month", label=Text("月份", "Month"), clause="jiu-2020-19/6.a"),
        Field(name="joins", kind="choices", label=Text("参加哪些", "Which insurances"), clause="jiu-2020-19/3.p2",
              options=tuple(Option(name, text) for name, text in flexible.INSURANCES.items())),
        Field(name="pension_base", kind="money", label=Text("养老缴费基数（元，不填按下限）", "Pension base in yuan (blank: the least)"), required=False, clause="jiu-2020-19/3.p2.a"),
        Field(name="unemployment_base", kind="money", label=Text("失业缴费基数（元，不填按下限）", "Unemployment base in yuan (blank: the least)"), required=False, clause="jiu-2020-19/6.a"),
        Field(name="made_up", kind="integer", label=Text("再补缴2020年几个月（不补不填）", "Months of 2020 made up then (blank: none)"), required=False, minimum=1, maximum=12, clause="jiu-2020-19/7.b"),
    ),
)  # fmt: skip
SEARCH = Form(
    id="flexible_employment.search", version="1", title=Text("找活干", "Find work"),
    fields=(
        Field(name="skills", kind="text", label=Text("会做什么（用逗号隔开）", "Skills, separated by commas"), max_length=200, example="驾驶，派送", clause="jiu-2020-19/15"),
        Field(name="districts", kind="choices", label=Text("在哪些区（先选的优先）", "Districts"), options=DISTRICTS, clause="jiu-2020-19/15"),
        Field(name="pay", kind="money", label=Text("每小时至少（元）", "At least, yuan an hour"), required=False),
        Field(name="hours", kind="integer", label=Text("每周最多（小时）", "At most, hours a week"), required=False, minimum=1, maximum=168),
    ),
)  # fmt: skip
TITLE = Text("灵活就业", "Flexible work")
RECOMMENDED = Text(
    "没有单位的专业技术人员：申报职称时把“推荐单位”填成名录中协会学会的统一社会信用代码，由它公示和推荐。",
    "Professionals without an employer: name one of these by its credit code as the recommender of your application.",
)


def crumbs(*more: Text) -> list[dict[str, Any]]:
    """Where the reader is."""
    return [
        HOME_CRUMB,
        {"text": TITLE, "href": reverse("flexible_employment:rights")},
        *({"text": each} for each in more),
    ]


@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """The calculator: a table and a picture of what the choice costs, and what it changes; nothing is kept."""
    first = flexible.usable(now().date())
    raw = {field.name: request.GET.getlist(field.name) if field.kind == "choices" else request.GET.get(field.name) for field in COSTS.fields}  # fmt: skip
    asked = any(raw.values())
    raw = raw if asked else {**raw, "month": months.iso(first), "joins": list(flexible.INSURANCES)}
    parsed = parse(COSTS, raw)
    problems, answer = problems_of(parsed.problems), None
    if not problems:
        try:
            answer = _costs(parsed.values)
        except Refusal as refusal:
            problems = [refusal]
    context = {
        "crumbs": crumbs(COSTS.title), "title": COSTS.title, "fields": [{"field": f, "value": raw.get(f.name)} for f in COSTS.fields],
        "problems": problems, "answer": answer, "last": months.label(flexible.last_known()),
    }  # fmt: skip
    return render(
        request, "flexible_employment/costs.html", context, status=422 if problems and asked else 200
    )


def _costs(values: dict[str, Any]) -> dict[str, Any]:
    month, joins = values["month"], frozenset(values["joins"])
    own = flexible.cost(month, joins, values.get("pension_base"), values.get("unemployment_base"))
    made_up = (
        _made_up(values["made_up"], values.get("pension_base"), month) if values.get("made_up") else None
    )
    rows = [("own", own), *flexible.choices(month, joins)]
    head = [
        {"label": Text("选择", "Choice")},
        *({"label": text, "num": True} for text in flexible.INSURANCES.values()),
    ]
    head += [
        {"label": Text("合计（元）", "In all (yuan)"), "num": True},
        {"label": Text("进个人养老账户", "To the own account"), "num": True},
    ]
    table = [
        {"cells": [pictures.NAMES[name], *({"fen": cost.parts[each], "num": True} for each in flexible.INSURANCES),
                   {"fen": cost.total, "num": True}, {"fen": cost.own_account, "num": True}], "current": name == "own"}
        for name, cost in rows
    ]  # fmt: skip
    used = [
        {"label": BOOK[name].title, "value": dated.source, "state": "unknown" if dated.flagged else "met", "clause": BOOK[name].clause}
        for name, dated in own.answer.parameters
    ]  # fmt: skip
    return {
        "made_up": made_up, "month": months.label(month), "total": own.total, "picture": pictures.bars(rows), "sources": used,
        "limits": Text(f"基数从{format_yuan(own.low)}元到{format_yuan(own.high)}元，端点也可以", f"The base lies between {format_yuan(own.low)} and {format_yuan(own.high)} yuan, both included"),
        "table": {"caption": Text("不同选择每月缴费", "A month by choice"), "head": head, "rows": table, "small": True},
    }  # fmt: skip


def _made_up(count: int, base: int | None, month: int) -> dict[str, Any]:
    """What months of 2020 cost if they are made up in this month, on its limits (7.c)."""
    on, first = months.first_day(month), months.parse("2020-01")
    own = flexible.quote(range(first, first + count), base, on)
    others = [flexible.quote(own.months, each, on) for each in (own.low, (own.low + own.high) // 2, own.high)]
    head = [
        {"label": Text("选择", "Choice")},
        *(
            {"label": text, "num": True}
            for text in (
                Text("每月", "A month"),
                Text("合计", "In all"),
                Text("进个人养老账户", "To the own account"),
            )
        ),
    ]
    rows = [
        {"cells": [pictures.NAMES[name], *({"fen": fen, "num": True} for fen in (q.each, q.total, q.own_account))], "current": name == "own"}
        for name, q in zip(("own", "low", "middle", "high"), (own, *others), strict=True)
    ]  # fmt: skip
    return {
        "count": count, "total": own.total,
        "table": {"caption": Text("补缴2020年的月份（元）", "Months of 2020 made up, in yuan"), "head": head, "rows": rows, "small": True},
    }  # fmt: skip


@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """Work on offer, ranked by skills met, then district, then pay; each line says why it stands where it does."""
    raw = {field.name: request.GET.getlist(field.name) if field.kind == "choices" else request.GET.get(field.name) for field in SEARCH.fields}  # fmt: skip
    problems, found, left = [], None, []
    if any(raw.values()):
        parsed = parse(SEARCH, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            values = parsed.values
            seeker, left = flexible.seeker(
                values["skills"], values["districts"], values.get("pay"), values.get("hours")
            )
            with read(PUBLIC, purpose="flexible.match"):
                found = flexible.match(seeker, now().date())
    context = {
        "crumbs": crumbs(SEARCH.title), "title": SEARCH.title, "fields": [{"field": f, "value": raw.get(f.name)} for f in SEARCH.fields],
        "problems": problems, "found": found, "left": left,
    }  # fmt: skip
    return render(request, "flexible_employment/vacancies.html", context, status=422 if problems else 200)


@require_safe
def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """A published list, searchable; every entry with its contents and version."""
    if kind not in flexible.LISTS:
        raise Http404(kind)
    words, form = request.GET.get("q", "")[:40], flexible.LIST_FORMS[kind]
    with read(PUBLIC, purpose=f"flexible.list {kind}"):
        rows = flexible.entries(kind, now().date(), words)
    entries = [
        {"title": row.title, "code": row.code, "version": row.version, "starts_on": row.starts_on, "ends_on": row.ends_on, "facts": _facts(form, row.data),
         "versions": reverse("flexible_employment:versions", args=[kind, row.code]) if row.version > 1 else ""}
        for row in rows
    ]  # fmt: skip
    context = {
        "crumbs": crumbs(form.title), "title": form.title, "clause": form.clause, "entries": entries, "others": _others(kind),
        "filters": {"action": reverse("flexible_employment:list", args=[kind]), "search": {"name": "q", "label": Text("查名称或内容", "Search"), "value": words}},
    }  # fmt: skip
    if kind == "association":
        context |= {"note": RECOMMENDED, "note_href": reverse("titles:home")}
    return render(request, "flexible_employment/listing.html", context)


@require_safe
def versions(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Every version of one entry."""
    if kind not in flexible.LISTS:
        raise Http404(kind)
    with read(PUBLIC, purpose=f"flexible.versions {kind}"):
        rows = flexible.versions(kind, code)
    if not rows:
        return redirect("flexible_employment:list", kind)
    form = flexible.LIST_FORMS[kind]
    entries = [
        {"title": row.title, "code": row.code, "version": row.version, "starts_on": row.starts_on, "ends_on": row.ends_on, "facts": _facts(form, row.data)}
        for row in rows
    ]  # fmt: skip
    context = {
        "crumbs": crumbs(form.title),
        "title": Text(f"{rows[0].title}：各版本", f"{rows[0].title}: versions"),
        "clause": form.clause,
        "entries": entries,
    }
    return render(request, "flexible_employment/listing.html", context)


def _facts(form: Form, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"label": field.label, "value": Text(show(field, data[field.name]), show(field, data[field.name], "en"))}
        for field in form.fields if data.get(field.name) not in (None, "")
    ]  # fmt: skip


def _others(kind: str) -> list[dict[str, Any]]:
    return [
        {"text": text, "href": reverse("flexible_employment:list", args=[name])}
        for name, text in flexible.LISTS.items()
        if name != kind
    ]
