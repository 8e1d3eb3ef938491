"""What a claim adds to its case's page: facts with their sources, rows beside the statement, what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel.calendar import month as months
from gongbao.kernel.masking import mask_name
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import ZONE
from gongbao.platform.notices import services as notices
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy import forms as training_forms
from gongbao.web.rooms.training_subsidy.workbench import claims
from gongbao.web.shared.sheets import query

LINES = 300
_SOURCES = {"申请表": Text("申请表", "application form"), "本系统账簿": Text("本系统账簿", "the books")}


def claim(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Facts, rows, statement, papers, differences and objections of a claim; inside a reading of the officer."""
    only = request.GET.get("only", "")
    only = only if only in claims.OUTCOMES else ""
    page = request.GET.get("rows", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    found = training.case_panel(request.actor, case.number, row_page=number, only=only)
    claim, rows = found.claim, claims.people(found)
    title = claims.SCHEME_TITLES[claim.scheme]
    return {
        "subtitle": Text(f"{title.zh}，第 {claim.version} 次提交", f"{title.en}, submission {claim.version}"),
        "facts": [
            *_about(found),
            *(
                {"label": f.label, "value": f.value, "source": _SOURCES.get(f.source.zh, f.source)}
                for f in found.facts
            ),
        ],
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


def _about(found: training.Panel) -> list[dict[str, Any]]:
    claim = found.claim
    people = Text(
        f"{claim.people} 人，{claim.person_months} 人月",
        f"{claim.people} people, {claim.person_months} person-months",
    )
    compared = claim.compared_at
    at = (
        Text(f"{compared.astimezone(ZONE):%m-%d %H:%M}", f"{compared.astimezone(ZONE):%m-%d %H:%M}")
        if compared
        else None
    )
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
    rows += [_changed(change, Text("", "Row")) for change in what.people]
    rows += [_changed(change, Text("对账单", "Statement row")) for change in what.wages]
    rows += [_changed(change, Text("", "")) for change in what.answers]
    rows += [{"label": Text("材料", "Paper"), "before": "", "after": name} for name in what.papers_added]
    rows += [{"label": Text("材料", "Paper"), "before": name, "after": ""} for name in what.papers_removed]
    before, after = (sent[-2], sent[-1]) if len(sent) > 1 else (None, None)
    return {"count": what.total, "rows": rows, "before": before, "after": after}


def _changed(change: Any, sheet: Text) -> dict[str, Any]:
    """One cell or answer, with its row of the roster or of the statement."""
    who, label = mask_name(change.who), Text(change.label, change.label)
    if change.row:
        label = Text(
            f"{sheet.zh}第 {change.row} 行 {who} {change.label}",
            f"{sheet.en} {change.row} {who} {change.label}",
        )
    return {"label": label, "before": change.before, "after": change.after}


def _whole(who: Sequence[Any], label: Text, *, after: bool) -> dict[str, Any]:
    name, number, row = who
    words = f"{mask_name(name)} {number}（{row}）"
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
    return {
        "title": title,
        "note": note,
        "href": reverse("workbench:paper", args=[case.number, each.href_key]),
    }


def _objection(case: Case, each: notices.Standing) -> dict[str, Any]:
    return {"number": each.number, "text": each.text, "received_at": each.received_at, "due": each.due,
            "href": reverse("workbench:act", args=[case.number, "settle_objection"]) + f"?objection={each.objection}"}  # fmt: skip


def _pages(request: HttpRequest, page: int, of: int) -> dict[str, str]:
    return {
        "before": query(request, rows=str(page - 1)) + "#rows" if page > 1 else "",
        "after": query(request, rows=str(page + 1)) + "#rows" if page < of else "",
    }
