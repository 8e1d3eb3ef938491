"""Who acts in a request: the public, a party (oneself or under a mandate) or an officer at one office."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import StepUpNeeded
from gongbao.platform.db.services import PUBLIC, Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.web.i18n import language
from gongbao.web.shared.refusals import refused

FOR, FOR_NAME, OFFICE = "acting_for", "acting_name", "office"
"""Session keys: the party chosen, its name, the office an officer works at."""


class ActorMiddleware:
    """Sets ``request.actor``, ``request.who`` and ``request.acting_for``; turns refusals into pages.

    Roles, mandates and the account are asked anew in every request. An officer without a second factor,
    or with several offices and none chosen, is led to the account's pages first; whoever came in by a one-time
    password reaches nothing but the page on which to choose another. No cache keeps the pages of
    somebody signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.who, request.acting_for = PUBLIC, "", ""
        account = request.user
        elsewhere = None
        if account.is_authenticated:
            request.who = account.name
            elsewhere = _led(request, account)
        response = elsewhere or self.get_response(request)
        if account.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A refusal nobody caught becomes a page; a missing step-up leads to its page and back."""
        if isinstance(fault, StepUpNeeded):
            return step_up_first(request)
        return refused(request, [fault]) if isinstance(fault, Refusal) else None


def step_up_first(request: HttpRequest) -> HttpResponse:
    """To the step-up page, which leads back here."""
    return redirect(reverse("account:step-up", query={"next": request.get_full_path()}))


def bare_actor(account: Account) -> Actor:
    """The account by itself, for what it does with its own settings and factors."""
    kind = "party" if account.kind == parties.AccountKind.CITIZEN else "officer"
    return Actor(kind, account.pk, account.name, person=account.person)


def act_for(request: HttpRequest, party: UUID, name: str) -> None:
    """Remember for whom this session acts from now on."""
    request.session[FOR], request.session[FOR_NAME] = str(party), name


def _led(request: HttpRequest, account: Account) -> HttpResponse | None:
    if parties.must_choose(account):
        request.actor = bare_actor(account)
        open_to_all = {reverse("account:password"), reverse("account:sign-out")}
        return None if request.path in open_to_all else redirect("account:password")
    if account.kind != parties.AccountKind.CITIZEN:
        return _officer(request, account)
    _citizen(request, account)
    return None


def _citizen(request: HttpRequest, account: Account) -> None:
    chosen, stepped = request.session.get(FOR), parties.stepped_up_at(request.session, account)
    try:
        request.actor = parties.resolve_actor(
            account, acting_for=UUID(chosen) if chosen else None, stepped_up_at=stepped, just_read=True
        )
    except Refusal as refusal:
        for name in (FOR, FOR_NAME):
            request.session.pop(name, None)
        messages.warning(request, refusal.say(language()))
        request.actor = parties.resolve_actor(account, stepped_up_at=stepped, just_read=True)
    if request.actor.on_behalf_of:
        request.acting_for = request.session.get(FOR_NAME, "")


def _officer(request: HttpRequest, account: Account) -> HttpResponse | None:
    request.actor = bare_actor(account)
    at_account = request.path.startswith(reverse("account:settings").rsplit("/", 2)[0])
    stepped = parties.stepped_up_at(request.session, account)
    try:
        request.actor = parties.resolve_actor(
            account, office=request.session.get(OFFICE, ""), stepped_up_at=stepped, just_read=True
        )
    except Refusal as refusal:
        if at_account:
            return None
        if not parties.officer_ready(account):
            return redirect("account:factor")
        if refusal.where == OFFICE:
            request.session.pop(OFFICE, None)
            return redirect(reverse("account:acting-for", query={"next": request.get_full_path()}))
        return refused(request, [refusal], status=403)
    place = districts.office(request.actor.office).short
    request.who = Text(f"{account.name} {place.zh}", f"{account.name}, {place.en}")
    return None
