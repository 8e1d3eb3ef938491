"""Fields of a form as the look shows them: which control, which words, which problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField

from gongbao.kernel.calendar.month import iso
from gongbao.kernel.forms.parsing import Problem
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.i18n import Language
from gongbao.web.templatetags.days import attribute

SELECT_FROM = 8  # options; fewer are shown as radio buttons
CONTROLS = {
    "choices": "checkboxes",
    "yes_no": "radios",
    "commitment": "commitment",
    "long_text": "textarea",
    "file": "file",
    "files": "file",
    "segments": "segments",
    "slider": "slider",
    "select": "select",
}
TYPES = {"phone": "tel", "password": "password", "search": "search"}
INPUT_MODES = {
    "integer": "numeric",
    "money": "decimal",
    "ratio": "decimal",
    "account": "numeric",
    "one_time": "numeric",
}
SHORT = frozenset(("integer", "money", "ratio", "date", "month", "phone", "one_time"))
YES_NO = (("yes", Text("是", "Yes")), ("no", Text("否", "No")))


def anchor(name: str, within: str = "") -> str:
    """The id of a field's first control; `within` sets it apart from its namesakes in other forms."""
    return "f-" + "".join(c if c.isalnum() else "-" for c in (f"{within}-{name}" if within else name))


def context(
    field: Any, value: Any, problems: Sequence[Refusal | Problem], language: Language, within: str = ""
) -> dict[str, Any]:
    """The variables of ``components/field.html``.

    `field` is a `kernel.forms.Field`, Django's bound field, or a mapping with ``name``, ``kind``, ``label``
    and, where wanted, ``help``, ``options``, ``unit``, ``required``, ``minimum``, ``maximum``, ``max_length``,
    ``autocomplete``, ``accept``. The kinds are those of `kernel.forms` and ``segments``, ``slider``,
    ``select``, ``password``, ``one_time``. `prefill` shows where a value came from and makes it read-only.
    """
    if isinstance(field, BoundField):
        field, value, mine = _bound(field)
    else:
        mine = [_words(problem, language) for problem in problems if _belongs(problem, field)]
    name, kind = attribute(field, "name"), attribute(field, "kind", "text")
    hint, prefill = attribute(field, "help"), attribute(field, "prefill")
    hint = hint if hint and str(hint) else None
    own = anchor(name, within)
    described = [f"{own}-error"] * bool(mine) + [f"{own}-hint"] * bool(hint or prefill)
    options = attribute(field, "options") or (YES_NO if kind == "yes_no" else ())
    return {
        "name": name,
        "id": own,
        "kind": kind,
        "control": _control(kind, options),
        "type": TYPES.get(kind, "text"),
        "inputmode": INPUT_MODES.get(kind, ""),
        "short": kind in SHORT,
        "label": attribute(field, "label"),
        "hint": hint,
        "prefill": prefill,
        "words": attribute(field, "words"),
        "version": attribute(field, "version"),
        "example": attribute(field, "example", ""),
        "unit": attribute(field, "unit"),
        "required": attribute(field, "required", True),
        "autocomplete": attribute(field, "autocomplete", ""),
        "max_length": attribute(field, "max_length") or "",
        "minimum": attribute(field, "minimum"),
        "maximum": attribute(field, "maximum"),
        "accept": ",".join(f".{kind}" for kind in attribute(field, "accept") or ()),
        "multiple": kind == "files",
        "value": written(value, kind),
        "options": _options(options, value),
        "errors": mine,
        "described": " ".join(described),
    }


def summary(problems: Sequence[Refusal | Problem], language: Language) -> list[dict[str, str]]:
    """Problems for the top of the page: the words, the field they lead to, and the clause behind them."""
    return [
        {
            "text": _words(problem, language),
            "href": f"#{anchor(place(problem))}" if place(problem) else "",
            "clause": problem.clause if "/" in problem.clause else "",
        }
        for problem in problems
    ]


def written(value: Any, kind: str) -> Any:
    """A value as one would type it; text already typed stays as it is."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and kind == "months":
        return "、".join(iso(each) for each in value)
    if isinstance(value, str | bool | list | tuple):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if kind == "month":
        return iso(value)
    return format_yuan(value) if kind == "money" else str(value)


def _control(kind: str, options: Sequence[Any]) -> str:
    if kind == "choice":
        return "radios" if len(options) < SELECT_FROM else "select"
    return CONTROLS.get(kind, "input")


def place(problem: Refusal | Problem) -> str:
    """The name of the field a problem belongs to; empty where it belongs to none."""
    return problem.field if isinstance(problem, Problem) else problem.where


def _belongs(problem: Refusal | Problem, field: Any) -> bool:
    return place(problem) != "" and place(problem) in (
        attribute(field, "name"),
        str(attribute(field, "label")),
    )


def _words(problem: Refusal | Problem, language: Language) -> str:
    stop = ". " if language == "en" else "，"
    mend = problem.mend.say(language)
    return problem.what.say(language) + (stop + mend if mend else "")


def _options(options: Sequence[Any], value: Any) -> list[dict[str, Any]]:
    chosen = {str(each) for each in value} if isinstance(value, list | tuple | set) else {_code(value)}
    out = []
    for option in options:
        pair = isinstance(option, tuple) and not hasattr(option, "value")
        code, label = option if pair else (attribute(option, "value"), attribute(option, "label"))
        hint = None if pair else attribute(option, "hint")
        out.append({"value": code, "label": label, "hint": hint, "chosen": str(code) in chosen})
    return out


def _code(value: Any) -> str:
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else "" if value is None else str(value)
    )


def _bound(bound: BoundField) -> tuple[Mapping[str, Any], Any, list[str]]:
    """Django's own forms (sign-in, second factor) in the same dress."""
    widget = bound.field.widget
    attributes = widget.attrs
    kind = "password" if getattr(widget, "input_type", "") == "password" else "text"
    if attributes.get("autocomplete") == "one-time-code":
        kind = "one_time"
    field = {
        "name": bound.html_name,
        "kind": kind,
        "label": bound.label,
        "help": bound.help_text or None,
        "required": bound.field.required,
        "autocomplete": attributes.get("autocomplete", ""),
        "max_length": attributes.get("maxlength"),
    }
    return field, None if kind == "password" else bound.value(), [str(error) for error in bound.errors]
