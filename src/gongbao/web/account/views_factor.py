"""The second factor: setting it up with recovery codes, and showing it again before a grave act."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.parties import services as parties
from gongbao.web.account.forms import Code
from gongbao.web.shared.doors import next_of, signed_in

SALT, LASTS = "gongbao.second-factor", 900  # seconds from showing the secret to confirming it


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Set up one-time codes: scan, enter one code, keep the recovery codes (shown this once)."""
    if parties.has_second_factor(request.user):
        return render(request, "account/factor.html", {"ready": True})
    secret = _kept(request) or parties.new_secret()
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = parties.enrol(request.user, secret, form.cleaned_data["code"])
        except Refusal as refusal:
            form.refuse(refusal, "code")
        else:
            return render(request, "account/factor.html", {"codes": codes})
    context = {
        "form": form,
        "secret": secret,
        "address": get_adapter().build_totp_url(request.user, secret),
        "kept": signing.dumps([str(request.user.pk), secret], salt=SALT),
    }
    return render(request, "account/factor.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest) -> str:
    """The secret shown before, signed for this account, so that it is stored nowhere until confirmed."""
    try:
        owner, secret = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return ""
    return secret if owner == str(request.user.pk) else ""


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Show the second factor again, then go back to where the act is done."""
    if not parties.has_second_factor(request.user):
        return redirect("account:factor")
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            parties.step_up(request.session, request.user, form.cleaned_data["code"])
        except Refusal as refusal:
            form.refuse(refusal, "code")
        else:
            return redirect(next_of(request, "/"))
    context = {
        "form": form,
        "next": next_of(request, ""),
        "why": Text(
            "这一步关系到钱、权限或大量个人信息，要再验证一次。验证后回到刚才的页面，请在那里再提交一次；10 分钟内不再问。",
            "This step concerns money, permissions or personal data, so the code is asked again. You return to the page you came "
            "from; submit there once more. It is not asked again for ten minutes.",
        ),
    }
    return render(request, "account/second_factor.html", context, status=422 if form.errors else 200)
