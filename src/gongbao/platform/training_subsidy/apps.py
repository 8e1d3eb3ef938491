"""The Django app `training_subsidy`."""

from __future__ import annotations

from django.apps import AppConfig


class TrainingSubsidyConfig(AppConfig):
    """Registers the room's procedures, what their steps carry out, and the room's jobs."""

    name = "gongbao.platform.training_subsidy"
    label = "training_subsidy"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only
        from gongbao.platform.training_subsidy import wiring

        wiring.connect()
        append_only("training_submission")
        append_only("training_finding")
