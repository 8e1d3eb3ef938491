"""Every night the numbers that nobody brought to a window are erased; the account stays and may be told them anew."""

from __future__ import annotations

from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, every_night
from gongbao.platform.parties.claims import erase_old


@every_night("parties.claims")
def erase(tx: Tx, job: Job) -> None:
    """Erase the claims whose time is over."""
    erase_old(tx)
