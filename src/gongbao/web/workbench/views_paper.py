"""The service window's papers: firms with their legal representatives, mandates entered and ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Field, Form
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Tx, read, write
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import MandateKind
from gongbao.policies import policies
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.forms import files_sent
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import forms, window_forms
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import today
from gongbao.web.workbench.views_window import done, grave, page, sent


@grave
def firm(request: HttpRequest) -> HttpResponse:
    """Enter a firm, or find it, and make a verified account its legal representative."""
    fields, actor = window_forms.firm_fields(request.actor), request.actor

    def act(values: dict[str, Any]) -> None:
        received = _received(request, fields)

        def command(tx: Tx) -> None:
            key = parties.enter_firm(
                tx, values["code"], values["name"], office=values.get("office") or ("" if actor.is_city else actor.office),
                is_dispatch_agency=values["dispatch"],
            )  # fmt: skip
            document = UUID(files.store(tx, received, office=actor.office, party=key))
            parties.enter_representative(
                tx, key, values["login"], document, replaces=bool(values.get("replaces"))
            )

        asked = [values["code"], values["name"], values["login"], received.sha256]
        write(command, actor=actor, key=key_of(request), name="window.firm", request=asked)

    title = Text("登记单位和法定代表人", "Enter a firm and its representative")
    text = Text(
        "已登记的单位、乡镇、学校、保险机构等按信用代码找到，只登记法定代表人；名称不符的不办。",
        "A firm or institution entered already is found by its credit code and gets its representative only; another "
        "name is refused.",
    )
    typed, problems = sent(request, fields, act)
    if request.method == "POST" and not problems:
        return done(request, Text("已登记，法定代表人现在可以代该单位办事", "Entered; the representative may act for the firm"),
                    reverse("workbench:window"))  # fmt: skip
    return page(request, title, text, fields, typed, problems, back=reverse("workbench:window"))


@never_cache
@sensitive_post_parameters("principal")
@officers(*parties.WINDOW_ROLES)
@require_http_methods(["GET", "POST"])
def mandates(request: HttpRequest) -> HttpResponse:
    """The mandates a firm or a person gave; asked by post, so that no identity number stands in an address."""
    fields = (window_forms.PRINCIPAL,)
    filled = forms.filled(request, fields) if request.method == "POST" else None
    problems: list[Refusal] = filled.problems if filled else []
    given: tuple[str, list[dict[str, Any]]] | None = None
    if filled and not problems:
        number = filled.values["principal"]
        given, problems = tried(lambda: _given(request, number))
    name, found = given or ("", [])
    context = {
        "queues": navigation(request, "window"), "fields": forms.shown(fields, filled.raw if filled else None),
        "problems": problems, "found": found, "name": name,
    }  # fmt: skip
    return render(request, "workbench/window_mandates.html", context, status=422 if problems else 200)


@sensitive_post_parameters("principal", "principal_name")
@grave
def mandate(request: HttpRequest) -> HttpResponse:
    """Enter a mandate on the letter brought to the window."""
    fields = window_forms.mandate_fields(today())

    def act(values: dict[str, Any]) -> None:
        received, kind = _received(request, fields), MandateKind(values["kind"])

        def command(tx: Tx) -> None:
            name = values.get("principal_name") or ""
            principal = (
                parties.find_or_create_person(tx, values["principal"], name)
                if kind == MandateKind.KIN
                else parties.principal_of(values["principal"])
            )
            document = UUID(files.store(tx, received, office=request.actor.office, party=principal))
            parties.enter_mandate(
                tx, principal, kind, values["agent"], values["rooms"], values["starts_on"], values["ends_on"], document
            )  # fmt: skip

        asked = [kind.value, values["agent"], received.sha256]
        write(command, actor=request.actor, key=key_of(request), name="window.mandate", request=asked)

    title = Text("登记书面授权", "Enter a mandate on paper")
    text = Text(
        "给不能在网上办授权的单位和个人。登记后，委托方会收到消息。",
        "For firms and people who cannot grant it on line. The principal is told by message.",
    )
    typed, problems = sent(request, fields, act)
    back = reverse("workbench:window-mandates")
    if request.method == "POST" and not problems:
        return done(request, Text("授权已登记", "The mandate is entered"), back)
    return page(request, title, text, fields, typed, problems, back=back)


@grave
def end(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """End a mandate at the wish of who gave it."""
    with read(request.actor, purpose="window: mandate"):
        one = parties.mandate_view(mandate, today())
    fields = (
        window_forms.paper(Text("撤销授权的书面申请", "The written wish to end it")),
        window_forms.PAPERS_SEEN,
    )

    def act(values: dict[str, Any]) -> None:
        received = _received(request, fields)

        def command(tx: Tx) -> None:
            document = UUID(files.store(tx, received, office=request.actor.office, party=one.principal))
            parties.end_mandate(tx, mandate, document)

        asked = [str(mandate), received.sha256]
        write(command, actor=request.actor, key=key_of(request), name="window.end_mandate", request=asked)

    title = Text("撤销授权", "End a mandate")
    text = Text(
        f"{one.principal_name}给{one.agent_name}的授权（{one.kind.label.zh}），撤销后立即失效。",
        f"{one.principal_name} gave it to {one.agent_name} ({one.kind.label.en}); it ends at once.",
    )
    typed, problems = sent(request, fields, act)
    back = reverse("workbench:window-mandates")
    if request.method == "POST" and not problems:
        return done(request, Text("授权已撤销", "The mandate is ended"), back)
    return page(request, title, text, fields, typed, problems, back=back)


@officers(*parties.WINDOW_ROLES)
@require_GET
def paper(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """The letter a mandate was entered on, to be saved; for windows of the firm's own district, and logged."""
    actor = request.actor
    with read(actor, purpose="window: paper"):
        one = parties.paper_of(actor, mandate, today())
        note(f"parties.mandate {mandate}")
    opened = files.open_file(actor, one)
    return files.attachment(opened.name, opened.kind, opened.data)


def _received(request: HttpRequest, fields: tuple[Field, ...]) -> files.Received:
    """The paper sent, checked by its bytes. Raises the refusal at its field."""
    form = Form(id="window", version="1", title=Text("窗口", "Window"), fields=fields)
    found, problems = files_sent(request, form)
    if problems:
        raise problems[0]
    return found["document"][0]


def _given(request: HttpRequest, number: str) -> tuple[str, list[dict[str, Any]]]:
    """The name of the firm or person of this number, and the mandates they gave."""
    with read(request.actor, purpose="window: mandates"):
        principal = parties.principal_of(number)
        return parties.party(principal).name, [
            _line(each) for each in parties.paper_mandates(principal, today())
        ]


def _line(one: parties.MandateView) -> dict[str, Any]:
    titles = [each.title for each in policies() if each.room in one.rooms]
    rooms = Text("、".join(t.zh for t in titles), ", ".join(t.en for t in titles))
    return {
        "one": one,
        "rooms": Text("全部业务", "All services") if parties.ALL_ROOMS in one.rooms else rooms,
    }
