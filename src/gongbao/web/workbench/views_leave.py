"""Leave: who stands in for an absent officer, with which duties, from when to when."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases import services as cases
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.parties import services as parties
from gongbao.web.i18n import language
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import deputies, forms
from gongbao.web.workbench.doors import caseworkers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import today

_HOW = Text("如 2020-10-09", "such as 2020-10-09")


@caseworkers
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Appoint a deputy, and see the appointments given and received."""
    fields = _fields(request.actor)
    problems: list[Refusal] = []
    raw = None
    if request.method == "POST":
        filled = forms.filled(request, fields)
        problems, raw = filled.problems, filled.raw
        if not problems:
            _, problems = tried(lambda: _appoint(request.actor, filled.values, key_of(request)))
        if not problems:
            messages.success(request, Text("委托已登记", "The deputy is recorded").say(language()))
            return redirect("workbench:leave")
    with read(request.actor, purpose="workbench: leave"):
        given = deputies.given(request.actor, today())
        lent = cases.lent(request.actor, today())
    values = {
        "queues": navigation(request, "leave"),
        "fields": forms.shown(fields, raw),
        "problems": problems,
        "given": given,
        "lent": [parties.role_of(role).label for role in lent],
        "today": today(),
    }
    return render(request, "workbench/leave.html", values, status=422 if problems else 200)


@caseworkers
@require_POST
def end(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """End an appointment of one's own early."""

    def command(tx: Tx) -> None:
        cases.dismiss(tx, appointment)

    write(
        command,
        actor=request.actor,
        key=key_of(request),
        name="workbench.end_deputy",
        request=[str(appointment)],
    )
    messages.success(request, Text("委托已结束", "The appointment is over").say(language()))
    return redirect("workbench:leave")


def _fields(actor: Actor) -> tuple[Field, ...]:
    with read(actor, purpose="workbench: leave"):
        found = {each.account: each for each in parties.officers(actor.office, today())}
    people = tuple(
        Option(str(key), Text(each.account_name, each.account_name))
        for key, each in found.items()
        if key != actor.account
    )
    own = tuple(Option(role, parties.role_of(role).label) for role in sorted(actor.roles))
    nobody = (Option("", Text("本机构没有其他人员", "Nobody else works here")),)
    return (
        Field(name="deputy", kind="choice", label=Text("由谁代办", "Deputy"), options=people or nobody),
        Field(name="roles", kind="choices", label=Text("代办哪些岗位", "Which duties"), options=own),
        Field(name="starts_on", kind="date", label=Text("从哪天", "From"), help=_HOW, minimum=today()),
        Field(
            name="ends_on",
            kind="date",
            label=Text("到哪天（含）", "Until (included)"),
            help=_HOW,
            minimum=today(),
        ),
    )


def _appoint(actor: Actor, values: dict[str, object], key: str) -> object:
    with read(actor, purpose="workbench: leave"):
        identity = deputies.identity_of(UUID(str(values["deputy"])))

    def command(tx: Tx) -> str:
        roles = frozenset(map(str, values["roles"]))  # type: ignore[call-overload]
        return str(cases.appoint(tx, identity, roles, values["starts_on"], values["ends_on"]))  # type: ignore[arg-type]

    return write(
        command, actor=actor, key=key, name="workbench.appoint_deputy", request=str(sorted(values.items()))
    )
