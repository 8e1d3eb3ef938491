"""A derived step of a party: its form kept as it is typed, checked, shown once more, and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongbao.kernel.forms import Field, Form, collect, parse
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_history
from gongbao.platform.cases.services import Case, options, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import now, read
from gongbao.platform.files import services as files
from gongbao.web.hall.crumbs import crumbs
from gongbao.web.hall.doing import grave
from gongbao.web.i18n import language
from gongbao.web.shared import again
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.forms import answers_shown, files_sent, rows_shown
from gongbao.web.shared.refusals import problems_of, shown, tried
from gongbao.web.shared.values import plain

SAVED = Text("已保存", "Saved")


def fill(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """One step: GET shows the form with what is kept; POST saves, checks, or sends as the button says."""
    here = reverse("hall:case", args=[case.number])
    if done := again.answered(request, here):
        return done
    form = casework.form_for(case, name)
    against = _against(request, case, name)
    if against is None:
        return redirect(here)
    before = _before(request, case, name, form)
    if request.method != "POST":
        return _page(request, case, name, form, before, against=against)
    go = request.POST.get("go", "next")
    if form is None:
        return _send(request, case, name, None, {}, against)
    if go == "send":
        return _send(request, case, name, form, before, against)
    raw, uploads, problems = _typed(request, form, before)
    _, refused = tried(
        lambda: casework.save(request.actor, case.number, name, raw, key=key_of(request), uploads=uploads)
    )
    if refused or problems:
        return _page(request, case, name, form, raw, [*refused, *problems], against)
    if go == "save":
        messages.success(request, SAVED.say(language()))
        return redirect("hall:act", number=case.number, name=name)
    kept = _before(request, case, name, form)
    parsed = parse(form, kept, on=now().date())
    problems = problems_of(parsed.problems)
    if problems:
        return _page(request, case, name, form, kept, problems, against)
    return shown(request, "hall/fill_check.html", _checked(case, name, form, kept, parsed.notes, against), [])


def _send(
    request: HttpRequest,
    case: Case,
    name: str,
    form: Form | None,
    kept: Mapping[str, Any],
    against: list[Refusal],
) -> HttpResponse:
    does = registered(case.procedure, case.version).procedure.action(name)
    raw = dict(kept)
    seen = request.POST.get("seen", "")
    problems = list(against)
    if form is not None:
        problems += problems_of(parse(form, raw, on=now().date()).problems)
    if not problems:
        key = key_of(request)
        done, problems = tried(
            lambda: casework.do(
                request.actor, case.number, name, key=key, raw=raw,
                seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None,
            )
        )  # fmt: skip
        if done:
            messages.success(
                request, Text(f"已办：{does.title.zh}", f"Done: {does.title.en}").say(language())
            )
            if "receipt" in does.effect and form is not None:
                return redirect("hall:submitted", number=case.number)
            return redirect("hall:case", number=case.number)
    return _page(request, case, name, form, raw, problems, against)


def _against(request: HttpRequest, case: Case, name: str) -> list[Refusal] | None:
    """What stands against the step now; None where the case does not offer it."""
    with read(request.actor, purpose=f"{name} a case"):
        choice = next(
            (each for each in options(request.actor, case, now()) if each.action.name == name), None
        )
    if choice is None:
        return None
    return [Refusal(each.why, mend=each.mend, clause=each.clause) for each in choice.hindrances]


def _before(request: HttpRequest, case: Case, name: str, form: Form | None) -> dict[str, Any]:
    """What is kept: the draft of this step, else what the same form was last answered with."""
    if form is None:
        return {}
    with read(request.actor, purpose=f"{name} a case"):
        if kept := casework.kept(case.number, name):
            return kept
        found = casework.answers_of(case, access_history(request.actor, case, doing="fill in"))
    last = casework.latest(found, form.id)
    return dict(last.raw) if last else {}


def _typed(
    request: HttpRequest, form: Form, before: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, list[files.Received]], list[Refusal]]:
    """What was posted: masked numbers restored, files checked, keys of files never taken from the page."""
    raw = casework.restored(form, collect(form, request.POST), before)
    for field in form.fields:
        if field.kind in casework.FILES:
            raw[field.name] = before.get(field.name)
    uploads, problems = files_sent(request, form)
    return raw, uploads, problems


def _page(
    request: HttpRequest,
    case: Case,
    name: str,
    form: Form | None,
    raw: Mapping[str, Any],
    problems: Sequence[Refusal] = (),
    against: Sequence[Refusal] = (),
) -> HttpResponse:
    does = registered(case.procedure, case.version).procedure.action(name)
    back = reverse("hall:case", args=[case.number])
    context = {
        **_frame(case, name),
        "effect": does.explain,
        "grave": grave(case, name),
        "clause": does.clause,
        "against": [] if problems else against,
        "fields": fields(form, casework.hidden(form, raw)) if form else [],
        "upload": bool(form) and any(each.kind in casework.FILES for each in form.fields),
        "button": Text("保存并核对", "Save and check") if form else does.title,
        "draft": {"number": case.number, "saved": None} if form else None,
        "back": back,
        "seen": case.sequence,
    }
    return shown(request, "hall/fill.html", context, problems)


def fields(form: Form, raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The form's fields as the template shows them: tables as rows, files with what is kept."""
    out = []
    for field in form.fields:
        value = raw.get(field.name)
        if field.kind == "table":
            out.append({"records": rows_shown(field, value)})
        elif field.kind in casework.FILES and value:
            kept = 1 if isinstance(value, str) else len(value)
            help_ = Text(
                f"{field.help.zh} 已收到{kept}份，可再传", f"{field.help.en} {kept} received; you may add"
            )
            out.append(
                {"field": replace(field, help=Text(help_.zh.strip(), help_.en.strip())), "value": None}
            )
        else:
            out.append({"field": field, "value": _typed_value(field, value)})
    return out


def _typed_value(field: Field, value: Any) -> Any:
    """A kept answer as one would type it again."""
    if field.kind == "yes_no" and isinstance(value, bool):
        return "yes" if value else "no"
    if field.kind == "months" and isinstance(value, list | tuple):
        return "、".join(str(each) for each in value)
    return value


def _checked(
    case: Case,
    name: str,
    form: Form,
    kept: Mapping[str, Any],
    notes: Sequence[Any],
    against: Sequence[Refusal],
) -> dict[str, Any]:
    """The answers in words, once more before they are sent."""
    values = parse(form, kept, on=now().date()).values
    given = casework.Answers(name, form, values, dict(kept), now(), "", 0)
    facts, tables = answers_shown(casework.shown(given))
    for field in form.fields:
        if field.kind in casework.FILES and (value := values.get(field.name)):
            count = 1 if isinstance(value, str) else len(value)
            facts.append({"label": field.label, "value": Text(f"{count}份", f"{count} file(s)")})
    does = registered(case.procedure, case.version).procedure.action(name)
    return {
        **_frame(case, name),
        "title": Text(f"核对后提交：{does.title.zh}", f"Check and send: {does.title.say('en')}"),
        "facts": facts,
        "tables": tables,
        "doubts": [each.what for each in notes],
        "against": against,
        "button": does.title,
        "edit": reverse("hall:act", args=[case.number, name]),
        "seen": case.sequence,
    }


def _frame(case: Case, name: str) -> dict[str, Any]:
    procedure = registered(case.procedure, case.version).procedure
    title = procedure.action(name).title
    back = reverse("hall:case", args=[case.number])
    return {
        "matter": procedure.title,
        "crumbs": crumbs({"text": plain(case.number), "href": back}, {"text": title}),
        "title": title,
        "action": reverse("hall:act", args=[case.number, name]),
    }
