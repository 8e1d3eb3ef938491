"""For whom one acts, how pages are shown, where one is signed in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.policies import policies
from gongbao.web.i18n import COOKIE, language, remember
from gongbao.web.shared import acting
from gongbao.web.shared.doors import key_of, next_of, signed_in
from gongbao.web.templatetags import formats


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def acting_for(request: HttpRequest) -> HttpResponse:
    """Choose the party one acts for, or the office one works at; submissions are recorded so."""
    officer = request.user.kind != parties.AccountKind.CITIZEN
    choices = _offices(request) if officer else _parties(request)
    if request.method == "POST":
        return _choose(request, officer, choices)
    context = {
        "choices": choices,
        "officer": officer,
        "action": reverse("account:acting-for"),
        "next": next_of(request, ""),
    }
    return render(request, "account/acting_for.html", context)


def _choose(request: HttpRequest, officer: bool, choices: list[dict[str, object]]) -> HttpResponse:
    chosen = next((each for each in choices if each["id"] == request.POST.get("party")), None)
    if chosen is None:
        raise Refusal(
            Text("没有这个选择", "There is no such choice"),
            mend=Text("请从列表中选择", "Choose from the list"),
        )
    if officer:
        request.session[acting.OFFICE] = chosen["id"]
    else:
        acting.act_for(request, UUID(str(chosen["id"])), str(chosen["title"]))
    return redirect(next_of(request, "/"))


def _parties(request: HttpRequest) -> list[dict[str, object]]:
    found = []
    for each in parties.acting_choices(request.user, now().date()):
        kind = Text("单位", "Firm") if each.party.kind == "firm" else Text("个人", "Person")
        found.append(
            {
                "id": str(each.party.key),
                "kind": kind,
                "title": each.party.name,
                "note": _footing(each),
                "current": each.party.key == request.actor.party,
            }
        )
    return found


def _footing(choice: parties.ActingChoice) -> Text:
    zh, en = [choice.footing.zh], [choice.footing.en]
    if parties.ALL_ROOMS not in choice.rooms:
        titles = [policy.title for policy in policies() if policy.room in choice.rooms]
        zh.append("、".join(title.zh for title in titles))
        en.append(", ".join(title.en for title in titles))
    if choice.via:
        zh.append(f"通过{choice.via.name}")
        en.append(f"through {choice.via.name}")
    if choice.ends_on:
        zh.append(f"至 {_day(choice.ends_on, 'zh')}")
        en.append(f"until {_day(choice.ends_on, 'en')}")
    return Text("，".join(filter(None, zh)), ", ".join(filter(None, en)))


def _day(day: date, tongue: formats.Language) -> str:
    return formats.day(day, tongue, "year")


def _offices(request: HttpRequest) -> list[dict[str, object]]:
    held = parties.roles_by_office(request.user.pk, now().date())
    return [
        {
            "id": code,
            "kind": Text("办公机构", "Office"),
            "title": districts.office(code).hr,
            "note": Text("、".join(r.label.zh for r in roles), ", ".join(r.label.en for r in roles)),
            "current": code == request.actor.office,
        }
        for code, roles in held.items()
    ]


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Language, large view and shortcuts, kept with the account."""
    account = request.user
    if request.method == "GET":
        fields = _preference_fields(account)
        ready = parties.has_second_factor(account)
        return render(request, "account/settings.html", {"fields": fields, "factor": ready})
    values = {
        "preferred_language": request.POST.get("language", ""),
        "elder_mode": request.POST.get("view") == "elder",
        "shortcuts_off": request.POST.get("keys") == "off",
    }
    write(
        lambda tx: parties.set_preferences(tx, account.pk, **values),
        actor=acting.bare_actor(account), key=key_of(request), name="account.preferences", request=values,
    )  # fmt: skip
    response = redirect("account:settings")
    remember(request, response, COOKIE, values["preferred_language"])
    remember(request, response, "view", "elder" if values["elder_mode"] else "standard")
    remember(request, response, "keys", "off" if values["shortcuts_off"] else "on")
    messages.success(
        request, Text("已保存", "Saved").say("en" if values["preferred_language"] == "en" else "zh")
    )
    return response


def _preference_fields(account: Account) -> list[dict[str, object]]:
    def field(name: str, label: Text, options: tuple[tuple[str, Text], ...], value: str) -> dict[str, object]:
        return {
            "field": {"name": name, "kind": "segments", "label": label, "options": options},
            "value": value,
        }

    return [
        field(
            "language", Text("语言", "Language"),
            (("zh", Text("中文", "中文")), ("en", Text("English", "English"))), account.preferred_language,
        ),
        field(
            "view", Text("版面", "View"),
            (("standard", Text("标准版", "Standard")), ("elder", Text("长辈版", "Large"))),
            "elder" if account.elder_mode else "standard",
        ),
        field(
            "keys", Text("单键快捷键", "Single-key shortcuts"),
            (("on", Text("打开", "On")), ("off", Text("关闭", "Off"))), "off" if account.shortcuts_off else "on",
        ),
    ]  # fmt: skip


@never_cache
@signed_in
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Where this account is signed in."""
    found = parties.sessions(request.user, this=request.session.session_key or "")
    return render(request, "account/sessions.html", {"sessions": found})


@signed_in
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session of one's own, or all others."""
    account, wanted = request.user, request.POST.get("session", "")
    keep = request.session.session_key or ""
    if wanted == "others":
        write(
            lambda tx: parties.end_sessions(tx, account, keep=keep),
            actor=acting.bare_actor(account), key=key_of(request), name="account.end_sessions",
        )  # fmt: skip
    else:
        number = int(wanted) if wanted.isdecimal() else 0
        write(
            lambda tx: parties.end_session(tx, account, number),
            actor=acting.bare_actor(account), key=key_of(request), name="account.end_session", request=number,
        )  # fmt: skip
    messages.success(request, Text("已退出所选的登录", "Signed out there").say(language()))
    return redirect("account:sessions")
