"""Doors of views: signed in as a party or an officer; the submission key of a form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.parties import services as parties
from gongbao.web.shared.refusals import refused

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Anybody signed in; others are asked to sign in and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *arguments, **named)

    return guarded


def for_party(room: str) -> Callable[[View], View]:
    """Someone signed in who acts for a party; a mandate must cover the room."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            actor = request.actor
            if actor.kind != "party":
                return refused(request, [_OFFICERS_DO_NOT], status=403)
            if actor.party is None:
                return refused(request, [_NO_PARTY], back=reverse("account:identity"), status=403)
            if actor.on_behalf_of:
                day, at = now().date(), actor.stepped_up_at
                try:
                    request.actor = parties.actor_for(request.user, actor.party, room, day, stepped_up_at=at)
                except Refusal as refusal:
                    return refused(
                        request, [refusal], status=403, lead=(reverse("account:mandates"), MANDATES)
                    )
            return view(request, *arguments, **named)

        return signed_in(guarded)

    return door


def for_firm(room: str) -> Callable[[View], View]:
    """Someone signed in who acts for a firm; whoever acts for a person is told how to act for the firm."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if parties.party(request.actor.party).kind != "firm":
                return refused(request, [_FIRMS_ONLY], status=403)
            return view(request, *arguments, **named)

        return for_party(room)(guarded)

    return door


def key_of(request: HttpRequest) -> str:
    """The key made when the form was shown (``{% key %}``): a second press of the button does nothing new."""
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError:
        raise Refusal(
            Text("这张表单不完整，没有提交", "The form was incomplete; nothing was submitted"),
            mend=Text("请重新打开页面再提交", "Open the page again and submit"),
        ) from None


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where to go after this, if the address given lies within this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise


def page_of(request: HttpRequest, items: Any, size: int = 20) -> Page[Any]:
    """The page of a list asked for by ``?page=``, the nearest where there is no such page."""
    return Paginator(items, size).get_page(request.GET.get("page"))


MANDATES = Text("授权管理", "Mandates")
_OFFICERS_DO_NOT = Refusal(
    Text("经办人员的账号不能代企业或个人办事", "An officer’s account does not act for firms or people"),
    mend=Text("请用个人账号登录", "Sign in with your own account"),
)
_FIRMS_ONLY = Refusal(
    Text("这一页由单位办理，您现在是以个人身份办事", "This page is for firms; you are acting for yourself"),
    mend=Text(
        "单位的经办人请点页面右上角自己的姓名，选择要代办的单位",
        "If you act for a firm, press your name at the top right and choose it",
    ),
)
_NO_PARTY = Refusal(
    Text("这个账号还没有实名，不能办事", "This account is not yet tied to a person"),
    mend=Text(
        "请在“账号—实名”填好姓名和证件号码，带身份证件到服务窗口核对；受单位委托的，先选择为谁办事",
        "Give name and number under Account, Who I am, and bring your identity card to a service window; or "
        "choose whom you act for",
    ),
)
