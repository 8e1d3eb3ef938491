"""The Django app `registers`."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "gongbao.platform.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongbao.platform.registers import lookups  # noqa: F401  registers `__among`
