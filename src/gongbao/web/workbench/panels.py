"""A case beside its documents: what ``workbench/panel.html`` shows, read in one transaction of the officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.calendar import month as months
from gongbao.kernel.money import format_yuan
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import Case, history, options
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.notices import services as notices
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy import forms as training_forms
from gongbao.policies.training_subsidy.procedure import APPLICATION, SUPERVISION
from gongbao.web.shared.sheets import query
from gongbao.web.workbench import casepage, claims, forms
from gongbao.web.workbench.desk import Filters
from gongbao.web.workbench.queues import beside
from gongbao.web.workbench.reaching import address, name_of, state_title

LINES = 300
_SOURCES = {"申请表": Text("申请表", "application form"), "本系统账簿": Text("本系统账簿", "the books")}
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
            shown |= _claim(request, case, filters)
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


def _claim(request: HttpRequest, case: Case, filters: Filters) -> dict[str, Any]:
    only = request.GET.get("only", "")
    only = only if only in claims.OUTCOMES else ""
    page = request.GET.get("rows", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    found = training.case_panel(request.actor, case.number, row_page=number, only=only)
    claim, rows = found.claim, claims.people(found)
    title = claims.SCHEME_TITLES[claim.scheme]
    return {
        "subtitle": Text(f"{title.zh}，第 {claim.version} 次提交", f"{title.en}, submission {claim.version}"),
        "facts": [*_about(found), *({"label": f.label, "value": f.value, "source": _SOURCES.get(f.source.zh, f.source)} for f in found.facts)],
        "sum_fen": claim.granted or claim.amount,
        "sum_note": Text("已核定", "as granted") if claim.granted else None,
        "diff": _diff(found),
        "noticed": claims.noticed_in_general(found),
        "people": rows,
        "rows_page": found.row_page,
        "rows_of": found.row_pages,
        "rows_pages": _pages(request, found.row_page, found.row_pages),
        "outcomes": _tally(request, found.outcomes, only),
        "lines": _lines(rows),
        "papers": [_paper(case, each) for each in found.materials],
        "objections": [_objection(case, each) for each in found.objections],
        "limits": found.limits,
        "notice": claim.notice,
        "export": reverse("workbench:rows", args=[case.number]) + "?export=xlsx",
    }


def handed_in(actor: Actor, case: Case) -> Case:
    """The case, unless it is a party's draft: that is nobody's business yet, and the attempt is logged."""
    if case.state == "draft":
        note_refused(actor, "workbench", f"case {case.number}: draft", case=case.key)
        raise NotFound(case.number)
    return case


def _about(found: training.Panel) -> list[dict[str, Any]]:
    claim = found.claim
    people = Text(f"{claim.people} 人，{claim.person_months} 人月", f"{claim.people} people, {claim.person_months} person-months")
    compared = claim.compared_at
    at = Text(f"{compared.astimezone(ZONE):%m-%d %H:%M}", f"{compared.astimezone(ZONE):%m-%d %H:%M}") if compared else None
    return [
        {"label": Text("人数", "People"), "value": people},
        {"label": Text("社保比对", "Compared with registers"), "value": at or Text("没有", "not yet"), "clause": "neng-2020-6/3.2",
         "state": "met" if compared else "unknown"},
    ]  # fmt: skip


def _tally(request: HttpRequest, outcomes: dict[str, int], only: str) -> list[dict[str, Any]]:
    """How many rows came out how; each leads to those rows, the chosen one back to all."""
    return [
        {"state": name, "count": outcomes[name], "href": query(request, only="" if name == only else name, rows="") + "#rows",
         "chosen": name == only}
        for name in claims.OUTCOMES
        if outcomes.get(name)
    ]  # fmt: skip


def _diff(found: training.Panel) -> dict[str, Any] | None:
    what = found.difference
    if what is None:
        return None
    sent = [each.at for each in found.happened if each.action in ("submit", "resubmit")]
    rows: list[dict[str, Any]] = [_whole(each, Text("增加一人", "Added"), after=True) for each in what.added]
    rows += [_whole(each, Text("减少一人", "Removed"), after=False) for each in what.removed]
    for change in (*what.people, *what.wages, *what.answers):
        who = claims.mask_name(change.who)
        zh = f"第 {change.row} 行 {who} {change.label}" if change.row else change.label
        en = f"Row {change.row} {who} {change.label}" if change.row else change.label
        rows.append({"label": Text(zh, en), "before": change.before, "after": change.after})
    rows += [{"label": Text("材料", "Paper"), "before": "", "after": name} for name in what.papers_added]
    rows += [{"label": Text("材料", "Paper"), "before": name, "after": ""} for name in what.papers_removed]
    before, after = (sent[-2], sent[-1]) if len(sent) > 1 else (None, None)
    return {"count": what.total, "rows": rows, "before": before, "after": after}


def _whole(who: Sequence[Any], label: Text, *, after: bool) -> dict[str, Any]:
    name, number, row = who
    words = f"{claims.mask_name(name)} {number}（{row}）"
    return {"label": label, "before": "" if after else words, "after": words if after else ""}


def _lines(rows: Sequence[claims.Person]) -> dict[str, Any] | None:
    """The statement's wages of the people on this page, in the same order as the rows beside it."""
    shown = [
        {"cells": [str(person.row), person.name, months.label(month), {"fen": wage, "num": True}]}
        for person in rows
        for month, wage in person.wages
    ]
    head = [{"label": Text("行", "Row")}, {"label": Text("姓名", "Name")}, {"label": Text("工资月份", "Month")},
            {"label": Text("实发（元）", "Paid (yuan)"), "num": True}]  # fmt: skip
    caption = Text("对账单，与左边的人对应", "The statement’s lines of these people")
    return {"caption": caption, "head": head, "rows": shown[:LINES], "small": True} if shown else None


def _paper(case: Case, each: Any) -> dict[str, Any]:
    titles = {field.name: field.label for field in training_forms.APPLICATION.fields}
    title = titles.get(each.kind, Text("上传的表格", "Uploaded sheet"))
    note = Text(f"{each.name}　SM3 {each.digest[:12]}", f"{each.name}  SM3 {each.digest[:12]}")
    return {"title": title, "note": note, "href": reverse("workbench:paper", args=[case.number, each.href_key])}


def _objection(case: Case, each: notices.Standing) -> dict[str, Any]:
    return {"number": each.number, "text": each.text, "received_at": each.received_at, "due": each.due,
            "href": reverse("workbench:act", args=[case.number, "settle_objection"]) + f"?objection={each.objection}"}  # fmt: skip


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
        {"label": Text("来源", "Origin"), "value": kinds.get(view.kind, view.kind), "clause": "neng-2020-6/4.3.b"},
        {"label": Text("季度", "Quarter"), "value": view.quarter},
        {"label": Text("检查情况", "What was found"), "value": view.details or Text("还没有登记", "not yet recorded")},
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
    titles = {each.id: each.title for each in choice.outcomes} or {each.id: each.title for each in choice.action.outcomes}
    wanted = [(outcome, titles[outcome]) for outcome in INLINE[name] if outcome in titles] or [("", choice.action.title)]
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


def _pages(request: HttpRequest, page: int, of: int) -> dict[str, str]:
    return {
        "before": query(request, rows=str(page - 1)) + "#rows" if page > 1 else "",
        "after": query(request, rows=str(page + 1)) + "#rows" if page < of else "",
    }
