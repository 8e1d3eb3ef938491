"""For a loan's guarantor or bank: what it is asked, until when, and its decision with reasons (9)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import Field, Form, Option, parse, show
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now, read
from gongbao.platform.flexible_employment import services as flexible
from gongbao.policies.flexible_employment.forms import BANK, GUARANTEE, LOAN
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.flexible_employment import asking
from gongbao.web.shared import again
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import problems_of, shown, tried

TITLE = Text("担保和贷款申请", "Guarantees and loans asked for")
STATES = {
    "agree": Text("已同意", "Agreed"), "refuse": Text("未同意", "Refused"), "": Text("申请人已撤回", "Withdrawn"),
    "waiting": Text("待答复", "Waiting"), "late": Text("已过期限", "Overdue"),
}  # fmt: skip
FIELDS = {f.name: f for form in (LOAN, GUARANTEE, BANK) for f in form.fields}


@never_cache
@for_party(flexible.ROOM)
@require_safe
def loans(request: HttpRequest) -> HttpResponse:
    """What was put before the institution, what waits first."""
    with read(request.actor, purpose="flexible.loans"):
        rows = flexible.put_before(request.actor.party)
    today = now().date()
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": TITLE,
        "rows": [{"row": row, "open": waits, "state": _state(row, waits, today), "href": reverse("flexible_employment:loan", args=[row.number])} for row, waits in rows],
    }  # fmt: skip
    return render(request, "flexible_employment/loans.html", context)


@never_cache
@for_party(flexible.ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def loan(request: HttpRequest, number: str) -> HttpResponse:
    """One application: what the institution may know of it, and its decision."""
    here = reverse("flexible_employment:loan", args=[number])
    if told := again.answered(request, here):
        return told
    with read(request.actor, purpose="flexible.loan"):
        found, _ = tried(lambda: flexible.one_put_before(request.actor, number))
    if found is None:
        raise Http404(number)
    row, waits = found
    form, raw, problems = _form(row.kind), dict[str, Any](), list[Refusal]()
    if request.method == "POST":
        raw = dict(collect(form, request.POST))
        parsed = parse(form, raw, on=now().date())
        problems = problems_of(parsed.problems)
        if not problems:
            v = parsed.values
            reasons = v.get("reasons") or () if v["outcome"] == "refuse" else ()
            done, problems = tried(lambda: flexible.decide_loan(request.actor, number, v["outcome"], reasons, v.get("note") or "", key=key_of(request)))  # fmt: skip
            if done is not None:
                messages.success(request, Text("决定已送达申请人", "The applicant is told").say(language()))
                return redirect("flexible_employment:loan", number)
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE, "href": reverse("flexible_employment:loans")}, {"text": Text(number, number)}],
        "title": flexible.loan_action(row.kind).title, "row": row, "open": waits, "state": _state(row, waits, now().date()),
        "facts": _facts(row), "fields": asking.fields_of(form, raw), "clause": form.clause, "today": now().date(),
    }  # fmt: skip
    return shown(request, "flexible_employment/loan.html", context, problems)


def _form(kind: str) -> Form:
    action = flexible.loan_action(kind)
    return Form(
        id=f"flexible_employment.{action.name}", version="1", title=action.title, clause=action.clause,
        fields=(
            Field(name="outcome", kind="choice", label=Text("决定", "Decision"), clause=action.clause, options=tuple(Option(o.id, o.title) for o in action.outcomes)),
            Field(name="reasons", kind="choices", label=Text("不同意的理由", "Reasons for refusing"), required=False, options=tuple(Option(r.id, r.text) for r in action.reasons), only_if=("outcome", "refuse")),
            Field(name="note", kind="long_text", label=Text("写给申请人的说明", "Told to the applicant"), required=False, max_length=500),
        ),
    )  # fmt: skip


def _state(row: flexible.LoanStep, waits: bool, today: Any) -> tuple[str, Text]:
    """The tone and the words of where it stands."""
    if waits:
        late = row.due is not None and row.due < today
        return ("not_met", STATES["late"]) if late else ("unknown", STATES["waiting"])
    return {"agree": "met", "refuse": "not_met"}.get(row.outcome, "unknown"), STATES[row.outcome]


def _facts(row: flexible.LoanStep) -> list[dict[str, Any]]:
    found = [{"label": Text("申请人", "Applicant"), "value": row.applicant}]
    for name, value in row.asked.items():
        field = FIELDS[name]
        found.append({"label": field.label, "value": Text(show(field, value), show(field, value, "en"))})
    if row.why:
        found.append({"label": Text("理由", "Reasons"), "value": "；".join(row.why)})
    return found


__all__ = ["loan", "loans"]
