"""The way back from a page of the hall."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongbao.law.text import Text
from gongbao.web.public.views_pages import HOME_CRUMB

MINE = Text("我的事项", "My cases")


def crumbs(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """Home, my cases, and what follows."""
    return [HOME_CRUMB, {"text": MINE, "href": reverse("hall:cases")}, *more]
