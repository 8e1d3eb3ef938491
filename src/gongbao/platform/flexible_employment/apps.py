"""The Django app `flexible_employment`."""

from __future__ import annotations

from django.apps import AppConfig


class FlexibleEmploymentConfig(AppConfig):
    """Registers the room's procedures, roles, what their steps carry out, and the room's jobs."""

    name = "gongbao.platform.flexible_employment"
    label = "flexible_employment"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only
        from gongbao.platform.flexible_employment import wiring

        wiring.connect()
        append_only("flexible_look")
