"""Mandates on line: given by the party one acts for, held by oneself; granted, revoked, given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import is_stepped_up
from gongbao.platform.audit.services import note_refused
from gongbao.platform.db.services import Actor, Tx, now, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Mandate
from gongbao.web.account import mandate_form
from gongbao.web.account.mandates import beside, granted_before, is_open, shown
from gongbao.web.i18n import language
from gongbao.web.shared import stepping
from gongbao.web.shared.again import answered
from gongbao.web.shared.doors import key_of, signed_in
from gongbao.web.shared.refusals import at_field, refused, tried
from gongbao.web.workbench import forms

View = Callable[..., HttpResponse]
PURPOSE = "mandates"
NOT_YOURS = Refusal(
    Text("这里的授权不由您办理", "You do not decide on mandates here"),
    mend=Text(
        "个人的由本人办理，单位的由法定代表人办理，也可以到窗口办理",
        "A person decides on their own, a firm’s legal representative on the firm’s; a service window helps too",
    ),
)
GRANTED_BEFORE = Refusal(
    Text(
        "对方已有同样的授权，业务和日期都在内",
        "They hold such a mandate already, for these services and days",
    ),
    where="rooms",
    mend=Text("请改选业务或日期，或先撤销原来的", "Choose other services or days, or revoke that one first"),
)


def confirmed(view: View) -> View:
    """Ask whoever has a second factor for it before a change; citizens who have none are not held up."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        lapsed = request.method == "POST" and not is_stepped_up(request.actor, now())
        if lapsed and parties.has_second_factor(request.user):
            return stepping.ask(request)
        return view(request, *arguments, **named)

    return guarded


@never_cache
@signed_in
@require_GET
def mandates(request: HttpRequest) -> HttpResponse:
    """Mandates given and held. Who does not decide for the firm sees who does, not its list."""
    actor, day = request.actor, _today()
    if actor.kind != "party":
        return render(request, "account/mandates.html", {"officer": True})
    with read(actor, purpose=PURPOSE):
        decided = bool(parties.rooms_decided(actor))
        given = shown(parties.mandates_of(actor.party), actor, day) if decided else []
        held = shown(_held(request), actor, day)
        who = parties.party(actor.party) if actor.party else None
        deciding = parties.representatives(actor.party, day) if who and not decided else []
    context = {
        "giver": who,
        "decided": decided,
        "deciding": deciding,
        "given": _in_two(given),
        "held": _in_two(held),
    }
    return render(request, "account/mandates.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@confirmed
def new(request: HttpRequest) -> HttpResponse:
    """Grant one."""
    if done := answered(request, "/account/mandates/"):
        return done
    actor = request.actor
    with read(actor, purpose=PURPOSE):
        decided = parties.rooms_decided(actor)
        who = parties.party(actor.party) if actor.party and decided else None
    if who is None:
        return refused(request, [NOT_YOURS], status=403)
    asked = mandate_form.fields(who, decided, _today())
    problems: list[Refusal] = []
    raw: dict[str, Any] = mandate_form.proposed(_today())
    if request.method == "POST":
        filled = forms.filled(request, asked)
        problems, raw = filled.problems, filled.raw
        if not problems:
            problems = _granted(request, who, filled.values)
        if not problems:
            return _said(request, Text("已授权，双方都收到消息", "Granted; both sides have a message"))
    context = {"giver": who, "fields": forms.shown(asked, raw), "problems": problems}
    return render(request, "account/mandate_new.html", context, status=422 if problems else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@confirmed
def end(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Revoke a mandate given, or give up one held, after looking at it once more; it ends at once."""
    if done := answered(request, "/account/mandates/"):
        return done
    actor, day = request.actor, _today()
    with read(actor, purpose=PURPOSE):
        row = _reached(request, mandate)
        (one,) = shown([row], actor, day)
        others = beside(parties.mandates_of(row.principal), row, day)
    giving_up, problems = one.may_give_up, list[Refusal]()
    if request.method == "POST":
        _, problems = tried(
            lambda: write(
                lambda tx: parties.revoke(tx, mandate),
                actor=actor, key=key_of(request), name="account.end_mandate", request=str(mandate),
            )
        )  # fmt: skip
        if not problems:
            word = Text("已放弃代办", "Given up") if giving_up else Text("已撤销授权", "Revoked")
            return _said(request, Text(f"{word.zh}，立即生效", f"{word.en}, from now on"))
    context = {"one": one, "others": others, "giving_up": giving_up, "problems": problems}
    return render(request, "account/mandate_end.html", context, status=422 if problems else 200)


def _granted(request: HttpRequest, who: parties.Party, values: dict[str, Any]) -> list[Refusal]:
    """Carry the grant out; what is refused stands at its field."""
    actor: Actor = request.actor
    with read(actor, purpose=PURPOSE):
        found, problems = tried(lambda: mandate_form.terms(who, parties.rooms_decided(actor), values))
        if found is None:
            note_refused(actor, PURPOSE, "agent not found")
            return problems
        if granted_before(parties.mandates_of(who.key), found, _today()):
            return [GRANTED_BEFORE]
    terms = found

    def command(tx: Tx) -> str:
        return str(parties.grant(tx, **terms))

    asked = {name: str(value) for name, value in sorted(terms.items())}
    _, problems = tried(
        lambda: write(command, actor=actor, key=key_of(request), name="account.grant", request=asked)
    )
    named = {"业务": "rooms", "终止日期": "ends_on"}
    return [each for one in problems for each in at_field([one], named.get(one.where, one.where))]


def _reached(request: HttpRequest, mandate: UUID) -> Mandate:
    """The mandate, where it is open and the reader's to end; else there is none."""
    row = parties.mandate(mandate)
    if row is not None:
        (one,) = shown([row], request.actor, _today())
        if one.may_revoke or one.may_give_up:
            return row
        if is_open(row, _today()):
            note_refused(request.actor, PURPOSE, f"mandate {mandate}")
    raise Http404(str(mandate))


def _held(request: HttpRequest) -> list[Mandate]:
    """What the account, its person, and a firm it decides for may do for others."""
    actor: Actor = request.actor
    firm = actor.party if parties.rooms_decided(actor) else None
    return parties.mandates_held(request.user.pk, {key for key in (actor.person, firm) if key})


def _in_two(found: list[Any]) -> dict[str, list[Any]]:
    return {"open": [each for each in found if each.open], "over": [each for each in found if not each.open]}


def _said(request: HttpRequest, text: Text) -> HttpResponse:
    messages.success(request, text.say(language()))
    return redirect("account:mandates")


def _today() -> date:
    return now().date()
