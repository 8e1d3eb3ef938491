"""Every night the books are checked; what does not add up is an alarm in the log and in the audit trail."""

from __future__ import annotations

import structlog

from gongbao.platform.db.services import Tx
from gongbao.platform.funds.books import check_books
from gongbao.platform.jobs.services import Job, every_night

MOST = 50
log = structlog.get_logger(__name__)


@every_night("funds.check_books")
def check(tx: Tx, job: Job) -> None:
    """Check every book and record how it came out."""
    found = check_books()
    for each in found[:MOST]:
        log.error(
            "funds.imbalance", what=each.what.zh, where=each.where, expected=each.expected, found=each.found
        )
    wrong = [f"{each.what.zh} {each.where}" for each in found[:MOST]]
    tx.audit("funds.check_books", imbalances=len(found), first=wrong)
