"""One-time codes and recovery codes: set up, checked, locked after failures; stepping up within a time."""

from __future__ import annotations

import hmac
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import STEP_UP_FOR
from gongbao.platform.db import clock
from gongbao.platform.db.services import Actor, Tx, new_key, write
from gongbao.platform.parties.accounts import same_person
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.words import AccountKind

FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
SESSION_KEY = "stepped_up"

_ENTER = Text(
    "请输入手机上新的动态口令，或一个未用过的恢复码", "Enter a new one-time code, or an unused recovery code"
)


def new_secret() -> str:
    """A fresh secret for an authenticator app, to be shown once and confirmed by `enrol`."""
    return str(totp.generate_totp_secret())


def enrol(account: Account, secret: str, code: str) -> list[str]:
    """Set up one-time codes after one was entered rightly; returns the recovery codes, to be kept on paper."""
    counter = _matching(secret, code)
    if counter is None:
        raise Refusal(Text("动态口令不对", "the one-time code is wrong"), where="code", mend=_ENTER)

    def command(tx: Tx) -> None:
        Account.objects.select_for_update().get(pk=account.pk)
        if Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists():
            raise Refusal(Text("动态口令已经设置过", "one-time codes are set up already"))
        totp.TOTP.activate(account, secret)
        Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(account)
        Account.objects.filter(pk=account.pk).update(totp_counter=counter)
        tx.audit("parties.enrol", account=account.pk)

    _run(account, "parties.enrol", command)
    codes: list[str] = RecoveryCodes.activate(account).get_unused_codes()
    return codes


def remove_factor(tx: Tx, account: Account, why: str) -> None:
    """Take away a lost second factor, by an administrator other than oneself; officers then set up a new one."""
    if tx.actor.kind != "system" and (
        "administrator" not in tx.actor.roles
        or tx.actor.account is None
        or same_person(tx.actor.account, account.pk)
    ):
        raise Refusal(Text("须由另一位管理员重置", "another administrator must reset it"))
    Authenticator.objects.filter(user_id=account.pk).delete()
    Account.objects.filter(pk=account.pk).update(factor_failures=0, factor_locked_until=None, totp_counter=0)
    tx.audit("parties.remove_factor", account=account.pk, why=why)


def has_second_factor(account: Account) -> bool:
    """Whether one-time codes are set up."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists())


def officer_ready(account: Account) -> bool:
    """Whether the account may work: citizens always, everyone else with a second factor."""
    return account.kind == AccountKind.CITIZEN or has_second_factor(account)


def verify_second_factor(account: Account, code: str) -> None:
    """Accept a one-time code or a recovery code, each once; refuses a wrong one, and all after five failures."""
    answer = _run(account, "parties.second_factor", lambda tx: _verify(tx, account, code.strip()))
    if answer == "locked":
        minutes = int(LOCKED_FOR.total_seconds() // 60)
        raise Refusal(
            Text("输错次数过多，已暂时锁定", "too many wrong codes: locked for a while"),
            where="code",
            mend=Text(f"请{minutes}分钟后再试", f"Try again in {minutes} minutes"),
        )
    if answer != "right":
        raise Refusal(Text("动态口令不对", "the code is wrong"), where="code", mend=_ENTER)


def step_up(session: MutableMapping[str, Any], account: Account, code: str) -> datetime:
    """Check a code and remember in the session when; returns that instant."""
    verify_second_factor(account, code)
    now = clock.now()
    session[SESSION_KEY] = [str(account.pk), now.isoformat()]
    return now


def stepped_up_at(session: MutableMapping[str, Any], account: Account) -> datetime | None:
    """When this session last stepped up as this account, if that still holds."""
    owner, at = session.get(SESSION_KEY, ("", ""))
    if owner != str(account.pk):
        return None
    then = datetime.fromisoformat(at)
    return then if holds(then, clock.now()) else None


def holds(then: datetime, now: datetime) -> bool:
    """Whether a step-up at `then` still holds at `now`, the last instant excluded."""
    return timedelta() <= now - then < STEP_UP_FOR


def _verify(tx: Tx, account: Account, code: str) -> str:
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.factor_locked_until is not None and tx.now < row.factor_locked_until:
        return "locked"
    kept = {each.type: each for each in Authenticator.objects.filter(user_id=row.pk)}
    if (app := kept.get(Authenticator.Type.TOTP)) and (
        counter := _matching(decrypt(app.data["secret"]), code)
    ):
        if counter > row.totp_counter:
            _reset(row, counter)
            return "right"
    elif (codes := kept.get(Authenticator.Type.RECOVERY_CODES)) and RecoveryCodes(codes).validate_code(code):
        _reset(row, row.totp_counter)
        tx.audit("parties.recovery_code", account=row.pk)
        return "right"
    row.factor_failures += 1
    if row.factor_failures >= FAILURES:
        row.factor_failures, row.factor_locked_until = 0, tx.now + LOCKED_FOR
        tx.audit("parties.factor_locked", account=row.pk)
    row.save(update_fields=["factor_failures", "factor_locked_until"])
    return "wrong"


def _reset(row: Account, counter: int) -> None:
    row.factor_failures, row.factor_locked_until, row.totp_counter = 0, None, counter
    row.save(update_fields=["factor_failures", "factor_locked_until", "totp_counter"])


def _matching(secret: str, code: str) -> int | None:
    """The time step whose code this is (RFC 6238), None when it is none of the steps accepted now."""
    steps = totp.yield_hotp_counters_from_time()
    return next((step for step in steps if _same(code.strip(), totp.hotp_value(secret, step))), None)


def _same(code: str, value: int) -> bool:
    return hmac.compare_digest(code.encode(), totp.format_hotp_value(value).encode())


def _run(account: Account, name: str, command: Any) -> Any:
    citizen = account.kind == AccountKind.CITIZEN
    actor = Actor("party" if citizen else "officer", account.pk, account.name, person=account.person)
    return write(command, actor=actor, key=f"{name}:{new_key()}", name=name)
