"""Many contracts at once: roster, findings by row, progress, the seal in one go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.law.text import Text
from gongbao.platform.electronic_contracts import batches as many
from gongbao.platform.electronic_contracts.words import ROOM, procedure_of, refuse
from gongbao.web.i18n import language
from gongbao.web.rooms.electronic_contracts.views_contract import crumbs
from gongbao.web.shared.doors import for_firm, key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.shared.sheets import file_response

LOOK_AGAIN = 3
"""Seconds after which the page of a batch that is being sealed loads itself again; nothing is typed on it."""
STATES = {
    "sent": Text("已发出", "Sent"),
    "sealing": Text("正在用印", "Sealing"),
    "done": Text("用印完成", "Sealed"),
    "stopped": Text("已停止", "Stopped"),
    "drafting": Text("起草", "Drafting"),
}


@never_cache
@for_firm(ROOM)
@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """The batches, and a roster to upload."""
    problems: list[Any] = []
    if request.method == "POST":
        file = request.FILES.get("roster")
        if file is None:
            problems = [refuse("请选择花名册", "Choose a roster")]
        else:
            key, data = key_of(request), file.read()
            made, problems = tried(lambda: many.upload(request.actor, data, key=key))
            if made is not None:
                return redirect("electronic_contracts:batch", batch=made)
    context = {
        "batches": many.batches_of(request.actor),
        "states": STATES,
        "crumbs": crumbs({"text": Text("批量订立", "Many at once")}),
    }
    return shown(request, "electronic_contracts/batches.html", context, problems)


@never_cache
@for_firm(ROOM)
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """One batch: rows that were refused, how far it is, the seal."""
    problems: list[Any] = []
    if request.method == "POST":
        key, password = key_of(request), request.POST.get("password", "")
        done, problems = tried(lambda: many.seal_all(request.actor, batch, password, key=key))
        if done is not None:
            return redirect("electronic_contracts:batch", batch=batch)
    row, contracts = many.batch_of(request.actor, batch)
    listed = [
        (
            each.number,
            procedure_of(each.kind).state(each.state).title,
            reverse("electronic_contracts:contract", args=[each.number]),
        )
        for each in contracts
    ]
    ready = sum(each.state == "agreed" for each in contracts)
    context = {
        "batch": row, "state": STATES[row.state], "contracts": listed, "ready": ready, "count": len(contracts),
        "findings": [{**each, "what": Text(*each["what"]), "label": Text(*each["label"])} for each in row.findings],
        "refresh": row.state == "sealing", "progress": many.progress(request.actor, batch),
        "crumbs": crumbs({"text": Text("批量订立", "Many at once"), "href": reverse("electronic_contracts:batches")}, {"text": Text(row.title, row.title)}),
    }  # fmt: skip
    answer = shown(request, "electronic_contracts/batch.html", context, problems)
    if row.state == "sealing" and request.method == "GET":
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer


@for_firm(ROOM)
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """The empty roster."""
    return file_response("花名册.xlsx", many.roster_template(language()))


@never_cache
@for_firm(ROOM)
@require_safe
def findings(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The roster as it came, with what is wrong in each row."""
    report = many.report_of(request.actor, batch)
    if report is None:
        raise Http404
    return file_response("花名册（有问题的行）.xlsx", report)
