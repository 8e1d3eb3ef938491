"""How log rows are chained: SM3 over the row's canonical form and the hash before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gongbao.platform.db.secrets import fingerprint, sm3
from gongbao.platform.db.services import canonical

START = "0" * 64


@dataclass(frozen=True)
class Row:
    """What of a log row is hashed."""

    position: int
    key: UUID
    kind: str
    at: datetime
    case: UUID | None
    subject: str
    body: dict[str, Any]

    def hash(self, previous: str) -> str:
        """64 hexadecimal digits over this row after `previous`."""
        parts = [self.position, str(self.key), self.kind, self.at.astimezone(UTC).isoformat()]
        parts += [str(self.case or ""), self.subject, self.body, previous]
        return sm3(canonical(parts).encode()).hex()


def seal(position: int, digest: str) -> str:
    """A seal over the log's end that only the master key's holder can make."""
    return fingerprint(f"{position}:{digest}", "audit head")
