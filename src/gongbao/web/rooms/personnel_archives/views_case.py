"""A case of the room: where it stands, what the rules make of it, and the steps its reader can take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Form
from gongbao.kernel.forms.parsing import collect
from gongbao.kernel.procedure import Choice
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import read
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.personnel_archives import steps
from gongbao.web.rooms.personnel_archives.asking import fields_of, values_of
from gongbao.web.shared.doors import for_party, key_of, signed_in
from gongbao.web.shared.refusals import shown, tried, under
from gongbao.web.workbench import casepage

BACKSTAGE = frozenset({"delegate", "save_draft", "submit"})
"""Steps made on other pages or by the platform's own screens."""
TONES = {"allow": "met", "deny": "not_met", "inform": "unknown", "refer": "judgement"}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case to its applicant or to officers; a post makes one step, or records what a person found."""
    if request.actor.kind == "party":
        return for_party(archives.ROOM)(_case)(request, number=number)
    return _case(request, number=number)


def _case(request: HttpRequest, number: str) -> HttpResponse:
    view = archives.case_view(request.actor, number)
    if request.method != "POST":
        return _page(request, view, [])
    problems = _act(request, view, request.POST.get("go", ""))
    if problems:
        return _page(request, view, problems)
    messages.success(request, Text("已办理", "Done").say(language()))
    return redirect("personnel_archives:case", number=number)


def _act(request: HttpRequest, view: archives.CaseView, go: str) -> list[Refusal]:
    actor, number = request.actor, view.case.number
    asides: dict[str, tuple[Form, Callable[[dict[str, Any]], object]]] = {
        "findings": (
            steps.findings(view.case.procedure),
            lambda values: archives.record_findings(actor, number, values, key=key_of(request)),
        ),
        "link": (
            steps.LINK,
            lambda values: archives.link(actor, number, values["archive"], key=key_of(request)),
        ),
        "seal": (
            steps.SEAL,
            lambda values: archives.seal_copies(actor, number, values["seal"], key=key_of(request)),
        ),
    }
    if go in asides and actor.kind == "officer":
        form, act = asides[go]
        values, problems = values_of(request, form)
        return problems or tried(lambda: act(values) or True)[1]
    choice = next((c for c in view.choices if c.action.name == go), None)
    if choice is None:
        return [
            Refusal(
                Text("现在不能办理这一步", "This step cannot be taken now"),
                mend=Text("办件有了新进展，请刷新页面", "The case has moved on: reload the page"),
                clause="rencai-2020-24/7.s1",
            )
        ]
    body, problems = _body(request, choice, view)
    if problems:
        return problems
    return tried(
        lambda: archives.do(actor, number, go, body, key=key_of(request), seen=view.case.sequence) or True
    )[1]


def _form_of(choice: Choice, view: archives.CaseView) -> Form | None:
    return steps.step_form(choice.action.name, view.case.procedure, view.asked)


def _body(
    request: HttpRequest, choice: Choice, view: archives.CaseView
) -> tuple[dict[str, Any], list[Refusal]]:
    action, body, problems = choice.action, dict[str, Any](), list[Refusal]()
    if (form := _form_of(choice, view)) is not None:
        body, problems = values_of(request, form)
        problems = under(problems, action.clause)
    if action.name == "find":
        body = {"found": body}
    if action.name == "give_notice":
        body["problems"] = [
            line.strip() for line in str(body.get("problems", "")).splitlines() if line.strip()
        ]
    if action.outcomes:
        body["outcome"] = request.POST.get("outcome", "")
    if action.reasons:
        body["reasons"] = request.POST.getlist("reasons")
    return body, problems


def _page(request: HttpRequest, view: archives.CaseView, problems: list[Refusal]) -> HttpResponse:
    officer = request.actor.kind == "officer"
    home = (
        ("personnel_archives:desk", Text("人事档案", "Archives"))
        if officer
        else ("personnel_archives:mine", Text("我的档案", "My archive"))
    )
    context = {
        "crumbs": [HOME_CRUMB, {"text": home[1], "href": reverse(home[0])}, {"text": view.kind}],
        "title": view.kind, "kind": view.kind, "case": view.case, "archive": view.archive if officer else None,
        "stage": {"outcome": {"done": "met", "stopped": "not_met"}.get(view.case.tone, ""), "title": view.state, "text": view.explain, "sum_fen": None},
        "permits": [{"outcome": TONES[each.outcome], "title": each.title, "words": each.words,
                     "why": [w for w in each.why if w.state != "met"] or each.why[:1]} for each in view.permits],
        "events": casepage.timeline(view.case, view.entries),
        "said": steps.said(view.case.procedure, view.asked) if view.asked else [], "goes_on": view.goes_on,
        "papers": archives.papers(request.actor, view.case.number),
        "steps": [_step(choice, request, view) for choice in view.choices if choice.action.name not in BACKSTAGE],
        "asides": _asides(view) if officer and view.case.tone == "now" else [],
        "reading": view.case.state == "image_given" and view.case.room and _archive_of(request, view),
    }  # fmt: skip
    return shown(request, "personnel_archives/case.html", context, problems)


def _archive_of(request: HttpRequest, view: archives.CaseView) -> Any:
    """Where the borrower may read the image, if this case gave leave."""
    with read(request.actor, purpose="archives.leave"):
        leave = archives.Access.objects.filter(case=view.case.key).first()
    return reverse("personnel_archives:reading", args=[leave.archive]) if leave else ""


def _asides(view: archives.CaseView) -> list[dict[str, Any]]:
    kind = view.case.procedure.rsplit(".", 1)[-1]
    found: list[dict[str, Any]] = []
    if steps.FINDINGS[kind]:
        typed = dict(view.found.items())
        found.append(
            {
                "go": "findings",
                "title": Text("登记认定", "Record findings"),
                "fields": fields_of(steps.findings(view.case.procedure), typed),
            }
        )
    if kind == "intake" and view.archive is None:
        found.append(
            {"go": "link", "title": Text("关联档案", "Link the archive"), "fields": fields_of(steps.LINK)}
        )
    if kind == "request" and view.case.state == "prepared":
        found.append(
            {"go": "seal", "title": Text("登记封签", "Record the seal"), "fields": fields_of(steps.SEAL)}
        )
    return found


def _step(choice: Choice, request: HttpRequest, view: archives.CaseView) -> dict[str, Any]:
    action, form = choice.action, _form_of(choice, view)
    raw: Mapping[str, Any] | None = view.asked if action.name in ("resubmit", "keep") else None
    if form and request.POST.get("go") == action.name:
        raw = collect(form, request.POST)
    return {
        "name": action.name, "title": action.title, "text": action.explain, "clause": action.clause,
        "fields": fields_of(form, raw) if form else [],
        "outcomes": [{"value": o.id, "label": o.title} for o in choice.outcomes] if action.outcomes else [],
        "reasons": [{"value": r.id, "label": r.text} for r in action.reasons],
        "why_not": [hindrance.said for hindrance in choice.hindrances],
    }  # fmt: skip
