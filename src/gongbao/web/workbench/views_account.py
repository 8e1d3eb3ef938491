"""Changes to an officer's account by an administrator: appointed, dismissed, unlocked, reset, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import is_stepped_up
from gongbao.platform.db.services import Tx, now, write
from gongbao.platform.parties import services as parties
from gongbao.web.i18n import language
from gongbao.web.shared import stepping
from gongbao.web.shared.again import answered
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import at_field, tried
from gongbao.web.workbench import forms
from gongbao.web.workbench.account_acts import ACTS, WHY
from gongbao.web.workbench.doors import ADMINISTRATOR, officers
from gongbao.web.workbench.reaching import today
from gongbao.web.workbench.views_accounts import navigation_of, password_page, reached

WHERE = {"终止日期": "ends_on", "机构": "role"}
"""The fields that the services' refusals name."""


@never_cache
@officers(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, account: UUID) -> HttpResponse:
    """Give a duty: first the office is chosen, then one of the duties that exist there."""
    one = reached(request, account)
    code = request.POST.get("office") or request.GET.get("office") or _only_office(one)
    known = {each.code: each for each in (*districts.OFFICES, *districts.CITY)}
    title = Text(f"给{one.name}任命岗位", f"Appoint {one.name}")
    if code not in known:
        values = {
            "queues": navigation_of(request),
            "one": one,
            "title": title,
            "offices": list(known.values()),
        }
        return render(request, "workbench/appoint.html", values)
    place = known[code].short
    page = {
        "title": title, "text": Text(f"机构：{place.zh}。从起始日期起，本人下一次打开页面就有这个岗位。", f"Office: {place.en}. From the first day, the next page they open knows of it."),
        "hidden": [("office", code)], "fields": _duty_fields(code), "button": Text("任命", "Appoint"),
        "other": (reverse("workbench:appoint", args=[account]) + "?office=-", Text("换一个机构", "Another office")),
        "start": {"starts_on": today()},
    }  # fmt: skip

    def do(tx: Tx, values: dict[str, Any]) -> None:
        parties.appoint(
            tx, account, code, parties.role_of(values["role"]), values["starts_on"], values.get("ends_on")
        )

    return _form(request, one, page, do, Text("已任命", "Appointed"))


@never_cache
@officers(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def dismiss(request: HttpRequest, account: UUID, role: UUID) -> HttpResponse:
    """Take a duty away, with a reason."""
    one = reached(request, account)
    held = next((each for each in one.roles if each.key == role), None)
    if held is None:
        raise Http404(str(role))
    place, label = districts.office(held.office).short, held.role.label
    page = {
        "title": Text("撤销岗位", "Remove a duty"),
        "text": Text(f"{one.name}，{place.zh}“{label.zh}”。本人下一次打开页面就没有这个岗位；记录保留。", f"{one.name}, {label.en} at {place.en}. It is gone with the next page they open; the record stays."),
        "fields": (WHY,), "grave": True,
    }  # fmt: skip

    def do(tx: Tx, values: dict[str, Any]) -> None:
        parties.dismiss(tx, role, values["why"])

    return _form(request, one, page, do, Text("岗位已撤销", "The duty is removed"))


@never_cache
@officers(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, account: UUID, act: str) -> HttpResponse:
    """One of the other acts (`ACTS`)."""
    one = reached(request, account)
    known = ACTS.get(act)
    if known is None:
        raise Http404(act)
    page = {
        "title": known.title, "text": Text(f"{one.name}（{one.login}）：{known.text.zh}", f"{one.name} ({one.login}): {known.text.en}"),
        "fields": known.fields, "grave": known.grave,
    }  # fmt: skip
    return _form(request, one, page, lambda tx, values: known.do(tx, account, values), known.done)


def _form(
    request: HttpRequest, one: parties.OfficerView, page: dict[str, Any], do: Any, done: Text
) -> HttpResponse:
    """The page of a change, asked for or sent; sending needs the second factor."""
    if request.method == "POST":
        return stepping.stepped_up(lambda sent: _sent(sent, one, page, do, done))(request)
    return _page(request, one, page, page.get("start"), [])


def _sent(
    request: HttpRequest, one: parties.OfficerView, page: dict[str, Any], do: Any, done: Text
) -> HttpResponse:
    back = reverse("workbench:account", args=[one.key])
    if before := answered(request, back):
        return before
    filled = forms.filled(request, page["fields"])
    problems, shown = filled.problems, [""]
    if not problems:

        def command(tx: Tx) -> None:
            shown[:] = [do(tx, filled.values) or ""]

        given = [*page.get("hidden", ()), *sorted(filled.values.items())]
        asked = [request.path, *(f"{name}={value}" for name, value in given)]
        _, problems = tried(
            lambda: write(
                command, actor=request.actor, key=key_of(request), name="workbench.account", request=asked,
            )
        )  # fmt: skip
        problems = [each for one in problems for each in at_field([one], WHERE.get(one.where, one.where))]
    if problems:
        return _page(request, one, page, filled.raw, problems)
    if shown[0]:
        return password_page(request, one.key, shown[0])
    messages.success(request, done.say(language()))
    return redirect(back)


def _page(
    request: HttpRequest, one: parties.OfficerView, page: dict[str, Any], raw: dict[str, Any] | None,
    problems: list[Refusal],
) -> HttpResponse:  # fmt: skip
    values = {
        **page,
        "queues": navigation_of(request),
        "fields": forms.shown(page["fields"], raw),
        "problems": problems,
        "back": reverse("workbench:account", args=[one.key]),
        "step_up": not is_stepped_up(request.actor, now()),
    }
    return render(request, "workbench/account_act.html", values, status=422 if problems else 200)


def _duty_fields(code: str) -> tuple[Field, ...]:
    day = today()
    options = tuple(Option(each.value, each.label) for each in parties.roles_at(code))
    return (
        Field(name="role", kind="choice", label=Text("岗位", "Duty"), options=options),
        Field(name="starts_on", kind="date", label=Text("从哪天", "From"), minimum=day,
              help=Text("如 2020-10-09", "such as 2020-10-09")),
        Field(name="ends_on", kind="date", label=Text("到哪天（含）", "Until (included)"), minimum=day, required=False,
              help=Text("不填为长期；到期自动失去岗位", "Left empty: no last day; afterwards it ends by itself")),
    )  # fmt: skip


def _only_office(one: parties.OfficerView) -> str:
    found = {each.office for each in one.roles}
    return found.pop() if len(found) == 1 else ""
