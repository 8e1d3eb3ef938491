"""Somebody at the site in Chromium: signs in, reads, clicks, and looks at every page as its reader would."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client
from tests.browser.test_look import accessibility_faults

from gongbao.platform.db import clock
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.second_factor import SESSION_KEY
from gongbao.web.account.views_sign_in import BACKEND

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Download, Locator
WIDE = """[...document.querySelectorAll("main *")].filter((each) => !each.closest(".table-scroll"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((each) => each.outerHTML.slice(0, 160))"""
"""What stands wider than the window."""
TWICE = "[...document.querySelectorAll('[id]')].map((each) => each.id).filter((id, place, all) => all.indexOf(id) !== place)"
"""Ids that stand twice: a label leads to the first of them only."""


class Person:
    """A browser window of one person, with what is on it."""

    def __init__(
        self, context: BrowserContext, site: str, login: str, shots: Path | None, script: bool
    ) -> None:
        self.site, self.login, self.shots, self.script = site, login, shots, script
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        """Open an address of the site."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status, self.words()[:400])

    def signs_in(self) -> None:
        """Come in as somebody who has just signed in, officers with their second factor just shown."""
        account, officer = self._account()
        client = Client()
        client.force_login(account, backend=BACKEND)
        session = client.session
        if officer:
            session[SESSION_KEY] = [str(account.pk), clock.now().isoformat()]
        session.save()
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.site}])

    def types_sign_in(self) -> None:
        """User name and password; officers show their second factor too."""
        self.go("/account/sign-in/")
        _, officer = self._account()
        self.fill({"用户名": self.login, "密码": PASSWORD})
        self.press("登录")
        if officer:
            self.shows_code()

    def _account(self) -> tuple[Account, bool]:
        """The account and whether it is an officer's, who then has a second factor."""
        account = Account.objects.get(login=self.login)
        officer = account.kind != parties.AccountKind.CITIZEN
        if officer and not parties.has_second_factor(account):
            secret = secret_of(self.login)
            parties.enrol(account, secret, one_time_code(secret))
        return account, officer

    def shows_code(self) -> None:
        """The second factor. The injected clock leaps over days, so a code of this half minute is taken as a new one."""
        assert "第二道验证" in self.page.title()
        Account.objects.filter(login=self.login).update(totp_counter=0)
        self.fill({"动态口令": one_time_code(secret_of(self.login))})
        self.press("验证")

    def press(self, name: str, within: str = "main") -> None:
        """Press the button of this name."""
        self._click(self.page.locator(within).get_by_role("button", name=name, exact=True))

    def pick(self, words: str) -> None:
        """Press the tile that says this among other things."""
        self._click(self.page.locator("main button", has_text=words))

    def follow(self, name: str, within: str = "main") -> None:
        """Follow the first link of this name."""
        self._click(self.page.locator(within).get_by_role("link", name=name).first)

    def _click(self, place: Locator) -> None:
        with self.page.expect_navigation():
            place.click()

    def fill(self, words: dict[str, str]) -> None:
        """Type into fields by their labels."""
        for label, text in words.items():
            self._field(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a field, whichever way the field offers them."""
        listed = self._field(label)
        if listed.count():
            listed.select_option(label=option)
        else:
            self.page.get_by_role("group", name=label).get_by_label(option).check()

    def _field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(re.compile(rf"^{re.escape(label)}\s*(（选填）)?$"))

    def upload(self, name: str, data: bytes, field: str) -> None:
        """Choose a file for a field, by the field's name."""
        self.page.locator(f"input[name={field}]").set_input_files(
            {"name": name, "mimeType": "", "buffer": data}
        )

    def download(self, name: str) -> tuple[str, bytes]:
        """Take away the file of a link; its name and bytes."""
        with self.page.expect_download() as waiting:
            self.page.locator("main").get_by_role("link", name=name).first.click()
        taken: Download = waiting.value
        return taken.suggested_filename, Path(taken.path()).read_bytes()

    def words(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")

    def reads(self, *words: str) -> None:
        """The page says all of this."""
        shown = " ".join(self.words().split())
        for each in words:
            assert each in shown, (each, self.page.url, shown[:3000])

    def lacks(self, *words: str) -> None:
        """The page says none of this."""
        shown = self.words()
        assert [each for each in words if each in shown] == []

    def number(self) -> str:
        """The case number in the address."""
        return self.page.url.split("/cases/")[1].split("/")[0]

    def looks(self, name: str, *, phone: bool = False) -> None:
        """The page is accessible, complains of nothing and is no wider than the window; nor on a phone, if asked.

        Without script nothing can judge the accessibility: on a long page axe waits for a timer that never comes.
        """
        self._fits(name)
        if self.script:
            assert accessibility_faults(self.page) == [], name
        complaints = [
            each for each in self.complaints if "status of 4" not in each
        ]  # the status of refused forms
        assert complaints == [], name
        if phone:
            size: Any = self.page.viewport_size
            self.page.set_viewport_size({"width": 360, "height": 740})
            self._fits(f"{name}-phone")
            self.page.set_viewport_size(size)

    def _fits(self, name: str) -> None:
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
        assert self.page.evaluate(TWICE) == [], name
        drawn, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert drawn <= window, (name, self.page.evaluate(WIDE))
