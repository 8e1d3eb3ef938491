"""The service window: an account is found, verified against the card, helped after a forgotten password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import is_stepped_up
from gongbao.platform.db.services import now, read, write
from gongbao.platform.parties import services as parties
from gongbao.web.i18n import language
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import forms, window_forms
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

View = Callable[..., HttpResponse]
_AGAIN = Refusal(
    Text("验证已过期，没有提交", "Your second factor has run out; nothing was submitted"),
    mend=Text(
        "请用下面的链接再验证一次，回到这一页提交；填的内容都在，文件要重新选",
        "Follow the link below, then submit here; what you typed is kept, files must be chosen again",
    ),
)


def grave(view: View) -> View:
    """An act of the window: the second factor is asked before anything is typed, and once more if it ran out."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method != "POST" and not is_stepped_up(request.actor, now()):
            return stepping.ask(request)
        return view(request, *arguments, **named)

    return never_cache(officers(*parties.WINDOW_ROLES)(require_http_methods(["GET", "POST"])(guarded)))


@never_cache
@officers(*parties.WINDOW_ROLES)
@require_GET
def window(request: HttpRequest) -> HttpResponse:
    """What the window does, and the account of a login name."""
    login = request.GET.get("login", "")
    found, problems = None, []
    if login:
        with read(request.actor, purpose="window: account"):
            found, problems = tried(lambda: parties.find_account(login))
    context = {"queues": navigation(request, "window"), "login": login, "found": found, "problems": problems}
    return render(request, "workbench/window.html", context)


@sensitive_post_parameters("number")
@grave
def verify(request: HttpRequest, account: UUID) -> HttpResponse:
    """Join an account to the person whose card is on the desk."""
    one, title = _citizen(request, account), Text("核对身份证", "Check the identity card")
    fields = (window_forms.PRESENT, window_forms.NUMBER, window_forms.SECOND)

    def act(values: dict[str, Any]) -> None:
        second, seen = bool(values.get("second")), request.POST.get("seen", "")
        write(
            lambda tx: str(parties.verify(tx, account, values["number"], second=second, seen=seen)),
            actor=request.actor, key=key_of(request), name="window.verify", request=[str(account), second],
        )  # fmt: skip

    text = Text(
        "公安联网核验这里没有，只凭窗口当面核对。号码与账号填报的一致才会认证。",
        "No police register is connected: the window's own eyes decide. The number must be the one given with the account.",
    )
    filled, problems = sent(request, fields, act)
    if request.method == "POST" and not problems:
        return done(request, Text("已实名", "Verified"), _page_of(one))
    return page(request, title, text, fields, filled, problems, one=one, back=_page_of(one))


@sensitive_post_parameters("number")
@grave
def password(request: HttpRequest, account: UUID) -> HttpResponse:
    """Give a one-time password, shown on this page only."""
    one, title = _citizen(request, account), Text("发一次性密码", "Give a one-time password")
    fields, words = (window_forms.PRESENT, window_forms.NUMBER), [""]

    def act(values: dict[str, Any]) -> None:
        write(
            lambda tx: words.append(parties.forgotten_password(tx, account, values["number"])),
            actor=request.actor, key=key_of(request), name="window.password", request=str(account),
        )  # fmt: skip

    text = Text(
        "原密码作废，别处的登录全部退出。一次性密码24小时内有效，只能登录一次，登录后必须自己设新密码。",
        "The old password ends and every session with it. The one-time password is good for 24 hours and one "
        "sign-in, after which a new one must be chosen.",
    )
    filled, problems = sent(request, fields, act)
    if request.method == "POST" and not problems:
        context = {
            "queues": navigation(request, "window"),
            "one": one,
            "word": words[-1],
            "back": _page_of(one),
        }
        return render(request, "workbench/window_given.html", context)
    return page(request, title, text, fields, filled, problems, one=one, back=_page_of(one))


def sent(
    request: HttpRequest, fields: Sequence[Field], act: Callable[[dict[str, Any]], object]
) -> tuple[dict[str, Any] | None, list[Refusal]]:
    """What was typed (None where nothing was sent) and the problems met, in the form or in the act."""
    if request.method != "POST":
        return None, []
    filled = forms.filled(request, fields)
    problems = filled.problems
    if not is_stepped_up(request.actor, now()):
        problems = [_AGAIN, *problems]
    if not problems:
        _, problems = tried(lambda: act(filled.values))
    return filled.raw, problems


def page(
    request: HttpRequest, title: Text, text: Text, fields: Sequence[Field], typed: dict[str, Any] | None,
    problems: Sequence[Refusal], *, back: str, **more: Any,
) -> HttpResponse:  # fmt: skip
    """One form of the window."""
    context = {
        "queues": navigation(request, "window"), "title": title, "text": text, "fields": forms.shown(fields, typed),
        "problems": problems, "back": back, "upload": any(each.kind == "file" for each in fields), "again": _AGAIN in problems, **more,
    }  # fmt: skip
    return render(request, "workbench/window_act.html", context, status=422 if problems else 200)


def done(request: HttpRequest, said: Text, target: str) -> HttpResponse:
    """Say that it is done, and go on."""
    messages.success(request, said.say(language()))
    return redirect(target)


def _citizen(request: HttpRequest, account: UUID) -> parties.AccountView:
    with read(request.actor, purpose="window: account"):
        return parties.find_account(parties.account_view(account).login)


def _page_of(one: parties.AccountView) -> str:
    return reverse("workbench:window", query={"login": one.login})
