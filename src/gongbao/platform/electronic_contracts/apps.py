"""The Django app `electronic_contracts`."""

from __future__ import annotations

from django.apps import AppConfig


class ElectronicContractsConfig(AppConfig):
    """Registers the room's jobs, its cases and the tables that only grow."""

    name = "gongbao.platform.electronic_contracts"
    label = "electronic_contracts"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only
        from gongbao.platform.electronic_contracts import jobs, wiring  # noqa: F401

        wiring.connect()

        for table in (
            "contract_version",
            "contract_event",
            "contract_file",
            "contract_node",
            "contract_checkpoint",
            "contract_terms_review",
            "contract_terms_text",
            "contract_anchor",
        ):
            append_only(table)
