"""The password: changed by its owner, or chosen after a sign-in with a one-time password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.web.account.forms import ChangedPassword, ChosenPassword
from gongbao.web.i18n import language
from gongbao.web.shared import acting
from gongbao.web.shared.doors import key_of, signed_in


@never_cache
@sensitive_post_parameters("old", "password", "again")
@signed_in
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password: other sessions end, this one stays."""
    given = parties.must_choose(request.user)
    form = (ChosenPassword if given else ChangedPassword)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, form.cleaned_data)
        except Refusal as refusal:
            form.refuse_at(refusal)
        else:
            messages.success(request, Text("密码已改", "The password is changed").say(language()))
            return redirect("/" if given else "account:password")
    context = {"form": form, "given": given}
    return render(request, "account/password.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, typed: dict[str, str]) -> None:
    account, old, keep = request.user, typed.get("old", ""), request.session.session_key or ""
    if old and authenticate(request, username=account.login, password=old) is None:
        old = ""  # wrong, and counted by axes as on signing in; or locked by now
    write(
        lambda tx: parties.choose_password(
            tx, account.pk, old, typed["password"], typed["again"], keep=keep
        ),
        actor=acting.bare_actor(account), key=key_of(request), name="account.password",
    )  # fmt: skip
    update_session_auth_hash(request, Account.objects.get(pk=account.pk))
