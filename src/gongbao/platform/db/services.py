"""What other apps use of the database: the write door, reading, actors."""

from __future__ import annotations

from gongbao.kernel.logchain import canonical
from gongbao.platform.db.actors import CITY, PUBLIC, SYSTEM, Actor
from gongbao.platform.db.clock import now
from gongbao.platform.db.context import Reading, current, read, required
from gongbao.platform.db.door import done_before, write
from gongbao.platform.db.keys import new_key
from gongbao.platform.db.tx import Tx, deliver_messages_by

__all__ = [
    "CITY",
    "PUBLIC",
    "SYSTEM",
    "Actor",
    "Reading",
    "Tx",
    "canonical",
    "current",
    "deliver_messages_by",
    "done_before",
    "new_key",
    "now",
    "read",
    "required",
    "write",
]
