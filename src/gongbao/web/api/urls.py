"""Addresses of the programming interface."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, path

from gongbao.web.api import site


def _bounded(routes: list[Any]) -> list[URLPattern | URLResolver]:
    for route in routes:
        if isinstance(route, URLPattern):
            route.callback = site.bounded(route.callback)
    return routes


_routes = [route for route in site.api.urls[0] if getattr(route, "name", "") != "api-root"]

app_name = "api"
urlpatterns = [
    path("", site.page, name="index"),
    path("openapi.json", site.description, name="openapi"),
    *_bounded(_routes),
]
