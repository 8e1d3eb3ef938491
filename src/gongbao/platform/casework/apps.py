"""The Django app `casework`: no tables; it carries out what derived procedures ask for."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Registers the effects every derived procedure may name."""

    name = "gongbao.platform.casework"
    label = "casework"

    def ready(self) -> None:
        from gongbao.platform.casework import effects  # noqa: F401
