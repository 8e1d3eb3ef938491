"""The funds of a month: requests and their days, the special account, what each office does about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.calendar import month as months
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now, read
from gongbao.platform.funds import services as funds
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language
from gongbao.web.rooms.training_subsidy.city import acts, figures
from gongbao.web.shared import again, stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import Sheet, query, taken
from gongbao.web.workbench import forms
from gongbao.web.workbench.doors import MONEY, officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import today

EARLIEST, LATEST = 2020 * 12, 2035 * 12


@officers(*MONEY)
@require_GET
def fund(request: HttpRequest) -> HttpResponse:
    """The fund view of a month; each of its lists can be taken away (``?export=``)."""
    month = month_of(request)
    view = training.fund_view(request.actor, month)
    rows = figures.requests(view, everyone=request.actor.is_city)
    sheets = _sheets(view, rows)
    if (wanted := request.GET.get("export", "")) in sheets:
        return taken(request, sheets[wanted])
    label = months.label(month)
    values = {
        "queues": navigation(request, "fund"),
        "title": Text(f"资金　{label.zh}", f"Funds, {label.en}"),
        "month": month,
        "before": query(request, month=months.iso(month - 1)),
        "after": query(request, month=months.iso(month + 1)),
        "due": view.due,
        "figures": figures.glance(view) if request.actor.is_city else [],
        "requests": rows,
        "requests_total_fen": view.total,
        "missing": sum(row["submitted"] is None and bool(row["number"]) for row in rows),
        "ready": sheets["ready"].table() if view.ready else None,
        "chart": figures.chart(view),
        "ledger": sheets["ledger"].table() if view.ledger else None,
        "batches": sheets["batches"].table() if view.batches else None,
        "payments": sheets["payments"].table() if view.payments else None,
        "exports": {name: query(request, export=name) for name in sheets},
        "acts": acts.links(request.actor, month, view),
        "receipts": acts.may_pay(request.actor),
        "books": _books(request),
        "check_books": query(request, check="books") if request.actor.is_city else "",
        "today": today(),
    }
    return render(request, "city/fund.html", values)


@officers(*MONEY)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, name: str, month: str) -> HttpResponse:
    """One act on a month's money: its form, then its doing; the second factor first where it moves money."""
    number = _month(month)
    known = acts.of(request.actor, name)
    if done := again.answered(request, f"{reverse('city:fund')}?month={months.iso(number)}"):
        return done
    if request.method == "POST":
        do = stepping.stepped_up(_do) if known.step_up else _do
        return do(request, known, number)
    return _page(request, known, number)


def _do(request: HttpRequest, known: acts.Act, month: int) -> HttpResponse:
    with read(request.actor, purpose="funds"):
        fields = known.fields(request.actor, month)
    filled = forms.filled(request, fields)
    problems = filled.problems
    if not problems:
        key = key_of(request)
        said, problems = tried(lambda: known.do(request.actor, month, filled.values, key))
        if said is not None:
            messages.success(request, said.say(language()))
            return redirect(f"{reverse('city:fund')}?month={months.iso(month)}")
    return _page(request, known, month, filled.raw, problems)


def _page(
    request: HttpRequest,
    known: acts.Act,
    month: int,
    raw: dict[str, Any] | None = None,
    problems: list[Refusal] | None = None,
) -> HttpResponse:
    with read(request.actor, purpose="funds"):
        fields = known.fields(request.actor, month)
    view = training.fund_view(request.actor, month) if known.table else None
    values = {
        "queues": navigation(request, "fund"),
        "title": known.title,
        "text": known.text,
        "clause": known.clause,
        "month": month,
        "table": known.table(view) if known.table and view else None,
        "fields": forms.shown(fields, raw if raw is not None else known.first(request.actor, month)),
        "problems": problems or [],
        "step_up": known.step_up and not stepping.is_stepped_up(request.actor, now()),
        "back": f"{reverse('city:fund')}?month={months.iso(month)}",
    }
    return render(request, "city/act.html", values, status=422 if problems else 200)


def month_of(request: HttpRequest) -> int:
    """The month the address asks for, else the present one."""
    text = request.GET.get("month", "")
    if not text:
        return months.month_of(today())
    return _month(text)


def _month(text: str) -> int:
    month = months.parse(text)
    if not EARLIEST <= month < LATEST:
        raise Refusal(
            Text("没有这个月的资金", "There is no money of that month"),
            mend=Text("请换一个月份", "Choose another month"),
        )
    return month


def _sheets(view: training.FundView, rows: list[dict[str, Any]]) -> dict[str, Sheet]:
    return {
        "requests": figures.requests_sheet(view, rows),
        "ready": figures.cases(view.ready, Text("待列入用款申请", "Waiting to join a request")),
        "ledger": figures.ledger(view),
        "batches": figures.batches(view.batches),
        "payments": figures.payments(view.payments),
    }


def _books(request: HttpRequest) -> dict[str, Any] | None:
    """What the check of the books found, where the city asked for it."""
    if not (request.actor.is_city and request.GET.get("check") == "books"):
        return None
    with read(request.actor, purpose="check the books"):
        found = funds.check_books()
    return {"sound": not found, "found": found[:50], "count": len(found)}
