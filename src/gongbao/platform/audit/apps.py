"""The Django app `audit`."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gongbao.platform.audit"
    label = "audit"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only

        append_only("audit_entry")
