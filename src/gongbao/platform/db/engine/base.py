"""Connections as the application (alias `default`) or as the owner (alias `owner`)."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.base import *  # noqa: F403  Django expects the module's names
from psycopg.pq import TransactionStatus

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

    def is_usable(self) -> bool:
        """Whether the server still holds the connection; asked with a statement only where it has said something.

        A server that ends or is killed closes the socket, which makes it readable.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.pgconn.transaction_status == TransactionStatus.IDLE:
            heard = select.poll()
            heard.register(self.connection.fileno(), select.POLLIN)
            if not heard.poll(0):
                return True
        return bool(super().is_usable())

    def create_cursor(self, name: str | None = None) -> Any:
        """As PostgreSQL's; a cursor inside a transaction ends with it, whoever began that."""
        cursor = super().create_cursor(name)
        if name and self.in_atomic_block:
            cursor._withhold = False
        return cursor

    def get_connection_params(self) -> dict[str, Any]:
        """Parameters for psycopg: our roles, our server, the database name of the settings."""
        known = target.current()
        server = known.owner if self.is_owner else known.application
        self.settings_dict["NAME"] = self.settings_dict["NAME"] or None
        params = super().get_connection_params()
        params.pop("owner", None)
        name = self.settings_dict["NAME"]
        reach = {key: value for key, value in server.items() if key != "dbname"}
        # Django turns preparing off; its own cursors never prepare, ours ask for it.
        params["prepare_threshold"] = 5
        return {**params, **reach, "dbname": server["dbname"] if name == CONFIGURED else params["dbname"]}


CONFIGURED = "gongbao"  # settings' NAME; a server's own address may call the database otherwise
