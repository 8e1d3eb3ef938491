"""The Django app `notices`."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "gongbao.platform.notices"
    label = "notices"

    def ready(self) -> None:
        from gongbao.platform.notices import nightly  # noqa: F401
