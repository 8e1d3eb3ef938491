"""The Django app `funds`."""

from __future__ import annotations

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "gongbao.platform.funds"
    label = "funds"

    def ready(self) -> None:
        from gongbao.platform.funds import nightly  # noqa: F401
