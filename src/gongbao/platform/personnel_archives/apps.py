"""The Django app `personnel_archives`."""

from __future__ import annotations

from django.apps import AppConfig


class PersonnelArchivesConfig(AppConfig):
    """Registers the room's procedures, what their steps carry out, and the room's jobs."""

    name = "gongbao.platform.personnel_archives"
    label = "personnel_archives"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only
        from gongbao.platform.personnel_archives import wiring

        wiring.connect()
        for table in ("archives_custody", "archives_look", "archives_outside"):
            append_only(table)
