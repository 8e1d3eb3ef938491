"""The Django app `db`."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DbConfig(AppConfig):
    """Gives the application role its rights after each migration."""

    name = "gongbao.platform.db"
    label = "db"

    def ready(self) -> None:
        from gongbao.platform.db import security

        post_migrate.connect(security.grant_rights, sender=self)
