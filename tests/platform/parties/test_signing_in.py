"""Signing in through the project's settings: sealed factors, locks after failures, sessions seen and ended."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from tests.platform.parties.people import account, done

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PASSWORD = "correct horse 7"


@pytest.fixture(autouse=True)
def _counted_by_login(settings):
    settings.AXES_USERNAME_CALLABLE = "gongbao.platform.parties.adapters.attempted_login"


def sign_in(login, password):
    request = RequestFactory().post("/", {"login": login})
    try:
        return authenticate(request, username=login, password=password)
    except PermissionDenied:
        return None


def test_a_login_name_and_password_find_the_account():
    one = account("linzhou")
    assert sign_in("linzhou", PASSWORD) == one
    assert sign_in("LinZhou", PASSWORD) == one
    assert sign_in("linzhou", "wrong") is None


def test_a_closed_account_cannot_sign_in():
    one = account("linzhou")
    done(lambda tx: parties.close_account(tx, one.key, "test"))
    assert sign_in("linzhou", PASSWORD) is None


def test_five_wrong_passwords_lock_and_an_administrator_unlocks():
    one = account("linzhou")
    for spelling in ("linzhou", "LINZHOU", "LinZhou", "ｌｉｎｚｈｏｕ", " linzhou"):
        assert sign_in(spelling, "wrong") is None
    assert parties.failed_sign_ins("linzhou") == 5
    assert sign_in("linzhou", PASSWORD) is None
    with pytest.raises(Refusal):
        done(lambda tx: parties.unlock(tx, "linzhou"), Actor("party", one.key))
    done(lambda tx: parties.unlock(tx, "linzhou"))
    assert sign_in("linzhou", PASSWORD) == one


def test_a_lock_on_one_login_leaves_others_at_that_address_free():
    account("linzhou")
    other = account("zhangwei")
    for _ in range(5):
        sign_in("linzhou", "wrong")
    assert sign_in("zhangwei", PASSWORD) == other


def opened_session(one, address="10.0.0.1") -> str:
    from allauth.usersessions.models import UserSession
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = SessionStore()
    store[SESSION_KEY] = str(one.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = one.get_session_auth_hash()
    store.save()
    UserSession.objects.create(user=one, ip=address, session_key=store.session_key, user_agent="Firefox")
    return store.session_key


def test_sessions_are_listed_and_can_be_ended():
    one, other = account("a"), account("b")
    here, there, theirs = opened_session(one), opened_session(one, "10.0.0.2"), opened_session(other)
    listed = {each.address: each for each in parties.sessions(one, this=here)}
    assert [listed[a].is_this for a in ("10.0.0.1", "10.0.0.2")] == [True, False]
    with pytest.raises(Refusal):
        done(lambda tx: parties.end_session(tx, other, listed["10.0.0.2"].number))
    done(lambda tx: parties.end_session(tx, one, listed["10.0.0.2"].number))
    assert not SessionStore().exists(there)
    assert SessionStore().exists(here)
    assert SessionStore().exists(theirs)


def test_all_but_this_session_are_ended():
    one = account("a")
    here, there = opened_session(one), opened_session(one)
    assert done(lambda tx: parties.end_sessions(tx, one, keep=here)) == 1
    assert SessionStore().exists(here)
    assert not SessionStore().exists(there)
