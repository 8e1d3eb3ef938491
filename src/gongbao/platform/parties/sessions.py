"""Where an account is signed in, and how to end it; locks after wrong passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.sessions.models import Session
from django.utils import timezone

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.models import Account, normal_login


@dataclass(frozen=True, slots=True)
class SessionView:
    """One place where the account is signed in."""

    number: int
    address: str
    browser: str
    since: datetime
    last_seen: datetime
    is_this: bool


def sessions(account: Account, this: str = "") -> list[SessionView]:
    """Live sessions of an account, the latest seen first; `this` is the asking session's key."""
    live = UserSession.objects.purge_and_list(account)
    return [
        SessionView(row.pk, row.ip, row.user_agent, row.created_at, row.last_seen_at, row.session_key == this)
        for row in sorted(live, key=lambda row: row.last_seen_at, reverse=True)
    ]


def live_sessions(account: UUID) -> int:
    """At how many places an account is signed in; looking ends none of them."""
    keys = UserSession.objects.filter(user_id=account).values_list("session_key", flat=True)
    return Session.objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now()).count()


def end_session(tx: Tx, account: Account, number: int) -> None:
    """End one of the account's own sessions."""
    row = UserSession.objects.filter(user_id=account.pk, pk=number).first()
    if row is None:
        raise Refusal(Text("没有这个登录会话", "there is no such session"))
    row.end()
    tx.audit("parties.end_session", account=account.pk)


def end_sessions(tx: Tx, account: Account, keep: str = "") -> int:
    """End all sessions of an account but the one with the key `keep`; returns how many."""
    rows = list(UserSession.objects.filter(user_id=account.pk).exclude(session_key=keep))
    for row in rows:
        row.end()
    tx.audit("parties.end_sessions", account=account.pk, count=len(rows))
    return len(rows)


def failed_sign_ins(login: str) -> int:
    """How many wrong passwords stand against a login name at present."""
    rows = AccessAttempt.objects.filter(username=normal_login(login))
    return sum(rows.values_list("failures_since_start", flat=True))


def unlock(tx: Tx, login: str) -> None:
    """Lift the lock that wrong passwords put on a login name; administrators only."""
    if tx.actor.kind != "system" and "administrator" not in tx.actor.roles:
        raise Refusal(Text("解锁由管理员办理", "an administrator lifts locks"))
    lift(login)
    tx.audit("parties.unlock", login=normal_login(login))


def lift(login: str) -> None:
    """Forget the wrong passwords against a login name, for services that have checked who asks."""
    reset(username=normal_login(login))
