"""How a page is shown: 长辈版 (large and in one column), the officers' keys, and what a form's address shows."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongbao.web.i18n import remember
from gongbao.web.public.views_pages import forms_only

CHOICES = {"view": ("standard", "elder"), "keys": ("on", "off")}


class DisplayMiddleware:
    """``?view=elder|standard`` and ``?keys=on|off`` choose and are remembered.

    Sets ``request.elder`` and ``request.shortcuts``. Works without script and, for the one page,
    without cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = {name: request.GET.get(name) for name in CHOICES}
        asked = {name: value for name, value in asked.items() if value in CHOICES[name]}
        chosen = {name: asked.get(name) or request.COOKIES.get(name) for name in CHOICES}
        request.elder = chosen["view"] == "elder"  # type: ignore[attr-defined]
        request.shortcuts = chosen["keys"] != "off"  # type: ignore[attr-defined]
        response = self.get_response(request)
        for name, value in asked.items():
            remember(request, response, name, value)
        return response


class FormsOnlyMiddleware:
    """A page that says what happened where a person opens the address of a button; Django answers with nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response  # the interface says its own 405 in words
        told = forms_only(request)
        told["Allow"] = response["Allow"]
        return told
