"""A case beside its documents: what ``workbench/panel.html`` shows, read in one transaction of the officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import Case, Entry, history, options, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.files import services as files
from gongbao.web.rooms import officer_part
from gongbao.web.shared.sheets import query
from gongbao.web.shared.values import plain
from gongbao.web.workbench import casepage, forms
from gongbao.web.workbench.desk import Filters
from gongbao.web.workbench.queues import beside, may_see, own_start
from gongbao.web.workbench.reaching import address, name_of, state_title


def panel(request: HttpRequest, number: str, filters: Filters) -> dict[str, Any]:
    """The case `number` for the request's officer. Raises NotFound, which is logged."""
    actor: Actor = request.actor
    with read(actor, purpose="workbench: case"):
        case = handed_in(actor, access_case(actor, number, doing="see"))
        choices = options(actor, case, now())
        shown = _head(request, case, filters)
        entries = history(case.key)
        shown["facts"] = plain_facts(case)
        shown |= answered(case, entries)
        if own := officer_part(case.room).panel:
            shown |= own(request, case)
        shown["events"] = casepage.timeline(case, entries)
        shown["letters"] = casepage.letters_of(case)
    shown["decision"] = _decision(case, choices)
    inline = frozenset(
        name
        for name in officer_part(case.room).inline
        if shown["decision"] and name in shown["decision"]["names"]
    )
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
        "subtitle": casepage.procedure_of(case).title,
        "room": case.room,
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
    made = registered(case.procedure, case.version)
    unsent = case.state == "draft" or (case.state == made.procedure.start and own_start(made))
    why = "draft" if unsent else "" if may_see(actor, case.procedure) else "another duty"
    if why:
        note_refused(actor, "workbench", f"case {case.number}: {why}", case=case.key)
        raise NotFound(case.number)
    return case


def plain_facts(case: Case) -> list[dict[str, Any]]:
    """What is known of every case."""
    return [
        {"label": Text("事项", "Matter"), "value": casepage.procedure_of(case).title},
        {"label": Text("状态", "State"), "value": state_title(case)},
        {"label": Text("机构", "Office"), "value": districts.office(case.office).name},
        {"label": Text("开始", "Opened"), "value": f"{case.opened_at.astimezone(ZONE):%Y-%m-%d}"},
    ]


def answered(case: Case, entries: Sequence[Entry]) -> dict[str, Any]:
    """What stands on the case's forms: the party's last submission with what has changed, then the officers'.

    Numbers are masked, each with the way to see it in full, which is logged. Inside a reading.
    """
    found = casework.answers_of(case, entries)
    given = casework.applied(case, found)
    last = given[-1:] + [each for each in found if each not in given]
    sheets = [
        {
            "title": casepage.procedure_of(case).action(each.action).title,
            "at": each.at,
            "facts": [_answer(case, each, one) for one in casework.shown(each) if not one.rows],
            "tables": [_answer_table(case, each, one) for one in casework.shown(each) if one.rows],
        }
        for each in last
    ]
    shown: dict[str, Any] = {"answers": sheets, "papers_of": _papers(case)}
    if len(given) > 1:
        changed = casework.difference(given[-2], given[-1])
        rows = [{"label": each.label, "before": each.before, "after": each.after} for each in changed]
        shown["diff"] = {"before": given[-2].at, "after": given[-1].at, "rows": rows, "count": len(rows)}
    return shown


def _answer(case: Case, answers: casework.Answers, one: casework.Shown) -> dict[str, Any]:
    reveal = (
        reverse("workbench:answer", args=[case.number, answers.sequence, one.field.name])
        if one.secret
        else ""
    )
    return {"label": one.label, "value": one.value, "clause": one.field.clause, "reveal": reveal}


def _answer_table(case: Case, answers: casework.Answers, one: casework.Shown) -> dict[str, Any]:
    """A table of a form; a masked cell leads to its number in full."""
    columns = one.field.columns

    def cell(row: int, column: Any, value: Text) -> Any:
        if column.kind not in casework.SECRET or not value.zh:
            return value
        name = f"{one.field.name}.{column.name}"
        href = reverse("workbench:answer", args=[case.number, answers.sequence, name]) + f"?row={row}"
        return {"text": value, "href": href, "code": True}

    rows = [
        {"cells": [plain(str(place + 1)), *(cell(place, c, v) for c, v in zip(columns, row, strict=True))]}
        for place, row in enumerate(one.rows)
    ]
    heads = [{"label": Text("行", "Row")}, *({"label": each.label} for each in columns)]
    return {"caption": one.label, "show_caption": True, "small": True, "head": heads, "rows": rows}


def _papers(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "title": each.name,
            "href": reverse("workbench:paper", args=[case.number, each.id]),
            "note": plain(f"{each.kind.upper()}，SM3 {each.sm3[:8]}…"),
            "state": "info",
            "word": Text("已交", "Handed in"),
        }
        for each in files.files_of(case.key)
    ]


def _decision(case: Case, choices: Sequence[Choice]) -> dict[str, Any] | None:
    """The act the case waits for, in the panel itself: its buttons free, or barred with the reason why."""
    found = [each for each in choices if each.action.name in officer_part(case.room).inline]
    if not found:
        return None
    buttons = [button for each in found for button in _buttons(case, each)]
    why = [hindrance.said for each in found for hindrance in each.hindrances]
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
    wanted = [
        (outcome, titles[outcome]) for outcome in officer_part(case.room).inline[name] if outcome in titles
    ] or [("", choice.action.title)]
    return [
        {
            "action": reverse("workbench:act", args=[case.number, name]),
            "value": outcome,
            "label": label,
            "kind": "grave"
            if (name, outcome) in officer_part(case.room).grave
            else "plain"
            if outcome == "reduce"
            else "",
            "disabled": bool(choice.hindrances),
            "key": officer_part(case.room).keys.get((name, outcome), ""),
        }
        for outcome, label in wanted
    ]
