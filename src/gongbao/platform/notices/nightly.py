"""Every night the personal rows of notices kept long enough are removed; what was published stays provable by its hash."""

from __future__ import annotations

from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, every_night
from gongbao.platform.notices.publishing import clear_expired

BATCH = 500


@every_night("notices.clear_expired")
def clear(tx: Tx, job: Job) -> None:
    """Clear one batch; a full batch plans the next at once, so that one transaction never holds them all."""
    if clear_expired(tx, BATCH) == BATCH:
        tx.enqueue("notices.clear_expired", {}, run_at=tx.now, key=f"{job.key}+")
