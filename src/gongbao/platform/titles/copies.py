"""How long the dossier attached to a case is open to its institutions, and when the copy itself goes (decision 14)."""

from __future__ import annotations

from datetime import date, timedelta

from gongbao.kernel.calendar.years import add_years
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.jobs.services import Job, every_night
from gongbao.platform.parties.services import opened
from gongbao.platform.titles.words import title_rooms, value
from gongbao.policies import policy

WITHDRAWN = "withdrawn"


def open_until(case: Case) -> date | None:
    """The last day on which the copy of an ended case is open; None while the case goes on."""
    if not registered(case.procedure, case.version).procedure.state(case.state).terminal:
        return None
    ended = local_day(case.since)
    return ended + timedelta(days=int(value(case.room, "dossier_open_days", ended)))


def is_open(case: Case, on: date) -> bool:
    """Whether those in whose hands the case is may read its copy on a day."""
    until = open_until(case)
    return case.state != WITHDRAWN and (until is None or on <= until)


def drop(tx: Tx, case: Case) -> None:
    """Delete the copy of a case in which nothing was decided: its applicant has withdrawn."""
    if case.party is not None:
        dossiers.detach(tx, case.party, case.key, WITHDRAWN)


@every_night("titles.copies")
def sweep(tx: Tx, job: Job) -> None:
    """Delete copies of withdrawn cases, and of decided ones once the register need not keep the application."""
    today = local_day(tx.now)
    with opened("copies of dossiers"):
        kept = frozenset(case for _, case in dossiers.copies())
        cases = Case.objects.filter(key__among=kept, room__in=title_rooms())
        for case in cases:
            if case.state == WITHDRAWN:
                drop(tx, case)
            elif case.party is not None and _kept_long_enough(case, today):
                dossiers.detach(tx, case.party, case.key, "retention")


def _kept_long_enough(case: Case, today: date) -> bool:
    if open_until(case) is None:
        return False
    years = next(each.keep_years for each in policy(case.room).records if each.name == "application")
    return add_years(local_day(case.since), years) < today
