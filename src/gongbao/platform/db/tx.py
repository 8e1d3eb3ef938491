"""What a command is given: its actor and instant, and what goes out with its transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from gongbao.kernel.logchain import canonical
from gongbao.law.text import Text
from gongbao.platform.db import wire
from gongbao.platform.db.actors import Actor
from gongbao.platform.db.context import Reading, raw_cursor
from gongbao.platform.db.door_functions import FINISH
from gongbao.platform.db.keys import new_key

LOCK = "SELECT name FROM db_lockname WHERE name = ANY(%s) ORDER BY name FOR UPDATE"
LOCK_NEW = "INSERT INTO db_lockname (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"

Deliver = Callable[["Tx", UUID, Text, UUID | None], object]
_deliver: list[Deliver] = []


def deliver_messages_by(deliver: Deliver) -> None:
    """Say (in the messages app's `ready`) what `tx.message` calls."""
    _deliver[:] = [deliver]


class Tx(Reading):
    """One running command. Rows it makes (log, jobs, messages) exist only if the whole command commits."""

    def __init__(self, actor: Actor, name: str, *, now: datetime, key: str) -> None:
        super().__init__(actor, name, now)
        self.key = key
        self._out: list[dict[str, Any]] = []
        self._due: list[dict[str, Any]] = []

    def event(
        self, case: UUID, action: str, body: dict[str, Any], personal: dict[str, Any] | None = None
    ) -> int:
        """Append a remark to the chain of `case` (not a step of its procedure); returns its sequence.

        `body` holds nothing personal; `personal` is sealed under the key of the case.
        """
        from gongbao.platform.cases import services

        return services.remark(self, case, action, body, personal)

    def audit(self, what: str, **detail: Any) -> None:
        """Add a row to the global log: what was done, and details without identity numbers."""
        self.post("audit", {"what": what, "detail": detail})

    def post(self, kind: str, body: dict[str, Any]) -> None:
        """Put a row of `kind` into the outbox, from where the sequencer chains it into the global log."""
        body = {"command": self.purpose, "actor": self.actor.record(), **body}
        self._out.append({"key": new_key(), "kind": kind, "at": self.now, "body": body})

    def enqueue(
        self,
        kind: str,
        payload: dict[str, Any],
        run_at: datetime | None = None,
        key: str | None = None,
        case: UUID | None = None,
    ) -> None:
        """Plan a job of `kind`, at once or at `run_at`; the same kind and `key` is planned once for ever."""
        ident = new_key()
        row = {"id": ident, "kind": kind, "key": key or str(ident), "case": case, "payload": payload}
        self._due.append({**row, "run_at": run_at or self.now})

    def message(self, party: UUID, text: Text, case: UUID | None = None) -> None:
        """Send `text` to the message box of `party`."""
        if not _deliver:
            raise RuntimeError("No messages app is installed.")
        _deliver[0](self, party, text, case)

    def lock(self, *names: str) -> None:
        """Lock named accounts until the command ends, in name order (row locks, as Citus has them too)."""
        wanted = sorted(set(names))
        cursor = raw_cursor()
        have = cursor.execute(LOCK, [wanted], prepare=True).fetchall()
        if len(have) < len(wanted):
            cursor.execute(LOCK_NEW, [wanted])
            cursor.execute(LOCK, [wanted], prepare=True)

    def finish(self, held: Any, result: str) -> None:
        """Write the result (JSON), the jobs and the outbox, and commit (but for a test's); the door's last act."""
        own = {"command": self.purpose, "actor": self.actor.record(), "key": self.key}
        out = canonical(self._out) if self._out else None
        work = canonical(self._due) if self._due else None
        last = FINISH if held.savepoint_ids else FINISH + b";COMMIT"
        row = (str(new_key()), self.now.isoformat(), canonical(own))
        wire.run(held, last, self.key, result, *row, out, work)
