"""Returning a case for correction: everything at once, with a remark for each row."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language
from gongbao.web.rooms.training_subsidy.workbench import claims
from gongbao.web.shared import again
from gongbao.web.shared.doors import key_of, next_of
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import forms
from gongbao.web.workbench.doors import HANDLER, REVIEWER, officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import Reached, address, head, reached, today

MOST, PAGES = 40, 4
OTHERS = Field(
    name="others",
    kind="long_text",
    label=Text("其他行", "Other rows"),
    help=Text("一行写一条：行号，空格，要改什么", "One a line: the row’s number, a space, what to correct"),
    required=False,
)
_LINE = re.compile(r"(?:第)?\s*(\d{1,6})\s*(?:行)?\s*[:：,，、\s]\s*(\S.*)")


@officers(HANDLER, REVIEWER)
@require_http_methods(["GET", "POST"])
def return_case(request: HttpRequest, number: str) -> HttpResponse:
    """The reasons, a remark for each row that is not in order, and remarks on other rows."""
    if done := again.answered(request, address(number)):
        return done
    found = reached(request.actor, number, "return")
    choice = found.choice("return")
    if choice.hindrances:
        barred = [Refusal(h.why, clause=h.clause) for h in choice.hindrances]
        return _page(request, found, (), {}, barred, status=409)
    fields = (forms.reasons(choice.action.reasons), forms.NOTE)
    if request.method == "GET":
        return _page(request, found, fields, {})
    filled = forms.filled(request, (*fields, OTHERS))
    problems, remarks = filled.problems, _remarks(request)
    others, odd = _others(filled.raw.get("others") or "")
    problems += odd
    if not problems:
        key, seen = key_of(request), request.POST.get("seen", "")
        _, problems = tried(
            lambda: training.return_for_correction(
                request.actor, number, forms.listed(filled.values), {**others, **remarks}, key=key,
                note=filled.values.get("note", ""), seen=int(seen) if seen.isascii() and seen.isdigit() else None,
            )
        )  # fmt: skip
    if problems:
        return _page(request, found, fields, filled.raw, problems, remarks)
    said = Text(f"已退回补正（{number}）", f"Returned for correction ({number})")
    messages.success(request, said.say(language()))
    return redirect(next_of(request, address(number)))


def _page(
    request: HttpRequest,
    found: Reached,
    fields: tuple[Field, ...],
    raw: dict[str, Any],
    problems: list[Refusal] | None = None,
    remarks: dict[int, str] | None = None,
    status: int = 0,
) -> HttpResponse:
    action = found.choice("return").action
    rows = _rows(request, found)
    people = _people(rows, remarks or {})
    values = {
        "queues": navigation(request),
        "case": head(found.case),
        "title": action.title,
        "text": action.explain,
        "clause": action.clause,
        "fields": forms.shown(fields, raw),
        "people": people,
        "rest": _rest(rows, {each["person"].row for each in people}),
        "all_rows": reverse("workbench:rows", args=[found.case.number]),
        "others": forms.shown((OTHERS,), raw),
        "extra": "workbench/return_rows.html",
        "problems": problems or [],
        "barred": status == 409,
        "seen": found.case.sequence,
        "next": next_of(request, ""),
        "back": address(found.case.number),
        "today": today(),
    }
    return render(request, "workbench/act.html", values, status=status or (422 if problems else 200))


def _rows(request: HttpRequest, found: Reached) -> list[claims.Person]:
    """The rows of the first `PAGES` pages of the roster."""
    number = found.case.number
    first = training.case_panel(request.actor, number)
    later = range(2, min(first.row_pages, PAGES) + 1)
    pages = [first, *(training.case_panel(request.actor, number, row_page=n) for n in later)]
    return [each for page in pages for each in claims.people(page)]


def _people(rows: list[claims.Person], remarks: dict[int, str]) -> list[dict[str, Any]]:
    """The rows that do not hold, with what they lack as a first draft of the remark."""
    people = [each for each in rows if each.why or each.found][:MOST]
    return [{"person": each, "remark": remarks.get(each.row, "")} for each in people]


def _rest(rows: list[claims.Person], asked: set[int]) -> list[claims.Person]:
    """The rows without a field of their own, shown so that their numbers can be found."""
    return [each for each in rows if each.row not in asked]


def _remarks(request: HttpRequest) -> dict[int, str]:
    typed = {
        name.removeprefix("remark-"): text
        for name, text in request.POST.items()
        if name.startswith("remark-")
    }
    return {
        int(row): text.strip()[:500]
        for row, text in typed.items()
        if row.isascii() and row.isdigit() and text.strip()
    }


def _others(text: str) -> tuple[dict[int, str], list[Refusal]]:
    """Remarks by row as typed; a line that names no row is told."""
    found: dict[int, str] = {}
    for line in filter(None, map(str.strip, str(text).splitlines())):
        match = _LINE.fullmatch(line)
        if match is None:
            what = Text(f"看不出是哪一行：{line[:40]}", f"Which row is meant: {line[:40]}")
            return found, [
                Refusal(what, where="others", mend=Text("写成“12 身份证号有误”", "Write “12 wrong number”"))
            ]
        found[int(match[1])] = match[2][:500]
    return found, []
