"""A case beside its documents: what ``workbench/panel.html`` shows, read in one transaction of the officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.money import format_yuan
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import Case, history, options
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.procedure import APPLICATION, SUPERVISION
from gongbao.web.shared.sheets import query
from gongbao.web.workbench import casepage, claim_panel, forms
from gongbao.web.workbench.desk import Filters
from gongbao.web.workbench.queues import beside, may_see
from gongbao.web.workbench.reaching import address, name_of, state_title

INLINE = {"pass_review": ("grant", "reduce", "refuse"), "approve": (), "refuse": ()}
"""Acts whose buttons stand in the panel itself, with their outcomes."""
KEYS = {("pass_review", "grant"): "A", ("approve", ""): "A"}
_GRAVE = frozenset({("pass_review", "refuse"), ("refuse", "")})


def panel(request: HttpRequest, number: str, filters: Filters) -> dict[str, Any]:
    """The case `number` for the request's officer. Raises NotFound, which is logged."""
    actor: Actor = request.actor
    with read(actor, purpose="workbench: case"):
        case = handed_in(actor, access_case(actor, number, doing="see"))
        choices = options(actor, case, now())
        shown = _head(request, case, filters)
        if case.procedure == APPLICATION.id:
            shown |= claim_panel.claim(request, case)
        elif case.procedure == SUPERVISION.id:
            shown |= _inspection(actor, case)
        else:
            shown["facts"] = _plain_facts(case)
        shown["events"] = casepage.timeline(case, history(case.key))
        shown["letters"] = casepage.letters_of(case)
    shown["decision"] = _decision(case, choices)
    inline = frozenset(name for name in INLINE if shown["decision"] and name in shown["decision"]["names"])
    shown["acts"] = casepage.acts(case, choices, inline)
    shown["mine"] = case.assignee == actor.identity
    shown["can_take"] = any(each.action.name == "delegate" and not each.hindrances for each in choices)
    return shown


def _head(request: HttpRequest, case: Case, filters: Filters) -> dict[str, Any]:
    place = beside(request.actor, filters.queue, case.number)
    office = districts.office(case.office).name

    def to(number: str) -> str:
        """The neighbour in the same view: beside the queue, or on a page of its own."""
        if not number:
            return ""
        if "case" in request.GET:
            return query(request, case=number, rows="", only="") + "#case"
        return address(number) + query(request, rows="", only="").removesuffix("?")

    return {
        "number": case.number,
        "procedure": case.procedure,
        "name": name_of(case),
        "href": address(case.number),
        "due": case.due,
        "word": state_title(case),
        "office": office,
        "sequence": case.sequence,
        "previous_href": to(place.previous) if place else "",
        "next_href": to(place.next) if place else "",
        "place": f"{place.place} / {place.of}" if place else "",
    }


def handed_in(actor: Actor, case: Case) -> Case:
    """The case, unless it is a party's draft or of a procedure the officer has no part in; the attempt is logged."""
    why = "draft" if case.state == "draft" else "" if may_see(actor, case.procedure) else "another duty"
    if why:
        note_refused(actor, "workbench", f"case {case.number}: {why}", case=case.key)
        raise NotFound(case.number)
    return case


def _plain_facts(case: Case) -> list[dict[str, Any]]:
    return [
        {"label": Text("状态", "State"), "value": state_title(case)},
        {"label": Text("机构", "Office"), "value": districts.office(case.office).name},
        {"label": Text("开始", "Opened"), "value": f"{case.opened_at.astimezone(ZONE):%Y-%m-%d}"},
    ]


def _inspection(actor: Actor, case: Case) -> dict[str, Any]:
    view = training.inspection_view(actor, case.number)
    kinds = {"sample": Text("抽查", "Sample"), "lead": Text("线索", "Lead")}
    facts = [
        {"label": Text("被检查的办件", "Case inspected"), "value": view.claim_number},
        {
            "label": Text("来源", "Origin"),
            "value": kinds.get(view.kind, view.kind),
            "clause": "neng-2020-6/4.3.b",
        },
        {"label": Text("季度", "Quarter"), "value": view.quarter},
        {
            "label": Text("检查情况", "What was found"),
            "value": view.details or Text("还没有登记", "not yet recorded"),
        },
    ]
    if view.ordered:
        rest = Text(f"应追回 {format_yuan(view.ordered)} 元，已到 {format_yuan(view.returned)} 元",
                    f"{format_yuan(view.ordered)} yuan ordered back, {format_yuan(view.returned)} have come")  # fmt: skip
        facts.append({"label": Text("追回", "Recovery"), "value": rest, "clause": "neng-2020-6/4.3.c"})
    return {"facts": facts}


def _decision(case: Case, choices: Sequence[Choice]) -> dict[str, Any] | None:
    """The act the case waits for, in the panel itself: its buttons free, or barred with the reason why."""
    found = [each for each in choices if each.action.name in INLINE]
    if not found:
        return None
    buttons = [button for each in found for button in _buttons(case, each)]
    why = [hindrance.why for each in found for hindrance in each.hindrances]
    reasons = forms.reasons(found[0].action.reasons, required=False, several=False)
    return {
        "names": {each.action.name for each in found},
        "fields": forms.shown((reasons, forms.NOTE)),
        "problems": [],
        "actions": buttons,
        "why_not": list(dict.fromkeys(why)),
        "seen": case.sequence,
    }


def _buttons(case: Case, choice: Choice) -> list[dict[str, Any]]:
    name = choice.action.name
    titles = {each.id: each.title for each in choice.outcomes} or {
        each.id: each.title for each in choice.action.outcomes
    }
    wanted = [(outcome, titles[outcome]) for outcome in INLINE[name] if outcome in titles] or [
        ("", choice.action.title)
    ]
    return [
        {
            "action": reverse("workbench:act", args=[case.number, name]),
            "value": outcome,
            "label": label,
            "kind": "grave" if (name, outcome) in _GRAVE else "plain" if outcome == "reduce" else "",
            "disabled": bool(choice.hindrances),
            "key": KEYS.get((name, outcome), ""),
        }
        for outcome, label in wanted
    ]
