"""The Django app `parties`."""

from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "gongbao.platform.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongbao.platform.parties import nightly  # noqa: F401
