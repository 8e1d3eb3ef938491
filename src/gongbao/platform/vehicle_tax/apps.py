"""The Django app `vehicle_tax`."""

from __future__ import annotations

from django.apps import AppConfig


class VehicleTaxConfig(AppConfig):
    """Registers the room's procedures, what their steps carry out, and the room's jobs."""

    name = "gongbao.platform.vehicle_tax"
    label = "vehicle_tax"

    def ready(self) -> None:
        from gongbao.platform.vehicle_tax import wiring

        wiring.connect()
