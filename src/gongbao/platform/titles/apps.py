"""The Django app `titles`."""

from __future__ import annotations

from django.apps import AppConfig


class TitlesConfig(AppConfig):
    """Registers the rooms' procedures, what their steps carry out, and the city's role."""

    name = "gongbao.platform.titles"
    label = "titles"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only
        from gongbao.platform.titles import wiring

        wiring.connect()
        for table in ("titles_order", "titles_opinion", "titles_counted", "titles_code", "titles_fraud"):
            append_only(table)
