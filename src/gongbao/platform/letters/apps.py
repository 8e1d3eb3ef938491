"""The Django app `letters`."""

from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the job that makes PDFs."""

    name = "gongbao.platform.letters"
    label = "letters"

    def ready(self) -> None:
        from gongbao.platform.letters import issuing  # noqa: F401
