"""Forms of the room's screens: shown, read, done through the write door, shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongbao.kernel.forms import Form, parse
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, now, write
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import problems_of, shown, tried

Act = Callable[[Tx, dict[str, Any]], Any]


def fields_of(form: Form, raw: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The fields with what was typed."""
    return [{"field": each, "value": _typed(each.kind, (raw or {}).get(each.name))} for each in form.fields]


def form_page(
    request: HttpRequest,
    form: Form,
    act: Act,
    *,
    back: str,
    done: Text,
    lede: Text | None = None,
    button: Text | None = None,
    aside: tuple[dict[str, Any], ...] = (),
) -> HttpResponse:
    """A form of its own: a sound post is carried out once and leads back; anything else is shown again."""
    raw: dict[str, Any] = {}
    problems: list[Refusal] = []
    if request.method == "POST":
        raw = dict(collect(form, request.POST))
        parsed = parse(form, raw, on=now().date())
        problems = problems_of(parsed.problems)
        if not problems:
            values = {name: value for name, value in parsed.values.items() if value is not None}
            _, problems = tried(lambda: write(
                lambda tx: _plain(act(tx, values)), actor=request.actor, key=key_of(request), name=form.id,
                request=sorted((name, str(value)) for name, value in raw.items()),
            ))  # fmt: skip
            if not problems:
                messages.success(request, done.say(language()))
                return redirect(back)
    context = {
        "crumbs": [HOME_CRUMB, {"text": form.title}], "title": form.title, "lede": lede, "fields": fields_of(form, raw),
        "action": request.get_full_path(), "button": button, "aside": aside, "back": back, "matter": Text("灵活就业", "Flexible work"),
    }  # fmt: skip
    return shown(request, "hall/form.html", context, problems)


def pressed(
    request: HttpRequest, name: str, act: Callable[[Tx], Any], done: Text, *, tell: bool = True
) -> tuple[Any, list[Refusal]]:
    """Do what a button asks, once: what came of it, and the problems where it was refused."""
    asked = sorted((k, v) for k, v in request.POST.items() if k not in ("key", "csrfmiddlewaretoken"))
    made, problems = tried(
        lambda: write(
            lambda tx: _plain(act(tx)),
            actor=request.actor,
            key=key_of(request),
            name=f"flexible.{name}",
            request=asked,
        )
    )
    if not problems and tell:
        messages.success(request, done.say(language()))
    return made, problems


def _typed(kind: str, value: Any) -> Any:
    """Months as typed go back into their one line."""
    return "、".join(value) if kind == "months" and isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    return value if isinstance(value, dict | list | str | int | bool | type(None)) else str(value)
