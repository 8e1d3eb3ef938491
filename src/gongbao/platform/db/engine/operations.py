"""Flushing tables is the owner's business."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import operations


class DatabaseOperations(operations.DatabaseOperations):
    """As PostgreSQL's; the application owns no table and so empties none."""

    def sql_flush(self, style: Any, tables: Any, **kwargs: Any) -> list[str]:
        if not self.connection.is_owner or not tables:
            return []
        return super().sql_flush(style, tables, **kwargs)
