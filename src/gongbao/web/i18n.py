"""Which language a page is in: Chinese first, English when the reader asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Language = Literal["zh", "en"]
COOKIE = "language"
YEAR = 365 * 24 * 3600
DJANGO_CODE: dict[Language, str] = {"zh": "zh-hans", "en": "en"}
HTML_CODE: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def language() -> Language:
    """The language in force for this request (or inside ``translation.override``)."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def remember(request: HttpRequest, response: HttpResponse, cookie: str, value: str) -> None:
    """Keep a reader's choice of display for a year. It says nothing about who the reader is."""
    response.set_cookie(
        cookie, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def _asked(request: HttpRequest) -> Language | None:
    asked = request.GET.get("lang")
    return "en" if asked == "en" else "zh" if asked in ("zh", "zh-CN") else None


class LanguageMiddleware:
    """``?lang=en`` or ``?lang=zh`` chooses and is remembered; the browser's own wish is not read.

    Official texts are Chinese, so a page is Chinese until the reader says otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _asked(request)
        chosen: Language = asked or ("en" if request.COOKIES.get(COOKIE) == "en" else "zh")
        request.LANGUAGE_CODE = DJANGO_CODE[chosen]
        with translation.override(DJANGO_CODE[chosen]):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", HTML_CODE[chosen])
        if asked:
            remember(request, response, COOKIE, asked)
        return response
