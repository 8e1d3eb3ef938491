"""How many contracts one institution may look up a minute: counted before the look-up, beyond it refused and logged."""

from __future__ import annotations

from datetime import datetime

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note_refused
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.context import raw_cursor
from gongbao.platform.db.services import Actor, now
from gongbao.policies.electronic_contracts.rules import BOOK

_COUNT = """
INSERT INTO contract_lookup_count AS c (institution, minute, used) VALUES (%s, %s, 1)
ON CONFLICT (institution) DO UPDATE SET
    used = CASE WHEN c.minute = excluded.minute THEN c.used + 1 ELSE 1 END, minute = excluded.minute
RETURNING used
"""


class TooMany(Refusal):
    """The institution has used up its look-ups of this minute; `retry_after` seconds from now it has new ones."""

    code, status = "too_many", 429

    def __init__(self, limit: int, retry_after: int) -> None:
        super().__init__(
            Text(
                f"本部门这一分钟的查验次数已到上限（{limit} 次），没有查验",
                f"This office has made its {limit} look-ups of this minute; nothing was looked up",
            ),
            mend=Text(f"请在 {retry_after} 秒以后再查", f"Ask again in {retry_after} seconds"),
            clause="lao-2020-28/13.s2",
        )
        self.retry_after = retry_after


def limit_on(moment: datetime) -> int:
    """Look-ups a minute as of a moment."""
    return int(str(BOOK["lookups_per_minute"].at(local_day(moment)).value))


def count(actor: Actor, purpose: str) -> None:
    """Count one look-up of whom the actor names: a new key of the same system shares its count. Raises TooMany."""
    moment = now()
    minute, second = divmod(int(moment.timestamp()), 60)
    limit = limit_on(moment)
    row = (
        raw_cursor().execute(_COUNT, [f"{actor.office}/{actor.name}"[:120], minute], prepare=True).fetchone()
    )
    if row is None or int(str(row[0])) > limit:
        note_refused(actor, purpose, "contracts.lookup beyond the limit")
        raise TooMany(limit, 60 - second)
