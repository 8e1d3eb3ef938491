"""One-time codes once each, recovery codes, the lock after five failures, stepping up for a while."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from tests.platform.parties.people import account, done

from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.second_factor import holds
from gongbao.platform.parties.services import AccountKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def rfc6238(secret: str, step: int) -> str:
    """The code of a time step, by the standard's text rather than the library's."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def code(secret: str, steps_ahead: int = 0) -> str:
    return rfc6238(secret, int(time.time()) // 30 + steps_ahead)


def enrolled(one) -> tuple[str, list[str]]:
    secret = parties.new_secret()
    return secret, parties.enrol(one, secret, code(secret))


@pytest.fixture(autouse=True)
def _standing_time(monkeypatch, settings):
    """The phone's clock stands still in the middle of a time step."""
    settings.MFA_ADAPTER = "gongbao.platform.parties.adapters.SealedFactors"
    monkeypatch.setattr(time, "time", lambda: 1_600_000_005.0)


def test_setting_up_needs_a_right_code():
    one, secret = account(), parties.new_secret()
    with pytest.raises(Refusal, match="不对"):
        parties.enrol(one, secret, "000000" if code(secret) != "000000" else "000001")
    assert not parties.has_second_factor(one)


def test_officers_are_ready_with_a_second_factor_and_citizens_always():
    one = account("wang", kind=AccountKind.OFFICER)
    assert parties.officer_ready(account("citizen"))
    assert not parties.officer_ready(one)
    enrolled(one)
    assert parties.officer_ready(one)


def test_the_secret_is_sealed_at_rest():
    one = account()
    secret, _ = enrolled(one)
    kept = Authenticator.objects.get(user=one, type="totp").data["secret"]
    assert secret not in kept
    assert secret.encode() not in base64.b64decode(kept)


def test_a_code_is_taken_once(monkeypatch):
    one = account()
    secret, _ = enrolled(one)
    with pytest.raises(Refusal):
        parties.verify_second_factor(one, code(secret))
    later = time.time() + 30
    monkeypatch.setattr(time, "time", lambda: later)
    parties.verify_second_factor(one, code(secret))
    with pytest.raises(Refusal):
        parties.verify_second_factor(one, code(secret))


def test_a_recovery_code_serves_once():
    one = account()
    _, (first, second, *_) = enrolled(one)
    parties.verify_second_factor(one, first)
    with pytest.raises(Refusal):
        parties.verify_second_factor(one, first)
    parties.verify_second_factor(one, f" {second} ")


def test_five_wrong_codes_lock_for_fifteen_minutes_also_for_right_ones(at):
    one = account()
    _, (right, *_) = enrolled(one)
    for _ in range(5):
        with pytest.raises(Refusal, match="不对"):
            parties.verify_second_factor(one, "abcdef")
    with pytest.raises(Refusal, match="锁定"):
        parties.verify_second_factor(one, right)
    with clock.frozen(at + timedelta(minutes=15, microseconds=-1)), pytest.raises(Refusal, match="锁定"):
        parties.verify_second_factor(one, right)
    with clock.frozen(at + timedelta(minutes=15)):
        parties.verify_second_factor(one, right)


def test_a_right_code_forgets_earlier_failures():
    one = account()
    _, (right, other, *_) = enrolled(one)
    for _ in range(4):
        with pytest.raises(Refusal):
            parties.verify_second_factor(one, "abcdef")
    parties.verify_second_factor(one, right)
    with pytest.raises(Refusal):
        parties.verify_second_factor(one, "abcdef")
    parties.verify_second_factor(one, other)


def test_a_step_up_holds_ten_minutes_for_this_account_only(at):
    one, other = account("a"), account("b")
    _, (right, *_) = enrolled(one)
    session: dict[str, object] = {}
    assert parties.stepped_up_at(session, one) is None
    assert parties.step_up(session, one, right) == at
    assert parties.stepped_up_at(session, one) == at
    assert parties.stepped_up_at(session, other) is None
    with clock.frozen(at + timedelta(minutes=10)):
        assert parties.stepped_up_at(session, one) is None


def test_a_wrong_code_leaves_no_step_up():
    one = account()
    enrolled(one)
    session: dict[str, object] = {}
    with pytest.raises(Refusal):
        parties.step_up(session, one, "abcdef")
    assert session == {}


def test_the_limit_of_a_step_up_is_exclusive_and_the_future_does_not_count(at):
    assert holds(at, at)
    assert holds(at, at + timedelta(minutes=10) - timedelta(microseconds=1))
    assert not holds(at, at + timedelta(minutes=10))
    assert not holds(at + timedelta(seconds=1), at)


def test_a_lost_factor_is_taken_away_by_another_administrator():
    one = account("wang", kind=AccountKind.OFFICER)
    enrolled(one)
    with pytest.raises(Refusal):
        done(
            lambda tx: parties.remove_factor(tx, one, "丢失"),
            Actor("officer", one.key, roles=frozenset({"administrator"})),
        )
    done(lambda tx: parties.remove_factor(tx, one, "丢失"))
    assert not parties.officer_ready(one)
    enrolled(one)
