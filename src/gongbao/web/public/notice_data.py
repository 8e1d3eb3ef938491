"""What the notice pages show, made of the notices' own values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.calendar import Calendar
from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.notices import services as notices
from gongbao.web.rooms import notice_part
from gongbao.web.shared.values import plain

ROW = Text("对哪一家", "Which firm")
ALL_OFFICES = Text("全部区", "All districts")
CURRENT, ARCHIVE = Text("公示中", "Now open"), Text("已结束的", "Past ones")
UNKNOWN_OBJECTION = Refusal(
    Text("编号与查询码不符", "number and code do not fit"),
    where="code",
    mend=Text("请核对回执", "See your receipt"),
)


def filters(request: HttpRequest, office: str, archive: bool, words: str) -> dict[str, Any]:
    """The context of ``components/filters.html``."""
    return {
        "action": reverse("notices"),
        "search": {"name": "q", "label": Text("标题或编号", "Title or number"), "value": words},
        "selects": [
            {"name": "office", "label": ALL_OFFICES, "value": office,
             "options": [(each.code, each.name) for each in districts.OFFICES]},
            {"name": "when", "label": CURRENT, "value": "archive" if archive else "", "options": [("archive", ARCHIVE)]},
        ],
        "hidden": [],
    }  # fmt: skip


def line(each: notices.NoticeLine) -> dict[str, Any]:
    """A notice in the list."""
    return {
        "number": each.slug,
        "title": each.title,
        "href": reverse("notice", args=[each.slug]),
        "office": districts.office(each.office).hr,
        "published": each.published_on,
        "due": each.last_day,
        "count": each.rows,
        "open": each.code == "open",
        "state": each.state,
    }


def page(
    found: notices.NoticePage, request: HttpRequest, raw: dict[str, Any], problems: list[Refusal]
) -> dict[str, Any]:
    """The context of ``public/notice.html``."""
    today, head = now().date(), found.line
    return {
        "today": today,
        "notice": {
            "number": head.slug,
            "title": head.title,
            "office": districts.office(head.office).hr,
            "published": head.published_on,
            "due": head.last_day,
            "open": head.code == "open",
            "state": head.state,
            "window": found.window,
            "day": {"n": found.counted, "of": found.days},
            "left": _working_days_left(found),
            "clause": found.clause,
            "sum_fen": total(found),
            "table": table(found),
            "download": reverse("notice-sheet", args=[head.slug]),
            "address": request.build_absolute_uri(reverse("notice", args=[head.slug])),
            "digest": found.content_hash,
            "history": [_history(each) for each in found.history],
            "corrected_by": found.corrected_by and reverse("notice", args=[found.corrected_by]),
            "corrects": found.corrects and reverse("notice", args=[found.corrects]),
        },
        "objections": {"count": head.objections, "note": _objections(found)},
        "objection": _objection(found, raw, problems)
        if found.takes_objections and notice_part(found.line.room)
        else None,
    }


def _working_days_left(found: notices.NoticePage) -> int:
    due, today = found.line.last_day, now().date()
    return Calendar.as_known().working_days_between(today, due) if due and due > today else 0


def table(found: notices.NoticePage) -> dict[str, Any]:
    """The rows; numbers stand right, the scheme is told in the reader's language."""
    part = notice_part(found.line.room)
    words = part.words if part else {}
    numbers = {index for index, column in enumerate(found.columns) if index > 1}
    return {
        "caption": Text("拟拨付名单", "Who is to be paid"),
        "stack": True,
        "head": [{"label": column, "num": index in numbers} for index, column in enumerate(found.columns)],
        "rows": [
            {
                "cells": [
                    _cell(value, label, index in numbers, words)
                    for index, (value, label) in enumerate(zip(row, found.columns, strict=True))
                ]
            }
            for row in found.rows
        ],
    }


def _cell(value: Any, label: Text, number: bool, words: Mapping[str, Text]) -> dict[str, Any]:
    told = words.get(value, value) if isinstance(value, str) and not number else value
    return {"text": told, "label": label, "num": number}


def total(found: notices.NoticePage) -> int | None:
    """The sum of the amounts in fen; None where the notice tells of no money."""
    places = [index for index, column in enumerate(found.columns) if "元" in column.zh]
    if not places:
        return None
    try:
        return sum(int(Decimal(str(row[places[-1]]).replace(",", "")) * 100) for row in found.rows)
    except InvalidOperation:
        return None


def _objections(found: notices.NoticePage) -> Text:
    count = found.line.objections
    if not count:
        return Text("目前没有人提出异议。", "No objection so far.")
    waiting = found.objections_open
    plural = "" if count == 1 else "s"
    return Text(
        f"收到异议 {count} 件，{waiting} 件正在核实。",
        f"{count} objection{plural}, {waiting} being looked into.",
    )


def _history(each: notices.History) -> dict[str, Any]:
    return {"title": each.act, "when": each.at, "text": each.reason, "place": "done"}


def _objection(found: notices.NoticePage, raw: dict[str, Any], problems: list[Refusal]) -> dict[str, Any]:
    options = tuple((str(number), plain(str(row[0]))) for number, row in enumerate(found.rows, start=1))
    which = {"name": "row", "kind": "select", "label": ROW, "options": options}
    chosen = raw.get("row") or ("1" if len(options) == 1 else "")
    fields: list[dict[str, Any]] = [{"field": which, "value": chosen}]
    part = notice_part(found.line.room)
    asked = part.objection.fields if part else ()
    fields += [{"field": field, "value": raw.get(field.name)} for field in asked]
    return {"action": "#object", "fields": fields, "problems": problems}


def standing_fields(number: str) -> list[dict[str, Any]]:
    """Number and code, to ask for the outcome of an objection; the code is never shown again."""
    asked = Field(name="number", kind="text", label=Text("异议编号", "Number of the objection"))
    code = Field(name="code", kind="text", label=Text("查询码", "Code"), example="ABCD-2345-EFGH-6789")
    return [{"field": asked, "value": number}, {"field": code, "value": None}]


def asked_for(number: str, code: str) -> list[Refusal]:
    """What is missing to look an objection up."""
    missing, mend = Text("没有填写", "no answer was given"), Text("请照回执填写", "See your receipt")
    return [
        Refusal(missing, where=name, mend=mend)
        for name, value in (("number", number), ("code", code))
        if not value
    ]


def standing(found: notices.Standing) -> dict[str, Any]:
    """What the objector sees."""
    kinds = {"open": "unknown", "upheld": "met", "partly": "met", "rejected": "not_met"}
    result = {
        "outcome": kinds[found.code],
        "word": found.state,
        "title": _STANDING[found.code],
        "text": found.reasons,
    }
    facts = [
        {"label": Text("编号", "Number"), "value": found.number},
        {"label": Text("公示", "Notice"), "value": found.notice},
        {"label": Text("您写的", "What you wrote"), "value": found.text},
    ]
    return {"result": result, "facts": facts, "received_at": found.received_at, "due": found.due}


_STANDING = {
    "open": Text("正在核实", "It is being looked into"),
    "upheld": Text("异议成立", "Your objection was upheld"),
    "partly": Text("异议部分成立", "Your objection was upheld in part"),
    "rejected": Text("异议不成立", "Your objection was not upheld"),
}
