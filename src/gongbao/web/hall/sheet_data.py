"""The roster and the statement on screen: findings with the way to mend each, rows with masked numbers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from gongbao.kernel.masking import mask_identity, mask_name
from gongbao.law.text import Text
from gongbao.platform.excel.services import CellProblem
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language

TITLES = {"roster": Text("花名册", "Roster"), "statement": Text("工资对账单", "Statement of wages")}
HIDDEN = {"name": mask_name, "identity_number": mask_identity}
"""Cells that are shown masked."""


def report(
    number: str, part: str, sheet: training.SheetView, findings: list[CellProblem], page: Page[Any]
) -> dict[str, Any]:
    """The context of ``hall/findings.html``."""
    faulty = {problem.row for problem in sheet.problems}
    total = len(sheet.rows)
    return {
        "name": TITLES[part],
        "rows": total,
        "ok": total - len(faulty & {row.number for row in sheet.rows}),
        "findings": [_finding(number, part, problem, sheet) for problem in findings],
        "people": table(number, part, sheet, page),
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


def table(number: str, part: str, sheet: training.SheetView, page: Page[Any]) -> dict[str, Any]:
    """One page of the sheet's rows; the first column leads to the row's own page."""
    rows = []
    for row in page:
        cells: list[Any] = [
            {"text": str(row.number), "href": reverse("hall:row", args=[number, part, row.number])}
        ]
        cells += [
            {"text": shown(column.field.name, row.cells.get(column.field.name, ""))}
            for column in sheet.columns
        ]
        cells.append({"state": "not_met", "text": _LOOK} if row.problems else {"state": "met", "text": _FINE})
        rows.append({"cells": cells})
    heads = [_LINE, *(column.field.label for column in sheet.columns), _CHECK]
    return {"caption": TITLES[part], "small": True, "head": [{"label": head} for head in heads], "rows": rows}


_LINE, _CHECK = Text("行", "Row"), Text("核对", "Check")
_LOOK, _FINE = Text("要改", "To mend"), Text("可用", "Usable")


def shown(name: str, value: str) -> str:
    """A cell as it may be shown."""
    hide = HIDDEN.get(name)
    return hide(value) if hide and value else value
