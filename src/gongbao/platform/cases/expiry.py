"""What happens when a clock runs out, and the reminders before."""

from __future__ import annotations

from gongbao.kernel import procedure as kernel
from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.cases import events
from gongbao.platform.cases.acting import act
from gongbao.platform.cases.procedures import registered
from gongbao.platform.cases.schedule import EXPIRE, REMIND
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles


@handles(EXPIRE)
def expire(tx: Tx, job: Job) -> None:
    """Do the expiry actions that are due and whose guards are met; nothing when the clock was stopped."""
    if job.case is None:
        return
    row = events.lock_case(job.case)
    made = registered(row.procedure, row.version)
    today = tx.now.astimezone(ZONE).date()
    outcomes = made.guards(row, today) if made.guards else {}
    for action in kernel.expired(made.procedure, CaseState.load(row.fold), today):
        free = not action.guard or outcomes.get(action.guard) == "met"
        if free and job.payload["clock"] in made.procedure.expiries[action.name]:
            act(tx, row.key, action.name, kernel.SYSTEM, guards=outcomes)
            return


@handles(REMIND)
def remind(tx: Tx, job: Job) -> None:
    """Tell the party that a limit is near, if its clock still runs towards the same day."""
    if job.case is None:
        return
    row = events.lock_case(job.case)
    made = registered(row.procedure, row.version)
    today = tx.now.astimezone(ZONE).date()
    for run in kernel.reminders(CaseState.load(row.fold), today):
        if run.name == job.payload["clock"] and row.party:
            title, due = made.procedure.clock(run.name).title, run.deadline.due
            text = Text(
                f"办件{row.number}：“{title.zh}”将于{due}届满",
                f"Case {row.number}: “{title.en}” ends on {due}",
            )
            tx.message(row.party, text, case=row.key)
