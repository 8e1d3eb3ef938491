"""Signed-in browsers of the demo city's firms, and what tests read off a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from gongbao.platform.parties.models import Account
from gongbao.platform.training_subsidy import demo
from gongbao.web.shared import acting

BACKEND = "django.contrib.auth.backends.ModelBackend"
HAN = re.compile(r"[\u3400-\u9fff]")


def browser(login: str, *, checks: bool = False) -> Client:
    """A browser signed in by this account, acting for itself."""
    client = Client(enforce_csrf_checks=checks)
    client.force_login(Account.objects.get(login=login), backend=BACKEND)
    return client


def clerk(city: demo.City, firm: int = 0, *, checks: bool = False) -> Client:
    """A browser of a firm's clerk, acting for the firm."""
    client = browser(f"firm{firm + 1}", checks=checks)
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(city.firms[firm]), demo.FIRMS[firm][1]
    session.save()
    return client


def html(answer: HttpResponse) -> str:
    """The page."""
    return answer.content.decode()


def form_key(client: Client, address: str) -> str:
    """The submission key of the form on a page."""
    found = re.search(r'name="key" value="([^"]+)"', html(client.get(address)))
    assert found, address
    return found[1]


def post(client: Client, address: str, at: str = "", **data: Any) -> HttpResponse:
    """Fill in and send the form shown at `address` (posted to `at` where that differs)."""
    return client.post(at or address, {"key": form_key(client, address), **data})


def problems(answer: HttpResponse) -> list[str]:
    """The lines of the error summary."""
    page = html(answer)
    start = page.find('class="error-summary"')
    return (
        re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", page[start : page.find("</ul>", start)]) if start >= 0 else []
    )


class Words(HTMLParser):
    """The words of a page that are not marked as Chinese."""

    ALONE = frozenset({"meta", "link", "input", "br", "img", "hr", "use", "path", "rect", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if not any(chinese for _, chinese in self.stack):
            self.said += [given[name] or "" for name in ("title", "aria-label", "alt") if given.get(name)]
        if tag not in self.ALONE:
            self.stack.append((tag, (given.get("lang") or "").startswith("zh")))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(chinese or tag in ("script", "style") for tag, chinese in self.stack):
            self.said.append(data.strip())


def chinese(page: str, *allowed: str) -> list[str]:
    """What an English page says in Chinese, but for the words allowed (names, official numbers, what was typed)."""
    words = Words()
    words.feed(page)
    return [each for each in words.said if HAN.search(each) and not any(word in each for word in allowed)]
