"""Requests that bear a key of their own: answered without session, form token or page, for which they have no use."""

from __future__ import annotations

from collections.abc import Callable

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_resolver

from gongbao.web.i18n import LanguageMiddleware

PREFIX = "/api/vehicle-tax/"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cache-Control": "private, no-store",
}
"""What every answer here has: it is data for a program, to be neither framed nor kept."""


class KeyedMiddleware:
    """Answers the insurers' interface at once; everything else goes on to the site's other middleware.

    Those belong to browsers (session, account, form token, messages, display). Here the key alone says who
    asks and no cookie is read, so that nothing a browser carries can act for an insurer. An address that is
    not there goes on too, to the site's own page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answer = LanguageMiddleware(convert_exception_to_response(_answer))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        try:
            request.resolver_match = get_resolver().resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    request.get_host()  # refuses a host that is not ours, as the site's pages do
    found = request.resolver_match
    assert found is not None
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return response
