"""From an installation with nobody in it to the first officer at work."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.platform.parties.people import done
from tests.web.hall.people import html, post

from gongbao.cli import main
from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import one_time_code
from gongbao.platform.parties.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PASSWORD, OWN = "seven green kettles", "nine blue kettles"


@pytest.fixture(autouse=True)
def _standing_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_600_000_005.0)


@pytest.fixture
def open_by_line(monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(login: str, password: str = PASSWORD, name: str = "沈知夏") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        return main(["administrator", login, "--name", name])

    return run


def sign_in(login: str, password: str) -> Client:
    """Signed in up to the second factor, which is then set up."""
    client = Client()
    assert client.post("/account/sign-in/", {"login": login, "password": password}).status_code == 302
    return client


def set_up_factor(client: Client) -> None:
    assert client.get("/help/")["Location"] == "/account/factor/"
    page = html(client.get("/account/factor/"))
    kept, secret = re.search(r'name="kept" value="([^"]+)"', page), re.search(r'class="code">(\w+)<', page)
    assert kept
    assert secret
    assert (
        client.post("/account/factor/", {"kept": kept[1], "code": one_time_code(secret[1])}).status_code
        == 200
    )


def test_from_nobody_to_an_officer_at_the_workbench(
    open_by_line: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not Account.objects.exists()
    assert open_by_line("shen") == 0
    told = capsys.readouterr().out
    assert "绑定动态口令" in told
    assert PASSWORD not in told
    first = sign_in("shen", PASSWORD)
    set_up_factor(first)
    assert 'href="/workbench/window/"' in html(first.get("/help/"))
    shen = Account.objects.get(login="shen")
    actor = parties.resolve_actor(shen)
    assert (actor.office, actor.roles) == ("city_hr", {"administrator"})
    words: list[str] = []

    def officer(tx: Any) -> str:
        key = parties.open_account(tx, "zhou", None, name="周砚", kind=parties.AccountKind.OFFICER)
        parties.appoint(tx, key, "haidian", parties.Role.DISTRICT_HANDLER, clock.now().date())
        words.append(parties.one_time_password(tx, key))
        return str(key)

    assert UUID(done(officer, actor))
    client = sign_in("zhou", words[-1])
    page = "/account/password/"
    assert client.get("/help/")["Location"] == page
    assert post(client, page, page, password=OWN, again=OWN).status_code == 302
    set_up_factor(client)
    assert "服务窗口" in html(client.get("/workbench/window/"))


@pytest.mark.parametrize(
    ("login", "password", "told"),
    [
        ("wu", "short", "至少要10个字符"),
        ("wu", "12345678901", "不能全是数字"),
        ("wu", "", "至少要10个字符"),
        ("SHEN", PASSWORD, "登录名已有人用"),
        (" ", PASSWORD, "登录名不能空"),
    ],
)
def test_weak_passwords_and_taken_logins_are_refused(
    open_by_line: Any, capsys: pytest.CaptureFixture[str], login: str, password: str, told: str
) -> None:
    assert open_by_line("shen") == 0
    capsys.readouterr()
    assert open_by_line(login, password) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "password：" not in said  # the name of a form's field is no word for a terminal
    assert Account.objects.count() == 1


def test_at_a_terminal_the_password_is_typed_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter([PASSWORD, OWN, PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda asked: next(typed))
    assert main(["administrator", "shen", "--name", "沈知夏"]) == 1
    assert "不一样" in capsys.readouterr().err
    assert main(["administrator", "shen", "--name", "沈知夏"]) == 0


def test_no_administrator_comes_from_the_site() -> None:
    for actor in (Actor("public"), Actor("officer", UUID(int=1), roles=frozenset({"administrator"}))):
        with pytest.raises(Refusal, match="在服务器上"):
            done(lambda tx: str(parties.open_administrator(tx, "a", PASSWORD, PASSWORD, name="甲")), actor)
