"""A case of the room: where it stands, its history, and the steps its reader can take, each with its own form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import parse
from gongbao.kernel.forms.parsing import collect
from gongbao.kernel.procedure import Choice
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.forms import FORMS
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.vehicle_tax.asking import fields_of
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import for_party, key_of, signed_in
from gongbao.web.shared.refusals import problems_of, shown, tried
from gongbao.web.workbench import casepage

BACKSTAGE = frozenset({"delegate", "apply", "resubmit"})
"""Steps that are made on other pages, or need a colleague's name."""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case to its insurer or to officers; a post makes one step."""
    if request.actor.kind == "party":
        return for_party("vehicle_tax")(_case)(request, number=number)
    return _case(request, number=number)


def _case(request: HttpRequest, number: str) -> HttpResponse:
    view = tax.case_view(request.actor, number)
    problems: list[Refusal] = []
    if request.method == "POST":
        choice = next((c for c in view.choices if c.action.name == request.POST.get("go")), None)
        if choice is not None and choice.action.step_up:
            return stepping.stepped_up(lambda r: _do(r, view, choice))(request)
        if choice is not None:
            return _do(request, view, choice)
    return _page(request, view, problems)


def _do(request: HttpRequest, view: tax.CaseView, choice: Choice) -> HttpResponse:
    action, number = choice.action, view.case.number
    body, problems = _body(request, choice)
    if not problems:
        key = key_of(request)
        _, problems = tried(
            lambda: tax.do(request.actor, number, action.name, body, key=key, seen=view.case.sequence) or True
        )
    if problems:
        return _page(request, view, problems)
    messages.success(request, Text(f"已办：{action.title.zh}", f"Done: {action.title.en}").say(language()))
    return redirect("vehicle_tax:case", number=number)


def _body(request: HttpRequest, choice: Choice) -> tuple[dict[str, Any], list[Refusal]]:
    action, body = choice.action, dict[str, Any]()
    problems: list[Refusal] = []
    if action.form:
        form = FORMS[action.form]
        parsed = parse(form, collect(form, request.POST), on=now().date())
        problems = problems_of(parsed.problems)
        body = {
            k: v.isoformat() if hasattr(v, "isoformat") else v
            for k, v in parsed.values.items()
            if v is not None
        }
    if action.outcomes:
        body["outcome"] = request.POST.get("outcome", "")
    if action.reasons:
        body["reasons"] = request.POST.getlist("reasons")
    return body, problems


def _page(request: HttpRequest, view: tax.CaseView, problems: list[Refusal]) -> HttpResponse:
    officer = request.actor.kind == "officer"
    home = (
        ("vehicle_tax:office", Text("车船税代收管理", "Supervision"))
        if officer
        else ("vehicle_tax:desk", Text("工作台", "Desk"))
    )
    steps = [_step(choice, request) for choice in view.choices if choice.action.name not in BACKSTAGE]
    context = casepage.frame(view, home[1], reverse(home[0]), HOME_CRUMB, shown=steps)
    return shown(request, "vehicle_tax/case.html", context, problems)


def _step(choice: Choice, request: HttpRequest) -> dict[str, Any]:
    action = choice.action
    if not action.form:
        return casepage.step_form(choice, [])
    form = FORMS[action.form]
    raw = collect(form, request.POST) if request.POST.get("go") == action.name else None
    return casepage.step_form(choice, fields_of(form, raw))
