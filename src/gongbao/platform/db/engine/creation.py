"""Test databases: the owner makes one, the application's alias uses the same."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.postgresql import creation


class DatabaseCreation(creation.DatabaseCreation):
    """`default` never creates or drops anything; it depends on `owner` (see the settings' TEST)."""

    def test_db_signature(self) -> tuple[Any, ...]:
        return (*super().test_db_signature(), self.connection.alias)

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        if self.connection.is_owner:
            return super().create_test_db(*args, **kwargs)
        self.connection.close()
        self.connection.settings_dict["NAME"] = connections["owner"].settings_dict["NAME"]
        return str(self.connection.settings_dict["NAME"])

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        self.connection.close()
        if self.connection.is_owner:
            connections["default"].close()
            super().destroy_test_db(*args, **kwargs)
