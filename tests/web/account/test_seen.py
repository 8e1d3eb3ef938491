"""Where a session is used is noted at first, from elsewhere, and once a minute; not in every request."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from gongbao.platform.parties.models import Account
from gongbao.web import seen

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def noted_again(client: Client, **asked: str) -> bool:
    UserSession.objects.update(last_seen_at=LONG_AGO)
    assert client.get("/help/", **asked).status_code == 200  # type: ignore[arg-type]
    return UserSession.objects.get().last_seen_at != LONG_AGO


def test_a_session_is_noted_when_new_from_elsewhere_and_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client()
    client.force_login(
        Account.objects.create_user("seen", name="样甲"), backend="django.contrib.auth.backends.ModelBackend"
    )
    client.get("/help/")
    assert UserSession.objects.count() == 1
    assert not noted_again(client)
    assert noted_again(client, HTTP_USER_AGENT="another")
    assert UserSession.objects.get().user_agent == "another"
    assert noted_again(client, HTTP_USER_AGENT="another", REMOTE_ADDR="192.0.2.7")
    assert not noted_again(client, HTTP_USER_AGENT="another", REMOTE_ADDR="192.0.2.7")
    monkeypatch.setattr(seen, "MINUTE", 0.0)
    assert noted_again(client, HTTP_USER_AGENT="another", REMOTE_ADDR="192.0.2.7")


def test_a_closed_account_is_signed_out_at_once() -> None:
    account = Account.objects.create_user("closed", name="样乙")
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/help/").wsgi_request.user.is_authenticated
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert not client.get("/help/").wsgi_request.user.is_authenticated
