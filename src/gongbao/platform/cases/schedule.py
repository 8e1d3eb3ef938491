"""The clocks' jobs: expiry on the first late day, reminders on theirs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from gongbao.kernel.procedure import CaseState
from gongbao.platform.cases.models import Case
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx

EXPIRE, REMIND = "cases.expire", "cases.remind"
REMIND_AT = time(8, 30)


def plan(tx: Tx, case: Case, state: CaseState) -> None:
    """Plan the jobs of every running clock; planning again changes nothing, so each step may do it."""
    today = tx.now.astimezone(ZONE).date()
    for run in state.clocks:
        if run.status != "running":
            continue
        end = run.deadline.late_after
        stem = f"{case.key}:{run.name}:{end}"
        # A clock that is late already was hindered (by an open objection, say): look again after each step.
        key = stem if end >= today else f"{stem}:{case.sequence}"
        payload = {"clock": run.name}
        tx.enqueue(EXPIRE, payload, run_at=max(_at(end + timedelta(days=1)), tx.now), key=key, case=case.key)
        for day in run.remind_on:
            if day >= today:
                tx.enqueue(REMIND, payload, run_at=_at(day, REMIND_AT), key=f"{stem}:{day}", case=case.key)


def _at(day: date, hour: time = time(0)) -> datetime:
    return datetime.combine(day, hour, ZONE)
