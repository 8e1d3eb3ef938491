"""The web as a Django app: its templates, static files and template tags."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds no tables; only what is shown."""

    name = "gongbao.web"
    label = "web"
    verbose_name = "公报网站"
