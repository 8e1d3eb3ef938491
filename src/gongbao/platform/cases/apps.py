"""The Django app `cases`."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gongbao.platform.cases"
    label = "cases"

    def ready(self) -> None:
        from gongbao.platform.cases import expiry  # noqa: F401  registers the clocks' jobs
        from gongbao.platform.db.security import append_only

        append_only("cases_event")
