"""Which database this process uses: GONGBAO_DATABASE, or the embedded server of the data folder."""

from __future__ import annotations

import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from gongbao.platform.db import embedded
from gongbao.platform.db.place import Server


def data_folder() -> Path:
    """GONGBAO_DATA, by default the folder ``var`` where the program was started."""
    return Path(os.environ.get("GONGBAO_DATA") or "var").absolute()


def current() -> Server:
    """Connection parameters of owner and application; starts the embedded server when it is down."""
    address = os.environ.get("GONGBAO_DATABASE")
    if not address:
        return embedded.server(data_folder(), durable=os.environ.get("GONGBAO_EMBEDDED_DURABLE") != "0")
    owner = os.environ.get("GONGBAO_DATABASE_OWNER") or address
    return Server(_parameters(owner), _parameters(address))


def application_role() -> str:
    """The name of the role the application connects as."""
    return current().application["user"]


def _parameters(address: str) -> dict[str, str]:
    return {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
