"""Opening an account on line, and saying who holds it; a service window then checks the identity card."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import PUBLIC, write
from gongbao.platform.parties import services as parties
from gongbao.web.account.forms import Identity, Register
from gongbao.web.i18n import language
from gongbao.web.shared import acting
from gongbao.web.shared.doors import key_of, signed_in


@never_cache
@sensitive_post_parameters("number", "password", "again")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Open an account; signing in is the next step."""
    if request.user.is_authenticated:
        return redirect("account:identity")
    form = Register(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, form.cleaned_data)
        except Refusal as refusal:
            form.refuse_at(refusal)
        else:
            messages.success(
                request, Text("账号已开设，请登录", "The account is open; sign in").say(language())
            )
            return redirect(reverse("account_login", query={"next": reverse("account:identity")}))
    return render(request, "account/register.html", {"form": form}, status=422 if form.errors else 200)


def _open(request: HttpRequest, typed: dict[str, str]) -> None:
    chosen = language()
    write(
        lambda tx: parties.register(
            tx, typed["login"], typed["password"], typed["again"], name=typed["name"], number=typed["number"],
            language=chosen,
        ),
        actor=PUBLIC, key=key_of(request), name="account.register", request=typed["login"],
    )  # fmt: skip


@never_cache
@sensitive_post_parameters("number")
@signed_in
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Whose account this is, whether that was checked, and how to have it checked; a mistake can be corrected."""
    account = request.user
    if account.kind != parties.AccountKind.CITIZEN:
        return redirect("account:settings")
    form = Identity(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, number = form.cleaned_data["name"], form.cleaned_data["number"]
        try:
            write(
                lambda tx: parties.claim(tx, account.pk, name, number),
                actor=acting.bare_actor(account), key=key_of(request), name="account.claim", request=name,
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse_at(refusal)
        else:
            messages.success(request, Text("已保存", "Saved").say(language()))
            return redirect("account:identity")
    context = {"form": form, "own": parties.account_view(account.pk)}
    return render(request, "account/identity.html", context, status=422 if form.errors else 200)
