"""Chromium on pages that Django renders in this process: no port, no network, the real headers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route
    from tests.browser.people import Person

ORIGIN = "http://localhost"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell draws no window nobody sees and is twice as fast."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
POLICY = "; ".join(
    ("default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "font-src 'self'",
     "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'")
)  # fmt: skip
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; skipped, with the reason, where none is installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium: install Debian’s package chromium-headless-shell")
    with playwright.sync_playwright() as driver, pytest.MonkeyPatch.context() as patch:
        # Playwright leaves its loop in this thread, so Django would take what the tests do here for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def _static(path: str) -> dict[str, Any]:
    found = finders.find(path.removeprefix("/static/"))
    if not found:
        return {"status": 404, "body": ""}
    return {
        "path": str(found),
        "content_type": KINDS.get(Path(str(found)).suffix, "application/octet-stream"),
    }


def _page(method: str, url: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    kept = {
        f"HTTP_{k.upper().replace('-', '_')}": v
        for k, v in headers.items()
        if k in ("cookie", "referer", "origin")
    }
    kind = headers.get("content-type", "application/octet-stream")
    answer = Client(raise_request_exception=False).generic(method, url, body, content_type=kind, **kept)
    shown = {key.lower(): value for key, value in answer.items()} | {"content-security-policy": POLICY}
    cookies = "\n".join(morsel.OutputString() for morsel in answer.cookies.values())
    if cookies:
        shown["set-cookie"] = cookies
    return {"status": answer.status_code, "headers": shown, "body": answer.content}


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """``open_page("/help/", width=360, dark=True, script=False)``: a page on a fresh context.

    The server side runs in a thread of its own, as Django wants no event loop where it is synchronous.
    Every page is served with a policy that forbids inline script and style; what breaks it is an error
    in ``page.complaints``.
    """
    contexts = []
    with ThreadPoolExecutor(1) as server:

        def answer(route: Route) -> None:
            request = route.request
            parts = urlsplit(request.url)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.path.startswith("/static/"):
                route.fulfill(**_static(parts.path))
                return
            body = request.post_data_buffer or b""
            route.fulfill(
                **server.submit(_page, request.method, target, request.all_headers(), body).result()
            )

        def open_(
            path: str, *, width: int = 1280, dark: bool = False, script: bool = True, calm: bool = False
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                java_script_enabled=script,
                reduced_motion="reduce" if calm else "no-preference",
            )
            contexts.append(context)
            context.route("**/*", answer)
            page = context.new_page()
            page.complaints = []
            page.on(
                "console", lambda said: page.complaints.append(said.text) if said.type == "error" else None
            )
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            page.goto(f"{ORIGIN}{path}")
            return page

        yield open_
        for context in contexts:
            context.close()


@pytest.fixture
def people(
    browser: Browser, settings: Any, request: pytest.FixtureRequest, free_clock: None
) -> Iterator[Callable[..., Person]]:
    """``people("firm1", width=360, script=False)``: somebody at the whole site, served from this process over loopback.

    Each has cookies of their own; what they save is committed (mark the test ``django_db(transaction=True)`` and
    ``allow_hosts(["127.0.0.1"])``). With GONGBAO_SHOTS set, every page looked at is kept there as a picture.
    """
    from tests.browser.people import Person

    settings.WHITENOISE_AUTOREFRESH = True
    settings.MFA_TOTP_TOLERANCE = 1  # a half minute may end while a code is typed
    site = request.getfixturevalue("live_server")
    shots = os.environ.get("GONGBAO_SHOTS")
    contexts = []

    def somebody(login: str = "", *, width: int = 1280, script: bool = True) -> Person:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        contexts.append(context)
        return Person(context, site.url, login, Path(shots) if shots else None, script)

    yield somebody
    for context in contexts:
        context.close()
