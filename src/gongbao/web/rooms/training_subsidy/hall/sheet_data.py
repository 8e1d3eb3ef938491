"""The roster and the statement on screen: findings with the way to mend each, rows with masked numbers."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from gongbao.kernel.forms import Field
from gongbao.kernel.masking import mask_identity, mask_name
from gongbao.law.text import Text
from gongbao.platform.excel.services import CellProblem
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language

TITLES = {"roster": Text("花名册", "Roster"), "statement": Text("工资对账单", "Statement of wages")}
HIDDEN = {"name": mask_name, "identity_number": mask_identity}
"""Cells that are shown masked."""


def report(
    number: str, part: str, sheet: training.SheetView, found: list[training.Found], page: Page[Any]
) -> dict[str, Any]:
    """The context of ``hall/findings.html``; a row is usable when nothing at all was found in it."""
    findings = sorted((each.at for each in found if each.level != "note"), key=lambda at: at.row)
    faulty = {row.number for row in sheet.rows if row.problems} | {
        each.at.row for each in found if each.level == "fault"
    }
    doubted = {problem.row for problem in findings} - faulty
    total = len(sheet.rows)
    return {
        "name": TITLES[part],
        "rows": total,
        "ok": total - len((faulty | doubted) & {row.number for row in sheet.rows}),
        "findings": [_finding(number, part, problem, sheet) for problem in findings],
        "notes": [each.what for each in sheet.notes],
        "people": table(number, part, sheet, page, faulty, doubted),
        "workbook": reverse("hall:findings", args=[number, part]) if findings else "",
        "add": reverse("hall:row", args=[number, part, 0]),
        "page": page,
    }


def _finding(number: str, part: str, problem: CellProblem, sheet: training.SheetView) -> dict[str, Any]:
    rows = {row.number for row in sheet.rows}
    edit = reverse("hall:row", args=[number, part, problem.row]) if problem.row in rows else ""
    where = problem.where(language())
    return {
        "where": where,
        "what": problem.what,
        "mend": problem.mend,
        "clause": problem.clause,
        "edit": edit,
    }


def table(
    number: str,
    part: str,
    sheet: training.SheetView,
    page: Page[Any],
    faulty: Set[int],
    doubted: Set[int],
) -> dict[str, Any]:
    """One page of the sheet's rows; the first column leads to the row's own page."""
    rows = []
    for row in page:
        cells: list[Any] = [
            {"text": str(row.number), "href": reverse("hall:row", args=[number, part, row.number])}
        ]
        cells += [
            {"text": shown(column.field, row.cells.get(column.field.name, ""))} for column in sheet.columns
        ]
        cells.append(_MEND if row.number in faulty else _LOOK if row.number in doubted else _FINE)
        rows.append({"cells": cells})
    heads = [_LINE, *(column.field.label for column in sheet.columns), _CHECK]
    return {"caption": TITLES[part], "small": True, "head": [{"label": head} for head in heads], "rows": rows}


_LINE, _CHECK = Text("行", "Row"), Text("核对", "Check")
_MEND = {"state": "not_met", "text": Text("要改", "To mend")}
_LOOK = {"state": "unknown", "text": Text("要核对", "To check")}
_FINE = {"state": "met", "text": Text("可用", "Usable")}


def label_of(field: Field, value: str) -> Text | None:
    """The label of the option that `value` names by its code or in words; None where there is none."""
    options = field.options if field.kind == "choice" else ()
    return next((o.label for o in options if value in (o.value, o.label.zh, o.label.en)), None)


def shown(field: Field, value: str) -> str | Text:
    """A cell as it may be shown: masked where it must be, a choice by its label."""
    hide = HIDDEN.get(field.name)
    return hide(value) if hide and value else label_of(field, value) or value
