"""Forms of the room's screens: reading a post, showing it again with its problems, doing what it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from gongbao.kernel.forms import Field, Form, parse
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import now
from gongbao.policies.personnel_archives.procedure.shared import DOCUMENT
from gongbao.web.shared.refusals import problems_of, tried, under

MOST_BYTES = 30 * 2**20
MOST_FILES = 50
FILES = ("file", "files")


def today() -> date:
    """The day in Beijing."""
    return now().astimezone(ZONE).date()


def field(name: str, kind: str, zh: str, en: str, **more: object) -> Field:
    """A field of a screen's own form."""
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


def form(name: str, zh: str, en: str, *fields: Field, clause: str) -> Form:
    """A screen's own form, and the clause its answers are asked by."""
    return Form(
        id=f"personnel_archives.{name}",
        version="1",
        title=Text(zh, en),
        fields=fields,
        clause=DOCUMENT + clause,
    )


def fields_of(form: Form, raw: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The fields with what was typed. Files come beside what is typed, so a form cannot ask for them; none is optional."""
    fields = [replace(each, required=True) if each.kind in FILES else each for each in form.fields]
    return [{"field": each, "value": (raw or {}).get(each.name)} for each in fields]


def values_of(request: HttpRequest, form: Form) -> tuple[dict[str, Any], list[Refusal]]:
    """The post's values as JSON values, and its problems."""
    parsed = parse(form, collect(form, request.POST), on=today())
    values = {name: _plain(value) for name, value in parsed.values.items() if value is not None}
    return values, under(problems_of(parsed.problems), form.clause)


def sent(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], Any]
) -> tuple[Any, list[dict[str, Any]], list[Refusal]]:
    """What `act` made of a sound post (or None), the fields to show again, and the problems."""
    values, problems = values_of(request, form)
    done = None
    if not problems:
        done, problems = tried(lambda: act(values))
    return done, fields_of(form, collect(form, request.POST)), problems


def file_of(request: HttpRequest, name: str) -> bytes:
    """The bytes of the one file a form sends; refuses none, and one that is too large."""
    found = files_of(request, name)
    return found[0][1]


def files_of(request: HttpRequest, name: str) -> list[tuple[str, bytes]]:
    """The files a form sends, with their names; refuses none, too many, and one that is too large."""
    uploads = request.FILES.getlist(name)
    if not uploads or len(uploads) > MOST_FILES or any((each.size or 0) > MOST_BYTES for each in uploads):
        raise Refusal(
            Text("没有选文件，或文件太多、太大", "No file was chosen, or too many or too large ones"),
            where=name,
            mend=Text(
                f"一次最多{MOST_FILES}个文件，每个不超过30兆", f"At most {MOST_FILES} files of 30 MB each"
            ),
            clause="rencai-2020-24/8.s1",
        )
    return [(each.name or name, each.read()) for each in uploads]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
