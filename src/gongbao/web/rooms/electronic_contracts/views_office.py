"""Officers: requests to call a contract up, their granting, look-up for other offices, supervision in numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongbao.kernel.forms import collect, parse
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import now
from gongbao.platform.electronic_contracts import inquiries, key_cases, office_keys, reports, supervision
from gongbao.platform.electronic_contracts.lookup_limit import TooMany, limit_on
from gongbao.platform.parties.services import Role
from gongbao.policies.electronic_contracts.facts import CONTRACT_TYPES
from gongbao.policies.electronic_contracts.forms import FORMS
from gongbao.policies.electronic_contracts.procedure import INSPECTION, KEY
from gongbao.web.i18n import language
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import refused, shown, tried
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

OFFICERS = (
    Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER, Role.CITY_OFFICER, Role.INSURANCE_AGENCY, Role.SUPERVISOR,
)  # fmt: skip
TITLE = Text("电子劳动合同", "Electronic labour contracts")
SYSTEMS = Text("部门查验接口", "Interface for other offices")
SUPERVISION = Text("订立和结束监督", "Supervision of contracts")
STATES = {
    "requested": Text("待办", "Waiting"),
    "granted": Text("可查阅", "Granted"),
    "declined": Text("不予提供", "Declined"),
    "closed": Text("已办结", "Closed"),
}


@never_cache
@officers(*OFFICERS)
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Requests, numbers of the year, opinions."""
    actor = request.actor
    year = local_day(now()).year
    context = {
        "queues": navigation(request, "electronic_contracts:office"), "title": TITLE, "inquiries": inquiries.inquiries(actor),
        "proceedings": inquiries.PROCEEDINGS, "states": STATES, "numbers": reports.statistics(actor, year), "types": CONTRACT_TYPES,
        "opinions": reports.opinions(actor), "voices": reports.VOICES, "supervisor": "supervisor" in actor.roles, "account": actor.account,
        "fields": [{"field": f, "value": None} for f in FORMS["inspection"].fields], "reasons": INSPECTION.action("decline").reasons, "revocations": KEY.action("stop").reasons,
    }  # fmt: skip
    return render(request, "electronic_contracts/office.html", context)


@never_cache
@officers(*OFFICERS)
@require_GET
def supervise(request: HttpRequest) -> HttpResponse:
    """What stands out in concluding and ending, and the year by industry (item 18)."""
    year = local_day(now()).year
    found = supervision.findings(request.actor)
    counts = [
        (words, clause, sum(each.kind == kind for each in found))
        for kind, (words, clause) in supervision.KINDS.items()
    ]
    context = {
        "queues": navigation(request, "electronic_contracts:supervision"), "title": SUPERVISION, "counts": counts, "year": year,
        "findings": [(each, *supervision.KINDS[each.kind]) for each in found], "industries": supervision.by_industry(request.actor, year),
    }  # fmt: skip
    return render(request, "electronic_contracts/supervision.html", context)


@never_cache
@officers(Role.SUPERVISOR)
@require_http_methods(["GET", "POST"])
def systems(request: HttpRequest) -> HttpResponse:
    """Keys of the office's systems for the look-up interface: made (told once), listed, revoked."""
    problems: list[Any] = []
    fresh = ""
    if request.method == "POST":
        key, post, actor = key_of(request), request.POST, request.actor
        if post.get("revoke"):
            done, problems = tried(lambda: [office_keys.revoke(actor, UUID(post["revoke"]), key=key)])
            if done is not None:
                return redirect("electronic_contracts:systems")
        else:
            made, problems = tried(lambda: office_keys.make(actor, post.get("name", ""), key=key))
            fresh = made or ""
    context = {
        "queues": navigation(request, "electronic_contracts:office"), "title": SYSTEMS, "keys": office_keys.keys_of(request.actor), "fresh": fresh,
        "limit": limit_on(now()),
    }  # fmt: skip
    return shown(request, "electronic_contracts/systems.html", context, problems)


@officers(*OFFICERS)
@require_POST
def stop_key(request: HttpRequest) -> HttpResponse:
    """Stop the key of a certificate, with a reason: a case of its own."""
    post, key = request.POST, key_of(request)
    done, problems = tried(
        lambda: key_cases.stop(request.actor, post.get("serial", ""), post.get("reason", ""), key=key)
    )
    if done is None:
        return refused(request, problems, back=reverse("electronic_contracts:office"))
    return redirect("workbench:case", done)


@officers(*OFFICERS)
@require_POST
def request_one(request: HttpRequest) -> HttpResponse:
    """Ask to see a contract: proceeding, matter, purpose."""
    parsed = parse(FORMS["inspection"], collect(FORMS["inspection"], request.POST))
    key = key_of(request)
    if parsed.problems:
        return refused(
            request,
            [_problem(p) for p in parsed.problems],
            back=reverse("electronic_contracts:office"),
            status=422,
        )
    values: dict[str, Any] = dict(parsed.values)
    done, problems = tried(
        lambda: inquiries.request(
            request.actor,
            values["number"],
            values["proceeding"],
            values["matter"],
            values["purpose"],
            key=key,
        )
    )
    if done is None:
        return refused(request, problems, back=reverse("electronic_contracts:office"))
    messages.success(request, Text("申请已登记", "The request was recorded").say(language()))
    return redirect("electronic_contracts:office")


@officers(*OFFICERS)
@require_POST
def decide(request: HttpRequest, case: str) -> HttpResponse:
    """Grant or decline a request; read what was granted, record a finding on its dispute, close it."""
    key, post, actor = key_of(request), request.POST, request.actor
    what = post.get("what", "")
    if what == "close":
        done, problems = tried(lambda: [inquiries.close(actor, case, key=key)])
    elif what == "finding":
        row = next((each for each, number in inquiries.inquiries(actor) if number == case), None)
        if row is None:
            raise Http404
        statement = post.get("statement", "")
        done, problems = tried(lambda: [inquiries.finding(actor, row.number, row.matter, statement, key=key)])
    elif what == "read":
        done, problems = tried(lambda: [inquiries.read_one(actor, case, key=key)])
    else:
        told = {"reason": post.get("reason", ""), "note": post.get("note", "")}
        done, problems = tried(
            lambda: [inquiries.decide(actor, case, grant=what == "grant", **told, key=key)]
        )
    if done is None:
        return refused(request, problems, back=reverse("electronic_contracts:office"))
    if what == "read":
        return redirect("electronic_contracts:contract", contract=done[0])
    return redirect("electronic_contracts:office")


@never_cache
@officers(*OFFICERS)
@require_http_methods(["POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """For other offices: does number and code name a contract, its state, what its signatures prove (JSON)."""
    post = request.POST
    found, problems = tried(
        lambda: inquiries.lookup(
            request.actor, post.get("number", ""), post.get("code", ""), post.get("purpose", "")
        )
    )
    if found is None:
        told = [
            {"zh": p.what.zh, "en": p.what.en, "mend": p.mend.zh, "mend_en": p.mend.en, "clause": p.clause}
            for p in problems
        ]
        beyond = next((p for p in problems if isinstance(p, TooMany)), None)
        headers = {"Retry-After": str(beyond.retry_after)} if beyond else {}
        return JsonResponse({"refused": told}, status=beyond.status if beyond else 422, headers=headers)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def _problem(problem: Any) -> Any:
    from gongbao.web.shared.refusals import problems_of

    return problems_of([problem])[0]
