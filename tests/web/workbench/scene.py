"""Officers at the site: a demo city, browsers signed in, the second factor shown or not."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client
from python_calamine import CalamineWorkbook

from gongbao.platform.db import clock
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import one_time_code, secret_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
STEPPED = "stepped_up"


def account(login: str) -> Any:
    return get_user_model().objects.get(login=login)


def browser(login: str, *, stepped_up: bool = False, language: str = "zh") -> Client:
    """A browser signed in as `login`, an officer with their second factor set up."""
    client, who = Client(), account(login)
    if who.kind != "citizen" and not parties.has_second_factor(who):
        secret = secret_of(login)
        parties.enrol(who, secret, one_time_code(secret))
    client.force_login(who, backend=BACKEND)
    if language == "en":
        client.cookies["language"] = "en"
    if stepped_up:
        step_up(client, login)
    return client


def step_up(client: Client, login: str) -> None:
    """As if the code had just been entered."""
    session = client.session
    session[STEPPED] = [str(account(login).pk), clock.now().isoformat()]
    session.save()


def post(client: Client, address: str, **fields: Any) -> Any:
    """Send a form with a fresh key, unless one is given."""
    return client.post(
        address, {"key": str(uuid4()), **{name.replace("__", "-"): value for name, value in fields.items()}}
    )


def text(response: Any) -> str:
    return response.content.decode()


def cells(response: Any) -> list[list[Any]]:
    """The cells of a workbook that was taken away."""
    assert response["Content-Type"].endswith("sheet"), (response.status_code, response.content[:200])
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
