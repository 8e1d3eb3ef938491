"""Forms of any room on a page: tables as rows to fill in, files received and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from gongbao.kernel.forms import Field, Form
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.casework import services as casework
from gongbao.platform.files import services as files

BLANK = 3
"""Empty rows offered below those filled in."""


def rows_shown(
    table: Field, rows: Sequence[Mapping[str, Any]] | None, problems: Sequence[Refusal] = ()
) -> dict[str, Any]:
    """A table as ``components/rows.html`` shows it."""
    kept = [dict(row) for row in rows or ()]
    blank = min(BLANK, max(0, table.max_rows - len(kept)))
    return {"table": table, "columns": table.columns, "rows": [*kept, *({} for _ in range(blank))]}


def files_sent(request: HttpRequest, form: Form) -> tuple[dict[str, list[files.Received]], list[Refusal]]:
    """The files sent for the form's file fields, checked; those that are refused are told at their field."""
    found: dict[str, list[files.Received]] = {}
    problems = []
    for field in form.fields:
        if field.kind not in ("file", "files"):
            continue
        for sent in request.FILES.getlist(field.name):
            try:
                received = files.receive(sent.read(), sent.name or "file", accept=field.accept)
            except Refusal as refusal:
                problems.append(
                    Refusal(refusal.what, where=field.name, mend=refusal.mend, clause=refusal.clause)
                )
            else:
                found.setdefault(field.name, []).append(received)
    return found, problems


def answers_shown(answers: Sequence[casework.Shown]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Answers in words: single ones as ``components/facts.html`` shows them, tables as ``components/table.html``."""
    facts = [
        {"label": each.label, "value": each.value, "clause": each.field.clause}
        for each in answers
        if not each.rows
    ]
    return facts, [_table(each) for each in answers if each.rows]


def _table(one: casework.Shown) -> dict[str, Any]:
    heads = [{"label": Text("行", "Row")}, *({"label": each.label} for each in one.field.columns)]
    rows = [{"cells": [str(place), *row]} for place, row in enumerate(one.rows, start=1)]
    return {"caption": one.label, "show_caption": True, "small": True, "head": heads, "rows": rows}
