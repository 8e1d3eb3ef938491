"""The Django app `rural_assistants`."""

from __future__ import annotations

from django.apps import AppConfig


class RuralAssistantsConfig(AppConfig):
    """Registers the room's procedures, what their steps carry out, and the nightly look."""

    name = "gongbao.platform.rural_assistants"
    label = "rural_assistants"

    def ready(self) -> None:
        from gongbao.platform.rural_assistants import wiring

        wiring.connect()
