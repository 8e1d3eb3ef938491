"""Acts of a firm on its case, each on a page that says what follows; letters and files to take away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import collect, parse
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.services import read
from gongbao.platform.files import services as files
from gongbao.platform.letters import services as letters
from gongbao.web.hall import views_fill
from gongbao.web.hall.crumbs import crumbs
from gongbao.web.hall.doing import PartyAct, derivable, own_act
from gongbao.web.i18n import language
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import problems_of, shown, tried
from gongbao.web.shared.values import plain

HIDDEN = ("account",)
"""Answers that are not sent back to the page with what else was typed."""


@never_cache
@for_party("")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """One act: its effect, its form, and back to the case when done."""
    with read(request.actor, purpose=f"{name} a case"):
        case = access_case(request.actor, number, doing=name)
    does = own_act(case, name)
    if does is None:
        if not derivable(case, name):
            raise Http404
        return views_fill.fill(request, case, name)
    raw: dict[str, Any] = {}
    problems = []
    if request.method == "POST":
        raw = collect(does.form, request.POST)
        parsed = parse(does.form, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            key = key_of(request)
            done, problems = tried(lambda: does.do(request.actor, number, parsed.values, key))
            if done is not None:
                _tell(request, does, done)
                return redirect("hall:case", number=number)
    return shown(request, "hall/act.html", _page(case, does, raw), problems)


def _tell(request: HttpRequest, does: PartyAct, done: dict[str, Any]) -> None:
    messages.success(request, Text(f"已办：{does.title.zh}", f"Done: {does.title.en}").say(language()))
    for doubt in done.get("doubts", ()):
        messages.warning(request, Text(*doubt).say(language()))


def _page(of: Case, does: PartyAct, raw: dict[str, Any]) -> dict[str, Any]:
    number, case = of.number, reverse("hall:case", args=[of.number])
    procedure = registered(of.procedure, of.version).procedure
    return {
        "matter": procedure.title,
        "crumbs": crumbs({"text": plain(number), "href": case}, {"text": does.title}),
        "title": does.title,
        "effect": does.effect(of) if callable(does.effect) else does.effect,
        "grave": does.grave,
        "clause": does.clause or {each.name: each.clause for each in procedure.actions}.get(does.action, ""),
        "action": "",
        "back": case,
        "button": does.button,
        "fields": [{"field": f, "value": None if f.name in HIDDEN else raw.get(f.name)} for f in does.fields],
    }


@never_cache
@for_party("")
@require_safe
def letter(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """A letter of the case as PDF; the download is logged."""
    with read(request.actor, purpose="download a letter"):
        case = access_case(request.actor, number, doing="download a letter")
        found = next((each for each in letters.letters(case=case.key) if each.id == key), None)
        if found is None or not found.ready:
            raise Http404
        audit.note(f"letter {found.number}", case=case.key)
        pdf = letters.pdf(key)
    return files.attachment(pdf.name, "pdf", pdf.content)


@never_cache
@for_party("")
@require_safe
def file(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """An uploaded file of the case, always as an attachment; the download is logged."""
    with read(request.actor, purpose="download a file"):
        case = access_case(request.actor, number, doing="download a file")
        if all(row.id != key for row in files.files_of(case.key)):
            raise Http404
        audit.note(f"file {key}", case=case.key)
        found = files.open_file(request.actor, key)
    return files.attachment(found.name, found.kind, found.data)
