"""Forms of the room's screens: reading a post, showing it again with its problems, doing what it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest

from gongbao.kernel.forms import Form, parse
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.platform.db.services import now
from gongbao.web.shared.refusals import problems_of, tried


def fields_of(form: Form, raw: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The fields with what was typed."""
    return [{"field": field, "value": (raw or {}).get(field.name)} for field in form.fields]


def values_of(request: HttpRequest, form: Form) -> tuple[dict[str, Any], list[Refusal]]:
    """The post's values as JSON values, and its problems."""
    parsed = parse(form, collect(form, request.POST), on=now().date())
    values = {name: _plain(value) for name, value in parsed.values.items() if value is not None}
    return values, problems_of(parsed.problems)


def sent(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], Any]
) -> tuple[Any, list[dict[str, Any]], list[Refusal]]:
    """What `act` made of a sound post (or None), the fields to show again, and the problems."""
    values, problems = values_of(request, form)
    done = None
    if not problems:
        done, problems = tried(lambda: act(values))
    return done, fields_of(form, collect(form, request.POST)), problems


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
