"""One act on one case: its form, why it may not be done, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongbao.kernel.forms import Form
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import now, read
from gongbao.web.i18n import language
from gongbao.web.rooms import officer_part
from gongbao.web.shared import again, stepping
from gongbao.web.shared.doors import key_of, next_of
from gongbao.web.shared.forms import files_sent
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import forms
from gongbao.web.workbench.doing import RAW, UPLOADS, Act, act_of
from gongbao.web.workbench.doors import caseworkers
from gongbao.web.workbench.panels import handed_in
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import Reached, address, head, reached, today

SEEN = "seen"


@caseworkers
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of one act, and its doing; what stands against it is said instead of the form."""
    if done := again.answered(request, address(number)):
        return done
    found = reached(request.actor, number, action)
    known = act_of(found.case, action)
    choice = found.choice(action)
    if choice.hindrances:
        return _page(
            request,
            found,
            action,
            known,
            [Refusal(h.why, mend=h.mend, clause=h.clause) for h in choice.hindrances],
            status=409,
        )
    if request.method == "GET":
        return _page(request, found, action, known)
    if known.step_up or choice.action.step_up:
        return stepping.stepped_up(_carry_out)(request, found, action, known)
    return _carry_out(request, found, action, known)


@caseworkers
@require_POST
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Take a case on: the officer becomes its handler."""
    key = key_of(request)
    with read(request.actor, purpose="workbench: take"):
        case = handed_in(request.actor, access_case(request.actor, number, doing="review"))
    own = officer_part(case.room).take
    if own:
        own(request.actor, number, key)
    else:
        casework.do(request.actor, number, "delegate", key=key, decided={"to": request.actor.identity})
    return redirect(next_of(request, address(number)))


def _carry_out(request: HttpRequest, found: Reached, action: str, known: Act) -> HttpResponse:
    fields = _fields(request, found, action, known)
    filled = forms.filled(request, fields)
    if filled.problems:
        return _page(request, found, action, known, filled.problems, filled.raw)
    form = Form(id="act", version="1", title=found.choice(action).action.title, fields=tuple(fields))
    uploads, problems = files_sent(request, form)
    if problems:
        return _page(request, found, action, known, problems, filled.raw)
    key, values = key_of(request), {**filled.values, SEEN: _seen(request), RAW: filled.raw, UPLOADS: uploads}
    _, problems = tried(lambda: known.do(request.actor, found.case.number, values, key))
    if problems:
        return _page(request, found, action, known, problems, filled.raw)
    title = found.choice(action).action.title
    said = Text(f"已办：{title.zh}（{found.case.number}）", f"Done: {title.en} ({found.case.number})")
    messages.success(request, said.say(language()))
    return redirect(next_of(request, address(found.case.number)))


def _page(
    request: HttpRequest,
    found: Reached,
    action: str,
    known: Act,
    problems: list[Refusal] | None = None,
    raw: dict[str, Any] | None = None,
    status: int = 0,
) -> HttpResponse:
    choice = found.choice(action)
    fields = [] if choice.hindrances else forms.shown(_fields(request, found, action, known), raw)
    values = {
        "queues": navigation(request),
        "case": head(found.case),
        "title": choice.action.title,
        "text": choice.action.explain,
        "clause": choice.action.clause,
        "note": choice.action.note if not choice.action.clause else None,
        "grave": known.grave,
        "fields": fields,
        "upload": known.upload,
        "preview": known.preview(request.actor, found.case)
        if known.preview and not choice.hindrances
        else None,
        "problems": problems or [],
        "barred": bool(choice.hindrances),
        "seen": found.case.sequence,
        "step_up": (known.step_up or choice.action.step_up)
        and not stepping.is_stepped_up(request.actor, now()),
        "next": next_of(request, ""),
        "back": address(found.case.number),
        "today": today(),
    }
    return render(request, "workbench/act.html", values, status=status or (422 if problems else 200))


def _fields(request: HttpRequest, found: Reached, action: str, known: Act) -> tuple[Any, ...]:
    with read(request.actor, purpose=f"workbench: {action}"):
        return known.fields(request.actor, found.case, found.choice(action))


def _seen(request: HttpRequest) -> int | None:
    text = request.POST.get(SEEN, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
