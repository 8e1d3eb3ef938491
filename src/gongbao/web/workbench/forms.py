"""Forms of officers' acts: fields made from the procedure's own outcomes and reasons, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from gongbao.kernel.forms import Field, Form, Option, collect, parse
from gongbao.kernel.procedure import Outcome, Reason
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.web.shared.forms import rows_shown
from gongbao.web.shared.refusals import problems_of

NO_HELP = Text("", "")
NOTE = Field(
    name="note",
    kind="long_text",
    label=Text("说明", "Note"),
    help=Text("写给对方看，不写个人证件号码", "Read by the other side; no identity numbers"),
    required=False,
    max_length=1000,
)


@dataclass(frozen=True)
class Filled:
    """A form as sent: good values, problems, and what was typed."""

    values: dict[str, Any]
    problems: list[Refusal]
    raw: dict[str, Any]


def outcomes(found: Sequence[Outcome], *, label: Text | None = None) -> Field:
    """Which of several results."""
    return Field(
        name="outcome",
        kind="choice",
        label=label or Text("结果", "Result"),
        options=tuple(Option(each.id, each.title) for each in found),
    )


def reasons(
    found: Iterable[Reason], *, required: bool = True, several: bool = True, help: Text = NO_HELP
) -> Field:
    """Reasons from the procedure's list; with `help`, which says when one is needed, they are folded away."""
    return Field(
        name="reasons",
        kind="choices" if several else "choice",
        label=Text("理由", "Reasons"),
        required=required,
        options=tuple(Option(each.id, each.text) for each in found),
        help=help,
    )


def filled(request: HttpRequest, fields: Sequence[Field]) -> Filled:
    """What was sent for `fields`."""
    form = Form(id="act", version="1", title=Text("办理", "Act"), fields=tuple(fields))
    raw = collect(form, request.POST)
    for field in fields:
        if field.kind in ("file", "files"):
            raw[field.name] = [sent.name for sent in request.FILES.getlist(field.name)] or None
    parsed = parse(form, raw, on=now().date())
    return Filled(parsed.values, problems_of(parsed.problems), raw)


def shown(fields: Sequence[Field], values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Fields with their values, as templates show them."""
    return [
        {"records": rows_shown(field, (values or {}).get(field.name))}
        if field.kind == "table"
        else {"field": field, "value": (values or {}).get(field.name), "folded": _folded(field)}
        for field in fields
    ]


def _folded(field: Field) -> bool:
    return field.kind == "choices" and not field.required and bool(field.help.zh)


def listed(values: dict[str, Any], name: str = "reasons") -> tuple[str, ...]:
    """The chosen reasons, one or several, as a tuple."""
    chosen = values.get(name) or ()
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)
