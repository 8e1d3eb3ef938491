"""Reading and writing city-wide tables on behalf of the services, whoever's transaction is open."""

from __future__ import annotations

from gongbao.platform.db.services import opened

__all__ = ["opened"]
