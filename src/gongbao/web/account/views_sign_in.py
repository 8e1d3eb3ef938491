"""Signing in with a password, then with the second factor where one is set up; signing out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import new_key, now, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import NEWCOMER, PASSWORD, newcomer, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.web.account.forms import WRONG, Code, SignIn
from gongbao.web.i18n import COOKIE, remember
from gongbao.web.rooms import all_screens
from gongbao.web.shared import acting
from gongbao.web.shared.doors import next_of

PENDING, PENDING_FOR = "signing_in", timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step: login name and password. Wrong ones are counted, and locked out, by axes."""
    if request.user.is_authenticated:
        return redirect(next_of(request, "/"))
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = authenticate(request, username=given["login"], password=given["password"])
        try:
            if account is not None:
                return _first_step_done(request, account)
            form.refuse(Refusal(WRONG))
        except Refusal as refusal:
            form.refuse(refusal)
    context = {"form": form, "redirect_field_value": next_of(request, ""), "demo": demo_sign_ins()}
    return render(request, "account/login.html", context, status=422 if form.errors else 200)


def _first_step_done(request: HttpRequest, account: Account) -> HttpResponse:
    if not parties.has_second_factor(account):
        return signed_in_as(request, account, next_of(request, ""))
    request.session.cycle_key()
    request.session[PENDING] = [str(account.pk), now().isoformat(), account.get_session_auth_hash()]
    wanted = next_of(request, "")
    return redirect(reverse("account:second-factor", query={"next": wanted} if wanted else None))


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step: a one-time code or a recovery code, within ten minutes of the password."""
    account = _pending(request)
    if account is None:
        return redirect("account_login")
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            parties.step_up(request.session, account, form.cleaned_data["code"])
            return signed_in_as(request, account, next_of(request, ""))
        except Refusal as refusal:
            form.refuse(refusal, "code")
    context = {"form": form, "next": next_of(request, "")}
    return render(request, "account/second_factor.html", context, status=422 if form.errors else 200)


def signed_in_as(request: HttpRequest, account: Account, target: str) -> HttpResponse:
    """Open the session and take over how this account likes its pages shown; refuses a spent one-time password."""
    if parties.must_choose(account):
        seen = account.password
        write(
            lambda tx: parties.use_one_time(tx, account.pk, seen),
            actor=acting.bare_actor(account), key=str(new_key()), name="account.use_one_time",
        )  # fmt: skip
        target = reverse("account:password")
    request.session.pop(PENDING, None)
    login(request, account, backend=BACKEND)
    response = redirect(target or _first_page(account))
    remember(request, response, COOKIE, account.preferred_language)
    remember(request, response, "view", "elder" if account.elder_mode else "standard")
    remember(request, response, "keys", "off" if account.shortcuts_off else "on")
    return response


def _first_page(account: Account) -> str:
    """The home page, or where an account that no window has verified is told so."""
    citizen = account.kind == parties.AccountKind.CITIZEN
    waits = citizen and account.person is None and parties.account_view(account.pk).claimed
    return reverse("account:identity") if waits else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("/")


def _pending(request: HttpRequest) -> Account | None:
    """Who gave their password lately, if it is still their password."""
    key, since, seen = request.session.get(PENDING, ("", "", ""))
    if not key or now() - datetime.fromisoformat(since) > PENDING_FOR:
        return None
    found = Account.objects.filter(pk=key, is_active=True).first()
    return found if found and found.get_session_auth_hash() == seen else None


def demo_sign_ins() -> list[dict[str, Any]] | None:
    """The demo's accounts with its password and the one-time codes of this minute, in groups; None where this is no demo.

    A room's own accounts stand under its title; the others are people and firms, or officers by their office.
    """
    if not settings.GONGBAO_DEMO:
        return None
    today = now().date()
    own = {login: each.sign_ins[0] for each in all_screens() if each.sign_ins for login in each.sign_ins[1]}
    groups: dict[Text, list[dict[str, object]]] = {}
    for account in Account.objects.filter(is_active=True).order_by("login"):
        title = own.get(account.login) or _office_title(account, today)
        groups.setdefault(title, []).append(_demo(account))
    order = sorted(groups, key=lambda title: (title != PEOPLE, title in own.values(), title.zh))
    return [{"title": title, "accounts": groups[title]} for title in order]


def _office_title(account: Account, today: date) -> Text:
    if account.kind == parties.AccountKind.CITIZEN:
        return PEOPLE
    offices = parties.offices(account.pk, today)
    return offices[0].name if offices else OTHERS


PEOPLE = Text("个人和单位经办", "People and clerks of firms")
OTHERS = Text("其他工作人员", "Other officers")


def _demo(account: Account) -> dict[str, object]:
    zh, en = f"密码 {PASSWORD}", f"password {PASSWORD}"
    if account.kind != parties.AccountKind.CITIZEN:
        code = one_time_code(secret_of(account.login))
        zh, en = f"{zh}，动态口令 {code}", f"{en}, one-time code {code}"
    if account.login == NEWCOMER and account.person is None:
        number = newcomer().number
        zh, en = (
            f"{zh}，还没有实名，到窗口出示的证件号 {number}",
            f"{en}, not verified; the card says {number}",
        )
    return {"login": account.login, "name": account.name, "note": Text(zh, en)}
