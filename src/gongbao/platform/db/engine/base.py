"""Connections as the application (alias `default`) or as the owner (alias `owner`)."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.base import *  # noqa: F403  Django expects the module's names

from gongbao.platform.db import target
from gongbao.platform.db.engine.creation import DatabaseCreation
from gongbao.platform.db.engine.operations import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose address is asked for at each new connection, so a killed server comes back."""

    creation_class = DatabaseCreation
    ops_class = DatabaseOperations

    @property
    def is_owner(self) -> bool:
        """Whether this is the alias that owns the tables."""
        return bool(self.settings_dict["OPTIONS"].get("owner"))

    def get_connection_params(self) -> dict[str, Any]:
        """Parameters for psycopg: our roles, our server, the database name of the settings."""
        known = target.current()
        server = known.owner if self.is_owner else known.application
        self.settings_dict["NAME"] = self.settings_dict["NAME"] or None
        params = super().get_connection_params()
        params.pop("owner", None)
        name = self.settings_dict["NAME"]
        reach = {key: value for key, value in server.items() if key != "dbname"}
        return {**params, **reach, "dbname": server["dbname"] if name == CONFIGURED else params["dbname"]}


CONFIGURED = "gongbao"  # settings' NAME; a server's own address may call the database otherwise
