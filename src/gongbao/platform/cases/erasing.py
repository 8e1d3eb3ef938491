"""Erasing cases whose keeping time is over: the key is destroyed, rows with names are blanked, the chain still verifies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from gongbao.kernel.calendar.years import add_years
from gongbao.law.errors import Refusal
from gongbao.platform.cases.models import Case
from gongbao.platform.cases.procedures import registered
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, every_night
from gongbao.policies import policy

Eraser = Callable[[Tx, Case], object]
_erasers: dict[str, list[Eraser]] = {}
A_NIGHT = 500
"""Cases erased in one night at most; the rest waits for the next."""


def erases(room: str) -> Callable[[Eraser], Eraser]:
    """Decorator: the function blanks what an app keeps of a case of `room` outside the case's sealed events."""

    def register(function: Eraser) -> Eraser:
        _erasers.setdefault(room, []).append(function)
        return function

    return register


def erase(tx: Tx, case: Case) -> bool:
    """Erase one case; False where that was done before."""
    if not secrets.destroy_case_key(case.key):
        return False
    for each in _erasers.get(case.room, ()):
        each(tx, case)
    tx.audit("cases.erase", case=str(case.key), number=case.number)
    return True


def keep_years(room: str) -> int | None:
    """How long the room's register keeps a case: its longest record; None where it keeps for ever or says nothing."""
    try:
        years = [record.keep_years for record in policy(room).records]
    except Refusal:
        return None
    return max(years, default=None)


def due(today: date) -> list[Case]:
    """Ended cases whose keeping time is over, the oldest first, each with its key still there."""
    found = []
    for case in Case.objects.filter(since__lt=_long_ago(today)).order_by("since", "key")[: A_NIGHT * 4]:
        years = keep_years(case.room)
        state = registered(case.procedure, case.version).procedure.state(case.state)
        if years is None or not state.terminal or not secrets.has_case_key(case.key):
            continue
        if add_years(case.since.astimezone(ZONE).date(), years) < today:
            found.append(case)
    return found[:A_NIGHT]


@every_night("cases.retention")
def retention(tx: Tx, job: Job) -> None:
    """Erase what need not be kept any longer."""
    for case in due(tx.now.astimezone(ZONE).date()):
        erase(tx, case)


def _long_ago(today: date) -> datetime:
    """No room keeps a case for less than a year."""
    return datetime.combine(today - timedelta(days=365), time(), tzinfo=ZONE)
