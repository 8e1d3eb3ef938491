"""Forms of the room's screens: reading a post, showing it again with its problems, doing what it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from gongbao.kernel.forms import Form, parse
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.platform.db.services import now
from gongbao.web.shared.refusals import problems_of, tried

MISSING = object()


def fields_of(form: Form, raw: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The fields with what was typed."""
    typed = raw or {}
    return [{"field": field, "value": typed.get(field.name)} for field in form.fields]


def asked_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was entered, as the write door keeps it: the same key with anything else is refused."""
    return {name: value if isinstance(value, bool | int) else str(value) for name, value in values.items()}


def sent(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], Any]
) -> tuple[Any, list[dict[str, Any]], list[Refusal]]:
    """What `act` made of a sound post (or None), the fields to show again, and the problems."""
    raw = collect(form, request.POST)
    parsed = parse(form, raw, on=now().date())
    problems = problems_of(parsed.problems)
    done = None
    if not problems:
        values = {name: value for name, value in parsed.values.items() if value is not None}
        done, problems = tried(lambda: act(values))
    return done, fields_of(form, raw), problems
