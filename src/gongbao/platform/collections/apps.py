"""The Django app `collections`."""

from __future__ import annotations

from django.apps import AppConfig


class CollectionsConfig(AppConfig):
    """Says which of its tables may only grow."""

    name = "gongbao.platform.collections"
    label = "collections"

    def ready(self) -> None:
        from gongbao.platform.collections import online  # noqa: F401 - its job
        from gongbao.platform.db.security import append_only

        append_only("collections_charge_file")
        append_only("collections_voucher_item")
