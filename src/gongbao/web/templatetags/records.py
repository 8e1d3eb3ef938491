"""``{% record_cell %}``: one cell of a list of records, filled in without script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from gongbao.kernel.forms import Field
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.errors import Refusal
from gongbao.web.i18n import language
from gongbao.web.templatetags.fields import INPUT_MODES, YES_NO, anchor

register = template.Library()
EXAMPLES = {"month": "2020-07", "date": "2020-07-31", "fen": "3600.00"}
KINDS = {"fen": "money"}


@register.inclusion_tag("components/record_cell.html")
def record_cell(
    fact: Fact, column: Fact, row: Mapping[str, Any], number: int, place: int, problems: Sequence[Refusal]
) -> dict[str, Any]:
    """The control of one field of one record, with its own problems."""
    name = f"{fact.name}-{number}-{column.name}"
    options = [(o.word, o.label) for o in column.options] or (list(YES_NO) if column.kind == "yes_no" else [])
    said = column.label.say(language())
    return {
        "name": name,
        "id": anchor(name),
        "label": f"{said}，第 {place} 行" if language() == "zh" else f"{said}, row {place}",
        "value": row.get(column.name, ""),
        "options": options,
        "example": EXAMPLES.get(column.kind, ""),
        "inputmode": INPUT_MODES.get(KINDS.get(column.kind, column.kind), ""),
        "errors": [problem.what for problem in problems if problem.where == name],
    }


@register.inclusion_tag("components/record_cell.html")
def row_cell(
    table: Field, column: Field, row: Mapping[str, Any], number: int, place: int, problems: Sequence[Refusal]
) -> dict[str, Any]:
    """The control of one cell of a form's table, with its own problems."""
    name = f"{table.name}-{number}-{column.name}"
    options = [(o.value, o.label) for o in column.options] or (
        list(YES_NO) if column.kind == "yes_no" else []
    )
    said = column.label.say(language())
    value = row.get(column.name)
    return {
        "name": name,
        "id": anchor(name),
        "label": f"{said}，第 {place} 行" if language() == "zh" else f"{said}, row {place}",
        "value": {True: "yes", False: "no"}[value]
        if isinstance(value, bool)
        else ""
        if value is None
        else value,
        "options": options,
        "example": column.example,
        "inputmode": INPUT_MODES.get(column.kind, ""),
        "errors": [p.what for p in problems or () if p.where == f"{table.name}.{number}.{column.name}"],
    }
