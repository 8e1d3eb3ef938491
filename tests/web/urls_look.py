"""The site's addresses with every screen under ``/styleguide/screens/NAME``, filled with invented cases."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from tests.web.sample_contexts import SCREENS

from gongbao.web.public import views_pages


def screen(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SCREENS:
        raise Http404
    template, values = SCREENS[name]
    return render(request, template, values)


urlpatterns = [
    path("styleguide/screens/<slug:name>", screen),
    path("", include("gongbao.web.urls")),
]
handler404 = views_pages.not_found
handler403 = views_pages.not_allowed
handler500 = views_pages.failed
