"""Search, blank sheets and the notice's list as a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from gongbao.kernel.forms import Field, columns
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.excel import services as excel
from gongbao.platform.files.services import attachment
from gongbao.platform.notices import services as notices
from gongbao.policies import policies
from gongbao.policies.base import Policy
from gongbao.web import context
from gongbao.web.i18n import language
from gongbao.web.public.guide_data import question_page
from gongbao.web.public.guide_steps import sheet_of
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.public.views_questions import policy_of
from gongbao.web.rooms import notice_part
from gongbao.web.shared.refusals import tried

NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{2}-\d{6}")
MOST = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Policies, their clauses and questions, notices, and a case number, by plain words."""
    words = request.GET.get("q", "").strip()
    wanted = words.lower()
    if NUMBER.fullmatch(words.upper()):
        page = _case_page(request, words.upper())
        if page:
            return redirect(page)
    found = [*_policies(wanted), *_notices(wanted)] if wanted else []
    crumbs = [HOME_CRUMB, {"text": Text("搜索", "Search")}]
    number = bool(NUMBER.fullmatch(words.upper()))
    return render(
        request, "public/search.html", {"q": words, "found": found, "crumbs": crumbs, "number": number}
    )


def _case_page(request: HttpRequest, number: str) -> str:
    kind = request.actor.kind
    name = {"party": "hall:case", "officer": "workbench:case"}.get(kind)
    try:
        return reverse(name, args=[number]) if name else ""
    except NoReverseMatch:
        return ""


def _policies(wanted: str) -> list[dict[str, Any]]:
    found = []
    for policy in policies():
        document = policy.clauses.document.prefix
        if document not in context.guides():
            continue
        guide = reverse("guide", args=[document])
        if _fits(wanted, policy.title, policy.lede, Text(policy.number, policy.number), policy.short):
            found.append(
                {"title": policy.title, "text": policy.lede, "href": guide, "kind": Text("政策", "Policy")}
            )
        found += _inside(policy, wanted)
    return found[: 2 * MOST]


def _inside(policy: Policy, wanted: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for question in policy.questions:
        if _fits(wanted, question.title):
            page = question_page(policy, question.id.partition("/")[2])
            found.append(
                {"title": question.title, "text": None, "href": page, "kind": Text("先算一算", "Work it out")}
            )
    for clause in policy.clauses:
        if _fits(wanted, clause.summary):
            found.append(
                {"title": clause.summary, "text": None, "clause": clause.id, "kind": Text("条款", "Clause")}
            )
    return found[:MOST]


def _notices(wanted: str) -> list[dict[str, Any]]:
    lines = [*notices.listed(now(), limit=500), *notices.listed(now(), archive=True, limit=500)]
    return [
        {
            "title": each.title,
            "text": each.state,
            "href": reverse("notice", args=[each.slug]),
            "kind": Text("公示", "Notice"),
        }
        for each in lines
        if _fits(wanted, each.title, Text(each.slug, each.slug))
    ][:MOST]


def _fits(wanted: str, *texts: Text) -> bool:
    return any(wanted in text.zh.lower() or wanted in text.en.lower() for text in texts)


@require_safe
def blank_sheet(request: HttpRequest, document: str, name: str) -> HttpResponse:
    """A form, or a table of one, as an Excel sheet to fill in."""
    form = sheet_of(policy_of(document), name)
    if form is None:
        raise Http404
    title = form.label if isinstance(form, Field) else form.title
    return attachment(f"{title.say(language())}.xlsx", "xlsx", excel.template(form, language=language()))


@require_safe
def notice_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of a notice as an Excel workbook."""
    found, _ = tried(lambda: notices.page(slug, now()))
    if found is None:
        raise Http404
    part = notice_part(found.line.room)
    words = part.words if part else {}
    fields = [Field(name=f"c{index}", kind="text", label=label) for index, label in enumerate(found.columns)]
    rows = [{f"c{index}": _plain(value, words) for index, value in enumerate(row)} for row in found.rows]
    title = found.line.title
    data = excel.export(columns(fields), rows, title=title, language=language())
    return attachment(f"{found.line.slug}.xlsx", "xlsx", data)


def _plain(value: Any, words: Mapping[str, Text]) -> str:
    scheme = words.get(value) if isinstance(value, str) else None
    return scheme.say(language()) if scheme else str(value)
